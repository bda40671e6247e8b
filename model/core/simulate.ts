import * as fc from 'fast-check'
import type { Chapter, ClauseId } from '../../spec/core/ids.js'
import { type Choice, choices, type Drawing, runOf } from './arbitrary.js'
import type { Machine, Tagged } from './machine.js'
import { coverage, violations } from './run.js'

/** How many runs to draw, and from where. */
export interface SimulationPlan {
  readonly runs: number
  /** So many events in a run at most. */
  readonly length: number
  readonly seconds: number
  readonly seed: number
  /** One run of the seed only: the path that a violation came with. */
  readonly path?: string
}

/** What a simulation did. */
export interface Simulated<Params, Event> {
  readonly runs: number
  readonly events: number
  /** How often each rule was taken and each of its guards refused, keyed `rule` and `rule/clause`; zeros included. */
  readonly coverage: ReadonlyMap<string, number>
  /** The smallest run that violates something, made small by leaving choices out; with how to draw it again. */
  readonly violation:
    | {
        readonly invariant: string
        readonly clause: ClauseId | undefined
        readonly message: string
        readonly params: Params
        readonly events: ReadonlyArray<Event>
        readonly seed: number
        readonly path: string
      }
    | undefined
}

/** A machine that runs can be drawn of; its kinds of state and event do not matter outside. */
export interface Simulable {
  readonly chapter: Chapter
  readonly simulate: (plan: SimulationPlan) => Simulated<unknown, unknown>
}

/**
 * Draws random runs of a machine, and holds all of its invariants against every state and step of them. Ends at the
 * first violation, which is made small. O(runs x length) steps.
 */
export const simulable = <Params, State, Event extends Tagged, Outputs, Observed>(
  machine: Machine<Params, State, Event, Outputs, Observed>,
  params: fc.Arbitrary<Params>,
  drawing: (params: Params) => Drawing<State, Event, Outputs>,
): Simulable => ({
  chapter: machine.chapter,
  simulate: ({ runs: numRuns, length, seconds, seed, path }) => {
    const covered = new Map(coverage(machine.rules, []))
    let found = false
    let ran = 0
    let events = 0
    const wrongWith = ([opened, chosen]: readonly [Params, ReadonlyArray<Choice>]) => {
      const steps = runOf(machine, drawing, opened, chosen)
      return { steps, wrong: violations(machine, { start: machine.init(opened), steps }) }
    }
    const property = fc.property(fc.tuple(params, choices(length)), (drawn) => {
      const { steps, wrong } = wrongWith(drawn)
      // What is drawn to make a violation small is not counted.
      if (!found) {
        ran += 1
        events += steps.length
        for (const [key, count] of coverage(machine.rules, steps)) covered.set(key, (covered.get(key) ?? 0) + count)
      }
      found ||= wrong.length > 0
      return wrong.length === 0
    })
    const details = fc.check(property, {
      numRuns,
      seed,
      interruptAfterTimeLimit: seconds * 1000,
      path: path ?? '',
    })
    const violationOf = (smallest: readonly [Params, ReadonlyArray<Choice>]) => {
      const { steps, wrong } = wrongWith(smallest)
      const { at, invariant, clause, message } = wrong.reduce((first, one) => (one.at < first.at ? one : first))
      return {
        invariant,
        clause,
        message,
        params: smallest[0],
        events: steps.slice(0, at + 1).map(({ event }) => event),
        seed: details.seed,
        path: details.counterexamplePath ?? '',
      }
    }
    const violation = details.counterexample?.map(violationOf)[0]
    return { runs: ran, events, coverage: covered, violation }
  },
})
