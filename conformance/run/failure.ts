import * as E from 'fp-ts/lib/Either.js'
import { clauseText } from '../../spec/clauses.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { ExpectedStep, Json, Kit } from '../kit/kit.js'
import type { Stepped } from '../protocol/messages.js'
import type { Connection } from '../transport/connection.js'
import { stepsOf } from '../vectors/build.js'
import { type Claims, claimedObservations, compareStep, type Divergence } from './compare.js'
import { runTrace } from './drive.js'
import { minimise } from './minimise.js'
import type { Failure } from './result.js'

/** Compares a whole run; nothing, where it agrees throughout, with how many refusals gave no reason. */
export const firstDivergence = (
  kit: Kit,
  claims: Claims,
  expected: ReadonlyArray<ExpectedStep>,
  actual: ReadonlyArray<Stepped>,
): Divergence | { readonly unattributed: boolean } => {
  let unattributed = false
  for (const [at, step] of expected.entries()) {
    const got = actual[at] ?? {}
    const comparison = compareStep(kit, claims, step, got)
    if (comparison.tag === 'same') unattributed ||= comparison.unattributed
    else if (comparison.tag === 'malformed')
      return { at, expected: expected.slice(0, at + 1), actual: got, differences: [], malformed: comparison.message }
    else
      return {
        at,
        expected: expected.slice(0, at + 1),
        actual: got,
        differences: comparison.differences,
        malformed: undefined,
      }
  }
  return { unattributed }
}

/** Whether a comparison found a difference. */
export const isDivergence = (found: Divergence | { readonly unattributed: boolean }): found is Divergence =>
  'at' in found

/**
 * Makes a failure out of a divergence: fewer events first, by running shorter sequences against the live
 * implementation, then the clause: the one that refuses the event, if the implementation accepted it; otherwise the
 * first that finds something wrong with the last answer; otherwise the first of the case.
 */
export const explainFailure = async (
  connection: Connection,
  kit: Kit,
  claims: Claims,
  about: {
    readonly id: string
    readonly clauses: ReadonlyArray<ClauseId>
    readonly params: Json
    readonly events: number
  },
  found: Divergence,
): Promise<Failure> => {
  const diverges = async (events: ReadonlyArray<Json>): Promise<Divergence | undefined> => {
    const ran = await runTrace(connection, kit, claims, about.params, events)
    if (E.isLeft(ran)) return undefined
    const again = firstDivergence(kit, claims, stepsOf(kit, about.params, events), ran.right)
    return isDivergence(again) ? again : undefined
  }
  const small = await minimise(found, diverges)
  const last = small.expected.at(-1) as ExpectedStep
  const findings = small.malformed === undefined ? judgeLast(kit, claims, about.params, small) : []
  const refusedBy = 'rejected' in last.answer ? last.answer.rejected.reason : undefined
  const wronglyAccepted = 'accepted' in small.actual ? refusedBy : undefined
  const clause = wronglyAccepted ?? findings[0]?.clause ?? refusedBy ?? (about.clauses[0] as ClauseId)
  const { observed: _, ...answer } = small.actual
  const shown = claimedObservations(kit, claims)
  return {
    case: about.id,
    clause,
    says: clauseText(clause).says,
    findings:
      small.malformed === undefined
        ? findings.map((finding) => `${finding.clause}: ${finding.message}`)
        : [small.malformed],
    params: about.params,
    events: small.expected.map(({ event }) => event),
    expected: {
      ...(last.answer as unknown as Record<string, Json>),
      observed: Object.fromEntries(shown.map((name) => [name, last.observed[name] as Json])),
    },
    actual: { ...(answer as unknown as Record<string, Json>), observed: (small.actual.observed ?? {}) as Json },
    differences: small.differences,
    shrunkFrom: about.events,
  }
}

/** What the clauses say of the history whose last entry is the implementation's, and whose others are the model's. */
const judgeLast = (kit: Kit, claims: Claims, params: Json, { expected, actual }: Divergence) => {
  const shown = claimedObservations(kit, claims)
  const entries = expected.map(({ event, answer }, i) => {
    if (i < expected.length - 1) return { event, answer: plain(answer) }
    const { observed, ...answered } = actual
    return {
      event,
      answer: answered as Json,
      observed: Object.fromEntries(Object.entries(observed ?? {}).filter(([name]) => shown.includes(name))),
    }
  })
  return kit.judge({ params, entries } as unknown as Json)
}

const plain = (answer: ExpectedStep['answer']): Json =>
  'accepted' in answer ? { accepted: answer.accepted } : { rejected: { reason: answer.rejected.reason } }
