import type { Checking } from '../primitives/suite.js'
import { sameBytes } from '../primitives/suite.js'
import { receiptDatum } from './data.js'
import { recompute } from './proofs.js'
import type { Params, Path, Receipt, SignedReceipt } from './types.js'

// What an honest trader does (TEX IV-C): a function from what it saw to what it does. It keeps two receipts that matter,
// whatever the number of its orders.

/** What a trader saw of an order that it sent in the eon that runs, in the sequence in which it sent them. */
export interface Sent {
  readonly order: Uint8Array
  /** The receipt that it accepted, if one came. */
  readonly signed: SignedReceipt | undefined
  /** Whether it was shown that the log of the next receipt extends the one of this. */
  readonly isLinked: boolean
}

/** What a trader does next. */
export type Intent =
  | { readonly tag: 'send' }
  | { readonly tag: 'await receipt' }
  /** Wait for the proof that the log of the later receipt extends that of the earlier one. */
  | { readonly tag: 'await link'; readonly earlier: Receipt; readonly later: Receipt }

/**
 * Whether the trader may send another order: only when the last one has its receipt, and the one before the last is
 * proven inside it. So of all receipts only the last two can be broken without breaking another one's challenge.
 */
export const intent = (sent: ReadonlyArray<Sent>): Intent => {
  const [before, last] = [sent.at(-2), sent.at(-1)]
  if (last === undefined) return { tag: 'send' }
  if (last.signed === undefined) return { tag: 'await receipt' }
  return before?.signed === undefined || before.isLinked
    ? { tag: 'send' }
    : { tag: 'await link', earlier: before.signed.receipt, later: last.signed.receipt }
}

/** Whether a receipt is worth accepting: for this order, of the eon that runs, after the one before, and signed. */
export const isReceiptFor = (
  { params, checking }: { readonly params: Params; readonly checking: Checking },
  { order, eon, before }: { readonly order: Uint8Array; readonly eon: bigint; readonly before: Receipt | undefined },
  { receipt, byOperator }: SignedReceipt,
): boolean =>
  sameBytes(receipt.order, order) &&
  receipt.eon === eon &&
  receipt.index > (before?.index ?? -1n) &&
  checking.verify(params.operator, receiptDatum(params.contract, receipt), byOperator)

/**
 * Whether a path shows that the log of a later receipt extends that of an earlier one: Algorithm 2, with the later
 * commitment in the place of the final root. That the earlier order is somewhere in the later log is not enough (T60).
 */
export const isLink = (hash: Checking['hash'], earlier: Receipt, later: Receipt, path: Path): boolean => {
  const found = recompute(hash, { order: earlier.order, index: earlier.index, size: later.index + 1n, path })
  return (
    earlier.eon === later.eon &&
    found !== undefined &&
    sameBytes(found.commitment, earlier.commitment) &&
    sameBytes(found.root, later.commitment)
  )
}

/** The receipts that a trader challenges once the log is committed: the last, and the one before if that is not linked to it. */
export const toChallenge = (sent: ReadonlyArray<Sent>): ReadonlyArray<SignedReceipt> => {
  const held = sent.flatMap(({ signed, isLinked }) => (signed === undefined ? [] : [{ signed, isLinked }]))
  return held.slice(-2).flatMap(({ signed, isLinked }, i, last) => (i < last.length - 1 && isLinked ? [] : [signed]))
}
