import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import * as t from 'io-ts'
import { exactly } from '../core/codec.js'
import { AMOUNT_LIMIT, Bytes, Integer } from './types.js'

/**
 * What can be hashed or signed: a domain tag, which says what the datum is, and its fields in order. A field is an
 * amount, some bytes, a text, or a list of data.
 */
export interface Datum {
  readonly tag: string
  readonly fields: ReadonlyArray<Field>
}

/** A field of a datum. */
export type Field = bigint | string | Uint8Array | ReadonlyArray<Datum>

/**
 * The one encoding of a datum: a version byte, the length-prefixed tag, the number of fields, and for each field a
 * byte for its kind, a length of four bytes, big-endian, and its content. An amount is 16 bytes, big-endian.
 *
 * Every part is prefixed with its kind and its length, so the encoding can be read back in one way only: two
 * different data never encode alike (PR-4).
 *
 * @throws RangeError on an amount outside 0..2^128-1 or a text with half a surrogate pair, which UTF-8 cannot tell from others:
 * whoever encodes has checked both before.
 */
export const encode = ({ tag, fields }: Datum): Uint8Array =>
  concatBytes(
    Uint8Array.of(ENCODING_VERSION),
    prefixed(textBytes(tag)),
    uint32(fields.length),
    ...fields.map(encodeField),
  )

/** Whether two data are the same datum. */
export const sameDatum = (a: Datum, b: Datum): boolean =>
  a.tag === b.tag &&
  a.fields.length === b.fields.length &&
  a.fields.every((field, i) => sameField(field, b.fields[i] as Field))

const ENCODING_VERSION = 1
const KIND = { amount: 1, text: 2, bytes: 3, list: 4 } as const

const encodeField = (field: Field): Uint8Array => {
  if (typeof field === 'bigint') return concatBytes(Uint8Array.of(KIND.amount), prefixed(amountBytes(field)))
  if (typeof field === 'string') return concatBytes(Uint8Array.of(KIND.text), prefixed(textBytes(field)))
  if (field instanceof Uint8Array) return concatBytes(Uint8Array.of(KIND.bytes), prefixed(field))
  return concatBytes(Uint8Array.of(KIND.list), uint32(field.length), ...field.map((datum) => prefixed(encode(datum))))
}

const textBytes = (text: string): Uint8Array => {
  if (!text.isWellFormed()) throw new RangeError('not a well-formed text')
  return utf8ToBytes(text)
}

const prefixed = (bytes: Uint8Array): Uint8Array => concatBytes(uint32(bytes.length), bytes)

const uint32 = (n: number): Uint8Array => Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255)

const amountBytes = (amount: bigint): Uint8Array => {
  if (amount < 0n || amount >= AMOUNT_LIMIT) throw new RangeError(`not an amount: ${amount}`)
  return Uint8Array.from({ length: 16 }, (_, i) => Number((amount >> BigInt(8 * (15 - i))) & 255n))
}

const sameField = (a: Field, b: Field): boolean => {
  if (a instanceof Uint8Array)
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i])
  if (b instanceof Uint8Array) return false
  if (typeof a === 'object')
    return typeof b === 'object' && a.length === b.length && a.every((datum, i) => sameDatum(datum, b[i] as Datum))
  return a === b
}

/** A datum in JSON: each field is an object that names its kind. */
export interface JsonDatum {
  readonly tag: string
  readonly fields: ReadonlyArray<JsonField>
}

/** A field of a datum in JSON. */
export type JsonField =
  | { readonly amount: bigint }
  | { readonly text: string }
  | { readonly bytes: Bytes }
  | { readonly list: ReadonlyArray<JsonDatum> }

/** The codec of a datum in JSON. */
export const JsonDatum: t.Type<JsonDatum, unknown, unknown> = t.recursion('Datum', () =>
  exactly('Datum', {
    tag: t.string,
    fields: t.readonlyArray(
      t.union(
        [
          exactly('AmountField', { amount: Integer }),
          exactly('TextField', { text: t.string }),
          exactly('BytesField', { bytes: Bytes }),
          exactly('ListField', { list: t.readonlyArray(JsonDatum) }),
        ],
        'Field',
      ),
    ),
  }),
) as t.Type<JsonDatum, unknown, unknown>

/** The datum that its JSON stands for. */
export const datumOf = ({ tag, fields }: JsonDatum): Datum => ({
  tag,
  fields: fields.map((field) => {
    if ('amount' in field) return field.amount
    if ('text' in field) return field.text
    return 'bytes' in field ? field.bytes : field.list.map(datumOf)
  }),
})
