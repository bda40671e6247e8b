import { describe, expect, it } from 'vitest'
import type { CoinId, TraderId } from '../primitives/types.js'
import { failing } from './admission.js'
import { type Account, opened, record } from './history.js'
import { ALICE, accountAfter, BOB, CHALLENGED, deposit, END, PARAMS, reserve, stake, trade, X, Y, Z } from './runs.js'
import type { Event } from './types.js'

const MALLORY = 'mallory' as TraderId
const CAROL = 'carol' as TraderId
const W = 'W' as CoinId
const ANSWER: Event = { tag: 'answer' }
const unstake = (coin: CoinId, amount: bigint): Event => ({ tag: 'unstake', coin, amount })
const price = (coin: CoinId, to: bigint): Event => ({ tag: 'price', coin, price: to })

/** The clauses for which an event is refused after some others, in order of precedence. */
const fails = (event: Event, ...events: ReadonlyArray<Event>): ReadonlyArray<string> =>
  failsIn(accountAfter(...events), event)

const failsIn = (account: Account, event: Event): ReadonlyArray<string> =>
  failing(account, event).map(({ clause }) => clause)

/** Alice has 100 X, bob 200 Y, and there is collateral for alice in the eons 3 and 4, from which eon 3 runs. */
const OPENING = [
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  stake(X, 10n),
  reserve(X, 3n, 10n),
  reserve(X, 4n, 10n),
]
const TRADING = [...OPENING, END, END]

/** The same, and all three traders are careful; bob, too, has collateral, and carol none. */
const careful = (...events: ReadonlyArray<Event>): Account =>
  events.reduce(
    record,
    opened({ ...PARAMS, traders: [ALICE, BOB, CAROL].map((trader) => ({ trader, careful: true })) }),
  )
const BOTH = [
  ...OPENING,
  deposit(CAROL, Z, 50n),
  stake(Y, 5n),
  reserve(Y, 3n, 5n, BOB),
  reserve(Y, 4n, 5n, BOB),
  END,
  END,
]

describe('who is known (CO-2)', () => {
  it('is asked of every trader and of every coin that an event names', () => {
    expect(fails(deposit(MALLORY, X, 1n))).toEqual(['CO-2'])
    expect(fails(deposit(ALICE, W, 1n))).toEqual(['CO-2'])
    expect(fails(stake(W, 1n))).toEqual(['CO-2'])
    expect(fails(unstake(W, 0n))).toEqual(['CO-2'])
    expect(fails(price(W, 1n))).toEqual(['CO-2'])
    expect(fails(reserve(X, 3n, 0n, MALLORY))).toEqual(['CO-2'])
    expect(fails(reserve(W, 3n, 0n))).toEqual(['CO-2'])
  })

  it('is asked of both parties of a trade and of both its coins, which are two', () => {
    const changed = (change: object): Event => ({ ...trade(X, Y, 0n), ...change })
    expect(fails(changed({}))).toEqual([])
    for (const change of [
      { seller: MALLORY },
      { buyer: MALLORY },
      { base: W },
      { quote: W },
      { buyer: ALICE },
      { quote: X },
    ])
      expect(fails(changed(change)), Object.keys(change).join()).toEqual(['CO-2'])
  })
})

describe('what is an amount (PR-1), and what a price (PR-2)', () => {
  it('is asked of every event that names one', () => {
    expect(fails(deposit(ALICE, X, -1n))).toEqual(['PR-1'])
    expect(fails(stake(X, -1n))).toEqual(['PR-1'])
    expect(fails(unstake(X, -1n))).toEqual(['PR-1'])
    expect(fails(reserve(X, 3n, -1n))).toEqual(['PR-1'])
    expect(fails(price(X, 0n))).toEqual(['PR-2'])
  })

  it('is asked of what both parties of a trade give: who gives less than nothing takes', () => {
    expect(fails({ ...trade(X, Y, 0n), baseAmount: -1n })).toEqual(['PR-1'])
    expect(fails({ ...trade(X, Y, 0n), quoteAmount: -1n })).toEqual(['PR-1'])
  })
})

describe('what a trader gives (CO-3)', () => {
  it('it has, with all its trades before', () => {
    expect(fails(trade(X, Y, 100n), ...TRADING)).toEqual([])
    expect(fails(trade(Y, X, 1n), ...TRADING, deposit(BOB, X, 1n))).toEqual(['CO-3', 'CO-6', 'CO-7'])
    expect(fails(trade(Y, X, 1n), ...TRADING, trade(X, Y, 1n))).toEqual(['CO-6', 'CO-7'])
  })

  it('it has for each side by itself', () => {
    expect(fails({ ...trade(X, Y, 100n), quoteAmount: 201n }, ...TRADING)).toEqual(['CO-3'])
    expect(fails({ ...trade(X, Y, 101n), quoteAmount: 200n }, ...TRADING)).toEqual(['CO-3', 'CO-6', 'CO-7'])
  })
})

describe('what is reserved (CO-4, CO-5)', () => {
  it('is for an eon that is two ahead, or later', () => {
    expect(fails(reserve(X, 2n, 0n))).toEqual(['CO-4'])
    expect(fails(reserve(X, 3n, 0n))).toEqual([])
    expect(fails(reserve(X, 4n, 0n), END)).toEqual([])
    expect(fails(reserve(X, 3n, 0n), END)).toEqual(['CO-4'])
  })

  it('is staked, in that coin, for all traders of that eon together', () => {
    expect(fails(reserve(X, 5n, 10n), ...OPENING)).toEqual([])
    expect(fails(reserve(X, 5n, 11n), ...OPENING)).toEqual(['CO-5'])
    expect(fails(reserve(X, 4n, 1n, BOB), ...OPENING)).toEqual(['CO-5'])
    expect(fails(reserve(Y, 4n, 1n), ...OPENING)).toEqual(['CO-5'])
    expect(fails(reserve(Y, 4n, 10n), ...OPENING, stake(Y, 10n))).toEqual([])
  })

  it('is not there any more once it was taken out, nor is anything else', () => {
    expect(fails(unstake(X, 10n), stake(X, 10n))).toEqual([])
    expect(fails(unstake(X, 11n), stake(X, 10n))).toEqual(['CO-5'])
    expect(fails(unstake(X, 1n), stake(Y, 10n))).toEqual(['CO-5'])
    expect(fails(unstake(X, 4n), stake(X, 10n), unstake(X, 7n))).toEqual(['CO-5'])
  })

  it('stays in for each eon that can still be paid, whatever the others are', () => {
    const two = [stake(X, 10n), reserve(X, 3n, 6n), reserve(X, 4n, 2n)]
    expect(fails(unstake(X, 4n), ...two)).toEqual([])
    expect(fails(unstake(X, 5n), ...two)).toEqual(['CO-5'])
    expect(fails(unstake(X, 10n), stake(X, 10n), stake(Y, 1n), reserve(Y, 3n, 1n))).toEqual([])
  })

  it('is free once the checkpoint of its eon has passed its challenges, and not before', () => {
    expect(fails(unstake(X, 10n), stake(X, 10n), reserve(X, 3n, 10n), END, END)).toEqual(['CO-5'])
    expect(fails(unstake(X, 10n), stake(X, 10n), reserve(X, 3n, 10n), END, END, END)).toEqual([])
    expect(fails(unstake(X, 10n), stake(X, 10n), reserve(X, 3n, 10n), END, END, CHALLENGED)).toEqual(['CO-5'])
    expect(fails(unstake(X, 10n), stake(X, 10n), reserve(X, 3n, 10n), END, END, CHALLENGED, ANSWER)).toEqual([])
  })
})

describe('who is covered (CO-6, CO-7)', () => {
  it('is each careful party of a trade, the seller and the buyer', () => {
    const swap = { ...trade(X, Y, 100n), quoteAmount: 50n }
    expect(failsIn(careful(...BOTH), swap)).toEqual([])
    expect(failsIn(careful(...BOTH), { ...swap, quoteAmount: 51n })).toEqual(['CO-6', 'CO-7'])
    expect(failsIn(careful(...BOTH, deposit(ALICE, X, 1n)), { ...swap, baseAmount: 101n })).toEqual(['CO-6', 'CO-7'])
  })

  it('is nobody else: that carol took a risk is no reason to refuse a trade of others', () => {
    const risk: Event = { ...trade(Z, Y, 50n), seller: CAROL, quoteAmount: 0n }
    expect(failsIn(careful(...BOTH), risk)).toEqual(['CO-6', 'CO-7'])
    expect(failsIn(careful(...BOTH, risk), { ...trade(X, Y, 10n) })).toEqual([])
  })

  it('is covered in every coin that it sold', () => {
    const events = [...TRADING, deposit(ALICE, Z, 10n), trade(Z, Y, 10n)]
    expect(fails(trade(X, Y, 10n), ...events)).toEqual(['CO-6', 'CO-7'])
  })
})

describe('an open challenge (CO-8 to CO-10)', () => {
  it('holds up the end of the eon and asks to be answered', () => {
    expect(fails(END, END, CHALLENGED)).toEqual(['CO-9'])
    expect(fails(ANSWER, END, CHALLENGED)).toEqual([])
  })

  it('does neither any more once it is answered', () => {
    expect(fails(END, END, CHALLENGED, ANSWER)).toEqual([])
    expect(fails(ANSWER, END, CHALLENGED, ANSWER)).toEqual(['CO-10'])
  })

  it('asks for three eons to be covered, until it is answered', () => {
    const events = [
      ...[deposit(ALICE, X, 200n), deposit(BOB, Y, 200n), stake(X, 10n)],
      ...[3n, 4n, 5n, 6n].map((eon) => reserve(X, eon, 10n)),
      ...[END, END, trade(X, Y, 100n), END, CHALLENGED],
    ]
    expect(fails(trade(X, Y, 100n), ...events)).toEqual(['CO-8'])
    expect(fails(trade(X, Y, 100n), ...events, ANSWER)).toEqual([])
  })
})

describe('after a failure (CO-1)', () => {
  it('nothing is accepted', () => {
    const failed: ReadonlyArray<Event> = [...TRADING, { tag: 'fail' }]
    for (const event of [
      deposit(ALICE, X, 1n),
      stake(X, 1n),
      trade(X, Y, 1n),
      price(X, 1n),
      END,
      { tag: 'fail' } as const,
    ])
      expect(fails(event, ...failed), event.tag).toEqual(['CO-1'])
  })
})
