import * as t from 'io-ts'
import { exactly, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { CoinId, Integer, TraderId } from '../primitives/types.js'

/** An exact share: `numerator` of `denominator`, the latter above zero. A tenth is 1/10. */
export const Fraction = exactly('Fraction', { numerator: Integer, denominator: Integer })
export type Fraction = t.TypeOf<typeof Fraction>

/** What is known of the exchange before it opens. */
export const Params = exactly('Params', {
  /** The coins, each with its price at the start: units of account for one unit of the coin, above zero. */
  coins: t.readonlyArray(exactly('PricedCoin', { coin: CoinId, price: Integer })),
  /** The traders. A careful one keeps the conditions CO-6, CO-7 and CO-8; of the others nothing is promised. */
  traders: t.readonlyArray(exactly('Trader', { trader: TraderId, careful: t.boolean })),
  /** By how much the coin that a swap buys may rise against the coin that it sells while the swap is not settled. */
  volatility: Fraction,
})
export type Params = t.TypeOf<typeof Params>

/**
 * What happens.
 *
 * - `deposit`: a trader puts in coins of its own.
 * - `stake`, `unstake`: the operator puts in collateral, or takes some out again.
 * - `reserve`: the operator reserves so much of the stake, exclusively, for a trader should it fail in that eon; C_i(e).
 * - `trade`: the seller's base coins against the buyer's quote coins, final for both at once. Each party enacts a swap.
 * - `price`: the market values a coin anew.
 * - `endEon`: the eon ends with its checkpoint, while a challenge of that checkpoint is open or while none is.
 * - `answer`: the open challenge of the eon before is closed.
 * - `fail`: the operator fails; the exchange halts and everybody recovers.
 */
export const Event = taggedBy('Event', 'tag', {
  deposit: exactly('deposit', { tag: t.literal('deposit'), trader: TraderId, coin: CoinId, amount: Integer }),
  stake: exactly('stake', { tag: t.literal('stake'), coin: CoinId, amount: Integer }),
  unstake: exactly('unstake', { tag: t.literal('unstake'), coin: CoinId, amount: Integer }),
  reserve: exactly('reserve', {
    tag: t.literal('reserve'),
    trader: TraderId,
    coin: CoinId,
    eon: Integer,
    amount: Integer,
  }),
  trade: exactly('trade', {
    tag: t.literal('trade'),
    seller: TraderId,
    buyer: TraderId,
    base: CoinId,
    quote: CoinId,
    baseAmount: Integer,
    quoteAmount: Integer,
  }),
  price: exactly('price', { tag: t.literal('price'), coin: CoinId, price: Integer }),
  endEon: exactly('endEon', { tag: t.literal('endEon'), challenged: t.boolean }),
  answer: exactly('answer', { tag: t.literal('answer') }),
  fail: exactly('fail', { tag: t.literal('fail') }),
})
export type Event = t.TypeOf<typeof Event>

/** An event of one kind. */
export type EventOf<Tag extends Event['tag']> = Extract<Event, { readonly tag: Tag }>

/** What a trader recovers of a coin: its own holdings, and the collateral that was reserved for it. */
export const Paid = exactly('Paid', { trader: TraderId, coin: CoinId, holdings: Integer, collateral: Integer })
export type Paid = t.TypeOf<typeof Paid>

/** What an accepted event did: only a failure pays. Who recovers nothing of a coin may be left out. */
export const Outputs = exactly('Outputs', { paid: t.readonlyArray(Paid) })
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

/** What can be seen of the exchange: the eon that runs, and what everybody has of each coin. */
export const Observation = exactly(
  'Observation',
  {},
  {
    eon: Integer,
    holdings: t.readonlyArray(exactly('Holding', { trader: TraderId, coin: CoinId, amount: Integer })),
  },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole log, from the opening in eon 1 on. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>
