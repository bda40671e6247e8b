import type { Map as ImmutableMap, Set as ImmutableSet } from 'immutable'
import type { Checking } from '../primitives/suite.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import type { ChallengeKind, Halt, Params, Swap, Transfer, Update } from './types.js'

/** A challenge that was opened: by whom, about what, and when; it stays known after it was answered. */
export interface Challenge {
  readonly kind: ChallengeKind
  readonly trader: TraderId
  readonly coin: CoinId
  /** The eon and the block in which it was opened; it is about the operations of the eon before. */
  readonly eon: bigint
  readonly block: bigint
  readonly isOpen: boolean
  /** What the answer is held against. */
  readonly about: Balance | Delivery | PassiveDelivery | SwapTaken
}

/** The allotment before, and what the trader says was agreed last. */
export interface Balance {
  readonly allotted: bigint
  readonly claim: Pick<Update, 'spent' | 'gained'> | undefined
}

/** A transfer that should have arrived. */
export interface Delivery {
  readonly transfer: Transfer
}

/** A passive transfer that should have arrived, at the place that the sender's account marks. */
export interface PassiveDelivery extends Delivery {
  readonly mark: bigint
}

/** How much of the coin that it sells was taken for a swap. */
export interface SwapTaken {
  readonly swap: Swap
  readonly taken: bigint
}

/** A withdrawal that was requested in an eon. */
export interface Withdrawal {
  readonly amount: bigint
  readonly isPaid: boolean
}

/**
 * What the verifier knows, by its public log: nothing in it is secret, and everybody who reads the log has the same.
 * Keys of the maps are joined by `key`.
 */
export interface Ledger {
  readonly params: Params
  readonly checking: Checking
  readonly block: bigint
  /** The root of an eon's checkpoint; of the eons 0 and 1 that of the tree where nobody has anything. */
  readonly roots: ImmutableMap<string, Uint8Array>
  /** By trader, coin and eon. */
  readonly deposits: ImmutableMap<string, bigint>
  /** By trader, coin and eon. */
  readonly withdrawals: ImmutableMap<string, Withdrawal>
  /** By trader and coin: all that was requested and is neither paid nor cancelled. */
  readonly unpaid: ImmutableMap<string, bigint>
  /** Deposits less requested withdrawals: of all eons by coin, and by coin and eon. */
  readonly flows: ImmutableMap<string, bigint>
  /** Of each coin: what the verifier holds. */
  readonly held: ImmutableMap<CoinId, bigint>
  /** By eon: the accumulator of its deposits. */
  readonly operations: ImmutableMap<string, Uint8Array>
  /** By what they are about, see `challengeKey`. */
  readonly challenges: ImmutableMap<string, Challenge>
  readonly halt: Halt | undefined
  /** Trader and coin of those who recovered. */
  readonly recovered: ImmutableSet<string>
}

/** One key made of several parts; no part has a space. */
export const key = (...parts: ReadonlyArray<string | bigint>): string => parts.join(' ')

/** The key of a challenge: one for each trader, eon and matter. */
export const challengeKey = (kind: ChallengeKind, eon: bigint, trader: TraderId, matter: string): string =>
  key(kind, eon, trader, matter)

// Time

/** The eon of a block; the first is 1. */
export const eonOf = ({ blocksPerEon }: Params, block: bigint): bigint => block / blocksPerEon + 1n

/** The first block of an eon. */
export const startOf = ({ blocksPerEon }: Params, eon: bigint): bigint => (eon - 1n) * blocksPerEon

/** How many blocks an epoch has: a quarter of the eon. */
export const epochOf = ({ blocksPerEon }: Params): bigint => blocksPerEon / 4n

/** The eon that runs. */
export const currentEon = ({ params, block }: Ledger): bigint => eonOf(params, block)

/** How far into the eon the present block is. */
export const position = (ledger: Ledger): bigint => ledger.block - startOf(ledger.params, currentEon(ledger))

// Sums

/** What a trader deposited in an eon. */
export const depositedIn = ({ deposits }: Ledger, trader: TraderId, coin: CoinId, eon: bigint): bigint =>
  deposits.get(key(trader, coin, eon)) ?? 0n

/** What a trader requested to withdraw in an eon and did not have cancelled, whether it is paid or not. */
export const requestedIn = ({ withdrawals }: Ledger, trader: TraderId, coin: CoinId, eon: bigint): bigint =>
  withdrawals.get(key(trader, coin, eon))?.amount ?? 0n

/** All that a trader requested to withdraw of a coin and was not paid yet. */
export const unpaidOf = ({ unpaid }: Ledger, trader: TraderId, coin: CoinId): bigint =>
  unpaid.get(key(trader, coin)) ?? 0n

/** What the verifier holds of a coin. */
export const heldOf = ({ held }: Ledger, coin: CoinId): bigint => held.get(coin) ?? 0n

/**
 * What can be allotted of a coin by the checkpoint of an eon: deposits of the eons before, less withdrawals requested in
 * them. Reads the flows of that eon and later ones only.
 */
export const allottable = (ledger: Ledger, coin: CoinId, eon: bigint): bigint => {
  const last = ledger.halt?.eon ?? currentEon(ledger)
  let total = ledger.flows.get(key(coin)) ?? 0n
  for (let later = eon; later <= last; later += 1n) total -= ledger.flows.get(key(coin, later)) ?? 0n
  return total
}
