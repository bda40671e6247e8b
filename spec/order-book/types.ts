import * as t from 'io-ts'
import { exactly, oneOf, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { Integer, OrderId, TraderId } from '../primitives/types.js'

/** Which side of the market an order is on: `buy` takes base lots and gives quote units, `sell` the reverse. */
export const Side = oneOf('Side', 'buy', 'sell')
export type Side = t.TypeOf<typeof Side>

/** The side that this one trades with. */
export const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy')

/**
 * Which of several compatible resting orders is filled first. `time`: the one accepted first, as TEX Algorithm 7
 * asserts and VI-B3 proves. `price-time`: the best price, and among equal prices the one accepted first.
 */
export const Preference = oneOf('Preference', 'time', 'price-time')
export type Preference = t.TypeOf<typeof Preference>

/** At whose price a fill trades: the `resting` order's, or the `incoming` one's (a market order has none: then the resting one's). */
export const ExecutionPrice = oneOf('ExecutionPrice', 'resting', 'incoming')
export type ExecutionPrice = t.TypeOf<typeof ExecutionPrice>

/** What happens when an order meets one of the same trader: they trade, the resting one is cancelled, or what is left of the incoming one is. */
export const SelfTrade = oneOf('SelfTrade', 'allow', 'cancel-resting', 'cancel-incoming')
export type SelfTrade = t.TypeOf<typeof SelfTrade>

/** What an instance of the order book is opened with. */
export const Params = exactly('Params', {
  preference: Preference,
  executionPrice: ExecutionPrice,
  selfTrade: SelfTrade,
})
export type Params = t.TypeOf<typeof Params>

/**
 * An instruction to the book.
 *
 * - `limit`: buy or sell up to `volume` base lots at `price` quote units a lot or better; what is not filled rests
 *   until the end of eon `lastEon`. Volume 0 is a dummy order (TEX IV-D).
 * - `market`: buy or sell up to `volume` base lots at any price; what is not filled is dropped.
 * - `cancel`: take what is left of a live order out of the book; only its own trader may.
 * - `endEon`: eon `eon` ends; the next begins.
 */
export const Event = taggedBy('Event', 'tag', {
  limit: exactly('limit', {
    tag: t.literal('limit'),
    order: OrderId,
    trader: TraderId,
    side: Side,
    price: Integer,
    volume: Integer,
    lastEon: Integer,
  }),
  market: exactly('market', {
    tag: t.literal('market'),
    order: OrderId,
    trader: TraderId,
    side: Side,
    volume: Integer,
  }),
  cancel: exactly('cancel', { tag: t.literal('cancel'), order: OrderId, trader: TraderId }),
  endEon: exactly('endEon', { tag: t.literal('endEon'), eon: Integer }),
})
export type Event = t.TypeOf<typeof Event>

/** An event that submits an order. */
export type Submission = Extract<Event, { readonly tag: 'limit' | 'market' }>

/** A trade of `volume` base lots, above zero, at `price` quote units a lot: the taker is the incoming order, the maker rested. */
export const Fill = exactly('Fill', { maker: OrderId, taker: OrderId, price: Integer, volume: Integer })
export type Fill = t.TypeOf<typeof Fill>

/**
 * An order, or what was left of it, that leaves without being filled, and why: its trader `cancelled` it, its last eon
 * ended (`expired`), it is the remainder of a market order (`dropped`), or it met an order of its own trader (`self-trade`).
 */
export const Removed = exactly('Removed', {
  order: OrderId,
  volume: Integer,
  why: oneOf('Why', 'cancelled', 'expired', 'dropped', 'self-trade'),
})
export type Removed = t.TypeOf<typeof Removed>

/** What an accepted event did. The order of the entries in either list means nothing. */
export const Outputs = exactly('Outputs', { fills: t.readonlyArray(Fill), removed: t.readonlyArray(Removed) })
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. Whoever gives no reason leaves it out. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

/** A live order as the book shows it; `volume` is what remains of it. */
export const Resting = exactly('Resting', {
  order: OrderId,
  trader: TraderId,
  side: Side,
  price: Integer,
  volume: Integer,
  lastEon: Integer,
})
export type Resting = t.TypeOf<typeof Resting>

/** All that rests at one price. */
export const Level = exactly('Level', { price: Integer, volume: Integer })
export type Level = t.TypeOf<typeof Level>

/** Price levels of both sides, each from the best price on. */
export const Depth = exactly('Depth', { buys: t.readonlyArray(Level), sells: t.readonlyArray(Level) })
export type Depth = t.TypeOf<typeof Depth>

/**
 * What can be seen of a book between two events: `book`, the live orders in the sequence in which they were accepted;
 * `depth`; `sequence`, how many orders were accepted so far; `eon`, the number of the eon that runs.
 */
export const Observation = exactly(
  'Observation',
  {},
  { book: t.readonlyArray(Resting), depth: Depth, sequence: Integer, eon: Integer },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log: an event, the answer to it, and what was seen afterwards. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole log, from the empty book of eon 1. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>
