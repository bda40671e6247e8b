import type { ShownBy } from '../core/history.js'
import type { Bytes } from '../primitives/types.js'
import type { Known } from './admission.js'
import { currentEon, type Ledger } from './ledger.js'
import { logRoot } from './proofs.js'
import type { Observation } from './types.js'

/** What can be seen of what is known, but for the log that grows. */
export const shownOfKnown: Omit<ShownBy<Known, Observation>, 'size' | 'root'> = {
  block: ({ block }) => block,
  eon: currentEon,
  committed: ({ committed }) => committed,
  challenges: ({ challenges }) =>
    [...challenges.values()].flatMap(({ receipt, block, isOpen }) => (isOpen ? [{ receipt, block }] : [])),
  halt: ({ halt }) => (halt === undefined ? [] : [halt]),
}

/** What can be seen, by name. The root takes as many hashes as there are orders, twice. */
export const shown: ShownBy<Ledger, Observation> = {
  ...shownOfKnown,
  size: ({ orders }) => BigInt(orders.size),
  root: ({ checking, orders }) => logRoot(checking.hash, orders.toArray()) as Bytes,
}
