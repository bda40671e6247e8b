import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choices, refusedShare, runOf } from '../core/arbitrary.js'
import { coverage, violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { receipts, rules } from './machine.js'

describe('the order log', () => {
  it('keeps every clause in every random run, with either suite', () => {
    fc.assert(
      fc.property(params, choices(25), (opened, chosen) => {
        const steps = runOf(receipts, drawing, opened, chosen)
        expect(violations(receipts, { start: receipts.init(opened), steps })).toEqual([])
      }),
      { numRuns: 40, seed: 5 },
    )
  })

  it('is drawn so that every rule is taken and every condition refuses', () => {
    const steps = fc
      .sample(fc.tuple(params, choices(40)), { seed: 3, numRuns: 250 })
      .flatMap(([opened, chosen]) => runOf(receipts, drawing, opened, chosen))
    const counts = coverage(rules, steps)
    expect([...counts].filter(([, count]) => count === 0).map(([name]) => name)).toEqual([])
    expect(refusedShare(steps)).toBeLessThan(0.4)
  })
})
