import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Ledger } from '../../spec/margin/ledger.js'
import type { Event } from '../../spec/margin/types.js'
import { type Choice, choices } from '../core/arbitrary.js'
import { step } from '../core/machine.js'
import { stepOf } from '../core/run.js'
import { draw, params } from './arbitrary.js'
import { judgeStep } from './invariants.js'
import { futures } from './machine.js'
import { type Mistake, mistakes } from './mistakes.js'

/** The clauses that the first wrong step of a run of a wrong engine breaks; from a right state every time. */
const broken = ({ rules }: Mistake, start: Ledger, chosen: Iterable<Choice>): ReadonlyArray<ClauseId> => {
  const wrong = step(rules)
  const right = step(futures.rules)
  let ledger = start
  for (const made of chosen) {
    const event: Event = draw(ledger, made)
    const found = judgeStep(stepOf(ledger, event, wrong(ledger, event)))
    if (found.length > 0) return found.map(({ clause }) => clause)
    ledger = stepOf(ledger, event, right(ledger, event)).after
  }
  return []
}

describe('a mistake that people make', () => {
  const runs = fc.sample(fc.tuple(params, choices(120)), { numRuns: 800, seed: 7 })

  it.each(mistakes)('$id is found by $clause: $says', (mistake) => {
    for (const [p, chosen] of runs)
      if (broken(mistake, futures.init({ ...p, valuation: 'mid' }), chosen).includes(mistake.clause)) return
    expect.fail('not found')
  })
})
