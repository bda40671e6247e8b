import type { CoinId, TraderId } from '../primitives/types.js'
import type { Allotted } from './allotment.js'
import { currentEon, epochOf, type Ledger, position } from './ledger.js'
import type { AllotmentProof, Membership, Swap, Transfer, Update } from './types.js'

/** A transaction, and where it stands in an update's set. */
export interface Placed {
  readonly transaction: Swap | Transfer
  readonly membership: Membership
}

/** An update that a trader signed, with its transactions, and whether the operator's signature reached the trader. */
export interface Signed {
  readonly update: Update
  readonly transactions: ReadonlyArray<Placed>
  readonly isRatified: boolean
  /** What the trader stated with it is left to withdraw; left out where the statement is of no interest. */
  readonly available?: bigint
}

/** What a trader asked to withdraw in an eon. */
export interface Asked {
  readonly trader: TraderId
  readonly coin: CoinId
  readonly eon: bigint
  readonly amount: bigint
}

/**
 * How far a run of the whole exchange has come: what the verifier knows, what was committed and what was signed off the
 * chain. The theorems are about the checkpoints that passed their challenges; nobody's money depends on others.
 */
export interface Ending {
  readonly ledger: Ledger
  readonly honest: { readonly operator: boolean; readonly traders: ReadonlyArray<TraderId> }
  /** What a checkpoint commits of an account; nothing, where there is no such checkpoint. */
  readonly committed: (eon: bigint, coin: CoinId, trader: TraderId) => Allotted | undefined
  /**
   * The transfers in the passive tree that a checkpoint commits of an account, in order. Left out where nobody knows
   * what is in the trees: then no passive delivery is judged.
   */
  readonly received?: (eon: bigint, coin: CoinId, trader: TraderId) => ReadonlyArray<Transfer>
  /** What honest traders signed. */
  readonly signed: ReadonlyArray<Signed>
  /** What the verifier accepted of honest traders' requests to withdraw. */
  readonly asked?: ReadonlyArray<Asked>
  /** The proof that an honest trader holds of its account in an eon. */
  readonly evidence: (eon: bigint, coin: CoinId, trader: TraderId) => AllotmentProof | undefined
}

/** The last eon whose checkpoint passed its challenges. */
export const lastSafe = (ledger: Ledger): bigint => {
  if (ledger.halt !== undefined) return ledger.halt.safe
  const eon = currentEon(ledger)
  return position(ledger) >= epochOf(ledger.params) ? eon - 1n : eon - 2n
}

/** An account in a checkpoint, with what it had at the one before. */
export interface At {
  readonly eon: bigint
  readonly trader: TraderId
  readonly coin: CoinId
  readonly start: Allotted
  readonly end: Allotted
}

/** The accounts of honest traders at every checkpoint that passed. */
export const passed = ({ ledger, honest, committed }: Ending): ReadonlyArray<At> => {
  const found: At[] = []
  for (let eon = 2n; eon <= lastSafe(ledger); eon += 1n)
    for (const trader of honest.traders)
      for (const coin of ledger.params.coins) {
        const [start, end] = [committed(eon - 1n, coin, trader), committed(eon, coin, trader)]
        if (start !== undefined && end !== undefined) found.push({ eon, trader, coin, start, end })
      }
  return found
}

/** The update that a checkpoint applies to an account, as far as its trader signed it. */
export const applied = (
  { signed }: Ending,
  { trader, coin, end }: Pick<At, 'trader' | 'coin' | 'end'>,
): Signed | undefined =>
  signed.find(({ update }) => update === end.update && update.trader === trader && update.coin === coin)

/** The transfers that an update debits its trader for. */
export const sentIn = (update: Signed | undefined): ReadonlyArray<Transfer> =>
  (update?.transactions ?? []).flatMap(({ transaction }) =>
    'sender' in transaction && transaction.sender === update?.update.trader ? [transaction] : [],
  )

/**
 * What an account received passively by a checkpoint: what that says itself, or more, if honest senders were debited for
 * more by the same checkpoint.
 */
export const receivedIn = (
  ending: Ending,
  { eon, trader, coin, end }: Pick<At, 'eon' | 'trader' | 'coin' | 'end'>,
): bigint => {
  if (ending.received === undefined) return end.passive.amount
  const sent = ending.honest.traders.flatMap((sender) => {
    const ofSender = ending.committed(eon, coin, sender)
    return ofSender === undefined ? [] : sentIn(applied(ending, { trader: sender, coin, end: ofSender }))
  })
  const due = sent
    .filter(({ passive, recipient }) => passive && recipient === trader)
    .reduce((sum, { amount }) => sum + amount, 0n)
  return due > end.passive.amount ? due : end.passive.amount
}
