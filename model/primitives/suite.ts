import type { Datum } from '../../spec/primitives/encoding.js'
import type { Checking } from '../../spec/primitives/suite.js'

/**
 * The cryptography that a model takes. The concrete suites are real; the symbolic one builds terms, as in a Dolev-Yao
 * model. Hashes, keys and signatures are bytes in both, so that they can stand in data that is hashed or signed again.
 */
export interface CryptoSuite extends Checking {
  readonly name: string
  /** The key pair that a seed of 32 bytes leads to. */
  readonly keyPair: (seed: Uint8Array) => KeyPair
  readonly sign: (secret: Uint8Array, datum: Datum) => Uint8Array
}

/** What one actor signs with, and what everybody else checks it against. */
export interface KeyPair {
  readonly secret: Uint8Array
  readonly publicKey: Uint8Array
}
