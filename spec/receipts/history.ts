import type { Checking } from '../primitives/suite.js'
import { type Condition, failing } from './admission.js'
import { effectOf, opened } from './effects.js'
import type { Ledger } from './ledger.js'
import type { Answer, Entry, Event, Observation, Outputs, Params } from './types.js'

/** One event of a history, and what the clauses need to judge it, all by the history's own account. */
export interface Moment {
  readonly event: Event
  readonly answer: Answer
  readonly observed: Observation
  readonly before: Ledger
  readonly after: Ledger
  /** The conditions that the event fails, in order of precedence. */
  readonly failing: ReadonlyArray<Condition<Event>>
  /** What the event should do; nothing, where it should be refused. */
  readonly expected: Outputs | undefined
}

/**
 * Reads a history entry by entry. What an entry does to the account is what it should do: an event that was accepted
 * against the clauses, or refused against them, is judged once and has no further consequence.
 */
export const reader = (params: Params, checking: Checking): ((entry: Entry) => Moment) => {
  let before = opened(params, checking)
  return ({ event, answer, observed = {} }) => {
    const moment = momentOf(before, event, answer, observed)
    before = moment.after
    return moment
  }
}

/** One moment, from what was known before it. */
export const momentOf = (before: Ledger, event: Event, answer: Answer, observed: Observation): Moment => {
  const failed = failing(before, event)
  const effect = failed.length === 0 ? effectOf(before, event) : undefined
  return {
    event,
    answer,
    observed,
    before,
    after: effect?.ledger ?? before,
    failing: failed,
    expected: effect?.outputs,
  }
}
