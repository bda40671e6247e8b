import type { ClauseId } from '../../spec/core/ids.js'
import type { Json } from '../kit/kit.js'
import type { Implementation } from '../protocol/messages.js'
import type { Difference } from './compare.js'

/** What became of one case. */
export type Outcome =
  | { readonly tag: 'passed' }
  /** Passed, but a refusal in it gave no reason. */
  | { readonly tag: 'unattributed' }
  | { readonly tag: 'not claimed'; readonly needs: ReadonlyArray<string> }
  | { readonly tag: 'failed'; readonly failure: Failure }
  | { readonly tag: 'could not be run'; readonly message: string; readonly stderr: string }

/** A difference between an implementation and the specification, as small as it could be made. */
export interface Failure {
  readonly case: string
  /** The clause that is broken, and what it says. */
  readonly clause: ClauseId
  readonly says: string
  /** What the clauses find wrong with the answer; empty where only the comparison tells. */
  readonly findings: ReadonlyArray<string>
  readonly params: Json
  /** The shortest sequence of events that shows it; the last one is answered wrongly. */
  readonly events: ReadonlyArray<Json>
  readonly expected: Json
  readonly actual: Json
  readonly differences: ReadonlyArray<Difference>
  /** How many events the case had before it was made small. */
  readonly shrunkFrom: number
}

/** A case and what became of it. */
export interface CaseResult {
  readonly id: string
  readonly chapter: string
  /** The clauses that the case names. */
  readonly clauses: ReadonlyArray<ClauseId>
  readonly comment: string
  readonly milliseconds: number
  readonly outcome: Outcome
  /** Whether the failure was expected, or a failure was expected and did not come. */
  readonly known: boolean
}

/** Everything that a run found out; every report is made from this. */
export interface RunResult {
  readonly specification: string
  readonly command: string
  readonly implementation: Implementation
  readonly profiles: ReadonlyArray<string>
  /** Which part of the suite was run, such as `shard 1/4`; left out: all of it, for the chapters that have cases. */
  readonly part?: string
  readonly cases: ReadonlyArray<CaseResult>
}

/** How many cases came to what; never one percentage. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly notClaimed: number
  readonly expectedFailures: number
  readonly unexpectedPasses: number
  readonly unattributed: number
  readonly couldNotRun: number
}

/** Counts the outcomes: `passed` includes the unattributed ones, `failed` excludes those that were expected. */
export const countsOf = ({ cases }: Pick<RunResult, 'cases'>): Counts => {
  const count = (tag: Outcome['tag'], known?: boolean): number =>
    cases.filter((one) => one.outcome.tag === tag && (known === undefined || one.known === known)).length
  return {
    passed: count('passed') + count('unattributed'),
    failed: count('failed', false),
    notClaimed: count('not claimed'),
    expectedFailures: count('failed', true),
    unexpectedPasses: count('passed', true) + count('unattributed', true),
    unattributed: count('unattributed'),
    couldNotRun: count('could not be run'),
  }
}

/** Whether the run went as it should: nothing failed that was not expected to, everything could be run, and something was. */
export const isAsExpected = (result: RunResult): boolean => {
  const { passed, failed, couldNotRun, unexpectedPasses } = countsOf(result)
  return failed === 0 && couldNotRun === 0 && unexpectedPasses === 0 && passed > 0
}

/** Whether the implementation keeps all that it claims. */
export const isConformant = (result: RunResult): boolean =>
  isAsExpected(result) && countsOf(result).expectedFailures === 0

/** What a run says of an implementation. */
export type Verdict = 'conformant' | 'as expected' | 'not conformant' | 'nothing tested'

/** The one verdict that every report gives. Where nothing was tested, nothing is known: that is never a pass. */
export const verdictOf = (result: RunResult): Verdict => {
  const { passed, failed, expectedFailures, couldNotRun } = countsOf(result)
  if (passed + failed + expectedFailures + couldNotRun === 0) return 'nothing tested'
  if (isConformant(result)) return 'conformant'
  return isAsExpected(result) ? 'as expected' : 'not conformant'
}

/** The chapters that the verdict is about: those of which a case was run, in the order in which they are claimed. */
export const testedChapters = ({ cases, profiles }: RunResult): ReadonlyArray<string> => {
  const tested = new Set(cases.filter(({ outcome }) => outcome.tag !== 'not claimed').map(({ chapter }) => chapter))
  return profiles.filter((chapter) => tested.has(chapter))
}

/** Those of the tested chapters of which a verdict of the whole is true by themselves. */
export const chaptersWith = (result: RunResult, verdict: Verdict): ReadonlyArray<string> =>
  testedChapters(result).filter(
    (name) => verdictOf({ ...result, cases: result.cases.filter(({ chapter }) => chapter === name) }) === verdict,
  )
