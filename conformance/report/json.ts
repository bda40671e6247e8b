import * as t from 'io-ts'
import { ClauseIdCodec, exactly, oneOf } from '../../spec/core/codec.js'
import { JsonCodec } from '../kit/json.js'
import type { Json } from '../kit/kit.js'
import { Implementation } from '../protocol/messages.js'
import {
  type CaseResult,
  countsOf,
  type Failure,
  isConformant,
  type Outcome,
  type RunResult,
  verdictOf,
} from '../run/result.js'

/** A difference that was found, as the reports for programs have it. */
export const FailureCodec = exactly('Failure', {
  case: t.string,
  clause: ClauseIdCodec,
  says: t.string,
  findings: t.readonlyArray(t.string),
  params: JsonCodec,
  events: t.readonlyArray(JsonCodec),
  expected: JsonCodec,
  actual: JsonCodec,
  differences: t.readonlyArray(exactly('Difference', { path: t.string }, { expected: JsonCodec, actual: JsonCodec })),
  shrunkFrom: t.number,
})

/** What `touchstone conform --json` writes: the counts and what went wrong first, then a line for every case. */
export const Report = exactly(
  'Report',
  {
    conformant: t.boolean,
    verdict: oneOf('Verdict', 'conformant', 'as expected', 'not conformant', 'nothing tested'),
    specification: t.string,
    command: t.string,
    implementation: Implementation,
    profiles: t.readonlyArray(t.string),
    cases: t.readonly(t.record(t.string, t.number)),
    failures: t.readonlyArray(FailureCodec),
    expectedFailures: t.readonlyArray(FailureCodec),
    unexpectedPasses: t.readonlyArray(t.string),
    notClaimed: t.readonlyArray(exactly('NotClaimed', { case: t.string, needs: t.readonlyArray(t.string) })),
    couldNotRun: t.readonlyArray(exactly('CouldNotRun', { case: t.string, message: t.string, stderr: t.string })),
    results: t.readonlyArray(
      exactly('Result', {
        case: t.string,
        chapter: t.string,
        outcome: oneOf('Outcome', 'passed', 'unattributed', 'not claimed', 'failed', 'could not be run'),
        known: t.boolean,
        clauses: t.readonlyArray(ClauseIdCodec),
        comment: t.string,
        milliseconds: t.number,
      }),
    ),
  },
  { part: t.string },
)
export type Report = t.TypeOf<typeof Report>

/** The machine-readable answer of `touchstone conform --json`. */
export const jsonReport = (result: RunResult): Json => {
  const failed = result.cases.flatMap(({ outcome, known }) =>
    outcome.tag === 'failed' ? [{ failure: outcome.failure, known }] : [],
  )
  const report: Report = {
    conformant: isConformant(result),
    verdict: verdictOf(result),
    specification: result.specification,
    command: result.command,
    implementation: result.implementation,
    profiles: result.profiles,
    ...(result.part === undefined ? {} : { part: result.part }),
    cases: { ...countsOf(result) },
    failures: failed.filter(({ known }) => !known).map(({ failure }) => written(failure)),
    expectedFailures: failed.filter(({ known }) => known).map(({ failure }) => written(failure)),
    unexpectedPasses: result.cases
      .filter(({ outcome, known }) => known && (outcome.tag === 'passed' || outcome.tag === 'unattributed'))
      .map(({ id }) => id),
    notClaimed: result.cases.flatMap(({ id, outcome }) =>
      outcome.tag === 'not claimed' ? [{ case: id, needs: outcome.needs }] : [],
    ),
    couldNotRun: result.cases.flatMap(({ id, outcome }) =>
      outcome.tag === 'could not be run' ? [{ case: id, message: outcome.message, stderr: outcome.stderr }] : [],
    ),
    results: result.cases.map(({ id, chapter, outcome, known, clauses, comment, milliseconds }) => ({
      case: id,
      chapter,
      outcome: outcome.tag,
      known,
      clauses,
      comment,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
    })),
  }
  return report as unknown as Json
}

/** What is missing on one side of a difference is undefined; JSON has no such value, so it is left out. */
export const written = (failure: Failure): Report['failures'][number] => ({
  ...failure,
  differences: failure.differences.map(({ path, expected, actual }) => ({
    path,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  })),
})

/** The run that a report is of. */
export const resultOf = (report: Report): RunResult => {
  const failures = new Map([...report.failures, ...report.expectedFailures].map((failure) => [failure.case, failure]))
  const needs = new Map(report.notClaimed.map((one) => [one.case, one.needs]))
  const stuck = new Map(report.couldNotRun.map((one) => [one.case, one]))
  const outcomeOf = (id: string, tag: Outcome['tag']): Outcome => {
    switch (tag) {
      case 'passed':
      case 'unattributed':
        return { tag }
      case 'not claimed':
        return { tag, needs: needs.get(id) ?? [] }
      case 'could not be run':
        return { tag, message: stuck.get(id)?.message ?? '', stderr: stuck.get(id)?.stderr ?? '' }
      case 'failed': {
        const failure = failures.get(id)
        return failure === undefined
          ? { tag: 'could not be run', message: `${id}: the report does not say how it failed`, stderr: '' }
          : { tag, failure: failure as Extract<Outcome, { tag: 'failed' }>['failure'] }
      }
    }
  }
  return {
    specification: report.specification,
    command: report.command,
    implementation: report.implementation,
    profiles: report.profiles,
    ...(report.part === undefined ? {} : { part: report.part }),
    cases: report.results.map(
      ({ case: id, outcome, ...rest }): CaseResult => ({ id, ...rest, outcome: outcomeOf(id, outcome) }),
    ),
  }
}
