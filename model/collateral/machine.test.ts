import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOf, collateralAt, promised, shortfall, unsettled, value } from '../../spec/collateral/protection.js'
import type { Event, Outputs } from '../../spec/collateral/types.js'
import { choices, refusedShare, runOf } from '../core/arbitrary.js'
import { type Step, step } from '../core/machine.js'
import { coverage, stepOf, violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { judgeStep } from './invariants.js'
import { collateral, rules } from './machine.js'
import type { State } from './state.js'

const runs = fc.tuple(params, choices(80)).map(([p, chosen]) => runOf(collateral, drawing, p, chosen))
const FAIL: Event = { tag: 'fail' }

/** A failure at the end of each step of a run that has not failed by then. */
const failures = (steps: ReadonlyArray<Step<State, Event, Outputs>>): ReadonlyArray<Step<State, Event, Outputs>> =>
  steps.flatMap(({ after }) => (after.isFailed ? [] : [stepOf(after, FAIL, step(rules)(after, FAIL))]))

const paidTo = ({ before, answer }: Step<State, Event, Outputs>, trader: string): bigint =>
  answer._tag === 'Left'
    ? 0n
    : answer.right.paid.reduce(
        (sum, p) =>
          p.trader === trader ? sum + (p.holdings + p.collateral) * (before.log.prices.get(p.coin) as bigint) : sum,
        0n,
      )

describe('an exchange with collateral', () => {
  it('keeps every clause and every invariant on random runs', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        expect(violations(collateral, { start: steps[0]!.before, steps })).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('loses no careful trader anything when it fails, at every moment of random runs', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const failure of failures(steps)) expect(judgeStep(failure)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('at a failure takes from each trader, careful or not, exactly by how much the condition of Equation 4 is missed', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const failure of failures(steps))
          for (const { trader } of failure.before.params.traders) {
            const { log } = failure.before
            expect(value(promised(log, trader), log.prices) - paidTo(failure, trader)).toBe(
              shortfall(log, trader, log.passed),
            )
          }
      }),
      { numRuns: 100 },
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
    expect([...coverage(rules, drawn)].filter(([, count]) => count === 0)).toEqual([])
    expect(refusedShare(drawn.filter(({ before }) => !before.isFailed))).toBeLessThan(0.4)
  })

  it('is drawn from so that careful traders gain from swaps that a failure undoes, and the collateral for them is nearly used up', () => {
    const atFailure = fc
      .sample(runs, { numRuns: 300, seed: 2 })
      .flatMap(failures)
      .flatMap(({ before: { log } }) =>
        log.params.traders.flatMap(({ trader, careful }) =>
          careful
            ? [
                {
                  gain: unsettled(log, trader, log.passed).some((swap) => changeOf(swap, log.prices) > 0n),
                  short: shortfall(log, trader, log.passed),
                  reserved: value(collateralAt(log, trader, log.passed), log.prices),
                  contested: log.passed < log.eon - 1n,
                },
              ]
            : [],
        ),
      )
    expect(atFailure.filter(({ gain, short }) => gain && short <= 0n).length).toBeGreaterThan(50)
    expect(
      atFailure.filter(({ gain, short, reserved }) => gain && short <= 0n && -10n * short < reserved).length,
    ).toBeGreaterThan(0)
    expect(atFailure.filter(({ gain, contested }) => gain && contested).length).toBeGreaterThan(10)
  })
})
