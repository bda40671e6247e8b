import { strToU8, zipSync } from 'fflate'
import type * as t from 'io-ts'
import type { AsStringC, ExactC, TaggedC } from '../../spec/core/codec.js'
import type { Json, Kit } from '../kit/kit.js'
import { Case, type TraceCase } from './types.js'

/** Every case on a line of its own, in the order of the ids (newline-delimited JSON). */
export const ndjson = (cases: ReadonlyArray<Case>): string =>
  cases.map((one) => `${JSON.stringify(Case.encode(one))}\n`).join('')

/** The first day that a zip file can name, so that equal content is equal bytes. */
const UNDATED = new Date(1980, 0, 1)

/** Files in one zip; `manifest.json`, one of them, has the checksum of every case and schema. */
export const archive = (files: ReadonlyMap<string, string>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([file, text]) => [`vectors/${file}`, strToU8(text)])), {
    level: 9,
    mtime: UNDATED,
  })

/**
 * A trace in the Informal Trace Format, which Apalache and Quint read: one state for the parameters and one for each
 * event, its answer and what was observed after it. Amounts become integers, whatever is null the variant `None`.
 */
export const itf = (kit: Kit, one: TraceCase): Json => ({
  '#meta': { format: 'ITF', source: one.id, description: one.comment },
  params: [],
  vars: ['params', 'event', 'accepted', 'outputs', 'reason', 'observed'],
  states: [
    { ...state(0), params: value(kit.codecs.params, one.params), event: none, accepted: true, ...nothingYet },
    ...one.steps.map(({ event, answer, observed }, i) => ({
      ...state(i + 1),
      params: value(kit.codecs.params, one.params),
      event: some(value(kit.codecs.event, event)),
      accepted: 'accepted' in answer,
      outputs: 'accepted' in answer ? some(value(outputsOf(kit), answer.accepted as Json)) : none,
      reason: 'rejected' in answer ? some(answer.rejected.reason) : none,
      observed: value(kit.codecs.observation, observed as Json),
    })),
  ],
})

const state = (index: number): { readonly '#meta': Json } => ({ '#meta': { index } })
const none: Json = { tag: 'None', value: { '#tup': [] } }
const some = (held: Json): Json => ({ tag: 'Some', value: held })
const nothingYet = { outputs: none, reason: none, observed: {} }

/** The codec of what an accepted event gives: the field of that name in the chapter's answer. */
const outputsOf = ({ codecs }: Kit): t.Mixed | undefined => {
  const answer = codecs.answer as unknown as Codec
  const accepted = answer._tag === 'UnionType' ? answer.types.find(has('accepted')) : answer
  return accepted === undefined ? undefined : fieldOf(accepted, 'accepted')
}

type Codec =
  | ExactC<t.Props, t.Props>
  | TaggedC<string, Readonly<Record<string, t.Mixed>>>
  | AsStringC<unknown>
  | t.UnionC<[t.Mixed, t.Mixed]>
  | t.ReadonlyArrayC<t.Mixed>
  | t.ReadonlyC<t.Mixed>
  | t.DictionaryType<t.Mixed, t.Mixed>
  | (t.Any & { readonly _tag?: undefined })

/** The field of that name, in whatever member of the codec has one. */
const fieldOf = (codec: t.Mixed, name: string): t.Mixed | undefined => {
  const c = codec as unknown as Codec
  if (c._tag === 'ExactFields') return { ...c.required, ...c.optional }[name] as t.Mixed | undefined
  if (c._tag === 'ReadonlyType') return fieldOf(c.type, name)
  if (c._tag === 'DictionaryType') return c.codomain
  return undefined
}

const has =
  (name: string) =>
  (codec: t.Mixed): boolean =>
    fieldOf(codec, name) !== undefined

/** The member of a union that a datum is of. */
const memberOf = (codec: t.Mixed | undefined, json: Json): t.Mixed | undefined => {
  const c = codec as unknown as Codec | undefined
  if (c?._tag === 'TaggedBy') return c.members[String((json as { readonly [key: string]: Json })[c.field])]
  if (c?._tag === 'UnionType') return c.types.find((one) => one.decode(json)._tag === 'Right')
  return codec
}

/** JSON as a value of the format: integers are told from other strings by the codec. */
const value = (codec: t.Mixed | undefined, json: Json): Json => {
  const member = memberOf(codec, json)
  const c = member as unknown as Codec | undefined
  if (json === null) return none
  if (typeof json === 'number') return { '#bigint': String(json) }
  if (typeof json === 'string') return isInteger(c) ? { '#bigint': json } : json
  if (typeof json !== 'object') return json
  if (Array.isArray(json)) return json.map((item: Json) => value(itemOf(c), item))
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => [key, value(member && fieldOf(member, key), item)]),
  )
}

const itemOf = (c: Codec | undefined): t.Mixed | undefined =>
  c?._tag === 'ReadonlyArrayType' ? c.type : c?._tag === 'ReadonlyType' ? itemOf(c.type as unknown as Codec) : undefined

/** Whether the codec is of a decimal integer: its pattern takes those, and no words. */
const isInteger = (c: Codec | undefined): boolean =>
  c?._tag === 'AsString' && c.pattern.test('1') && !c.pattern.test('a')
