import { arrows, type Move, next, type State } from '../../spec/integrity/automaton.js'
import type { Dealing } from '../../spec/integrity/dealing.js'
import { movesBetween } from '../../spec/integrity/refinement.js'
import type { Exchange, Move as Step } from '../commit-chain/exchange.js'
import { type Explorable, explore, type Limits } from '../core/explore.js'
import { evidenceOf } from './walk.js'

// Which ways through the automaton the exchange really goes: explored with the way so far as a part of the state.

/** A way that one dealing went, and the first, shortest run in which it did. */
export interface Reached {
  /** The states, such as `s0 s1 s8`. */
  readonly path: string
  readonly steps: ReadonlyArray<Step>
}

interface Along {
  readonly exchange: Exchange
  readonly path: string
  readonly steps: ReadonlyArray<Step>
}

const lastOf = (path: string): State => path.slice(-2) as State

const extended = (path: string, moves: ReadonlyArray<Move>): string =>
  moves.reduce((so, move) => {
    const to = next(lastOf(so), move)
    return to === lastOf(so) ? so : `${so} ${to}`
  }, path)

/** Every way that a dealing goes in a scope, in the order in which they are found. */
export const reach = (
  scope: Explorable<Exchange, Step>,
  dealing: Dealing,
  limits: Pick<Limits, 'states'>,
): ReadonlyArray<Reached> => {
  const found = new Map<string, Reached>()
  const note = ({ path, steps }: Along): void => {
    if (!found.has(path)) found.set(path, { path, steps })
  }
  const start: Along = { exchange: scope.start, path: 's0', steps: [] }
  note(start)
  explore<Along, Step>(
    {
      name: scope.name,
      says: scope.says,
      start,
      moves: ({ exchange }) => scope.moves(exchange),
      next: ({ exchange, path, steps }, move) => {
        const later = scope.next(exchange, move)
        const moves = movesBetween(evidenceOf(exchange), evidenceOf(later), dealing)
        const along = { exchange: later, path: extended(path, moves), steps: [...steps, move] }
        note(along)
        return along
      },
      key: ({ exchange, path }) => [path, scope.key(exchange)].flat(),
      findings: () => [],
      show: scope.show,
    },
    { ...limits, violations: 1 },
  )
  return [...found.values()]
}

/** Every way that the automaton allows from s0 on, without going round a loop. */
export const allPaths = (): ReadonlyArray<string> => {
  const ways: string[] = []
  const go = (path: string): void => {
    ways.push(path)
    const from = lastOf(path)
    const targets = new Set(arrows.filter((arrow) => arrow.from === from && arrow.to !== from).map(({ to }) => to))
    for (const to of targets) go(`${path} ${to}`)
  }
  go('s0')
  return ways
}
