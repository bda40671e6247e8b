import type { OperatorView } from '../commit-chain/answers.js'
import { contains, matterOf } from '../commit-chain/assertions.js'
import { slotOf } from '../commit-chain/data.js'
import { allottable, key, type Ledger } from '../commit-chain/ledger.js'
import { allotmentOf, wholeOf } from '../commit-chain/proofs.js'
import { settled } from '../commit-chain/settlement.js'
import type { AllotmentProof, Membership, Swap, Transfer, Update } from '../commit-chain/types.js'
import type { CoinId, TraderId } from '../primitives/types.js'

/**
 * What one automaton is about: an active transfer or a swap of some eon, of amounts above zero, or just an account. As
 * many automata run side by side as there are dealings.
 */
export type Dealing = { readonly eon: bigint } & (
  | { readonly kind: 'account'; readonly trader: TraderId; readonly coin: CoinId }
  | { readonly kind: 'transfer'; readonly transfer: Transfer }
  | { readonly kind: 'swap'; readonly swap: Swap }
)

/**
 * What there is to judge an operator by: the public ledger, everything that traders signed and whether the operator's
 * signature on it reached them, and the proofs that the operator can build. It is what the operator has to answer with.
 */
export type Evidence = Pick<OperatorView, 'ledger' | 'signed' | 'proof'>

/** An update that a trader signed, with its transactions and both signatures. */
export type Drafted = Evidence['signed'][number]

/** A trader's account in a coin. */
export interface Account {
  readonly trader: TraderId
  readonly coin: CoinId
}

/** The account that a dealing takes from, and the one that it gives to; twice the same where it is just an account. */
export const sidesOf = (dealing: Dealing): { readonly takes: Account; readonly gives: Account } => {
  switch (dealing.kind) {
    case 'account':
      return { takes: dealing, gives: dealing }
    case 'transfer': {
      const { sender, recipient, coin } = dealing.transfer
      return { takes: { trader: sender, coin }, gives: { trader: recipient, coin } }
    }
    case 'swap': {
      const { trader, sellCoin, buyCoin } = dealing.swap
      return { takes: { trader, coin: sellCoin }, gives: { trader, coin: buyCoin } }
    }
  }
}

/** The accounts of a dealing, each once. */
export const accountsOf = (dealing: Dealing): ReadonlyArray<Account> => {
  const { takes, gives } = sidesOf(dealing)
  return dealing.kind === 'account' ? [takes] : [takes, gives]
}

/** The transaction of a dealing, if it is about one. */
export const transactionOf = (dealing: Dealing): Transfer | Swap | undefined =>
  dealing.kind === 'account' ? undefined : dealing.kind === 'swap' ? dealing.swap : dealing.transfer

/** The eon whose checkpoint commits a dealing. */
export const dueOf = ({ eon }: Dealing): bigint => eon + 1n

/** Whether an eon has a checkpoint. */
export const isCommitted = ({ roots }: Ledger, eon: bigint): boolean => roots.has(key(eon))

/** A dealing, in a line for a person. */
export const showDealing = (dealing: Dealing): string => {
  const { takes, gives } = sidesOf(dealing)
  const what = {
    account: `${takes.trader}'s ${takes.coin}`,
    transfer: `the ${takes.coin} from ${takes.trader} to ${gives.trader}`,
    swap: `${takes.trader}'s ${takes.coin} for ${gives.coin}`,
  }[dealing.kind]
  return `${what} in eon ${dealing.eon}`
}

// What was signed

/** The updates of an account in an eon that its trader signed. */
export const signedBy = ({ signed }: Evidence, { trader, coin }: Account, eon: bigint): ReadonlyArray<Drafted> =>
  signed.filter(({ update }) => update.trader === trader && update.coin === coin && update.eon === eon)

/** Where a transaction stands in a signed update, if it is in it. */
export const placeIn = ({ transactions }: Drafted, transaction: Transfer | Swap): Membership | undefined =>
  transactions.find((placed) => isSameTransaction(placed.transaction, transaction))?.membership

const isSameTransaction = (a: Transfer | Swap, b: Transfer | Swap): boolean =>
  a === b ||
  ('sender' in a
    ? 'sender' in b && matterOf(a) === matterOf(b) && a.passive === b.passive
    : 'trader' in b &&
      matterOf(a) === matterOf(b) &&
      a.trader === b.trader &&
      a.sellAmount === b.sellAmount &&
      a.buyAmount === b.buyAmount &&
      a.nonce === b.nonce)

const isSameUpdate = (a: Update, b: Update): boolean =>
  a === b ||
  (a.trader === b.trader &&
    a.coin === b.coin &&
    a.eon === b.eon &&
    a.spent === b.spent &&
    a.gained === b.gained &&
    a.transactions.length === b.transactions.length &&
    a.transactions.every((byte, i) => byte === b.transactions[i]))

// What is committed

/** An account in a checkpoint: the proof of it, and the signed update that it applies, where its trader signed one. */
export interface Standing extends Account {
  readonly eon: bigint
  readonly before: AllotmentProof | undefined
  readonly after: AllotmentProof | undefined
  readonly applied: Drafted | undefined
}

/** How an account stands in the checkpoint of an eon. */
export const standingOf = (evidence: Evidence, { trader, coin }: Account, eon: bigint): Standing => {
  const after = evidence.proof(eon, coin, trader)
  const update = after?.update
  const applied =
    update === undefined
      ? undefined
      : signedBy(evidence, { trader, coin }, eon - 1n).find((signed) => isSameUpdate(signed.update, update))
  return { trader, coin, eon, before: evidence.proof(eon - 1n, coin, trader), after, applied }
}

/** Whether no more of the account's coin is allotted than there is, by a tree that the operator has. */
export const isCovered = ({ ledger }: Evidence, { trader, coin, eon, after }: Standing): boolean => {
  const whole = after && wholeOf(after, BigInt(slotOf(ledger.params, trader)), after.path)
  return whole !== undefined && whole.left === 0n && whole.right <= allottable(ledger, coin, eon)
}

/** By how much an account is allotted more than what is settled: what came back of an order, or what it brought. */
export const beyond = ({ ledger }: Evidence, { trader, coin, eon, before, after }: Standing): bigint =>
  before === undefined || after === undefined
    ? 0n
    : allotmentOf(after) -
      settled(ledger, { trader, coin, eon }, allotmentOf(before), after.update, after.passive.amount)

/** Whether the committed update of an account has a transaction in its set. */
export const holds = (
  { ledger }: Evidence,
  { applied }: Standing,
  transaction: Transfer | Swap | undefined,
): boolean => {
  const place = applied && transaction && placeIn(applied, transaction)
  return place !== undefined && contains(ledger, applied?.update, transaction as Transfer | Swap, place)
}
