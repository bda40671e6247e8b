import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { random } from '../../model/core/random.js'
import type { Instruction } from '../../model/margin/day.js'
import { futures, rules } from '../../model/margin/machine.js'
import { naive } from '../../model/margin/naive.js'
import type { Ledger } from '../../spec/margin/ledger.js'
import type { Event, Params } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { generatedFlow } from '../measure/flow.js'
import { type Row, rounded } from './measure.js'

const next = step(rules)
const PRICE = 10_000n

const paramsFor = (traders: number): Params => ({
  traders: Array.from({ length: traders }, (_, i) => `t${i}` as TraderId),
  openingPrice: PRICE,
  initialRate: 510n,
  maintenanceRate: 500n,
  threshold: 0n,
  deadline: 2n ** 40n,
  valuation: 'mid',
  liquidationPrice: 'last-solvent',
  lossRule: 'net-positions',
  markRule: 'keep',
  fund: 0n,
  dropOutRate: 0n,
  stepDeadline: 1n,
  lastDay: 1n,
  highestPrice: 100n * PRICE,
  largestPosition: 10_000_000n,
  mostHeld: 2n ** 90n,
})

const accepted = (ledger: Ledger, event: Event): Ledger => {
  const outcome = next(ledger, event)
  return E.isLeft(outcome) ? ledger : outcome.right.state
}

/**
 * A market in which everybody has a position: neighbours trade 10 lots with each other. The first `near` can only just
 * afford their own, so that the price passes the end of their margins again and again; the others have plenty.
 */
const opened = (ledger: Ledger, near: number): Ledger => {
  const { traders } = ledger.params
  const lots = 10n
  let reached = ledger
  for (const [i, trader] of traders.entries())
    reached = accepted(reached, {
      tag: 'deposit',
      trader,
      amount: i < near ? (2n * PRICE * lots * (510n + BigInt(i % 97))) / 10_000n : 1_000n * PRICE * lots,
    })
  for (let i = 0; i + 1 < traders.length; i += 2)
    for (const side of ['buy', 'sell'] as const)
      reached = accepted(reached, {
        tag: 'post',
        trader: traders[side === 'buy' ? i : i + 1] as TraderId,
        order: `${side}-${i}` as OrderId,
        side,
        price: PRICE,
        volume: lots,
        version: reached.version,
      })
  return reached
}

/**
 * The events of a flow, dealt out at random to the traders who have plenty, each with the credential of the moment; how
 * many microseconds of the processor they take, so that what else the machine does is not counted.
 */
const played = (start: Ledger, near: number, instructions: ReadonlyArray<Instruction>): number => {
  const draw = random(1)
  const traders = start.params.traders.slice(near)
  const owners = instructions.map(() => traders[Math.floor(draw() * traders.length)] as TraderId)
  const ownerOf = new Map<string, TraderId>()
  let ledger = start
  const before = process.cpuUsage()
  for (const [i, instruction] of instructions.entries()) {
    const trader = instruction.tag === 'cancel' ? ownerOf.get(instruction.id) : owners[i]
    if (trader === undefined) continue
    const order = instruction.id as OrderId
    if (instruction.tag === 'cancel') ledger = accepted(ledger, { tag: 'cancel', trader, order })
    else {
      ownerOf.set(instruction.id, trader)
      const { side, price, volume } = instruction
      ledger = accepted(ledger, { tag: 'post', trader, order, side, price, volume, version: ledger.version })
    }
  }
  const { user, system } = process.cpuUsage(before)
  return user + system
}

const perEvent = (ledger: Ledger, events: number, near = 0): number =>
  played(ledger, near, generatedFlow(events, 3)) / events

/** Traders, and what an event costs. */
interface Costs {
  readonly kept: ReadonlyArray<readonly [traders: number, microseconds: number]>
  readonly definition: ReadonlyArray<readonly [traders: number, microseconds: number]>
}

/** What an event costs by the number of traders, with what is remembered and by the definition; microseconds. */
export const marginCosts = (): Costs => {
  // Once for nothing, so that no measurement pays for what the engine learns.
  perEvent(opened(futures.init(paramsFor(1_000)), 0), 20_000)
  return {
    kept: [100, 1_000, 10_000, 100_000].map((traders) => [
      traders,
      rounded(perEvent(opened(futures.init(paramsFor(traders)), 0), 20_000)),
    ]),
    definition: (
      [
        [100, 5_000],
        [1_000, 1_000],
        [10_000, 100],
      ] as const
    ).map(([traders, events]) => {
      const ledger = opened(futures.init(paramsFor(traders)), 0)
      return [traders, rounded(perEvent({ ...ledger, watch: naive.init(ledger.params).watch }, events))]
    }),
  }
}

const TRADERS = 100_000
const EVENTS = 1_000_000
const GOAL_SECONDS = 120

/** The measurements of this chapter; `full`: all of a million events, not a tenth of them. */
export const marginRows = (full: boolean, costs: Costs): ReadonlyArray<Row> => {
  const events = full ? EVENTS : EVENTS / 10
  const crowd = opened(futures.init(paramsFor(TRADERS)), 0)
  const seconds = (perEvent(crowd, events) * EVENTS) / 1e6
  const kept = new Map(costs.kept)
  const alone = kept.get(100) ?? Number.NaN
  const most = kept.get(TRADERS) ?? Number.NaN
  const near = [10, 100, 1_000].map((of) => {
    const ledger = opened(futures.init(paramsFor(10_000)), of)
    return { of, cost: perEvent(ledger, 5_000, of) }
  })
  return [
    {
      name: `margin, ${TRADERS} traders, ${EVENTS} events`,
      value: rounded(seconds),
      unit: 's CPU',
      against: `${GOAL_SECONDS} s`,
      ratio: rounded(seconds / GOAL_SECONDS),
      goal: 'ratio <= 1',
      met: seconds <= GOAL_SECONDS,
    },
    {
      name: `margin, an event with ${TRADERS} traders`,
      value: rounded(most),
      unit: 'us',
      against: 'with 100',
      ratio: rounded(most / alone),
      goal: 'ratio <= 3, the logarithm’s is 2.5',
      met: most / alone <= 3,
    },
    ...costs.definition.map(([traders, cost]) => ({
      name: `margin, the definition with ${traders} traders`,
      value: rounded(cost),
      unit: 'us/event',
      against: 'what is remembered',
      ratio: rounded(cost / (kept.get(traders) ?? Number.NaN)),
      goal: 'for comparison',
      met: true,
    })),
    ...near.map(({ of, cost }) => ({
      name: `margin, ${of} of 10000 near the threshold`,
      value: rounded(cost),
      unit: 'us/event',
      against: 'nobody near',
      ratio: rounded(cost / (kept.get(10_000) ?? Number.NaN)),
      goal: 'for comparison',
      met: true,
    })),
  ]
}
