import { describe, expect, it } from 'vitest'
import type { Entry, Event, Params } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { washWatch } from '../../spec/receipts/wash.js'
import { trace } from '../core/run.js'
import { answerOf } from '../order-book/invariants.js'
import { orderBook, rules } from '../order-book/machine.js'

const PARAMS: Params = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'allow' }

/** Numbers from 0 up to n that depend on the seed only. */
const numbers = (seed: number): ((n: number) => number) => {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

const limit = (n: number, trader: string, side: 'buy' | 'sell', price: number, volume: number): Event => ({
  tag: 'limit',
  order: `o${n}` as OrderId,
  trader: trader as TraderId,
  side,
  price: BigInt(price),
  volume: BigInt(volume),
  lastEon: 1n,
})

/** Orders of honest traders around a price, and every so often a pair of a wash trader's between the best prices. */
const flow = (orders: number, seed: number, every: number, traders = 40): ReadonlyArray<Event> => {
  const next = numbers(seed)
  const events: Event[] = []
  for (let n = 0; n < orders; n += 2) {
    const price = 1000 + next(40) - next(40)
    if (every > 0 && n % every === 0)
      events.push(limit(n, 'eve', 'sell', 1000, 7), limit(n + 1, 'mallory', 'buy', 1000, 7))
    else
      for (const at of [n, n + 1])
        events.push(limit(at, `t${next(traders)}`, next(2) === 0 ? 'buy' : 'sell', price + next(5), 1 + next(20)))
  }
  return events
}

const watched = (events: ReadonlyArray<Event>) => {
  const watch = washWatch()
  const { steps } = trace(rules, orderBook.init(PARAMS), events)
  for (const { event, answer } of steps) watch.read({ event, answer: answerOf(answer) } as Entry)
  return { found: watch.suspicions().map(({ traders }) => traders.join(' ')), ...watch.seen() }
}

describe('an audit for wash trades', () => {
  it('lists the fewer honest pairs the more traders there are: of 10,000 orders, seed 1', () => {
    const rates = [5, 10, 20, 40].map((traders) => {
      const { found, pairs } = watched(flow(10_000, 1, 0, traders))
      return `${traders} traders: ${found.length} of ${pairs} pairs`
    })
    expect(rates).toMatchInlineSnapshot(`
      [
        "5 traders: 2 of 15 pairs",
        "10 traders: 0 of 55 pairs",
        "20 traders: 0 of 210 pairs",
        "40 traders: 0 of 819 pairs",
      ]
    `)
  })

  it('lists the wash trader, and a trader that trades with itself', () => {
    const { found } = watched(flow(4_000, 2, 200))
    expect(found).toContain('eve mallory')
    const own = [0, 2, 4].flatMap((n) => [limit(n, 'eve', 'sell', 5, 3), limit(n + 1, 'eve', 'buy', 5, 3)])
    expect(watched(own).found).toEqual(['eve eve'])
  })

  it('lists nobody whose orders have another between them, or are filled in part', () => {
    const apart = [0, 3, 6].flatMap((n) => [
      limit(n, 'a', 'sell', 5, 3),
      limit(n + 1, 'c', 'buy', 1, 1),
      limit(n + 2, 'b', 'buy', 5, 3),
    ])
    const partly = [0, 2, 4].flatMap((n) => [limit(n, 'a', 'sell', 5, 3), limit(n + 1, 'b', 'buy', 5, 2)])
    expect([...watched(apart).found, ...watched(partly).found]).toEqual([])
  })
})
