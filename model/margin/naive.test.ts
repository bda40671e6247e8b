import { expect, it } from 'vitest'
import { accountOf, cashOf } from '../../spec/margin/ledger.js'
import type { Event, Params } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { trace } from '../core/run.js'
import { futures, rules } from './machine.js'
import { inventoryOf } from './naive.js'
import { paper } from './scenarios.js'

const traders = ['alice', 'bob', 'carol'] as ReadonlyArray<string> as ReadonlyArray<TraderId>

const post = (trader: number, order: string, side: 'buy' | 'sell', volume: bigint, price: bigint): Event => ({
  tag: 'post',
  trader: traders[trader] as TraderId,
  order: order as OrderId,
  side,
  price,
  volume,
  version: 0n,
})

/** Alice sold 10 at 10 to Bob, and 11.5 is the mid when the day ends. */
const events: ReadonlyArray<Event> = [
  ...traders.map((trader): Event => ({ tag: 'deposit', trader, amount: 500n })),
  post(1, 'b', 'buy', 10n, 10n),
  post(0, 'a', 'sell', 10n, 10n),
  post(2, 'bid', 'buy', 1n, 9n),
  post(2, 'ask', 'sell', 1n, 14n),
  { tag: 'endDay', day: 1n },
]

it.each<[string, Partial<Params>, ReadonlyArray<bigint>]>([
  ['are kept on a day that is not the last', { markRule: 'keep', lastDay: 2n }, [-10n, 10n, 0n]],
  ['are closed at the mark on any day, where that was agreed', { markRule: 'close', lastDay: 2n }, [0n, 0n, 0n]],
  ['are closed at the mark on the last day', { markRule: 'keep', lastDay: 1n }, [0n, 0n, 0n]],
])('positions %s, and the inventory is the sum of everything that happened', (_, changes, positions) => {
  const { steps } = trace(rules, futures.init({ ...paper, ...changes, traders }), events)
  expect(steps.every(({ answer }) => answer._tag === 'Right')).toBe(true)
  const { after } = steps.at(-1)!
  expect(traders.map((trader) => inventoryOf(steps, trader).position)).toEqual(positions)
  for (const trader of traders) {
    const account = accountOf(after, trader)
    expect(inventoryOf(steps, trader)).toEqual({ cash: cashOf(account) + account.escrow, position: account.position })
  }
})
