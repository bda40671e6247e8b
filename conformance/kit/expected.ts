import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Refusal } from '../../model/core/machine.js'
import type { Finding } from '../../spec/core/clause.js'
import type { Expected, Json } from './kit.js'

/** The answer that an outcome of a model is, in JSON. */
export const expected = <Outputs>(
  outcome: E.Either<Refusal, { readonly outputs: Outputs }>,
  codec: t.Type<Outputs, unknown, unknown>,
): Expected => {
  if (E.isRight(outcome)) return { accepted: codec.encode(outcome.right.outputs) as Json }
  const { clause: reason } = outcome.left
  const alsoFailing = outcome.left.alsoFailing()
  return { rejected: alsoFailing.length === 0 ? { reason } : { reason, alsoFailing } }
}

/** What the function `judge` answers. */
export const verdict = (found: ReadonlyArray<Finding>): Json => {
  const first = found[0]
  return first === undefined ? { verdict: 'kept' } : { verdict: 'broken', clause: first.clause }
}
