import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as E from 'fp-ts/lib/Either.js'
import { CIPHERTEXT, type Sealing } from '../../spec/sealed-orders/data.js'
import type { Params } from '../../spec/sealed-orders/types.js'
import { concreteSuite } from '../primitives/concrete.js'
import type { CryptoSuite } from '../primitives/suite.js'

// HKDF (RFC 5869) with SHA-256, whatever the hash suite; ChaCha20-Poly1305 (RFC 8439) with a nonce of zeros, for no key
// is ever used twice.

/** What traders and operator compute with. */
export interface SealingSuite extends CryptoSuite, Sealing {
  readonly seal: (material: Uint8Array, bound: Uint8Array, plaintext: Uint8Array) => Uint8Array
}

const SALT = utf8ToBytes('touchstone/sealed-orders')
const NONCE = new Uint8Array(12)
const KEY_LENGTH = 32

/** The key that key material leads to; `bound` is what the ciphertext is bound to. */
export const keyOf = (material: Uint8Array, bound: Uint8Array): Uint8Array =>
  hkdf(sha256, material, SALT, bound, KEY_LENGTH)

/** Seals a plaintext. */
export const seal: SealingSuite['seal'] = (material, bound, plaintext) =>
  chacha20poly1305(keyOf(material, bound), NONCE, bound).encrypt(plaintext)

/** Opens a ciphertext of the one length; nothing, where anything is not as it was sealed. */
export const unseal: SealingSuite['unseal'] = (material, bound, ciphertext) =>
  ciphertext.length === CIPHERTEXT ? E.toUnion(decrypted(material, bound, ciphertext)) : undefined

/** Where the tag is another the library throws. */
const decrypted = (material: Uint8Array, bound: Uint8Array, ciphertext: Uint8Array) =>
  E.tryCatch(
    () => chacha20poly1305(keyOf(material, bound), NONCE, bound).decrypt(ciphertext),
    () => undefined,
  )

/** Real cryptography for a set of parameters. */
export const sealingSuite = ({ hash, signature }: Partial<Pick<Params, 'hash' | 'signature'>> = {}): SealingSuite => ({
  ...concreteSuite(hash, signature),
  seal,
  unseal,
})
