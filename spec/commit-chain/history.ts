import { type MomentOf, momentsOf, reading } from '../core/history.js'
import type { Checking } from '../primitives/suite.js'
import { failing } from './admission.js'
import { effectOf, opened } from './effects.js'
import type { Ledger } from './ledger.js'
import type { Entry, Event, Observation, Outputs, Params } from './types.js'

/** One event of a log, and what the clauses need to judge it, all by the log's own account. */
export type Moment = MomentOf<Ledger, Ledger, Event, Observation, Outputs>

/** One moment, from what the verifier knew before it. */
export const momentOf = momentsOf(failing, effectOf)

/** Reads a log entry by entry. */
export const reader = (params: Params, checking: Checking): ((entry: Entry) => Moment) =>
  reading(opened(params, checking), momentOf<Observation>)
