import * as t from 'io-ts'
import { ClauseIdCodec, exactly, inOneLine } from './codec.js'
import type { Condition, Tagged } from './condition.js'
import type { ClauseId } from './ids.js'

/** The answer to an event: what it did, or the clause that refuses it. Whoever gives no reason leaves it out. */
export const answerOf = <O extends t.Mixed>(outputs: O) =>
  t.union(
    [
      exactly('Accepted', { accepted: outputs }),
      exactly('Rejected', { rejected: exactly('Refusal', {}, { reason: ClauseIdCodec }) }),
    ],
    'Answer',
  )

/** An answer to an event of which `Outputs` is what it does. */
export type AnswerTo<Outputs> = { readonly accepted: Outputs } | { readonly rejected: { readonly reason?: ClauseId } }

/** What an accepted event did; nothing, where it was refused. */
export const accepted = <Outputs>(answer: AnswerTo<Outputs>): Outputs | undefined =>
  'accepted' in answer ? answer.accepted : undefined

/** One line of a log, and what the clauses need to judge it, all by the log's own account. */
export interface MomentOf<Ledger, Known, Event, Observation, Outputs> {
  readonly event: Event
  readonly answer: AnswerTo<Outputs>
  readonly observed: Observation
  readonly before: Ledger
  /** After what the event should have done, where it was accepted and should have been. */
  readonly after: Ledger
  /** The conditions that the event fails, in order of precedence. */
  readonly failing: ReadonlyArray<Condition<Known, Event>>
  /** What the event should do; nothing, where it should be refused. */
  readonly expected: Outputs | undefined
}

/** One line of a log. */
export interface Line<Event, Outputs, Observation> {
  readonly event: Event
  readonly answer: AnswerTo<Outputs>
  readonly observed?: Observation | undefined
}

/**
 * Reads a log line by line, each from what was known before it. An event that was accepted against the clauses, or
 * refused against them, is judged once and has no further consequence.
 */
export const reading = <Ledger, Event, Outputs, Observation, Moment extends { readonly after: Ledger }>(
  first: Ledger,
  momentOf: (before: Ledger, event: Event, answer: AnswerTo<Outputs>, observed: Observation | {}) => Moment,
): ((line: Line<Event, Outputs, Observation>) => Moment) => {
  let before = first
  return ({ event, answer, observed = {} }) => {
    const moment = momentOf(before, event, answer, observed)
    before = moment.after
    return moment
  }
}

/**
 * What makes a moment of a line: from the conditions that its event fails, and from what the event should do, which may
 * be known only from what is reported of it.
 */
export const momentsOf =
  <Ledger extends Known, Known, Event extends Tagged, Outputs>(
    failing: (known: Known, event: Event) => ReadonlyArray<Condition<Known, Event>>,
    effectOf: (
      before: Ledger,
      event: Event,
      reported: Outputs | undefined,
    ) => { readonly ledger: Ledger; readonly outputs: Outputs } | undefined,
  ) =>
  <Observation>(
    before: Ledger,
    event: Event,
    answer: AnswerTo<Outputs>,
    observed: Observation,
  ): MomentOf<Ledger, Known, Event, Observation, Outputs> => {
    const failed = failing(before, event)
    const reported = accepted(answer)
    const effect = failed.length === 0 ? effectOf(before, event, reported) : undefined
    const happens = reported === undefined ? undefined : effect
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

type Judged<Known, Event, Outputs> = Pick<
  MomentOf<unknown, Known, Event, unknown, Outputs>,
  'event' | 'answer' | 'failing'
>

/** An accepted event fails none of the conditions that a clause requires. */
export const acceptedAgainst = <Known, Event extends Tagged, Outputs>(
  { event, answer, failing }: Judged<Known, Event, Outputs>,
  id: ClauseId,
): ReadonlyArray<string> =>
  accepted(answer) === undefined
    ? []
    : failing.flatMap(({ clause, says }) => (clause === id ? [`${event.tag} was accepted; expected that ${says}`] : []))

/** An event is refused exactly if it fails a condition, and the reason is the clause of one that it fails. */
export const refusedForAReason = <Known, Event extends Tagged, Outputs>({
  event,
  answer,
  failing,
}: Judged<Known, Event, Outputs>): ReadonlyArray<string> => {
  if ('accepted' in answer) return []
  const { reason } = answer.rejected
  const reasons = failing.map(({ clause }) => clause)
  if (reasons.length === 0) return [`${event.tag} fails no condition, but was refused`]
  return reason === undefined || reasons.includes(reason)
    ? []
    : [`${event.tag} was refused for ${reason}, but fails ${reasons.join(', ')}`]
}

/** What can be seen, by name, and how it follows from what is known. */
export type ShownBy<Ledger, Observed> = {
  readonly [Name in keyof Observed]-?: (ledger: Ledger) => NonNullable<Observed[Name]>
}

/**
 * What is seen is what follows from the log, by the names that are given, or by all that are observed where none is. What
 * can be seen is compared and told in one line.
 */
export const shownAs =
  <Ledger, Name extends string>(shown: { readonly [N in Name]: (ledger: Ledger) => unknown }) =>
  (...names: ReadonlyArray<Name>) =>
  ({ observed, after }: ShownOf<Ledger, Name>): ReadonlyArray<string> =>
    (names.length === 0 ? (Object.keys(observed) as unknown as ReadonlyArray<Name>) : names).flatMap((name) => {
      const [got, due] = [observed[name], shown[name](after)]
      return got === undefined || got === due || inOneLine(got) === inOneLine(due)
        ? []
        : [`${name}: expected ${inOneLine(due)}, got ${inOneLine(got)}`]
    })

interface ShownOf<Ledger, Name extends string> {
  readonly observed: { readonly [N in Name]?: unknown }
  readonly after: Ledger
}
