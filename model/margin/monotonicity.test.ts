import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choices, runOf } from '../core/arbitrary.js'
import { draw, params } from './arbitrary.js'
import { futures } from './machine.js'
import { invalidated, type Kind, kindOf, kinds, makesStale, show, type Witnesses, witnesses } from './monotonicity.js'
import { aCallOpen, aThinCounterparty, type Bounds, openPositions, scopeParams, thinMargins } from './scope.js'

const ALL: Bounds['kinds'] = ['deposit', 'withdraw', 'cancel', 'advance', 'openStep', 'takePart', 'endDay']
const OPEN: Bounds = {
  params: scopeParams,
  start: openPositions,
  events: 3,
  prices: [8n, 10n, 14n],
  volumes: [1n, 2n],
  kinds: ALL,
  amounts: [6n],
}
const CALLED: Bounds = { ...OPEN, start: aCallOpen, events: 2 }
const THIN: Bounds = { ...OPEN, params: thinMargins, start: aThinCounterparty, events: 2 }

const shown = ({ found }: Witnesses): Partial<Record<Kind, ReadonlyArray<string>>> =>
  Object.fromEntries([...found].map(([kind, events]) => [kind, events.map(show)]))

/** The kinds of events by which nobody else's proof of margin can become void. */
const MONOTONIC: ReadonlyArray<Kind> = ['deposit', 'withdraw', 'openStep', 'takePart']

describe('security is not monotonic: an honest event can void the proof of another', () => {
  const open = witnesses(OPEN)
  const atOnce = witnesses({ ...OPEN, params: { ...scopeParams, deadline: 0n } })
  const called = witnesses(CALLED)
  const thin = witnesses(THIN)

  it('by an order that rests, one that trades, and a cancel, in three events from open positions', () => {
    expect(shown(open)).toMatchInlineSnapshot(`
      {
        "cancel": [
          "alice sells 1 at 14",
          "alice withdraws 6",
          "carol cancels s4",
        ],
        "post, resting": [
          "alice withdraws 6",
          "bob buys 1 at 10",
        ],
        "post, trading": [
          "alice sells 1 at 10",
          "alice sells 1 at 8",
          "bob buys 2 at 10",
        ],
      }
    `)
    expect([open.states, open.transitions]).toMatchInlineSnapshot(`
      [
        28370,
        50684,
      ]
    `)
    expect(Object.keys(shown(atOnce)).sort()).toEqual(['cancel', 'post, resting', 'post, trading'])
  })

  it('by the clock, when a deadline passes', () => {
    expect(shown(called).advance).toEqual(['advance'])
  })

  it('by the end of a day, when a position is closed at a price that was better for its counterparty', () => {
    expect(shown(thin).endDay).toEqual(['endDay'])
  })

  it('by no deposit, withdrawal, or joint step: each scope is complete, and each was tried', () => {
    for (const scope of [open, atOnce, called, thin])
      for (const kind of MONOTONIC) {
        expect(scope.found.has(kind)).toBe(false)
        if (kind !== 'takePart') expect(scope.taken.get(kind)).toBeGreaterThan(0)
      }
    expect(open.taken.get('takePart')).toBeGreaterThan(0)
    const possible = new Set([open, called, thin].flatMap(({ found }) => [...found.keys()]))
    expect(kinds.filter((kind) => !possible.has(kind))).toEqual(MONOTONIC)
  })

  it('and none of these on random runs either, in any valuation', () => {
    const runs = fc.tuple(params, choices(80)).map(([p, chosen]) => runOf(futures, draw, p, chosen))
    fc.assert(
      fc.property(runs, (steps) => {
        for (const taken of steps)
          if (MONOTONIC.includes(kindOf(taken))) {
            expect(invalidated(taken)).toEqual([])
            expect(makesStale(taken)).toBe(false)
          }
      }),
      { numRuns: 200 },
    )
  })

  it('MG-17: makes credentials stale by the same kinds of events', () => {
    expect([...witnesses({ ...OPEN, events: 2 }, makesStale).found.keys()].sort()).toEqual([
      'cancel',
      'post, resting',
      'post, trading',
    ])
    expect(witnesses(CALLED, makesStale).found.get('advance')?.map(show)).toEqual(['advance'])
  })
})
