import * as E from 'fp-ts/lib/Either.js'
import type { Lazy } from 'fp-ts/lib/function.js'
import type { Finding } from '../../spec/core/clause.js'
import { type Condition, type Conditions, conditionsFor, type Tagged } from '../../spec/core/condition.js'
import type { ShownBy } from '../../spec/core/history.js'
import type { Chapter, ClauseId } from '../../spec/core/ids.js'

export type { Tagged } from '../../spec/core/condition.js'

/** One reason to refuse an event: the clause that it would break, and the condition under which it does not. */
export type Guard<State, Event> = Condition<State, Event>

/**
 * What one kind of event does. The guards stand in order of precedence: of several that fail, the first is the reason.
 * `becomes` is called only where all of them hold, and is total there.
 */
export interface Rule<State, Event, Outputs> {
  readonly id: string
  readonly requires: ReadonlyArray<Guard<State, Event>>
  readonly becomes: (state: State, event: Event) => Outcome<State, Outputs>
}

/** The state after an event, and what the event did. */
export interface Outcome<State, Outputs> {
  readonly state: State
  readonly outputs: Outputs
}

/** One rule for each kind of event: a missing one does not compile. */
export type Rules<State, Event extends Tagged, Outputs> = {
  readonly [Tag in Event['tag']]: Rule<State, Extract<Event, { readonly tag: Tag }>, Outputs>
}

/** Something that every state (`always`) or every transition (`step`) of a machine keeps, whatever happens. */
export type Invariant<State, Event, Outputs> =
  | {
      readonly name: string
      readonly says: string
      readonly kind: 'always'
      readonly findings: (state: State) => ReadonlyArray<string>
    }
  | {
      readonly name: string
      readonly says: string
      readonly kind: 'step'
      readonly findings: (step: Step<State, Event, Outputs>) => ReadonlyArray<Finding>
    }

/** An event with its answer, between two states; a refused event has the same state on both sides. */
export interface Step<State, Event, Outputs> {
  readonly before: State
  readonly event: Event
  readonly answer: E.Either<Refusal, Outputs>
  readonly after: State
}

/**
 * Why an event was refused: the first guard that fails, and the others that fail too. The others are worked out where
 * somebody asks: explorations and searches refuse far more than they report.
 */
export interface Refusal {
  readonly rule: string
  readonly clause: ClauseId
  readonly says: string
  readonly alsoFailing: Lazy<ReadonlyArray<ClauseId>>
}

/**
 * Everything that moves: parameters, a state, events, and a total step function that is derived from the rules.
 * `observe` names what can be seen of a state from outside.
 */
export interface Machine<Params, State, Event extends Tagged, Outputs, Observed> {
  readonly chapter: Chapter
  readonly init: (params: Params) => State
  readonly rules: Rules<State, Event, Outputs>
  readonly observe: ShownBy<State, Observed>
  readonly invariants: ReadonlyArray<Invariant<State, Event, Outputs>>
}

/**
 * The rules of a machine whose state is public, so that it is what a log says: the conditions and the effects of the
 * specification. The order of the guards is their order of precedence.
 */
export const rulesFrom = <Ledger, Event extends Tagged, Outputs>(
  conditions: Conditions<Ledger, Event>,
  effectOf: (ledger: Ledger, event: Event) => { readonly ledger: Ledger; readonly outputs: Outputs },
): Rules<Ledger, Event, Outputs> =>
  Object.fromEntries(
    (Object.keys(conditions) as ReadonlyArray<Event['tag']>).map((tag): [string, Rule<Ledger, Event, Outputs>] => [
      tag,
      {
        id: tag,
        requires: conditionsFor(conditions, { tag } as Event),
        becomes: (ledger, event) => {
          const { ledger: state, outputs } = effectOf(ledger, event)
          return { state, outputs }
        },
      },
    ]),
  ) as unknown as Rules<Ledger, Event, Outputs>

/** The rule of an event. */
export const ruleOf = <State, Event extends Tagged, Outputs>(
  rules: Rules<State, Event, Outputs>,
  event: Event,
): Rule<State, Event, Outputs> => rules[event.tag as Event['tag']] as unknown as Rule<State, Event, Outputs>

/**
 * The step function that the rules define: the guards in order, then the outcome. Total: a refusal is a value, and
 * leaves the caller with the state that it had.
 */
export const step =
  <State, Event extends Tagged, Outputs>(rules: Rules<State, Event, Outputs>) =>
  (state: State, event: Event): E.Either<Refusal, Outcome<State, Outputs>> => {
    const rule = ruleOf(rules, event)
    for (const guard of rule.requires) if (!guard.holds(state, event)) return E.left(refusal(rule, guard, state, event))
    return E.right(rule.becomes(state, event))
  }

/** Whether an event would be accepted. */
export const isEnabled =
  <State, Event extends Tagged, Outputs>(rules: Rules<State, Event, Outputs>) =>
  (state: State, event: Event): boolean =>
    ruleOf(rules, event).requires.every(({ holds }) => holds(state, event))

/** Every guard of an event's rule, in order of precedence, and whether it holds. */
export const explain =
  <State, Event extends Tagged, Outputs>(rules: Rules<State, Event, Outputs>) =>
  (
    state: State,
    event: Event,
  ): ReadonlyArray<{ readonly clause: ClauseId; readonly says: string; readonly holds: boolean }> =>
    ruleOf(rules, event).requires.map(({ clause, says, holds }) => ({ clause, says, holds: holds(state, event) }))

const refusal = <State, Event extends Tagged, Outputs>(
  rule: Rule<State, Event, Outputs>,
  first: Guard<State, Event>,
  state: State,
  event: Event,
): Refusal => ({
  rule: rule.id,
  clause: first.clause,
  says: first.says,
  alsoFailing: () =>
    rule.requires
      .slice(rule.requires.indexOf(first) + 1)
      .flatMap(({ clause, holds }) => (holds(state, event) ? [] : [clause])),
})
