import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { ofEncoding } from '../../spec/primitives/encoding.js'
import type { signatureSuites } from '../../spec/primitives/suite.js'
import { isPrimeOrder, isTorsionFree } from './keys.js'
import { nativeEd25519 } from './native.js'
import type { CryptoSuite } from './suite.js'

/** The hash functions that there are; `sha256` is the default. */
export const hashes = { sha256, keccak256: keccak_256 } as const

/** A signature scheme over 32 bytes. What is no key or no signature at all may make `verify` fail. */
interface Scheme {
  readonly getPublicKey: (secret: Uint8Array) => Uint8Array
  readonly sign: (message: Uint8Array, secret: Uint8Array) => Uint8Array
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean
}

/** What is signed is a hash already: secp256k1 takes it as it is. */
const asItIs = { prehash: false } as const

/** The signature schemes, in JavaScript alone: the reference. */
export const portableSignatures: Readonly<Record<(typeof signatureSuites)[number], Scheme>> = {
  ed25519: {
    getPublicKey: (secret) => ed25519.getPublicKey(secret),
    sign: (message, secret) => ed25519.sign(message, secret),
    // As in RFC 8032, where no point and no number has a second encoding. The library multiplies the equation by the
    // cofactor: without a part of small order in any point that makes no difference.
    verify: (signature, message, publicKey) =>
      isPrimeOrder(publicKey) &&
      ed25519.verify(signature, message, publicKey, { zip215: false }) &&
      isTorsionFree(signature.subarray(0, 32)),
  },
  secp256k1: {
    getPublicKey: (secret) => secp256k1.getPublicKey(secret),
    sign: (message, secret) => secp256k1.sign(message, secret, asItIs),
    // A key that is not compressed would be a second encoding.
    verify: (signature, message, publicKey) =>
      publicKey.length === 33 && secp256k1.verify(signature, message, publicKey, asItIs),
  },
}

const native = nativeEd25519()

/** The signature schemes that there are, as fast as the platform has them; `ed25519` is the default. */
export const signatures: typeof portableSignatures =
  native === undefined
    ? portableSignatures
    : {
        ...portableSignatures,
        ed25519: {
          ...portableSignatures.ed25519,
          sign: native.sign,
          verify: native.verify,
        },
      }

/** Whether a signature of 32 bytes is good (PR-5); false for what is no key or no signature at all. */
export const isSigned = (
  { verify }: Pick<Scheme, 'verify'>,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  try {
    return verify(signature, message, publicKey)
  } catch {
    return false
  }
}

/** Real cryptography: a hash of the encoding, and a signature over that hash. */
export const concreteSuite = (
  hash: keyof typeof hashes = 'sha256',
  signature: keyof typeof signatures = 'ed25519',
): CryptoSuite => {
  const digest = hashes[hash]
  const scheme = signatures[signature]
  const hashOf: CryptoSuite['hash'] = (datum) => ofEncoding(datum, digest)
  return {
    name: `${hash}+${signature}`,
    hash: hashOf,
    keyPair: (seed) => ({ secret: seed, publicKey: scheme.getPublicKey(seed) }),
    sign: (secret, datum) => scheme.sign(hashOf(datum), secret),
    verify: (publicKey, datum, signed) => isSigned(scheme, publicKey, hashOf(datum), signed),
  }
}
