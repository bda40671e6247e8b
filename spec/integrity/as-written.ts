import type { Finding } from '../core/clause.js'
import { arrows, type Move, next, type State } from './automaton.js'
import { verdictOf } from './challenges.js'
import { judge } from './clauses.js'
import { type Dealing, type Evidence, showDealing } from './dealing.js'
import { passageOf } from './passage.js'
import { paths } from './paths.js'
import { movesBetween } from './refinement.js'

// The automaton as TEX VI-C3 has it: the arrows of its twelve paths, whatever moves they stand for.

const listed: ReadonlySet<string> = new Set(
  paths.flatMap(({ states }) => states.slice(1).map((to, i) => `${states[i]} ${to}`)),
)

/** The state after a move in the paper's automaton; where the paper has no arrow for it, there is no other. */
export const nextAsWritten = (state: State, move: Move): State => {
  const to = next(state, move)
  return listed.has(`${state} ${to}`) ? to : state
}

/** The arrows of ours that are none of the paper's. */
export const missing = arrows.filter(({ from, to }) => !listed.has(`${from} ${to}`))

/** A run in one dealing: the states by our automaton and by the paper's, and what the clauses say of the latter. */
export interface Compared {
  readonly dealing: string
  readonly moves: ReadonlyArray<Move>
  readonly asResolved: ReadonlyArray<State>
  readonly asWritten: ReadonlyArray<State>
  readonly cannotClose: ReadonlyArray<string>
  readonly findings: ReadonlyArray<Finding>
}

/** Compares the two on a run, and judges its last step with the state that the paper leaves it in. */
export const compare = (moments: ReadonlyArray<Evidence>, dealing: Dealing): Compared => {
  const moves = moments.slice(1).flatMap((moment, i) => movesBetween(moments[i] as Evidence, moment, dealing))
  const along = (step: typeof next): ReadonlyArray<State> =>
    moves.reduce<State[]>(
      (visited, move) => {
        const to = step(visited.at(-1) as State, move)
        if (to !== visited.at(-1)) visited.push(to)
        return visited
      },
      ['s0'],
    )
  const asWritten = along(nextAsWritten)
  const [before, last] = moments.slice(-2) as [Evidence, Evidence]
  const passage = passageOf(before, last, [dealing], { operator: false, traders: [] })
  const left = asWritten.at(-1) as State
  return {
    dealing: showDealing(dealing),
    moves,
    asResolved: along(next),
    asWritten,
    cannotClose: verdictOf(last, dealing)?.against ?? [],
    findings: judge({
      ...passage,
      readings: passage.readings.map((read) => ({ ...read, was: left, is: { ...read.is, state: left } })),
    }),
  }
}
