import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choices, refusedShare, runOf } from '../core/arbitrary.js'
import { coverage, violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { futures, rules } from './machine.js'

const runs = fc.tuple(params, choices(120)).map(([p, chosen]) => runOf(futures, drawing, p, chosen))

describe('the futures exchange', () => {
  it('keeps every clause and every invariant on random runs', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        expect(violations(futures, { start: steps[0]!.before, steps })).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves the state identical when it refuses', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const { before, answer, after } of steps) if (answer._tag === 'Left') expect(after).toBe(before)
      }),
      { numRuns: 100 },
    )
  })

  it('is drawn from so that every rule and every guard is exercised, and most events are accepted', () => {
    const drawn = fc.sample(runs, { numRuns: 1500, seed: 1 }).flat()
    const missing = [...coverage(rules, drawn)].filter(([, count]) => count === 0).map(([key]) => key)
    expect(missing.filter((key) => !key.endsWith('/MG-1'))).toEqual([])
    expect(refusedShare(drawn.filter(({ before }) => !before.isClosed))).toBeLessThan(0.45)
  })

  it('is drawn from so that calls, cures, liquidations, cascades, losses, drop-outs and marks all happen', () => {
    const seen = {
      called: 0,
      lifted: 0,
      liquidated: 0,
      cascades: 0,
      fund: 0,
      shared: 0,
      forfeited: 0,
      rewarded: 0,
      marked: 0,
    }
    for (const { answer } of fc.sample(runs, { numRuns: 600, seed: 2 }).flat()) {
      if (answer._tag === 'Left') continue
      const { called, lifted, liquidated, forfeited, rewarded, marked } = answer.right
      seen.called += called.length
      seen.lifted += lifted.length
      seen.liquidated += liquidated.length
      seen.cascades += liquidated.length > 1 ? 1 : 0
      seen.fund += liquidated.filter(({ fund }) => fund > 0n).length
      seen.shared += liquidated.filter(({ shared }) => shared.length > 0).length
      seen.forfeited += forfeited.length
      seen.rewarded += rewarded.length
      seen.marked += marked.length
    }
    const { cascades, ...others } = seen
    expect(cascades).toBeGreaterThan(2)
    for (const count of Object.values(others)) expect(count).toBeGreaterThan(15)
  })
})
