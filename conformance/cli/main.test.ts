import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.js'
import { program, touchstone } from '../testing/programs.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const reference = ['--', ...program('touchstone', 'adapter')]
/** One chapter is enough where the command is tested and not the implementation: that is what `npm start` does. */
const oneChapter = ['--profile', 'order-book']
const engine = ['--', process.execPath, 'conformance/implementations/nodejs-order-book/adapter.mjs']

describe('touchstone', () => {
  it('says what would be right, and exits with 3, when it is called wrongly', async () => {
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [['conform'], /expected the command that starts the adapter after --, or --attach URL/],
      [['conform', '--attach', 'ftp://x'], /--attach ftp:\/\/x: expected a URL such as http/],
      [['conform', '--attach', 'http://127.0.0.1:1', ...reference], /not both/],
      [['conform', '--shard', '3/2', ...reference], /--shard 3\/2: expected i\/n with i from 1 to n, such as 1\/4/],
      [['merge', 'none.json'], /none.json: ENOENT/],
      [['confrom'], /unknown command 'confrom'.*\n?.*Did you mean conform/],
      [
        ['conform', '--profile', 'margins', ...reference],
        /there is no profile margins; there are primitives, order-book/,
      ],
      [['compare', '--profile', 'margins', ...reference, ...reference], /there is no profile margins/],
      [['conform', '--filter', 'OB-99', ...reference], /no case has OB-99 in its id or among its clauses/],
      [['conform', '--timeout', 'soon', ...reference], /--timeout soon: expected a whole number of milliseconds/],
      [['conform', '--known-failures', 'none.json', ...reference], /--known-failures none.json: ENOENT/],
      [['audit', '--format', 'xml'], /--format xml: expected ndjson or cda/],
      [['audit', '--format', 'cda', '--orders', 'x'], /this format needs --fills FILE/],
      [['replay', 'none.json', ...reference], /none.json: no such file/],
      [['simulate', 'receipt'], /nothing to simulate of receipt; there is of order-book, receipts, sealed-orders, /],
      [['simulate', 'order-book', '--runs', 'many'], /--runs many: expected a whole number of runs/],
      [['vectors', 'export', 'xml', '--out', folder], /export xml: expected one of ndjson, itf, zip/],
      [['vectors', 'export', 'zip'], /required option '--out <path>' not specified/],
      [['clauses', '--since', 'vectors/clauses.json'], /vectors.clauses.json: the whole: expected Manifest/],
    ]
    for (const { args, message, ran } of await Promise.all(
      wrong.map(async ([args, message]) => ({ args, message, ran: await touchstone(...args) })),
    )) {
      expect(ran.err).toMatch(message)
      expect(ran.code, args.join(' ')).toBe(3)
    }
  })

  it('exits with 2 when there is no adapter, no log, or no vectors', async () => {
    for (const args of [
      ['conform', '--', '/no/such/adapter'],
      ['audit', '--format', 'ndjson', '--log', 'none.ndjson'],
      ['conform', '--vectors', folder, ...reference],
    ]) {
      const { code, err } = await touchstone(...args)
      expect(err).toMatch(/^could not be run: /)
      expect(code, args.join(' ')).toBe(2)
    }
  })

  it('prints an erratum with its attack, in about a dozen lines', async () => {
    const { code, out } = await touchstone('errata', 'T1')
    expect(out).toMatch(/^T1 .*\n {2}where .*Algorithm 7/)
    expect(out.trimEnd().split('\n').length).toBeLessThan(16)
    expect(code).toBe(0)
    const none = await touchstone('errata', 'T0')
    expect(none.err).toMatch(/there is no erratum T0; there are T12, /)
    expect(none.code).toBe(3)
  })

  it('simulates a machine, and says which rules were taken and by which clauses events were refused', async () => {
    const json = join(folder, 'simulated.json')
    const { code, out } = await touchstone('simulate', 'order-book', '--runs', '30', '--seed', '7', '--json', json)
    expect(out).toMatch(/^order-book: 30 runs, \d+ events, from seed 7\n {2}limit +taken +\d+ {3}refused by PR-1 \d+/)
    expect(out).toMatch(/no violation\n$/)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      chapter: 'order-book',
      seed: 7,
      runs: 30,
      violations: [],
    })
    expect(code).toBe(0)
  })

  it('says which clauses have changed since another version', async () => {
    const old = join(folder, 'manifest.json')
    const manifest = JSON.parse(readFileSync(join(packageRoot(), 'vectors/manifest.json'), 'utf8'))
    manifest.clauses['OB-9'].hash = 'another'
    delete manifest.clauses['MG-1']
    writeFileSync(old, JSON.stringify(manifest))
    const { code, out } = await touchstone('clauses', '--since', old)
    expect(out).toMatch(
      /^OB-9 +changed, \d+ vectors before, \d+ vectors now\nMG-1 +new, \d+ vectors now\n2 of \d+ clauses\n$/,
    )
    expect(code).toBe(0)
  })

  it('exits with 1, says why, and saves a vector that can be replayed, when an implementation is not conformant', async () => {
    const json = join(folder, 'out.json')
    const junit = join(folder, 'out.xml')
    const { code, out } = await touchstone(
      'conform',
      '--filter',
      'self-trade',
      '--json',
      json,
      '--junit',
      junit,
      '--failures',
      folder,
      ...engine,
    )
    expect(code).toBe(1)
    expect(out).toMatch(/OB-9: C leaves with 8, but 3 remained of it/)
    expect(out).toMatch(/NOT CONFORMANT/)
    const report = JSON.parse(readFileSync(json, 'utf8'))
    expect(report).toMatchObject({
      conformant: false,
      cases: { failed: 1 },
      failures: [{ clause: 'OB-9', case: 'order-book/trace/self-trade-cancel-incoming-at-one-price' }],
    })
    expect(report.failures[0].events).toHaveLength(3)
    expect(readFileSync(junit, 'utf8')).toMatch(/<failure message="OB-9: .*type="OB-9">/)
    const saved = /saved {3}(\S+)/.exec(out)?.[1] as string
    const again = await touchstone('replay', saved, ...engine)
    expect(again.code).toBe(1)
    expect(again.out).toMatch(/OB-9: C leaves with 8/)
    expect((await touchstone('replay', saved, ...reference)).code).toBe(0)
  })

  it('takes known failures as expected, and reports one that passes after all', async () => {
    const known = 'conformance/implementations/nodejs-order-book/known-failures.json'
    const options = [...oneChapter, '--known-failures', known, '--failures', folder]
    const expected = await touchstone('conform', ...options, ...engine)
    expect(expected.out).toMatch(/3 {2}expected failures/)
    expect(expected.code).toBe(0)
    const passes = await touchstone('conform', ...options, ...reference)
    expect(passes.out).toMatch(/2 {2}unexpected passes/)
    expect(passes.code).toBe(1)
  })

  it('does not take a known failure that is no case', async () => {
    const file = join(folder, 'known.json')
    writeFileSync(
      file,
      JSON.stringify({
        implementation: 'x',
        failures: [{ clause: 'OB-1', why: 'y', events: [], cases: ['order-book/trace/none'] }],
      }),
    )
    const { code, err } = await touchstone('conform', '--known-failures', file, ...reference)
    expect(err).toMatch(/there is no case order-book\/trace\/none/)
    expect(code).toBe(3)
  })

  it('compares implementations, and shows the smallest sequence on which they differ', async () => {
    const { code, out } = await touchstone(
      'compare',
      ...oneChapter,
      '--runs',
      '20',
      ...reference,
      ...engine,
      '--',
      process.execPath,
      'conformance/implementations/orderbook-match-engine/adapter.mjs',
    )
    expect(code).toBe(1)
    expect(out).toMatch(/\+ x \+ {2}order-book\/trace\/self-trade-cancel-incoming-at-one-price/)
    expect(out).toMatch(/The smallest difference, by nodejs-order-book:/)
    expect((await touchstone('compare', ...oneChapter, '--runs', '10', ...reference)).code).toBe(3)
    expect((await touchstone('compare', ...oneChapter, '--runs', '10', ...reference, ...reference)).out).toMatch(
      /No two of them differ/,
    )
  })

  it('puts the reports of shards together', async () => {
    const files = ['1/2', '2/2'].map((shard) => ({ shard, file: join(folder, `${shard.replace('/', '-')}.json`) }))
    const conform = (...args: ReadonlyArray<string>) =>
      touchstone('conform', ...oneChapter, '--runs', '10', ...args, ...reference)
    for (const { shard, file } of files)
      expect((await conform('--shard', shard, '--jobs', '2', '--json', file)).code).toBe(0)
    const merged = join(folder, 'merged.json')
    expect((await touchstone('merge', ...files.map(({ file }) => file), '--json', merged)).code).toBe(0)
    const whole = join(folder, 'whole.json')
    await conform('--json', whole)
    expect(JSON.parse(readFileSync(merged, 'utf8')).cases).toEqual(JSON.parse(readFileSync(whole, 'utf8')).cases)
  })
})
