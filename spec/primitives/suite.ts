import type { Datum } from './encoding.js'

/**
 * The cryptography that whoever checks something needs. What a suite computes is for the model: the concrete ones are
 * real, the symbolic one builds terms.
 */
export interface Checking {
  /** The hash of a datum's one encoding (PR-4). */
  readonly hash: (datum: Datum) => Uint8Array
  /** Whether the owner of the public key signed the datum; false for what is no signature or no key at all. */
  readonly verify: (publicKey: Uint8Array, datum: Datum, signature: Uint8Array) => boolean
}

/** Whether two strings of bytes are the same. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** The hash functions that an instance can be opened with; `sha256` is the default. */
export const hashSuites = ['sha256', 'keccak256'] as const

/** The signature schemes that an instance can be opened with; `ed25519` is the default. */
export const signatureSuites = ['ed25519', 'secp256k1'] as const
