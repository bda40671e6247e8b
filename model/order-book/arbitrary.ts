import * as fc from 'fast-check'
import type { Placed } from '../../spec/order-book/history.js'
import {
  type Event,
  ExecutionPrice,
  type Outputs,
  opposite,
  type Params,
  Preference,
  SelfTrade,
  type Side,
} from '../../spec/order-book/types.js'
import { AMOUNT_LIMIT, type OrderId, type TraderId } from '../../spec/primitives/types.js'
import { type Choice, type Draw, type Drawing, pick } from '../core/arbitrary.js'
import { bestPrice, ordersOf } from './book.js'
import type { State } from './machine.js'

/** Any parameters. */
export const params: fc.Arbitrary<Params> = fc.record({
  preference: fc.constantFrom(...Preference.values),
  executionPrice: fc.constantFrom(...ExecutionPrice.values),
  selfTrade: fc.constantFrom(...SelfTrade.values),
})

/**
 * Reads a choice as an event: of a hundred, 64 limit orders, 10 market orders, 13 cancels of live orders, 3 ends of the
 * eon, and 10 events that are refused. Prices and volumes aim at what rests: the best price and its neighbours,
 * exactly what is left of the best order, one more and one less; a few are the largest that there are.
 */
export const draw: Draw<State, Event> = (state, { kind, picks }) => {
  if (kind < 64) return limit(state, picks)
  if (kind < 74)
    return {
      tag: 'market',
      order: freshId(state, picks[3]),
      trader: trader(picks[0]),
      side: side(picks[1]),
      volume: volume(state, side(picks[1]), picks[2]),
    }
  if (kind < 87) return cancel(state, picks)
  if (kind < 90) return { tag: 'endEon', eon: state.eon }
  return refused(state, picks)
}

type Picks = Choice['picks']

const limit = (state: State, [a, b, c, d, e]: Picks): Extract<Event, { tag: 'limit' }> => ({
  tag: 'limit',
  order: freshId(state, e),
  trader: trader(a),
  side: side(b),
  price: price(state, side(b), c),
  volume: volume(state, side(b), d),
  lastEon: state.eon + BigInt(pick([0, 0, 0, 1, 2], e)),
})

const cancel = (state: State, picks: Picks): Event => {
  const order = liveOrder(state, picks[0])
  return order === undefined ? limit(state, picks) : { tag: 'cancel', order: order.order, trader: order.trader }
}

/** An event that some guard refuses. */
const refused = (state: State, picks: Picks): Event => {
  const order = liveOrder(state, picks[1])
  const submitted = limit(state, picks)
  const id = order?.order ?? submitted.order
  return pick<Event>(
    [
      { tag: 'cancel', order: freshId(state, picks[2]), trader: trader(picks[3]) },
      { ...submitted, volume: -1n },
      { ...submitted, price: 0n },
      { ...submitted, order: id },
      { tag: 'cancel', order: id, trader: 'mallory' as TraderId },
      { ...submitted, lastEon: state.eon - 1n },
      { tag: 'endEon', eon: state.eon + 1n },
      { tag: 'market', order: id, trader: trader(picks[3]), side: side(picks[4]), volume: 1n },
      { ...submitted, price: AMOUNT_LIMIT, volume: 1n },
      { ...submitted, price: AMOUNT_LIMIT / 2n, volume: 2n },
      { ...submitted, order: id, price: 0n, volume: AMOUNT_LIMIT },
      { tag: 'market', order: submitted.order, trader: trader(picks[3]), side: side(picks[4]), volume: -1n },
    ],
    picks[0],
  )
}

const trader = (n: number): TraderId => pick(['alice', 'bob', 'carol'], n) as TraderId

const side = (n: number): Side => pick(['sell', 'buy'], n)

/** An id that is not live: now and then one that was. */
const freshId = ({ sequence, places }: State, n: number): OrderId => {
  const again = `o${n % 16}` as OrderId
  if (n % 5 === 4 && n % 16 < sequence && !places.has(again)) return again
  let next = sequence
  while (places.has(`o${next}` as OrderId)) next += 1
  return `o${next}` as OrderId
}

const liveOrder = ({ book }: State, n: number): Placed | undefined => {
  const orders = ordersOf(book)
  return orders[n % Math.max(1, orders.length)]
}

const price = ({ book }: State, side: Side, n: number): bigint => {
  const other = book && bestPrice(book, opposite(side))
  const own = book && bestPrice(book, side)
  const around = [other, own].flatMap((best) => (best === undefined ? [] : [best, best + 1n, best - 1n]))
  return (
    [10n, 11n, 9n, ...around, ...(n > 990 ? [AMOUNT_LIMIT / 4n] : [])].filter((p) => p > 0n)[n % (3 + around.length)] ??
    10n
  )
}

const volume = ({ book }: State, side: Side, n: number): bigint => {
  const resting = ordersOf(book).filter((order) => order.side !== side)
  const first = resting[n % Math.max(1, resting.length)]?.volume
  const around = first === undefined ? [] : [first, first + 1n, first - 1n]
  return pick([1n, 2n, 3n, 5n, 0n, ...around], n)
}

/** Draws the events of a run: each follows from the state alone. */
export const drawing = (): Drawing<State, Event, Outputs> => ({ draw })
