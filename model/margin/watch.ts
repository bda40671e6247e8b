import { Map as ImmutableMap } from 'immutable'
import { accountOf, type Ledger, type Watch } from '../../spec/margin/ledger.js'
import { everybody } from '../../spec/margin/watch.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { below, empty, insert, remove, type Tree } from './ordered.js'
import { solventRange } from './range.js'

/**
 * Watches by price: for each trader in good standing with something at risk, between which reference prices it meets
 * its margin. Two trees hold the ends, so that who falls short at a price is read from their tips: O(failing + log n)
 * for a look, O(own orders + log n) for a trader that was touched. Positions that are valued by walking the book have
 * no such range, and everybody is looked at.
 */
export const indexed = (
  ranges: ImmutableMap<TraderId, Ends> = ImmutableMap(),
  lows: Tree<TraderId> = empty,
  highs: Tree<TraderId> = empty,
): Watch => ({
  failing: (ledger) => {
    if (ledger.params.valuation === 'walk') return everybody.failing(ledger)
    const { reference } = ledger
    return [...new Set([...below(lows, -reference), ...below(highs, reference)])]
  },
  touch: (ledger, traders) => {
    if (ledger.params.valuation === 'walk') return indexed()
    let nextRanges = ranges
    let nextLows = lows
    let nextHighs = highs
    for (const trader of traders) {
      const was = nextRanges.get(trader) ?? ANYWHERE
      const is = endsOf(ledger, trader)
      if (was.low !== is.low) {
        if (was.low > 0n) nextLows = remove(nextLows, -was.low, trader)
        if (is.low > 0n) nextLows = insert(nextLows, -is.low, trader)
      }
      if (was.high !== is.high) {
        if (was.high !== undefined) nextHighs = remove(nextHighs, was.high, trader)
        if (is.high !== undefined) nextHighs = insert(nextHighs, is.high, trader)
      }
      nextRanges = is === ANYWHERE ? nextRanges.delete(trader) : nextRanges.set(trader, is)
    }
    return indexed(nextRanges, nextLows, nextHighs)
  },
})

/** The ends of a range that can be met: no low end where it is at or below zero, no high one above all prices. */
interface Ends {
  readonly low: bigint
  readonly high: bigint | undefined
}

/** Of who is called or out, or has nothing at risk. */
const ANYWHERE: Ends = { low: 0n, high: undefined }

/** More than any reference price. */
const beyond = ({ params }: Ledger): bigint => 4n * params.highestPrice

/** Between which reference prices a trader in good standing meets its margin; none for who meets it at all of them. */
const endsOf = (ledger: Ledger, trader: TraderId): Ends => {
  const account = accountOf(ledger, trader)
  if (account.status !== 'good') return ANYWHERE
  const { maintenanceRate: rate, threshold } = ledger.params
  const most = beyond(ledger)
  const { low, high } = solventRange(account, ledger.market.ordersOf(trader), rate, threshold, most)
  return low <= 0n && high >= most ? ANYWHERE : { low, high: high < most ? high : undefined }
}
