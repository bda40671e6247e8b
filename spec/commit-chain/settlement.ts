import type { CoinId, TraderId } from '../primitives/types.js'
import { depositedIn, type Ledger, requestedIn, unpaidOf } from './ledger.js'
import { allotmentOf } from './proofs.js'
import type { AllotmentProof, Leg, Swap, Update } from './types.js'

/**
 * What an account has to be allotted by the checkpoint of an eon, before swaps: what it had, and what it gained,
 * deposited and received passively in the eon before, less what it spent and requested to withdraw in it (TEX
 * Algorithms 4 and 5, `lowerLimit`). What is read is that of the account in that eon, whoever sends the answer.
 */
export const settled = (
  ledger: Ledger,
  { trader, coin, eon }: { readonly trader: TraderId; readonly coin: CoinId; readonly eon: bigint },
  allotted: bigint,
  update: Pick<Update, 'spent' | 'gained'> | undefined,
  received: bigint,
): bigint =>
  allotted +
  (update?.gained ?? 0n) +
  depositedIn(ledger, trader, coin, eon - 1n) +
  received -
  (update?.spent ?? 0n) -
  requestedIn(ledger, trader, coin, eon - 1n)

/** By how much an account's allotment exceeds what is settled, where the whole order counts as spent. */
export const beyondSettled = (
  ledger: Ledger,
  account: { readonly trader: TraderId; readonly coin: CoinId; readonly eon: bigint },
  { before, after }: Pick<Leg, 'before' | 'after'>,
): bigint => allotmentOf(after) - settled(ledger, account, allotmentOf(before), after.update, after.passive.amount)

/** How much of the coin that it sells was taken for a swap: the order's amount less what came back (Algorithm 4). */
export const takenFor = (ledger: Ledger, swap: Swap, eon: bigint, sell: Leg): bigint =>
  swap.sellAmount - beyondSettled(ledger, { trader: swap.trader, coin: swap.sellCoin, eon }, sell)

/** How much of the coin that it buys was given for a swap (Algorithm 5). */
export const givenFor = (ledger: Ledger, swap: Swap, eon: bigint, buy: Leg): bigint =>
  beyondSettled(ledger, { trader: swap.trader, coin: swap.buyCoin, eon }, buy)

/**
 * Whether what was given for what was taken is at the order's price or better: exact integers, no division, no
 * tolerance. Where nothing was taken nothing is owed.
 */
export const isAtLimit = ({ sellAmount, buyAmount }: Swap, taken: bigint, given: bigint): boolean =>
  given >= 0n && given * sellAmount >= taken * buyAmount

/**
 * What a trader recovers of a coin after a halt: its allotment at the last checkpoint that passed its challenges,
 * deposits of that eon and later ones, and what it requested to withdraw before and was not paid.
 */
export const recoverable = (
  ledger: Ledger,
  { trader, coin, safe }: { readonly trader: TraderId; readonly coin: CoinId; readonly safe: bigint },
  proof: AllotmentProof,
): bigint => {
  const eons = range(safe, ledger.halt?.eon ?? safe)
  const deposits = eons.reduce((total, eon) => total + depositedIn(ledger, trader, coin, eon), 0n)
  const requestedSince = eons.reduce((total, eon) => total + requestedIn(ledger, trader, coin, eon), 0n)
  return allotmentOf(proof) + deposits + unpaidOf(ledger, trader, coin) - requestedSince
}

const range = (first: bigint, last: bigint): ReadonlyArray<bigint> =>
  Array.from({ length: Number(last - first) + 1 }, (_, i) => first + BigInt(i))
