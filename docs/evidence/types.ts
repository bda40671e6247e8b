import * as t from 'io-ts'
import { JsonCodec } from '../../conformance/kit/json.js'
import { ClauseIdCodec, Count, exactly } from '../../spec/core/codec.js'

const counts = t.readonly(t.record(t.string, Count))

/** A mutant: a wrong implementation, and how many vectors caught it, by the clause that they named. */
export const RecordedMutant = exactly(
  'RecordedMutant',
  { id: t.string, made: t.string, clause: ClauseIdCodec, says: t.string, vectors: counts },
  { search: ClauseIdCodec, events: Count },
)
export type RecordedMutant = t.TypeOf<typeof RecordedMutant>

/** Runs that were drawn from the model and judged by the clauses after every event. */
export const RecordedRandom = exactly('RecordedRandom', {
  seed: Count,
  runs: Count,
  events: Count,
  accepted: Count,
  /** How many events were refused, by the clause that was the reason. */
  refused: counts,
  /** How many events broke a clause; anything but nothing is a defect. */
  broken: counts,
})

/** A scope of which every state was visited. */
export const RecordedScope = exactly('RecordedScope', {
  name: t.string,
  says: t.string,
  states: Count,
  transitions: Count,
  depth: Count,
  complete: t.boolean,
  violations: Count,
  judges: t.readonlyArray(ClauseIdCodec),
})
export type RecordedScope = t.TypeOf<typeof RecordedScope>

/** Another rule, explored until it breaks a clause, with the shortest run to that. */
export const RecordedVariant = exactly(
  'RecordedVariant',
  {
    name: t.string,
    says: t.string,
    breaks: ClauseIdCodec,
    message: t.string,
    states: Count,
    moves: t.readonlyArray(t.string),
  },
  { run: exactly('RecordedRun', { params: JsonCodec, events: t.readonlyArray(JsonCodec) }) },
)
export type RecordedVariant = t.TypeOf<typeof RecordedVariant>

/** An implementation that was judged, and what became of the cases that name a clause. */
export const RecordedField = exactly('RecordedField', {
  name: t.string,
  version: t.string,
  language: t.string,
  clauses: t.readonly(
    t.record(t.string, exactly('RecordedVerdict', { passed: Count, failed: Count, broken: Count, notClaimed: Count })),
  ),
})
export type RecordedField = t.TypeOf<typeof RecordedField>

/** What was recorded of a chapter. `digests` has what it was recorded of: the sentence and the predicate of each clause. */
export const ChapterRecord = exactly(
  'ChapterRecord',
  {
    chapter: t.string,
    specification: t.string,
    digests: t.readonly(t.record(t.string, t.string)),
    mutants: t.readonlyArray(RecordedMutant),
    scopes: t.readonlyArray(RecordedScope),
    variants: t.readonlyArray(RecordedVariant),
    field: t.readonlyArray(RecordedField),
  },
  {
    random: RecordedRandom,
    /** Of the automaton: how often each arrow was taken, in the scopes that are walked with it. */
    arrows: t.readonlyArray(exactly('Arrow', { from: t.string, move: t.string, to: t.string, count: Count })),
  },
)
export type ChapterRecord = t.TypeOf<typeof ChapterRecord>
