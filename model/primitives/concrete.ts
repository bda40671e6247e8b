import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { encode } from '../../spec/primitives/encoding.js'
import type { CryptoSuite } from './suite.js'

/** The hash functions that there are; `sha256` is the default. */
export const hashes = { sha256, keccak256: keccak_256 } as const

/** The signature schemes that there are; `ed25519` is the default. */
export const signatures = { ed25519, secp256k1 } as const

/** Real cryptography: a hash of the encoding, and a signature over that hash. */
export const concreteSuite = (
  hash: keyof typeof hashes = 'sha256',
  signature: keyof typeof signatures = 'ed25519',
): CryptoSuite => {
  const digest = hashes[hash]
  const scheme = signatures[signature]
  const hashOf: CryptoSuite['hash'] = (datum) => digest(encode(datum))
  return {
    name: `${hash}+${signature}`,
    hash: hashOf,
    keyPair: (seed) => ({ secret: seed, publicKey: scheme.getPublicKey(seed) }),
    sign: (secret, datum) => scheme.sign(hashOf(datum), secret),
    verify: (publicKey, datum, signed) => {
      try {
        return scheme.verify(signed, hashOf(datum), publicKey)
      } catch {
        // Bytes that are no key or no signature: the library throws.
        return false
      }
    },
  }
}
