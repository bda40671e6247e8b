import * as E from 'fp-ts/lib/Either.js'
import type { Ledger } from '../../spec/margin/ledger.js'
import type { Event, Outputs } from '../../spec/margin/types.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { type Step, step } from '../core/machine.js'
import { run, stepOf } from '../core/run.js'
import { futures, rules } from './machine.js'
import { type Bounds, keyOf, movesOf } from './scope.js'

/** What an event is to others: a post that only rests and one that trades are told apart. */
export type Kind = Exclude<Event['tag'], 'post'> | 'post, resting' | 'post, trading'

/** Every kind of event. */
export const kinds: ReadonlyArray<Kind> = [
  'deposit',
  'withdraw',
  'post, resting',
  'post, trading',
  'cancel',
  'advance',
  'openStep',
  'takePart',
  'endDay',
]

export const kindOf = ({ event, answer }: Step<Ledger, Event, Outputs>): Kind =>
  event.tag !== 'post'
    ? event.tag
    : E.isRight(answer) && answer.right.fills.length > 0
      ? 'post, trading'
      : 'post, resting'

/** Who was in good standing, did nothing itself, and is called or liquidated by what somebody else did. */
export const invalidated = ({ event, answer }: Step<Ledger, Event, Outputs>): ReadonlyArray<TraderId> => {
  if (E.isLeft(answer)) return []
  const { called, forfeited } = answer.right
  const actor = 'trader' in event ? event.trader : undefined
  return called
    .map(({ trader }) => trader)
    .filter((trader) => trader !== actor && !forfeited.some((part) => part.trader === trader))
}

/** Whether an event makes all credentials stale, so that they have to be made again. */
export const makesStale = ({ before, after }: Step<Ledger, Event, Outputs>): boolean => before.version !== after.version

/** For each kind of event a shortest run of the scope whose last event is of that kind and has the effect, if there is one. */
export interface Witnesses {
  readonly states: number
  readonly transitions: number
  readonly taken: ReadonlyMap<Kind, number>
  readonly found: ReadonlyMap<Kind, ReadonlyArray<Event>>
}

interface Node {
  readonly ledger: Ledger
  readonly from: Node | undefined
  readonly by: Event | undefined
}

/** Looks for an effect of each kind of event in every run of a scope, breadth first. */
export const witnesses = (
  bounds: Bounds,
  hasEffect: (taken: Step<Ledger, Event, Outputs>) => boolean = (taken) => invalidated(taken).length > 0,
): Witnesses => {
  const moves = movesOf(bounds)
  const key = keyOf(bounds)
  const next = step(rules)
  const seen = new Set<string>()
  const found = new Map<Kind, ReadonlyArray<Event>>()
  const taken = new Map<Kind, number>()
  let transitions = 0
  let level: Node[] = [
    { ledger: run(rules, futures.init(bounds.params), bounds.start), from: undefined, by: undefined },
  ]
  for (let depth = 0; depth < bounds.events; depth += 1) {
    const below: Node[] = []
    for (const node of level)
      for (const by of moves({ key: '', ledger: node.ledger, events: depth, found: [] })) {
        transitions += 1
        const made = stepOf(node.ledger, by, next(node.ledger, by))
        const reached: Node = { ledger: made.after, from: node, by }
        const kind = kindOf(made)
        taken.set(kind, (taken.get(kind) ?? 0) + 1)
        if (!found.has(kind) && hasEffect(made)) found.set(kind, pathTo(reached))
        const name = key(made.after)
        if (seen.has(name)) continue
        seen.add(name)
        below.push(reached)
      }
    level = below
  }
  return { states: seen.size, transitions, taken, found }
}

const pathTo = (node: Node): ReadonlyArray<Event> => {
  const events: Event[] = []
  for (let at: Node | undefined = node; at?.by !== undefined; at = at.from) events.push(at.by)
  return events.reverse()
}

/** An event, in a few words. */
export const show = (event: Event): string => {
  switch (event.tag) {
    case 'post':
      return `${event.trader} ${event.side}s ${event.volume} at ${event.price}`
    case 'cancel':
      return `${event.trader} cancels ${event.order}`
    case 'deposit':
    case 'withdraw':
      return `${event.trader} ${event.tag}s ${event.amount}`
    case 'takePart':
      return `${event.trader} takes part`
    default:
      return event.tag
  }
}
