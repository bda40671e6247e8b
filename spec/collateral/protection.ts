import type { CoinId, TraderId } from '../primitives/types.js'
import type { Account, Swap } from './history.js'
import type { Fraction } from './types.js'

/** Amounts by coin. A coin that is not there is zero. */
export type Portfolio = ReadonlyMap<CoinId, bigint>

/** Units of account for one unit of each coin. */
export type Prices = ReadonlyMap<CoinId, bigint>

/** Adds up amounts by coin. */
export const total = (amounts: Iterable<readonly [CoinId, bigint]>): Portfolio => {
  const sums = new Map<CoinId, bigint>()
  for (const [coin, amount] of amounts) sums.set(coin, (sums.get(coin) ?? 0n) + amount)
  return sums
}

/** Value: the amount of a coin times its price, over all coins; in units of account (TEX VI-C4). */
export const value = (portfolio: Portfolio, prices: Prices): bigint => {
  let worth = 0n
  for (const [coin, amount] of portfolio) worth += amount * (prices.get(coin) ?? 0n)
  return worth
}

/** The swaps of a trader that a failure undoes, if the checkpoint of eon `safe` is the last that passed: T_i(safe) and later. */
export const unsettled = ({ swaps }: Account, trader: TraderId, safe: bigint): ReadonlyArray<Swap> =>
  swaps.filter((swap) => swap.trader === trader && swap.eon >= safe)

/** What a swap moves: the coin sold less, the coin bought more. */
const movedBy = ({ sellCoin, buyCoin, sold, bought }: Swap): ReadonlyArray<readonly [CoinId, bigint]> => [
  [sellCoin, -sold],
  [buyCoin, bought],
]

/**
 * A_i and the deposits that it does not contain: what the checkpoint of eon `safe` allots, which has every operation
 * of the eons before it, and every deposit of that eon and later ones. So it is all deposits, and the settled swaps.
 */
export const heldAt = (account: Account, trader: TraderId, safe: bigint): Portfolio =>
  total([
    ...account.deposits.flatMap((deposit) =>
      deposit.trader === trader ? [[deposit.coin, deposit.amount] as const] : [],
    ),
    ...account.swaps.flatMap((swap) => (swap.trader === trader && swap.eon < safe ? movedBy(swap) : [])),
  ])

/** What a trader has if everything stays as it was traded: all its deposits, and all its swaps. */
export const promised = (account: Account, trader: TraderId): Portfolio => heldAt(account, trader, account.eon + 1n)

/**
 * C_i(safe + 1): the collateral that a trader recovers if the checkpoint of eon `safe` is the last that passed. What is
 * reserved in an eon is committed by the checkpoint of the next one.
 */
export const collateralAt = ({ reserved }: Account, trader: TraderId, safe: bigint): Portfolio =>
  total(
    reserved.flatMap((r) =>
      r.trader === trader && r.eon === safe + 1n && r.madeIn < safe ? [[r.coin, r.amount] as const] : [],
    ),
  )

/**
 * Everything that a trader recovers if the checkpoint of eon `safe` is the last that passed. For a failure in the eon e
 * that runs it is e - 1 (TEX Equation 2), for one in the next eon it is e (Equation 3).
 */
export const recoverable = (account: Account, trader: TraderId, safe: bigint): Portfolio =>
  total([...heldAt(account, trader, safe), ...collateralAt(account, trader, safe)])

/** The change of value of a swap: what its undoing takes less what it gives back, both at the prices of now. */
export const changeOf = (swap: Swap, prices: Prices): bigint => value(total(movedBy(swap)), prices)

/**
 * Admissible: the changes of value of the swaps that a failure would undo are together no more than the collateral that
 * it would pay (TEX Equation 4 with `safe` = e - 1, Equation 5 with `safe` = e; see T9, T42 and T43).
 */
export const isAdmissible = (account: Account, trader: TraderId, safe: bigint): boolean =>
  shortfall(account, trader, safe) <= 0n

/** By how much the collateral falls short, in units of account: exactly what the trader loses at a failure, if above zero. */
export const shortfall = (account: Account, trader: TraderId, safe: bigint): bigint =>
  sum(unsettled(account, trader, safe).map((swap) => changeOf(swap, account.prices))) -
  value(collateralAt(account, trader, safe), account.prices)

/** What a trader sold, coin by coin, in swaps that a failure would undo. */
export const soldSince = (account: Account, trader: TraderId, safe: bigint): Portfolio =>
  total(unsettled(account, trader, safe).map(({ sellCoin, sold }) => [sellCoin, sold]))

/**
 * Covered: of every coin, the volatility times what the trader sold is no more than the collateral that is reserved in
 * that same coin. It speaks of no price, and so it stays true whatever prices do.
 */
export const isCovered = (account: Account, trader: TraderId, safe: bigint): boolean => {
  const reserved = collateralAt(account, trader, safe)
  return [...soldSince(account, trader, safe)].every(([coin, sold]) =>
    isShareOf(account.params.volatility, sold, reserved.get(coin) ?? 0n),
  )
}

/** Whether a share of an amount is no more than another amount; exact, nothing is divided. */
export const isShareOf = ({ numerator, denominator }: Fraction, amount: bigint, most: bigint): boolean =>
  numerator * amount <= denominator * most

/**
 * By how much the changes of value go beyond the volatility, over the swaps that do: in units of account, times the
 * denominator of the volatility. Zero exactly if every such swap is within it.
 */
export const excess = (account: Account, trader: TraderId, safe: bigint): bigint => {
  const { numerator, denominator } = account.params.volatility
  return sum(
    unsettled(account, trader, safe).map((swap) => {
      const principal = value(new Map([[swap.sellCoin, swap.sold]]), account.prices)
      const beyond = denominator * changeOf(swap, account.prices) - numerator * principal
      return beyond > 0n ? beyond : 0n
    }),
  )
}

/** Adds up integers. */
export const sum = (amounts: Iterable<bigint>): bigint => {
  let all = 0n
  for (const amount of amounts) all += amount
  return all
}
