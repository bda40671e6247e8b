import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCases } from '../conformance/cli/conform.js'
import { packageRoot, vectorsDirectory } from '../conformance/kit/root.js'
import type { Case } from '../conformance/vectors/types.js'
import { clauseTexts } from '../spec/clauses.js'
import type { ClauseText } from '../spec/core/clause.js'
import type { Erratum, Witness } from '../spec/core/erratum.js'
import { type Chapter, chapters } from '../spec/core/ids.js'
import { digestOf } from './evidence/digest.js'
import { readRecord } from './evidence/load.js'
import type { ChapterRecord } from './evidence/types.js'
import { predicatesOf, type Region } from './source/predicate.js'

/** An erratum of a chapter, with what its run came to. */
export interface FoundErratum extends Omit<Erratum, 'witness'> {
  readonly chapter: Chapter
  readonly witness: Witness
}

/** A clause with everything that stands for it. */
export interface FoundClause {
  readonly text: ClauseText
  readonly predicate: ReadonlyArray<Region>
  readonly vectors: ReadonlyArray<Case>
  /** Whether the recorded evidence is of this wording. */
  readonly isRecorded: boolean
}

/** A chapter: its title, its prose and its clauses. */
export interface FoundChapter {
  readonly id: Chapter
  readonly title: string
  readonly prose: string
  readonly clauses: ReadonlyArray<FoundClause>
  readonly record: ChapterRecord | undefined
}

/** Everything that the pages are made from; read once. */
export interface Facts {
  readonly root: string
  readonly chapters: ReadonlyArray<FoundChapter>
  readonly clauses: ReadonlyMap<string, FoundClause>
  readonly records: ReadonlyArray<ChapterRecord>
  readonly errata: ReadonlyArray<FoundErratum>
  readonly cases: ReadonlyArray<Case>
}

/** Reads the specification, the vectors and the recorded evidence. */
export const readFacts = async (): Promise<Facts> => {
  const root = packageRoot()
  const cases = await loadCases(vectorsDirectory())
  const found = chapters.map((chapter) => chapterOf(root, chapter, cases))
  const errata = (await Promise.all(chapters.map((chapter) => errataOf(root, chapter)))).flat()
  return {
    root,
    chapters: found,
    clauses: new Map(found.flatMap(({ clauses }) => clauses.map((one) => [one.text.id, one]))),
    records: found.flatMap(({ record }) => (record === undefined ? [] : [record])),
    errata,
    cases,
  }
}

const chapterOf = (root: string, chapter: Chapter, cases: ReadonlyArray<Case>): FoundChapter => {
  const file = join(root, 'spec', chapter, 'chapter.md')
  if (!existsSync(file)) throw new Error(`spec/${chapter}/chapter.md: the chapter has no prose`)
  const prose = readFileSync(file, 'utf8')
  const texts = clauseTexts.filter((text) => text.chapter === chapter)
  const predicates = predicatesOf(root, chapter, texts)
  const record = readRecord(root, chapter)
  return {
    id: chapter,
    title: /^# (.+)$/m.exec(prose)?.[1] ?? chapter,
    prose,
    record,
    clauses: texts.map((text) => {
      const predicate = predicates.get(text.id) ?? []
      if (predicate.length === 0) throw new Error(`${text.id}: no predicate is found in spec/${chapter}/`)
      return {
        text,
        predicate,
        vectors: cases.filter(({ clauses }) => clauses.includes(text.id)),
        isRecorded: record?.digests[text.id] === digestOf(text, predicate),
      }
    }),
  }
}

const isErratum = (value: unknown): value is Erratum =>
  typeof value === 'object' && value !== null && 'witness' in value && 'written' in value && 'id' in value

/** Every erratum that a chapter exports, from `errata.ts` and its further parts; each once. */
const errataOf = async (root: string, chapter: Chapter): Promise<ReadonlyArray<FoundErratum>> => {
  const folder = join(root, 'spec', chapter)
  const files = readdirSync(folder).filter((name) => /^errata[a-z-]*\.ts$/.test(name))
  const exported = await Promise.all(files.map((name): Promise<object> => import(join(folder, name))))
  const all = exported.flatMap((one) => Object.values(one).flat()).filter(isErratum)
  return all
    .filter(({ id }, i) => all.findIndex((other) => other.id === id) === i)
    .map((erratum) => ({ ...erratum, chapter, witness: erratum.witness() }))
}
