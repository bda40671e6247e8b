import * as t from 'io-ts'
import { exactly } from '../../spec/core/codec.js'
import { JsonCodec } from '../kit/json.js'

/** The version of the adapter protocol. */
export const PROTOCOL = '1'

/** JSON-RPC's own error codes, as the protocol uses them. */
export const ERROR = {
  parse: -32700,
  invalidRequest: -32600,
  unknown: -32601,
  invalidParams: -32602,
  internal: -32603,
} as const

/** What an implementation says of itself, and what it claims. */
export const Implementation = exactly(
  'Implementation',
  {
    name: t.string,
    version: t.string,
    language: t.string,
    profiles: t.readonlyArray(exactly('Profile', { chapter: t.string, options: t.readonlyArray(t.string) })),
  },
  { homepage: t.string },
)
export type Implementation = t.TypeOf<typeof Implementation>

/** The result of `open`. */
export const Opened = exactly('Opened', { session: t.string })

/** The result of `step`: an answer, which the chapter's codec reads further, and what was observed. */
export const Stepped = exactly(
  'Stepped',
  {},
  { accepted: JsonCodec, rejected: JsonCodec, observed: t.readonly(t.record(t.string, JsonCodec)) },
)
export type Stepped = t.TypeOf<typeof Stepped>

/** The result of `run`. */
export const Ran = exactly('Ran', { steps: t.readonlyArray(Stepped) })

/** The result of `evaluate`. */
export const Evaluated = exactly('Evaluated', { result: JsonCodec })
