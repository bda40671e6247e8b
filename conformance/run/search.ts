import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type Choice, choices } from '../../model/core/arbitrary.js'
import type { ExpectedStep, Json, Kit } from '../kit/kit.js'
import type { Connection } from '../transport/connection.js'
import type { Claims, Divergence } from './compare.js'
import { runTrace } from './drive.js'
import { explainFailure, firstDivergence, isDivergence } from './failure.js'
import type { Failure } from './result.js'

/** How long to search, and from which seed. */
export interface SearchPlan {
  /** How many runs at most. */
  readonly runs: number
  readonly seconds: number
  /** The first run is drawn with this seed, the next with the one after it. */
  readonly seed: number
}

/** What a search did, and the difference that it found, if any. */
export interface Searched {
  readonly runs: number
  readonly events: number
  readonly seed: number
  readonly found: { readonly failure: Failure; readonly seed: number; readonly path: string } | undefined
  /** Why the search could not go on. */
  readonly trouble: string | undefined
}

const MAX_EVENTS = 40

/** So many runs are under way at once: a slow transport does not dominate. */
const IN_FLIGHT = 16

/** Shrinking asks the implementation again and again; so often at most. */
const MAX_SHRINKS = 2000

type Drawn = readonly [Json, ReadonlyArray<Choice>]

/**
 * Draws runs from the model's own generators, runs them on both sides, and compares answers and observations after
 * every event. The first difference is shrunk against the live implementation: fast-check leaves out choices and makes
 * them smaller, then single events are left out. Every run is known by its seed, so the same seed finds the same.
 */
export const search = async (connection: Connection, kit: Kit, claims: Claims, plan: SearchPlan): Promise<Searched> => {
  const arbitrary: fc.Arbitrary<Drawn> = fc.tuple(
    kit.params.filter((params) => isClaimed(kit, claims, params, [])),
    choices(MAX_EVENTS),
  )
  const until = performance.now() + plan.seconds * 1000
  let runs = 0
  let events = 0
  while (runs < plan.runs && performance.now() < until) {
    const seeds = Array.from({ length: Math.min(IN_FLIGHT, plan.runs - runs) }, (_, i) => plan.seed + runs + i)
    const lot = await Promise.all(
      seeds.map(async (seed) => {
        const [drawn] = fc.sample(arbitrary, { seed, numRuns: 1 })
        return { seed, ...(await compareRun(connection, kit, claims, drawn as Drawn)) }
      }),
    )
    runs += lot.length
    events += lot.reduce((sum, { length }) => sum + length, 0)
    for (const { seed, result } of lot) {
      if (E.isLeft(result)) return { runs, events, seed: plan.seed, found: undefined, trouble: result.left }
      if (result.right !== undefined)
        return {
          runs,
          events,
          seed: plan.seed,
          found: await shrink(connection, kit, claims, arbitrary, seed),
          trouble: undefined,
        }
    }
  }
  return { runs, events, seed: plan.seed, found: undefined, trouble: undefined }
}

interface Compared {
  readonly length: number
  readonly params: Json
  readonly result: E.Either<string, Divergence | undefined>
}

const compareRun = async (connection: Connection, kit: Kit, claims: Claims, drawn: Drawn): Promise<Compared> => {
  const [params] = drawn
  const expected = expectedRun(kit, claims, drawn)
  const events = expected.map(({ event }) => event)
  if (!isClaimed(kit, claims, params, events)) return { length: 0, params, result: E.right(undefined) }
  const ran = await runTrace(connection, kit, claims, params, events)
  if (E.isLeft(ran)) return { length: events.length, params, result: E.left(ran.left.message) }
  const found = firstDivergence(kit, claims, expected, ran.right)
  return { length: events.length, params, result: E.right(isDivergence(found) ? found : undefined) }
}

/** What the model does with the events that choices mean; those that need what is not claimed are left out. */
const expectedRun = (kit: Kit, claims: Claims, [params, chosen]: Drawn): ReadonlyArray<ExpectedStep> => {
  const session = kit.open(params)
  const claimsAll = kit.options.every(({ id }) => claims.has(id))
  return chosen.flatMap((choice) => {
    const event = session.draw(choice)
    return claimsAll || isClaimed(kit, claims, params, [event]) ? [session.step(event, kit.observations)] : []
  })
}

const isClaimed = (kit: Kit, claims: Claims, params: Json, events: ReadonlyArray<Json>): boolean =>
  kit.needs(params, events).every((option) => claims.has(option))

/** Draws the run of a seed again and makes it small. */
const shrink = async (
  connection: Connection,
  kit: Kit,
  claims: Claims,
  arbitrary: fc.Arbitrary<Drawn>,
  seed: number,
): Promise<NonNullable<Searched['found']> | undefined> => {
  let smallest: { readonly params: Json; readonly divergence: Divergence } | undefined
  let attempts = 0
  const property = fc.asyncProperty(arbitrary, async (drawn) => {
    attempts += 1
    if (attempts > MAX_SHRINKS) return true
    const { params, result } = await compareRun(connection, kit, claims, drawn)
    if (E.isLeft(result) || result.right === undefined) return true
    smallest = { params, divergence: result.right }
    return false
  })
  const { counterexamplePath } = await fc.check(property, { seed, numRuns: 1 })
  if (smallest === undefined) return undefined
  const { params, divergence } = smallest
  const failure = await explainFailure(
    connection,
    kit,
    claims,
    { id: `${kit.chapter}/search/seed-${seed}`, clauses: ['OB-15'], params, events: divergence.expected.length },
    divergence,
  )
  return { failure, seed, path: counterexamplePath ?? '' }
}
