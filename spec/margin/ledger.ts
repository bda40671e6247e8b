import { Map as ImmutableMap, Set as ImmutableSet } from 'immutable'
import type { TraderId } from '../primitives/types.js'
import type { Market } from './market.js'
import type { Params, Status } from './types.js'

/**
 * What is known of a trader. Money is in half quote units.
 *
 * A fill is paid for in full, as in P: what the open position cost stays apart in `cost`, until the end of the day
 * settles it. P's cash m is `balance - cost`.
 */
export interface Account {
  /** Deposits less withdrawals, with all that is settled. */
  readonly balance: bigint
  /** Lots, above zero where bought and below where sold; P's v. */
  readonly position: bigint
  /** What the position cost: below zero where it brought money in, as a short one does. */
  readonly cost: bigint
  /** What a joint step holds. */
  readonly escrow: bigint
  readonly status: Status
  readonly call: Called | undefined
  /** The version of the market that the trader was last valid for, once it is so no more. */
  readonly validUntil: bigint
  /** Messages that the trader started, and that joint steps asked of it. */
  readonly own: bigint
  readonly joint: bigint
}

/** A margin call: since when, and the last reference price (doubled) at which the trader met its margin. */
export interface Called {
  readonly since: bigint
  readonly price: bigint
}

/** A joint step: when it was opened, and what is at stake for each who has not taken part, and for each who has. */
export interface JointStep {
  readonly opened: bigint
  readonly awaited: ImmutableMap<TraderId, bigint>
  readonly done: ImmutableMap<TraderId, bigint>
}

/** Finds the traders in good standing that do not meet the maintenance margin, whoever acted. */
export interface Watch {
  /** Those that fall short at the ledger's reference price, in any order. */
  readonly failing: (ledger: Ledger) => ReadonlyArray<TraderId>
  /** The watch after the accounts or the orders of these traders changed. */
  readonly touch: (ledger: Ledger, traders: ReadonlySet<TraderId>) => Watch
}

/** All that is known of a market between two events. */
export interface Ledger {
  readonly params: Params
  readonly accounts: ImmutableMap<TraderId, Account>
  readonly market: Market
  /** The reference price, doubled. */
  readonly reference: bigint
  /** How often what positions are worth has changed. */
  readonly version: bigint
  readonly time: bigint
  readonly day: bigint
  readonly isClosed: boolean
  /** The insurance fund. */
  readonly fund: bigint
  /** All deposits less all withdrawals, the fund's start among them. */
  readonly held: bigint
  readonly step: JointStep | undefined
  /** Who is called. */
  readonly called: ImmutableSet<TraderId>
  /** Finds who falls below its margin. */
  readonly watch: Watch
}

const NEW: Account = {
  balance: 0n,
  position: 0n,
  cost: 0n,
  escrow: 0n,
  status: 'good',
  call: undefined,
  validUntil: 0n,
  own: 0n,
  joint: 0n,
}

/** The market before anything happened. */
export const opened = (params: Params, market: Market, watch: Watch): Ledger => ({
  params,
  accounts: ImmutableMap(params.traders.map((trader) => [trader, NEW])),
  market,
  reference: 2n * params.openingPrice,
  version: 0n,
  time: 0n,
  day: 1n,
  isClosed: false,
  fund: params.fund,
  held: params.fund,
  step: undefined,
  called: ImmutableSet(),
  watch,
})

/** The account of a trader; that of a stranger is empty. */
export const accountOf = ({ accounts }: Ledger, trader: TraderId): Account => accounts.get(trader) ?? NEW

/** The ledger with something changed in an account. */
export const withAccount = (ledger: Ledger, trader: TraderId, changes: Partial<Account>): Ledger => ({
  ...ledger,
  accounts: ledger.accounts.set(trader, { ...accountOf(ledger, trader), ...changes }),
})

/** P's m: what a trader would have if its position were worth nothing. Half quote units. */
export const cashOf = ({ balance, cost }: Account): bigint => balance - cost

/** An account after `volume` lots (below zero: sold) at a doubled price. A flat position has nothing unsettled. */
export const afterFill = (account: Account, volume: bigint, price: bigint): Account => {
  const position = account.position + volume
  const cost = account.cost + volume * price
  return position === 0n
    ? { ...account, position, cost: 0n, balance: account.balance - cost }
    : { ...account, position, cost }
}

/** The size of a number. */
export const size = (n: bigint): bigint => (n < 0n ? -n : n)
