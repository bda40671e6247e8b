import { missing } from '../../spec/integrity/as-written.js'
import {
  type Actor,
  accepting,
  arrows,
  type Move,
  moves,
  rejecting,
  type State,
  stateNames,
  states,
} from '../../spec/integrity/automaton.js'
import type { ArrowCount } from './walk.js'

/** All arrows from one state to another: one line of a drawing. */
export interface Edge {
  readonly from: State
  readonly to: State
  readonly moves: ReadonlyArray<Move>
  readonly by: ReadonlyArray<Actor>
  /** Whether TEX VI-C3 lists an arrow between the two. */
  readonly isListed: boolean
  /** How often these arrows were taken, if that was counted. */
  readonly count: number | undefined
}

/** The edges of the automaton, in the order of the states. */
export const edgesOf = (counts?: ReadonlyArray<ArrowCount>): ReadonlyArray<Edge> =>
  stateNames.flatMap((from) =>
    stateNames.flatMap((to): ReadonlyArray<Edge> => {
      const between = arrows.filter((arrow) => arrow.from === from && arrow.to === to)
      if (between.length === 0) return []
      const made = between.map(({ move }) => move)
      const taken = counts?.filter((arrow) => arrow.from === from && made.includes(arrow.move))
      return [
        {
          from,
          to,
          moves: made,
          by: [...new Set(made.map((move) => moves[move].by))],
          isListed: !missing.some((arrow) => arrow.from === from && arrow.to === to),
          count: taken?.reduce((sum, { count }) => sum + count, 0),
        },
      ]
    }),
  )

/** What stands beside an edge: who acts, and how. */
export const labelOf = ({ by, moves: made, count }: Edge): string =>
  `${by.join(', ')}: ${made.join(', ')}${count === undefined ? '' : ` (${count})`}`

/** Whether a state is accepted, rejected or neither, as a word. */
export const markOf = (state: State): 'accept' | 'reject' | 'open' =>
  accepting.has(state) ? 'accept' : rejecting.has(state) ? 'reject' : 'open'

/** The automaton for Graphviz. */
export const graphviz = (counts?: ReadonlyArray<ArrowCount>): string =>
  [
    'digraph integrity {',
    '  rankdir=LR; node [shape=circle]; start [shape=point]; start -> s0;',
    ...stateNames.map((state) => {
      const shape = { accept: 'doublecircle', reject: 'octagon', open: 'circle' }[markOf(state)]
      return `  ${state} [shape=${shape}, tooltip="${states[state]}"];`
    }),
    ...edgesOf(counts).map(
      (edge) => `  ${edge.from} -> ${edge.to} [label="${labelOf(edge)}"${edge.isListed ? '' : ', style=dashed'}];`,
    ),
    '}',
  ].join('\n')

/** The automaton for Mermaid. */
export const mermaid = (counts?: ReadonlyArray<ArrowCount>): string =>
  [
    'stateDiagram-v2',
    '  direction LR',
    ...stateNames.map((state) => `  ${state} : ${state} ${states[state].replaceAll(':', ',')}`),
    '  [*] --> s0',
    ...edgesOf(counts).map((edge) => `  ${edge.from} --> ${edge.to} : ${labelOf(edge).replace(':', '')}`),
    '  classDef accept stroke-width:4px',
    '  classDef reject stroke-dasharray:4 2',
    `  class ${stateNames.filter((state) => markOf(state) === 'accept').join()} accept`,
    `  class ${stateNames.filter((state) => markOf(state) === 'reject').join()} reject`,
  ].join('\n')
