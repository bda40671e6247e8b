import { Map as ImmutableMap } from 'immutable'
import { isBetter, type Placed } from '../order-book/history.js'
import type { Event as BookEvent, Outputs as BookOutputs, Params as BookParams, Side } from '../order-book/types.js'
import type { OrderId, TraderId } from '../primitives/types.js'

/** How a futures market opens its order book: best price first, at the resting price, never with oneself. */
export const BOOK: BookParams = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'cancel-resting' }

/** What happens to the book: there are no market orders. */
export type Trading = Exclude<BookEvent, { readonly tag: 'market' }>

const NOTHING: BookOutputs = { fills: [], removed: [] }

/**
 * The order book as the margin rules see it: what is live, and what an event of the chapter Order-book does. Who
 * matches by itself passes over `reported`; who reads a log takes the fills from it.
 */
export interface Market {
  /** How many orders were accepted so far. */
  readonly sequence: number
  /** The best price on a side, whole quote units; none where the side is empty. */
  readonly best: (side: Side) => bigint | undefined
  readonly get: (order: OrderId) => Placed | undefined
  readonly ordersOf: (trader: TraderId) => ReadonlyArray<Placed>
  /** The live orders in the sequence in which they were accepted. */
  readonly orders: () => ReadonlyArray<Placed>
  readonly trade: (event: Trading, reported?: BookOutputs) => Traded
}

/** What an event did to the book. */
export interface Traded {
  readonly market: Market
  readonly outputs: BookOutputs
}

/** The book by a log's own account: it matches nothing. */
export const recorded = (live: ImmutableMap<OrderId, Placed> = ImmutableMap(), sequence = 0): Market => {
  const orders = (): ReadonlyArray<Placed> => [...live.values()].sort((a, b) => a.place - b.place)
  return {
    sequence,
    best: (side) =>
      live.reduce<bigint | undefined>(
        (best, order) =>
          order.side === side && (best === undefined || isBetter(side, order.price, best)) ? order.price : best,
        undefined,
      ),
    get: (order) => live.get(order),
    ordersOf: (trader) => orders().filter((order) => order.trader === trader),
    orders,
    trade: (event, reported = NOTHING) => {
      switch (event.tag) {
        case 'cancel': {
          const order = live.get(event.order)
          return {
            market: recorded(live.delete(event.order), sequence),
            outputs:
              order === undefined
                ? NOTHING
                : { ...NOTHING, removed: [{ order: order.order, volume: order.volume, why: 'cancelled' }] },
          }
        }
        case 'endEon':
          return {
            market: recorded(ImmutableMap(), sequence),
            outputs: { ...NOTHING, removed: orders().map(({ order, volume }) => ({ order, volume, why: 'expired' })) },
          }
        case 'limit':
          return { market: recorded(afterReport(live, event, reported, sequence), sequence + 1), outputs: reported }
      }
    },
  }
}

const afterReport = (
  live: ImmutableMap<OrderId, Placed>,
  event: Extract<Trading, { readonly tag: 'limit' }>,
  { fills, removed }: BookOutputs,
  place: number,
): ImmutableMap<OrderId, Placed> =>
  live.withMutations((next) => {
    let left = event.volume
    for (const { maker, volume } of fills) {
      left -= volume
      const order = next.get(maker)
      if (order === undefined) continue
      if (order.volume > volume) next.set(maker, { ...order, volume: order.volume - volume })
      else next.delete(maker)
    }
    for (const { order } of removed) next.delete(order)
    if (left > 0n && !removed.some(({ order }) => order === event.order)) {
      const { order, trader, side, price, lastEon } = event
      next.set(order, { order, trader, side, price, volume: left, lastEon, place })
    }
  })
