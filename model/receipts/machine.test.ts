import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event, Outputs, Receipt } from '../../spec/receipts/types.js'
import { choices, refusedShare } from '../core/arbitrary.js'
import { type Step, step } from '../core/machine.js'
import { coverage, stepOf, violations } from '../core/run.js'
import { draw, params } from './arbitrary.js'
import { receipts, rules } from './machine.js'
import type { State } from './state.js'

type Steps = ReadonlyArray<Step<State, Event, Outputs>>

const runOf = (opened: Parameters<typeof receipts.init>[0], chosen: Parameters<typeof draw>[2][]): Steps => {
  const next = step(rules)
  const given: Receipt[] = []
  const steps: Step<State, Event, Outputs>[] = []
  let before = receipts.init(opened)
  for (const choice of chosen) {
    const event = draw({ receipts: given }, before, choice)
    const outcome = next(before, event)
    if (outcome._tag === 'Right' && outcome.right.outputs.issued !== undefined)
      given.push(outcome.right.outputs.issued.receipt)
    const taken = stepOf(before, event, outcome)
    steps.push(taken)
    before = taken.after
  }
  return steps
}

describe('the order log', () => {
  it('keeps every clause in every random run, with either suite', () => {
    fc.assert(
      fc.property(params, choices(25), (opened, chosen) => {
        const steps = runOf(opened, [...chosen])
        expect(violations(receipts, { start: receipts.init(opened), steps })).toEqual([])
      }),
      { numRuns: 40, seed: 5 },
    )
  })

  it('is drawn so that every rule is taken and every condition refuses', () => {
    const steps = fc
      .sample(fc.tuple(params, choices(40)), { seed: 3, numRuns: 250 })
      .flatMap(([opened, chosen]) => runOf(opened, [...chosen]))
    const counts = coverage(rules, steps)
    expect([...counts].filter(([, count]) => count === 0).map(([name]) => name)).toEqual([])
    expect(refusedShare(steps)).toBeLessThan(0.4)
  })
})
