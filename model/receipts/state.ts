import type { Bytes } from '../../spec/primitives/types.js'
import type { Ledger } from '../../spec/receipts/ledger.js'
import { shownOfKnown } from '../../spec/receipts/shown.js'
import type { Observation } from '../../spec/receipts/types.js'
import { type Log, type Nodes, root } from './log.js'

/** What is known, and the operator's logs as mountain ranges. */
export interface State extends Ledger {
  readonly nodes: Nodes
  /** The log of the eon that runs. */
  readonly log: Log
  /** The logs of the two eons before, the latest first: what an honest operator commits and answers from. */
  readonly past: ReadonlyArray<Log>
}

type Observed = { readonly [Name in keyof Observation]-?: (state: State) => NonNullable<Observation[Name]> }

/** What can be seen of a state. */
export const observed: Observed = {
  ...shownOfKnown,
  size: ({ log }) => BigInt(log.size),
  root: ({ nodes, log }) => root(nodes, log) as Bytes,
}
