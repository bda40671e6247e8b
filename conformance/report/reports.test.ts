import { Ajv2020 } from 'ajv/dist/2020.js'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { decode } from '../../spec/core/codec.js'
import type { Failure, RunResult } from '../run/result.js'
import { verdictOf } from '../run/result.js'
import { caseOf, EVIL, everything, evil, failed, passed, runOf, wrongBytes, wrongMaker } from '../testing/results.js'
import { format } from '../vectors/format.js'
import { schemas } from '../vectors/schema.js'
import { badgeReport } from './badge.js'
import { evidenceOf } from './evidence.js'
import { htmlReport } from './html.js'
import { jsonReport, Report, resultOf } from './json.js'
import { junitReport } from './junit.js'
import { markdownReport } from './markdown.js'
import { verdictText } from './text.js'

const good = runOf([caseOf('order-book/trace/good', passed)])
const asExpected = runOf([
  caseOf('order-book/trace/good', passed),
  caseOf('order-book/trace/known', failed(wrongMaker()), { known: true }),
])
const nothing = runOf([])
const unclaimed = runOf([caseOf('order-book/trace/eons', { tag: 'not claimed', needs: ['event=endEon'] })])

describe('the verdict', () => {
  it('is one of four, and nothing tested is not a pass', () => {
    expect([good, asExpected, everything, nothing, unclaimed].map(verdictOf)).toEqual([
      'conformant',
      'as expected',
      'not conformant',
      'nothing tested',
      'nothing tested',
    ])
  })

  it.each([
    ['text', (result: RunResult) => verdictText(result)],
    ['HTML', (result: RunResult) => htmlReport(result)],
    ['Markdown', markdownReport],
    ['JUnit', junitReport],
    ['JSON', (result: RunResult) => JSON.stringify(jsonReport(result))],
    ['badge', badgeReport],
  ])('says in %s that nothing was tested, and never that it is conformant', (_, report) => {
    for (const result of [nothing, unclaimed]) {
      expect(report(result)).toMatch(/nothing (was )?tested|not a pass/i)
      expect(report(result).replace(/"conformant":false/, '')).not.toMatch(/conformant["<: ]/i)
    }
  })

  it('says that a part is a part', () => {
    const part = runOf(good.cases, { part: 'shard 1/4' })
    for (const report of [htmlReport(part), markdownReport(part), verdictText(part)])
      expect(report).toMatch(/part of the suite.*shard 1\/4/)
    expect(badgeReport(part)).toContain('order-book conformant in part<')
  })
})

describe('the JSON report', () => {
  it('reads back as the run that it is of', () => {
    const text = format(jsonReport(everything))
    const report = decode(Report, JSON.parse(text))
    if (E.isLeft(report)) throw new Error(JSON.stringify(report.left))
    expect(resultOf(report.right)).toEqual(everything)
  })

  it('leaves out what is missing on one side of a difference, since JSON has no such value', () => {
    const failure: Failure = {
      ...wrongBytes,
      differences: [{ path: 'observed.eon', expected: '1', actual: undefined }],
    }
    const text = format(jsonReport(runOf([caseOf(failure.case, failed(failure))])))
    expect(JSON.parse(text).failures[0].differences).toEqual([{ path: 'observed.eon', expected: '1' }])
  })
})

describe('the schema of the JSON report', () => {
  const validate = new Ajv2020().compile(schemas([]).get('report.schema.json') as object)

  it('takes every report', () => {
    for (const result of [everything, good])
      expect(validate(JSON.parse(format(jsonReport(result)))), JSON.stringify(validate.errors)).toBe(true)
  })

  it('does not take one with an outcome that there is not', () => {
    const text = format(jsonReport(good)).replaceAll('"outcome": "passed"', '"outcome": "fine"')
    expect(validate(JSON.parse(text))).toBe(false)
  })
})

describe('the evidence for a clause', () => {
  const of = (id: string) =>
    evidenceOf(everything)
      .flatMap(({ clauses }) => clauses)
      .find(({ clause }) => clause.id === id)

  it('counts the cases that name it, and the failures that break it', () => {
    expect(of('OB-1')).toMatchObject({
      named: 6,
      passed: 2,
      failed: 2,
      notClaimed: 1,
      couldNotRun: 1,
      broken: 2,
      status: 'broken',
    })
    expect(of('OB-17')).toMatchObject({ named: 1, passed: 1, status: 'kept' })
  })

  it('is none where no case names it', () => {
    expect(of('OB-2')).toMatchObject({ named: 0, status: 'no evidence' })
  })
})

describe('the Markdown summary', () => {
  it('gives the verdict, every count, and the shortest failure of each clause', () => {
    const summary = markdownReport(everything)
    expect(summary).toMatch(/^## ❌ NOT CONFORMANT: engine 1.2.3$/m)
    for (const row of ['3 | passed', '1 | unattributed', '2 | failed', '1 | expected failures', '1 | not claimed'])
      expect(summary).toContain(`| ${row}`)
    expect(summary).toContain('3. limit  order C  trader trader-of-C  side buy  price 12  volume 7  lastEon 1')
    expect(summary).toContain('touchstone conform --filter order-book/trace/wrong-maker -- ./adapter')
    expect(summary.match(/^### OB-1/gm)).toHaveLength(1)
  })

  it('keeps what an implementation says as text: no markup, no table cell, no mention', () => {
    const unfenced = markdownReport(evil).replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '')
    const rows = unfenced.split('\n').filter((line) => line.startsWith('| '))
    expect(rows.filter((row) => row.includes('script'))).toHaveLength(3)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3)
    const outside = unfenced.replace(/(`+) .*? \1(?!`)/g, '')
    expect(outside).not.toMatch(/<(script|img)/)
    expect(outside).not.toMatch(/@all/)
    expect(outside).not.toMatch(/(?<!\\)`/)
  })

  it('stays below what a comment may hold, whatever an implementation answers', () => {
    const long = 'x'.repeat(100_000)
    const failure = { ...wrongMaker(), findings: Array(100).fill(long), actual: long, events: Array(999).fill(long) }
    expect(markdownReport(runOf([caseOf(failure.case, failed(failure))])).length).toBeLessThan(65_536)
  })
})

describe('the badge', () => {
  it.each([
    [good, 'touchstone 0.1.0, order-book conformant'],
    [asExpected, 'order-book failures as expected'],
    [everything, 'order-book, primitives not conformant'],
    [nothing, 'nothing tested'],
  ])('says which profiles, by which version, and what came of it', (result, message) => {
    expect(badgeReport(result)).toMatch(new RegExp(`aria-label="engine 1.2.3: [^"]*${message}"`))
  })

  it('names a profile only where a case of it was run, and the failing ones only where one failed', () => {
    expect(badgeReport(good)).not.toContain('primitives')
    const mixed = runOf([
      caseOf('order-book/trace/good', passed),
      caseOf('primitives/function/encode-empty', failed(wrongBytes)),
    ])
    expect(badgeReport(mixed)).toContain('>primitives not conformant<')
  })

  it('is XML, whatever an implementation is called', async () => {
    expect(badgeReport(evil)).not.toContain(EVIL)
    const { errors } = await validateXML({
      xml: [{ fileName: 'badge.svg', contents: badgeReport(evil) }],
      schema: [ANY],
    })
    expect(errors).toEqual([])
  })
})

const ANY = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
<xs:element name="svg"><xs:complexType><xs:sequence><xs:any maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
</xs:schema>`
