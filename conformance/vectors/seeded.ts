import * as fc from 'fast-check'
import { type Choice, choices } from '../../model/core/arbitrary.js'
import type { Json, Kit } from '../kit/kit.js'
import type { Draft } from './build.js'

/** How many runs to draw, how many events each has, and what they are about. */
export interface Seeding {
  readonly seeds: number
  readonly events: number
  readonly clauses: Draft['clauses']
}

/** Runs drawn at random, one for each seed from 1: the same seeds always give the same runs. */
export const seededDrafts = (kit: Kit, { seeds, events, clauses }: Seeding): ReadonlyArray<Draft> =>
  Array.from({ length: seeds }, (_, i): Draft => {
    const seed = i + 1
    const [params, chosen] = drawn(fc.tuple(kit.params, choices(events)), seed)
    return {
      slug: `seed-${seedName(seed)}`,
      comment: `A run drawn with seed ${seed}.`,
      source: { from: 'seed', seed },
      clauses,
      params,
      events: eventsOf(kit, params, chosen),
    }
  })

/** A seed in an id. */
export const seedName = (seed: number): string => String(seed).padStart(3, '0')

/** What a seed draws. */
export const drawn = <A>(arbitrary: fc.Arbitrary<A>, seed: number): A =>
  fc.sample(arbitrary, { seed, numRuns: 1 })[0] as A

/** The events that choices mean, one after the other, leaving out those that are not wanted. */
export const eventsOf = (
  kit: Kit,
  params: Json,
  chosen: ReadonlyArray<Choice>,
  wanted: (event: Json) => boolean = () => true,
): ReadonlyArray<Json> => {
  const session = kit.open(params)
  const events: Json[] = []
  for (const choice of chosen) {
    const event = session.draw(choice)
    if (!wanted(event)) continue
    session.step(event, [])
    events.push(event)
  }
  return events
}
