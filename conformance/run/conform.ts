import * as E from 'fp-ts/lib/Either.js'
import { clauseText } from '../../spec/clauses.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { SPECIFICATION } from '../../spec/version.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import type { Implementation } from '../protocol/messages.js'
import type { Connect, Connection } from '../transport/connection.js'
import type { Case, FunctionCase, JudgementCase, TraceCase } from '../vectors/types.js'
import { type Claims, differences } from './compare.js'
import { evaluate, runTrace, type Trouble } from './drive.js'
import { explainFailure, firstDivergence, isDivergence } from './failure.js'
import type { CaseResult, Failure, Outcome, RunResult } from './result.js'
import { type SearchPlan, search } from './search.js'
import { handshake, type Profiles, type SmokeFailure, smoke } from './smoke.js'

/** What to run, and against whom. */
export interface Plan {
  readonly connect: Connect
  /** How the adapter is started, for the report. */
  readonly command: string
  readonly cases: ReadonlyArray<Case>
  readonly known: Known
  /** How many adapters run the cases side by side; 1 unless said otherwise. */
  readonly jobs?: number
  /** What to search for beyond the cases; nothing: no search. */
  readonly search?: SearchPlan
  /** Only this chapter. */
  readonly profile?: string
  /** Called once the adapter has been met: what the run is of, and which cases are going to be run. */
  readonly onStart?: (run: Omit<RunResult, 'cases'>, cases: ReadonlyArray<string>) => void
  /** Called with each result as soon as it is decided. */
  readonly onResult?: (result: CaseResult, done: number, all: number) => void
}

/** What is expected to fail: these cases, and in the search these clauses. */
export interface Known {
  readonly cases: ReadonlySet<string>
  readonly clauses: ReadonlySet<string>
}

/** Nothing is expected to fail. */
export const nothingKnown: Known = { cases: new Set(), clauses: new Set() }

const MAX_RESTARTS = 20

/**
 * Runs the cases that an implementation claims against it: handshake and smoke checks first, then every case in a
 * session of its own. An adapter that breaks in one case is started again for the next; one that cannot even be
 * talked to is a `SmokeFailure`.
 */
export const conform = async (plan: Plan): Promise<E.Either<SmokeFailure & { readonly stderr: string }, RunResult>> => {
  let connection = await plan.connect()
  const met = await meet(connection, plan)
  if (E.isLeft(met)) {
    const stderr = connection.stderr()
    await connection.end()
    return E.left({ ...met.left, stderr })
  }
  const { implementation, profiles } = met.right
  const chosen = plan.cases.filter(({ chapter }) => plan.profile === undefined || chapter === plan.profile)
  const run = {
    specification: SPECIFICATION,
    command: plan.command,
    implementation,
    profiles: [...profiles.keys()],
  }
  plan.onStart?.(
    run,
    chosen.map(({ id }) => id),
  )
  const results = new Array<CaseResult>(chosen.length)
  let next = 0
  let done = 0
  const work = async (own: Connection): Promise<Connection> => {
    let current = own
    let restarts = 0
    for (let at = next++; at < chosen.length; at = next++) {
      const one = chosen[at] as Case
      const result = await resultOf(current, profiles, one, plan.known)
      results[at] = result
      done += 1
      plan.onResult?.(result, done, chosen.length)
      if (result.outcome.tag === 'could not be run' && restarts < MAX_RESTARTS) {
        restarts += 1
        await current.end()
        current = await plan.connect()
        await handshake(current)
      }
    }
    return current
  }
  const others = await Promise.all(
    Array.from({ length: (plan.jobs ?? 1) - 1 }, async () => {
      const other = await plan.connect()
      await handshake(other)
      return other
    }),
  )
  const [last, ...rest] = await Promise.all([connection, ...others].map(work))
  connection = last as Connection
  for (const other of rest) await other.end()
  for (const [chapter, claims] of profiles) {
    const kit = kitOf(chapter) as Kit
    if (
      kit.observations.length === 0 ||
      plan.search === undefined ||
      (plan.profile !== undefined && chapter !== plan.profile)
    )
      continue
    const result = await searchCase(connection, kit, claims, plan.search, plan.known)
    results.push(result)
    plan.onResult?.(result, results.length, results.length)
  }
  await connection.request('shutdown', {})
  await connection.end()
  return E.right({ ...run, cases: results })
}

const meet = async (
  connection: Connection,
  plan: Plan,
): Promise<E.Either<SmokeFailure, { readonly implementation: Implementation; readonly profiles: Profiles }>> => {
  const met = await handshake(connection)
  if (E.isLeft(met)) return met
  for (const [chapter, claims] of met.right.profiles) {
    const failure = await smoke(connection, kitOf(chapter) as Kit, claims, plan.cases)
    if (failure !== undefined) return E.left(failure)
  }
  return met
}

const resultOf = async (connection: Connection, profiles: Profiles, one: Case, known: Known): Promise<CaseResult> => {
  const started = performance.now()
  const outcome = await runCase(connection, profiles, one)
  return {
    id: one.id,
    chapter: one.chapter,
    clauses: one.clauses,
    comment: one.comment,
    milliseconds: performance.now() - started,
    outcome,
    known: known.cases.has(one.id),
  }
}

const searchCase = async (
  connection: Connection,
  kit: Kit,
  claims: Claims,
  plan: SearchPlan,
  known: Known,
): Promise<CaseResult> => {
  const started = performance.now()
  const { runs, events, seed, found, trouble } = await search(connection, kit, claims, plan)
  const outcome: Outcome =
    found !== undefined
      ? { tag: 'failed', failure: found.failure }
      : trouble !== undefined
        ? { tag: 'could not be run', message: `${kit.chapter}/search: ${trouble}`, stderr: connection.stderr() }
        : { tag: 'passed' }
  return {
    id: found?.failure.case ?? `${kit.chapter}/search`,
    chapter: kit.chapter,
    clauses: found === undefined ? [] : [found.failure.clause],
    comment: `A search of ${runs} random runs, ${events} events, from seed ${seed}${found === undefined ? '' : `; found with seed ${found.seed}, path ${found.path}`}.`,
    milliseconds: performance.now() - started,
    outcome,
    known: found !== undefined && known.clauses.has(found.failure.clause),
  }
}

/** Runs one case. */
export const runCase = async (connection: Connection, profiles: Profiles, one: Case): Promise<Outcome> => {
  const kit = kitOf(one.chapter)
  const claims = profiles.get(one.chapter)
  if (kit === undefined || claims === undefined) return { tag: 'not claimed', needs: [`the profile ${one.chapter}`] }
  const needs = one.needs.filter((option) => !claims.has(option))
  if (needs.length > 0 && !(needs.length === 1 && needs[0] === 'reason-precedence'))
    return { tag: 'not claimed', needs }
  switch (one.kind) {
    case 'trace':
      return runTraceCase(connection, kit, claims, one)
    case 'judgement':
      return runJudgementCase(connection, one)
    case 'function':
      return runFunctionCase(connection, one)
  }
}

const runTraceCase = async (connection: Connection, kit: Kit, claims: Claims, one: TraceCase): Promise<Outcome> => {
  const events = one.steps.map(({ event }) => event)
  const ran = await runTrace(connection, kit, claims, one.params, events)
  if (E.isLeft(ran)) return troubled(connection, one, ran.left)
  const found = firstDivergence(kit, claims, one.steps, ran.right)
  if (!isDivergence(found)) return { tag: found.unattributed ? 'unattributed' : 'passed' }
  return {
    tag: 'failed',
    failure: await explainFailure(
      connection,
      kit,
      claims,
      { id: one.id, clauses: one.clauses, params: one.params, events: events.length },
      found,
    ),
  }
}

const runJudgementCase = async (connection: Connection, one: JudgementCase): Promise<Outcome> => {
  const judged = await evaluate(connection, one.chapter, 'judge', { history: one.history })
  if (E.isLeft(judged)) return troubled(connection, one, judged.left)
  const { verdict, clause } = judged.right as { readonly verdict?: Json; readonly clause?: Json }
  const right =
    one.broken.length === 0
      ? verdict === 'kept'
      : verdict === 'broken' && one.broken.some((broken) => broken === clause)
  if (right) return { tag: 'passed' }
  const { params, entries } = one.history as {
    readonly params: Json
    readonly entries: ReadonlyArray<{ readonly event: Json }>
  }
  const expected: Json =
    one.broken.length === 0 ? { verdict: 'kept' } : { verdict: 'broken', clause: one.broken[0] as ClauseId }
  const failure: Failure = {
    case: one.id,
    clause: one.clauses[0] as ClauseId,
    says: clauseText(one.clauses[0] as ClauseId).says,
    findings: [`judge: ${one.comment}`],
    params,
    events: entries.map(({ event }) => event),
    expected,
    actual: judged.right,
    differences: [{ path: 'result', expected, actual: judged.right }],
    shrunkFrom: entries.length,
  }
  return { tag: 'failed', failure }
}

const runFunctionCase = async (connection: Connection, one: FunctionCase): Promise<Outcome> => {
  const evaluated = await evaluate(connection, one.chapter, one.function, one.arguments)
  if (E.isLeft(evaluated)) return troubled(connection, one, evaluated.left)
  const found = differences('result', one.result, evaluated.right)
  if (found.length === 0) return { tag: 'passed' }
  const clause = one.clauses[0] as ClauseId
  const failure: Failure = {
    case: one.id,
    clause,
    says: clauseText(clause).says,
    findings: [`${one.function}: ${one.comment}`],
    params: {},
    events: [{ tag: one.function, ...(one.arguments as Record<string, Json>) }],
    expected: one.result,
    actual: evaluated.right,
    differences: found,
    shrunkFrom: 1,
  }
  return { tag: 'failed', failure }
}

/** What is not known after all is not claimed; an error, nonsense or a broken adapter leaves the case undecided. */
const troubled = (connection: Connection, one: Case, trouble: Trouble): Outcome =>
  trouble.tag === 'unknown'
    ? { tag: 'not claimed', needs: [trouble.message] }
    : { tag: 'could not be run', message: `${one.id}: ${trouble.message}`, stderr: connection.stderr() }
