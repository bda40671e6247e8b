import type { Outputs as BookOutputs } from '../order-book/types.js'
import { type Condition, failing } from './admission.js'
import { effectOf } from './effects.js'
import { type Ledger, opened } from './ledger.js'
import { recorded } from './market.js'
import type { Answer, Entry, Event, Observation, Outputs, Params } from './types.js'
import { everybody } from './watch.js'

/** One event of a log, and what the clauses need to judge it, all by the log's own account. */
export interface Moment {
  readonly event: Event
  readonly answer: Answer
  readonly observed: Observation
  readonly before: Ledger
  /** After what the event should have done, with the fills that the log reports. */
  readonly after: Ledger
  /** The conditions that the event fails, in order of precedence. */
  readonly failing: ReadonlyArray<Condition<Event>>
  /** What the event should do, with the fills that the log reports; nothing, where it should be refused. */
  readonly expected: Outputs | undefined
}

/**
 * Reads a log entry by entry. Nothing is matched: fills are what the log says. What follows from them is what should
 * follow; an event that was accepted against the clauses, or refused against them, has no consequence.
 */
export const reader = (params: Params): ((entry: Entry) => Moment) => {
  let before = openLog(params)
  return ({ event, answer, observed = {} }) => {
    const moment = momentOf(before, event, answer, observed)
    before = moment.after
    return moment
  }
}

/** The market before anything happened, by a log's own account. */
export const openLog = (params: Params): Ledger => opened(params, recorded(), everybody)

/** What an answer reports; nothing, where the event was refused. */
export const reportOf = (answer: Answer): Outputs | undefined => ('accepted' in answer ? answer.accepted : undefined)

/** What an answer to a `post` says that happened in the book: who left it by a liquidation left it later. */
export const tradingOf = ({ fills, removed }: Outputs): BookOutputs => ({
  fills,
  removed: removed.filter(({ why }) => why === 'self-trade'),
})

/** One moment, from what was known before it. */
export const momentOf = (before: Ledger, event: Event, answer: Answer, observed: Observation): Moment => {
  const failed = failing(before, event)
  const report = reportOf(answer)
  const isEffective = failed.length === 0 && (report !== undefined || event.tag !== 'post')
  const effect = isEffective ? effectOf(before, event, report && tradingOf(report)) : undefined
  const happens = report === undefined ? undefined : effect
  return {
    event,
    answer,
    observed,
    before,
    after: happens?.ledger ?? before,
    failing: failed,
    expected: effect?.outputs,
  }
}
