import * as t from 'io-ts'
import { exactly, oneOf, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { Fill, Removed, Resting, Side } from '../order-book/types.js'
import { Integer, OrderId, TraderId } from '../primitives/types.js'

/**
 * At what an open position is valued. `mid`: all of it at the reference price, as if everything could be traded there
 * at once (P, Fig. 1). `walk`: at what the standing orders would give or take for it, best price first, what they do
 * not cover at 1 or at the highest price; and never better than `mid` (M1).
 */
export const Valuation = oneOf('Valuation', 'mid', 'walk')
export type Valuation = t.TypeOf<typeof Valuation>

/** At what a position is closed by force: the last reference price at which its trader met the margin, or the one that stands now (M4). */
export const LiquidationPrice = oneOf('LiquidationPrice', 'last-solvent', 'reference')
export type LiquidationPrice = t.TypeOf<typeof LiquidationPrice>

/** By what the loss is shared that neither its trader nor the fund can pay: by net positions, or by the lots that were closed against each. */
export const LossRule = oneOf('LossRule', 'net-positions', 'closed-lots')
export type LossRule = t.TypeOf<typeof LossRule>

/** What the end of a day does with open positions: it pays their change of value and keeps them, or closes them at the mark. */
export const MarkRule = oneOf('MarkRule', 'keep', 'close')
export type MarkRule = t.TypeOf<typeof MarkRule>

/**
 * What a market is opened with. Money is in half quote units, since a mid price may end in a half; prices of orders are
 * in whole quote units; rates are in ten-thousandths of |position| x reference price.
 */
export const Params = exactly('Params', {
  traders: t.readonlyArray(TraderId),
  /** The reference price before both sides of the book have an order; whole quote units. */
  openingPrice: Integer,
  initialRate: Integer,
  maintenanceRate: Integer,
  /** What a net position must be above its rate; half quote units. */
  threshold: Integer,
  /** How long after a call its trader is liquidated, by the clock; 0: in the step that calls it. */
  deadline: Integer,
  valuation: Valuation,
  liquidationPrice: LiquidationPrice,
  lossRule: LossRule,
  markRule: MarkRule,
  /** What the insurance fund starts with; half quote units. */
  fund: Integer,
  /** What is at stake in a joint step, in ten-thousandths of |position| x reference price, and how long the step takes. */
  dropOutRate: Integer,
  stepDeadline: Integer,
  /** The contract is settled at the end of this day; the first is 1. */
  lastDay: Integer,
  /** The highest price of an order, the most lots that a position may come to with an order, and the most money that can be held. */
  highestPrice: Integer,
  largestPosition: Integer,
  mostHeld: Integer,
})
export type Params = t.TypeOf<typeof Params>

/**
 * What happens.
 *
 * - `deposit`, `withdraw`: `amount` half quote units.
 * - `post`: an order for `volume` lots at `price` or better, good for the day. `version` is the version of the market
 *   that the trader's credential, its proof of margin, was made for.
 * - `cancel`: takes an own order out of the book.
 * - `advance`: the clock says `time`.
 * - `openStep`: everybody with a position is to take part in a joint step; `takePart`: a trader does.
 * - `endDay`: day `day` ends, and is marked to market.
 */
export const Event = taggedBy('Event', 'tag', {
  deposit: exactly('deposit', { tag: t.literal('deposit'), trader: TraderId, amount: Integer }),
  withdraw: exactly('withdraw', { tag: t.literal('withdraw'), trader: TraderId, amount: Integer }),
  post: exactly('post', {
    tag: t.literal('post'),
    trader: TraderId,
    order: OrderId,
    side: Side,
    price: Integer,
    volume: Integer,
    version: Integer,
  }),
  cancel: exactly('cancel', { tag: t.literal('cancel'), trader: TraderId, order: OrderId }),
  advance: exactly('advance', { tag: t.literal('advance'), time: Integer }),
  openStep: exactly('openStep', { tag: t.literal('openStep') }),
  takePart: exactly('takePart', { tag: t.literal('takePart'), trader: TraderId }),
  endDay: exactly('endDay', { tag: t.literal('endDay'), day: Integer }),
})
export type Event = t.TypeOf<typeof Event>

/** An event of one kind. */
export type EventOf<Tag extends Event['tag']> = Extract<Event, { readonly tag: Tag }>

/** So much money of a trader; half quote units. */
export const Due = exactly('Due', { trader: TraderId, amount: Integer })
export type Due = t.TypeOf<typeof Due>

/** So many lots of a trader. */
export const Lots = exactly('Lots', { trader: TraderId, volume: Integer })
export type Lots = t.TypeOf<typeof Lots>

/** A margin call; `price` is the last reference price, doubled, at which the trader met its margin. */
export const Call = exactly('Call', { trader: TraderId, price: Integer })
export type Call = t.TypeOf<typeof Call>

/**
 * A position closed by force at `price`, doubled, against `closed`. Of the loss that is left, `fund` was paid by the
 * insurance fund and `shared` by the others; half quote units.
 */
export const Liquidation = exactly('Liquidation', {
  trader: TraderId,
  price: Integer,
  closed: t.readonlyArray(Lots),
  fund: Integer,
  shared: t.readonlyArray(Due),
})
export type Liquidation = t.TypeOf<typeof Liquidation>

/**
 * What an accepted event did: `fills` and `removed` as in the chapter Order-book; `called`, `lifted` (calls that are
 * over) and `liquidated`, each in the sequence in which it happened; `forfeited` in a joint step and `rewarded` out of
 * it; `marked`, what the end of the day paid, below zero where a trader paid. Amounts of zero are left out.
 */
export const Outputs = exactly('Outputs', {
  fills: t.readonlyArray(Fill),
  removed: t.readonlyArray(Removed),
  called: t.readonlyArray(Call),
  lifted: t.readonlyArray(TraderId),
  liquidated: t.readonlyArray(Liquidation),
  forfeited: t.readonlyArray(Due),
  rewarded: t.readonlyArray(Due),
  marked: t.readonlyArray(Due),
})
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

/** How a trader stands: it meets its margin, it is called, or it was liquidated and posts no more. */
export const Status = oneOf('Status', 'good', 'called', 'out')
export type Status = t.TypeOf<typeof Status>

/**
 * An account as it is shown. `cash` is P's m: deposits less withdrawals, with every fill paid for in full; `balance` is
 * the part of it that is settled, `escrow` what a joint step holds; `net` is cash + escrow + position x reference price;
 * `credential` is the version of the market that the trader's margin is valid for, and stays behind once it is called.
 * `own` and `joint` count the messages of the trader: those that it started, and those that joint steps asked for.
 */
export const Shown = exactly('Shown', {
  trader: TraderId,
  cash: Integer,
  balance: Integer,
  escrow: Integer,
  position: Integer,
  net: Integer,
  status: Status,
  credential: Integer,
  own: Integer,
  joint: Integer,
})
export type Shown = t.TypeOf<typeof Shown>

/** What can be seen between two events; `reference` is the reference price, doubled. */
export const Observation = exactly(
  'Observation',
  {},
  {
    accounts: t.readonlyArray(Shown),
    reference: Integer,
    version: Integer,
    fund: Integer,
    time: Integer,
    day: Integer,
    book: t.readonlyArray(Resting),
  },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log: an event, the answer to it, and what was seen afterwards. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole log, from the opening on: day 1, time 0, version 0. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>
