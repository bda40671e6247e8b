import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { choices, refusedShare, runOf } from '../core/arbitrary.js'
import { explain, type Refusal, step } from '../core/machine.js'
import { coverage, stepOf, violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { orderBook, rules } from './machine.js'
import { snapshotOf, stateOf } from './snapshot.js'

const runs = fc.tuple(params, choices(40)).map(([p, chosen]) => runOf(orderBook, drawing, p, chosen))

describe('the order book', () => {
  it('keeps every clause and every invariant on random runs', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        expect(violations(orderBook, { start: steps[0]!.before, steps })).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('leaves the state identical when it refuses', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const { before, answer, after } of steps) if (answer._tag === 'Left') expect(after).toBe(before)
      }),
    )
  })

  const said = (answer: E.Either<Refusal, unknown>) => (E.isLeft(answer) ? answer.left.clause : answer.right)

  it('goes on from what is live in it as it would have gone on', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const { before, event, answer } of steps) {
          const again = stateOf(before.params, snapshotOf(before))
          expect(snapshotOf(again)).toEqual(snapshotOf(before))
          expect(said(stepOf(again, event, step(rules)(again, event)).answer)).toEqual(said(answer))
        }
      }),
    )
  })

  it('is drawn from so that every rule and every guard is exercised, and most events are accepted', () => {
    const drawn = fc.sample(runs, { numRuns: 300, seed: 1 }).flat()
    expect([...coverage(rules, drawn)].filter(([, count]) => count === 0)).toEqual([])
    expect(refusedShare(drawn)).toBeGreaterThan(0.05)
    expect(refusedShare(drawn)).toBeLessThan(0.2)
  })

  it('never has both conditions of a cancel fail, so that their order of precedence means nothing', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const { before, event } of steps) {
          if (event.tag !== 'cancel') continue
          const failing = explain(rules)(before, event).filter(({ holds }) => !holds)
          expect(failing.length).toBeLessThan(2)
        }
      }),
    )
  })
})
