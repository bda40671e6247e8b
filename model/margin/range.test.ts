import { describe, expect, it } from 'vitest'
import { type Account, accountOf } from '../../spec/margin/ledger.js'
import { type Standing, worstOfSubsets } from '../../spec/margin/margin.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { futures } from './machine.js'
import { solventRange } from './range.js'
import { paper } from './scenarios.js'

const NEW = accountOf(futures.init(paper), 'alice' as TraderId)
const account = (balance: bigint, position: bigint, cost: bigint, escrow = 0n): Account => ({
  ...NEW,
  balance,
  position,
  cost,
  escrow,
})
const order = (side: Standing['side'], volume: bigint, price: bigint): Standing => ({ side, volume, price })

/** The reference prices up to 80 at which an account meets its margin, one by one. */
const met = (one: Account, orders: ReadonlyArray<Standing>, rate: bigint, threshold: bigint): ReadonlyArray<bigint> =>
  Array.from({ length: 81 }, (_, i) => BigInt(i)).filter(
    (reference) =>
      worstOfSubsets(one, orders, { rate, threshold, reference, bounds: [{ at: 0n, slope: reference }] }) >= 0n,
  )

const books: ReadonlyArray<ReadonlyArray<Standing>> = [
  [],
  [order('buy', 4n, 9n), order('sell', 4n, 11n)],
  [order('buy', 4n, 9n), order('sell', 4n, 11n), order('sell', 4n, 14n)],
  [order('buy', 6n, 20n), order('buy', 3n, 12n), order('sell', 1n, 30n)],
]

describe('the reference prices at which an account meets its margin', () => {
  it.each(books.map((orders, i) => ({ i, orders })))('are those of one range, with book $i', ({ orders }) => {
    for (const [rate, threshold] of [
      [0n, 0n],
      [2_000n, 7n],
      [9_999n, 0n],
    ] as const)
      for (const balance of [-20n, 0n, 8n, 60n])
        for (let position = -5n; position <= 5n; position += 1n) {
          const one = account(balance, position, position * 19n, 3n)
          const { low, high } = solventRange(one, orders, rate, threshold, 80n)
          const due = met(one, orders, rate, threshold)
          expect(low > high ? [] : [low, high]).toEqual(due.length === 0 ? [] : [due[0], due.at(-1)])
        }
  })

  it('reach from nothing to all prices for who has something, and nothing at risk', () => {
    expect(solventRange(account(5n, 0n, 0n), [], 1_000n, 7n, 80n)).toEqual({ low: 0n, high: 80n })
  })

  it('are nothing but zero for who has nothing and is short', () => {
    expect(solventRange(account(0n, -1n, 0n), [], 1_000n, 0n, 80n)).toEqual({ low: 0n, high: 0n })
  })

  it('are none for who has nothing but a debt', () => {
    const { low, high } = solventRange(account(-1n, 0n, 0n), [], 1_000n, 0n, 80n)
    expect(low > high).toBe(true)
  })
})
