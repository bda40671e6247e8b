import { describe, expect, it } from 'vitest'
import type { OrderId, TraderId } from '../primitives/types.js'
import { type Account, opened } from './ledger.js'
import { type Asked, marginOf, type Standing, worstMargin, worstOfSubsets } from './margin.js'
import { recorded } from './market.js'
import { PAPER } from './runs.js'
import { boundsOf, worthOf } from './valuation.js'
import { everybody } from './watch.js'

const NEW = opened(PAPER, recorded(), everybody).accounts.get('alice' as TraderId) as Account
const account = (balance: bigint, position: bigint, cost: bigint, escrow = 0n): Account => ({
  ...NEW,
  balance,
  position,
  cost,
  escrow,
})
const order = (side: Standing['side'], volume: bigint, price: bigint): Standing => ({ side, volume, price })

/** A fifth of the position, at a mid price of 10, and 3 besides. */
const mid: Asked = { rate: 2_000n, threshold: 3n, reference: 20n, bounds: [{ at: 0n, slope: 20n }] }

/** The same, where two lots are bid for at 9 and three at 8, and four offered at 11. */
const walked: Asked = {
  ...mid,
  bounds: boundsOf(
    { ...PAPER, valuation: 'walk', highestPrice: 15n },
    [order('buy', 3n, 8n), order('buy', 2n, 9n), order('sell', 4n, 11n)].reduce((market, one, i) => {
      const event = { tag: 'limit', order: `${i}` as OrderId, trader: 'bob' as TraderId, lastEon: 1n, ...one } as const
      return market.trade(event).market
    }, recorded()),
    20n,
  ),
}

describe('what a position is worth', () => {
  it.each([
    [7n, 2n * 18n + 3n * 16n + 2n * 2n],
    [5n, 2n * 18n + 3n * 16n],
    [1n, 18n],
    [0n, 0n],
    [-4n, -4n * 22n],
    [-6n, -4n * 22n - 2n * 30n],
  ])('walking the book, %s lots are worth %s', (position, worth) => {
    expect(worthOf(walked.bounds, position)).toBe(worth)
  })
})

describe('the margin of an account', () => {
  it.each<[string, Account, Asked, bigint]>([
    ['cash, less a fifth of the position and the threshold', account(50n, -10n, -200n), mid, 50n - 40n - 3n],
    ['what a joint step holds is there', account(50n, 10n, 200n, 7n), mid, 50n + 7n - 40n - 3n],
    ['a position that gained', account(50n, 10n, 170n), mid, 50n + 30n - 40n - 3n],
    ['a position that is walked', account(90n, 5n, 100n), walked, 90n - 100n + 84n - 20n - 3n],
  ])('%s', (_, one, asked, due) => {
    expect(marginOf(one, asked)).toBe(10_000n * due)
    expect(worstMargin(one, [], asked)).toBe(10_000n * due)
    expect(worstOfSubsets(one, [], asked)).toBe(10_000n * due)
  })
})

describe('the worst margin', () => {
  it.each<[string, Account, ReadonlyArray<Standing>, bigint]>([
    ['a bid that would be a loss is filled', account(50n, 0n, 0n), [order('buy', 5n, 11n)], 50n - 10n - 20n - 3n],
    ['an offer that would be a loss is filled', account(50n, 0n, 0n), [order('sell', 5n, 9n)], 50n - 10n - 20n - 3n],
    ['a bid that would be a gain is not', account(50n, 0n, 0n), [order('buy', 5n, 7n)], 50n - 3n],
    [
      'of two on opposite sides the worse is filled, and the other is not',
      account(50n, 0n, 0n),
      [order('buy', 5n, 10n), order('sell', 6n, 10n)],
      50n - 24n - 3n,
    ],
    [
      'an order that reduces is filled where it costs more than it saves',
      account(50n, -10n, -200n),
      [order('buy', 2n, 13n), order('buy', 2n, 11n)],
      50n - 12n - 32n - 3n,
    ],
  ])('%s', (_, one, orders, due) => {
    expect(worstOfSubsets(one, orders, mid)).toBe(10_000n * due)
    expect(worstMargin(one, orders, mid)).toBe(10_000n * due)
  })

  it('is that of the worst of all subsets of the orders', () => {
    const orders = [order('buy', 3n, 11n), order('sell', 4n, 9n), order('buy', 2n, 8n), order('sell', 5n, 14n)]
    for (const asked of [mid, walked])
      for (let position = -9n; position <= 9n; position += 1n)
        for (const some of [orders, orders.slice(1), orders.slice(0, 2)]) {
          const one = account(40n, position, position * 19n, 5n)
          expect(worstMargin(one, some, asked)).toBe(worstOfSubsets(one, some, asked))
        }
  })

  it('asks for no threshold from who has neither a position nor an order', () => {
    expect(worstMargin(account(5n, 0n, 0n), [], mid)).toBe(10_000n * 5n)
    expect(worstOfSubsets(account(5n, 0n, 0n), [], mid)).toBe(10_000n * 5n)
    expect(worstMargin(account(5n, 0n, 0n), [order('buy', 0n, 1n)], mid)).toBe(10_000n * 2n)
  })
})
