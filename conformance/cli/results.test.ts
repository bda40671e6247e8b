import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.js'
import { jsonReport } from '../report/json.js'
import { begunLine, decidedLine, isResults, runOfLines } from '../report/results.js'
import type { RunResult } from '../run/result.js'
import { program, type Ran, touchstone } from '../testing/programs.js'
import { everything, evil } from '../testing/results.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-results-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const merge = (...files: ReadonlyArray<string>): Promise<Ran> => touchstone('merge', ...files)

const linesOf = ({ cases, ...run }: RunResult): ReadonlyArray<string> => [
  begunLine(
    run,
    cases.map(({ id }) => id),
  ),
  ...cases.map(decidedLine),
]

const readBack = (text: string): RunResult => {
  const read = runOfLines(text)
  if (E.isLeft(read)) throw new Error(read.left)
  return read.right
}

describe('the results of a run, a line each', () => {
  it('say all that the run found out, whatever became of a case', () => {
    for (const run of [everything, evil]) {
      const text = linesOf(run).join('')
      expect(isResults(text)).toBe(true)
      expect(jsonReport(readBack(text))).toEqual(jsonReport(run))
    }
  })

  it('are not taken for a report, nor a report for them', () => {
    expect(isResults(JSON.stringify(jsonReport(everything)))).toBe(false)
    expect(isResults(JSON.stringify(jsonReport(everything), undefined, 2))).toBe(false)
    expect(isResults('')).toBe(false)
  })

  it('lose nothing but the line that was not written to its end', () => {
    const [begun, first, second, third] = linesOf(everything) as [string, string, string, string]
    const { cases } = readBack(`${begun}${first}${second}${third.slice(0, -1)}`)
    expect(cases.length).toBe(everything.cases.length)
    expect(cases.slice(0, 2)).toEqual(everything.cases.slice(0, 2))
    for (const { outcome } of cases.slice(2)) expect(outcome).toMatchObject({ tag: 'could not be run' })
  })

  it('are refused where a line in their middle is none, and which it is, is said', () => {
    const [begun, first, second] = linesOf(everything) as [string, string, string]
    expect(runOfLines(`${begun}${first}${second.slice(0, 20)}\n${first}`)).toEqual(
      E.left(expect.stringMatching(/^line 3: not JSON/)),
    )
    expect(runOfLines(`${begun}{"case":"a"}\n`)).toEqual(E.left(expect.stringMatching(/^line 2: chapter: expected/)))
  })
})

/** Waits until a file has so many whole lines. */
const untilLines = async (file: string, n: number): Promise<void> => {
  while (!existsSync(file) || readFileSync(file, 'utf8').split('\n').length <= n)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a kit that is killed in the middle of a run', () => {
  it('leaves every case that it had decided, and the others are no passes', async () => {
    const file = join(folder, 'deeper/out.ndjson')
    // An adapter that from some case on takes seconds for an answer: the kit is waiting when it is killed.
    const [node, ...conform] = program('touchstone', 'conform')
    const kit = spawn(
      node,
      [
        ...conform,
        ...['--profile', 'order-book', '--results', file, '--timeout', '100000000'],
        ...['--', ...program('broken-adapter', 'slow', '120')],
      ],
      { cwd: packageRoot(), stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => kit.once('exit', (_, signal) => resolve(signal)))
    await untilLines(file, 10)
    kit.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')

    const [begun, ...decided] = readFileSync(file, 'utf8').trimEnd().split('\n')
    const ids = (JSON.parse(begun as string) as { readonly cases: ReadonlyArray<string> }).cases
    expect(decided.map((line) => JSON.parse(line)).map((one) => one.case)).toEqual(ids.slice(0, decided.length))
    expect(decided.length).toBeLessThan(ids.length)
    const { code, out } = await merge(file)
    expect(out).toMatch(new RegExp(`\\b${decided.length} {2}passed`))
    expect(out).toMatch(/NOT CONFORMANT/)
    expect(code).toBe(1)
  })

  it('leaves results that merge puts together with those of the other shards', async () => {
    const [a, b] = everything.cases as [RunResult['cases'][0], RunResult['cases'][0]]
    const files = [a, b].map((one, i) => {
      const file = join(folder, `${i}.ndjson`)
      writeFileSync(file, linesOf({ ...everything, part: `shard ${i + 1}/2`, cases: [one] }).join(''))
      return file
    })
    const { code, out } = await merge(...files)
    expect(out).toMatch(/2 {2}passed[\s\S]*CONFORMANT/)
    expect(out).not.toMatch(/part of the suite/)
    expect(code).toBe(0)
  })
})
