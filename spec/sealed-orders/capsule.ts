import { bytesOf, numberOf } from './numbers.js'

// The structure of the LCS35 time capsule (Rivest 1999): w = 2^(2^t) mod n, and z = w xor the message. The published one
// takes 79,685,186,856,218 squarings of a modulus of 2048 bits; any smaller one checks the same arithmetic.

/** What is published: n, t and z. */
export interface Capsule {
  readonly modulus: bigint
  readonly squarings: bigint
  readonly sealed: bigint
}

/** The message of a capsule, once 2^(2^t) is known: eight bits a character. */
export const messageOf = ({ sealed }: Capsule, w: bigint): Uint8Array => bytesOf(sealed ^ w)

/** z, for a message that is no longer than the modulus. */
export const capsuleOf = (message: Uint8Array, w: bigint): bigint => numberOf(message) ^ w
