import { transcriptDatum } from '../../spec/sealed-orders/data.js'
import { numberOf, power } from '../../spec/sealed-orders/numbers.js'
import { challengeOf } from '../../spec/sealed-orders/puzzle.js'
import type { Limits, Puzzle, PuzzleProof, Round } from '../../spec/sealed-orders/types.js'
import type { CryptoSuite } from '../primitives/suite.js'
import { type Group, orderOfGroup } from './group.js'

/** The exponent of b(i): 2^(2^i), modulo the order of the group. */
export const exponentOf = (group: Group, i: number): bigint => power(2n, 2n ** BigInt(i), orderOfGroup(group))

/** A number below the order of the group that only the prover can know: drawn from a seed, so that a proof is the same each time. */
export const alphaOf = (
  hash: CryptoSuite['hash'],
  group: Group,
  seed: Uint8Array,
  step: number,
  round: number,
): bigint => {
  const order = orderOfGroup(group)
  let drawn = 0n
  for (let part = 0n; drawn < order << 128n; part += 1n)
    drawn =
      (drawn << 256n) |
      numberOf(hash({ tag: 'alpha', fields: [seed, BigInt(step), BigInt(round), part] })) |
      (part === 0n ? 1n : 0n)
  return drawn % order
}

/** What may be changed of a proof, to make one that is wrong in one place. */
export interface ProofChanges {
  /** The exponents of b(0) to b(k), in the place of 2^(2^i), and what is put in the place of the powers. */
  readonly exponents?: (i: number) => bigint
  readonly powers?: (powers: ReadonlyArray<bigint>) => ReadonlyArray<bigint>
  /** What is announced, before the challenges are drawn. */
  readonly announce?: (round: Round, step: number, among: number) => Round
  /** Draws the challenges in the place of the hash, or changes what the hash gives. */
  readonly challenge?: (step: number, round: number, honest: bigint) => bigint
  /** What the prover says after it is done. */
  readonly after?: (proof: PuzzleProof) => PuzzleProof
}

/** The proof that a puzzle's end is what the squarings lead to (TEX Algorithm 11, by Fiat and Shamir's method). */
export const provePuzzle = (
  hash: CryptoSuite['hash'],
  group: Group,
  limits: Pick<Limits, 'bound' | 'rounds'>,
  puzzle: Puzzle,
  seed: Uint8Array,
  {
    exponents = (i) => exponentOf(group, i),
    powers: put = (powers) => powers,
    announce = (round) => round,
    challenge = (_step, _round, honest) => honest,
    after = (proof) => proof,
  }: ProofChanges = {},
): PuzzleProof => {
  const { modulus: n, generator: g } = puzzle
  const order = orderOfGroup(group)
  const powers = put(Array.from({ length: Number(puzzle.steps) + 1 }, (_, i) => power(g, exponents(i), n)))
  const places = Array.from({ length: Number(puzzle.steps) }, (_, i) =>
    Array.from({ length: limits.rounds }, (_, j) => ({ i: i + 1, j: j + 1 })),
  )
  const announced = places.map((step) =>
    step.map(({ i, j }) => {
      const alpha = alphaOf(hash, group, seed, i, j)
      const honest = {
        byGenerator: power(g, alpha, n),
        byPower: power(powers[i - 1] as bigint, alpha, n),
        challenge: 0n,
        response: 0n,
      }
      return announce(honest, i, j)
    }),
  )
  const transcript = hash(transcriptDatum(puzzle, { powers, rounds: announced }))
  return after({
    powers,
    rounds: announced.map((step, at) =>
      step.map((round, among) => {
        const [i, j] = [at + 1, among + 1]
        const c = challenge(i, j, challengeOf(hash, transcript, limits.bound, i, j))
        return {
          ...round,
          challenge: c,
          response: (alphaOf(hash, group, seed, i, j) + c * exponents(i - 1)) % order,
        }
      }),
    ),
  })
}
