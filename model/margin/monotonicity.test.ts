import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choices, runOf } from '../core/arbitrary.js'
import { drawing, params } from './arbitrary.js'
import { futures } from './machine.js'
import { invalidated, type Kind, kindOf, makesStale, monotonicity, monotonicityTable } from './monotonicity.js'
import { show } from './scope.js'

/** The kinds of events by which nobody else's proof of margin can become void. */
const MONOTONIC: ReadonlyArray<Kind> = ['deposit', 'withdraw', 'openStep', 'takePart']

describe('security is not monotonic: an honest event can void the proof of another', () => {
  const found = monotonicity()
  const { rows, states, transitions } = found
  const row = (kind: Kind) => rows.find((one) => one.kind === kind)

  it('by an order that rests, one that trades, a cancel, the clock, and the end of a day', () => {
    expect(rows.filter(({ voids }) => voids !== undefined).map(({ kind }) => kind)).toEqual([
      'post, resting',
      'post, trading',
      'cancel',
      'advance',
      'endDay',
    ])
    expect(row('post, resting')?.voids?.events.map(show)).toEqual(['alice withdraws 6', 'bob buys 1 at 10'])
    expect(row('advance')?.voids?.events.map(show)).toEqual(['the clock says 1'])
  })

  it('by no deposit, withdrawal, or joint step: each scope is complete, and each of them was tried', () => {
    for (const { kind, voids, stale, taken } of rows.filter((one) => MONOTONIC.includes(one.kind))) {
      expect([kind, voids, stale]).toEqual([kind, undefined, undefined])
      expect(taken).toBeGreaterThan(100)
    }
  })

  it('MG-17: the same kinds make all credentials stale, but for the end of a day', () => {
    expect(rows.filter(({ stale }) => stale !== undefined).map(({ kind }) => kind)).toEqual([
      'post, resting',
      'post, trading',
      'cancel',
      'advance',
    ])
  })

  it('as the table of the chapter says', () => {
    const chapter = readFileSync(new URL('../../spec/margin/chapter.md', import.meta.url), 'utf8')
    expect(chapter).toContain(monotonicityTable(found))
    expect(chapter).toContain(`${states.toLocaleString('en')} states, ${transitions.toLocaleString('en')} transitions`)
  })

  it('and none of these on random runs either, in any valuation', () => {
    const runs = fc.tuple(params, choices(80)).map(([p, chosen]) => runOf(futures, drawing, p, chosen))
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
})
