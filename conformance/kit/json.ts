import * as t from 'io-ts'
import type { Json } from './kit.js'

/** Any JSON; a chapter's own codecs say more. */
export const JsonCodec = new t.Type<Json, Json, unknown>(
  'Json',
  (u): u is Json => u !== undefined,
  (u, context) => (u === undefined ? t.failure(u, context, 'a value') : t.success(u as Json)),
  t.identity,
)
