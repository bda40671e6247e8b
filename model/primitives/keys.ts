import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** How many keys something is kept for; making it takes about as long as verifying a signature. */
const KEPT = 1024

/** Makes something of a key, and keeps it. */
export const keeping = <A>(make: (key: Uint8Array) => A): ((key: Uint8Array) => A) => {
  const kept = new Map<string, A>()
  return (key) => {
    const name = bytesToHex(key)
    const known = kept.get(name)
    if (known !== undefined) return known
    const made = make(key)
    if (kept.size >= KEPT) kept.clear()
    kept.set(name, made)
    return made
  }
}

/**
 * Whether 32 bytes are the one encoding of a point of the order of Ed25519's base point. With other points for keys it
 * would depend on the library which signatures are good: some multiply the equation by the cofactor, some do not, and
 * of a point of small order everybody can sign. Fails for bytes that are no point.
 */
export const hasPrimeOrder = (point: Uint8Array): boolean => {
  const decoded = ed25519.Point.fromBytes(point)
  return !decoded.is0() && decoded.isTorsionFree()
}

/** The same, remembered. */
export const isPrimeOrder = keeping(hasPrimeOrder)

/** Whether 32 bytes are a point without a part of small order, the neutral point among them. Fails for bytes that are no point. */
export const isTorsionFree = (point: Uint8Array): boolean => ed25519.Point.fromBytes(point).isTorsionFree()
