import type * as t from 'io-ts'
import { hashes } from '../../model/primitives/concrete.js'
import { sealingSuite } from '../../model/sealed-orders/cipher.js'
import { type Squaring, squaring } from '../../model/sealed-orders/native.js'
import { Count, exactly, oneOf } from '../../spec/core/codec.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { isAmount } from '../../spec/primitives/clauses.js'
import { encode } from '../../spec/primitives/encoding.js'
import { hashSuites } from '../../spec/primitives/suite.js'
import { Bytes, ContractId, Integer, TraderId } from '../../spec/primitives/types.js'
import { type Assertion, firstUnmet } from '../../spec/receipts/relation.js'
import { messageOf } from '../../spec/sealed-orders/capsule.js'
import { boundTo, keyChain, materialOf, referenceDatum } from '../../spec/sealed-orders/data.js'
import { areLimits } from '../../spec/sealed-orders/ledger.js'
import { verifyMoonwalk } from '../../spec/sealed-orders/moonwalk.js'
import { bitsOf, Natural, smoothPower } from '../../spec/sealed-orders/numbers.js'
import { isBase, isCiphertext, isModulus, isWithin, verifyPuzzle } from '../../spec/sealed-orders/puzzle.js'
import { chanceOfReal, delayOf, isPrompt, scoreOf } from '../../spec/sealed-orders/score.js'
import { Limits, Params, Puzzle, PuzzleProof, Sealed, Witness } from '../../spec/sealed-orders/types.js'
import { decodeOrThrow } from './decode.js'
import type { DerivedMutant, Json, Kit } from './kit.js'

const Suite = oneOf('Suite', ...hashSuites)

const arguments_ = {
  keyChain: exactly('KeyChainArguments', { hash: Suite, seed: Bytes, length: Count }),
  reference: exactly('ReferenceArguments', { hash: Suite, key: Bytes, trader: TraderId }),
  generator: exactly('GeneratorArguments', { limits: Limits, modulus: Natural, base: Natural }),
  solve: exactly('SolveArguments', { limits: Limits, puzzle: Puzzle }),
  unseal: exactly('UnsealArguments', {
    contract: ContractId,
    limits: Limits,
    eon: Integer,
    reference: Bytes,
    orderHash: Bytes,
    puzzle: Puzzle,
    ciphertext: Bytes,
    root: Natural,
  }),
  verifyPuzzle: exactly('VerifyPuzzleArguments', { hash: Suite, limits: Limits, puzzle: Puzzle, proof: PuzzleProof }),
  verifyMoonwalk: exactly('VerifyMoonwalkArguments', { params: Params, sealed: Sealed, witness: Witness }),
  capsule: exactly('CapsuleArguments', { limits: Limits, modulus: Natural, squarings: Integer, sealed: Natural }),
  prompt: exactly('PromptArguments', { speed: Integer, steps: Integer, waited: Integer }),
  score: exactly('ScoreArguments', { reward: Integer, fine: Integer, prompt: Integer, late: Integer }),
  chance: exactly('ChanceArguments', { every: Integer }),
} as const

/** The names of the functions, in the order of the chapter. */
export const functionNames: ReadonlyArray<string> = [...Object.keys(arguments_), 'judge']

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)
const natural = (n: bigint): Json => Natural.encode(n)
const refused = (clause: ClauseId): Json => ({ refused: clause })

/** Whether a group can be computed in, before anything is: the clause that says no, if one does. */
const unfit = (limits: Limits, puzzle: Puzzle): ClauseId | undefined => {
  if (!areLimits(limits)) return 'SO-1'
  if (!isWithin(limits, puzzle)) return 'SO-2'
  if (!isModulus(puzzle.modulus)) return 'SO-3'
  return isBase(puzzle) ? undefined : 'SO-4'
}

const lineOf = (first: Assertion<never> | undefined): Json =>
  first === undefined ? { verdict: 'kept' } : { verdict: 'broken', clause: first.clause, line: first.line }

/** How long a chain is at most that is made on request. */
const LONGEST = 10_000

/** How many squarings of a capsule are made on request. */
const MOST_SQUARINGS = 1_000_000n

const opened = (args: t.TypeOf<(typeof arguments_)['unseal']>): Json => {
  const no = unfit(args.limits, args.puzzle)
  if (no !== undefined) return refused(no)
  if (!isCiphertext(args.ciphertext) || !isAmount(args.eon)) return refused('SO-2')
  if (bitsOf(args.root) > bitsOf(args.puzzle.modulus)) return refused('SO-26')
  const plaintext = sealingSuite().unseal(
    materialOf(args.root, args.puzzle),
    boundTo(args.contract, args),
    args.ciphertext,
  )
  return plaintext === undefined ? refused('SO-40') : { plaintext: hex(plaintext) }
}

const solved =
  (square: Squaring) =>
  ({ limits, puzzle }: t.TypeOf<(typeof arguments_)['solve']>): Json => {
    const no = unfit(limits, puzzle)
    if (no !== undefined) return refused(no)
    const root = square(puzzle.generator, Number(2n ** puzzle.steps - 1n), puzzle.modulus)
    return { root: natural(root), holds: (root * root) % puzzle.modulus === puzzle.end }
  }

type Evaluated = { readonly [Name in keyof typeof arguments_]: (args: t.TypeOf<(typeof arguments_)[Name]>) => Json }

const evaluated: Evaluated = {
  keyChain: ({ hash, seed, length }) =>
    length > LONGEST ? refused('SO-2') : keyChain((datum) => hashes[hash](encode(datum)), seed, length).map(hex),
  reference: ({ hash, key, trader }) => hex(hashes[hash](encode(referenceDatum(key, trader)))),
  generator: ({ limits, modulus, base }) => {
    const no = unfit(limits, { modulus, base, generator: 1n, steps: 1n, end: 1n })
    return no === undefined ? { generator: natural(smoothPower(base, limits.bound, modulus)) } : refused(no)
  },
  solve: solved(squaring),
  unseal: opened,
  verifyPuzzle: ({ hash, ...claim }) =>
    areLimits(claim.limits)
      ? lineOf(firstUnmet(verifyPuzzle, { ...claim, hash: (datum) => hashes[hash](encode(datum)) }))
      : refused('SO-1'),
  verifyMoonwalk: ({ params, ...claim }) =>
    areLimits(params.limits)
      ? lineOf(firstUnmet(verifyMoonwalk, { ...claim, params, crypto: sealingSuite(params) }))
      : refused('SO-1'),
  capsule: ({ limits, modulus, squarings, sealed }) => {
    const no = unfit(limits, { modulus, base: 2n, generator: 2n, steps: 1n, end: sealed })
    if (no !== undefined) return refused(no)
    if (squarings < 0n || squarings > MOST_SQUARINGS) return refused('SO-2')
    return { message: hex(messageOf({ modulus, squarings, sealed }, squaring(2n, Number(squarings), modulus))) }
  },
  prompt: ({ speed, steps, waited }) =>
    speed < 1n || steps < 1n || steps > 64n || waited < 0n
      ? refused('SO-1')
      : { prompt: isPrompt({ speed }, { steps }, waited), delay: String(delayOf({ speed }, { steps })) },
  score: ({ reward, fine, prompt, late }) => String(scoreOf({ reward, fine }, prompt, late)),
  chance: ({ every }) => {
    const chance = chanceOfReal(every)
    return chance === undefined
      ? refused('SO-41')
      : { numerator: String(chance.numerator), denominator: String(chance.denominator) }
  },
}

const called = (table: Partial<Evaluated>): Kit['functions'] =>
  Object.fromEntries(
    Object.entries(table).map(([name, evaluate]) => [
      name,
      (args: Json) =>
        (evaluate as (args: unknown) => Json)(decodeOrThrow(arguments_[name as keyof Evaluated] as t.Mixed, args)),
    ]),
  )

/** The functions of the chapter but `judge`. */
export const functions: Kit['functions'] = called(evaluated)

/** A relation that forgets one of its lines. */
const forgetting = <A>(relation: ReadonlyArray<Assertion<A>>, line: string): ReadonlyArray<Assertion<A>> =>
  relation.filter((assertion) => assertion.line !== line)

/** The algorithms, each without one of its lines. */
export const wrongFunctions: ReadonlyArray<DerivedMutant> = [
  ...verifyPuzzle.map(
    ({ line, clause, says }): DerivedMutant => ({
      id: `forget:verifyPuzzle/${line}`,
      clause,
      says: `Algorithm 11 does not ask whether ${says}`,
      functions: called({
        verifyPuzzle: ({ hash, ...claim }) =>
          lineOf(
            firstUnmet(forgetting(verifyPuzzle, line), { ...claim, hash: (datum) => hashes[hash](encode(datum)) }),
          ),
      }),
    }),
  ),
  ...verifyMoonwalk.map(
    ({ line, clause, says }): DerivedMutant => ({
      id: `forget:verifyMoonwalk/${line}`,
      clause,
      says: `Algorithm 1 does not ask whether ${says}`,
      functions: called({
        verifyMoonwalk: ({ params, ...claim }) =>
          lineOf(firstUnmet(forgetting(verifyMoonwalk, line), { ...claim, params, crypto: sealingSuite(params) })),
      }),
    }),
  ),
]
