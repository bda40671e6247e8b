import type { Finding } from '../../spec/core/clause.js'
import type { Finite } from './finite.js'
import { type Journal, journal, type Level } from './journal.js'
import { type Seen, seenBy, seenOf } from './seen.js'

/** What can be explored: where it begins, what may happen next, and what is wrong with a state. */
export interface Explorable<State, Move> {
  readonly name: string
  /** What the scope holds, in a sentence. */
  readonly says: string
  readonly start: State
  readonly moves: (state: State) => ReadonlyArray<Move>
  readonly next: (state: State, move: Move) => State
  /**
   * Two states with the same key have the same futures; symmetric ones may share a key. A key may be in parts, always as
   * many: what many states have in common is best in a part of its own.
   */
  readonly key: (state: State) => string | ReadonlyArray<string>
  /** Where all states are members of a finite set: their numbers are kept instead of keys, and the states are made again. */
  readonly finite?: Finite<State>
  readonly findings: (state: State) => ReadonlyArray<Finding>
  /** A move, in a line for a person. */
  readonly show: (move: Move) => string
  /** A run by the places of its moves among those that were possible, in lines for a person; else each move is shown. */
  readonly tell?: (path: ReadonlyArray<number>) => ReadonlyArray<string>
  /** A run by the places of its moves among those that were possible, as parameters and events of the chapter's machine. */
  readonly replay?: (path: ReadonlyArray<number>) => {
    readonly params: unknown
    readonly events: ReadonlyArray<unknown>
  }
}

/** A violation with the shortest run that leads to it. */
export interface Violation<Move> {
  readonly finding: Finding
  readonly moves: ReadonlyArray<Move>
  /** The place of each move among those that were possible then. */
  readonly path: ReadonlyArray<number>
}

/** What an exploration found. */
export interface Explored<Move> {
  readonly scope: string
  readonly states: number
  readonly transitions: number
  readonly depth: number
  /** Whether every state of the scope was seen; a limit was not reached, and no state was left out. */
  readonly complete: boolean
  readonly seconds: number
  readonly violations: ReadonlyArray<Violation<Move>>
}

/** How far to explore. */
export interface Limits<State = never> {
  /** So many states at most. */
  readonly states: number
  /** So many violations at most, each of another clause. */
  readonly violations: number
  readonly onProgress?: (soFar: {
    readonly states: number
    readonly transitions: number
    readonly depth: number
  }) => void
  /** Told of each step that is taken, also of one to a state that was seen before. */
  readonly onStep?: (before: State, after: State) => void
}

/**
 * Visits every state that can be reached, breadth first, so that the first violation of a clause has a shortest run. A
 * state that violates a clause is not explored further. O(states + transitions) time. Of a state that was explored its
 * row is kept (see `Seen`), and the state and the move that it was reached by: 8 bytes.
 */
export const explore = <State, Move>(scope: Explorable<State, Move>, limits: Limits<State>): Explored<Move> =>
  exploreUntil(scope, limits, Number.POSITIVE_INFINITY).log.explored()

/** An exploration that began, and the level that is to be expanded next, unless it ended. */
export interface Begun<State, Move> {
  readonly log: Journal<Move>
  readonly seen: Seen<State>
  readonly level: Level | undefined
}

/** Explores level by level, until it ends or a level holds so many states. */
export const exploreUntil = <State, Move>(
  scope: Explorable<State, Move>,
  limits: Limits<State>,
  width: number,
): Begun<State, Move> => {
  const seen = scope.finite === undefined ? seenBy(scope.key) : seenOf(scope.finite)
  const log = journal(scope, limits)
  const visit = (state: State, parent: number, place: number): void => {
    if (seen.add(state)) log.enter(parent, place, scope.findings(state))
  }
  visit(scope.start, -1, -1)
  let level = log.next()
  for (; level !== undefined && level.end - level.first < width; level = log.next())
    for (let number = level.first; number < level.end; number++)
      if (log.isDue(number))
        log.taken(expand(scope, seen.take(number), (later, place) => visit(later, number, place), limits.onStep))
  return { log, seen, level }
}

/** Takes every move that is possible in a state; answers how many there were. */
export const expand = <State, Move>(
  { moves, next }: Pick<Explorable<State, Move>, 'moves' | 'next'>,
  state: State,
  visit: (later: State, place: number) => void,
  onStep?: Limits<State>['onStep'],
): number => {
  const possible = moves(state)
  for (let place = 0; place < possible.length; place++) {
    const later = next(state, possible[place] as Move)
    onStep?.(state, later)
    visit(later, place)
  }
  return possible.length
}

/** The state to which a run leads, by the places of its moves. */
export const follow = <State, Move>(
  { start, moves, next }: Pick<Explorable<State, Move>, 'start' | 'moves' | 'next'>,
  path: ReadonlyArray<number>,
): State => path.reduce((state, at) => next(state, moves(state)[at] as Move), start)
