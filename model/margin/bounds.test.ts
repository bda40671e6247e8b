import { describe, expect, it } from 'vitest'
import { areSound, mostMoney, NUMBER_LIMIT } from '../../spec/margin/admission.js'
import { accountOf, type Ledger, size } from '../../spec/margin/ledger.js'
import { askedBy, netOf, worstMargin } from '../../spec/margin/margin.js'
import { observe } from '../../spec/margin/shown.js'
import type { Event, Params } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { run, trace, violations } from '../core/run.js'
import { futures, rules } from './machine.js'
import { paper } from './scenarios.js'

const [ALICE, BOB, CAROL, DAVE] = ['alice', 'bob', 'carol', 'dave'] as ReadonlyArray<string> as readonly [
  TraderId,
  TraderId,
  TraderId,
  TraderId,
]

const FREE: Params = {
  ...paper,
  traders: [ALICE, BOB, CAROL, DAVE],
  highestPrice: 40n,
  largestPosition: 2n,
  mostHeld: 10_000n,
}

const deposit = (trader: TraderId, amount: bigint): Event => ({ tag: 'deposit', trader, amount })

const post = (
  trader: TraderId,
  order: string,
  side: 'buy' | 'sell',
  volume: bigint,
  price: bigint,
  version = 0n,
): Event => ({ tag: 'post', trader, order: order as OrderId, side, price, volume, version })

/** Bob is long as much as anybody may be, and offers twice that; Alice is closed against him; Carol and Dave take all. */
const twiceTheLargest = (params: Params, each: bigint): ReadonlyArray<Event> => {
  const { highestPrice: high, largestPosition: lots } = params
  return [
    deposit(ALICE, 2n),
    ...[BOB, CAROL, DAVE].map((trader) => deposit(trader, each)),
    post(ALICE, 'a', 'sell', lots, 10n),
    post(BOB, 'b', 'buy', lots, 10n),
    post(BOB, 'offer', 'sell', 2n * lots, high - 1n),
    post(CAROL, 'c', 'buy', 1n, high - 2n),
    post(CAROL, 'takes', 'buy', lots - 1n, high - 1n, 1n),
    post(DAVE, 'rest', 'buy', lots, high - 1n, 1n),
    { tag: 'cancel', trader: CAROL, order: 'c' as OrderId },
    post(CAROL, 'last', 'buy', 1n, high - 1n, 1n),
  ]
}

const accepted = (params: Params, events: ReadonlyArray<Event>) => {
  const start = futures.init(params)
  const traced = trace(rules, start, events)
  for (const { event, answer } of traced.steps) expect([event, answer._tag]).toEqual([event, 'Right'])
  expect(violations(futures, { start, steps: traced.steps })).toEqual([])
  return traced.steps.map(({ after }) => after)
}

const positions = (ledger: Ledger) =>
  Object.fromEntries(observe(ledger).accounts.map(({ trader, position }) => [trader, position]))

describe('a position', () => {
  it('comes to twice the largest when what was closed against it leaves its orders', () => {
    const last = accepted(FREE, twiceTheLargest(FREE, 900n)).at(-1)!
    expect(positions(last)).toEqual({ alice: 0n, bob: -4n, carol: 2n, dave: 2n })
  })

  it('is then out of bounds for every order of its trader, on either side', () => {
    const beyond = accepted(FREE, twiceTheLargest(FREE, 900n)).at(-1)!
    for (const side of ['buy', 'sell'] as const) {
      const { steps } = trace(rules, beyond, [post(BOB, 'more', side, 1n, 20n, beyond.version)])
      expect(steps[0]?.answer).toMatchObject({ left: { clause: 'MG-5' } })
    }
  })

  it('keeps every number within 128 bits at twice the largest, with the largest parameters that are sound', () => {
    const at = (lots: bigint): Params => ({
      ...FREE,
      highestPrice: 2n ** 40n,
      mostHeld: 2n ** 108n,
      largestPosition: lots,
    })
    let low = 1n
    let high = NUMBER_LIMIT
    while (high - low > 1n) {
      const middle = (low + high) / 2n
      if (areSound(at(middle))) low = middle
      else high = middle
    }
    const params = at(low)
    const states = accepted(params, twiceTheLargest(params, 2n ** 106n))
    expect(accountOf(states.at(-1)!, BOB).position).toBe(-2n * low)
    for (const ledger of states)
      for (const trader of params.traders) {
        const account = accountOf(ledger, trader)
        const margin = worstMargin(account, ledger.market.ordersOf(trader), askedBy(ledger, 'maintenanceRate'))
        expect(size(margin) < NUMBER_LIMIT).toBe(true)
        expect(size(account.balance - account.cost) <= mostMoney(params)).toBe(true)
      }
  })
})

describe('who drops out of one joint step after the other', () => {
  it('forfeits what it has, and nothing that others would have to pay', () => {
    const params: Params = {
      ...FREE,
      initialRate: 1_000n,
      maintenanceRate: 1_000n,
      dropOutRate: 1_000n,
      deadline: 1_000n,
      largestPosition: 10n,
    }
    const called = run(rules, futures.init(params), [
      deposit(ALICE, 80n),
      ...[BOB, CAROL].map((trader) => deposit(trader, 2_000n)),
      post(BOB, 'b', 'buy', 10n, 10n),
      post(ALICE, 'a', 'sell', 10n, 10n),
      post(CAROL, 'bid', 'buy', 1n, 9n),
      post(CAROL, 'ask', 'sell', 1n, 17n),
    ])
    expect(accountOf(called, ALICE)).toMatchObject({ status: 'called', position: -10n })
    const net = (ledger: Ledger): bigint => netOf(accountOf(ledger, ALICE), ledger.reference)
    expect(net(called)).toBe(20n)
    const rounds = [1n, 2n, 3n, 4n, 5n].flatMap((time): Event[] => [
      { tag: 'openStep' },
      { tag: 'takePart', trader: BOB },
      { tag: 'advance', time },
    ])
    const { steps } = trace(rules, called, rounds)
    const forfeited = steps.flatMap(({ answer }) => (answer._tag === 'Right' ? answer.right.forfeited : []))
    expect(forfeited).toEqual([{ trader: ALICE, amount: 20n }])
    expect(net(steps.at(-1)!.after)).toBe(0n)
  })
})
