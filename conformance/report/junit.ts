import { type CaseResult, countsOf, type RunResult } from '../run/result.js'
import { failureText } from './text.js'

/** The run as JUnit XML, as CI systems read it: a suite for each chapter, a test case for each case. */
export const junitReport = (result: RunResult): string => {
  const chapters = [...new Set(result.cases.map(({ chapter }) => chapter))]
  const { failed, couldNotRun, notClaimed, expectedFailures } = countsOf(result)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="touchstone ${xml(result.implementation.name)}" tests="${result.cases.length}" failures="${failed}" errors="${couldNotRun}" skipped="${notClaimed + expectedFailures}" time="${seconds(result.cases)}">`,
    ...chapters.flatMap((chapter) => suite(result, chapter)),
    '</testsuites>',
    '',
  ].join('\n')
}

const suite = (result: RunResult, chapter: string): ReadonlyArray<string> => {
  const cases = result.cases.filter((one) => one.chapter === chapter)
  const { failed, couldNotRun, notClaimed, expectedFailures } = countsOf({ cases })
  return [
    `  <testsuite name="${xml(chapter)}" tests="${cases.length}" failures="${failed}" errors="${couldNotRun}" skipped="${notClaimed + expectedFailures}" time="${seconds(cases)}">`,
    ...cases.flatMap(testcase),
    '  </testsuite>',
  ]
}

const testcase = (one: CaseResult): ReadonlyArray<string> => {
  const open = `    <testcase classname="${xml(one.chapter)}" name="${xml(one.id)}" time="${seconds([one])}"`
  const { outcome } = one
  switch (outcome.tag) {
    case 'passed':
      return [`${open}/>`]
    case 'unattributed':
      return [`${open}><system-out>unattributed: a refusal gave no reason</system-out></testcase>`]
    case 'not claimed':
      return [`${open}><skipped message="${xml(`not claimed: ${outcome.needs.join(', ')}`)}"/></testcase>`]
    case 'could not be run':
      return [`${open}><error message="${xml(outcome.message)}">${xml(outcome.stderr)}</error></testcase>`]
    case 'failed':
      return one.known
        ? [`${open}><skipped message="${xml(`expected failure: ${outcome.failure.clause}`)}"/></testcase>`]
        : [
            `${open}><failure message="${xml(`${outcome.failure.clause}: ${outcome.failure.says}`)}" type="${outcome.failure.clause}">${xml(failureText(outcome.failure))}</failure></testcase>`,
          ]
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
