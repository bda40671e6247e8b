import { Map as ImmutableMap } from 'immutable'
import { compatible, isBetter, type Placed } from '../../spec/order-book/history.js'
import {
  type Depth,
  type Event,
  type Fill,
  type Level,
  type Observation,
  type Outputs,
  opposite,
  type Params,
  type Removed,
  type Resting,
  type Side,
} from '../../spec/order-book/types.js'
import { isAmount, isPrice } from '../../spec/primitives/clauses.js'
import type { OrderId } from '../../spec/primitives/types.js'
import type { Guard, Machine, Outcome, Rules } from '../core/machine.js'
import { append, at, type Book, bestPrice, earliest, ordersOf, remove, replace } from './book.js'
import { invariants } from './invariants.js'

// Types

/** The state of an order book between two events. */
export interface State {
  readonly params: Params
  /** The eon that runs. */
  readonly eon: bigint
  /** How many orders were accepted so far: the place of the next one. */
  readonly sequence: number
  /** The live orders. */
  readonly book: Book | undefined
  /** The place of each live order. */
  readonly places: ImmutableMap<OrderId, number>
}

type Limit = Extract<Event, { readonly tag: 'limit' }>
type Market = Extract<Event, { readonly tag: 'market' }>
type Cancel = Extract<Event, { readonly tag: 'cancel' }>

// Rules

const volumeIsAmount: Guard<State, Limit | Market> = {
  clause: 'PR-1',
  says: 'the volume is an amount',
  holds: (_, { volume }) => isAmount(volume),
}

const priceIsPrice: Guard<State, Limit> = {
  clause: 'PR-2',
  says: 'the price is a price',
  holds: (_, { price }) => isPrice(price),
}

const quoteIsAmount: Guard<State, Limit> = {
  clause: 'PR-3',
  says: 'volume times price is an amount',
  holds: (_, { volume, price }) => isAmount(volume * price),
}

const idIsFree: Guard<State, Limit | Market> = {
  clause: 'OB-17',
  says: 'no live order has this id',
  holds: ({ places }, { order }) => !places.has(order),
}

const eonIsAhead: Guard<State, Limit> = {
  clause: 'OB-20',
  says: 'the last eon is the one that runs or a later one',
  holds: ({ eon }, { lastEon }) => lastEon >= eon,
}

const orderIsLive: Guard<State, Cancel> = {
  clause: 'OB-18',
  says: 'the order is live',
  holds: ({ places }, { order }) => places.has(order),
}

const orderIsOwn: Guard<State, Cancel> = {
  clause: 'OB-19',
  says: 'the order is of this trader',
  holds: (state, { order, trader }) => (live(state, order)?.trader ?? trader) === trader,
}

const eonRuns: Guard<State, Extract<Event, { readonly tag: 'endEon' }>> = {
  clause: 'OB-21',
  says: 'the eon that ends is the one that runs',
  holds: (state, { eon }) => eon === state.eon,
}

/** What each event requires and does; the order of the guards is their order of precedence. */
export const rules: Rules<State, Event, Outputs> = {
  limit: {
    id: 'limit',
    requires: [volumeIsAmount, priceIsPrice, quoteIsAmount, eonIsAhead, idIsFree],
    becomes: (state, { order, trader, side, price, volume, lastEon }) => {
      const matched = match(state, { order, trader, side, limit: price, volume })
      const { left, stopped } = matched
      const rests = left > 0n && !stopped
      const { sequence: place } = state
      return {
        state: after(state, matched, rests ? { order, trader, side, price, volume: left, lastEon, place } : undefined),
        outputs: outputsOf(matched, stopped ? [{ order, volume: left, why: 'self-trade' }] : []),
      }
    },
  },
  market: {
    id: 'market',
    requires: [volumeIsAmount, idIsFree],
    becomes: (state, { order, trader, side, volume }) => {
      const matched = match(state, { order, trader, side, limit: undefined, volume })
      const { left, stopped } = matched
      return {
        state: after(state, matched, undefined),
        outputs: outputsOf(
          matched,
          left > 0n ? [{ order, volume: left, why: stopped ? 'self-trade' : 'dropped' }] : [],
        ),
      }
    },
  },
  cancel: {
    id: 'cancel',
    requires: [orderIsLive, orderIsOwn],
    becomes: (state, { order }) => leave(state, present(live(state, order)), 'cancelled'),
  },
  endEon: {
    id: 'endEon',
    requires: [eonRuns],
    becomes: (state, { eon }) => {
      const { state: left, outputs } = leave(
        state,
        ordersOf(state.book).filter(({ lastEon }) => lastEon <= eon),
        'expired',
      )
      return { state: { ...left, eon: eon + 1n }, outputs }
    },
  },
}

/** An order that is being matched; no limit is a market order. */
interface Taker {
  readonly order: OrderId
  readonly trader: Resting['trader']
  readonly side: Side
  readonly limit: bigint | undefined
  readonly volume: bigint
}

interface Matched {
  readonly book: Book | undefined
  readonly places: State['places']
  readonly fills: ReadonlyArray<Fill>
  readonly removed: ReadonlyArray<Removed>
  /** What is left of the taker. */
  readonly left: bigint
  /** Whether the taker met an order of its own trader that stops it. */
  readonly stopped: boolean
}

/**
 * While something is left of the taker, the most preferred compatible order is its maker (TEX IV-E, constraint 1).
 * O(log n) for each maker, with n orders accepted so far.
 */
const match = (
  { params, book: start, places: startPlaces }: State,
  { order: taker, trader, side, limit, volume }: Taker,
): Matched => {
  const fills: Fill[] = []
  const removed: Removed[] = []
  let book = start
  let places = startPlaces
  let left = volume
  while (left > 0n) {
    const maker = book && mostPreferred(book, opposite(side), limit, params)
    if (book === undefined || maker === undefined) break
    const own = maker.trader === trader && params.selfTrade !== 'allow'
    if (own && params.selfTrade === 'cancel-incoming') return { book, places, fills, removed, left, stopped: true }
    const filled = own ? 0n : left < maker.volume ? left : maker.volume
    if (own) removed.push({ order: maker.order, volume: maker.volume, why: 'self-trade' })
    else
      fills.push({
        maker: maker.order,
        taker,
        price: params.executionPrice === 'incoming' ? (limit ?? maker.price) : maker.price,
        volume: filled,
      })
    left -= filled
    if (own || filled === maker.volume) {
      book = remove(book, maker.place)
      places = places.delete(maker.order)
    } else book = replace(book, { ...maker, volume: maker.volume - filled })
  }
  return { book, places, fills, removed, left, stopped: false }
}

/**
 * Under `time` the earliest compatible order; under `price-time` the earliest of those at the best price. The best
 * price is a limit like any other, so both are one way down the book.
 */
const mostPreferred = (
  book: Book,
  side: Side,
  limit: bigint | undefined,
  { preference }: Params,
): Placed | undefined => {
  const best = bestPrice(book, side)
  if (best === undefined || !compatible(side, best, limit)) return undefined
  return earliest(book, side, preference === 'price-time' ? best : limit)
}

/** The state after a submission: it has taken its place, and what is left of it may rest. */
const after = (state: State, { book, places }: Matched, resting: Placed | undefined): State => ({
  params: state.params,
  eon: state.eon,
  sequence: state.sequence + 1,
  book: resting === undefined ? book : append(book, resting),
  places: resting === undefined ? places : places.set(resting.order, resting.place),
})

const outputsOf = ({ fills, removed }: Matched, incoming: ReadonlyArray<Removed>): Outputs => ({
  fills,
  removed: removed.concat(incoming),
})

const leave = (state: State, leaving: ReadonlyArray<Placed>, why: Removed['why']): Outcome<State, Outputs> => {
  let { book, places } = state
  for (const { order, place } of leaving) {
    book = book && remove(book, place)
    places = places.delete(order)
  }
  return {
    state: { ...state, book, places },
    outputs: { fills: [], removed: leaving.map(({ order, volume }) => ({ order, volume, why })) },
  }
}

const present = <A>(a: A | undefined): ReadonlyArray<A> => (a === undefined ? [] : [a])

const live = ({ book, places }: State, order: OrderId): Placed | undefined => {
  const place = places.get(order)
  return place === undefined ? undefined : at(book as Book, place)
}

// Machine

/** The order book (chapter `order-book`). */
export const orderBook: Machine<Params, State, Event, Outputs, Observation> = {
  chapter: 'order-book',
  init: (params) => ({ params, eon: 1n, sequence: 0, book: undefined, places: ImmutableMap() }),
  rules,
  observe: {
    book: ({ book }) => ordersOf(book).map(({ place: _, ...resting }) => resting),
    depth: ({ book }) => ({ buys: levels(book, 'buy'), sells: levels(book, 'sell') }) satisfies Depth,
    sequence: ({ sequence }) => BigInt(sequence),
    eon: ({ eon }) => eon,
  },
  invariants,
}

const levels = (book: Book | undefined, side: Side): ReadonlyArray<Level> => {
  const volumes = new Map<bigint, bigint>()
  for (const order of ordersOf(book))
    if (order.side === side) volumes.set(order.price, (volumes.get(order.price) ?? 0n) + order.volume)
  return [...volumes]
    .map(([price, volume]) => ({ price, volume }))
    .sort((a, b) => (isBetter(side, a.price, b.price) ? -1 : 1))
}
