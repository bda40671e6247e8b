import * as E from 'fp-ts/lib/Either.js'
import { arrowsOf, arrowsTaken } from '../../model/integrity/log.js'
import type { ArrowCount } from '../../model/integrity/walk.js'
import { Event, Params } from '../../spec/commit-chain/types.js'
import { decode } from '../../spec/core/codec.js'
import { type Move, moveNames, type State, stateNames } from '../../spec/integrity/automaton.js'
import type { RunResult } from '../run/result.js'
import type { Case, TraceCase } from '../vectors/types.js'

/**
 * How often the cases that passed took each arrow of the integrity automaton: those of the automaton itself, and the
 * logs of the commit-chain as far as they show it. Nothing, where neither chapter was tested.
 */
export const arrowsOfRun = (
  { cases: results, profiles }: RunResult,
  cases: ReadonlyArray<Case>,
): ReadonlyArray<ArrowCount> | undefined => {
  if (!profiles.some((chapter) => chapter === 'integrity' || chapter === 'commit-chain')) return undefined
  const passed = new Set(
    results.flatMap(({ id, outcome: { tag } }) => (tag === 'passed' || tag === 'unattributed' ? [id] : [])),
  )
  const counts = new Map<string, ArrowCount>()
  for (const one of cases)
    if (passed.has(one.id))
      for (const arrow of arrowsOfCase(one)) {
        const at = `${arrow.from} ${arrow.move}`
        counts.set(at, { ...arrow, count: (counts.get(at)?.count ?? 0) + arrow.count })
      }
  return [...counts.values()]
}

const arrowsOfCase = (one: Case): ReadonlyArray<ArrowCount> => {
  if (one.chapter === 'integrity' && one.kind === 'function') return arrowsOfPath(one.arguments)
  return one.chapter === 'commit-chain' && one.kind === 'trace' ? arrowsOfTrace(one) : []
}

const arrowsOfPath = (args: unknown): ReadonlyArray<ArrowCount> => {
  const { from, moves = [] } = args as { readonly from?: State; readonly moves?: ReadonlyArray<Move> }
  if (from === undefined || !stateNames.includes(from)) return []
  return arrowsTaken(
    from,
    moves.filter((move) => moveNames.includes(move)),
  )
}

const arrowsOfTrace = ({ params, steps }: TraceCase): ReadonlyArray<ArrowCount> => {
  const opened = decode(Params, params)
  if (E.isLeft(opened)) return []
  const accepted = steps.flatMap(({ event, answer }) => {
    const decoded = decode(Event, event)
    return 'accepted' in answer && E.isRight(decoded) ? [decoded.right] : []
  })
  return arrowsOf(opened.right, accepted)
}
