import type * as t from 'io-ts'
import type { Json } from '../../conformance/kit/kit.js'
import { kits } from '../../conformance/kit/kits.js'
import * as messages from '../../conformance/protocol/messages.js'
import { schemaOf } from '../../conformance/vectors/schema.js'
import { Case, Manifest } from '../../conformance/vectors/types.js'
import type { Facts } from '../facts.js'
import { code, link, site } from '../markdown.js'
import type { Page } from './page.js'

type Schema = { readonly [key: string]: Json }

/** A schema in the few words of a reference: `{"order": text, "volume"?: "an integer"}`. */
export const inWords = (schema: Json, indent = ''): string => {
  const s = schema as Schema
  if ('const' in s) return JSON.stringify(s.const)
  if (Array.isArray(s.enum))
    return s.enum.length > 12 ? `one of ${s.enum.length} words` : s.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choice = (s.oneOf ?? s.anyOf) as ReadonlyArray<Json> | undefined
  if (choice !== undefined) return choice.map((one) => `\n${indent}  | ${inWords(one, `${indent}    `)}`).join('')
  if (s.type === 'array') return `[${inWords(s.items as Json, indent)}, ...]`
  if (s.type === 'object' && s.properties !== undefined) return object(s, indent)
  if (s.type === 'object') return `{any name: ${inWords(s.additionalProperties as Json, indent)}}`
  if (s.type === 'string') return typeof s.description === 'string' ? `(${s.description})` : 'text'
  if (s.type === 'integer') return 'a whole number'
  return typeof s.type === 'string' ? s.type : 'any JSON'
}

const object = (s: Schema, indent: string): string => {
  const required = s.required as ReadonlyArray<string>
  const fields = Object.entries(s.properties as Schema).map(
    ([name, field]) => `"${name}"${required.includes(name) ? '' : '?'}: ${inWords(field, `${indent}  `)}`,
  )
  const line = `{${fields.join(', ')}}`
  return line.length + indent.length <= 96 && !line.includes('\n')
    ? line
    : `{\n${fields.map((field) => `${indent}  ${field}`).join(',\n')}\n${indent}}`
}

const isCodec = (value: unknown): value is t.Mixed =>
  typeof value === 'object' && value !== null && 'validate' in value && 'name' in value

const described = (codec: t.Mixed): string | undefined => {
  try {
    return inWords(schemaOf(codec)).replace(/^\n/, '')
  } catch {
    return undefined
  }
}

/** The messages of the protocol, and the data of each chapter, from the codecs that read them. */
export const messagesPage = ({ chapters }: Facts): Page => ({
  path: 'implement/messages',
  title: 'Messages',
  markdown: [
    '# Messages',
    `What each message holds, as the codecs that read it have it. \`?\` marks what may be left out; \`|\` stands between choices. What each means is in ${link('Writing an adapter', 'implement/adapters.html')} and in the chapters.`,
    '## The protocol',
    ...Object.entries(messages).flatMap(([name, value]) => {
      const words = isCodec(value) ? described(value) : undefined
      return words === undefined ? [] : [`### ${name}${code('text', words)}`]
    }),
    ...kits
      .filter(({ observations }) => observations.length > 0)
      .flatMap(({ chapter, codecs }) => [
        `## ${chapters.find(({ id }) => id === chapter)?.title ?? chapter}`,
        ...Object.entries(codecs).map(
          ([what, codec]) =>
            `### ${what}\n\n${jsonSchema(`${chapter}.${what}`)}${code('text', inWords(schemaOf(codec)).replace(/^\n/, ''))}`,
        ),
      ]),
  ].join('\n\n'),
})

const jsonSchema = (name: string): string =>
  `<a class="json" href="${site(`vectors/schema/${name}.schema.json`)}">JSON Schema</a>`

/** What a vector is, and where they all are. */
export const vectorFormatPage = ({ cases }: Facts): Page => ({
  path: 'implement/vectors',
  title: 'Vectors',
  markdown: [
    '# Vectors',
    `${cases.length} files of JSON. ${link('The manifest', 'vectors/manifest.json')} lists each with its checksum, and how many there are of each clause. An id is permanent. A negative vector holds one wrong thing, and that is the last event or entry.`,
    `## A vector\n\n${jsonSchema('case')}${code('text', inWords(schemaOf(Case)).replace(/^\n/, ''))}`,
    `## The manifest\n\n${jsonSchema('manifest')}${code('text', inWords(schemaOf(Manifest)))}`,
    '- `trace`: open with `params`; after each event the answer and the observations are what stands there.\n- `judgement`: a history; `broken` are the clauses that its last entry breaks, none if it is kept.\n- `function`: `function` with `arguments` gives `result`.',
  ].join('\n\n'),
})
