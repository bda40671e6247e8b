import type { Account } from '../../spec/margin/ledger.js'
import { type Standing, worstLine } from '../../spec/margin/margin.js'

/** The lowest and the highest reference price, doubled, at which an account meets its margin; low above high: at none. */
export interface Range {
  readonly low: bigint
  readonly high: bigint
}

/**
 * The reference prices at which an account meets the margin at a rate, whichever of its orders are filled. The worst
 * margin is concave in the price, the lowest of finitely many lines; so from either end each line that falls short
 * gives the next price to look at, and the prices only move inward. Once the margin is met at `high` it is met somewhere,
 * so that every line that falls short below rises. Prices beyond `most` are not told apart.
 */
export const solventRange = (
  account: Account,
  orders: ReadonlyArray<Standing>,
  rate: bigint,
  threshold: bigint,
  most: bigint,
): Range => {
  const lineAt = (reference: bigint) => worstLine(account, orders, { rate, threshold, reference })
  let low = 0n
  let high = most
  for (;;) {
    const { at, slope } = lineAt(high)
    if (at + slope * high >= 0n) break
    if (slope >= 0n) return NOWHERE
    high = floor(at, -slope)
    if (high < low) return NOWHERE
  }
  for (;;) {
    const { at, slope } = lineAt(low)
    if (at + slope * low >= 0n) return { low, high }
    low = -floor(at, slope)
  }
}

const NOWHERE: Range = { low: 1n, high: -1n }

/** a / b rounded down, for b above zero. */
const floor = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b))
