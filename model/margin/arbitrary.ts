import * as fc from 'fast-check'
import { accountOf, cashOf, type Ledger, size } from '../../spec/margin/ledger.js'
import { netOf, WHOLE } from '../../spec/margin/margin.js'
import {
  type Event,
  type EventOf,
  LiquidationPrice,
  LossRule,
  MarkRule,
  type Outputs,
  type Params,
  Valuation,
} from '../../spec/margin/types.js'
import type { Placed } from '../../spec/order-book/history.js'
import { opposite, type Side } from '../../spec/order-book/types.js'
import { AMOUNT_LIMIT, type OrderId, type TraderId } from '../../spec/primitives/types.js'
import { type Choice, type Draw, type Drawing, pick } from '../core/arbitrary.js'

const TRADERS = ['alice', 'bob', 'carol', 'dave'] as ReadonlyArray<string> as ReadonlyArray<TraderId>

/** Any sound parameters, and few that are not. */
export const params: fc.Arbitrary<Params> = fc
  .record({
    traders: fc.constantFrom(TRADERS.slice(0, 2), TRADERS.slice(0, 3), TRADERS),
    openingPrice: fc.constant(10n),
    initialRate: fc.constantFrom(0n, 1_000n, 2_500n),
    maintenanceRate: fc.constantFrom(0n, 500n, 1_000n),
    threshold: fc.constantFrom(0n, 3n),
    deadline: fc.constantFrom(0n, 1n, 2n),
    valuation: fc.constantFrom(...Valuation.values),
    liquidationPrice: fc.constantFrom(...LiquidationPrice.values),
    lossRule: fc.constantFrom(...LossRule.values),
    markRule: fc.constantFrom(...MarkRule.values),
    fund: fc.constantFrom(0n, 1n, 7n, 100n),
    dropOutRate: fc.constantFrom(0n, 300n, 500n),
    stepDeadline: fc.constantFrom(1n, 2n),
    lastDay: fc.constantFrom(2n, 100n),
    highestPrice: fc.constant(40n),
    largestPosition: fc.constantFrom(8n, 30n),
    mostHeld: fc.constantFrom(2_000n, 100_000n),
  })
  .map((p) => ({
    ...p,
    initialRate: p.initialRate < p.maintenanceRate ? p.maintenanceRate : p.initialRate,
    dropOutRate: p.dropOutRate > p.maintenanceRate ? p.maintenanceRate : p.dropOutRate,
  }))

/** Parameters that make no sense, each for another reason. */
export const unsound = (p: Params): ReadonlyArray<Params> => [
  { ...p, initialRate: WHOLE },
  { ...p, maintenanceRate: -1n, dropOutRate: -1n },
  { ...p, dropOutRate: -1n },
  { ...p, initialRate: p.maintenanceRate - 1n, dropOutRate: 0n },
  { ...p, dropOutRate: p.maintenanceRate + 1n },
  { ...p, threshold: -1n },
  { ...p, deadline: -1n },
  { ...p, stepDeadline: 0n },
  { ...p, lastDay: 0n },
  { ...p, openingPrice: 0n },
  { ...p, openingPrice: p.highestPrice + 1n },
  { ...p, fund: p.mostHeld + 1n },
  { ...p, largestPosition: -1n },
  { ...p, mostHeld: AMOUNT_LIMIT - 1n },
  { ...p, highestPrice: AMOUNT_LIMIT - 1n },
  { ...p, traders: [...p.traders, ...p.traders.slice(0, 1)] },
]

/**
 * Reads a choice as an event: of a hundred, 60 orders, 8 cancels, 8 deposits, 4 withdrawals, 7 movements of the clock,
 * 6 of joint steps, 1 end of the day, 6 events that are refused. Whoever has nothing is likely to deposit first; a third
 * of the orders move the mid price to just where some trader's margin ends, or beyond.
 */
export const draw: Draw<Ledger, Event> = (ledger, { kind, picks }) => {
  const [a, b, c] = picks
  const poor = ledger.params.traders.filter((trader) => cashOf(accountOf(ledger, trader)) === 0n)
  if (poor.length > 0 && kind < 90 && c % 4 > 0) return funding(ledger, poor, picks)
  if (kind < 40) return order(ledger, picks)
  if (kind < 60) return edge(ledger, picks)
  if (kind < 68) return cancel(ledger, picks)
  if (kind < 76) return { tag: 'deposit', trader: calledOr(ledger, a), amount: pick([1n, 5n, 20n, 40n, 100n], b) }
  if (kind < 80)
    return { tag: 'withdraw', trader: someone(ledger, a), amount: withdrawn(ledger, someone(ledger, a), b) }
  if (kind < 87) return { tag: 'advance', time: ledger.time + pick([1n, 1n, 2n], a) }
  if (kind < 93) return joint(ledger, a)
  if (kind < 94) return { tag: 'endDay', day: ledger.day }
  return refused(ledger, picks)
}

type Picks = Choice['picks']

/** The first half of the traders have little, the others much. */
const funding = ({ params }: Ledger, poor: ReadonlyArray<TraderId>, [a, b]: Picks): Event => {
  const trader = poor[a % poor.length] as TraderId
  const isSmall = params.traders.indexOf(trader) * 2 < params.traders.length
  return { tag: 'deposit', trader, amount: pick(isSmall ? [30n, 12n, 60n, 7n, 90n] : [400n, 200n, 100n, 600n], b) }
}
type Post = EventOf<'post'>

const someone = ({ params }: Ledger, n: number): TraderId => params.traders[n % params.traders.length] as TraderId

const calledOr = (ledger: Ledger, n: number): TraderId => ledger.called.first() ?? someone(ledger, n)

const freshId = (ledger: Ledger): OrderId => {
  let n = ledger.market.sequence
  while (ledger.market.get(`o${n}` as OrderId) !== undefined) n += 1
  return `o${n}` as OrderId
}

const post = (ledger: Ledger, trader: TraderId, side: Side, price: bigint, volume: bigint): Post => ({
  tag: 'post',
  trader,
  order: freshId(ledger),
  side,
  price: price < 1n ? 1n : price > ledger.params.highestPrice ? ledger.params.highestPrice : price,
  volume,
  version: ledger.version,
})

/** Half of the time takes what somebody else offers; else around the best prices. Who is called reduces, now and then. */
const order = (ledger: Ledger, [a, b, c, d, e]: Picks): Post => {
  const trader = e % 4 === 0 ? calledOr(ledger, a) : someone(ledger, a)
  const { status, position } = accountOf(ledger, trader)
  const { market, reference } = ledger
  const offers = market.orders().filter((resting) => resting.trader !== trader)
  const offer = offers[b % Math.max(1, offers.length)]
  if (offer !== undefined && c % 2 === 1)
    return post(ledger, trader, opposite(offer.side), offer.price, pick([offer.volume, offer.volume + 1n, 1n], d))
  const side: Side = status === 'called' && e % 8 !== 0 ? (position > 0n ? 'sell' : 'buy') : pick(['sell', 'buy'], b)
  const around = [market.best(opposite(side)), market.best(side), reference / 2n].flatMap((best) =>
    best === undefined ? [] : [best, best + 1n, best - 1n],
  )
  return post(ledger, trader, side, pick(around as [bigint], c), pick([1n, 2n, 3n, 5n, 0n], d))
}

/** An order that brings the mid price to where the margin of some trader ends, or one unit to either side. */
const edge = (ledger: Ledger, [a, b, c, d]: Picks): Post => {
  const exposed = ledger.params.traders.filter((trader) => accountOf(ledger, trader).position !== 0n)
  const bid = ledger.market.best('buy')
  const ask = ledger.market.best('sell')
  const target = exposed[a % Math.max(1, exposed.length)]
  if (target === undefined || (bid === undefined && ask === undefined)) return order(ledger, [a, b, c, d, 1])
  const { position, balance, cost, escrow } = accountOf(ledger, target)
  const { maintenanceRate: rate, threshold } = ledger.params
  const share = position > 0n ? WHOLE - rate : WHOLE + rate
  const end = (WHOLE * (balance - cost + escrow - threshold)) / (size(position) * share)
  const wanted = (position > 0n ? -end : end) + pick([0n, 1n, -1n, 2n, -3n], b)
  const side: Side = position < 0n ? (ask === undefined ? 'sell' : 'buy') : bid === undefined ? 'buy' : 'sell'
  const price = wanted - (side === 'buy' ? (ask ?? 0n) : (bid ?? 0n))
  const trader = d % 5 === 0 ? target : richest(ledger, target)
  if (price < 1n || d % 7 === 3) return post(ledger, trader, opposite(side), wanted / 2n, pick([1n, 2n], d))
  return post(ledger, trader, side, price, pick([1n, 2n, 4n], d))
}

/** Whoever can afford most, but for one. */
const richest = (ledger: Ledger, but: TraderId): TraderId =>
  ledger.params.traders
    .filter((trader) => trader !== but && accountOf(ledger, trader).status === 'good')
    .reduce((best, trader) => (net(ledger, trader) > net(ledger, best) ? trader : best), but)

const net = (ledger: Ledger, trader: TraderId): bigint => netOf(accountOf(ledger, trader), ledger.reference)

const cancel = (ledger: Ledger, picks: Picks): Event => {
  const live = liveOrder(ledger, picks[0])
  return live === undefined ? order(ledger, picks) : { tag: 'cancel', trader: live.trader, order: live.order }
}

const liveOrder = ({ market }: Ledger, n: number): Placed | undefined => {
  const orders = market.orders()
  return orders[n % Math.max(1, orders.length)]
}

const withdrawn = (ledger: Ledger, trader: TraderId, n: number): bigint => {
  const { balance } = accountOf(ledger, trader)
  const most = balance > 0n ? balance : 1n
  return pick([1n, most, most / 2n + 1n, most + 1n, 5n], n)
}

const joint = (ledger: Ledger, n: number): Event => {
  const { step, time } = ledger
  if (step === undefined) return { tag: 'openStep' }
  const awaited = [...step.awaited.keys()]
  const trader = awaited[n % Math.max(1, awaited.length)]
  return trader === undefined ? { tag: 'advance', time: time + 1n } : { tag: 'takePart', trader }
}

const MALLORY = 'mallory' as TraderId

/** An event that some condition refuses. */
const refused = (ledger: Ledger, picks: Picks): Event => {
  const [a, b] = picks
  const one = order(ledger, picks)
  const id = liveOrder(ledger, b)?.order ?? one.order
  const { trader } = one
  const out = ledger.params.traders.find((name) => accountOf(ledger, name).status === 'out') ?? trader
  const called = ledger.called.first() ?? trader
  const { position } = accountOf(ledger, called)
  return pick<Event>(
    [
      { ...one, version: ledger.version - 1n },
      { ...one, volume: 1000n },
      { ...one, volume: 7n, price: 30n },
      { tag: 'deposit', trader, amount: 0n },
      { tag: 'deposit', trader, amount: -1n },
      { tag: 'deposit', trader: MALLORY, amount: 1n },
      { tag: 'deposit', trader, amount: ledger.params.mostHeld },
      { tag: 'withdraw', trader, amount: accountOf(ledger, trader).balance + 1n },
      { tag: 'withdraw', trader: MALLORY, amount: 1n },
      { tag: 'withdraw', trader, amount: 0n },
      { tag: 'withdraw', trader, amount: -1n },
      { ...one, trader: MALLORY },
      { ...one, order: id },
      { ...one, volume: -1n },
      { ...one, price: 0n },
      { ...one, price: AMOUNT_LIMIT / 2n, volume: 2n },
      { ...one, price: ledger.params.highestPrice + 1n, volume: 1n },
      { ...one, trader: out, volume: 1n },
      { ...one, trader: called, side: position > 0n ? 'buy' : 'sell', volume: 1n },
      { tag: 'cancel', trader, order: freshId(ledger) },
      { tag: 'cancel', trader: MALLORY, order: id },
      { tag: 'cancel', trader: ledger.params.traders[0]!, order: id },
      { tag: 'advance', time: ledger.time },
      { tag: 'takePart', trader },
      { tag: 'takePart', trader: MALLORY },
      { tag: 'openStep' },
      { tag: 'endDay', day: ledger.day + 1n },
      { tag: 'endDay', day: ledger.day },
    ],
    a,
  )
}

/** Draws the events of a run: each follows from the state alone. */
export const drawing = (): Drawing<Ledger, Event, Outputs> => ({ draw })
