import * as E from 'fp-ts/lib/Either.js'
import type { Ledger } from '../../spec/margin/ledger.js'
import type { Event, Outputs } from '../../spec/margin/types.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { type Step, step } from '../core/machine.js'
import { run, stepOf } from '../core/run.js'
import { futures, rules } from './machine.js'
import { type Bounds, keyOf, movesOf, show } from './scope.js'
import { fromOpen } from './scopes.js'
import { aCallOpen, aThinCounterparty, thinMargins } from './starts.js'

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

/** What an event may do to the proofs of others. */
const effects = {
  voids: (taken: Step<Ledger, Event, Outputs>) => invalidated(taken).length > 0,
  stale: makesStale,
} as const
type EffectName = keyof typeof effects
const effectNames = Object.keys(effects) as ReadonlyArray<EffectName>

/** For each kind of event and each effect a shortest run of the scope whose last event has it, if there is one. */
export interface Witnesses extends Readonly<Record<EffectName, ReadonlyMap<Kind, ReadonlyArray<Event>>>> {
  readonly states: number
  readonly transitions: number
  /** How often each kind of event was tried. */
  readonly taken: ReadonlyMap<Kind, number>
}

interface Node {
  readonly ledger: Ledger
  readonly from: Node | undefined
  readonly by: Event | undefined
}

/** Looks for the effects of each kind of event in every run of a scope, breadth first. */
export const witnesses = (bounds: Bounds): Witnesses => {
  const moves = movesOf(bounds)
  const key = keyOf(bounds)
  const next = step(rules)
  const seen = new Set<string>()
  const found = { voids: new Map<Kind, ReadonlyArray<Event>>(), stale: new Map<Kind, ReadonlyArray<Event>>() }
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
        for (const name of effectNames)
          if (!found[name].has(kind) && effects[name](made)) found[name].set(kind, pathTo(reached))
        const reachedKey = key(made.after)
        if (seen.has(reachedKey)) continue
        seen.add(reachedKey)
        below.push(reached)
      }
    level = below
  }
  return { states: seen.size, transitions, taken, ...found }
}

const pathTo = (node: Node): ReadonlyArray<Event> => {
  const events: Event[] = []
  for (let at: Node | undefined = node; at?.by !== undefined; at = at.from) events.push(at.by)
  return events.reverse()
}

/** A scope, and from where it starts in words. */
interface Named {
  readonly from: string
  readonly bounds: Bounds
}

/** What the table is made from; positions are valued at the reference price. */
const tableScopes: ReadonlyArray<Named> = [
  { from: 'open positions', bounds: fromOpen(3) },
  { from: 'open positions, no time to meet a call', bounds: fromOpen(3, { deadline: 0n }) },
  { from: 'a call that is open', bounds: fromOpen(2, {}, aCallOpen) },
  {
    from: 'a call that is open, a counterparty with thin margins',
    bounds: fromOpen(2, thinMargins, aThinCounterparty),
  },
]

/** What a kind of event can do to others, with a shortest run; nothing, where no run of any scope shows it. */
export interface Reach extends Readonly<Record<EffectName, Shortest | undefined>> {
  readonly kind: Kind
  /** How often it was tried. */
  readonly taken: number
}

interface Shortest {
  readonly from: string
  readonly events: ReadonlyArray<Event>
}

/** The table of the chapter, and how much was explored for it. */
export interface Monotonicity {
  readonly rows: ReadonlyArray<Reach>
  readonly states: number
  readonly transitions: number
}

/** For each kind of event whether it can void or make stale the proofs of others. Each scope is seen as a whole. */
export const monotonicity = (): Monotonicity => {
  const all = tableScopes.map(({ from, bounds }) => ({ from, seen: witnesses(bounds) }))
  const shortest = (name: EffectName, kind: Kind): Shortest | undefined =>
    all
      .flatMap(({ from, seen }) => {
        const events = seen[name].get(kind)
        return events === undefined ? [] : [{ from, events }]
      })
      .reduce<Shortest | undefined>((a, b) => (a === undefined || b.events.length < a.events.length ? b : a), undefined)
  const sum = (of: (seen: Witnesses) => number): number => all.reduce((total, { seen }) => total + of(seen), 0)
  return {
    rows: kinds.map((kind) => ({
      kind,
      voids: shortest('voids', kind),
      stale: shortest('stale', kind),
      taken: sum(({ taken }) => taken.get(kind) ?? 0),
    })),
    states: sum(({ states }) => states),
    transitions: sum(({ transitions }) => transitions),
  }
}

const inWords: Readonly<Record<Kind, string>> = {
  deposit: 'a deposit',
  withdraw: 'a withdrawal',
  'post, resting': 'an order that rests',
  'post, trading': 'an order that trades',
  cancel: 'a cancel',
  advance: 'the clock',
  openStep: 'a joint step',
  takePart: 'taking part in it',
  endDay: 'the end of a day',
}

const cell = (shortest: Shortest | undefined): string =>
  shortest === undefined ? 'never' : `${shortest.events.map(show).join('; ')} (from ${shortest.from})`

/** The table in Markdown. */
export const monotonicityTable = ({ rows }: Pick<Monotonicity, 'rows'>): string =>
  [
    '| event | tried | voids another’s proof | makes all credentials stale |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ kind, taken, voids, stale }) => `| ${inWords[kind]} | ${taken} | ${cell(voids)} | ${cell(stale)} |`),
  ].join('\n')
