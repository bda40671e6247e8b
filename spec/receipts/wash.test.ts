import { describe, expect, it } from 'vitest'
import type { Answer, Entry, Event, Fill, Removed } from '../order-book/types.js'
import type { OrderId, TraderId } from '../primitives/types.js'
import { washWatch } from './wash.js'

const limit = (order: string, trader: string, volume: bigint): Event => ({
  tag: 'limit',
  order: order as OrderId,
  trader: trader as TraderId,
  side: 'buy',
  price: 5n,
  volume,
  lastEon: 1n,
})
const market = (order: string, trader: string, volume: bigint): Event => ({
  tag: 'market',
  order: order as OrderId,
  trader: trader as TraderId,
  side: 'buy',
  volume,
})
const fill = (maker: string, taker: string, volume: bigint): Fill => ({
  maker: maker as OrderId,
  taker: taker as OrderId,
  price: 5n,
  volume,
})
const did = (event: Event, fills: ReadonlyArray<Fill> = [], removed: ReadonlyArray<Removed> = []): Entry => ({
  event,
  answer: { accepted: { fills, removed } } as Answer,
})
const refused = (event: Event): Entry => ({ event, answer: { rejected: {} } as Answer })
const cancelled = (order: string): Entry =>
  did(
    { tag: 'cancel', order: order as OrderId, trader: 'x' as TraderId },
    [],
    [{ order: order as OrderId, volume: 1n, why: 'cancelled' }],
  )

/** Two orders that meet as a whole, the one right after the other. */
const meeting = (n: number, maker: string, taker: string, volume = 3n): ReadonlyArray<Entry> => [
  did(limit(`${n}a`, maker, volume)),
  did(limit(`${n}b`, taker, volume), [fill(`${n}a`, `${n}b`, volume)]),
]
const times = (n: number, of: (i: number) => ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  Array.from({ length: n }, (_, i) => of(i)).flat()
const watched = (entries: ReadonlyArray<Entry>, rule?: Parameters<typeof washWatch>[0]) => {
  const watch = washWatch(rule)
  for (const entry of entries) watch.read(entry)
  return { found: watch.suspicions(), ...watch.seen() }
}
const named = (entries: ReadonlyArray<Entry>, rule?: Parameters<typeof washWatch>[0]) =>
  watched(entries, rule).found.map(({ traders }) => traders.join(' '))

describe('an audit for wash trades', () => {
  it('lists two traders who met three times with no order between, with how often and how much, whoever came first', () => {
    const entries = [
      ...meeting(0, 'eve', 'mallory'),
      ...meeting(1, 'mallory', 'eve', 4n),
      ...meeting(2, 'eve', 'mallory'),
    ]
    expect(watched(entries)).toEqual({
      found: [{ traders: ['eve', 'mallory'], fills: 3, volume: 10n }],
      fills: 3,
      pairs: 1,
    })
    expect(watched(entries.slice(0, 4))).toEqual({ found: [], fills: 2, pairs: 1 })
  })

  it('lists the busiest pair first, and a trader that meets itself', () => {
    const entries = [...times(3, (i) => meeting(i, 'a', 'b')), ...times(4, (i) => meeting(i + 9, 'c', 'c'))]
    expect(named(entries)).toEqual(['c c', 'a b'])
    expect(watched(entries)).toMatchObject({ fills: 7, pairs: 2 })
  })

  it('lists nobody whose orders have another between them, unless so many are allowed', () => {
    const apart = times(3, (n) => [
      did(limit(`${n}a`, 'a', 3n)),
      did(limit(`${n}x`, 'x', 1n)),
      did(limit(`${n}b`, 'b', 3n), [fill(`${n}a`, `${n}b`, 3n)]),
    ])
    expect(watched(apart)).toEqual({ found: [], fills: 3, pairs: 1 })
    expect(named(apart, { between: 1, repeats: 3 })).toEqual(['a b'])
    expect(named(apart, { between: 1, repeats: 4 })).toEqual([])
  })

  it('counts only orders as being between: no cancel, and nothing that was refused', () => {
    const between = times(3, (n) => [
      did(limit(`${n}a`, 'a', 3n)),
      refused(limit(`${n}x`, 'x', 1n)),
      cancelled('nothing'),
      did(limit(`${n}b`, 'b', 3n), [fill(`${n}a`, `${n}b`, 3n)]),
    ])
    expect(named(between)).toEqual(['a b'])
  })

  it('lists nobody whose orders are filled in part, on either side', () => {
    const partly = (maker: bigint, taker: bigint) =>
      times(3, (n) => [did(limit(`${n}a`, 'a', maker)), did(limit(`${n}b`, 'b', taker), [fill(`${n}a`, `${n}b`, 3n)])])
    expect(named(partly(3n, 3n))).toEqual(['a b'])
    expect([...named(partly(4n, 3n)), ...named(partly(3n, 4n))]).toEqual([])
  })

  it('looks at market orders too, which are gone after their event', () => {
    const entry = (n: number) => [
      did(limit(`${n}a`, 'a', 3n)),
      did(market(`${n}b`, 'b', 3n), [fill(`${n}a`, `${n}b`, 3n)]),
    ]
    expect(named(times(3, entry))).toEqual(['a b'])
    // A market order is no maker later, nor is an order that left.
    const later = [...entry(0), did(limit('z', 'c', 3n), [fill('0b', 'z', 3n)])]
    expect(watched(later)).toMatchObject({ fills: 1, pairs: 1 })
    const strange = [did(limit('a', 'a', 3n)), did(limit('b', 'b', 3n), [fill('a', 'nobody', 3n)])]
    expect(watched(strange)).toEqual({ found: [], fills: 0, pairs: 0 })
    const left = [did(limit('a', 'a', 3n)), cancelled('a'), did(limit('b', 'b', 3n), [fill('a', 'b', 3n)])]
    expect(watched(left)).toEqual({ found: [], fills: 0, pairs: 0 })
  })
})
