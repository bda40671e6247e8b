import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Account, accountOf, cashOf, type Ledger, type Watch } from '../../spec/margin/ledger.js'
import { type Asked, askedBy, type Standing, worstMargin, worstOfSubsets } from '../../spec/margin/margin.js'
import { observe } from '../../spec/margin/shown.js'
import { everybody } from '../../spec/margin/watch.js'
import { choices, runOf } from '../core/arbitrary.js'
import { run } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { futures, rules } from './machine.js'
import { inventoryOf, naive } from './naive.js'
import { solventRange } from './range.js'

const runs = fc.tuple(params, choices(80)).map(([p, chosen]) => runOf(futures, drawing, p, chosen))

const account: fc.Arbitrary<Account> = fc
  .record({
    balance: fc.bigInt({ min: -50n, max: 300n }),
    position: fc.bigInt({ min: -6n, max: 6n }),
    cost: fc.bigInt({ min: -200n, max: 200n }),
    escrow: fc.bigInt({ min: 0n, max: 5n }),
  })
  .map((some) => ({ ...accountOf(futures.init(SOME), SOME.traders[0]!), ...some }))

const SOME = fc.sample(params, { numRuns: 1, seed: 1 })[0]!

const orders: fc.Arbitrary<ReadonlyArray<Standing>> = fc.array(
  fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.bigInt({ min: 1n, max: 30n }),
    volume: fc.bigInt({ min: 1n, max: 4n }),
  }),
  { maxLength: 5 },
)

const rate = fc.constantFrom(0n, 1n, 1_000n, 9_999n)
const atPrice = (reference: bigint, share: bigint, threshold: bigint): Asked => ({
  rate: share,
  threshold,
  reference,
  bounds: [{ at: 0n, slope: reference }],
})

describe('the worst margin', () => {
  it('is that of the worst of all subsets of the orders, in any book', () => {
    fc.assert(
      fc.property(runs, ([...steps]) => {
        const { after: ledger } = steps.at(-1)!
        for (const trader of ledger.params.traders) {
          const some = ledger.market.ordersOf(trader).slice(0, 9)
          for (const which of ['initialRate', 'maintenanceRate'] as const) {
            const asked = askedBy(ledger, which)
            expect(worstMargin(accountOf(ledger, trader), some, asked)).toBe(
              worstOfSubsets(accountOf(ledger, trader), some, asked),
            )
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is that of the worst subset for any account and any orders, crossing ones too', () => {
    fc.assert(
      fc.property(account, orders, rate, fc.bigInt({ min: 1n, max: 60n }), (one, some, share, reference) => {
        const asked = atPrice(reference, share, 3n)
        expect(worstMargin(one, some, asked)).toBe(worstOfSubsets(one, some, asked))
      }),
      { numRuns: 2000 },
    )
  })

  it('is met at exactly the reference prices of one range', () => {
    fc.assert(
      fc.property(account, orders, rate, fc.constantFrom(0n, 7n), (one, some, share, threshold) => {
        const { low, high } = solventRange(one, some, share, threshold, 80n)
        for (let reference = 0n; reference <= 80n; reference += 1n)
          expect(worstMargin(one, some, atPrice(reference, share, threshold)) >= 0n).toBe(
            low <= reference && reference <= high,
          )
      }),
      { numRuns: 1500 },
    )
  })
})

describe('what is remembered', () => {
  it('MG-30: the memoised inventory is the sum of everything that happened, on every run', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        const { after } = steps.at(-1)!
        for (const trader of after.params.traders) {
          const one = accountOf(after, trader)
          expect({ cash: cashOf(one) + one.escrow, position: one.position }).toEqual(inventoryOf(steps, trader))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('the index and the definition do the same on every run', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        const { params: p } = steps[0]!.before
        const plain = run(
          rules,
          naive.init(p),
          steps.map(({ event }) => event),
        )
        expect(observe(plain)).toEqual(observe(steps.at(-1)!.after))
      }),
      { numRuns: 150 },
    )
  })

  it('the index finds, between any two events, exactly who falls short', () => {
    fc.assert(
      fc.property(runs, fc.bigInt({ min: 1n, max: 90n }), (steps, reference) => {
        for (const { after } of steps) {
          const moved: Ledger = { ...after, reference }
          expect([...after.watch.failing(moved)].sort()).toEqual([...everybody.failing(moved)].sort())
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('validating again', () => {
  it('MG-35: comes to the same in whatever sequence the traders are looked at', () => {
    const shuffled = (seed: number): Watch => ({
      failing: (ledger) => {
        const some = [...everybody.failing(ledger)]
        const turn = seed % Math.max(1, some.length)
        return [...some.slice(turn), ...some.slice(0, turn)].reverse()
      },
      touch: () => shuffled(seed + 1),
    })
    fc.assert(
      fc.property(runs, fc.nat(5), (steps, seed) => {
        const start = { ...steps[0]!.before, watch: shuffled(seed) }
        const other = run(
          rules,
          start,
          steps.map(({ event }) => event),
        )
        expect(observe(other)).toEqual(observe(steps.at(-1)!.after))
      }),
      { numRuns: 150 },
    )
  })
})
