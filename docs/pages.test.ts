import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../conformance/kit/kit.js'
import { SPECIFICATION } from '../spec/version.js'
import { brokenLinks } from './check.js'
import { differences } from './evidence/load.js'
import { type Facts, readFacts } from './facts.js'
import { linked } from './markdown.js'
import { blocksOf, chapterPages } from './pages/chapters.js'
import { traceOfRun } from './pages/errata.js'
import { tracesOf } from './pages/traceability.js'
import { placesIn } from './papers/places.js'
import { evaluate, play } from './player/play.js'
import { asTrace, readTraceLink, type Trace, traceLink } from './player/trace-link.js'
import { traceOf } from './player/vectors.js'
import { highlighted } from './source/highlight.js'

let facts: Facts
beforeAll(async () => {
  facts = await readFacts()
})

/** The specification with another prose of the order book. */
const withProse = (change: (prose: string) => string): Facts => ({
  ...facts,
  chapters: facts.chapters.map((one) => (one.id === 'order-book' ? { ...one, prose: change(one.prose) } : one)),
})

describe('a chapter on the site', () => {
  it('that names an unknown clause does not become a page, and the message says where', () => {
    const wrong = withProse((prose) => prose.replace('(OB-16)', '(OB-99)'))
    expect(() => chapterPages(wrong)).toThrow(/spec\/order-book\/chapter\.md:\d+: there is no clause OB-99/)
  })

  it('that never names one of its clauses does not become a page', () => {
    const wrong = withProse((prose) => prose.replaceAll('OB-8', 'that'))
    expect(() => chapterPages(wrong)).toThrow('spec/order-book/chapter.md: never named, so never shown: OB-8')
  })

  it('shows each of its clauses once, after the block that names it first', () => {
    const page = chapterPages(facts).find(({ path }) => path === 'chapters/order-book')
    const shown = [...(page?.markdown ?? '').matchAll(/<details class="clause" id="([^"]+)"/g)].map(([, id]) => id)
    const ids = facts.chapters.find(({ id }) => id === 'order-book')?.clauses.map(({ text }) => text.id)
    expect([...shown].sort()).toEqual([...(ids ?? [])].sort())
    expect(page?.markdown.indexOf('id="OB-1"')).toBeGreaterThan(page?.markdown.indexOf('take the most preferred') ?? -1)
  })

  it('keeps lists and tables whole', () => {
    const blocks = blocksOf('# A\n\n1. one\n2. two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n    code\n')
    expect(blocks.map(({ text, line, isCode }) => [text.split('\n').length, line, isCode])).toEqual([
      [1, 1, false],
      [2, 3, false],
      [3, 6, false],
      [1, 10, true],
    ])
  })

  it('links ids in prose, and leaves code alone', () => {
    const known = (id: string): string | undefined => (id === 'OB-1' ? 'x.html' : undefined)
    expect(linked('OB-1, `OB-1`, OB-12 and XOB-1', known)).toBe('[OB-1](site:/x.html), `OB-1`, OB-12 and XOB-1')
  })
})

describe('what the pages say', () => {
  it('every clause has a predicate, read from the source', () => {
    const regions = [...facts.clauses.values()].map(({ text, predicate }) => [text.id, predicate.length > 0])
    expect(regions.filter(([, has]) => has !== true)).toEqual([])
    expect(
      facts.clauses
        .get('OB-19')
        ?.predicate.map(({ code }) => code)
        .join('\n'),
    ).toContain('event.trader')
  })

  it('recorded evidence that is of another wording, or not there, is found', () => {
    const [record] = facts.records
    const digests = { ...(record as NonNullable<typeof record>).digests }
    const [first] = Object.keys(digests) as [string]
    const now = { ...digests, [first]: 'another wording', 'XX-1': 'new' }
    expect(differences('primitives', undefined, now)).toEqual(['primitives: nothing is recorded'])
    expect(differences('primitives', digests, now)).toEqual([`${first}: has changed`, 'XX-1: has changed'])
    expect(differences('primitives', { ...digests, 'ZZ-1': 'old' }, digests)).toEqual(['ZZ-1: is no clause'])
  })

  it('every source of a clause and every place of an erratum is a part of its paper', () => {
    expect(() => tracesOf(facts)).not.toThrow()
    expect(
      placesIn('TEX Equations 2 to 4; VI-C4a; NOCUST, recovery; P section 1; Table 1, solvency').map(({ id }) => id),
    ).toEqual(['Equation 2', 'Equation 3', 'Equation 4', 'VI-C4a', '1', 'Table 1, solvency'])
  })

  it('a clause whose source names a part that the paper has not is found', () => {
    const [first] = facts.errata
    const wrong = { ...facts, errata: [{ ...(first as NonNullable<typeof first>), where: 'TEX Algorithm 12' }] }
    expect(() => tracesOf(wrong)).toThrow(/Algorithm 12, which is no part of that paper/)
  })

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code that is read
  it('a template with code in it is one string around that code', () => {
    expect(highlighted('`a ${b({})} while ${c}`')).toBe(
      '<i class="s">`a ${</i>b({})<i class="s">} while ${</i>c<i class="s">}`</i>',
    )
  })

  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is code that is read

  it('a link that leads nowhere is found, with the page that it is on', () => {
    const out = mkdtempSync(join(tmpdir(), 'touchstone-links-'))
    mkdirSync(join(out, 'a'))
    writeFileSync(
      join(out, 'a/one.html'),
      '<a href="../two.html#here">x</a><a href="three.html">x</a><a href="../two.html#there">x</a>',
    )
    writeFileSync(join(out, 'two.html'), '<p id="here"><a href="https://example.org">x</a></p>')
    expect(brokenLinks(out)).toEqual(['a/one.html: three.html', 'a/one.html: ../two.html#there'])
    rmSync(out, { recursive: true })
  })
})

/** What the model refuses in the runs of errata: what they are about. */
const REFUSED: Readonly<Record<string, ReadonlyArray<string>>> = {
  'M1 Walking the book, 21 lots at 11.': ['MG-9'],
  'T36 As it is said here.': ['CC-13'],
  'T38 Punishing as the paper has it.': ['CC-32'],
}

describe('a run in the player', () => {
  const runsOfErrata = (kind: Trace['kind']) =>
    facts.errata.flatMap((erratum) =>
      (erratum.witness.runs ?? [])
        .map((run) => ({ erratum, trace: traceOfRun(erratum, run) }))
        .filter(({ trace }) => trace.kind === kind),
    )
  const vector = (id: string): Trace => traceOf(facts.cases.find((one) => one.id === id) as Facts['cases'][number])
  const book = (): Trace => vector('order-book/judgement/admission-cancel-by-another')

  it('is in its link, whole', () => {
    for (const one of facts.cases.filter(({ chapter }) => chapter !== 'commit-chain').slice(0, 40))
      expect(readTraceLink(traceLink(traceOf(one)))).toEqual(E.right(traceOf(one)))
  })

  it.each([
    ['', /cut off/],
    ['%%%', /cut off/],
    ['xyz', /cannot be unpacked/],
  ])('whose link is malformed (%s) is refused in words', (text, message) => {
    const read = readTraceLink(text)
    expect(E.isLeft(read) ? read.left : 'was read').toMatch(message)
  })

  it.each([
    [null, /something else/],
    [{ kind: 'trace', events: [] }, /which chapter/],
    [{ chapter: 'order-book', kind: 'film' }, /what kind/],
    [{ chapter: 'order-book', kind: 'trace' }, /no events/],
    [{ chapter: 'order-book', kind: 'trace', events: [{}], answers: [] }, /one answer for each/],
  ])('that is no run is refused in words', (value, message) => {
    const read = asTrace(value)
    expect(E.isLeft(read) ? read.left : 'was read').toMatch(message)
  })

  it('of which a link was cut anywhere never breaks the player', () => {
    const whole = traceLink(book())
    for (let length = 1; length < whole.length; length += 7)
      expect(() => E.map(play)(readTraceLink(whole.slice(0, length)))).not.toThrow()
  })

  it('shows which clause an answer breaks', () => {
    const played = play(book())
    expect(E.isRight(played) && played.right.steps.map(({ findings }) => findings.map(({ clause }) => clause))).toEqual(
      [[], ['OB-19']],
    )
  })

  it('with a price changed and its answers kept, breaks the clauses that no longer fit', () => {
    const params = { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' }
    const limit = (order: string, side: string, price: string): Json => ({
      tag: 'limit',
      order,
      trader: order,
      side,
      price,
      volume: '5',
      lastEon: '1',
    })
    const trace: Trace = {
      specification: SPECIFICATION,
      chapter: 'order-book',
      kind: 'trace',
      title: 'a run',
      params,
      events: [limit('A', 'sell', '10'), limit('B', 'buy', '10')],
    }
    const right = play(trace)
    if (E.isLeft(right)) throw new Error(right.left)
    const answers = right.right.steps.map(({ answer }) => answer)
    const changed = play({ ...trace, events: [limit('A', 'sell', '12'), limit('B', 'buy', '10')], answers })
    expect(E.isRight(changed) && changed.right.steps[1]?.findings.map(({ clause }) => clause)).toEqual(['OB-4', 'OB-5'])
  })

  it('stops at an event that is malformed, and says why', () => {
    const played = play({
      ...book(),
      events: [...(book().events ?? []), { tag: 'limit' }],
      answers: [...(book().answers ?? []), {}],
    })
    expect(E.isRight(played) && played.right.stopped).toMatch(/^event 3 is malformed: /)
  })

  it('of a chapter that is not there, or with other parameters, is refused in words', () => {
    expect(play({ ...book(), chapter: 'poker' })).toEqual(E.left('there is no chapter “poker” that can be played'))
    expect(E.isLeft(play({ ...book(), params: {} }))).toBe(true)
  })

  it('of every chapter with a machine ends as its vector says', () => {
    for (const chapter of ['commit-chain', 'collateral', 'margin'])
      for (const one of facts.cases
        .filter((each) => each.chapter === chapter && each.kind === 'judgement')
        .slice(0, 4)) {
        const played = play(traceOf(one))
        const found = E.isRight(played)
          ? (played.right.steps.at(-1)?.findings ?? []).map(({ clause }) => clause)
          : ['none']
        expect([...new Set(found)]).toEqual(one.kind === 'judgement' ? one.broken : [])
      }
  })

  it('of an erratum breaks the clauses that its witness names', () => {
    const as = runsOfErrata('judgement')
    expect(as.length).toBeGreaterThan(20)
    for (const { erratum, trace } of as) {
      const played = play(trace)
      const found = E.isRight(played) ? played.right.steps.flatMap(({ findings }) => findings) : []
      expect([erratum.id, trace.comment, found]).toEqual([erratum.id, trace.comment, erratum.witness.findings])
    }
  })

  it('of an erratum that is left to the model is played to its end, and keeps every clause', () => {
    const ours = runsOfErrata('trace')
    expect(ours.length).toBeGreaterThan(30)
    for (const { erratum, trace } of ours) {
      const played = play(trace)
      const steps = E.isRight(played) ? played.right.steps : []
      const ends = steps.map(({ model }) => ('accepted' in model ? 'accepted' : model.rejected.reason))
      const wanted = REFUSED[`${erratum.id} ${trace.comment}`]
      expect([erratum.id, trace.comment, ends.filter((end) => end !== 'accepted')]).toEqual([
        erratum.id,
        trace.comment,
        wanted ?? [],
      ])
      expect(steps.flatMap(({ findings }) => findings)).toEqual([])
      expect(steps).toHaveLength(trace.events?.length ?? 0)
    }
  })

  it('of an erratum of integrity walks through the states that the witness names', () => {
    const walks = runsOfErrata('function').filter(({ trace }) => trace.chapter === 'integrity')
    expect(walks.length).toBeGreaterThan(15)
    for (const { erratum, trace } of walks) {
      const result = evaluate(trace)
      const states = (E.isRight(result) ? result.right : {}) as { readonly states?: ReadonlyArray<string> }
      const visited = (states.states ?? []).filter((state, i, all) => state !== all[i - 1]).join(' ')
      const { asWritten, asResolved } = erratum.witness
      const named = `${erratum.where.replaceAll(' to ', ' ')} ${asWritten} ${asResolved}`
      expect([erratum.id, named.includes(visited) || visited]).toEqual([erratum.id, true])
    }
  })

  it('of an erratum of collateral costs what the witness names', () => {
    const costs = runsOfErrata('function').filter(({ trace }) => trace.chapter === 'collateral')
    expect(costs.length).toBe(4)
    for (const { erratum, trace } of costs) {
      const result = evaluate(trace)
      const cost = E.isRight(result) ? (result.right as string) : 'none'
      const { asWritten, asResolved } = erratum.witness
      const named = `${asWritten} ${asResolved}`
      expect([erratum.id, named.includes(cost) || named.includes(`${BigInt(cost) / 1_000_000n} million`)]).toEqual([
        erratum.id,
        true,
      ])
    }
  })

  it('of a function gives the result of its vector', () => {
    const one = facts.cases.find(({ kind }) => kind === 'function')
    expect(one?.kind === 'function' && evaluate(traceOf(one))).toEqual(
      E.right(one?.kind === 'function' ? one.result : null),
    )
  })
})
