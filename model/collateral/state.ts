import type { Account } from '../../spec/collateral/history.js'
import type { Params } from '../../spec/collateral/types.js'
import type { Tally } from './tally.js'

/** The state of the exchange between two events. */
export interface State {
  readonly params: Params
  /** The eon that runs. */
  readonly eon: bigint
  /** Whether a challenge of the checkpoint of the eon before is open. */
  readonly isContested: boolean
  readonly isFailed: boolean
  /** What each trader has with all its trades, by trader and coin. */
  readonly holdings: Tally
  /** What the checkpoint of each eon commits. */
  readonly checkpoints: ReadonlyMap<bigint, Checkpoint>
  /** By eon, trader and coin: deposits, what was sold, and what is reserved for that eon. */
  readonly deposited: Tally
  readonly sold: Tally
  readonly reserved: Tally
  /** Collateral that the operator put in, by coin; and what is reserved of it, by eon and coin. */
  readonly staked: Tally
  readonly pledged: Tally
  /** What a log would say: a history variable, which no rule reads. */
  readonly log: Account
}

/** A checkpoint commits the operations of the eons before its own. */
export type Checkpoint = Pick<State, 'holdings' | 'reserved'>

/** The last eon whose checkpoint passed its challenges. */
export const passed = ({ eon, isContested }: State): bigint => (isContested ? eon - 2n : eon - 1n)
