import type { TraderId } from '../primitives/types.js'
import type { Move, State } from './automaton.js'
import { type Verdict, verdictOf } from './challenges.js'
import { faultsOf } from './choice.js'
import { accountsOf, type Dealing, dueOf, type Evidence, isCommitted } from './dealing.js'
import { movesBetween, stateOf } from './refinement.js'

/** How a dealing stands at a moment of a run. */
export interface Standpoint {
  readonly state: State
  /** What the challenges say, if they say anything. */
  readonly said: Verdict | undefined
  /** Whom the checkpoint harms, or the want of one. */
  readonly victims: ReadonlyArray<TraderId>
}

/** A step of a run of the exchange, read in one dealing. */
export interface Reading {
  readonly dealing: Dealing
  readonly was: State
  readonly moves: ReadonlyArray<Move>
  readonly is: Standpoint
}

/** A step of a run of the exchange: the moments around it, its readings, and who is honest. */
export interface Passage {
  readonly before: Evidence
  readonly after: Evidence
  readonly readings: ReadonlyArray<Reading>
  readonly honest: { readonly operator: boolean; readonly traders: ReadonlyArray<TraderId> }
}

/** How a dealing stands now. */
export const standpointOf = (evidence: Evidence, dealing: Dealing): Standpoint => ({
  state: stateOf(evidence, dealing),
  said: verdictOf(evidence, dealing),
  victims: isCommitted(evidence.ledger, dueOf(dealing))
    ? faultsOf(evidence, dealing).flatMap(({ trader, isHarm }) => (isHarm ? [trader] : []))
    : accountsOf(dealing).map(({ trader }) => trader),
})

/** Reads a step of a run in some dealings. */
export const passageOf = (
  before: Evidence,
  after: Evidence,
  dealings: ReadonlyArray<Dealing>,
  honest: Passage['honest'],
): Passage => ({
  before,
  after,
  readings: dealings.map((dealing) => ({
    dealing,
    was: stateOf(before, dealing),
    moves: movesBetween(before, after, dealing),
    is: standpointOf(after, dealing),
  })),
  honest,
})
