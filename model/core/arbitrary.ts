import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Machine, Outcome, Step, Tagged } from './machine.js'
import { step } from './machine.js'
import { stepOf } from './run.js'

/**
 * One decision of whoever draws a run: numbers that a chapter reads as an event that is interesting in the state at
 * hand. Smaller numbers are read as simpler events, so a run shrinks by leaving choices out and making them smaller.
 */
export interface Choice {
  /** What kind of event. */
  readonly kind: number
  /** The details, each read modulo whatever there is to choose from. */
  readonly picks: readonly [number, number, number, number, number]
}

/** Reads a choice as an event, in a state. */
export type Draw<State, Event> = (state: State, choice: Choice) => Event

/** Draws the events of one run; `accepted` tells it what happened, where it has to remember something. */
export interface Drawing<State, Event, Outputs> {
  readonly draw: Draw<State, Event>
  readonly accepted?: (before: State, event: Event, outcome: Outcome<State, Outputs>) => void
}

/** Chooses among `options`; the first is the simplest. */
export const pick = <A>(options: readonly [A, ...A[]], n: number): A => options[n % options.length] as A

/** A choice, at random. */
export const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.nat(99),
  picks: fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999)),
})

/** The choices of a run of up to `maxLength` events. */
export const choices = (maxLength: number): fc.Arbitrary<ReadonlyArray<Choice>> =>
  fc.array(choice, { minLength: 1, maxLength, size: 'max' })

/** The run that follows from choices: each is read in the state that the ones before it led to. */
export const runOf = <Params, State, Event extends Tagged, Outputs, Observed>(
  machine: Machine<Params, State, Event, Outputs, Observed>,
  drawing: (params: Params) => Drawing<State, Event, Outputs>,
  params: Params,
  chosen: Iterable<Choice>,
): ReadonlyArray<Step<State, Event, Outputs>> => {
  const next = step(machine.rules)
  const { draw, accepted } = drawing(params)
  const steps: Step<State, Event, Outputs>[] = []
  let before = machine.init(params)
  for (const made of chosen) {
    const event = draw(before, made)
    const outcome = next(before, event)
    if (E.isRight(outcome)) accepted?.(before, event, outcome.right)
    const taken = stepOf(before, event, outcome)
    steps.push(taken)
    before = taken.after
  }
  return steps
}

/** The share of a run's events that were refused. */
export const refusedShare = <State, Event, Outputs>(steps: ReadonlyArray<Step<State, Event, Outputs>>): number =>
  steps.length === 0 ? 0 : steps.filter(({ answer }) => E.isLeft(answer)).length / steps.length
