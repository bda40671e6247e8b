import type { Finding } from '../../spec/core/clause.js'
import type { Explorable, Explored, Limits, Violation } from './explore.js'
import { type Ints, intList } from './table.js'

/** The states that take as many moves to reach, by their numbers: from `first` up to `end`. */
export interface Level {
  readonly first: number
  readonly end: number
}

/** What an exploration keeps of the states that it numbered, whoever works out what follows them. */
export interface Journal<Move> {
  /** A state that was not seen before gets the next number: the one that it was reached from, the place of the move, what is wrong. */
  readonly enter: (parent: number, place: number, found: ReadonlyArray<Finding>) => void
  /** So many moves more were taken. */
  readonly taken: (moves: number) => void
  /** Whether a state is to be expanded: nothing is wrong with it, and no limit was reached. */
  readonly isDue: (number: number) => boolean
  /** Ends a level; the next one, unless no state is left or a limit was reached. */
  readonly next: () => Level | undefined
  readonly explored: () => Explored<Move>
}

/** Of each state the one and the move that it was reached by are kept: 8 bytes. */
export const journal = <State, Move>(
  scope: Explorable<State, Move>,
  { states: maxStates, violations: maxViolations, onProgress }: Omit<Limits, 'onStep'>,
): Journal<Move> => {
  const began = performance.now()
  const from = intList()
  const by = intList()
  const wrong = new Set<number>()
  const violations: Violation<Move>[] = []
  let level: Level = { first: 0, end: 0 }
  let wrongBefore = 0
  let transitions = 0
  let depth = -1

  const isCut = (): boolean => from.count() >= maxStates || violations.length >= maxViolations
  return {
    enter: (parent, place, found) => {
      const number = from.count()
      from.push(parent)
      by.push(place)
      if (found.length === 0) return
      wrong.add(number)
      for (const finding of found)
        if (violations.length < maxViolations && !violations.some((known) => known.finding.clause === finding.clause))
          violations.push({ finding, ...runOf(scope, pathTo(number, from, by)) })
    },
    taken: (moves) => {
      transitions += moves
    },
    isDue: (number) => !wrong.has(number) && !isCut(),
    next: () => {
      const states = from.count()
      if (states - level.end > wrong.size - wrongBefore) depth += 1
      wrongBefore = wrong.size
      level = { first: level.end, end: states }
      onProgress?.({ states, transitions, depth })
      return level.first < level.end && !isCut() ? level : undefined
    },
    explored: () => ({
      scope: scope.name,
      states: from.count(),
      transitions,
      depth: Math.max(depth, 0),
      complete: !isCut(),
      seconds: (performance.now() - began) / 1000,
      violations,
    }),
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
