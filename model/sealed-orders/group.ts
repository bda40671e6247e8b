import { bitsOf, power, primesBelow, smoothExponent, smoothPower } from '../../spec/sealed-orders/numbers.js'
import type { Limits, Puzzle } from '../../spec/sealed-orders/types.js'

/** An RSA group whose order its maker knows: the trader. */
export interface Group {
  readonly p: bigint
  readonly q: bigint
  /** h */
  readonly base: bigint
  /** A multiple of the order of every element, where it is not (p - 1)(q - 1). */
  readonly order?: bigint
}

/** Two safe primes of 31 bits: everything is instant, and nothing is safe. */
export const toyGroup: Group = { p: 1623226343n, q: 1648860779n, base: 7n }

/** Puzzles that a test makes and solves in no time: two rounds below 17 prove nothing to anybody. */
export const toyLimits: Limits = { leastBits: 48, mostBits: 96, bound: 17, rounds: 2, mostSteps: 16 }

/**
 * Puzzles of 2048 bits: twenty rounds with challenges below 17 leave a chance of 2^-81 to cheat in a step, and 2^30 squarings are
 * about twenty minutes by a library that makes a million in a second.
 */
export const fullLimits: Limits = { leastBits: 2048, mostBits: 2048, bound: 17, rounds: 20, mostSteps: 40 }

// Two safe primes of 1024 bits. They are public here, so no order is to be sealed with them.
const P = BigInt(
  [
    '0x',
    'cf742190002be1d3f197bc7e932d8a59abb873d2e54a3410e815afaaa17a599099475d796055e2313ab41b0f46502c8a',
    'ab116b1b0d36da23e64e6f6daa0512beca45252cdab06802c1a0f5d0f5891b3263c611846b0b7f146314f9b24800f2c4',
    '8783bcc4edb76e7cec159609d726bf376cb487572c03be0ece09c1f8f3c55717',
  ].join(''),
)

const Q = BigInt(
  [
    '0x',
    'd25f8f2f3cf7125265042f3cbeb0c761de8830c0b4f63dce7134d1af8be15cef0be081e664ee63448a85c3035328a05e',
    '7d7c3b5276e2105829cce01ce8786e4cbfab3e371ab849eadfcdb6c8d35926a225d538710a9255faa7145de8a5e620a6',
    '681c86f7d86e7f7d757a2e0ba41fd414ddbc766f3da045089c84e981ef106b2f',
  ].join(''),
)

/** A group of 2048 bits. */
export const fullGroup: Group = { p: P, q: Q, base: 7n }

/** n */
export const modulusOf = ({ p, q }: Group): bigint => p * q

/** A multiple of the order of every element: (p - 1)(q - 1). */
export const orderOfGroup = ({ p, q, order }: Group): bigint => order ?? (p - 1n) * (q - 1n)

/** The order of g: of what is left of (p - 1)(q - 1) without the small primes. */
export const oddOrder = (group: Group, bound: number): bigint =>
  primesBelow(bound).reduce((left, prime) => {
    let rest = left
    while (rest % BigInt(prime) === 0n) rest /= BigInt(prime)
    return rest
  }, orderOfGroup(group))

/** A puzzle, and the two numbers that its maker alone knows before it is solved. */
export interface Lock {
  readonly puzzle: Puzzle
  /** kappa_h, whose Q-th power is kappa_g, the key material. */
  readonly rootOfBase: bigint
  readonly root: bigint
}

/** Makes a puzzle of 2^k squarings by the short way, through the order of the group. */
export const lock = (
  group: Group,
  { bound }: Pick<Limits, 'bound'>,
  steps: number,
  generator = smoothPower(group.base, bound, modulusOf(group)),
): Lock => {
  const order = oddOrder(group, bound)
  return lockAt(group, { bound }, steps, generator, power(2n, 2n ** BigInt(steps) - 1n, order))
}

/** A lock whose key material is g to some power, which need not be the one that the squarings lead to. */
export const lockAt = (
  group: Group,
  { bound }: Pick<Limits, 'bound'>,
  steps: number,
  generator: bigint,
  exponent: bigint,
): Lock => {
  const n = modulusOf(group)
  const root = power(generator, exponent, n)
  return {
    puzzle: { modulus: n, base: group.base, generator, steps: BigInt(steps), end: (root * root) % n },
    rootOfBase: smoothRoot(group, bound, root),
    root,
  }
}

/** What to the power of Q is x, of odd order: Q has an inverse modulo that. */
const smoothRoot = (group: Group, bound: number, x: bigint): bigint => {
  const n = modulusOf(group)
  const order = oddOrder(group, bound)
  return power(x, inverseOf(smoothExponent(bound, bitsOf(n)), order), n)
}

/** The inverse of a number modulo another that it shares no factor with. */
export const inverseOf = (a: bigint, n: bigint): bigint => {
  let [r, next, s, t] = [n, a % n, 0n, 1n]
  while (next !== 0n) {
    const times = r / next
    ;[r, next] = [next, r - times * next]
    ;[s, t] = [t, s - times * t]
  }
  return ((s % n) + n) % n
}
