import type { Finding } from '../../spec/core/clause.js'
import type { Finite } from './finite.js'
import { seenBy, seenOf } from './seen.js'
import { type Ints, intList } from './table.js'

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
export const explore = <State, Move>(
  scope: Explorable<State, Move>,
  { states: maxStates, violations: maxViolations, onProgress, onStep }: Limits<State>,
): Explored<Move> => {
  const { name, start, moves, next, findings } = scope
  const began = performance.now()
  const seen = scope.finite === undefined ? seenBy(scope.key) : seenOf(scope.finite)
  const from = intList()
  const by = intList()
  const wrong = new Set<number>()
  const violations: Violation<Move>[] = []
  let transitions = 0
  let depth = 0
  let isCut = false

  const visit = (state: State, parent: number, place: number): void => {
    if (!seen.add(state)) return
    const number = from.count()
    from.push(parent)
    by.push(place)
    const found = findings(state)
    if (found.length === 0) return
    wrong.add(number)
    for (const finding of found)
      if (violations.length < maxViolations && !violations.some((known) => known.finding.clause === finding.clause))
        violations.push({ finding, ...runOf(scope, pathTo(number, from, by)) })
  }
  const expand = (number: number): void => {
    const state = seen.take(number)
    const possible = moves(state)
    for (let place = 0; place < possible.length; place++) {
      transitions += 1
      const later = next(state, possible[place] as Move)
      onStep?.(state, later)
      visit(later, number, place)
    }
  }

  visit(start, -1, -1)
  for (let first = 0; first < seen.count() && !isCut; ) {
    const end = seen.count()
    const wrongBefore = wrong.size
    for (let number = first; number < end && !isCut; number++) {
      if (wrong.has(number)) continue
      expand(number)
      isCut = seen.count() >= maxStates || violations.length >= maxViolations
    }
    if (seen.count() - end > wrong.size - wrongBefore) depth += 1
    first = end
    onProgress?.({ states: seen.count(), transitions, depth })
  }
  return {
    scope: name,
    states: seen.count(),
    transitions,
    depth,
    complete: !isCut,
    seconds: (performance.now() - began) / 1000,
    violations,
  }
}

/** The places of the moves that lead to a state. */
const pathTo = (number: number, from: Ints, by: Ints): ReadonlyArray<number> => {
  const path: number[] = []
  for (let at = number; from.get(at) >= 0; at = from.get(at)) path.push(by.get(at))
  return path.reverse()
}

/** The run that a path is; the moves are made again. */
const runOf = <State, Move>(
  { start, moves, next }: Explorable<State, Move>,
  path: ReadonlyArray<number>,
): Pick<Violation<Move>, 'moves' | 'path'> => {
  const made: Move[] = []
  let state = start
  for (const place of path) {
    const move = moves(state)[place] as Move
    made.push(move)
    state = next(state, move)
  }
  return { moves: made, path }
}

/** The state to which a run leads, by the places of its moves. */
export const follow = <State, Move>(
  { start, moves, next }: Pick<Explorable<State, Move>, 'start' | 'moves' | 'next'>,
  path: ReadonlyArray<number>,
): State => path.reduce((state, at) => next(state, moves(state)[at] as Move), start)
