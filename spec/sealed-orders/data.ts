import { type Datum, encode } from '../primitives/encoding.js'
import type { Checking } from '../primitives/suite.js'
import { bytesOf } from './numbers.js'
import type { Account, Order, Puzzle, PuzzleProof, Sealed } from './types.js'

// The one place where the bytes of this chapter are laid out: what is hashed, signed, or bound to a ciphertext. Numbers
// of the group are bytes, big-endian, as few as it takes.

/** The cryptography that whoever judges sealed orders needs. */
export interface Sealing extends Checking {
  /**
   * The plaintext of a ciphertext, by the key that the key material leads to; nothing, where a bit of either, or of what
   * the ciphertext is bound to, is another.
   */
  readonly unseal: (material: Uint8Array, bound: Uint8Array, ciphertext: Uint8Array) => Uint8Array | undefined
}

/** How long every plaintext is: an order is filled up with zeros, so that its length says nothing about it. */
export const PLAINTEXT = 512

/** How long every ciphertext is: the plaintext and the tag of Poly1305. */
export const CIPHERTEXT = PLAINTEXT + 16

/** K(j), of which K(j-1) is the hash. */
export const keyDatum = (key: Uint8Array): Datum => ({ tag: 'sealed-key', fields: [key] })

/** K(j) and the trader, of which the reference is the hash. */
export const referenceDatum = (key: Uint8Array, trader: string): Datum => ({
  tag: 'sealed-reference',
  fields: [key, trader],
})

/** An account, which its trader signs as it will be after the order. */
export const accountDatum = (contract: string, { trader, coin, available, version }: Account): Datum => ({
  tag: 'sealed-account',
  fields: [contract, trader, coin, available, version],
})

/** An account together with K(j-1), which the operator signs: the permit for order j. */
export const permitDatum = (
  contract: string,
  key: Uint8Array,
  { trader, coin, available, version }: Account,
): Datum => ({ tag: 'sealed-permit', fields: [contract, key, trader, coin, available, version] })

/** An order: all of it is hashed, K(j) too, so that nobody who does not know K(j) can try orders against the hash. */
export const orderDatum = ({ trader, eon, key, side, base, quote, price, volume, give, take }: Order): Datum => ({
  tag: 'sealed-order',
  fields: [trader, eon, key, side, base, quote, price, volume, give, take],
})

/** The plaintext that an order is sealed as; nothing, where it is too long. */
export const plaintextOf = (order: Order): Uint8Array | undefined => {
  const encoded = encode(orderDatum(order))
  if (encoded.length > PLAINTEXT) return undefined
  const filled = new Uint8Array(PLAINTEXT)
  filled.set(encoded)
  return filled
}

/** What a ciphertext is bound to: all that the operator sees but the proof. */
export const boundTo = (
  contract: string,
  { eon, reference, orderHash, puzzle }: Omit<Sealed, 'ciphertext' | 'proof'>,
) => encode({ tag: 'sealed-statement', fields: [contract, eon, reference, orderHash, ...puzzleFields(puzzle)] })

const puzzleFields = ({ modulus, base, generator, steps, end }: Puzzle) => [
  bytesOf(modulus),
  bytesOf(base),
  bytesOf(generator),
  steps,
  bytesOf(end),
]

/** Key material as bytes: kappa_g, in as many bytes as the modulus has. */
export const materialOf = (root: bigint, { modulus }: Pick<Puzzle, 'modulus'>): Uint8Array =>
  bytesOf(root, bytesOf(modulus).length)

/** All that every challenge of Algorithm 11 is bound to (T32): group, generator, end, powers, and every announcement. */
export const transcriptDatum = (puzzle: Puzzle, { powers, rounds }: PuzzleProof): Datum => ({
  tag: 'sealed-transcript',
  fields: [
    ...puzzleFields(puzzle),
    powers.map((one) => ({ tag: 'power', fields: [bytesOf(one)] })),
    rounds.flatMap((step) =>
      step.map(({ byGenerator, byPower }) => ({ tag: 'round', fields: [bytesOf(byGenerator), bytesOf(byPower)] })),
    ),
  ],
})

/** One challenge: the transcript's hash, the step i and the round j, both from 1 on. */
export const challengeDatum = (transcript: Uint8Array, step: number, round: number): Datum => ({
  tag: 'sealed-challenge',
  fields: [transcript, BigInt(step), BigInt(round)],
})

/** The keys of a chain, K(0) first: K(length) is the seed, and each is the hash of the one after it. */
export const keyChain = (hash: Checking['hash'], seed: Uint8Array, length: number): ReadonlyArray<Uint8Array> => {
  const keys = [seed]
  for (let i = 0; i < length; i += 1) keys.push(hash(keyDatum(keys[i] as Uint8Array)))
  return keys.reverse()
}

/** An account after an order: what it gives is set aside, and one more order was made with it. */
export const afterOrder = (account: Account, given: bigint): Account => ({
  ...account,
  available: account.available - given,
  version: account.version + 1n,
})

/** How much of which coin an order gives at most, and which it takes. */
export const givenBy = ({ side, base, quote, price, volume }: Order) =>
  side === 'sell'
    ? { gives: base, takes: quote, amount: volume }
    : { gives: quote, takes: base, amount: price * volume }
