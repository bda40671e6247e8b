import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { decode, showMalformed } from '../../spec/core/codec.js'

/** Decodes a datum that has been checked before; that it is malformed after all is a mistake in the kit. */
export const decodeOrThrow = <A>(codec: t.Type<A, unknown, unknown>, datum: unknown): A => {
  const decoded = decode(codec, datum)
  if (E.isLeft(decoded)) throw new Error(`malformed ${codec.name}: ${decoded.left.map(showMalformed).join('; ')}`)
  return decoded.right
}
