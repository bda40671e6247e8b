import type { Finding } from '../../spec/core/clause.js'

/** What can be explored: where it begins, what may happen next, and what is wrong with a state. */
export interface Explorable<State, Move> {
  readonly name: string
  /** What the scope holds, in a sentence. */
  readonly says: string
  readonly start: State
  readonly moves: (state: State) => ReadonlyArray<Move>
  readonly next: (state: State, move: Move) => State
  /** Two states with the same key have the same futures; symmetric ones may share a key. */
  readonly key: (state: State) => string
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
export interface Limits {
  /** So many states at most. */
  readonly states: number
  /** So many violations at most, each of another clause. */
  readonly violations: number
  readonly onProgress?: (soFar: {
    readonly states: number
    readonly transitions: number
    readonly depth: number
  }) => void
}

interface Visited<State, Move> {
  readonly state: State
  readonly from: Visited<State, Move> | undefined
  readonly by: Move | undefined
  readonly at: number
}

const SHARDS = 64

/** A set of keys that may hold more than the 2^24 that one Set can. */
const keySet = () => {
  const shards = Array.from({ length: SHARDS }, () => new Set<string>())
  const shardOf = (key: string): Set<string> => {
    let sum = 0
    for (let i = 0; i < key.length; i += 7) sum = (sum * 31 + key.charCodeAt(i)) & 0xffff
    return shards[sum % SHARDS] as Set<string>
  }
  return (key: string): boolean => {
    const shard = shardOf(key)
    if (shard.has(key)) return false
    shard.add(key)
    return true
  }
}

/**
 * Visits every state that can be reached, breadth first, so that the first violation of a clause has a shortest run. A
 * state that violates a clause is not explored further. O(states + transitions) time; a key and a link for each state.
 */
export const explore = <State, Move>(
  { name, start, moves, next, key, findings }: Explorable<State, Move>,
  { states: maxStates, violations: maxViolations, onProgress }: Limits,
): Explored<Move> => {
  const began = performance.now()
  const isNew = keySet()
  const violations: Violation<Move>[] = []
  let states = 0
  let transitions = 0
  let depth = 0
  let isCut = false
  let level: Visited<State, Move>[] = []

  const visit = (visited: Visited<State, Move>): Visited<State, Move> | undefined => {
    if (!isNew(key(visited.state))) return undefined
    states += 1
    const found = findings(visited.state)
    if (found.length === 0) return visited
    for (const finding of found)
      if (violations.length < maxViolations && !violations.some((known) => known.finding.clause === finding.clause))
        violations.push({ finding, ...pathTo(visited) })
    return undefined
  }

  const first = visit({ state: start, from: undefined, by: undefined, at: 0 })
  if (first !== undefined) level.push(first)
  while (level.length > 0 && !isCut) {
    const below: Visited<State, Move>[] = []
    for (const visited of level) {
      for (const [at, by] of moves(visited.state).entries()) {
        transitions += 1
        const reached = visit({ state: next(visited.state, by), from: visited, by, at })
        if (reached !== undefined) below.push(reached)
      }
      isCut = states >= maxStates || violations.length >= maxViolations
      if (isCut) break
    }
    if (below.length > 0) depth += 1
    level = below
    onProgress?.({ states, transitions, depth })
  }
  return {
    scope: name,
    states,
    transitions,
    depth,
    complete: !isCut,
    seconds: (performance.now() - began) / 1000,
    violations,
  }
}

const pathTo = <State, Move>(visited: Visited<State, Move>): Pick<Violation<Move>, 'moves' | 'path'> => {
  const moves: Move[] = []
  const path: number[] = []
  for (let now: Visited<State, Move> | undefined = visited; now?.by !== undefined; now = now.from) {
    moves.push(now.by)
    path.push(now.at)
  }
  return { moves: moves.reverse(), path: path.reverse() }
}

/** The state to which a run leads, by the places of its moves. */
export const follow = <State, Move>(
  { start, moves, next }: Pick<Explorable<State, Move>, 'start' | 'moves' | 'next'>,
  path: ReadonlyArray<number>,
): State => path.reduce((state, at) => next(state, moves(state)[at] as Move), start)
