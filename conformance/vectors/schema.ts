import type * as t from 'io-ts'
import type { AsStringC, DistinctC, ExactC, OneOfC, TaggedC } from '../../spec/core/codec.js'
import { clauseIds } from '../../spec/core/ids.js'
import type { Json, Kit } from '../kit/kit.js'
import { Report } from '../report/json.js'
import { Case, Manifest } from './types.js'

type Codec =
  | ExactC<t.Props, t.Props>
  | TaggedC<string, Readonly<Record<string, t.Mixed>>>
  | OneOfC<string>
  | AsStringC<unknown>
  | DistinctC<t.Mixed>
  | (t.Any & { readonly _tag?: undefined })
  | t.UnionC<[t.Mixed, t.Mixed]>
  | t.LiteralC<string>
  | t.ReadonlyArrayC<t.Mixed>
  | t.ReadonlyC<t.Mixed>
  | t.StringC
  | t.BooleanC
  | t.NumberC
  | t.DictionaryType<t.Mixed, t.Mixed>

/** The JSON Schema (2020-12) of what a codec accepts. */
export const schemaOf = (codec: t.Mixed): Json => {
  const c = codec as unknown as Codec
  switch (c._tag) {
    case 'ExactFields':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries({ ...c.required, ...c.optional }).map(([key, field]) => [key, schemaOf(field as t.Mixed)]),
        ),
        required: Object.keys(c.required),
        additionalProperties: false,
      }
    case 'TaggedBy':
      return { oneOf: Object.values(c.members).map(schemaOf) }
    case 'OneOf':
      return { enum: [...c.values] }
    case 'AsString':
      return { type: 'string', pattern: c.pattern.source, description: c.expected }
    case 'Distinct':
      return { type: 'array', items: schemaOf(c.item), uniqueItems: true }
    case 'UnionType':
      return { anyOf: c.types.map(schemaOf) }
    case 'LiteralType':
      return { const: c.value }
    case 'ReadonlyArrayType':
      return { type: 'array', items: schemaOf(c.type) }
    case 'ReadonlyType':
      return schemaOf(c.type)
    case 'DictionaryType':
      return { type: 'object', additionalProperties: schemaOf(c.codomain) }
    case 'StringType':
      return { type: 'string' }
    case 'NumberType':
      return { type: 'number' }
    case 'BooleanType':
      return { type: 'boolean' }
    default:
      return named(codec)
  }
}

/** Codecs that are not put together from others. */
const named = ({ name }: t.Mixed): Json => {
  switch (name) {
    case 'Json':
      return {}
    case 'Count':
      return { type: 'integer', minimum: 0 }
    case 'ClauseId':
      return { enum: Object.values(clauseIds).flat() }
    default:
      throw new Error(`no JSON Schema for the codec ${name}`)
  }
}

const document = (id: string, title: string, schema: Json): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: id,
  title,
  ...(schema as { readonly [key: string]: Json }),
})

/** Every schema file, by its name: of the cases, of the manifest, of a report, and of each chapter's data. */
export const schemas = (kits: ReadonlyArray<Kit>): ReadonlyMap<string, Json> =>
  new Map([
    ['case.schema.json', document('case.schema.json', 'A test vector', schemaOf(Case))],
    ['report.schema.json', document('report.schema.json', 'What touchstone conform --json writes', schemaOf(Report))],
    ['manifest.schema.json', document('manifest.schema.json', 'The manifest of the vectors', schemaOf(Manifest))],
    ...kits
      .filter(({ observations }) => observations.length > 0)
      .flatMap(({ chapter, codecs }) =>
        Object.entries(codecs).map(([what, codec]): [string, Json] => {
          const file = `${chapter}.${what}.schema.json`
          return [file, document(file, `${chapter}: ${what}`, schemaOf(codec))]
        }),
      ),
  ])
