import { after, type Move, type State } from './automaton.js'

/** A way through the automaton: the moves, and the states that they lead through. */
export interface Path {
  readonly moves: ReadonlyArray<Move>
  readonly states: ReadonlyArray<State>
}

/** The path of some moves from a state. */
export const pathOf = (start: State, ...made: ReadonlyArray<Move>): Path => ({
  moves: made,
  states: [start, ...made.map((_, i) => after(start, made.slice(0, i + 1)))],
})

/** A path in a line, such as `s0 s1 s8`. */
export const showPath = ({ states }: Pick<Path, 'states'>): string => states.join(' ')

/** The twelve paths that TEX VI-C3 lists, in its order, each with the moves that its text names. */
export const paths: ReadonlyArray<Path> = [
  pathOf('s0', 'discard'),
  pathOf('s0', 'sign', 'discard'),
  pathOf('s0', 'sign', 'accept', 'include'),
  pathOf('s0', 'sign', 'accept', 'ratify', 'include'),
  pathOf('s0', 'order', 'include'),
  pathOf('s0', 'order', 'ratify', 'include'),
  pathOf('s8', 'cancel'),
  pathOf('s0', 'forge'),
  pathOf('s0', 'sign', 'debit'),
  pathOf('s0', 'sign', 'accept', 'ratify', 'outdate'),
  pathOf('s0', 'order', 'debit'),
  pathOf('s0', 'order', 'ratify', 'debit'),
]
