import { describe, expect, it } from 'vitest'
import { burden, proportionalDeposits, spread, staggeredDeposits } from '../../spec/margin/penalties.js'
import { observe } from '../../spec/margin/shown.js'
import type { Event, Outputs } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { run, trace, violations } from '../core/run.js'
import { futures, rules } from './machine.js'
import {
  cascade,
  cured,
  curedByCancelling,
  discriminationCalled,
  dropOut,
  gap,
  honestFailure,
  paper,
  priceDiscrimination,
  reduced,
  type Scenario,
  scenarios,
  units,
} from './scenarios.js'

const traced = ({ params, events }: Scenario) => trace(rules, futures.init(params), events).steps

/** The net position of a trader after each event, and the mid price; in quote units. */
const nets = (scenario: Scenario, trader: string): ReadonlyArray<readonly [number, number]> =>
  traced(scenario).map(({ after }) => {
    const { accounts, reference } = observe(after)
    return [Number(reference) / 2, Number(accounts.find((one) => one.trader === trader)?.net) / 2] as const
  })

/** What the last event that has the outputs did. */
const last = <Name extends keyof Outputs>(scenario: Scenario, name: Name): Outputs[Name] =>
  traced(scenario)
    .flatMap(({ answer }) => (answer._tag === 'Right' && answer.right[name].length > 0 ? [answer.right[name]] : []))
    .at(-1) as Outputs[Name]

const statusOf = (scenario: Scenario, trader: string): ReadonlyArray<string> =>
  traced(scenario).map(({ after }) => after.accounts.get(trader as TraderId)?.status ?? 'unknown')

const refusals = (scenario: Scenario): ReadonlyArray<string> =>
  traced(scenario).flatMap(({ answer }) => (answer._tag === 'Left' ? [answer.left.clause] : []))

describe('every scenario', () => {
  it.each(scenarios)('$name keeps every clause and refuses nothing that it does not mean to', (scenario) => {
    expect(violations(futures, trace(rules, futures.init(scenario.params), scenario.events))).toEqual([])
    expect(refusals(scenario)).toEqual(scenario === reduced ? ['MG-8'] : [])
  })
})

describe('P Fig. 1', () => {
  it('has Alice at 500 with a mid of 10, at 230 with 13, and cashed out at 13 when Eve bids 15', () => {
    expect(nets(priceDiscrimination, 'alice').slice(11)).toEqual([
      [10, 500],
      [13, 230],
      [16, 230],
      [13, 230],
    ])
    const [one] = last(priceDiscrimination, 'liquidated')
    expect(one).toMatchObject({ trader: 'alice', price: units(13), fund: 0n, shared: [] })
    expect(one?.closed.map(({ trader, volume }) => [trader, volume])).toEqual([
      ['bob', 29n],
      ['carol', 31n],
      ['eve', 30n],
    ])
    expect(statusOf(priceDiscrimination, 'alice').slice(-3)).toEqual(['good', 'out', 'out'])
  })

  it('has Alice at -40 with a mid of 16, where she is called with a deadline; Eve takes her bid back and the call is over', () => {
    expect(nets(discriminationCalled, 'alice').slice(12)).toEqual([
      [13, 230],
      [16, -40],
      [13, 230],
    ])
    expect(statusOf(discriminationCalled, 'alice').slice(12)).toEqual(['good', 'called', 'good'])
    expect(last(discriminationCalled, 'liquidated')).toBeUndefined()
  })

  it('pays the others 270 in all, and nothing of it is undone when the price comes back', () => {
    const before = traced(priceDiscrimination)[8]!.after
    const end = traced(priceDiscrimination).at(-1)!.after
    const settled = (ledger: typeof end, name: string): bigint => ledger.accounts.get(name as TraderId)!.balance
    expect(settled(before, 'alice') - settled(end, 'alice')).toBe(units(270))
    expect(['bob', 'carol', 'eve'].map((name) => settled(end, name) - settled(before, name))).toEqual([
      units(88),
      units(92),
      units(90),
    ])
  })

  it('happens without anybody meaning harm, when Carol takes the asks that she needs', () => {
    expect(nets(honestFailure, 'alice').slice(-3)).toEqual([
      [10, 500],
      [13, 230],
      [16, -40],
    ])
    expect(last(honestFailure, 'called')).toEqual([{ trader: 'alice', price: units(13) }])
  })
})

describe('a margin call', () => {
  it('is met by a deposit in time, to the unit, and never liquidates', () => {
    expect(statusOf(cured, 'alice').slice(6)).toEqual(['called', 'called', 'called', 'good', 'good'])
    expect(nets(cured, 'alice').slice(6)).toEqual([
      [13, 10],
      [13, 10],
      [13, 12],
      [13, 13],
      [13, 13],
    ])
    expect(last(cured, 'liquidated')).toBeUndefined()
  })

  it('is met by reducing, while an order that adds to the position is refused', () => {
    expect(statusOf(reduced, 'alice').slice(6)).toEqual(['called', 'called', 'called', 'good', 'good'])
    expect(nets(reduced, 'alice').at(-1)).toEqual([13, 7])
  })
})

describe('liquidations', () => {
  it('take the orders out first, and that alone may be enough', () => {
    expect(statusOf(curedByCancelling, 'alice').slice(6)).toEqual(['good', 'called', 'good'])
    expect(last(curedByCancelling, 'removed')).toEqual([{ order: 'offer', volume: 40n, why: 'cancelled' }])
    expect(last(curedByCancelling, 'liquidated')).toBeUndefined()
    expect(nets(curedByCancelling, 'alice').at(-1)).toEqual([13, 10])
  })

  it('cascade: without Alice’s ask the mid rises from 13.5 to 16, and Bob, who had 15, is out too', () => {
    expect(last(cascade, 'called')).toEqual([
      { trader: 'alice', price: units(12) },
      { trader: 'bob', price: units(13.5) },
    ])
    expect(last(cascade, 'liquidated').map(({ trader, price }) => [trader, price])).toEqual([
      ['alice', units(12)],
      ['bob', units(13.5)],
    ])
    expect(nets(cascade, 'alice').at(-1)).toEqual([16, 10])
    expect(nets(cascade, 'bob').at(-1)).toEqual([16, 15])
  })

  it('leave a loss where the price jumps through zero: 20 of the 50 from the fund, 30 from the others by what they have', () => {
    expect(last(gap, 'liquidated')).toEqual([
      {
        trader: 'alice',
        price: units(20),
        closed: [
          { trader: 'bob', volume: 5n },
          { trader: 'carol', volume: 5n },
        ],
        fund: units(20),
        shared: [
          { trader: 'bob', amount: units(5.5) },
          { trader: 'carol', amount: units(11.5) },
          { trader: 'maker', amount: units(13) },
        ],
      },
    ])
    expect(nets(gap, 'alice').at(-1)).toEqual([20, 0])
  })

  it('share that loss by the lots that were closed where that is agreed', () => {
    const byLots: Scenario = { ...gap, params: { ...gap.params, lossRule: 'closed-lots' } }
    expect(last(byLots, 'liquidated')[0]?.shared).toEqual([
      { trader: 'bob', amount: units(15) },
      { trader: 'carol', amount: units(15) },
    ])
  })

  it('leave none where the position is closed at the last solvent price', () => {
    const atLast: Scenario = { ...gap, params: { ...gap.params, liquidationPrice: 'last-solvent' } }
    expect(last(atLast, 'liquidated')[0]).toMatchObject({ price: units(10), fund: 0n, shared: [] })
  })
})

describe('P Principle 6', () => {
  it('takes from who drops out a fiftieth of its position, and nothing from who takes part', () => {
    expect(last(dropOut, 'forfeited')).toEqual([{ trader: 'dave', amount: units(8) }])
    expect(last(dropOut, 'rewarded')).toEqual([
      { trader: 'alice', amount: units(5) },
      { trader: 'bob', amount: units(1) },
      { trader: 'carol', amount: units(2) },
    ])
  })

  it('asks for deposits 99 and 499 times apart in a fixed order of 100 and 500 traders; 67 and 1067 follow from neither', () => {
    expect([100, 500].map((n) => spread(staggeredDeposits(n)))).toEqual([99n, 499n])
    expect([68, 1068].map((n) => spread(staggeredDeposits(n)))).toEqual([67n, 1067n])
    // No law c n, c n^2 gives both figures for 100 and 500, and none that lies between them: 67 x 5 < 1067 < 67 x 25.
    expect([67 * 5 < 1067, 1067 < 67 * 25]).toEqual([true, true])
  })

  it('asks in proportion to the stakes for no more than these differ, however many traders there are', () => {
    for (const traders of [10, 100, 500]) {
      const stakes = Array.from({ length: traders }, (_, i) => 10_000n * BigInt(1 + (i % 3)))
      expect(spread(proportionalDeposits(stakes, 200n))).toBe(3n)
    }
  })
})

describe('P Principle 5', () => {
  const busy = 'eve' as TraderId
  const sleepy = 'maker' as TraderId

  /** 250 messages for 5 trades: a thousandth of a day in which 250,000 messages make 5,000 trades would be 250 for 5. */
  const events: ReadonlyArray<Event> = [
    { tag: 'deposit', trader: busy, amount: units(10_000) },
    { tag: 'deposit', trader: sleepy, amount: units(10_000) },
    ...Array.from({ length: 5 }, (_, i) => i).flatMap(
      (i): ReadonlyArray<Event> => [
        post(sleepy, `ask-${i}`, 'sell'),
        ...Array.from({ length: 24 }, (_, j) => j).flatMap(
          (j): ReadonlyArray<Event> => [
            { ...post(busy, `o${i}-${j}`, 'buy'), price: 5n },
            { tag: 'cancel', trader: busy, order: `o${i}-${j}` as OrderId },
          ],
        ),
        post(busy, `take-${i}`, 'buy'),
      ],
    ),
    { tag: 'openStep' },
    { tag: 'takePart', trader: busy },
    { tag: 'takePart', trader: sleepy },
  ]

  function post(trader: TraderId, order: string, side: 'buy' | 'sell') {
    return { tag: 'post' as const, trader, order: order as OrderId, side, price: 10n, volume: 1n, version: 0n }
  }

  /** Every credential is of the moment. */
  const current = (): ReadonlyArray<Event> => {
    let ledger = futures.init(paper)
    return events.map((event) => {
      const made = event.tag === 'post' ? { ...event, version: ledger.version } : event
      ledger = run(rules, ledger, [made])
      return made
    })
  }

  it('MG-34: has every trader send what it starts, and joint steps alike; the sleepy one sends nothing for the busy one', () => {
    const { steps } = trace(rules, futures.init(paper), current())
    expect(steps.filter(({ answer }) => answer._tag === 'Left')).toEqual([])
    const end = steps.at(-1)!.after
    expect(end.accounts.get(busy)).toMatchObject({ own: 246n, joint: 1n })
    expect(end.accounts.get(sleepy)).toMatchObject({ own: 6n, joint: 1n })
    const trades = steps.flatMap(({ answer }) => (answer._tag === 'Right' ? answer.right.fills : []))
    expect(trades.length).toBe(5)
  })

  it('costs a trader that sends 10 messages 250,000 where everybody joins in everything, for 5,000 trades', () => {
    const day = { traders: 100, messages: 250_000, trades: 5_000, jointSteps: 24 }
    expect(burden(day, 10)).toEqual({ allParties: 250_000, proportional: 34 })
    expect(day.messages / day.trades).toBe(50)
    expect(day.messages - day.trades).toBe(245_000)
    expect(day.traders * burden(day, 0).allParties).toBe(25_000_000)
  })
})
