import {
  type Allotted,
  type Commitment,
  commit,
  type IntervalTree,
  intervalProof,
  intervalTree,
  nothingPassive,
} from '../../spec/commit-chain/allotment.js'
import { transferDatum } from '../../spec/commit-chain/data.js'
import { key, type Ledger } from '../../spec/commit-chain/ledger.js'
import { settled } from '../../spec/commit-chain/settlement.js'
import type { AllotmentProof, Params, Passive, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { AMOUNT_LIMIT, type CoinId, type TraderId } from '../../spec/primitives/types.js'
import type { Cast } from './scope.js'
import { type Draft, draftUpdate } from './signing.js'

// What an operator keeps in order to answer: for each eon, what was agreed in the one before and what came of it.

/** An order of an eon, how much was taken for it of the coin that it sells, and how much given of the one that it buys. */
export interface Traded {
  readonly swap: Swap
  readonly taken: bigint
  readonly given: bigint
}

/** What traders agreed in an eon. */
export interface Day {
  readonly transfers: ReadonlyArray<Transfer>
  readonly swaps: ReadonlyArray<Traded>
}

/** An eon in which nothing was agreed. */
export const quietDay: Day = { transfers: [], swaps: [] }

/** The passive transfers to an account, and their tree. */
export interface Received {
  readonly transfers: ReadonlyArray<Transfer>
  readonly tree: IntervalTree
}

/** A checkpoint with everything that it came from. Accounts are by coin and trader. */
export interface Sheet {
  readonly eon: bigint
  readonly day: Day
  readonly accounts: ReadonlyMap<string, Allotted>
  readonly drafts: ReadonlyMap<string, Draft>
  readonly received: ReadonlyMap<string, Received>
  readonly commitment: Commitment
}

/** The key of an account in a sheet. */
export const at = ({ trader, coin }: { readonly trader: TraderId; readonly coin: CoinId }): string => key(coin, trader)

/** Every account of an instance. */
export const accountsOf = ({
  traders,
  coins,
}: Params): ReadonlyArray<{ readonly trader: TraderId; readonly coin: CoinId }> =>
  traders.flatMap(({ trader }) => coins.map((coin) => ({ trader, coin })))

const nobody: Allotted = { amount: 0n, passive: nothingPassive, update: undefined }

/** Commits other accounts than a sheet's own: what an operator may do that does not keep to what was agreed. */
export const recommit = (cast: Cast, sheet: Sheet, changed: ReadonlyMap<string, Partial<Allotted>>): Sheet => {
  const accounts = new Map(sheet.accounts)
  for (const [account, change] of changed) accounts.set(account, { ...(accounts.get(account) ?? nobody), ...change })
  return { ...sheet, accounts, commitment: committing(cast, accounts) }
}

const committing = ({ params, suite }: Cast, accounts: Sheet['accounts']): Commitment =>
  commit(suite.hash, params, (coin, slot) => {
    const { trader } = params.traders[slot] as Params['traders'][number]
    return accounts.get(key(coin, trader)) ?? nobody
  })

/** The sheet of the eons in which nobody has anything. */
export const emptySheet = (cast: Cast, eon: bigint): Sheet => ({
  eon,
  day: quietDay,
  accounts: new Map(),
  drafts: new Map(),
  received: new Map(),
  commitment: committing(cast, new Map()),
})

const isIn =
  ({ trader, coin }: { readonly trader: TraderId; readonly coin: CoinId }) =>
  (transaction: Transfer | Swap): boolean => {
    if ('sellCoin' in transaction)
      return transaction.trader === trader && (transaction.sellCoin === coin || transaction.buyCoin === coin)
    if (transaction.coin !== coin) return false
    return transaction.sender === trader || (transaction.recipient === trader && !transaction.passive)
  }

/** The sheet of the eon after another, by what was agreed in between: what an honest operator commits. */
export const nextSheet = (cast: Cast, ledger: Ledger, before: Sheet, day: Day): Sheet => {
  const { params, suite } = cast
  const eon = before.eon + 1n
  const transactions = [...day.transfers, ...day.swaps.map(({ swap }) => swap)]
  const drafts = new Map(
    accountsOf(params).flatMap((account) => {
      const own = transactions.filter(isIn(account))
      return own.length === 0 ? [] : [[at(account), draftUpdate(cast, { ...account, eon: before.eon }, own)] as const]
    }),
  )
  const received = new Map(
    accountsOf(params).flatMap((account) => {
      const transfers = day.transfers.filter(
        ({ passive, recipient, coin }) => passive && recipient === account.trader && coin === account.coin,
      )
      const shares = transfers.map((one) => ({
        content: suite.hash(transferDatum(params, one)),
        amount: one.amount,
      }))
      return transfers.length === 0
        ? []
        : [[at(account), { transfers, tree: intervalTree(suite.hash, shares) }] as const]
    }),
  )
  const totals = new Map<CoinId, bigint>()
  const accounts = new Map(
    accountsOf(params).map((account): [string, Allotted] => {
      const update = drafts.get(at(account))?.update
      const passive = passiveOf(account, day, received)
      const had = before.accounts.get(at(account))?.amount ?? 0n
      const due = settled(ledger, { ...account, eon }, had, update, passive.amount)
      const amount = committable(due + swapped(account, day), totals.get(account.coin) ?? 0n)
      totals.set(account.coin, (totals.get(account.coin) ?? 0n) + amount)
      return [at(account), { amount, passive, update }]
    }),
  )
  return { eon, day, accounts, drafts, received, commitment: committing(cast, accounts) }
}

/**
 * What can be committed of what is due: nothing of an account that is overdrawn, and never more in all than an amount.
 * That a coin is then not covered, or somebody is short, is for the verifier to find.
 */
const committable = (due: bigint, total: bigint): bigint => {
  if (due < 0n) return 0n
  return total + due < AMOUNT_LIMIT ? due : AMOUNT_LIMIT - 1n - total
}

/** What came back of the coin that orders sell, and was given of the one that they buy. */
const swapped = ({ trader, coin }: { readonly trader: TraderId; readonly coin: CoinId }, { swaps }: Day): bigint =>
  swaps
    .filter(({ swap }) => swap.trader === trader)
    .reduce((sum, { swap, taken, given }) => {
      if (swap.sellCoin === coin) return sum + swap.sellAmount - taken
      return swap.buyCoin === coin ? sum + given : sum
    }, 0n)

/** The passive part of an account: what it received, and where the first that it sent stands at its recipient's. */
const passiveOf = (
  account: { readonly trader: TraderId; readonly coin: CoinId },
  { transfers }: Day,
  received: Sheet['received'],
): Passive => {
  const own = received.get(at(account))
  const sent = transfers.find(
    ({ passive, sender, coin }) => passive && sender === account.trader && coin === account.coin,
  )
  const theirs = sent === undefined ? undefined : received.get(key(sent.coin, sent.recipient))
  return {
    root: (own?.tree.root ?? new Uint8Array()) as Passive['root'],
    amount: own?.tree.total ?? 0n,
    mark:
      sent === undefined || theirs === undefined ? 0n : intervalProof(theirs.tree, theirs.transfers.indexOf(sent)).left,
  }
}

/** The proof of an account in a sheet. */
export const proofIn = (
  { params }: Cast,
  { commitment }: Sheet,
  { trader, coin }: { readonly trader: TraderId; readonly coin: CoinId },
): AllotmentProof =>
  commitment.proof(
    coin,
    params.traders.findIndex((member) => member.trader === trader),
  )
