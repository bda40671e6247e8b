import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { isPrimeOrder, keeping } from './keys.js'

// Ed25519 by the platform's own library, about ten times as fast as the portable one, where there is such a library. It
// is looked up when it is needed, so that the model runs in a browser without it.

type Crypto = typeof import('node:crypto')

const crypto = (): Crypto | undefined =>
  (
    globalThis as {
      readonly process?: { readonly getBuiltinModule?: (id: string) => unknown }
    }
  ).process?.getBuiltinModule?.('node:crypto') as Crypto | undefined

/** Signs and verifies with Ed25519. */
export interface Ed25519 {
  readonly sign: (message: Uint8Array, secret: Uint8Array) => Uint8Array
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean
}

/** What stands before a key of 32 bytes in the DER of RFC 8410: of a public one, and of a secret one. */
const PUBLIC = hexToBytes('302a300506032b6570032100')
const SECRET = hexToBytes('302e020100300506032b657004220420')

/** Ed25519 by the platform's library; nothing, where there is none. */
export const nativeEd25519 = (): Ed25519 | undefined => {
  const library = crypto()
  if (library === undefined) return undefined
  const der = (prefix: Uint8Array, key: Uint8Array) => Buffer.from(concatBytes(prefix, key))
  const publicKeyOf = keeping((key) => library.createPublicKey({ key: der(PUBLIC, key), format: 'der', type: 'spki' }))
  const secretKeyOf = keeping((key) =>
    library.createPrivateKey({ key: der(SECRET, key), format: 'der', type: 'pkcs8' }),
  )
  return {
    sign: (message, secret) => new Uint8Array(library.sign(null, message, secretKeyOf(secret))),
    verify: (signature, message, publicKey) =>
      isPrimeOrder(publicKey) && library.verify(null, message, publicKeyOf(publicKey), signature),
  }
}
