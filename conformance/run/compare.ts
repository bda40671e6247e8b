import * as E from 'fp-ts/lib/Either.js'
import { decode, showMalformed } from '../../spec/core/codec.js'
import type { ExpectedStep, Json, Kit } from '../kit/kit.js'
import type { Stepped } from '../protocol/messages.js'

/** Where an answer differs from what was expected. */
export interface Difference {
  readonly path: string
  readonly expected: Json | undefined
  readonly actual: Json | undefined
}

/** The first step of a run at which an implementation differs from the model. */
export interface Divergence {
  readonly at: number
  readonly expected: ReadonlyArray<ExpectedStep>
  readonly actual: Stepped
  readonly differences: ReadonlyArray<Difference>
  /** Why the answer could not even be compared. */
  readonly malformed: string | undefined
}

/** What a comparison of one step says. */
export type Comparison =
  | { readonly tag: 'same'; readonly unattributed: boolean }
  | { readonly tag: 'different'; readonly differences: ReadonlyArray<Difference> }
  | { readonly tag: 'malformed'; readonly message: string }

/** What an implementation claims of one chapter. */
export type Claims = ReadonlySet<string>

/** The observations of a chapter that are claimed. */
export const claimedObservations = (kit: Kit, claims: Claims): ReadonlyArray<string> =>
  kit.observations.filter((name) => claims.has(`observe=${name}`))

/**
 * Compares the answer of an implementation with the model's. What is a matter of convention is brought into one form
 * first; only what is claimed is looked at.
 */
export const compareStep = (kit: Kit, claims: Claims, expected: ExpectedStep, actual: Stepped): Comparison => {
  const { observed, ...answer } = actual
  const decoded = decode(kit.codecs.answer, answer)
  if (E.isLeft(decoded))
    return { tag: 'malformed', message: `the answer is malformed: ${decoded.left.map(showMalformed).join('; ')}` }
  const seen = decode(kit.codecs.observation, observed ?? {})
  if (E.isLeft(seen))
    return { tag: 'malformed', message: `an observation is malformed: ${seen.left.map(showMalformed).join('; ')}` }
  const answered = compareAnswers(kit, claims, expected.answer, answer as Json)
  const observations = claimedObservations(kit, claims).flatMap((name) =>
    differences(`observed.${name}`, expected.observed[name], (observed as Record<string, Json> | undefined)?.[name]),
  )
  const all = [...answered.differences, ...observations]
  return all.length > 0 ? { tag: 'different', differences: all } : { tag: 'same', unattributed: answered.unattributed }
}

const compareAnswers = (
  kit: Kit,
  claims: Claims,
  expected: ExpectedStep['answer'],
  actual: Json,
): { readonly differences: ReadonlyArray<Difference>; readonly unattributed: boolean } => {
  const got = actual as { readonly accepted?: Json; readonly rejected?: { readonly reason?: string } }
  if ('accepted' in expected) {
    if (got.accepted === undefined)
      return {
        differences: [{ path: 'answer', expected: { accepted: expected.accepted }, actual }],
        unattributed: false,
      }
    return {
      differences: differences('answer.accepted', kit.normalise(expected.accepted), kit.normalise(got.accepted)),
      unattributed: false,
    }
  }
  if (got.rejected === undefined)
    return { differences: [{ path: 'answer', expected: expected as unknown as Json, actual }], unattributed: false }
  const { reason, alsoFailing = [] } = expected.rejected
  if (got.rejected.reason === undefined) return { differences: [], unattributed: true }
  const sound: ReadonlyArray<string> = claims.has('reason-precedence') ? [reason] : [reason, ...alsoFailing]
  return sound.includes(got.rejected.reason)
    ? { differences: [], unattributed: false }
    : {
        differences: [{ path: 'answer.rejected.reason', expected: reason, actual: got.rejected.reason }],
        unattributed: false,
      }
}

/** Every place where two JSON values differ, the deepest that tells them apart. */
export const differences = (
  path: string,
  expected: Json | undefined,
  actual: Json | undefined,
): ReadonlyArray<Difference> => {
  if (Array.isArray(expected) && Array.isArray(actual))
    return Array.from({ length: Math.max(expected.length, actual.length) }, (_, i) =>
      differences(`${path}[${i}]`, expected[i], actual[i]),
    ).flat()
  if (isObject(expected) && isObject(actual))
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
      differences(`${path}.${key}`, expected[key], actual[key]),
    )
  return expected === actual ? [] : [{ path, expected, actual }]
}

const isObject = (json: Json | undefined): json is { readonly [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
