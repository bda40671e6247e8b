import { describe, expect, it } from 'vitest'
import {
  type Finished,
  INF,
  leafAfter,
  matchStep,
  mayAppend,
  mayMatch,
  NO_BUY,
  overtaken,
  paperOrder,
  unmatchedPairs,
} from './as-written.js'
import type { Side } from './types.js'

const at = (side: Side, price: bigint) => ({ side, price })

describe('the paper’s rules on matching, as it writes them', () => {
  it.each<[Side, bigint, bigint, boolean, boolean]>([
    ['sell', 10n, 11n, true, false],
    ['sell', 10n, 10n, false, false],
    ['sell', 10n, 9n, false, true],
    ['buy', 10n, 11n, false, true],
    ['buy', 10n, 10n, true, false],
    ['buy', 10n, 9n, true, false],
  ])('a %s at %s against a best price of %s may match: %s; may be appended: %s', (side, price, best, match, append) => {
    const annotation = side === 'sell' ? { buy: best, sell: INF } : { buy: NO_BUY, sell: best }
    expect(mayMatch(at(side, price), annotation)).toBe(match)
    expect(mayAppend(at(side, price), annotation)).toBe(append)
  })

  it('match what the incoming order gives or what the resting one gets, whichever is less', () => {
    const resting = paperOrder('buy', 12n, 5n)
    expect(matchStep(paperOrder('sell', 10n, 3n), resting, '-=')).toEqual({
      matched: 3n,
      resting: { ...resting, remIn: 2n, remOut: 30n },
    })
    expect(matchStep(paperOrder('sell', 10n, 8n), resting, '-=')).toEqual({
      matched: 5n,
      resting: { ...resting, remIn: 0n, remOut: 10n },
    })
  })

  it('set what is left to what was given where they mean to take it away', () => {
    expect(matchStep(paperOrder('sell', 10n, 3n), paperOrder('buy', 12n, 5n), ':=').resting.remOut).toBe(30n)
    expect(matchStep(paperOrder('sell', 10n, 1n), paperOrder('buy', 12n, 5n), ':=').resting.remOut).toBe(10n)
    expect(matchStep(paperOrder('sell', 10n, 1n), paperOrder('buy', 12n, 5n), '-=').resting.remOut).toBe(50n)
  })

  it.each<[Side, Side, boolean, bigint, bigint]>([
    ['sell', 'buy', false, 12n, 12n],
    ['buy', 'sell', false, NO_BUY, INF],
    ['sell', 'buy', true, NO_BUY, INF],
    ['buy', 'sell', true, NO_BUY, INF],
    ['buy', 'buy', false, 12n, INF],
  ])(
    'after a %s met a resting %s, done: %s, its leaf says buy %s and sell %s',
    (incoming, resting, done, buy, sell) => {
      expect(leafAfter(paperOrder(incoming, 10n, 1n), paperOrder(resting, 12n, 5n), done)).toEqual({ buy, sell })
    },
  )

  const order = (id: string, side: Side, price: bigint): Finished => ({ id, side, price })
  const book = [
    order('A', 'sell', 10n),
    order('B', 'buy', 10n),
    order('C', 'buy', 9n),
    order('D', 'sell', 9n),
    order('E', 'buy', 12n),
  ]

  it('count as unmatched every two orders of two sides that cross, the earlier first, and were not matched', () => {
    expect(unmatchedPairs(book, [])).toEqual(['A-B', 'A-E', 'B-D', 'C-D', 'D-E'])
    expect(unmatchedPairs(book, [['A', 'E']])).toEqual(['A-B', 'B-D', 'C-D', 'D-E'])
    expect(
      unmatchedPairs(book, [
        ['A', 'B'],
        ['C', 'D'],
      ]),
    ).toEqual(['A-E', 'B-D', 'D-E'])
    expect(unmatchedPairs(book, [['E', 'A']])).toEqual(['A-B', 'A-E', 'B-D', 'C-D', 'D-E'])
  })

  it('count as overtaken who stands between a maker and its taker, crosses the maker, and has no match with it', () => {
    expect(overtaken(book, [['A', 'E']])).toEqual(['E overtook B'])
    expect(
      overtaken(book, [
        ['A', 'E'],
        ['A', 'B'],
      ]),
    ).toEqual([])
    expect(overtaken(book, [['A', 'B']])).toEqual([])
    expect(overtaken(book, [['B', 'D']])).toEqual([])
    // Who comes after the taker was not overtaken by it, and who was matched with another has no match with the maker.
    expect(overtaken([...book, order('F', 'buy', 12n)], [['A', 'B']])).toEqual([])
    expect(
      overtaken(book, [
        ['A', 'E'],
        ['D', 'B'],
      ]),
    ).toEqual(['E overtook B'])
    expect(
      overtaken(book, [
        ['A', 'E'],
        ['D', 'E'],
      ]),
    ).toEqual(['E overtook B'])
  })
})
