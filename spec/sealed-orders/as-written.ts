import { sha256 } from '@noble/hashes/sha2.js'
import { encode } from '../primitives/encoding.js'
import { bytesOf, gcd, numberOf, power, primesBelow } from './numbers.js'

// Algorithms 11 and 1 in the paper's words, for the errata only, over groups so small that a trader's secrets are found
// by counting.

/** A real hash. */
export const hash = (datum: Parameters<typeof encode>[0]): Uint8Array => sha256(encode(datum))

/** A group that its maker can compute in: g, its modulus n, and a multiple of the order of g. */
export interface Small {
  readonly n: bigint
  readonly g: bigint
  readonly order: bigint
}

/** g = h to the product of the primes below the bound, each once: the inner exponents are dropped (Algorithm 11, line 1). */
export const plainPower = (h: bigint, bound: number, n: bigint): bigint =>
  primesBelow(bound).reduce((result, prime) => power(result, BigInt(prime), n), h)

/** 2^(2^i) modulo the order. */
export const towerOf = ({ order }: Small, i: number): bigint => power(2n, 2n ** BigInt(i), order)

/** The inverse of a unit modulo n. */
export const inverse = (a: bigint, n: bigint): bigint => {
  let [r, next, s, t] = [n, ((a % n) + n) % n, 0n, 1n]
  while (next !== 0n) {
    const times = r / next
    ;[r, next] = [next, r - times * next]
    ;[s, t] = [t, s - times * t]
  }
  return ((s % n) + n) % n
}

/** The announced powers and the response for a step, such that both equations hold for a challenge that is known beforehand. */
export const roundFor = ({ n, g, order }: Small, before: bigint, after: bigint, challenge: bigint, seed: number) => {
  const response = numberOf(hash({ tag: 'response', fields: [BigInt(seed), bytesOf(before)] })) % order
  const over = (b: bigint, by: bigint): bigint => (power(b, response, n) * inverse(power(by, challenge, n), n)) % n
  return { byGenerator: over(g, before), byPower: over(before, after), response }
}

/** Both equations of a round. */
export const holdsFor = (
  { n, g }: Pick<Small, 'n' | 'g'>,
  before: bigint,
  after: bigint,
  { byGenerator, byPower, challenge, response }: Record<'byGenerator' | 'byPower' | 'challenge' | 'response', bigint>,
): boolean =>
  power(g, response, n) === (byGenerator * power(before, challenge, n)) % n &&
  power(before, response, n) === (byPower * power(after, challenge, n)) % n

/** A factor of n, from a multiple of the order of all Q-th powers: some square root of 1 is neither 1 nor -1. */
export const factorBy = (n: bigint, multiple: bigint): bigint | undefined => {
  let odd = multiple
  while (odd % 2n === 0n) odd /= 2n
  for (let base = 2n; base < 50n; base += 1n) {
    let x = power(base, odd, n)
    for (let squarings = 0; squarings < 64; squarings += 1) {
      const factor = gcd(x - 1n, n)
      if (factor > 1n && factor < n) return factor
      x = (x * x) % n
    }
  }
  return undefined
}
