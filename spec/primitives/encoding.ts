import { utf8ToBytes } from '@noble/hashes/utils.js'
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
export const encode = (datum: Datum): Uint8Array => ofEncoding(datum, (bytes) => bytes.slice())

/** What is made of the encoding of a datum. The bytes are lent: the next encoding takes their place. */
export const ofEncoding = <A>(datum: Datum, make: (encoding: Uint8Array) => A): A => {
  writer.at = 0
  writeDatum(writer, datum)
  const made = make(writer.bytes.subarray(0, writer.at))
  if (writer.bytes.length > ROOM) Object.assign(writer, opened())
  return made
}

/** Whether two data are the same datum. */
export const sameDatum = (a: Datum, b: Datum): boolean =>
  a.tag === b.tag &&
  a.fields.length === b.fields.length &&
  a.fields.every((field, i) => sameField(field, b.fields[i] as Field))

const ENCODING_VERSION = 1
const KIND = { amount: 1, text: 2, bytes: 3, list: 4 } as const

/** Bytes that are being written. */
interface Writer {
  bytes: Uint8Array<ArrayBuffer>
  view: DataView<ArrayBuffer>
  at: number
}

/** How large a buffer is kept, in bytes; a larger one is made for what needs it. */
const ROOM = 1 << 14

const opened = (): Writer => {
  const bytes = new Uint8Array(ROOM)
  return { bytes, view: new DataView(bytes.buffer), at: 0 }
}

/** All is written into one buffer, which is kept: hashing asks for many small encodings. None begins within another. */
const writer: Writer = opened()

/** Makes room for some more bytes; answers where they begin. */
const room = (writer: Writer, length: number): number => {
  const { bytes, at } = writer
  if (at + length > bytes.length) {
    writer.bytes = new Uint8Array(Math.max(2 * bytes.length, at + length))
    writer.bytes.set(bytes)
    writer.view = new DataView(writer.bytes.buffer)
  }
  writer.at = at + length
  return at
}

const writeDatum = (writer: Writer, { tag, fields }: Datum): void => {
  writeByte(writer, ENCODING_VERSION)
  writeText(writer, tag)
  writeLength(writer, fields.length)
  for (const field of fields) writeField(writer, field)
}

const writeField = (writer: Writer, field: Field): void => {
  if (typeof field === 'bigint') {
    writeByte(writer, KIND.amount)
    writeAmount(writer, field)
  } else if (typeof field === 'string') {
    writeByte(writer, KIND.text)
    writeText(writer, field)
  } else if (field instanceof Uint8Array) {
    writeByte(writer, KIND.bytes)
    writeBytes(writer, field)
  } else {
    writeByte(writer, KIND.list)
    writeLength(writer, field.length)
    for (const datum of field) writePrefixed(writer, datum)
  }
}

const writeByte = (writer: Writer, byte: number): void => {
  const at = room(writer, 1)
  writer.view.setUint8(at, byte)
}

const writeLength = (writer: Writer, n: number): void => {
  const at = room(writer, 4)
  writer.view.setUint32(at, n)
}

const writeBytes = (writer: Writer, bytes: Uint8Array): void => {
  writeLength(writer, bytes.length)
  const at = room(writer, bytes.length)
  writer.bytes.set(bytes, at)
}

const writeText = (writer: Writer, text: string): void => {
  const at = room(writer, 4 + text.length)
  writer.view.setUint32(at, text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) {
      if (!text.isWellFormed()) throw new RangeError('not a well-formed text')
      writer.at = at
      return writeBytes(writer, utf8ToBytes(text))
    }
    writer.bytes[at + 4 + i] = code
  }
}

const writeAmount = (writer: Writer, amount: bigint): void => {
  if (amount < 0n || amount >= AMOUNT_LIMIT) throw new RangeError(`not an amount: ${amount}`)
  writeLength(writer, 16)
  const at = room(writer, 16)
  writer.view.setBigUint64(at, amount < WORD ? 0n : amount >> 64n)
  // The lower 64 bits.
  writer.view.setBigUint64(at + 8, amount)
}

const WORD = 1n << 64n

/** A datum after its length, which is known only when it is written. */
const writePrefixed = (writer: Writer, datum: Datum): void => {
  const at = room(writer, 4)
  writeDatum(writer, datum)
  writer.view.setUint32(at, writer.at - at - 4)
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
