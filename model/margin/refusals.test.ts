import { describe, expect, it } from 'vitest'
import type { ClauseId } from '../../spec/core/ids.js'
import { areSound, mostMoney, NUMBER_LIMIT } from '../../spec/margin/admission.js'
import { accountOf, size } from '../../spec/margin/ledger.js'
import { askedBy, worstMargin } from '../../spec/margin/margin.js'
import type { Event, EventOf, Params } from '../../spec/margin/types.js'
import { AMOUNT_LIMIT, type OrderId, type TraderId } from '../../spec/primitives/types.js'
import { step } from '../core/machine.js'
import { run, trace } from '../core/run.js'
import { unsound } from './arbitrary.js'
import { futures, rules } from './machine.js'
import { discriminationCalled, paper, priceDiscrimination } from './scenarios.js'

const BOB = 'bob' as TraderId
const ALICE = 'alice' as TraderId
const MALLORY = 'mallory' as TraderId

const params: Params = { ...paper, initialRate: 2_000n, maintenanceRate: 1_000n, deadline: 1n, dropOutRate: 100n }
const funded = run(rules, futures.init(params), [
  { tag: 'deposit', trader: ALICE, amount: 200n },
  { tag: 'deposit', trader: BOB, amount: 200n },
])
const called = run(rules, futures.init(discriminationCalled.params), discriminationCalled.events.slice(0, -1))
const out = run(rules, futures.init(priceDiscrimination.params), priceDiscrimination.events)
const settled = run(rules, funded, [{ tag: 'endDay', day: 1n }])
const stepped = run(rules, out, [{ tag: 'openStep' }])

const order = (changes: Partial<EventOf<'post'>> = {}): Event => ({
  tag: 'post',
  trader: BOB,
  order: 'o' as OrderId,
  side: 'buy',
  price: 10n,
  volume: 1n,
  version: 0n,
  ...changes,
})

describe('bad input is refused with a reason, and the state stays the same', () => {
  it.each<[string, typeof funded, Event, ClauseId]>([
    ['a deposit of zero', funded, { tag: 'deposit', trader: BOB, amount: 0n }, 'MG-4'],
    ['a deposit below zero', funded, { tag: 'deposit', trader: BOB, amount: -1n }, 'PR-1'],
    ['a deposit beyond 2^128', funded, { tag: 'deposit', trader: BOB, amount: AMOUNT_LIMIT }, 'PR-1'],
    ['a deposit beyond the most', funded, { tag: 'deposit', trader: BOB, amount: params.mostHeld }, 'MG-5'],
    ['a withdrawal of zero', funded, { tag: 'withdraw', trader: BOB, amount: 0n }, 'MG-4'],
    ['a withdrawal of more than there is', funded, { tag: 'withdraw', trader: BOB, amount: 201n }, 'MG-10'],
    [
      'a withdrawal below the margin of a standing order',
      run(rules, funded, [order({ volume: 40n })]),
      { tag: 'withdraw', trader: BOB, amount: 41n },
      'MG-10',
    ],
    [
      'an order by a trader that is called',
      called,
      order({ trader: ALICE, side: 'sell', price: 20n, version: 2n }),
      'MG-8',
    ],
    ['a withdrawal by a trader that is called', called, { tag: 'withdraw', trader: ALICE, amount: 1n }, 'MG-10'],
    ['an order by a trader that was liquidated', out, order({ trader: ALICE, version: 3n }), 'MG-7'],
    ['a deposit of an unknown trader', funded, { tag: 'deposit', trader: MALLORY, amount: 1n }, 'MG-3'],
    ['a withdrawal of an unknown trader', funded, { tag: 'withdraw', trader: MALLORY, amount: 1n }, 'MG-3'],
    ['an order of an unknown trader', funded, order({ trader: MALLORY }), 'MG-3'],
    ['a cancel of an unknown trader', funded, { tag: 'cancel', trader: MALLORY, order: 'o' as OrderId }, 'MG-3'],
    ['an unknown trader in a joint step', funded, { tag: 'takePart', trader: MALLORY }, 'MG-3'],
    ['an order after the close', settled, order(), 'MG-2'],
    ['a deposit after the close', settled, { tag: 'deposit', trader: BOB, amount: 1n }, 'MG-2'],
    ['a cancel after the close', settled, { tag: 'cancel', trader: BOB, order: 'o' as OrderId }, 'MG-2'],
    ['the clock after the close', settled, { tag: 'advance', time: 9n }, 'MG-2'],
    ['a joint step after the close', settled, { tag: 'openStep' }, 'MG-2'],
    ['taking part after the close', settled, { tag: 'takePart', trader: BOB }, 'MG-2'],
    ['the end of a day after the close', settled, { tag: 'endDay', day: 2n }, 'MG-2'],
    ['another day than the one that runs', funded, { tag: 'endDay', day: 2n }, 'MG-14'],
    ['a clock that stands still', funded, { tag: 'advance', time: 0n }, 'MG-11'],
    ['a clock beyond 2^128', funded, { tag: 'advance', time: AMOUNT_LIMIT }, 'MG-11'],
    ['a stale credential', funded, order({ version: -1n }), 'MG-6'],
    ['a credential of the future', funded, order({ version: 1n }), 'MG-6'],
    ['an order without the margin for it', funded, order({ volume: 51n }), 'MG-9'],
    ['a price above the highest', funded, order({ price: 1_001n }), 'MG-5'],
    ['a position beyond the largest', funded, order({ volume: 1_001n }), 'MG-5'],
    ['a price of zero', funded, order({ price: 0n }), 'PR-2'],
    ['a volume below zero', funded, order({ volume: -1n }), 'PR-1'],
    ['a product beyond 2^128', funded, order({ price: AMOUNT_LIMIT - 1n, volume: 2n }), 'PR-3'],
    ['an id that is live', run(rules, funded, [order()]), order(), 'OB-17'],
    ['a cancel of nothing', funded, { tag: 'cancel', trader: BOB, order: 'o' as OrderId }, 'OB-18'],
    [
      'a cancel for another',
      run(rules, funded, [order()]),
      { tag: 'cancel', trader: ALICE, order: 'o' as OrderId },
      'OB-19',
    ],
    ['a joint step that waits for nobody', stepped, { tag: 'takePart', trader: BOB }, 'MG-13'],
  ])('%s', (_, ledger, event, clause) => {
    const { steps } = trace(rules, ledger, [event])
    expect(steps[0]?.answer).toMatchObject({ _tag: 'Left', left: { clause } })
    expect(steps[0]?.after).toBe(ledger)
  })

  it('a withdrawal after the close is accepted', () => {
    expect(step(rules)(settled, { tag: 'withdraw', trader: BOB, amount: 200n })._tag).toBe('Right')
  })

  it.each(
    unsound({ ...paper, initialRate: 1_000n, maintenanceRate: 500n, dropOutRate: 100n }).map((p, i) => [i, p] as const),
  )('parameters that make no sense, number %i: everything is refused by MG-1', (_, p) => {
    expect(areSound(p)).toBe(false)
    const ledger = futures.init(p)
    for (const event of [
      { tag: 'deposit', trader: BOB, amount: 0n },
      { tag: 'withdraw', trader: MALLORY, amount: 0n },
      order(),
      { tag: 'cancel', trader: BOB, order: 'o' as OrderId },
      { tag: 'advance', time: 0n },
      { tag: 'openStep' },
      { tag: 'takePart', trader: BOB },
      { tag: 'endDay', day: 7n },
    ] as const) {
      const { steps } = trace(rules, ledger, [event])
      expect(steps[0]?.answer).toMatchObject({ left: { clause: 'MG-1' } })
      expect(steps[0]?.after).toBe(ledger)
    }
  })
})

describe('the bounds', () => {
  /** The largest parameters of their kind that are sound. */
  const largest = (params: Params): Params => {
    let low = 1n
    let high = NUMBER_LIMIT
    const at = (n: bigint): Params => ({ ...params, largestPosition: n })
    while (high - low > 1n) {
      const middle = (low + high) / 2n
      if (areSound(at(middle))) low = middle
      else high = middle
    }
    return at(low)
  }

  it('are as large as 128 bits allow, and one lot more is refused', () => {
    const most = largest({ ...params, highestPrice: 2n ** 40n, mostHeld: 2n ** 90n })
    expect(areSound(most)).toBe(true)
    expect(areSound({ ...most, largestPosition: most.largestPosition + 1n })).toBe(false)
    expect(20_000n * mostMoney(most) < NUMBER_LIMIT).toBe(true)
  })

  it('keep every number within 128 bits in the worst market that they allow', () => {
    const most = largest({
      ...params,
      highestPrice: 2n ** 40n,
      mostHeld: 2n ** 108n,
      initialRate: 0n,
      maintenanceRate: 0n,
      dropOutRate: 0n,
    })
    const lots = most.largestPosition
    const post = (trader: TraderId, id: string, side: 'buy' | 'sell', price: bigint, volume: bigint, version = 0n) =>
      ({ tag: 'post', trader, order: id as OrderId, side, price, volume, version }) as const
    const { steps } = trace(rules, futures.init(most), [
      ...most.traders.slice(0, 4).map((trader): Event => ({ tag: 'deposit', trader, amount: most.mostHeld / 4n })),
      post(BOB, 'b', 'buy', 10n, lots),
      post(ALICE, 'a', 'sell', 10n, lots),
      post('carol' as TraderId, 'bid', 'buy', most.highestPrice - 1n, 1n),
      post('eve' as TraderId, 'ask', 'sell', most.highestPrice, 1n),
    ])
    expect(steps.every(({ answer }) => answer._tag === 'Right')).toBe(true)
    for (const { after } of steps)
      for (const trader of most.traders) {
        const margin = worstMargin(
          accountOf(after, trader),
          after.market.ordersOf(trader),
          askedBy(after, 'maintenanceRate'),
        )
        expect(size(margin) < NUMBER_LIMIT).toBe(true)
      }
    const { after } = steps.at(-1)!
    expect(accountOf(after, ALICE)).toMatchObject({ position: -lots, status: 'called' })
    expect(after.reference).toBe(2n * most.highestPrice - 1n)
  })
})
