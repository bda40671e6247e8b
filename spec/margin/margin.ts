import type { Placed } from '../order-book/history.js'
import type { Resting } from '../order-book/types.js'
import type { TraderId } from '../primitives/types.js'
import { type Account, accountOf, afterFill, cashOf, type Ledger, size } from './ledger.js'
import { type Bound, boundsOf, worthOf } from './valuation.js'

/** Rates are in parts of this. */
export const WHOLE = 10_000n

/** P's eta: cash, what a joint step holds, and the position at the reference price. Half quote units. */
export const netOf = (account: Account, reference: bigint): bigint =>
  cashOf(account) + account.escrow + account.position * reference

/** What margin is asked for: a rate, and what it is asked of. */
export interface Asked {
  readonly rate: bigint
  readonly threshold: bigint
  readonly reference: bigint
  readonly bounds: ReadonlyArray<Bound>
}

/** An order, as far as margin is concerned. */
export type Standing = Pick<Resting, 'side' | 'price' | 'volume'>

/**
 * By how much an account is above the margin that is asked for its position as it stands, in half quote units over
 * 10,000: its cash and the value of its position, less the threshold, less the rate of |position| x reference price.
 */
export const marginOf = (account: Account, { rate, threshold, reference, bounds }: Asked): bigint =>
  WHOLE * (cashOf(account) + account.escrow + worthOf(bounds, account.position) - threshold) -
  rate * size(account.position) * reference

/**
 * The worst margin over all subsets of the standing orders being filled at their own prices (P 2.1: a trader must
 * afford its orders). The value of a position is the lowest of some bounds, and so is the rate's part of it, one for
 * each sign; under one bound each order helps or harms whatever the others do. So the worst case of a bound is to fill
 * what harms, and the worst of all is the worst of these. O(bounds x orders) instead of O(2^orders).
 */
export const worstMargin = (account: Account, orders: ReadonlyArray<Standing>, asked: Asked): bigint => {
  const threshold = thresholdFor(account, orders, asked)
  let worst: bigint | undefined
  for (const bound of linesOf(asked)) {
    const margin = marginUnder(account, orders, bound, threshold)
    if (worst === undefined || margin < worst) worst = margin
  }
  return worst as bigint
}

/**
 * The worst margin as a function of the reference price, near the one asked at: `at + slope x price`, for positions that
 * are valued at the reference price. It is that worst margin at that price, and nowhere below the worst one.
 */
export const worstLine = (account: Account, orders: ReadonlyArray<Standing>, asked: Omit<Asked, 'bounds'>): Bound => {
  const { rate, reference } = asked
  const fixed = WHOLE * (cashOf(account) + account.escrow - thresholdFor(account, orders, asked))
  let worst: Bound | undefined
  for (const share of [WHOLE - rate, WHOLE + rate]) {
    let at = fixed
    let lots = account.position
    for (const { side, price, volume } of orders) {
      const bought = side === 'buy' ? volume : -volume
      const paid = bought * WHOLE * 2n * price
      if (bought * share * reference >= paid) continue
      at -= paid
      lots += bought
    }
    if (worst === undefined || at + lots * share * reference < worst.at + worst.slope * reference)
      worst = { at, slope: lots * share }
  }
  return worst as Bound
}

/** Who has neither a position nor an order owes nothing but its own debts. */
const thresholdFor = (
  { position }: Account,
  orders: ReadonlyArray<Standing>,
  { threshold }: Pick<Asked, 'threshold'>,
): bigint => (position === 0n && orders.length === 0 ? 0n : threshold)

/** The bounds on a margin: those on the value of the position with the rate for a long and for a short position. */
const linesOf = ({ rate, reference, bounds }: Asked): ReadonlyArray<Bound> =>
  bounds.flatMap(({ at, slope }) =>
    [rate, -rate].map((signed) => ({ at: WHOLE * at, slope: WHOLE * slope - signed * reference })),
  )

const marginUnder = (
  account: Account,
  orders: ReadonlyArray<Standing>,
  { at, slope }: Bound,
  threshold: bigint,
): bigint => {
  let margin = WHOLE * (cashOf(account) + account.escrow - threshold) + at + slope * account.position
  for (const { side, price, volume } of orders) {
    const gain = volume * (side === 'buy' ? slope - WHOLE * 2n * price : WHOLE * 2n * price - slope)
    if (gain < 0n) margin += gain
  }
  return margin
}

/** The definition of the worst margin: every subset of the orders filled, one by one. O(2^orders). */
export const worstOfSubsets = (account: Account, orders: ReadonlyArray<Standing>, asked: Asked): bigint => {
  const threshold = thresholdFor(account, orders, asked)
  const worst = (filled: Account, [first, ...rest]: ReadonlyArray<Standing>): bigint => {
    if (first === undefined) return marginOf(filled, { ...asked, threshold })
    const without = worst(filled, rest)
    const withIt = worst(afterFill(filled, first.side === 'buy' ? first.volume : -first.volume, 2n * first.price), rest)
    return without < withIt ? without : withIt
  }
  return worst(account, orders)
}

/** The margin at one of the two rates, as the market stands. */
export const askedBy = (ledger: Ledger, which: 'initialRate' | 'maintenanceRate'): Asked => ({
  rate: ledger.params[which],
  threshold: ledger.params.threshold,
  reference: ledger.reference,
  bounds: boundsOf(ledger.params, ledger.market, ledger.reference),
})

/** Whether a trader would meet the initial margin with this account and one more order. */
export const meetsInitial = (
  ledger: Ledger,
  trader: TraderId,
  account: Account,
  more: ReadonlyArray<Standing>,
): boolean => worstMargin(account, [...ledger.market.ordersOf(trader), ...more], askedBy(ledger, 'initialRate')) >= 0n

/** The worst margin of a trader with some orders, at the maintenance rate. */
export const maintenanceMargin = (ledger: Ledger, trader: TraderId, orders: ReadonlyArray<Standing>): bigint =>
  worstMargin(accountOf(ledger, trader), orders, askedBy(ledger, 'maintenanceRate'))

/** Whether a trader meets the maintenance margin, whichever of its orders are filled. */
export const meetsMaintenance = (ledger: Ledger, trader: TraderId): boolean =>
  maintenanceMargin(ledger, trader, ledger.market.ordersOf(trader)) >= 0n

/**
 * The most lots a trader's position can come to, on either side, with these orders, if nothing is closed against it. When
 * something is, the position shrinks and the orders of the other side stay: they can then take it to twice as many.
 */
export const largestPosition = (account: Account, orders: ReadonlyArray<Standing | Placed>): bigint => {
  const on = (side: Standing['side']): bigint =>
    orders.reduce((sum, order) => (order.side === side ? sum + order.volume : sum), 0n)
  const long = account.position + on('buy')
  const short = on('sell') - account.position
  return long > short ? long : short
}
