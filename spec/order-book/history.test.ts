import { describe, expect, it } from 'vitest'
import type { OrderId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { reader, snapshotBefore } from './history.js'
import type { Answer, Entry, Event, Params, Side } from './types.js'

const PARAMS: Params = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'allow' }

const accepted: Answer = { accepted: { fills: [], removed: [] } }
const limit = (id: string, side: Side, volume: bigint, price: bigint, answer: Answer = accepted): Entry => ({
  event: { tag: 'limit', order: id as OrderId, trader: `of-${id}` as TraderId, side, price, volume, lastEon: 1n },
  answer,
})
const cancel = (id: string, answer: Answer): Entry => ({
  event: { tag: 'cancel', order: id as OrderId, trader: `of-${id}` as TraderId },
  answer,
})
const filled = (maker: string, taker: string, volume: bigint, price: bigint): Answer => ({
  accepted: { fills: [{ maker: maker as OrderId, taker: taker as OrderId, volume, price }], removed: [] },
})
const gone = (id: string, volume: bigint): Answer => ({
  accepted: { fills: [], removed: [{ order: id as OrderId, volume, why: 'cancelled' }] },
})

const last = (...entries: ReadonlyArray<Entry>) => {
  const read = reader(PARAMS)
  const moments = entries.map(read)
  return moments.at(-1) as (typeof moments)[number]
}
const idsOf = (orders: ReadonlyArray<{ readonly order: string }>) => orders.map(({ order }) => order)

describe('the account that is kept of a log', () => {
  it('has the best price of each side, and none of one that is empty or was emptied', () => {
    const { after } = last(limit('A', 'sell', 5n, 12n), limit('B', 'sell', 5n, 10n), limit('C', 'buy', 1n, 8n))
    expect([after.best('sell'), after.best('buy')]).toEqual([10n, 8n])
    const later = last(limit('A', 'sell', 5n, 12n), limit('B', 'sell', 5n, 10n), cancel('B', gone('B', 5n))).after
    expect([later.best('sell'), later.best('buy')]).toEqual([12n, undefined])
  })

  it('is open for the next entry, and is what the reader itself shows', () => {
    const read = reader(PARAMS)
    expect(read(limit('A', 'sell', 5n, 12n)).after).toBe(read.account)
    expect(read.account.size).toBe(1)
  })

  it('counts the places of orders, and of no other event', () => {
    const { after, sequence } = last(limit('A', 'sell', 5n, 12n), cancel('A', gone('A', 5n)))
    expect([sequence, after.sequence]).toEqual([1, 1])
  })

  it('holds of two orders with one id the later only, in its own place and at its own price', () => {
    const { after } = last(limit('A', 'sell', 5n, 10n), limit('B', 'sell', 1n, 11n), limit('A', 'sell', 3n, 12n))
    expect(idsOf(after.orders())).toEqual(['B', 'A'])
    expect(after.depth().sells).toEqual([
      { price: 11n, volume: 1n },
      { price: 12n, volume: 3n },
    ])
  })

  it('holds nothing of a market order, even where the log leaves its rest lying about', () => {
    const event: Event = { tag: 'market', order: 'M' as OrderId, trader: 'm' as TraderId, side: 'buy', volume: 5n }
    const { after } = last(limit('A', 'sell', 2n, 10n), { event, answer: filled('A', 'M', 2n, 10n) })
    expect(after.orders()).toEqual([])
  })

  it('says what was live before an event that filled one order, took another and left itself', () => {
    const before = [limit('A', 'sell', 5n, 10n), limit('B', 'sell', 5n, 11n), limit('C', 'buy', 2n, 7n)]
    const { orders, eon, sequence } = snapshotBefore(
      last(...before, limit('D', 'buy', 7n, 10n, filled('A', 'D', 5n, 10n))),
    )
    expect(orders.map(({ order, volume, place }) => [order, volume, place])).toEqual([
      ['A', 5n, 0],
      ['B', 5n, 1],
      ['C', 2n, 2],
    ])
    expect([eon, sequence]).toEqual([1n, 3])
  })
})

describe('a refusal without a reason', () => {
  const clausesOf = (...entries: ReadonlyArray<Entry>) => judgeMoment(last(...entries)).map(({ clause }) => clause)

  it('is none that breaks a clause where there is something to refuse for, and breaks OB-22 where there is not', () => {
    const refused: Answer = { rejected: {} }
    expect(clausesOf(limit('A', 'sell', 5n, 10n), limit('A', 'sell', 5n, 10n, refused))).toEqual([])
    expect(clausesOf(limit('A', 'sell', 5n, 10n), limit('B', 'sell', 5n, 10n, refused))).toEqual(['OB-22'])
  })
})
