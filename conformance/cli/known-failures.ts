import { readFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ClauseIdCodec, decode, exactly, showMalformed } from '../../spec/core/codec.js'
import { JsonCodec } from '../kit/json.js'
import type { Known } from '../run/conform.js'
import type { Case } from '../vectors/types.js'
import { UsageError } from './exit.js'

/** A file of known failures: for each clause that an implementation breaks, why, the shortest events, and the cases. */
export const KnownFailures = exactly('KnownFailures', {
  implementation: t.string,
  failures: t.readonlyArray(
    exactly('KnownFailure', {
      clause: ClauseIdCodec,
      why: t.string,
      events: t.readonlyArray(JsonCodec),
      cases: t.readonlyArray(t.string),
    }),
  ),
})
export type KnownFailures = t.TypeOf<typeof KnownFailures>

/** What a file of known failures names; an id that is not a case is an error, lest it hide one for ever. */
export const readKnownFailures = async (file: string, cases: ReadonlyArray<Case>): Promise<Known> => {
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`--known-failures ${file}: ${(error as Error).message}`)
  }
  const decoded = decode(KnownFailures, json)
  if (E.isLeft(decoded)) throw new UsageError(`--known-failures ${file}: ${decoded.left.map(showMalformed).join('; ')}`)
  const ids = decoded.right.failures.flatMap((failure) => failure.cases)
  const known = new Set(cases.map(({ id }) => id))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0)
    throw new UsageError(
      `--known-failures ${file}: there is no case ${unknown.join(', ')}; "touchstone vectors list" shows them all`,
    )
  return { cases: new Set(ids), clauses: new Set(decoded.right.failures.map(({ clause }) => clause)) }
}
