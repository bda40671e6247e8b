import { isBetter, type Placed } from '../order-book/history.js'
import type { Side } from '../order-book/types.js'
import type { Market } from './market.js'
import type { Params } from './types.js'

/**
 * A bound on the value of a position: `at + slope x position`, half quote units. What a position is worth is the lowest
 * of some bounds; so it is concave in the position, and its worst case over fills can be taken bound by bound.
 */
export interface Bound {
  readonly at: bigint
  readonly slope: bigint
}

/** The doubled mid price, best bid plus best ask; where a side is empty, the last reference price stands (P 2; M6). */
export const referenceOf = (market: Market, last: bigint): bigint => {
  const bid = market.best('buy')
  const ask = market.best('sell')
  return bid === undefined || ask === undefined ? last : bid + ask
}

/** What a position is worth, as the lowest of these bounds. One for `mid`; one more for each price in the book for `walk`. */
export const boundsOf = (params: Params, market: Market, reference: bigint): ReadonlyArray<Bound> => {
  const mid = { at: 0n, slope: reference }
  if (params.valuation === 'mid') return [mid]
  const orders = market.orders()
  return [
    mid,
    ...walk(orders, 'buy', 2n).map(({ at, slope }) => ({ at, slope })),
    ...walk(orders, 'sell', 2n * params.highestPrice).map(({ at, slope }) => ({ at: at, slope })),
  ]
}

/**
 * The bounds that walking one side gives: a long position is sold to the buyers, a short one bought from the sellers,
 * at the best price first and at `rest` (doubled) where nobody is left.
 */
const walk = (orders: ReadonlyArray<Placed>, side: Side, rest: bigint): ReadonlyArray<Bound> => {
  const own = orders.filter((order) => order.side === side).sort((a, b) => (isBetter(side, a.price, b.price) ? -1 : 1))
  const sign = side === 'buy' ? 1n : -1n
  const bounds: Bound[] = []
  let lots = 0n
  let money = 0n
  for (const { price, volume } of own) {
    bounds.push({ at: money - sign * lots * 2n * price, slope: 2n * price })
    lots += volume
    money += sign * volume * 2n * price
  }
  return [...bounds, { at: money - sign * lots * rest, slope: rest }]
}

/** What a position is worth; half quote units. */
export const worthOf = (bounds: ReadonlyArray<Bound>, position: bigint): bigint =>
  bounds.map(({ at, slope }) => at + slope * position).reduce((a, b) => (b < a ? b : a))
