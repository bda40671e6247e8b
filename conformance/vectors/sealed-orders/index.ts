import * as fc from 'fast-check'
import { choices } from '../../../model/core/arbitrary.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { acceptedRuns } from './accepted.js'
import { refusedEvents } from './refused.js'
import { draft } from './scene.js'

const SEEDS = 6
const EVENTS = 10

/** Runs drawn at random, one for each seed from 1: the same seeds always give the same runs. */
const seededTraces = (kit: Kit): ReadonlyArray<Draft> =>
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
      clauses: ['SO-35', 'SO-34', 'SO-36', 'SO-42'],
      params,
      events,
    }
  })

/** The runs of this chapter: those in which everything is accepted, those whose last event is refused, and random ones. */
export const traces = (kit: Kit): ReadonlyArray<Draft> => [
  ...acceptedRuns().map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene)),
  ...refusedEvents().map(({ slug, comment, clause, scene, event }) =>
    draft(`refused-${slug}`, comment, [clause], { cast: scene.cast, events: [...scene.events, event] }),
  ),
  ...seededTraces(kit),
]
