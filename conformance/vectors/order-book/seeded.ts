import * as fc from 'fast-check'
import { choices } from '../../../model/core/arbitrary.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { drawn, eventsOf, seedName } from '../seeded.js'
import { book } from './write.js'

const SEEDS = 40
const PLAIN_SEEDS = 24
const EVENTS = 14

/** What every engine has: limit orders and cancels, and nothing that has to be agreed on. */
const PLAIN: ReadonlySet<string> = new Set(['event=limit', 'event=cancel'])

/** Runs drawn at random, one for each seed from 1: the same seeds always give the same runs. */
export const seededTraces = (kit: Kit): ReadonlyArray<Draft> => [
  ...Array.from({ length: SEEDS }, (_, i) => {
    const [params, chosen] = drawn(fc.tuple(kit.params, choices(EVENTS)), i + 1)
    return draft('seed', i + 1, 'A run', params, eventsOf(kit, params, chosen))
  }),
  ...Array.from({ length: PLAIN_SEEDS }, (_, i) => {
    const params = book(i % 3 === 2 ? 'time' : 'price-time')
    const agreed = new Set(kit.needs(params, []))
    const isPlain = (event: Json): boolean =>
      kit.needs(params, [event]).every((need) => PLAIN.has(need) || agreed.has(need))
    const [chosen] = drawn(fc.tuple(choices(3 * EVENTS)), 1000 + i)
    return draft(
      'seed-plain',
      i + 1,
      'A run of limit orders and cancels',
      params,
      eventsOf(kit, params, chosen, isPlain),
    )
  }),
]

const draft = (family: string, seed: number, what: string, params: Json, events: ReadonlyArray<Json>): Draft => ({
  slug: `${family}-${seedName(seed)}`,
  comment: `${what} drawn with seed ${seed}.`,
  source: { from: 'seed', seed },
  clauses: ['OB-1', 'OB-3', 'OB-6', 'OB-15'],
  params,
  events,
})
