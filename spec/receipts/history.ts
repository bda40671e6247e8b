import { type MomentOf, momentsOf, reading } from '../core/history.js'
import type { Checking } from '../primitives/suite.js'
import { failing, type Known } from './admission.js'
import { effectOf, opened } from './effects.js'
import type { Ledger } from './ledger.js'
import type { Entry, Event, Observation, Outputs, Params } from './types.js'

/** One event of a history, and what the clauses need to judge it, all by the history's own account. */
export type Moment = MomentOf<Ledger, Known, Event, Observation, Outputs>

/** One moment, from what was known before it. */
export const momentOf = momentsOf(failing, effectOf)

/** Reads a history entry by entry. */
export const reader = (params: Params, checking: Checking): ((entry: Entry) => Moment) =>
  reading(opened(params, checking), momentOf<Observation>)
