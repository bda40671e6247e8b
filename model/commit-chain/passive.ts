import {
  type IntervalTree,
  intervalProof,
  intervalTree,
  nothingPassive,
  passiveProof,
} from '../../spec/commit-chain/allotment.js'
import { transferDatum } from '../../spec/commit-chain/data.js'
import type { Passive, PassiveProof, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { once } from './made.js'
import type { Cast } from './scope.js'
import type { Draft } from './signing.js'
import { type Exchange, receivedOf, transactionOf } from './state.js'

// Passive trees: the transfers to an account that its trader did not sign for, one beside the other.

/** The index of a transaction in the plan: its short name. */
export const nameOf = ({ plan }: Cast, transaction: Swap | Transfer): number =>
  plan.findIndex((intent) => transactionOf(intent) === transaction)

/** What stands in an update, in order: its short name. */
export const draftName = (cast: Cast, { transactions }: Draft): string =>
  transactions.map(({ transaction }) => nameOf(cast, transaction)).join('+')

/** The passive tree of some transfers in order; the same tree of the same cast is made once. */
export const treeOf = (cast: Cast, transfers: ReadonlyArray<Transfer>): IntervalTree =>
  once(cast, `tree ${transfers.map((transfer) => nameOf(cast, transfer)).join()}`, () =>
    intervalTree(
      cast.suite.hash,
      transfers.map((one) => ({ content: cast.suite.hash(transferDatum(cast.params, one)), amount: one.amount })),
    ),
  )

/** The passive part of an account that received some transfers, and sent one that stands at a mark. */
export const passiveOf = (cast: Cast, transfers: ReadonlyArray<Transfer>, mark: bigint): Passive => {
  if (transfers.length === 0) return { ...nothingPassive, mark }
  const { root, total } = treeOf(cast, transfers)
  return { root: root as Passive['root'], amount: total, mark }
}

/** Where one of the transfers in a passive tree begins. */
export const placeOf = (cast: Cast, transfers: ReadonlyArray<Transfer>, transfer: Transfer): bigint =>
  intervalProof(treeOf(cast, transfers), transfers.indexOf(transfer)).left

/** Where a passive transfer stands in its recipient's tree, in the checkpoint of an eon. */
export const intervalOf = (exchange: Exchange, eon: bigint, transfer: Transfer): PassiveProof | undefined => {
  const transfers = receivedOf(exchange, eon, transfer.coin, transfer.recipient)
  const index = transfers.indexOf(transfer)
  return index < 0 ? undefined : passiveProof(treeOf(exchange.cast, transfers), index)
}
