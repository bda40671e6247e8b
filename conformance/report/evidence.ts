import { clauseTexts } from '../../spec/clauses.js'
import type { ClauseText } from '../../spec/core/clause.js'
import { type CaseResult, type Counts, countsOf, type Failure, type RunResult } from '../run/result.js'

/** What a run says of one clause. */
export interface Evidence {
  readonly clause: ClauseText
  /** How many cases name it, and what became of them; an expected failure is a failure here. */
  readonly named: number
  readonly passed: number
  readonly failed: number
  readonly notClaimed: number
  readonly couldNotRun: number
  /** How many failures break it, whether or not the case names it. */
  readonly broken: number
  readonly status: 'broken' | 'kept' | 'no evidence'
}

/** A chapter that is claimed, and what became of its cases. */
export interface ChapterEvidence {
  readonly chapter: string
  readonly options: ReadonlyArray<string>
  readonly counts: Counts
  readonly cases: number
  readonly clauses: ReadonlyArray<Evidence>
}

/** What a run says of each chapter that the implementation claims, in the order in which it claims them. */
export const evidenceOf = (result: RunResult): ReadonlyArray<ChapterEvidence> =>
  result.implementation.profiles
    .filter(({ chapter }) => result.profiles.includes(chapter))
    .map(({ chapter, options }) => {
      const cases = result.cases.filter((one) => one.chapter === chapter)
      const clauses = clauseTexts.filter((text) => text.chapter === chapter)
      return {
        chapter,
        options,
        counts: countsOf({ cases }),
        cases: cases.length,
        clauses: clauses.map((clause) => clauseEvidence(clause, result.cases)),
      }
    })

const clauseEvidence = (clause: ClauseText, cases: ReadonlyArray<CaseResult>): Evidence => {
  const named = cases.filter(({ clauses }) => clauses.includes(clause.id))
  const counts = countsOf({ cases: named })
  const broken = cases.filter(({ outcome }) => outcome.tag === 'failed' && outcome.failure.clause === clause.id).length
  return {
    clause,
    named: named.length,
    passed: counts.passed,
    failed: counts.failed + counts.expectedFailures,
    notClaimed: counts.notClaimed,
    couldNotRun: counts.couldNotRun,
    broken,
    status: broken > 0 ? 'broken' : counts.passed > 0 ? 'kept' : 'no evidence',
  }
}

/** A failure and the case in which it was found. */
export interface FailedCase {
  readonly one: CaseResult
  readonly failure: Failure
}

/** The failures, those that were expected or those that were not, by clause; the shortest of each clause first. */
export const failuresByClause = (
  { cases }: RunResult,
  expected: boolean,
): ReadonlyArray<readonly [Failure['clause'], ReadonlyArray<FailedCase>]> => {
  const failed = cases.flatMap((one) =>
    one.outcome.tag === 'failed' && one.known === expected ? [{ one, failure: one.outcome.failure }] : [],
  )
  return [...new Set(failed.map(({ failure }) => failure.clause))].map((clause) => [
    clause,
    failed
      .filter(({ failure }) => failure.clause === clause)
      .sort((a, b) => a.failure.events.length - b.failure.events.length),
  ])
}

/** Those that were expected to fail and pass. */
export const unexpectedPasses = ({ cases }: RunResult): ReadonlyArray<CaseResult> =>
  cases.filter(({ known, outcome }) => known && (outcome.tag === 'passed' || outcome.tag === 'unattributed'))
