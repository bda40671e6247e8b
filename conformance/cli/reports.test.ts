import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jsonReport } from '../report/json.js'
import type { RunResult } from '../run/result.js'
import { touchstone } from '../testing/programs.js'
import { caseOf, passed, runOf } from '../testing/results.js'
import { format } from '../vectors/format.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-reports-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const engine = ['--', process.execPath, 'conformance/implementations/nodejs-order-book/adapter.mjs']

/** The options that write every report into the folder, and the files. */
const everyReport = (): { readonly options: ReadonlyArray<string>; readonly files: ReadonlyArray<string> } => {
  const kinds = ['json', 'junit', 'html', 'markdown', 'badge']
  const files = kinds.map((kind) => join(folder, `out.${kind}`))
  return { files, options: kinds.flatMap((kind, i) => [`--${kind}`, files[i] as string]) }
}

const saved = (name: string, result: RunResult): string => {
  const file = join(folder, name)
  writeFileSync(file, format(jsonReport(result)))
  return file
}

describe('the reports of a run', () => {
  it('are written by conform, and a vector that was saved is named as the way to run a failure again', async () => {
    const { options, files } = everyReport()
    const { code } = await touchstone('conform', '--filter', 'self-trade', ...options, '--failures', folder, ...engine)
    expect(code).toBe(1)
    for (const file of files) expect(readFileSync(file, 'utf8')).toMatch(/not conformant|NOT CONFORMANT|<failure/)
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toMatch(/touchstone replay [^<]*\.json -- /)
    expect(readFileSync(join(folder, 'out.badge'), 'utf8')).toContain('not conformant in part')
  })

  it('are written by merge from the reports of all shards', async () => {
    const shards = ['1/2', '2/2'].map((shard, i) =>
      saved(`${i}.json`, runOf([caseOf(`order-book/trace/case-${i}`, passed)], { part: `shard ${shard}` })),
    )
    const { options, files } = everyReport()
    const { code, out } = await touchstone('merge', ...shards, ...options)
    expect(out).toMatch(/2 {2}passed[\s\S]*CONFORMANT/)
    expect(out).not.toMatch(/part of the suite/)
    expect(code).toBe(0)
    for (const file of files) expect(existsSync(file)).toBe(true)
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toMatch(
      /order-book\/trace\/case-0[\s\S]*order-book\/trace\/case-1/,
    )
  })
})

describe('nothing', () => {
  it('is an error for conform, whichever way it comes about, and no report is written', async () => {
    const { options, files } = everyReport()
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [['--shard', '5000/5000'], /--shard 5000\/5000: there are \d+ cases, so nothing is left for this one to run/],
      [['--filter', 'no-such-case'], /no case has no-such-case in its id/],
      [['--profile', 'primitives', '--filter', 'OB-1'], /no case of primitives has OB-1 in its id/],
    ]
    for (const [args, message] of wrong) {
      const { code, err } = await touchstone('conform', ...args, ...options, ...engine)
      expect(err).toMatch(message)
      expect(code).toBe(3)
    }
    for (const file of files) expect(existsSync(file)).toBe(false)
  })

  it('is not conformant where cases are there but none of them is claimed', async () => {
    const { code, out } = await touchstone('conform', '--profile', 'primitives', '--failures', folder, ...engine)
    expect(out).toMatch(/NOTHING WAS TESTED/)
    expect(code).toBe(1)
  })

  it('is an error for merge: no cases, a shard that is missing, one that is there twice', async () => {
    const shard = (i: number) =>
      saved(`${i}.json`, runOf([caseOf(`order-book/trace/case-${i}`, passed)], { part: `shard ${i}/3` }))
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [[saved('empty.json', runOf([]))], /empty.json: no case was run, so there is nothing to report/],
      [[shard(1), shard(3)], /shard 2\/3 is missing: without it the verdict is not known/],
      [[shard(1), shard(1)], /order-book\/trace\/case-1 is in two of the reports/],
    ]
    for (const [args, message] of wrong) {
      const { code, err } = await touchstone('merge', ...args)
      expect(err).toMatch(message)
      expect(code).toBe(3)
    }
  })
})
