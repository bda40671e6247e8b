import type { Clauses } from '../core/clause.js'
import { type Datum, encode, sameDatum } from './encoding.js'
import { isGoodSignature } from './signatures.js'
import { sameBytes, type signatureSuites } from './suite.js'
import { AMOUNT_LIMIT } from './types.js'

/**
 * What the clauses of this chapter judge: some numbers that are about to be used as amounts, how two data are encoded, or
 * whether a signature was taken for a good one.
 */
export type Primitive =
  | { readonly amount: bigint }
  | { readonly price: bigint }
  | { readonly price: bigint; readonly volume: bigint }
  | { readonly one: Datum; readonly other: Datum; readonly encoding?: (datum: Datum) => Uint8Array }
  | {
      readonly suite: (typeof signatureSuites)[number]
      readonly publicKey: Uint8Array
      readonly message: Uint8Array
      readonly signature: Uint8Array
      readonly taken: boolean
    }

/** 0 <= n < 2^128. */
export const isAmount = (n: bigint): boolean => n >= 0n && n < AMOUNT_LIMIT

/** 0 < n < 2^128. */
export const isPrice = (n: bigint): boolean => n > 0n && n < AMOUNT_LIMIT

const broken = (holds: boolean, message: () => string): ReadonlyArray<string> => (holds ? [] : [message()])

/** The clauses on numbers and bytes that every chapter leans on. */
export const primitivesClauses: Clauses<'primitives', Primitive> = {
  'PR-1': {
    id: 'PR-1',
    title: 'Amounts',
    says: 'An amount, a volume among them, is an integer from 0 up to but not including 2^128.',
    source: 'Touchstone; TEX Algorithm 3 and V-B take it for granted that amounts cannot overflow',
    kind: 'invariant',
    judge: (subject) =>
      'amount' in subject
        ? broken(isAmount(subject.amount), () => `${subject.amount} is not an amount: expected 0 <= n < 2^128`)
        : [],
  },
  'PR-2': {
    id: 'PR-2',
    title: 'Prices',
    says: 'A price is an integer above 0 and below 2^128: units of the quote asset for one lot of the base asset.',
    source: 'Touchstone; TEX Algorithm 7 uses 0 and infinity for "no order", so 0 cannot be a price (T18)',
    kind: 'invariant',
    judge: (subject) =>
      'price' in subject && !('volume' in subject)
        ? broken(isPrice(subject.price), () => `${subject.price} is not a price: expected 0 < n < 2^128`)
        : [],
  },
  'PR-3': {
    id: 'PR-3',
    title: 'Quote amounts',
    says: 'The quote amount of an order, its volume times its price, is an amount.',
    source: 'Touchstone; TEX Algorithm 7 multiplies a volume by a price without a bound',
    kind: 'invariant',
    judge: (subject) =>
      'volume' in subject
        ? broken(
            isAmount(subject.volume * subject.price),
            () => `${subject.volume} x ${subject.price} is not an amount: expected less than 2^128`,
          )
        : [],
  },
  'PR-4': {
    id: 'PR-4',
    title: 'One encoding',
    says: 'Everything that is hashed or signed has exactly one encoding into bytes, and two different data never encode alike.',
    source: 'Touchstone; TEX Algorithms 2 and 7 hash bare concatenations',
    kind: 'invariant',
    judge: (subject) => {
      if (!('one' in subject)) return []
      const { one, other, encoding = encode } = subject
      const same = sameDatum(one, other)
      return broken(same === sameBytes(encoding(one), encoding(other)), () =>
        same ? 'one datum has two encodings' : 'two different data have the same encoding',
      )
    },
  },
  'PR-5': {
    id: 'PR-5',
    title: 'One verdict on a signature',
    says: 'Whether a signature is good has one answer, whoever checks it: Ed25519 without a cofactor, under keys of the order of the base point; ECDSA under compressed keys, with s in the lower half; and no number and no point has a second encoding.',
    source: 'Touchstone; RFC 8032 5.1.7 leaves the cofactor open, and SEC 1 takes two s and two encodings of a key',
    kind: 'invariant',
    judge: (subject) => {
      if (!('taken' in subject)) return []
      const { suite, publicKey, message, signature, taken } = subject
      const isGood = isGoodSignature[suite](publicKey, message, signature)
      return broken(isGood === taken, () =>
        isGood ? 'a good signature was refused' : 'a signature that is not good was taken',
      )
    },
  },
}
