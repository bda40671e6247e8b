import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentEon } from '../../spec/commit-chain/ledger.js'
import { judge } from '../../spec/integrity/clauses.js'
import type { Exchange } from '../commit-chain/exchange.js'
import { corruptScope, honestScope, type Setting } from '../commit-chain/scopes.js'
import { settings, stir, wander } from '../commit-chain/wander.js'
import { type Choice, choice } from '../core/arbitrary.js'
import { passageOf, rememberingReader } from './walk.js'

/** How many runs, from which seed; `RUNS=2000 SEED=7 npx vitest run model/integrity/wander.test.ts` looks further. */
const RUNS = Number(process.env.RUNS ?? 16)
const SEED = Number(process.env.SEED ?? 1)

/** So many moves at most: a run to the end of its last eon has about half as many. */
const MOVES = 160

/** What a run came to. */
interface Reached {
  readonly eon: bigint
  readonly moves: number
  readonly marks: ReadonlySet<string>
}

/** Takes a run to its end, and holds every step to the theorems and to the automaton. */
const take = (isOperatorHonest: boolean, setting: Setting, chosen: ReadonlyArray<Choice>): Reached => {
  const scope = (isOperatorHonest ? honestScope : corruptScope)('wander', setting)
  const marks = new Set<string>()
  const read = rememberingReader()
  let now: Exchange = scope.start
  let moves = 0
  for (const one of chosen) {
    if (now.ledger.halt !== undefined || currentEon(now.ledger) >= setting.lastEon) break
    const move = isOperatorHonest ? stir(scope.moves(now), one) : wander(now, one)
    const later = scope.next(now, move)
    moves += 1
    expect(scope.findings(later)).toEqual([])
    const passage = passageOf(now, later, read)
    expect(judge(passage)).toEqual([])
    for (const { is } of passage.readings) marks.add(is.state)
    for (const { tag } of later.log.slice(now.log.length)) marks.add(tag)
    now = later
  }
  if (now.ledger.halt !== undefined) marks.add('halted')
  return { eon: currentEon(now.ledger), moves, marks }
}

const runs = fc.tuple(settings, fc.array(choice, { minLength: MOVES, maxLength: MOVES }))

const counted = (
  isOperatorHonest: boolean,
): { readonly all: number; readonly of: (mark: string) => number; readonly deep: number } => {
  const reached: Reached[] = []
  fc.assert(
    fc.property(runs, ([setting, chosen]) => {
      reached.push(take(isOperatorHonest, setting, chosen))
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
  const of = (mark: string): number => reached.filter(({ marks }) => marks.has(mark)).length
  const told = [
    'halted',
    'challengeBalance',
    'answerBalance',
    'challengeSwap',
    'answerSwap',
    'challengeDelivery',
    'answerDelivery',
    'requestWithdrawal',
    'confirmWithdrawal',
    'cancelWithdrawal',
    's3',
    's5',
    's6',
    's7',
    's8',
  ]
  const deep = reached.filter(({ eon }) => eon >= 5n).length
  console.log(
    `${RUNS} runs from seed ${SEED}, ${reached.reduce((sum, { moves }) => sum + moves, 0)} moves, operator ${isOperatorHonest ? 'honest' : 'corrupt'}; ${deep} came to eon 5; ${told.map((mark) => `${mark} in ${of(mark)}`).join(', ')}`,
  )
  return { all: reached.length, of, deep }
}

describe('runs beyond the scopes: three or four traders, three coins, five eons, transfers and orders in each', () => {
  it('keep every theorem and refine the automaton, whatever a corrupt operator does', () => {
    const { of, deep } = counted(false)
    for (const mark of ['halted', 'challengeBalance', 'answerBalance', 's6', 's7', 's8'])
      expect(of(mark), mark).toBeGreaterThan(0)
    expect(deep).toBeGreaterThan(0)
  })

  it('keep every theorem under an honest operator, which is never halted and never in s6 or s7', () => {
    const { of, all, deep } = counted(true)
    for (const mark of ['halted', 's6', 's7']) expect(of(mark), mark).toBe(0)
    for (const mark of ['challengeBalance', 'answerBalance', 's3', 's5', 's8'])
      expect(of(mark), mark).toBeGreaterThan(0)
    expect(deep).toBeGreaterThan(all / 4)
  })
})
