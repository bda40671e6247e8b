import * as E from 'fp-ts/lib/Either.js'
import type { Finding } from '../../spec/core/clause.js'
import type { Machine, Outcome, Refusal, Rules, Step, Tagged } from './machine.js'
import { ruleOf, step } from './machine.js'

/** A recorded run: where it began, and each event with its answer and the states around it. */
export interface Trace<State, Event, Outputs> {
  readonly start: State
  readonly steps: ReadonlyArray<Step<State, Event, Outputs>>
}

/** The state after some events; refused ones are passed over. */
export const run = <State, Event extends Tagged, Outputs>(
  rules: Rules<State, Event, Outputs>,
  start: State,
  events: Iterable<Event>,
): State => {
  const next = step(rules)
  let state = start
  for (const event of events) {
    const outcome = next(state, event)
    if (E.isRight(outcome)) state = outcome.right.state
  }
  return state
}

/** A run with everything that happened in it. */
export const trace = <State, Event extends Tagged, Outputs>(
  rules: Rules<State, Event, Outputs>,
  start: State,
  events: Iterable<Event>,
): Trace<State, Event, Outputs> => {
  const next = step(rules)
  const steps: Step<State, Event, Outputs>[] = []
  let before = start
  for (const event of events) {
    const taken = stepOf(before, event, next(before, event))
    steps.push(taken)
    before = taken.after
  }
  return { start, steps }
}

/** Makes a step out of what the step function answered. */
export const stepOf = <State, Event, Outputs>(
  before: State,
  event: Event,
  outcome: E.Either<Refusal, Outcome<State, Outputs>>,
): Step<State, Event, Outputs> =>
  E.isLeft(outcome)
    ? { before, event, answer: outcome, after: before }
    : { before, event, answer: E.right(outcome.right.outputs), after: outcome.right.state }

/** Where a recorded run and the model first differ: the index of the step, and what the model answers there. */
export interface Divergence<Outputs> {
  readonly at: number
  readonly expected: E.Either<Refusal, Outputs>
}

/** Runs recorded events again and compares each answer with what was recorded; none where they agree throughout. */
export const replay = <State, Event extends Tagged, Outputs, Recorded>(
  rules: Rules<State, Event, Outputs>,
  start: State,
  recorded: Iterable<{ readonly event: Event; readonly answer: Recorded }>,
  agrees: (answer: E.Either<Refusal, Outputs>, recorded: Recorded) => boolean,
): Divergence<Outputs> | undefined => {
  const next = step(rules)
  let state = start
  let at = 0
  for (const { event, answer } of recorded) {
    const { answer: expected, after } = stepOf(state, event, next(state, event))
    if (!agrees(expected, answer)) return { at, expected }
    state = after
    at += 1
  }
  return undefined
}

/** How often each rule was taken and each of its guards refused, keyed `rule` and `rule/clause`; zeros included. */
export const coverage = <State, Event extends Tagged, Outputs>(
  rules: Rules<State, Event, Outputs>,
  steps: Iterable<Step<State, Event, Outputs>>,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const tag of Object.keys(rules)) {
    const rule = ruleOf(rules, { tag } as Event)
    counts.set(rule.id, 0)
    for (const { clause } of rule.requires) counts.set(`${rule.id}/${clause}`, 0)
  }
  for (const { event, answer } of steps) {
    const key = E.isLeft(answer) ? `${answer.left.rule}/${answer.left.clause}` : ruleOf(rules, event).id
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** What the invariants of a machine find wrong with a run: with which step, by which invariant. */
export const violations = <Params, State, Event extends Tagged, Outputs, Observed>(
  machine: Machine<Params, State, Event, Outputs, Observed>,
  { start, steps }: Trace<State, Event, Outputs>,
): ReadonlyArray<{
  readonly at: number
  readonly invariant: string
  readonly message: string
  readonly clause?: Finding['clause']
}> =>
  machine.invariants.flatMap((invariant) =>
    invariant.kind === 'always'
      ? [start, ...steps.map(({ after }) => after)].flatMap((state, i) =>
          invariant.findings(state).map((message) => ({ at: i - 1, invariant: invariant.name, message })),
        )
      : steps.flatMap((taken, at) =>
          invariant.findings(taken).map(({ clause, message }) => ({ at, invariant: invariant.name, message, clause })),
        ),
  )
