import { setImmediate } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import type { Chapter, ClauseId } from '../../spec/core/ids.js'
import { answerLine, handlers } from '../adapter/serve.js'
import type { DerivedMutant } from '../kit/kit.js'
import { kits } from '../kit/kits.js'
import { conform, nothingKnown } from '../run/conform.js'
import type { Failure, RunResult } from '../run/result.js'
import type { SearchPlan } from '../run/search.js'
import { type Connect, defaultLimits, type Reply } from '../transport/connection.js'
import { parseAnswer, requestText } from '../transport/jsonrpc.js'
import { connectStdio } from '../transport/stdio.js'
import type { Case } from '../vectors/types.js'
import { type Copy, copyOf, copyWith } from './apply.js'
import { collateralMutants } from './collateral.js'
import { commitChainMutants } from './commit-chain.js'
import { marginMutants } from './margin.js'
import type { Mutant } from './mutant.js'
import { orderBookMutants } from './order-book.js'
import { receiptsMutants } from './receipts.js'
import { sealedOrdersMutants } from './sealed-orders.js'

/** A mutant in the kill matrix: what killed it, and by which clauses. */
export interface Kill {
  readonly id: string
  readonly made: 'by hand' | 'from the rules' | 'from the clauses'
  readonly clause: ClauseId
  readonly says: string
  /** How many vectors failed, by the clause that they named. */
  readonly vectors: Readonly<Partial<Record<ClauseId, number>>>
  /** The clause that the search named; only what was made by hand is searched. */
  readonly search: ClauseId | undefined
  /** How many events the search needed to show it. */
  readonly events: number | undefined
}

/** What `touchstone mutants` answers. */
export interface KillMatrix {
  readonly mutants: number
  readonly byHand: number
  readonly derived: number
  readonly killedByVectors: number
  readonly killedByOwnClause: number
  readonly killedBySearch: number
  readonly survivors: ReadonlyArray<string>
  /** Killed, but never by its own clause. */
  readonly notByOwnClause: ReadonlyArray<string>
  /** Clauses that no mutant made by hand breaks, so that only a judge that forgets them does. */
  readonly onlyForgotten: ReadonlyArray<ClauseId>
  readonly referencePasses: boolean
  readonly matrix: ReadonlyArray<Kill>
}

const SEARCH: SearchPlan = { runs: 1000, seconds: 5, seed: 1 }

/** Many mutants are started at once, so each may be slow; that one is slow is no finding. */
const PATIENT = { ...defaultLimits, timeoutMs: 60_000 }

/** A mutant that can be talked to. */
interface Started {
  readonly command: string
  readonly connect: Connect
  readonly remove: () => void
}

/** A mutant in a process of its own. */
const inProcess = ({ command, remove }: Copy): Started => ({
  command: command.join(' '),
  connect: () => connectStdio(command, PATIENT),
  remove,
})

/** A derived mutant: the adapter in this process, spoken to in the same lines. */
const inMemory = (mutant: DerivedMutant): Started => ({
  command: mutant.id,
  connect: async () => {
    const methods = handlers(mutant)
    return {
      request: async (method, params) => {
        // Lets the mutants in other processes be heard meanwhile.
        await setImmediate()
        try {
          return parseAnswer(answerLine(methods, requestText(1, method, params)))?.reply as Reply
        } catch (error) {
          return { tag: 'broken', broken: { why: 'exited', detail: (error as Error).message } }
        }
      },
      stderr: () => '',
      end: async () => undefined,
    }
  },
  remove: () => undefined,
})

/** The mutants of every chapter that are made by hand. */
export const handMade: ReadonlyArray<Mutant> = [
  ...orderBookMutants,
  ...receiptsMutants,
  ...sealedOrdersMutants,
  ...commitChainMutants,
  ...collateralMutants,
  ...marginMutants,
]

/** A mutant before it is run: of which chapter it is, and how it is started. */
interface Candidate extends Pick<Kill, 'id' | 'made' | 'clause' | 'says'> {
  readonly chapter: Chapter
  readonly start: () => Promise<Started>
}

const candidates = (): ReadonlyArray<Candidate> => [
  ...handMade.map(
    (mutant): Candidate => ({
      id: mutant.id,
      chapter: mutant.chapter,
      made: 'by hand',
      clause: mutant.clause,
      says: mutant.says,
      start: async () => inProcess(await copyOf(mutant)),
    }),
  ),
  ...kits.flatMap(({ chapter, derived }) =>
    derived.map(
      (mutant): Candidate => ({
        id: mutant.id,
        chapter,
        made: mutant.id.startsWith('judge:') ? 'from the clauses' : 'from the rules',
        clause: mutant.clause,
        says: mutant.says,
        start: async () => inMemory(mutant),
      }),
    ),
  ),
]

/**
 * Runs the suite on every mutant, each an implementation in a process of its own, and once on an untouched copy.
 * `jobs` run at a time; with a filter, those of a chapter, of a clause, or with a part of their id only.
 */
export const killAll = async (
  cases: ReadonlyArray<Case>,
  { jobs, search, filter = '' }: { readonly jobs: number; readonly search: boolean; readonly filter?: string },
  onKill?: (kill: Kill, done: number, all: number) => void,
): Promise<KillMatrix> => {
  const all = candidates().filter(
    ({ id, chapter, clause }) => chapter === filter || clause === filter || id.includes(filter),
  )
  const matrix: Kill[] = []
  const pending = [...all]
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const kill = await killOne(cases, next, search ? SEARCH : undefined)
      matrix.push(kill)
      onKill?.(kill, matrix.length, all.length)
    }
  }
  const untouched = inProcess(await copyWith('untouched', []))
  const reference = await runOn(cases, untouched, SEARCH)
  untouched.remove()
  await Promise.all(Array.from({ length: jobs }, work))
  const inOrder = all.map(({ id }) => matrix.find((kill) => kill.id === id) as Kill)
  const isKilled = ({ vectors }: Kill): boolean => Object.keys(vectors).length > 0
  const own = inOrder.filter(({ clause, vectors }) => vectors[clause] !== undefined)
  const broken = new Set(inOrder.filter(({ made }) => made !== 'from the clauses').map(({ clause }) => clause))
  return {
    mutants: inOrder.length,
    byHand: inOrder.filter(({ made }) => made === 'by hand').length,
    derived: inOrder.filter(({ made }) => made !== 'by hand').length,
    killedByVectors: inOrder.filter(isKilled).length,
    killedByOwnClause: own.length,
    killedBySearch: inOrder.filter(({ search }) => search !== undefined).length,
    survivors: inOrder.filter((kill) => !isKilled(kill)).map(({ id }) => id),
    notByOwnClause: inOrder.filter((kill) => isKilled(kill) && !own.includes(kill)).map(({ id }) => id),
    onlyForgotten: [...new Set(inOrder.map(({ clause }) => clause))].filter((clause) => !broken.has(clause)),
    referencePasses: reference.cases.every(({ outcome }) => outcome.tag === 'passed'),
    matrix: inOrder,
  }
}

/**
 * Runs the cases of its chapter that name its clause on a mutant, and the others only if it keeps its clause in those;
 * then, on a mutant that was made by hand, the search.
 */
const killOne = async (
  cases: ReadonlyArray<Case>,
  { id, made, chapter, clause, says, start }: Candidate,
  search: SearchPlan | undefined,
): Promise<Kill> => {
  const started = await start()
  const own = cases.filter((one) => one.chapter === chapter)
  try {
    const named = await failuresOf(
      own.filter(({ clauses }) => clauses.includes(clause)),
      started,
      made === 'by hand' ? search : undefined,
      chapter,
    )
    const isKilled = named.some(({ name, failure }) => !isSearch(name) && failure.clause === clause)
    const others = isKilled ? [] : own.filter(({ clauses }) => !clauses.includes(clause))
    const failures = [...named, ...(others.length === 0 ? [] : await failuresOf(others, started, undefined, chapter))]
    const searched = failures.find(({ name }) => isSearch(name))?.failure
    const vectors: Partial<Record<ClauseId, number>> = {}
    for (const { name, failure } of failures)
      if (!isSearch(name)) vectors[failure.clause] = (vectors[failure.clause] ?? 0) + 1
    return { id, made, clause, says, vectors, search: searched?.clause, events: searched?.events.length }
  } finally {
    started.remove()
  }
}

const isSearch = (name: string): boolean => name.includes('/search/')

const failuresOf = async (
  cases: ReadonlyArray<Case>,
  started: Started,
  search: SearchPlan | undefined,
  profile: Chapter,
): Promise<ReadonlyArray<{ readonly name: string; readonly failure: Failure }>> => {
  const { cases: results } = await runOn(cases, started, search, profile)
  return results.flatMap(({ id: name, outcome }) =>
    outcome.tag === 'failed' ? [{ name, failure: outcome.failure }] : [],
  )
}

const runOn = async (
  cases: ReadonlyArray<Case>,
  { command, connect }: Started,
  search: SearchPlan | undefined,
  profile?: Chapter,
): Promise<RunResult> => {
  const outcome = await conform({
    connect,
    command,
    cases,
    known: nothingKnown,
    ...(profile === undefined ? {} : { profile }),
    ...(search === undefined ? {} : { search }),
  })
  if (E.isLeft(outcome)) throw new Error(`${command}: ${outcome.left.problem}`)
  return outcome.right
}
