import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.js'
import { type Ran, run, touchstone } from '../testing/programs.js'
import { STARTERS } from './new.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone new '))
})
afterAll(() => rmSync(folder, { recursive: true }))

const shell = (command: string): Promise<Ran> => run(['sh', '-c', command])

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0

/** Every file below a folder. */
const filesIn = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory, { recursive: true })
    .map(String)
    .filter((file) => statSync(join(directory, file)).isFile())
    .sort()

/** What each starter needs to be built and run. */
const TOOLS: ReadonlyArray<readonly [string, string]> = [
  ['python', 'python3'],
  ['typescript', 'npx'],
  ['rust', 'cargo'],
  ['java', 'java'],
  ['go', 'go'],
]

/** Takes the `//` or `#` from the claim that each starter holds as a comment. */
const claimSomething = (directory: string, more = ''): void => {
  const found = filesIn(directory).flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8')
    const claimed = text.replace(/^(\s*)(?:\/\/|#) (.*"preference=time".*"observe=depth")(.*)$/m, `$1$2${more}$3`)
    if (claimed === text) return []
    writeFileSync(join(directory, file), claimed)
    return [file]
  })
  expect(found).toHaveLength(1)
}

/** What an implementer might fill in: by starter, the file, and what takes the place of what. */
const FILLED_IN: Readonly<Record<string, readonly [string, ReadonlyArray<readonly [RegExp, string]>]>> = {
  python: [
    'adapter.py',
    [
      [
        /raise NotWritten\("limit"\)/,
        'return accepted([fill("A", order, price, volume)], [removal(order, last_eon, "dropped")])',
      ],
      [/raise NotWritten\("cancel"\)/, 'print("noise"); return refused("OB-18")'],
      [/raise NotWritten\("market"\)/, 'return refused()'],
      [/raise NotWritten\("endEon"\)/, 'return {}["a mistake"]'],
      [/raise NotWritten\("observe depth"\)/, 'return {"buys": [], "sells": [level(2, 3)]}'],
      [/# ("judge": )/, '$1'],
    ],
  ],
  typescript: [
    'adapter.ts',
    [
      [/\b_(?=[a-z])/g, ''],
      [
        /throw notWritten\('limit'\)/,
        "return accepted([fill('A', order.order, order.price, order.volume)], [removal(order.order, order.lastEon, 'dropped')])",
      ],
      [/throw notWritten\('cancel'\)/, "console.log('noise'); return refused('OB-18')"],
      [/throw notWritten\('market'\)/, 'return refused()'],
      [/throw notWritten\('endEon'\)/, "throw new Error('a mistake')"],
      [/throw notWritten\('observe depth'\)/, 'return { buys: [], sells: [level(2n, 3n)] }'],
      [/\/\/ (judge: )/, '$1'],
    ],
  ],
  rust: [
    'src/main.rs',
    [
      [/\b_(?=[a-z])/g, ''],
      [
        /not_written\("limit"\)/,
        'Ok(accepted(vec![fill("A", order, price, volume)], vec![removal(order, last_eon, "dropped")]))',
      ],
      [/not_written\("cancel"\)/, 'Ok(refused(Some("OB-18")))'],
      [/not_written\("market"\)/, 'Ok(refused(None))'],
      [
        /not_written\("observe depth"\)/,
        'Ok(Value::object([("buys", Value::Array(vec![])), ("sells", Value::Array(vec![level(2, 3)]))]))',
      ],
      [/not_written\("judge"\)/, 'Ok(Value::object([("verdict", Value::text("kept"))]))'],
    ],
  ],
  java: [
    'Adapter.java',
    [
      [
        /throw notWritten\("limit"\)/,
        'return accepted(List.of(fill("A", order, price, volume)), List.of(removal(order, lastEon, "dropped")))',
      ],
      [/throw notWritten\("cancel"\)/, 'System.out.println("noise"); return refused("OB-18")'],
      [/throw notWritten\("market"\)/, 'return refused()'],
      [/throw notWritten\("endEon"\)/, 'throw new IllegalStateException("a mistake")'],
      [
        /throw notWritten\("observe depth"\)/,
        'return Map.of("buys", List.of(), "sells", List.of(level(BigInteger.TWO, new BigInteger("3"))))',
      ],
      [/\/\/ ("judge", )/, '$1'],
    ],
  ],
  go: [
    'main.go',
    [
      [
        /return nil, notWritten\("limit"\)/,
        'return accepted([]any{fill("A", order, price, volume)}, []any{removal(order, lastEon, "dropped")}), nil',
      ],
      [/return nil, notWritten\("cancel"\)/, 'println("noise"); return refused("OB-18"), nil'],
      [/return nil, notWritten\("market"\)/, 'return refused(""), nil'],
      [/return nil, notWritten\("endEon"\)/, 'panic("a mistake")'],
      [/return nil, nil, notWritten\("observe depth"\)/, 'return nil, []any{level(big.NewInt(2), big.NewInt(3))}, nil'],
      [/\/\/ ("judge": )/, '$1'],
    ],
  ],
}

const request = (id: number, method: string, params: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })

const limit = { tag: 'limit', order: 'A', trader: 'alice', side: 'sell', price: '12', volume: '5', lastEon: '1' }
const opening = {
  machine: 'order-book',
  params: { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' },
}
const step = (event: unknown, more: object = {}): string => request(7, 'step', { session: 's1', event, ...more })

/** Lines that nobody should write, and the error that answers each (docs/adapters.md, _Errors_). */
const WRONG_LINES: ReadonlyArray<readonly [string, number]> = [
  ['{', -32700],
  ['hello', -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"shutdown","params":{}} {}', -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"shutdown","params":{"a":NaN}}', -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"shutdown","params":{"a":01}}', -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"shutdown","params":{"a":"\\x"}}', -32700],
  ['"a\u0001"', -32700],
  ['1\u0000', -32700],
  ['null', -32600],
  ['7', -32600],
  ['[]', -32600],
  ['{}', -32600],
  ['{"jsonrpc":"2.0","id":7}', -32600],
  ['{"jsonrpc":"2.0","id":7,"method":7,"params":{}}', -32600],
  [request(7, 'dance', {}), -32601],
  [request(7, 'constructor', {}), -32601],
  [request(7, 'initialize', undefined), -32602],
  [request(7, 'initialize', []), -32602],
  [request(7, 'initialize', { protocol: '2' }), -32602],
  [request(7, 'open', {}), -32602],
  [request(7, 'open', { ...opening, machine: 'dance-floor' }), -32601],
  [request(7, 'evaluate', { chapter: 'order-book', function: 'toString', arguments: {} }), -32601],
  [request(7, 'evaluate', { chapter: 'order-book', function: 'judge', arguments: {} }), -32601],
  [request(7, 'observe', { session: 's99', what: [] }), -32602],
  [request(7, 'close', { session: 's99' }), -32602],
]

/** More of them, for an adapter that claims the order book and has one open; its calls are not written yet. */
const WRONG_IN_SESSION: ReadonlyArray<readonly [string, number]> = [
  [request(7, 'open', { ...opening, params: {} }), -32602],
  [request(7, 'open', { ...opening, params: { ...opening.params, selfTrade: 'perhaps' } }), -32602],
  [request(7, 'open', { ...opening, params: { ...opening.params, more: '1' } }), -32602],
  [step({ tag: 'dance' }), -32602],
  [step({ ...limit, tag: 'toString' }), -32602],
  [step('limit'), -32602],
  [step({ ...limit, volume: '007' }), -32602],
  [step({ ...limit, volume: '-0' }), -32602],
  [step({ ...limit, volume: '' }), -32602],
  [step({ ...limit, volume: '5\n' }), -32602],
  [step({ ...limit, volume: '٣' }), -32602],
  [step({ ...limit, volume: 5 }), -32602],
  [step({ ...limit, price: `1${'0'.repeat(100)}` }), -32602],
  [step({ ...limit, side: 'Sell' }), -32602],
  [step({ ...limit, order: '' }), -32602],
  [step({ ...limit, order: 'A\n' }), -32602],
  [step({ ...limit, trader: 'a'.repeat(65) }), -32602],
  [step({ ...limit, more: '1' }), -32602],
  [step({ ...limit, lastEon: undefined }), -32602],
  [step(limit, { observe: 'depth' }), -32602],
  [step(limit, { observe: ['depth', 'eon'] }), -32601],
  [step(limit, { observe: ['toString'] }), -32601],
  [request(7, 'run', { session: 's1', events: limit }), -32602],
  [request(7, 'run', { session: 's1', events: [limit, { tag: 'dance' }] }), -32602],
  // What is well-formed reaches the implementer's calls, however long its integers are.
  [step(limit), -32603],
  [step(limit, { observe: ['depth'], more: 1 }), -32603],
  [step({ ...limit, volume: '-1', price: '9'.repeat(100) }), -32603],
  [step({ tag: 'market', order: 'A', trader: 'b', side: 'buy', volume: '1' }), -32603],
  [step({ tag: 'cancel', order: 'a.b_c:d-e', trader: 'b' }), -32603],
  [step({ tag: 'endEon', eon: '-1' }), -32603],
  [request(7, 'run', { session: 's1', events: [limit] }), -32603],
  [request(7, 'observe', { session: 's1', what: ['depth'] }), -32603],
]

const depth = { buys: [], sells: [{ price: '2', volume: '3' }] }
const long = `-${'9'.repeat(100)}`
const market = { tag: 'market', order: 'C', trader: 'c', side: 'buy', volume: '1' }
const cancel = { tag: 'cancel', order: 'A', trader: 'alice' }

/** What the filled-in adapters are asked, and have to answer. */
const RIGHT_LINES: ReadonlyArray<readonly [string, unknown]> = [
  [
    step({ ...limit, order: 'B', price: long, volume: '18446744073709551617' }, { observe: ['depth'] }),
    {
      accepted: {
        fills: [{ maker: 'A', taker: 'B', price: long, volume: '18446744073709551617' }],
        removed: [{ order: 'B', volume: '1', why: 'dropped' }],
      },
      observed: { depth },
    },
  ],
  [step(cancel), { rejected: { reason: 'OB-18' } }],
  [step(cancel, { observe: [] }), { rejected: { reason: 'OB-18' }, observed: {} }],
  [step(market), { rejected: {} }],
  [
    request(7, 'run', { session: 's1', events: [cancel, market], observe: ['depth'] }),
    {
      steps: [
        { rejected: { reason: 'OB-18' }, observed: { depth } },
        { rejected: {}, observed: { depth } },
      ],
    },
  ],
  [request(7, 'run', { session: 's1', events: [] }), { steps: [] }],
  [request(7, 'observe', { session: 's1', what: ['depth'] }), { depth }],
  [request(7, 'open', opening), { session: 's2' }],
  [request(7, 'close', { session: 's1', strange: '\u2028"\\\n\u0001é😀' }), {}],
  [
    request(7, 'evaluate', { chapter: 'order-book', function: 'judge', arguments: { history: {} } }),
    { result: { verdict: 'kept' } },
  ],
]

/** Writes the lines to an adapter, between a first request and a shutdown, and reads what it answers. */
const answersOf = (command: string, before: ReadonlyArray<string>, lines: ReadonlyArray<string>) => {
  const input = [...before, ...lines, request(9, 'shutdown', {})]
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
    cwd: packageRoot(),
    input: `${input.join('\n')}\n`,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers).toHaveLength(input.length)
  expect(answers.at(-1)).toEqual({ jsonrpc: '2.0', id: 9, result: {} })
  return answers.slice(before.length, -1)
}

const expectErrors = (
  command: string,
  before: ReadonlyArray<string>,
  wrong: ReadonlyArray<readonly [string, number]>,
) => {
  const answers = answersOf(
    command,
    before,
    wrong.map(([line]) => line),
  )
  for (const [at, [line, code]] of wrong.entries()) {
    expect(answers[at].error.code, `${line} ${JSON.stringify(answers[at])}`).toBe(code)
    expect(answers[at].id, line).toBe(line.includes('"id":7') && code !== -32700 ? 7 : null)
  }
}

describe('touchstone new', () => {
  it.each(Object.entries(STARTERS))(
    'has all files of the starter in %s, and copies no others',
    (language, { files }) => {
      const here = join(packageRoot(), 'conformance/starters', language)
      const built = /^(target|__pycache__)\/|^adapter$|\.class$/
      expect(filesIn(here).filter((file) => !built.test(file))).toEqual([...files].sort())
    },
  )

  it('shows in every starter the same requests and answers, those of docs/adapters.md among them', () => {
    const conversation = readFileSync(join(packageRoot(), 'docs/adapters.md'), 'utf8')
    const shownIn = (language: string): ReadonlyArray<string> =>
      (STARTERS[language]?.files ?? [])
        .flatMap((file) =>
          readFileSync(join(packageRoot(), 'conformance/starters', language, file), 'utf8').split('\n'),
        )
        .flatMap((line) => /^\s*(?:#|\/\/) ([<>] \{.*\})$/.exec(line)?.[1] ?? [])
        .map((line) => line.replace(/"language":"\w+"/, ''))
        .sort()
    const all = shownIn('python')
    for (const line of all) expect(() => JSON.parse(line.slice(2).replace('{,', '{').replace(',,', ','))).not.toThrow()
    for (const method of ['initialize', 'open', 'step', 'run', 'observe', 'evaluate', 'close'])
      expect(all.filter((line) => line.includes(`"method":"${method}"`))).toHaveLength(1)
    expect(all.filter((line) => conversation.includes(line)).length).toBeGreaterThan(6)
    for (const language of Object.keys(STARTERS)) expect(shownIn(language), language).toEqual(all)
  })

  it('has every starter in the package, as it is in the repository', async () => {
    const { out } = await run(['npm', 'pack', '--dry-run', '--ignore-scripts', '--json'])
    const packed = (JSON.parse(out)[0].files as ReadonlyArray<{ readonly path: string }>).map(({ path }) => path)
    const wanted = Object.entries(STARTERS).flatMap(([language, { files }]) =>
      files.map((file) => `conformance/starters/${language}/${file}`),
    )
    expect(packed.filter((path) => path.startsWith('conformance/starters/')).sort()).toEqual(wanted.sort())
  })

  it('says what would be right, and exits with 3, where it is called wrongly', async () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'note'), 'mine')
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [['new'], /missing required argument 'language'/],
      [['new', 'python'], /missing required argument 'dir'/],
      [['new', 'cobol', join(folder, 'x')], /no starter in cobol; there are python, typescript, rust, java, go/],
      [['new', 'toString', join(folder, 'x')], /no starter in toString/],
      [['new', 'python', full], /full: is there already, and is not empty/],
      [['new', 'python', join(full, 'note')], /note: cannot be written to: ENOTDIR/],
      [['new', 'python', join(full, 'note', 'x')], /x: cannot be written to: ENOTDIR/],
      [['new', 'python', '/proc/no-such-place/x'], /x: cannot be written to: /],
    ]
    for (const [args, message] of wrong) {
      const { code, err } = await touchstone(...args)
      expect(err).toMatch(message)
      expect(code, args.join(' ')).toBe(3)
    }
    expect(readdirSync(full)).toEqual(['note'])
  })

  describe.each(TOOLS)('the starter in %s', (language, tool) => {
    const there = has(tool)
    const named = (name: string): string => (there ? name : `${name} (skipped: there is no ${tool} here)`)

    it.skipIf(!there)(
      named('passes doctor, and is told that nothing was tested, by the printed commands'),
      async () => {
        const mine = join(folder, `mine ${language}`)
        const made = await touchstone('new', language, mine)
        expect(made.err).toBe('')
        expect(made.code).toBe(0)
        expect(filesIn(mine)).toEqual([...(STARTERS[language]?.files ?? [])].sort())
        const commands = [...made.out.matchAll(/^ {4}(.*)$/gm)].map(([, command]) => command as string)
        const [conform, doctor, ...build] = commands.reverse()
        for (const command of build) expect((await shell(command)).code, command).toBe(0)
        const examined = await shell(doctor as string)
        expect(examined.out).toMatch(/well {2}it says who it is/)
        expect(examined.out).toMatch(/well {2}it exits when its input ends/)
        expect(examined.out).not.toMatch(/^ill/m)
        expect(examined.code).toBe(0)
        const tested = await shell(conform as string)
        expect(tested.out).toMatch(/NOTHING WAS TESTED/)
        expect(tested.code).toBe(1)
      },
    )

    it.skipIf(!there)(named('answers every mistake with its code, and goes on'), async () => {
      const mine = join(folder, `strict ${language}`)
      const { build, start } = STARTERS[language] as (typeof STARTERS)[string]
      expect((await touchstone('new', language, mine)).code).toBe(0)
      if (build !== undefined) expect((await shell(build(mine))).code).toBe(0)
      expectErrors(start(mine), [], WRONG_LINES)
      claimSomething(mine)
      if (build !== undefined) expect((await shell(build(mine))).code).toBe(0)
      expectErrors(start(mine), [request(1, 'open', opening)], [...WRONG_LINES, ...WRONG_IN_SESSION])
    })

    it.skipIf(!there)(named('passes on what the implementer has filled in, digit for digit'), async () => {
      const mine = join(folder, `filled ${language}`)
      const { build, start } = STARTERS[language] as (typeof STARTERS)[string]
      expect((await touchstone('new', language, mine)).code).toBe(0)
      claimSomething(mine, ', "evaluate=judge"')
      const [name, places] = FILLED_IN[language] as (typeof FILLED_IN)[string]
      const file = join(mine, name)
      for (const [place, filling] of places) {
        const text = readFileSync(file, 'utf8')
        expect(text).toMatch(place)
        writeFileSync(file, text.replace(place, filling))
      }
      if (build !== undefined) expect(await shell(build(mine))).toMatchObject({ code: 0 })
      const lines = [...RIGHT_LINES.map(([line]) => line), request(7, 'close', { session: 's1' })]
      const answers = answersOf(start(mine), [request(1, 'open', opening)], lines)
      for (const [at, [line, result]] of RIGHT_LINES.entries())
        expect(answers[at], line).toEqual({ jsonrpc: '2.0', id: 7, result })
      expect(answers.at(-1).error.code).toBe(-32602)
      const mistake = [request(1, 'open', opening), step({ tag: 'endEon', eon: '1' })]
      expect(answersOf(start(mine), mistake, [])).toEqual([])
    })
  })
})
