import * as fc from 'fast-check'
import { choices } from '../../../model/core/arbitrary.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'

const SEEDS = 40
const EVENTS = 14

/** Runs drawn at random, one for each seed from 1: the same seeds always give the same runs. */
export const seededTraces = (kit: Kit): ReadonlyArray<Draft> =>
  Array.from({ length: SEEDS }, (_, i) => {
    const seed = i + 1
    const [drawn] = fc.sample(fc.tuple(kit.params, choices(EVENTS)), { seed, numRuns: 1 })
    const [params, chosen] = drawn as NonNullable<typeof drawn>
    const session = kit.open(params)
    const events: Json[] = []
    for (const choice of chosen) {
      const event = session.draw(choice)
      session.step(event, [])
      events.push(event)
    }
    return {
      slug: `seed-${String(seed).padStart(3, '0')}`,
      comment: `A run drawn with seed ${seed}.`,
      source: { from: 'seed', seed },
      clauses: ['OB-1', 'OB-3', 'OB-6', 'OB-15'],
      params,
      events,
    }
  })
