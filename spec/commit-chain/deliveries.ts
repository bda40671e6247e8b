import { sameBytes } from '../primitives/suite.js'
import { intervalTree } from './allotment.js'
import { contains } from './assertions.js'
import { transferDatum } from './data.js'
import { type At, applied, type Ending, passed, sentIn } from './ending.js'
import type { Transfer } from './types.js'

/** Where what an honest trader was debited for a transfer did not arrive, by a checkpoint that passed. */
export const undelivered = (ending: Ending): ReadonlyArray<string> =>
  passed(ending).flatMap((at) =>
    sentIn(applied(ending, at))
      .filter((transfer) => !(transfer.passive ? isInTree(ending, at, transfer) : isInUpdate(ending, at, transfer)))
      .map(
        ({ amount, coin, sender, recipient }) =>
          `${amount} ${coin} left ${sender} for ${recipient} in eon ${at.eon} and did not arrive`,
      ),
  )

/** An active transfer stands in the update that is applied to its recipient. */
const isInUpdate = ({ ledger, committed, signed }: Ending, at: At, transfer: Transfer): boolean => {
  const received = committed(at.eon, at.coin, transfer.recipient)?.update
  return signed.some(
    ({ update, transactions }) =>
      update === received && transactions.some(({ membership }) => contains(ledger, update, transfer, membership)),
  )
}

/** A passive transfer is in the tree of its recipient, whose passive amount counts the whole tree. */
const isInTree = ({ ledger, committed, received }: Ending, at: At, transfer: Transfer): boolean => {
  if (received === undefined) return true
  const { params, checking } = ledger
  const passive = committed(at.eon, at.coin, transfer.recipient)?.passive
  const transfers = received(at.eon, at.coin, transfer.recipient)
  if (passive === undefined || !transfers.includes(transfer)) return false
  const shares = transfers.map((one) => ({ content: checking.hash(transferDatum(params, one)), amount: one.amount }))
  const { root, total } = intervalTree(checking.hash, shares)
  return sameBytes(root, passive.root) && total <= passive.amount
}
