import type { Finding } from '../core/clause.js'
import { type Checking, sameBytes } from '../primitives/suite.js'
import { logRoot } from './proofs.js'
import type { Receipt } from './types.js'

/** How the log of an eon ended, for one honest trader: what was committed, and what came of its challenges. */
export interface Ending {
  readonly hash: Checking['hash']
  readonly isOperatorHonest: boolean
  /** The orders of the log that was committed; nothing, where none was. */
  readonly committed: ReadonlyArray<Uint8Array> | undefined
  /** The receipts that the trader holds of this eon, all of them. */
  readonly receipts: ReadonlyArray<Receipt>
  /** Those that it challenged, and whether each challenge was closed. */
  readonly challenged: ReadonlyArray<{ readonly receipt: Receipt; readonly isClosed: boolean }>
  readonly isHalted: boolean
}

/** Whether a book was proven, and what the clauses of the order book find wrong with its fills. */
export interface Proven {
  readonly isProven: boolean
  readonly findings: ReadonlyArray<Finding>
}

/** Whether a log begins with what a receipt saw. */
export const isKept = (hash: Checking['hash'], orders: ReadonlyArray<Uint8Array>, receipt: Receipt): boolean => {
  const [index, place] = [Number(receipt.index), orders[Number(receipt.index)]]
  return (
    place !== undefined &&
    sameBytes(place, receipt.order) &&
    sameBytes(logRoot(hash, orders.slice(0, index + 1)), receipt.commitment)
  )
}

const show = ({ eon, index }: Receipt): string => `the receipt for place ${index} of eon ${eon}`

const broken = ({ hash, committed }: Ending, receipts: ReadonlyArray<Receipt>): ReadonlyArray<Receipt> =>
  receipts.filter((receipt) => !isKept(hash, committed ?? [], receipt))

/** A challenge that is closed: the prefix that its receipt saw is the one that was committed. */
export const prefixKept = (ending: Ending): ReadonlyArray<string> =>
  broken(
    ending,
    ending.challenged.flatMap(({ receipt, isClosed }) => (isClosed ? [receipt] : [])),
  ).map((receipt) => `${show(receipt)} is not kept by the committed log, but its challenge was closed`)

/** All challenges are closed, and there were two at most: every receipt is kept. */
export const twoSuffice = (ending: Ending): ReadonlyArray<string> => {
  const { challenged, receipts } = ending
  if (challenged.length > 2) return [`${challenged.length} challenges were needed`]
  if (challenged.some(({ isClosed }) => !isClosed)) return []
  return broken(ending, receipts).map(
    (receipt) => `${show(receipt)} is not kept by the committed log, and nobody was told`,
  )
}

/** An honest operator closes every challenge, and is not halted. */
export const honestClose = ({ isOperatorHonest, challenged, isHalted }: Ending): ReadonlyArray<string> =>
  isOperatorHonest
    ? [
        ...challenged.flatMap(({ receipt, isClosed }) => (isClosed ? [] : [`${show(receipt)} could not be answered`])),
        ...(isHalted ? ['an honest operator was halted'] : []),
      ]
    : []

/** A book is proven exactly if its fills keep the clauses of the order book. */
export const provenExactly = ({ isProven, findings }: Proven): ReadonlyArray<string> => {
  if (isProven)
    return findings.map(({ clause, message }) => `a book was proven although it breaks ${clause}: ${message}`)
  return findings.length === 0 ? ['a book that keeps every clause could not be proven'] : []
}
