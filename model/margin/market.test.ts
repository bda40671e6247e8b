import { describe, expect, it } from 'vitest'
import type { Trading } from '../../spec/margin/market.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { matching } from './market.js'

const [ALICE, BOB] = ['alice', 'bob'] as ReadonlyArray<string> as readonly [TraderId, TraderId]

const limit = (trader: TraderId, order: string, side: 'buy' | 'sell', volume: bigint, price: bigint): Trading => ({
  tag: 'limit',
  trader,
  order: order as OrderId,
  side,
  price,
  volume,
  lastEon: 1n,
})
const cancel = (trader: TraderId, order: string): Trading => ({ tag: 'cancel', trader, order: order as OrderId })

const traded = (...events: ReadonlyArray<Trading>) =>
  events.reduce((market, event) => market.trade(event).market, matching())
const names = (orders: ReadonlyArray<{ readonly order: OrderId }>) => orders.map(({ order }) => order)

describe('the book that a futures market matches with', () => {
  it('knows of every trader what it has in the book, through fills, cancels, and the end of a day', () => {
    const book = traded(
      limit(ALICE, 'a1', 'buy', 2n, 9n),
      limit(ALICE, 'a2', 'buy', 2n, 8n),
      limit(BOB, 'b1', 'sell', 1n, 9n),
    )
    expect(names(book.ordersOf(ALICE))).toEqual(['a1', 'a2'])
    expect(book.ordersOf(BOB)).toEqual([])
    const filled = book.trade(limit(BOB, 'b2', 'sell', 2n, 8n)).market
    expect(filled.ordersOf(ALICE).map(({ order, volume }) => [order, volume])).toEqual([['a2', 1n]])
    expect(names(filled.trade(cancel(ALICE, 'a2')).market.ordersOf(ALICE))).toEqual([])
    const ended = filled.trade({ tag: 'endEon', eon: 1n }).market
    expect([ended.ordersOf(ALICE), ended.orders()]).toEqual([[], []])
  })

  it('stays as it is where an event is refused', () => {
    const book = traded(limit(ALICE, 'a1', 'buy', 2n, 9n))
    const { market, outputs } = book.trade(cancel(BOB, 'a1'))
    expect(outputs).toEqual({ fills: [], removed: [] })
    expect([names(market.orders()), names(market.ordersOf(ALICE)), market.best('buy')]).toEqual([['a1'], ['a1'], 9n])
  })
})
