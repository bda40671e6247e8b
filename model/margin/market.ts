import * as E from 'fp-ts/lib/Either.js'
import { Map as ImmutableMap } from 'immutable'
import { BOOK, type Market, type Traded } from '../../spec/margin/market.js'
import type { Placed } from '../../spec/order-book/history.js'
import type { Event, Fill, Outputs } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { step } from '../core/machine.js'
import { at, bestPrice, ordersOf } from '../order-book/book.js'
import { orderBook, rules, type State } from '../order-book/machine.js'

const next = step(rules)

const NOTHING: Outputs = { fills: [], removed: [] }

/** The live orders of each trader, by id. */
type Index = ImmutableMap<TraderId, ReadonlyArray<OrderId>>

/** A market that matches with the order-book machine: its step is called, not copied. */
export const matching = (state: State = orderBook.init(BOOK), index: Index = ImmutableMap()): Market => {
  const get = (order: OrderId): Placed | undefined => {
    const place = state.places.get(order)
    return place === undefined || state.book === undefined ? undefined : at(state.book, place)
  }
  return {
    sequence: state.sequence,
    best: (side) => state.book && bestPrice(state.book, side),
    get,
    ordersOf: (trader) => (index.get(trader) ?? []).map((order) => get(order) as Placed),
    orders: () => ordersOf(state.book),
    trade: (event): Traded => {
      const outcome = next(state, event)
      if (E.isLeft(outcome)) return { market: matching(state, index), outputs: NOTHING }
      const { state: after, outputs } = outcome.right
      return { market: matching(after, indexAfter(index, get, event, after, outputs)), outputs }
    },
  }
}

/** The index after an event: whoever left the book is out of it, and what rests of a new order is in. */
const indexAfter = (
  index: Index,
  get: (order: OrderId) => Placed | undefined,
  event: Event,
  after: State,
  { fills, removed }: Outputs,
): Index => {
  const gone = [...fills.map(({ maker }: Fill) => maker), ...removed.map(({ order }) => order)]
  let next = index
  for (const order of gone) {
    if (after.places.has(order)) continue
    const { trader } = get(order) as Placed
    const left = (next.get(trader) ?? []).filter((other) => other !== order)
    next = left.length === 0 ? next.delete(trader) : next.set(trader, left)
  }
  if (event.tag !== 'limit' || !after.places.has(event.order)) return next
  return next.set(event.trader, [...(next.get(event.trader) ?? []), event.order])
}
