import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clauseTexts } from '../../spec/clauses.js'
import { clauseIds } from '../../spec/core/ids.js'
import { BEYOND_LOGS } from '../../spec/sealed-orders/clauses.js'
import type { Json } from '../kit/kit.js'
import { kits } from '../kit/kits.js'
import { orderBookKit } from '../kit/order-book.js'
import { vectorsDirectory } from '../kit/root.js'
import { allCases } from './cases.js'
import { schemas } from './schema.js'
import { checkVectors, filesOf, readVectors, writeVectors } from './store.js'
import type { Case } from './types.js'

const cases = allCases()
const files = filesOf(cases, kits)

describe('the vectors', () => {
  it('are the same bytes each time they are generated', () => {
    expect([...filesOf(allCases(), kits)]).toEqual([...files])
  })

  it('are at least 80 for the order book, at least a third of them negative', () => {
    const orderBook = cases.filter(({ chapter }) => chapter === 'order-book')
    expect(orderBook.length).toBeGreaterThanOrEqual(80)
    expect(orderBook.filter(({ negative }) => negative).length * 3).toBeGreaterThanOrEqual(orderBook.length)
  })

  it('exercise every clause of the order book, and break every one of them somewhere', () => {
    for (const id of [...clauseIds['order-book'], 'PR-1', 'PR-2', 'PR-3'] as const) {
      const broken = cases.filter((one) => one.kind === 'judgement' && one.broken.includes(id))
      expect(broken.length, id).toBeGreaterThan(0)
    }
  })

  it('are at least 80 for receipts, a third of them negative, and break every clause that they can', () => {
    const receipts = cases.filter(({ chapter }) => chapter === 'receipts')
    expect(receipts.length).toBeGreaterThanOrEqual(80)
    expect(receipts.filter(({ negative }) => negative).length * 3).toBeGreaterThanOrEqual(receipts.length)
    const negated = new Set(receipts.flatMap(({ negative, clauses }) => (negative ? [clauses[0]] : [])))
    // The theorems are judged on how an eon ends; and of a commitment of a book there is one right value.
    expect(clauseIds.receipts.filter((id) => !negated.has(id))).toEqual(['RE-22', 'RE-23', 'RE-24', 'RE-25', 'RE-41'])
  })

  it('are at least 150 for the commit-chain, and break every clause that a log can break', () => {
    const chain = cases.filter(({ chapter }) => chapter === 'commit-chain')
    expect(chain.length).toBeGreaterThanOrEqual(150)
    const broken = new Set(chain.flatMap((one) => (one.kind === 'judgement' ? one.broken : [])))
    const refused = new Set(chain.flatMap((one) => (one.kind === 'trace' && one.negative ? one.clauses : [])))
    // Those that never stand alone in a judgement: see the kit. The theorems are judged on whole exchanges.
    const unbroken = clauseIds['commit-chain'].filter((id) => !broken.has(id))
    expect(unbroken).toEqual(['CC-10', 'CC-45', 'CC-46', 'CC-47', 'CC-48', 'CC-49', 'CC-50', 'CC-51'])
    expect(refused).toContain('CC-10')
  })

  it('are at least 80 for sealed orders, a third of them negative, and break every clause that a log can break', () => {
    const sealed = cases.filter(({ chapter }) => chapter === 'sealed-orders')
    expect(sealed.length).toBeGreaterThanOrEqual(80)
    expect(sealed.filter(({ negative }) => negative).length * 3).toBeGreaterThanOrEqual(sealed.length)
    const broken = new Set(sealed.flatMap((one) => (one.kind === 'judgement' ? one.broken : [])))
    expect(clauseIds['sealed-orders'].filter((id) => !broken.has(id))).toEqual([...BEYOND_LOGS])
  })

  it('are at least 250 for collateral, at least half of them negative, and break every clause', () => {
    const collateral = cases.filter(({ chapter }) => chapter === 'collateral')
    expect(collateral.length).toBeGreaterThanOrEqual(250)
    expect(collateral.filter(({ negative }) => negative).length * 2).toBeGreaterThanOrEqual(collateral.length)
    const alone = collateral.flatMap((one) => (one.kind === 'judgement' && one.broken.length === 1 ? one.broken : []))
    expect(clauseIds.collateral.filter((id) => !alone.includes(id))).toEqual([])
    const kept = new Set(collateral.flatMap((one) => (one.negative ? [] : one.clauses)))
    expect(clauseIds.collateral.filter((id) => !kept.has(id))).toEqual([])
  })

  it('are at least 120 for margin, and break every clause that a log can break', () => {
    const margin = cases.filter(({ chapter }) => chapter === 'margin')
    expect(margin.length).toBeGreaterThanOrEqual(120)
    const broken = new Set(margin.flatMap((one) => (one.kind === 'judgement' ? one.broken : [])))
    // In which sequence everybody is validated again is not to be seen in a log: see the kit.
    expect(clauseIds.margin.filter((id) => !broken.has(id))).toEqual(['MG-35'])
  })

  it('have permanent ids that are unique, and a comment each', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
    expect(cases.filter(({ comment }) => comment.length < 10)).toEqual([])
  })

  it('hold one wrong thing if they are negative, and it is the last', () => {
    for (const one of cases.filter(({ negative }) => negative)) {
      if (one.kind !== 'trace') continue
      expect(
        one.steps.map(({ answer }) => 'rejected' in answer),
        one.id,
      ).toEqual(one.steps.map((_, i) => i === one.steps.length - 1))
    }
  })

  it('have a case for every two conditions that can fail together', () => {
    const together = new Set(
      cases.flatMap((one) =>
        one.kind === 'trace'
          ? one.steps.flatMap(({ answer }) =>
              'rejected' in answer
                ? (answer.rejected.alsoFailing ?? []).map((other) => `${answer.rejected.reason} ${other}`)
                : [],
            )
          : [],
      ),
    )
    for (const pair of [
      'PR-1 PR-2',
      'PR-1 PR-3',
      'PR-1 OB-20',
      'PR-1 OB-17',
      'PR-2 PR-3',
      'PR-2 OB-20',
      'PR-2 OB-17',
      'PR-3 OB-20',
      'PR-3 OB-17',
      'OB-20 OB-17',
    ])
      expect(together, pair).toContain(pair)
  })
})

describe('the schemas', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  const compiled = new Map([...schemas(kits)].map(([name, schema]) => [name, ajv.compile(schema as object)]))
  const valid = (name: string, json: unknown): boolean => compiled.get(name)?.(json) === true

  it('accept every case, and every datum in it', () => {
    for (const [file, text] of files)
      if (/^[a-z-]+\/(trace|judgement|function)\//.test(file))
        expect(valid('case.schema.json', JSON.parse(text)), file).toBe(true)
    for (const one of cases) {
      if (one.kind === 'judgement') expect(valid(`${one.chapter}.history.schema.json`, one.history), one.id).toBe(true)
      else if (one.kind === 'trace')
        for (const { event, observed } of one.steps) {
          expect(valid(`${one.chapter}.event.schema.json`, event), one.id).toBe(true)
          expect(valid(`${one.chapter}.observation.schema.json`, observed), one.id).toBe(true)
        }
    }
    expect(valid('manifest.schema.json', JSON.parse(files.get('manifest.json') as string))).toBe(true)
  })

  it('say what the codecs say of events that are malformed', () => {
    const event = { tag: 'limit', order: 'A', trader: 'a', side: 'buy', price: '1', volume: '1', lastEon: '1' }
    const malformed = [
      { ...event, price: 1 },
      { ...event, price: '01' },
      { ...event, side: 'both' },
      { ...event, order: '' },
      { ...event, order: 'a b' },
      { ...event, more: 1 },
      { ...event, lastEon: undefined },
      { tag: 'limit' },
      {},
      [],
      null,
      'limit',
      { ...event, tag: 'stop' },
      { ...event, volume: '-0' },
    ]
    for (const datum of malformed) {
      const json = JSON.parse(JSON.stringify(datum))
      expect(valid('order-book.event.schema.json', json), JSON.stringify(json)).toBe(false)
      expect(E.isLeft(orderBookKit.codecs.event.decode(json)), JSON.stringify(json)).toBe(true)
    }
  })
})

describe('the registry of clauses', () => {
  it('names every clause in the prose of its chapter', () => {
    for (const { id, chapter } of clauseTexts)
      expect(readFileSync(new URL(`../../spec/${chapter}/chapter.md`, import.meta.url), 'utf8'), id).toMatch(
        new RegExp(`\\b${id}\\b`),
      )
  })
})

describe('a folder of vectors', () => {
  // One chapter is enough to be changed by hand.
  const some = cases.filter(({ chapter }) => chapter === 'order-book')
  const files = filesOf(some, [orderBookKit])
  let folder = ''
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-'))
    await writeVectors(folder, files)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const file = 'order-book/trace/price-incoming.json'
  const change = (edit: (json: { steps: { event: Record<string, Json> }[] } & Record<string, Json>) => void): void => {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    edit(json)
    writeFileSync(join(folder, file), JSON.stringify(json))
  }
  const problems = async (): Promise<string> => {
    // The checksum would be what is wrong first.
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    const { sha256 } = await import('@noble/hashes/sha2.js')
    const { bytesToHex } = await import('@noble/hashes/utils.js')
    for (const one of manifest.cases)
      if (one.file === file) one.sha256 = bytesToHex(sha256(readFileSync(join(folder, file))))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const read = await readVectors(folder)
    return E.isLeft(read) ? read.left.join('\n') : 'nothing wrong'
  }

  it('is read whole', async () => {
    for (const [from, written] of [
      [vectorsDirectory(), cases],
      [folder, some],
    ] as const) {
      const read = await readVectors(from)
      expect(E.isRight(read) && read.right.map(({ id }: Case) => id)).toEqual(written.map(({ id }) => id))
    }
  })

  it('is found out when a file was changed by hand', async () => {
    change((json) => {
      json.comment = 'another'
    })
    const read = await readVectors(folder)
    expect(E.isLeft(read) && read.left.join()).toMatch(
      /price-incoming\.json: its checksum is not the one in the manifest/,
    )
    expect(await checkVectors(folder, files)).toEqual([expect.stringMatching(/price-incoming\.json: line 1: expected/)])
  })

  it.each([
    [
      'a number for a string',
      (json) => (json.steps[0]!.event.price = 10),
      /price-incoming\.json: steps\[0\]\.event\.price: expected an integer as a decimal string, such as "10", got 10/,
    ],
    [
      'a missing field',
      (json) => delete json.steps[1]!.event.trader,
      /steps\[1\]\.event\.trader: expected TraderId.*, got nothing/,
    ],
    ['a field that there is not', (json) => (json.notes = 'x'), /notes: expected no such field/],
    ['an unknown clause', (json) => (json.clauses = ['OB-99']), /clauses\[0\]: expected the id of a clause/],
    [
      'an unknown tag',
      (json) => (json.steps[0]!.event.tag = 'stop'),
      /steps\[0\]\.event\.tag: expected one of "limit", "market"/,
    ],
  ] as ReadonlyArray<readonly [string, Parameters<typeof change>[0], RegExp]>)(
    'says where it is malformed: %s',
    async (_, edit, message) => {
      change(edit)
      expect(await problems()).toMatch(message)
    },
  )

  it('says which file is not JSON, and which is missing', async () => {
    writeFileSync(join(folder, file), '{"id": ')
    expect(await problems()).toMatch(/price-incoming\.json: not JSON/)
    rmSync(join(folder, file))
    const read = await readVectors(folder)
    expect(E.isLeft(read) && read.left.join()).toMatch(/price-incoming\.json: no such file/)
    expect(await checkVectors(folder, files)).toContain(`${file}: missing; run "touchstone vectors write"`)
  })

  it('is put right by writing, which takes out what is no vector', async () => {
    writeFileSync(join(folder, 'order-book/trace/stray.json'), '{}')
    rmSync(join(folder, file))
    expect(await checkVectors(folder, files)).toHaveLength(2)
    expect(await writeVectors(folder, files)).toEqual({ changed: 1, removed: 1 })
    expect(await checkVectors(folder, files)).toEqual([])
  })
})
