import { type MomentOf, momentsOf, reading } from '../core/history.js'
import { failing } from './admission.js'
import type { Sealing } from './data.js'
import { effectOf } from './effects.js'
import { type Ledger, opened } from './ledger.js'
import type { Entry, Event, Observation, Outputs, Params } from './types.js'

/** One event of a log, and what the clauses need to judge it, all by the log's own account. */
export type Moment = MomentOf<Ledger, Ledger, Event, Observation, Outputs>

/** One moment, from what was known before it. */
export const momentOf = momentsOf(failing, effectOf)

/** Reads a log entry by entry. */
export const reader = (params: Params, crypto: Sealing): ((entry: Entry) => Moment) =>
  reading(opened(params, crypto), momentOf<Observation>)
