import { describe, expect, it } from 'vitest'
import { type Asked, admissions } from '../../spec/collateral/cases.js'
import { promised } from '../../spec/collateral/protection.js'
import {
  ALICE,
  BOB,
  CHALLENGED,
  deposit,
  END,
  PARAMS,
  price,
  reserve,
  stake,
  trade,
  X,
  Y,
  Z,
} from '../../spec/collateral/runs.js'
import type { Event, Paid, Params } from '../../spec/collateral/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { explain, ruleOf, step } from '../core/machine.js'
import { stepOf } from '../core/run.js'
import { judgeStep } from './invariants.js'
import { collateral, rules } from './machine.js'
import type { State } from './state.js'

/** The state after some events, whether they would have been accepted or not. */
const stateAfter = (params: Params, ...events: ReadonlyArray<Event>): State =>
  events.reduce((state, event) => ruleOf(rules, event).becomes(state, event).state, collateral.init(params))

describe('an event is accepted if', () => {
  it.each(Object.keys(admissions))('%s', (says) => {
    const cases = admissions[says] as ReadonlyArray<Asked>
    const failed = ({ params, before, event }: Asked): ReadonlyArray<string> =>
      explain(rules)(stateAfter(params, ...before), event).flatMap(({ clause, holds }) => (holds ? [] : [clause]))
    expect(cases.map(failed)).toEqual(cases.map(({ fails }) => fails))
  })
})

/** Alice has 100 X, and 10 X of collateral from eon 3 on; in eon 3 she sells 60 X for 60 Y, and Z comes in. */
const DAY: ReadonlyArray<Event> = [
  ...[deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), stake(X, 10n)],
  ...[3n, 4n].map((eon) => reserve(X, eon, 10n)),
  reserve(X, 5n, 7n),
  ...[END, END, trade(X, Y, 60n), deposit(ALICE, Z, 5n)],
]
const ANSWER: Event = { tag: 'answer' }

const paid = (trader: TraderId, coin: CoinId, holdings: bigint, collateral = 0n): Paid => ({
  trader,
  coin,
  holdings,
  collateral,
})
const UNDONE = [paid(ALICE, X, 100n, 10n), paid(ALICE, Z, 5n), paid(BOB, Y, 200n)]
const SETTLED = [
  paid(ALICE, X, 40n, 7n),
  paid(ALICE, Y, 60n),
  paid(ALICE, Z, 5n),
  paid(BOB, X, 60n),
  paid(BOB, Y, 140n),
]

/** When the operator fails, and who recovers what. */
const FAILURES: Readonly<Record<string, readonly [ReadonlyArray<Event>, ReadonlyArray<Paid>]>> = {
  'before anything happened pays nothing': [[], []],
  'in the first eon gives back what was deposited': [DAY.slice(0, 2), [paid(ALICE, X, 100n), paid(BOB, Y, 200n)]],
  'before there is a checkpoint pays no collateral': [DAY.slice(0, 7), [paid(ALICE, X, 100n), paid(BOB, Y, 200n)]],
  'in the eon of a trade undoes it and pays the collateral for that eon': [DAY, UNDONE],
  'in the next eon undoes it, and pays the collateral for that one': [[...DAY, END], UNDONE],
  'in the one after that finds it settled': [[...DAY, END, END], SETTLED],
  'undoes it while the checkpoint that settles it is contested': [[...DAY, END, CHALLENGED], UNDONE],
  'finds it settled once the challenge is answered': [[...DAY, END, CHALLENGED, ANSWER], SETTLED],
  'gives back the deposits of every eon since, and of the one that runs': [
    [...DAY, END, deposit(ALICE, X, 1n), CHALLENGED, deposit(ALICE, X, 2n)],
    [paid(ALICE, X, 103n, 10n), paid(ALICE, Z, 5n), paid(BOB, Y, 200n)],
  ],
  'pays collateral to a trader that has nothing else of the coin': [
    [deposit(BOB, Y, 1n), stake(X, 3n), reserve(X, 3n, 2n), reserve(X, 3n, 1n, BOB), END, END],
    [paid(ALICE, X, 0n, 2n), paid(BOB, X, 0n, 1n), paid(BOB, Y, 1n)],
  ],
  'pays no collateral that was reserved after the checkpoint': [
    [deposit(ALICE, X, 1n), stake(X, 3n), reserve(X, 4n, 1n), END, END, reserve(X, 4n, 2n), END],
    [paid(ALICE, X, 1n, 1n)],
  ],
}

describe('a failure', () => {
  it.each(Object.keys(FAILURES))('%s', (says) => {
    const [events, due] = FAILURES[says] as (typeof FAILURES)[string]
    const state = stateAfter(PARAMS, ...events)
    const fail: Event = { tag: 'fail' }
    const failed = stepOf(state, fail, step(rules)(state, fail))
    expect(failed.answer).toMatchObject({ right: { paid: due } })
    expect(judgeStep(failed)).toEqual([])
  })
})

describe('what can be seen', () => {
  it('is the eon that runs, and what everybody has with all its trades', () => {
    const state = stateAfter(PARAMS, ...DAY, price(Y, 11n), trade(X, Y, 40n), trade(Y, X, 100n))
    const holdings = collateral.observe.holdings(state)
    expect(collateral.observe.eon(state)).toBe(3n)
    expect(holdings).toHaveLength(6)
    for (const { trader, coin, amount } of holdings)
      expect(amount, `${trader} ${coin}`).toBe(promised(state.log, trader).get(coin) ?? 0n)
  })

  it('is not changed by stakes, reservations and prices, nor by a failure', () => {
    const before = stateAfter(PARAMS, ...DAY)
    for (const event of [
      stake(X, 1n),
      { tag: 'unstake', coin: X, amount: 1n } as const,
      price(X, 9n),
      { tag: 'fail' } as const,
    ])
      expect(collateral.observe.holdings(stateAfter(PARAMS, ...DAY, event))).toEqual(
        collateral.observe.holdings(before),
      )
  })

  it('is reported of no event but a failure as anything that is paid', () => {
    const [event] = DAY as readonly [Event]
    expect(ruleOf(rules, event).becomes(collateral.init(PARAMS), event).outputs).toEqual({ paid: [] })
  })
})
