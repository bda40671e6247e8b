import { asString } from '../core/codec.js'

/** How many hexadecimal digits a number may have at most: 4096 bits. What is longer is malformed, and is never read. */
const MOST_DIGITS = 1024

/** A natural number of any size up to 4096 bits, as hexadecimal without a leading zero: `"0x1f"`, and `"0x0"` for zero. */
export const Natural = asString<bigint>(
  'Natural',
  'a natural number in lower-case hex without a leading zero, such as "0x1f", of 1024 digits at most',
  new RegExp(`^0x(0|[1-9a-f][0-9a-f]{0,${MOST_DIGITS - 1}})$`),
  BigInt,
  (n) => `0x${n.toString(16)}`,
  (u): u is bigint => typeof u === 'bigint' && u >= 0n,
)

/** How many bits a natural number has; zero has none. */
export const bitsOf = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length)

/** A natural number as bytes, big-endian, in as many as are asked for, or as few as it takes. */
export const bytesOf = (n: bigint, length = Math.ceil(bitsOf(n) / 8)): Uint8Array => {
  const digits = n === 0n ? '' : n.toString(16)
  const padded = digits.padStart(2 * length, '0')
  return Uint8Array.from({ length: padded.length / 2 }, (_, i) => Number.parseInt(padded.slice(2 * i, 2 * i + 2), 16))
}

/** The natural number that some bytes are, big-endian. */
export const numberOf = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** base^exponent modulo n. One squaring for each bit of the exponent. */
export const power = (base: bigint, exponent: bigint, n: bigint): bigint => {
  let result = 1n % n
  const factor = base % n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % n
    if (bit === '1') result = (result * factor) % n
  }
  return result
}

/** x squared modulo n so many times, one after the other: the loop that needs no library. */
export const squared = (x: bigint, times: number, n: bigint): bigint => {
  let result = x % n
  for (let i = 0; i < times; i += 1) result = (result * result) % n
  return result
}

/** The greatest common divisor. */
export const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The primes below a bound, in order. */
export const primesBelow = (bound: number): ReadonlyArray<number> => {
  const primes: number[] = []
  for (let n = 2; n < bound; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

/** The bases of the test of Miller and Rabin: the first twelve primes, which decide below 2^81. */
const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]

/**
 * Whether an odd number above 2 is composite, by the test of Miller and Rabin to the first twelve primes as bases: the
 * first that is a witness ends it, so a composite modulus costs one exponentiation. Somebody may make a composite number
 * that passes for a prime; it is refused like a prime, and nobody is the worse for it.
 */
export const isComposite = (n: bigint): boolean => {
  if (BASES.includes(n)) return false
  let odd = n - 1n
  let twos = 0
  while (odd % 2n === 0n) {
    odd /= 2n
    twos += 1
  }
  return BASES.some((base) => {
    let x = power(base, odd, n)
    if (x === 1n || x === n - 1n) return false
    for (let i = 1; i < twos; i += 1) {
      x = (x * x) % n
      if (x === n - 1n) return false
    }
    return true
  })
}

/** The exponent that g = h^Q is made with: the product of the primes below the bound, each to the power of bits(n). */
export const smoothExponent = (bound: number, bits: number): bigint =>
  primesBelow(bound).reduce((product, prime) => product * BigInt(prime) ** BigInt(bits), 1n)

/**
 * x^Q modulo n (Boneh and Naor, section 3). No element of the group has an order that a higher power of these primes
 * divides, so what comes out has an order without any prime below the bound (T5). The exponent is taken prime by prime.
 */
export const smoothPower = (x: bigint, bound: number, n: bigint): bigint => {
  const bits = bitsOf(n)
  return primesBelow(bound).reduce((result, prime) => power(result, BigInt(prime) ** BigInt(bits), n), x)
}
