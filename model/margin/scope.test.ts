import { describe, expect, it } from 'vitest'
import type { ClauseId } from '../../spec/core/ids.js'
import { type Ledger, opened, type Watch } from '../../spec/margin/ledger.js'
import type { Event, Outputs } from '../../spec/margin/types.js'
import { everybody } from '../../spec/margin/watch.js'
import { explore } from '../core/explore.js'
import type { Rules } from '../core/machine.js'
import { mutations } from '../core/mutate.js'
import { run } from '../core/run.js'
import { rules } from './machine.js'
import { matching } from './market.js'
import { show } from './monotonicity.js'
import {
  aCallOpen,
  aThinCounterparty,
  type Bounds,
  fromNothing,
  funded,
  openPositions,
  scope,
  scopeParams,
  thinMargins,
} from './scope.js'

const LIMITS = { states: 5_000_000, violations: 5 }

const ALL: Bounds['kinds'] = ['deposit', 'withdraw', 'cancel', 'advance', 'openStep', 'takePart', 'endDay']

/** From open positions, with every kind of event. */
const OPEN: Bounds = {
  params: scopeParams,
  start: openPositions,
  events: 2,
  prices: [8n, 10n, 14n],
  volumes: [1n, 2n],
  kinds: ALL,
  amounts: [6n],
}

const explored = (name: string, bounds: Bounds) => {
  const { states, transitions, complete, violations } = explore(scope(name, bounds), LIMITS)
  return { states, transitions, complete, violations }
}

describe('every run of a small scope keeps every clause', () => {
  it('three traders, three prices, volumes to 2, four events from the empty market (six: see the chapter)', () => {
    expect(explored('from nothing', { ...fromNothing, events: 4 })).toEqual({
      states: 8796,
      transitions: 17134,
      complete: true,
      violations: [],
    })
  })

  it.each<[string, Bounds]>([
    ['at once, at the last solvent price', { ...OPEN, params: { ...scopeParams, deadline: 0n } }],
    ['with a deadline', OPEN],
    [
      'at the reference price, shared by lots, closed at the end of the day',
      {
        ...OPEN,
        params: {
          ...scopeParams,
          deadline: 0n,
          liquidationPrice: 'reference',
          lossRule: 'closed-lots',
          markRule: 'close',
        },
      },
    ],
    ['walking the book', { ...OPEN, params: { ...scopeParams, valuation: 'walk' } }],
    ['with a call open', { ...OPEN, start: aCallOpen }],
    ['with thin margins and a call open', { ...OPEN, params: thinMargins, start: aThinCounterparty }],
  ])('two events of any kind from open positions: %s', (name, bounds) => {
    const { complete, violations } = explored(name, bounds)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
  })
})

describe('runs that only differ in the names of the traders', () => {
  const bounds: Bounds = { ...fromNothing, events: 3, kinds: ['deposit', 'withdraw', 'cancel', 'endDay'] }

  it('count once, which leaves fewer states', () => {
    const { states: reduced, ...once } = explored('reduced', { ...bounds, symmetric: true })
    const { states: all, ...each } = explored('unreduced', { ...bounds, symmetric: false })
    expect([once.complete, each.complete]).toEqual([true, true])
    expect([once.violations, each.violations]).toEqual([[], []])
    expect([reduced, all]).toMatchInlineSnapshot(`
      [
        683,
        3336,
      ]
    `)
  })

  it('show the same mistakes, in runs of the same length', () => {
    const { rules: wrong } = mutations(rules).find(({ id }) => id === 'drop:withdraw/MG-10')!
    const found = (symmetric: boolean) =>
      explore(scope('wrong', { ...bounds, symmetric }, wrong), LIMITS).violations.map(({ finding, moves }) => [
        finding.clause,
        moves.length,
      ])
    expect(found(true)).toEqual(found(false))
    expect(found(true)).not.toEqual([])
  })
})

describe('a mistake', () => {
  /** The shortest run that shows a mistake in the rules, and the clauses that it breaks. */
  const shownBy = (bounds: Bounds, wrong: Rules<Ledger, Event, Outputs>, start?: Ledger) =>
    explore(scope('wrong', bounds, wrong, start), { ...LIMITS, violations: 1 }).violations.map(
      ({ finding, moves }) => ({ clause: finding.clause, run: moves.map(show) }),
    )

  const onlyThePoster = (posters: ReadonlySet<string> = new Set()): Watch => ({
    failing: (ledger) => everybody.failing(ledger).filter((trader) => posters.has(trader)),
    touch: (_, traders) => onlyThePoster(new Set([...traders].slice(0, 1))),
  })

  it('of validating only who posted is caught in two events from open positions, by MG-18', () => {
    const start = run(rules, opened(scopeParams, matching(), onlyThePoster()), openPositions)
    expect(shownBy(OPEN, rules, start)).toEqual([{ clause: 'MG-18', run: ['alice withdraws 6', 'bob buys 1 at 10'] }])
  })

  it('of validating only who posted is caught in a sequence of two traders', () => {
    const params = { ...scopeParams, traders: scopeParams.traders.slice(0, 2) }
    const bounds: Bounds = {
      ...OPEN,
      params,
      start: funded(params, [8n, 200n]),
      events: 4,
      kinds: [],
      volumes: [1n, 2n],
    }
    const start = run(rules, opened(params, matching(), onlyThePoster()), bounds.start)
    expect(shownBy(bounds, rules, start)).toMatchInlineSnapshot(`
      [
        {
          "clause": "MG-18",
          "run": [
            "alice sells 1 at 8",
            "alice sells 1 at 14",
            "bob buys 2 at 8",
          ],
        },
      ]
    `)
    expect(shownBy({ ...bounds, events: 2 }, rules, start)).toEqual([])
  })

  it.each<[string, ClauseId]>([
    ['drop:post/MG-9', 'MG-9'],
    ['drop:post/MG-8', 'MG-8'],
    ['drop:withdraw/MG-10', 'MG-10'],
  ])('%s is caught by %s', (id, clause) => {
    const { rules: wrong } = mutations(rules).find((made) => made.id === id)!
    const bounds: Bounds = { ...OPEN, params: scopeParams, start: id.endsWith('MG-8') ? aCallOpen : openPositions }
    const found = shownBy({ ...bounds, amounts: [6n, 30n] }, wrong)
    expect(found.map((one) => one.clause)).toEqual([clause])
  })
})
