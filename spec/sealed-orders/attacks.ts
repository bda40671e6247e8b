import { factorBy, hash, holdsFor, roundFor, type Small, towerOf } from './as-written.js'
import { bytesOf, gcd, numberOf, power, smoothPower } from './numbers.js'

// The attacks on Algorithms 11 and 1 as they are written, each told in a few lines as it goes on.

/** An attack that was carried out: what was done, line by line, and whether it worked. */
export interface Attack {
  readonly lines: ReadonlyArray<string>
  readonly works: boolean
}

const BOUND = 17

/** Two safe primes of ten and eleven bits; the order of g is a product of two primes. */
const [P, Q] = [1019n, 2027n]
const N = P * Q
const group: Small = { n: N, g: smoothPower(7n, BOUND, N), order: (P - 1n) * (Q - 1n) }

const yes = (holds: boolean): string => (holds ? 'holds' : 'fails')

/** b(0) to b(k), made from whatever b(0) is: each has the square of the exponent of the one before. */
const squares = (exponent: bigint, steps: number): ReadonlyArray<{ readonly x: bigint; readonly b: bigint }> => {
  const chain = [{ x: exponent % group.order, b: power(group.g, exponent, group.n) }]
  for (let i = 0; i < steps; i += 1) {
    const x = (chain[i]?.x ?? 0n) ** 2n % group.order
    chain.push({ x, b: power(group.g, x, group.n) })
  }
  return chain
}

/** T4: alpha is in the proof, so each step from the sixth on gives a multiple of the order of the group. */
export const alphaRevealed = (): Attack => {
  const lines = [`n = ${group.n}, and the proof names alpha, c and y for every step`]
  let multiple = 0n
  for (const i of [6, 7, 8]) {
    const alpha = numberOf(hash({ tag: 'alpha', fields: [BigInt(i)] })) % group.order
    const c = BigInt(2 * i + 1)
    const y = (alpha + c * towerOf(group, i - 1)) % group.order
    const known = 2n ** (2n ** BigInt(i - 1))
    const found = alpha + c * known - y
    multiple = gcd(multiple, found)
    lines.push(`step ${i}: alpha = ${alpha}, c = ${c}, y = ${y}; alpha + c 2^(2^${i - 1}) - y is 0 modulo the order`)
  }
  lines.push(`the gcd of the three is ${multiple}`)
  const factor = factorBy(group.n, multiple)
  lines.push(factor === undefined ? 'no factor' : `n = ${factor} x ${group.n / factor}`)
  return { lines, works: factor !== undefined }
}

/** T5: nothing says where the chain of squares begins. */
export const otherBeginning = (steps: number): Attack => {
  const chain = squares(5n, steps)
  const holds = chain.slice(1).every(({ b: after }, i) => {
    const { x, b: before } = chain[i] as (typeof chain)[number]
    const alpha = BigInt(1000 + i)
    const c = BigInt(3 + i)
    const announced = { byGenerator: power(group.g, alpha, group.n), byPower: power(before, alpha, group.n) }
    return holdsFor(group, before, after, { ...announced, challenge: c, response: (alpha + c * x) % group.order })
  })
  const end = chain.at(-1)?.b
  const solved = power(group.g, 2n ** (2n ** BigInt(steps)), group.n)
  return {
    lines: [
      `n = ${group.n}, g = ${group.g}, k = ${steps}; b(0) = g^5 = ${chain[0]?.b}, and not g^2 = ${(group.g * group.g) % group.n}`,
      `b(i) = ${chain
        .slice(1)
        .map(({ b }) => b)
        .join(', ')}`,
      `both equations of all ${steps} steps: ${yes(holds)}; C_K = b(${steps}): holds`,
      `C_K = ${end}, and ${2 ** steps} squarings of g lead to ${solved}`,
    ],
    works: holds && end !== solved,
  }
}

/** T6: where p and q are 1 modulo 8, and each small prime is taken once, four keys pass. */
export const fourRoots = (raise: (h: bigint, bound: number, n: bigint) => bigint): Attack => {
  const [p, q] = [137n, 233n]
  const n = p * q
  const g = raise(3n, BOUND, n)
  const solved = power(g, 2n ** (2n ** 4n - 1n), n)
  const end = (solved * solved) % n
  const keys = new Map<bigint, bigint>()
  for (let root = 1n; root < n; root += 1n) {
    const key = raise(root, BOUND, n)
    if (key > 0n && (key * key) % n === end && !keys.has(key)) keys.set(key, root)
  }
  return {
    lines: [
      `n = ${n} = ${p} x ${q}, both 1 modulo 8; g = ${g}, k = 4, C_K = ${end}`,
      ...[...keys].map(([key, root]) => `kappa_h = ${root}: kappa_g = ${key}, and its square is C_K`),
      `the squarings lead to ${solved}; ${keys.size - 1} other keys pass line 3`,
    ],
    works: keys.size > 1,
  }
}

/** T32: all steps and rounds share one challenge, so it is guessed, and the announcements are made to fit it. */
export const oneChallenge = (): Attack => {
  const steps = 4
  const powers = [
    power(group.g, 2n, group.n),
    ...Array.from({ length: steps }, (_, i) => power(group.g, 100n + BigInt(i), group.n)),
  ]
  const guess = 3n
  for (let seed = 1; seed < 10_000; seed += 1) {
    const rounds = powers.slice(1).map((after, i) => roundFor(group, powers[i] as bigint, after, guess, seed))
    const drawn =
      numberOf(
        hash({
          tag: 'alpha || b',
          fields: [
            ...rounds.flatMap(({ byGenerator, byPower }) => [bytesOf(byGenerator), bytesOf(byPower)]),
            ...powers.map((b) => bytesOf(b)),
          ],
        }),
      ) % BigInt(BOUND)
    if (drawn !== guess) continue
    const holds = rounds.every((round, i) =>
      holdsFor(group, powers[i] as bigint, powers[i + 1] as bigint, { ...round, challenge: drawn }),
    )
    const solved = power(group.g, 2n ** (2n ** BigInt(steps)), group.n)
    return {
      lines: [
        `n = ${group.n}, k = ${steps}; b(1) to b(${steps}) are g^100 to g^103, which are no squares of each other’s exponents`,
        `guess c = ${guess}, pick each y, and announce g^y b(i-1)^-c and b(i-1)^y b(i)^-c`,
        `try ${seed}: H(announcements || b) mod ${BOUND} is ${drawn}`,
        `both equations of all ${steps} steps: ${yes(holds)}; C_K = b(${steps}) = ${powers.at(-1)}, and the squarings lead to ${solved}`,
        `with a challenge for each of ${steps} steps and s rounds a guess is right once in ${BOUND}^(${steps} s)`,
      ],
      works: holds && powers.at(-1) !== solved,
    }
  }
  return { lines: ['no guess was right'], works: false }
}

/** T71: -C_K passes Algorithm 11 alone, as soon as the challenges of the last step are even. */
export const negativeEnd = (): Attack => {
  const steps = 3
  const chain = squares(2n, steps)
  const powers = chain.map(({ b }, i) => (i === steps ? group.n - b : b))
  for (let seed = 1; seed < 1000; seed += 1) {
    const alpha = numberOf(hash({ tag: 'alpha', fields: [BigInt(seed)] })) % group.order
    const { x, b: before } = chain[steps - 1] as (typeof chain)[number]
    const announced = { byGenerator: power(group.g, alpha, group.n), byPower: power(before, alpha, group.n) }
    const challenge =
      numberOf(hash({ tag: 'c', fields: [bytesOf(announced.byGenerator), bytesOf(announced.byPower)] })) % BigInt(BOUND)
    if (challenge % 2n !== 0n) continue
    const end = powers[steps] as bigint
    const holds = holdsFor(group, before, end, {
      ...announced,
      challenge,
      response: (alpha + challenge * x) % group.order,
    })
    const isRoot = [P, Q].every((prime) => power(end, (prime - 1n) / 2n, prime) === 1n)
    return {
      lines: [
        `n = ${group.n}, k = ${steps}; b(${steps}) = C_K = -g^(2^(2^${steps})) = ${end}`,
        `try ${seed}: the challenge of the last step is ${challenge}, and (-1)^${challenge} = 1`,
        `both equations of the last step: ${yes(holds)}, and those before it are honest`,
        `a square root of C_K: ${isRoot ? 'there is one' : 'there is none'}; so no kappa_g passes line 3 of Algorithm 1`,
      ],
      works: holds && !isRoot,
    }
  }
  return { lines: ['no challenge was even'], works: false }
}
