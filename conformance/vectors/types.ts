import * as t from 'io-ts'
import { ClauseIdCodec, Count, exactly, oneOf, taggedBy } from '../../spec/core/codec.js'
import { chapters } from '../../spec/core/ids.js'
import { JsonCodec } from '../kit/json.js'

const ChapterCodec = oneOf('Chapter', ...(chapters as unknown as readonly [(typeof chapters)[number]]))

/** Where a case comes from. */
export const Source = taggedBy('Source', 'from', {
  paper: exactly('paper', { from: t.literal('paper'), where: t.string }),
  hand: exactly('hand', { from: t.literal('hand') }),
  seed: exactly('seed', { from: t.literal('seed'), seed: Count }),
  shrunk: exactly('shrunk', { from: t.literal('shrunk'), of: t.string }),
})
export type Source = t.TypeOf<typeof Source>

/** The answer that a step has to get; of several conditions that fail the first is the reason. */
export const ExpectedCodec = t.union(
  [
    exactly('ExpectedAccepted', { accepted: JsonCodec }),
    exactly('ExpectedRejected', {
      rejected: exactly('ExpectedRefusal', { reason: ClauseIdCodec }, { alsoFailing: t.readonlyArray(ClauseIdCodec) }),
    }),
  ],
  'Expected',
)

const header = {
  /** `<chapter>/<kind>/<slug>`: permanent. */
  id: t.string,
  chapter: ChapterCodec,
  /** What the case is meant to catch. */
  comment: t.string,
  source: Source,
  /** The clauses that the case exercises; for a negative case the first is the one that it is about. */
  clauses: t.readonlyArray(ClauseIdCodec),
  /** Whether its last event is refused, or its last entry breaks a clause. */
  negative: t.boolean,
  /** The options that an implementation has to claim for the case to be run. */
  needs: t.readonlyArray(t.string),
}

/** Parameters, events, and after each event the answer and the observations. */
export const TraceCase = exactly('TraceCase', {
  kind: t.literal('trace'),
  ...header,
  params: JsonCodec,
  steps: t.readonlyArray(
    exactly('Step', { event: JsonCodec, answer: ExpectedCodec, observed: t.readonly(t.record(t.string, JsonCodec)) }),
  ),
})
export type TraceCase = t.TypeOf<typeof TraceCase>

/** A history, and the clauses that its last entry breaks; none: it is kept. */
export const JudgementCase = exactly('JudgementCase', {
  kind: t.literal('judgement'),
  ...header,
  history: JsonCodec,
  broken: t.readonlyArray(ClauseIdCodec),
})
export type JudgementCase = t.TypeOf<typeof JudgementCase>

/** A function without state: its arguments and the one right result. */
export const FunctionCase = exactly('FunctionCase', {
  kind: t.literal('function'),
  ...header,
  function: t.string,
  arguments: JsonCodec,
  result: JsonCodec,
})
export type FunctionCase = t.TypeOf<typeof FunctionCase>

/** A test vector. */
export const Case = taggedBy('Case', 'kind', { trace: TraceCase, judgement: JudgementCase, function: FunctionCase })
export type Case = TraceCase | JudgementCase | FunctionCase

/**
 * What all vectors are: where each is, its checksum, and of each clause how many there are and its content hash, which
 * changes when its sentence or one of its vectors does.
 */
export const Manifest = exactly('Manifest', {
  specification: t.string,
  cases: t.readonlyArray(exactly('ManifestCase', { id: t.string, file: t.string, sha256: t.string })),
  schemas: t.readonlyArray(exactly('ManifestSchema', { file: t.string, sha256: t.string })),
  clauses: t.readonly(
    t.record(t.string, exactly('ManifestClause', { positive: Count, negative: Count, hash: t.string })),
  ),
})
export type Manifest = t.TypeOf<typeof Manifest>
