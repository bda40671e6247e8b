import type { TraderId } from '../primitives/types.js'
import type { Account, Swap } from './history.js'
import { changeOf, collateralAt, type Prices, sum, total, unsettled, value } from './protection.js'

// The paper's words, for the errata only. T_i beside C_i is read as D_i, the deposits: transactions have no amount that
// could be added to one (T33).

const depositedIn = ({ deposits }: Account, trader: TraderId, eons: ReadonlyArray<bigint>) =>
  total(deposits.flatMap((d) => (d.trader === trader && eons.includes(d.eon) ? [[d.coin, d.amount] as const] : [])))

const soldIn = (account: Account, trader: TraderId, eons: ReadonlyArray<bigint>): ReadonlyArray<Swap> =>
  unsettled(account, trader, 0n).filter(({ eon }) => eons.includes(eon))

const rec = (account: Account, trader: TraderId, failsIn: bigint, eons: ReadonlyArray<bigint>): bigint =>
  value(collateralAt(account, trader, failsIn - 1n), account.prices) +
  value(depositedIn(account, trader, eons), account.prices) +
  sum(soldIn(account, trader, eons).map(({ sellCoin, sold }) => value(new Map([[sellCoin, sold]]), account.prices)))

/** Equation 2: Rec(e), with e the eon that runs. */
export const recNow = (account: Account, trader: TraderId): bigint =>
  rec(account, trader, account.eon, [account.eon - 1n, account.eon])

/** Equation 3: Rec(e + 1). */
export const recNext = (account: Account, trader: TraderId): bigint =>
  rec(account, trader, account.eon + 1n, [account.eon])

const changeIn = (account: Account, trader: TraderId, eons: ReadonlyArray<bigint>): bigint =>
  sum(soldIn(account, trader, eons).map((swap) => changeOf(swap, account.prices)))

/** Equation 4, word by word: the changes of value are no more than Rec(e). */
export const admitsNow = (account: Account, trader: TraderId): boolean =>
  changeIn(account, trader, [account.eon - 1n, account.eon]) <= recNow(account, trader)

/** Equation 5, word by word: no more than Rec(e + 1). */
export const admitsNext = (account: Account, trader: TraderId): boolean =>
  changeIn(account, trader, [account.eon]) <= recNext(account, trader)

/** Equation 4 with the principal on both sides: value and change are no more than Rec(e) (T9’s first repair). */
export const admitsWithPrincipal = (account: Account, trader: TraderId): boolean =>
  sum(
    soldIn(account, trader, [account.eon - 1n, account.eon]).map(({ buyCoin, bought }) =>
      value(new Map([[buyCoin, bought]]), account.prices),
    ),
  ) <= recNow(account, trader)

/** The change of value of a swap against the price at which it was made, of the coin that was bought alone. */
export const changeSince = ({ buyCoin, bought }: Swap, then: Prices, now: Prices): bigint =>
  bought * ((now.get(buyCoin) ?? 0n) - (then.get(buyCoin) ?? 0n))
