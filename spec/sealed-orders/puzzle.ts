import { type Checking, sameBytes } from '../primitives/suite.js'
import type { Assertion } from '../receipts/relation.js'
import { CIPHERTEXT, challengeDatum, transcriptDatum } from './data.js'
import { bitsOf, gcd, isComposite, numberOf, power, smoothPower } from './numbers.js'
import type { Limits, Puzzle, PuzzleProof, Round } from './types.js'

// Algorithm 11, one named assertion a line. Sizes come first: what is too large is refused before anything is computed.
// An assertion says nothing, and so holds, where an earlier one that it leans on fails.

/** What Algorithm 11 looks at. */
export interface PuzzleClaim {
  readonly limits: Limits
  readonly hash: Checking['hash']
  readonly puzzle: Puzzle
  readonly proof: PuzzleProof
}

/** Whether a puzzle is within the limits: whatever is looked at later is of a bounded size. */
export const isWithin = (limits: Limits, { modulus, base, generator, steps, end }: Puzzle): boolean => {
  const bits = bitsOf(modulus)
  return (
    bits >= limits.leastBits &&
    bits <= limits.mostBits &&
    steps >= 1n &&
    steps <= BigInt(limits.mostSteps) &&
    [base, generator, end].every((one) => bitsOf(one) <= bits)
  )
}

/** Whether a modulus is odd and composite. */
export const isModulus = (n: bigint): boolean => n > 8n && n % 2n === 1n && isComposite(n)

/** Whether h can be the base of a puzzle: a unit below n that is neither 1 nor -1. */
export const isBase = ({ modulus: n, base: h }: Pick<Puzzle, 'modulus' | 'base'>): boolean =>
  h > 1n && h < n - 1n && gcd(h, n) === 1n

const hasSizes = ({ limits, puzzle, proof }: PuzzleClaim): boolean =>
  isWithin(limits, puzzle) &&
  proof.powers.length === Number(puzzle.steps) + 1 &&
  proof.rounds.length === Number(puzzle.steps) &&
  proof.rounds.every((step) => step.length === limits.rounds) &&
  [...proof.powers, ...roundsOf(proof).flatMap(numbersOf)].every((n) => bitsOf(n) <= bitsOf(puzzle.modulus))

const roundsOf = ({ rounds }: PuzzleProof): ReadonlyArray<Round> => rounds.flat()

const numbersOf = ({ byGenerator, byPower, challenge, response }: Round): ReadonlyArray<bigint> => [
  byGenerator,
  byPower,
  challenge,
  response,
]

const hasGroup = (claim: PuzzleClaim): boolean => hasSizes(claim) && isModulus(claim.puzzle.modulus)

/** One multiplication modulo n for each number, and one gcd for all of them. */
const areUnits = (numbers: ReadonlyArray<bigint>, n: bigint): boolean =>
  numbers.every((one) => one > 0n && one < n) &&
  gcd(
    numbers.reduce((product, one) => (product * one) % n, 1n),
    n,
  ) === 1n

/** The challenge of a step and a round (line 2): below the bound, and bound to everything (T32). */
export const challengeOf = (
  hash: Checking['hash'],
  transcript: Uint8Array,
  bound: number,
  step: number,
  round: number,
): bigint => numberOf(hash(challengeDatum(transcript, step, round))) % BigInt(bound)

const areChallenges = ({ limits, hash, puzzle, proof }: PuzzleClaim): boolean => {
  const transcript = hash(transcriptDatum(puzzle, proof))
  return proof.rounds.every((step, i) =>
    step.every(({ challenge }, j) => challenge === challengeOf(hash, transcript, limits.bound, i + 1, j + 1)),
  )
}

/** An equation of the inner loop, for each step and each round. */
const everyRound = (
  claim: PuzzleClaim,
  equation: (round: Round, before: bigint, after: bigint, puzzle: Puzzle) => boolean,
): boolean =>
  !hasGroup(claim) ||
  claim.proof.rounds.every((step, i) =>
    step.every((round) =>
      equation(round, claim.proof.powers[i] as bigint, claim.proof.powers[i + 1] as bigint, claim.puzzle),
    ),
  )

/** The sizes: of a puzzle, and with it of all that is computed to check its proof. */
const sizes: Assertion<PuzzleClaim> = {
  line: '11.+sizes',
  clause: 'SO-2',
  says: 'modulus, number of steps, powers, rounds and numbers are within the limits',
  holds: hasSizes,
}

/** That the group and its generator are sound. */
const group: ReadonlyArray<Assertion<PuzzleClaim>> = [
  {
    line: '11.+modulus',
    clause: 'SO-3',
    says: 'the modulus is odd and composite',
    holds: (claim) => !hasSizes(claim) || isModulus(claim.puzzle.modulus),
  },
  {
    line: '11.+base',
    clause: 'SO-4',
    says: 'h is a unit of the group, and neither 1 nor -1',
    holds: (claim) => !hasGroup(claim) || isBase(claim.puzzle),
  },
  {
    line: '11.1',
    clause: 'SO-5',
    says: 'g is h to the product of the small primes, each to the power of the bits of n, and is not 1',
    holds: (claim) => {
      const { modulus: n, base, generator } = claim.puzzle
      return (
        !hasGroup(claim) ||
        !isBase(claim.puzzle) ||
        (generator !== 1n && generator === smoothPower(base, claim.limits.bound, n))
      )
    },
  },
]

/** Algorithm 11, verifyPuzzle: the end of a puzzle is what 2^k squarings lead to. */
export const verifyPuzzle: ReadonlyArray<Assertion<PuzzleClaim>> = [
  sizes,
  ...group,
  {
    line: '11.+units',
    clause: 'SO-6',
    says: 'powers and announcements are units of the group, and responses are below n',
    holds: (claim) => {
      const { modulus: n } = claim.puzzle
      const shown = roundsOf(claim.proof).flatMap(({ byGenerator, byPower }) => [byGenerator, byPower])
      return (
        !hasGroup(claim) ||
        (areUnits([...claim.proof.powers, ...shown], n) && roundsOf(claim.proof).every(({ response }) => response < n))
      )
    },
  },
  {
    line: '11.+first',
    clause: 'SO-7',
    says: 'b(0) is the square of g',
    holds: (claim) => {
      const { modulus: n, generator: g } = claim.puzzle
      return !hasGroup(claim) || claim.proof.powers[0] === (g * g) % n
    },
  },
  {
    line: '11.2',
    clause: 'SO-8',
    says: 'each challenge is the one that the hash of everything gives for its step and round',
    holds: (claim) => !hasSizes(claim) || areChallenges(claim),
  },
  {
    line: '11.5',
    clause: 'SO-9',
    says: 'g^y is g^alpha times b(i-1)^c, for each step and round',
    holds: (claim) =>
      everyRound(
        claim,
        ({ byGenerator, challenge, response }, before, _, { modulus: n, generator: g }) =>
          power(g, response, n) === (byGenerator * power(before, challenge, n)) % n,
      ),
  },
  {
    line: '11.6',
    clause: 'SO-10',
    says: 'b(i-1)^y is b(i-1)^alpha times b(i)^c, for each step and round',
    holds: (claim) =>
      everyRound(
        claim,
        ({ byPower, challenge, response }, before, after, { modulus: n }) =>
          power(before, response, n) === (byPower * power(after, challenge, n)) % n,
      ),
  },
  {
    line: '11.9',
    clause: 'SO-11',
    says: 'C_K is b(k)',
    holds: (claim) => !hasSizes(claim) || claim.puzzle.end === claim.proof.powers.at(-1),
  },
]

/** Whether a ciphertext has the one length. */
export const isCiphertext = (ciphertext: Uint8Array): boolean => ciphertext.length === CIPHERTEXT

/** Whether some bytes are the hash of what is claimed. */
export const isHash = (hash: Checking['hash'], claimed: Uint8Array, datum: Parameters<Checking['hash']>[0]): boolean =>
  sameBytes(claimed, hash(datum))
