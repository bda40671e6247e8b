import { type CaseResult, countsOf, type RunResult, verdictOf } from '../run/result.js'
import { failureText } from './text.js'
import { verdictSentence } from './words.js'

/**
 * The run as JUnit XML, as CI systems read it: a suite for each chapter, a test case for each case. It keeps to what
 * the schemas of Jenkins have in common. A run in which nothing was tested holds an error, lest it be taken for a pass.
 */
export const junitReport = (result: RunResult): string => {
  const chapters = [...new Set(result.cases.map(({ chapter }) => chapter))]
  const nothing = verdictOf(result) === 'nothing tested'
  const { failures, errors } = totals(result.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="touchstone ${xml(result.implementation.name)}" tests="${result.cases.length + (nothing ? 1 : 0)}" failures="${failures}" errors="${errors + (nothing ? 1 : 0)}" time="${seconds(result.cases)}">`,
    ...chapters.flatMap((chapter) => suite(result, chapter)),
    ...(nothing
      ? [
          '  <testsuite name="touchstone" tests="1" failures="0" errors="1" skipped="0" time="0.000">',
          `    <testcase classname="touchstone" name="something is tested" time="0.000"><error message="${xml(verdictSentence(result))}" type="nothing-tested"/></testcase>`,
          '  </testsuite>',
        ]
      : []),
    '</testsuites>',
    '',
  ].join('\n')
}

/** A case that passes although it was expected to fail is a failure here, as it is for the exit code. */
const totals = (cases: ReadonlyArray<CaseResult>) => {
  const { failed, couldNotRun, notClaimed, expectedFailures, unexpectedPasses } = countsOf({ cases })
  return { failures: failed + unexpectedPasses, errors: couldNotRun, skipped: notClaimed + expectedFailures }
}

const suite = (result: RunResult, chapter: string): ReadonlyArray<string> => {
  const cases = result.cases.filter((one) => one.chapter === chapter)
  const { failures, errors, skipped } = totals(cases)
  return [
    `  <testsuite name="${xml(chapter)}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds(cases)}">`,
    ...cases.map(testcase),
    '  </testsuite>',
  ]
}

const testcase = (one: CaseResult): string => {
  const open = `    <testcase classname="${xml(one.chapter)}" name="${xml(one.id)}" time="${seconds([one])}"`
  const inside = insideOf(one)
  return inside === '' ? `${open}/>` : `${open}>${inside}</testcase>`
}

const insideOf = ({ outcome, known }: CaseResult): string => {
  switch (outcome.tag) {
    case 'passed':
    case 'unattributed':
      return `${known ? '<failure message="passes, although the file of known failures names it" type="unexpected-pass"/>' : ''}${outcome.tag === 'unattributed' ? '<system-out>unattributed: a refusal gave no reason</system-out>' : ''}`
    case 'not claimed':
      return `<skipped>${xml(`not claimed: ${outcome.needs.join(', ')}`)}</skipped>`
    case 'could not be run':
      return `<error message="${xml(outcome.message)}" type="could-not-be-run">${xml(outcome.stderr)}</error>`
    case 'failed':
      return known
        ? `<skipped>${xml(`expected failure: ${outcome.failure.clause}: ${outcome.failure.says}`)}</skipped>`
        : `<failure message="${xml(`${outcome.failure.clause}: ${outcome.failure.says}`)}" type="${outcome.failure.clause}">${xml(failureText(outcome.failure))}</failure>`
  }
}

const seconds = (cases: ReadonlyArray<CaseResult>): string =>
  (cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toFixed(3)

/** Text as XML: what has a meaning there is escaped, and what XML 1.0 cannot hold is left out. */
const xml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
