import { strFromU8, unzipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decode } from '../../spec/core/codec.js'
import type { Json } from '../kit/kit.js'
import { kitOf, kits } from '../kit/kits.js'
import { allCases } from './cases.js'
import { archive, itf, ndjson } from './export.js'
import { filesOf } from './store.js'
import { Case, type Manifest, type TraceCase } from './types.js'

const cases = allCases()
const traces = cases.filter((one): one is TraceCase => one.kind === 'trace')

/** Every value inside a value. */
const within = (json: Json): ReadonlyArray<Json> =>
  json !== null && typeof json === 'object' ? [json, ...Object.values(json).flatMap(within)] : [json]

describe('the vectors, written for other programs', () => {
  it('are one case a line, which reads as the same case', () => {
    const lines = ndjson(cases).trimEnd().split('\n')
    expect(lines.map((line) => decode(Case, JSON.parse(line)))).toEqual(cases.map((one) => E.right(one)))
  })

  it('are one archive with the same files, the same bytes each time', () => {
    const files = filesOf(cases.slice(0, 20), kits)
    const packed = archive(files)
    expect(archive(files)).toEqual(packed)
    const unpacked = Object.entries(unzipSync(packed)).map(([name, bytes]) => [name, strFromU8(bytes)])
    expect(unpacked).toEqual([...files].map(([name, text]) => [`vectors/${name}`, text]))
  })

  it('are traces with a state for the beginning and for each event, without null and without bare numbers', () => {
    for (const one of traces) {
      const { vars, states } = itf(kitOf(one.chapter) as never, one) as {
        readonly vars: ReadonlyArray<string>
        readonly states: ReadonlyArray<Readonly<Record<string, Json>>>
      }
      expect(states).toHaveLength(one.steps.length + 1)
      for (const { '#meta': _, ...state } of states) {
        expect(Object.keys(state)).toEqual(vars)
        expect(within(state).filter((inner) => inner === null || typeof inner === 'number')).toEqual([])
      }
    }
  })

  it('have amounts as integers and identifiers as words, however alike they look', () => {
    const one = traces.find(({ id }) => id === 'order-book/trace/amounts-beyond-2-53') as TraceCase
    const numbered = JSON.parse(JSON.stringify(one).replaceAll('"A"', '"7"')) as TraceCase
    const { states } = itf(kitOf('order-book') as never, numbered) as { readonly states: ReadonlyArray<Json> }
    expect(states[1]).toMatchObject({
      event: { tag: 'Some', value: { order: '7', price: { '#bigint': '9007199254740993' } } },
      accepted: true,
      outputs: { tag: 'Some', value: { fills: [] } },
    })
  })
})

describe('the content hash of a clause', () => {
  const hashes = (some: ReadonlyArray<Case>): Readonly<Record<string, string>> => {
    const { clauses } = JSON.parse(filesOf(some, kits).get('manifest.json') as string) as Manifest
    return Object.fromEntries(Object.entries(clauses).map(([id, { hash }]) => [id, hash]))
  }

  it('changes with a vector that is about the clause, and with no other', () => {
    const [first, ...others] = cases.filter(({ clauses }) => clauses.includes('OB-9'))
    const mended = { ...(first as Case), comment: `${first?.comment} Mended.` }
    const before = hashes(cases)
    const after = hashes(cases.map((one) => (one.id === first?.id ? mended : one)))
    expect(others.length).toBeGreaterThan(0)
    const changed = Object.keys(before).filter((id) => before[id] !== after[id])
    expect(changed.sort()).toEqual([...(first as Case).clauses].sort())
  })
})
