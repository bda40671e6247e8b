import type { ClauseId } from '../../../spec/core/ids.js'
import {
  arrows,
  isEnabled,
  type Move,
  moveNames,
  type State,
  stateNames,
  states,
} from '../../../spec/integrity/automaton.js'
import { paths, showPath } from '../../../spec/integrity/paths.js'
import type { Kit } from '../../kit/kit.js'
import type { FunctionCase, Source } from '../types.js'

/** Every arrow of the automaton, every state with the moves that keep it, and the paths that TEX lists. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> => {
  const made = (
    slug: string,
    comment: string,
    clauses: readonly [ClauseId, ...ClauseId[]],
    from: State,
    moves: ReadonlyArray<Move>,
    source: Source = { from: 'hand' },
  ): FunctionCase => ({
    kind: 'function',
    id: `${kit.chapter}/function/${slug}`,
    chapter: kit.chapter,
    comment,
    source,
    clauses,
    negative: false,
    needs: ['evaluate=automaton'],
    function: 'automaton',
    arguments: { from, moves },
    result: kit.functions.automaton?.({ from, moves }) ?? null,
  })
  return [
    ...arrows.map(({ from, move, to }) =>
      made(`arrow-${from}-${move}`, `From ${from} by ${move}: ${states[to]}.`, ['IN-1'], from, [move]),
    ),
    ...stateNames.map((state) =>
      made(
        `kept-${state}`,
        `The moves that have no arrow keep ${state}: ${states[state]}.`,
        state === 's6' || state === 's7' ? ['IN-4', 'IN-1'] : ['IN-1'],
        state,
        moveNames.filter((move) => !isEnabled(state, move)),
      ),
    ),
    ...paths.map((path, i) =>
      made(
        `path-${String(i + 1).padStart(2, '0')}`,
        `The path ${showPath(path)}.`,
        ['IN-2'],
        path.states[0] as State,
        path.moves,
        { from: 'paper', where: 'TEX VI-C3' },
      ),
    ),
  ]
}
