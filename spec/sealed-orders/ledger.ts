import { isAmount } from '../primitives/clauses.js'
import { Bytes } from '../primitives/types.js'
import { afterOrder, givenBy, type Sealing } from './data.js'
import { squaringsOf } from './score.js'
import type { Account, Limits, Order, Params, Sealed } from './types.js'

/** An order that arrived, and how far it is. */
export interface Known {
  readonly sealed: Sealed
  readonly submittedAt: bigint
  /** Once it has a receipt: its place in the log of its eon, and when. */
  readonly place?: number
  readonly receiptedAt?: bigint
  /** Once it is open: the order, when, and whether the operator had to solve it. */
  readonly order?: Order
  readonly openedAt?: bigint
  readonly isSolved?: boolean
  readonly isAcknowledged?: boolean
}

/** What a log says has happened so far. */
export interface Ledger {
  readonly params: Params
  readonly crypto: Sealing
  readonly time: bigint
  readonly eon: bigint
  /** All orders that arrived, by reference, in the sequence in which they did. */
  readonly orders: ReadonlyMap<string, Known>
  /** The references of the running eon's log, in the sequence of their places. */
  readonly log: ReadonlyArray<string>
  /** How many of them the book has taken in. */
  readonly visible: number
  /** What each trader has, after all its orders that were acknowledged. */
  readonly accounts: ReadonlyMap<string, Account>
}

/** Before the first order, in eon 1 at time 0. */
export const opened = (params: Params, crypto: Sealing): Ledger => ({
  params,
  crypto,
  time: 0n,
  eon: 1n,
  orders: new Map(),
  log: [],
  visible: 0,
  accounts: new Map(),
})

/** A reference as a name. */
export const nameOf = (reference: Uint8Array): string => Bytes.encode(reference as Bytes)

/** The order with a reference. */
export const orderOf = ({ orders }: Pick<Ledger, 'orders'>, reference: Uint8Array): Known | undefined =>
  orders.get(nameOf(reference))

/** The accounts of a trader, in the sequence of the parameters. */
export const accountsOf = ({ params, accounts }: Ledger, trader: string): ReadonlyArray<Account> =>
  params.accounts.filter((first) => first.trader === trader).map((first) => accounts.get(accountName(first)) ?? first)

/** An account's name. */
export const accountName = ({ trader, coin }: Pick<Account, 'trader' | 'coin'>): string => `${trader} ${coin}`

/** What the operator signs to acknowledge an order: K(j), and the trader's accounts after it. */
export const settledBy = (
  ledger: Ledger,
  { order }: Known,
): { readonly key: Uint8Array; readonly accounts: ReadonlyArray<Account> } => {
  if (order === undefined) return { key: new Uint8Array(), accounts: [] }
  const { gives, takes, amount } = givenBy(order)
  return {
    key: order.key,
    accounts: accountsOf(ledger, order.trader).map((account) => {
      if (account.coin === gives) return afterOrder(account, amount)
      return account.coin === takes ? afterOrder(account, 0n) : account
    }),
  }
}

/** Whether the eon of an order is over, and it never got a receipt. */
export const isVoid = ({ sealed, receiptedAt }: Known, { eon }: Pick<Ledger, 'eon'>): boolean =>
  sealed.eon < eon && receiptedAt === undefined

/** The limits beyond which no limits go. */
const MOST: Limits = { leastBits: 8, mostBits: 4096, bound: 256, rounds: 256, mostSteps: 64 }

/** Whether limits keep every computation small. */
export const areLimits = ({ leastBits, mostBits, bound, rounds, mostSteps }: Limits): boolean =>
  leastBits >= MOST.leastBits &&
  leastBits <= mostBits &&
  mostBits <= MOST.mostBits &&
  bound >= 3 &&
  bound <= MOST.bound &&
  rounds >= 1 &&
  rounds <= MOST.rounds &&
  mostSteps >= 1 &&
  mostSteps <= MOST.mostSteps

/** Whether parameters make sense: limits, a clock that runs, and every trader and account named once. */
export const areSound = ({ limits, traders, accounts, speed, penalty, reward, fine }: Params): boolean =>
  areLimits(limits) &&
  speed >= 1n &&
  speed <= squaringsOf({ steps: 64n }) &&
  [penalty, reward, fine].every((one) => one >= 0n) &&
  new Set(traders.map(({ trader }) => trader)).size === traders.length &&
  new Set(accounts.map(accountName)).size === accounts.length &&
  accounts.every(({ available, version }) => isAmount(available) && version === 0n)
