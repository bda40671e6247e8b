import type { Case } from '../../conformance/vectors/types.js'
import type { ChapterRecord, RecordedField, RecordedMutant, RecordedScope, RecordedVariant } from '../evidence/types.js'
import type { Facts, FoundClause } from '../facts.js'

/** Everything that speaks for one clause. */
export interface Standing {
  readonly vectors: ReadonlyArray<Case>
  readonly mutants: ReadonlyArray<RecordedMutant & { readonly isKilled: boolean }>
  readonly random: {
    readonly events: number
    readonly refused: number
    readonly broken: number
    readonly seed: number
    readonly runs: number
  }
  readonly scopes: ReadonlyArray<RecordedScope>
  readonly variants: ReadonlyArray<RecordedVariant & { readonly chapter: string }>
  readonly field: ReadonlyArray<Pick<RecordedField, 'name' | 'version' | 'language'> & RecordedField['clauses'][string]>
  /** The verdict and how far it goes, each in a word of its own. */
  readonly verdict: 'kept' | 'broken' | 'not run'
  readonly assurance: 'bounded' | 'random' | 'observed' | 'vectors' | 'not run'
}

/** What stands for a clause, from the vectors and from what was recorded of all chapters. */
export const standingOf = ({ records }: Facts, { text: { id, chapter }, vectors }: FoundClause): Standing => {
  const mutants = records
    .flatMap((record) => record.mutants)
    .filter(({ clause }) => clause === id)
    .map((mutant) => ({ ...mutant, isKilled: mutant.vectors[id] !== undefined }))
  const random = randomOf(records, chapter, id)
  const scopes = records.flatMap((record) => record.scopes).filter(({ judges }) => judges.includes(id))
  const field = fieldOf(records, id)
  const broken = scopes.some(({ violations }) => violations > 0) || random.broken > 0
  const isBounded = scopes.some(({ complete }) => complete)
  const isSomething = isBounded || random.events > 0 || field.length > 0 || vectors.length > 0
  return {
    vectors,
    mutants,
    random,
    scopes,
    variants: records.flatMap((record) =>
      record.variants.filter(({ breaks }) => breaks === id).map((variant) => ({ ...variant, chapter: record.chapter })),
    ),
    field,
    verdict: broken ? 'broken' : isSomething ? 'kept' : 'not run',
    assurance: isBounded
      ? 'bounded'
      : random.events > 0
        ? 'random'
        : field.length > 0
          ? 'observed'
          : vectors.length > 0
            ? 'vectors'
            : 'not run',
  }
}

/** The random runs of the clause's own chapter judge all its clauses; other chapters count where it was a reason. */
const randomOf = (records: ReadonlyArray<ChapterRecord>, chapter: string, id: string): Standing['random'] => {
  const runs = records.filter((record) => record.chapter === chapter || (record.random?.refused[id] ?? 0) > 0)
  const sum = (of: (random: NonNullable<ChapterRecord['random']>) => number): number =>
    runs.reduce((total, { random }) => total + (random === undefined ? 0 : of(random)), 0)
  return {
    events: sum(({ events }) => events),
    runs: sum((one) => one.runs),
    refused: sum(({ refused }) => refused[id] ?? 0),
    broken: sum(({ broken }) => broken[id] ?? 0),
    seed: runs.find(({ random }) => random !== undefined)?.random?.seed ?? 0,
  }
}

/** One implementation may be judged in several chapters by the same clause. */
const fieldOf = (records: ReadonlyArray<ChapterRecord>, id: string): Standing['field'] => {
  const all = records.flatMap(({ field }) =>
    field.flatMap(({ name, version, language, clauses }) => {
      const verdict = clauses[id]
      return verdict === undefined ? [] : [{ name, version, language, ...verdict }]
    }),
  )
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const same = all.filter((one) => one.name === name)
    const [first] = same
    const sum = (key: 'passed' | 'failed' | 'broken' | 'notClaimed'): number =>
      same.reduce((total, one) => total + one[key], 0)
    const counts = {
      passed: sum('passed'),
      failed: sum('failed'),
      broken: sum('broken'),
      notClaimed: sum('notClaimed'),
    }
    return first === undefined || counts.passed + counts.failed === 0 ? [] : [{ ...first, ...counts }]
  })
}
