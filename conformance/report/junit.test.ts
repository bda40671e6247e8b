import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { packageRoot } from '../kit/root.js'
import type { RunResult } from '../run/result.js'
import { caseOf, EVIL, everything, evil, failed, passed, runOf, wrongMaker } from '../testing/results.js'
import { junitReport } from './junit.js'

const schema = readFileSync(join(packageRoot(), 'conformance/report/schema/jenkins-junit.xsd'), 'utf8')

const errorsOf = async (xml: string): Promise<ReadonlyArray<string>> => {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [schema] })
  return errors.map(({ message }) => message)
}

const runs: ReadonlyArray<readonly [string, RunResult]> = [
  ['one case of everything', everything],
  ['names and values that look like markup', evil],
  ['no case at all', runOf([])],
  ['nothing but passed cases', runOf([caseOf('order-book/trace/good', passed, { milliseconds: 12_345_678 })])],
  [
    'a failure that holds what XML cannot',
    runOf([caseOf('order-book/trace/\u0001', failed({ ...wrongMaker(), findings: ['\u0000\u001b]]>\ufffe\r\n\t'] }))]),
  ],
]

describe('the JUnit report', () => {
  it.each(runs)('is valid by the schema of Jenkins, with %s', async (_, result) => {
    expect(await errorsOf(junitReport(result))).toEqual([])
  })

  it('is refused by the schema if an attribute is made up', async () => {
    expect(await errorsOf(junitReport(everything).replace('<testsuites ', '<testsuites skipped="1" '))).not.toEqual([])
  })

  it('counts a case that passes against expectation as a failure, and an expected failure as skipped', () => {
    expect(junitReport(everything)).toMatch(
      /<testsuite name="order-book" tests="7" failures="2" errors="1" skipped="2"/,
    )
    expect(junitReport(everything)).toMatch(
      /order-book\/trace\/mended" time="0.002"><failure message="passes, although/,
    )
  })

  it('says what is not claimed, and that a refusal gave no reason', () => {
    expect(junitReport(everything)).toContain('<skipped>not claimed: event=endEon, event=cancel</skipped>')
    expect(junitReport(everything)).toContain('<system-out>unattributed: a refusal gave no reason</system-out>')
  })

  it('holds an error where nothing was tested, lest it be taken for a pass', () => {
    const unclaimed = runOf([caseOf('order-book/trace/eons', { tag: 'not claimed', needs: ['event=endEon'] })])
    for (const result of [runOf([]), unclaimed])
      expect(junitReport(result)).toMatch(/<testsuites [^>]*errors="1"[\s\S]*<error message="[^"]*This is not a pass/)
  })

  it('keeps what an implementation says as text', () => {
    expect(junitReport(evil)).not.toContain('<script')
    expect(junitReport(evil)).not.toContain(EVIL)
  })
})
