import type { ClauseId } from '../../spec/core/ids.js'
import { opened, type Watch } from '../../spec/margin/ledger.js'
import type { Event, Params } from '../../spec/margin/types.js'
import { everybody } from '../../spec/margin/watch.js'
import type { Explorable } from '../core/explore.js'
import { mutations } from '../core/mutate.js'
import { run } from '../core/run.js'
import { rules } from './machine.js'
import { matching } from './market.js'
import { type Bounds, type Reached, scope } from './scope.js'
import { aCallOpen, aThinCounterparty, fromNothing, funded, openPositions, scopeParams, thinMargins } from './starts.js'

/** Every kind of event besides orders. */
export const everyKind: Bounds['kinds'] = ['deposit', 'withdraw', 'cancel', 'advance', 'openStep', 'takePart', 'endDay']

/** A few events of any kind from open positions. */
export const fromOpen = (events: number, params: Partial<Params> = {}, start = openPositions): Bounds => ({
  params: { ...scopeParams, ...params },
  start,
  events,
  prices: [8n, 10n, 14n],
  volumes: [1n, 2n],
  kinds: everyKind,
  amounts: [6n],
})

/** Two events of any kind from open positions, once for each rule of the parameters. */
const settings: Readonly<Record<string, Bounds>> = {
  'margin-open': fromOpen(2),
  'margin-at-once': fromOpen(2, { deadline: 0n }),
  'margin-other-rules': fromOpen(2, {
    deadline: 0n,
    liquidationPrice: 'reference',
    lossRule: 'closed-lots',
    markRule: 'close',
  }),
  'margin-walk': fromOpen(2, { valuation: 'walk' }),
  'margin-called': fromOpen(2, {}, aCallOpen),
  'margin-thin': fromOpen(2, thinMargins, aThinCounterparty),
}

/** The scopes of this chapter, the smallest first; `margin-6` is the one of the chapter. */
export const marginScopes: ReadonlyArray<Explorable<Reached, Event>> = [
  ...Object.entries(settings).map(([name, bounds]) => scope(name, bounds)),
  ...[3, 4, 6].map((events) => scope(`margin-${events}`, { ...fromNothing, events })),
]

/** A market that validates only who acted: the natural mistake. */
export const onlyWhoActed = (actors: ReadonlySet<string> = new Set()): Watch => ({
  failing: (ledger) => everybody.failing(ledger).filter((trader) => actors.has(trader)),
  touch: (_, traders) => onlyWhoActed(new Set([...traders].slice(0, 1))),
})

/** Other rules, and the clause that each breaks. */
export interface MarginVariant {
  readonly says: string
  readonly breaks: ClauseId
  readonly scope: Explorable<Reached, Event>
}

const without = (id: string, says: string, breaks: ClauseId, bounds: Bounds): MarginVariant => ({
  says,
  breaks,
  scope: scope(`without-${breaks}`, bounds, mutations(rules).find((made) => made.id === id)?.rules),
})

const TWO: Params = { ...scopeParams, traders: scopeParams.traders.slice(0, 2) }
const twoTraders: Bounds = { ...fromOpen(4), params: TWO, start: funded(TWO, [8n, 200n]), kinds: [] }
const withLarge = (bounds: Bounds): Bounds => ({ ...bounds, amounts: [6n, 30n] })

/** Mistakes, each explored until it breaks a clause. */
export const marginVariants: ReadonlyArray<MarginVariant> = [
  {
    says: 'only who acted is validated again; two traders',
    breaks: 'MG-18',
    scope: scope(
      'only-the-poster',
      twoTraders,
      rules,
      run(rules, opened(TWO, matching(), onlyWhoActed()), twoTraders.start),
    ),
  },
  without('drop:post/MG-9', 'who posts needs no initial margin', 'MG-9', withLarge(fromOpen(2))),
  without('drop:post/MG-8', 'who is called may post anything', 'MG-8', withLarge(fromOpen(2, {}, aCallOpen))),
  without('drop:withdraw/MG-10', 'what the margin needs may be withdrawn', 'MG-10', withLarge(fromOpen(2))),
]
