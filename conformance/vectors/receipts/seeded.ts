import * as fc from 'fast-check'
import { choices } from '../../../model/core/arbitrary.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'

const SEEDS = 8
const EVENTS = 24

/** Runs drawn at random, one for each seed from 1: the same seeds always give the same runs. */
export const seededTraces = (kit: Kit): ReadonlyArray<Draft> =>
  Array.from({ length: SEEDS }, (_, i): Draft => {
    const seed = i + 1
    const [drawn] = fc.sample(fc.tuple(kit.params, choices(EVENTS)), { seed, numRuns: 1 })
    const [params, chosen] = drawn as [Json, Parameters<ReturnType<Kit['open']>['draw']>[0][]]
    const session = kit.open(params)
    const events = chosen.map((choice) => {
      const event = session.draw(choice)
      session.step(event, [])
      return event
    })
    return {
      slug: `seed-${String(seed).padStart(3, '0')}`,
      comment: `A run drawn with seed ${seed}.`,
      source: { from: 'seed', seed },
      clauses: ['RE-4', 'RE-19', 'RE-20', 'RE-21'],
      params,
      events,
    }
  })
