import { bytesOf, numberOf, squared } from '../../spec/sealed-orders/numbers.js'

// Repeated squaring by the platform's own library, several times as fast as a loop, where there is such a library. It is
// looked up when it is needed, so that the model runs in a browser without it.

type Crypto = typeof import('node:crypto')

const crypto = (): Crypto | undefined =>
  (
    globalThis as {
      readonly process?: { readonly getBuiltinModule?: (id: string) => unknown }
    }
  ).process?.getBuiltinModule?.('node:crypto') as Crypto | undefined

/** x squared so many times modulo n. */
export type Squaring = (x: bigint, times: number, n: bigint) => bigint

/** How many squarings one call makes: a private key is at most this long. */
const AT_ONCE = 8192

/** Below this many bits of the modulus the library refuses, and a loop is as fast. */
const LEAST_BITS = 512

const isFor = (n: bigint): boolean => n % 2n === 1n && n.toString(2).length >= LEAST_BITS

/**
 * Squarings by the library: in Diffie and Hellman's exchange modulo n with the private key 2^t and the other side's
 * public key x, the shared secret is x^(2^t), and computing it takes t squarings. Nothing, where there is no library.
 */
export const nativeSquaring = (): Squaring | undefined => {
  const library = crypto()
  if (library === undefined) return undefined
  return (x, times, n) => {
    if (!isFor(n)) return squared(x, times, n)
    const exchange = library.createDiffieHellman(Buffer.from(bytesOf(n)), Buffer.of(2))
    let result = x % n
    for (let left = times; left > 0; ) {
      const some = Math.min(left, AT_ONCE)
      exchange.setPrivateKey(Buffer.from(bytesOf(2n ** BigInt(some))))
      // A public key of 0, 1 or -1 is refused; their squares are known.
      if (result <= 1n || result === n - 1n) return result <= 1n ? result : 1n
      result = numberOf(exchange.computeSecret(Buffer.from(bytesOf(result))))
      left -= some
    }
    return result
  }
}

/** Squarings as fast as the platform has them. */
export const squaring: Squaring = nativeSquaring() ?? squared
