import { bytesOf, numberOf, squared } from '../../spec/sealed-orders/numbers.js'

// Repeated squaring by the platform's own library, several times as fast as a loop, where there is such a library. It is
// looked up when it is needed, so that the model runs in a browser without it.

/** What is asked of the library. */
export type Library = Pick<typeof import('node:crypto'), 'createDiffieHellman'>

const library = (): Library | undefined =>
  (
    globalThis as {
      readonly process?: { readonly getBuiltinModule?: (id: string) => unknown }
    }
  ).process?.getBuiltinModule?.('node:crypto') as Library | undefined

/** x squared so many times modulo n. */
export type Squaring = (x: bigint, times: number, n: bigint) => bigint

/** How many squarings one call makes: a private key is at most this long. */
const AT_ONCE = 8192

/** Below this many bits of the modulus the library refuses, and a loop is as fast. */
const LEAST_BITS = 512

const isFor = (n: bigint): boolean => n % 2n === 1n && n.toString(2).length >= LEAST_BITS

/**
 * Squarings by a library: in Diffie and Hellman's exchange modulo n with the private key 2^t and the other side's
 * public key x, the shared secret is x^(2^t), and computing it takes t squarings.
 */
export const squaringBy =
  ({ createDiffieHellman }: Library): Squaring =>
  (x, times, n) => {
    if (!isFor(n)) return squared(x, times, n)
    const exchange = createDiffieHellman(Buffer.from(bytesOf(n)), Buffer.of(2))
    let result = x % n
    for (let left = times; left > 0; ) {
      const some = Math.min(left, AT_ONCE)
      exchange.setPrivateKey(Buffer.from(bytesOf(2n ** BigInt(some))))
      // A public key of 0, 1 or -1 is refused; but once they are squared, squaring does not change them any more.
      if (result <= 1n || result === n - 1n) return (result * result) % n
      result = numberOf(exchange.computeSecret(Buffer.from(bytesOf(result))))
      left -= some
    }
    return result
  }

/** Squarings by the platform's library; nothing, where there is none. */
export const nativeSquaring = (): Squaring | undefined => {
  const found = library()
  return found === undefined ? undefined : squaringBy(found)
}

/** Squarings as fast as the platform has them. */
export const squaring: Squaring = (x, times, n) => (nativeSquaring() ?? squared)(x, times, n)
