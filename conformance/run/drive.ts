import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { decode, showMalformed } from '../../spec/core/codec.js'
import type { Json, Kit } from '../kit/kit.js'
import { ERROR, Evaluated, Opened, Ran, type Stepped } from '../protocol/messages.js'
import { type Connection, type Reply, showBroken } from '../transport/connection.js'
import { type Claims, claimedObservations } from './compare.js'

/** What keeps an adapter from answering: it is broken, it does not know the method after all, or it answers nonsense. */
export type Trouble =
  | { readonly tag: 'broken'; readonly message: string }
  | { readonly tag: 'unknown'; readonly message: string }
  | { readonly tag: 'wrong'; readonly message: string }

/** Sends a request and decodes the result. */
export const ask = async <A>(
  connection: Connection,
  method: string,
  params: Json,
  codec: t.Type<A, unknown, unknown>,
): Promise<E.Either<Trouble, A>> => read(method, await connection.request(method, params), codec)

const read = <A>(method: string, reply: Reply, codec: t.Type<A, unknown, unknown>): E.Either<Trouble, A> => {
  if (reply.tag === 'broken') return E.left({ tag: 'broken', message: showBroken(reply.broken) })
  if (reply.tag === 'error')
    return reply.code === ERROR.unknown
      ? E.left({ tag: 'unknown', message: `${method} is not known: ${reply.message}` })
      : E.left({ tag: 'wrong', message: `${method} was answered with error ${reply.code}: ${reply.message}` })
  const decoded = decode(codec, reply.result)
  return E.isLeft(decoded)
    ? E.left({
        tag: 'wrong',
        message: `the result of ${method} is malformed: ${decoded.left.map(showMalformed).join('; ')}`,
      })
    : decoded
}

/** Runs a whole trace in a session of its own, in two round trips. */
export const runTrace = async (
  connection: Connection,
  kit: Kit,
  claims: Claims,
  params: Json,
  events: ReadonlyArray<Json>,
): Promise<E.Either<Trouble, ReadonlyArray<Stepped>>> => {
  const opened = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  if (E.isLeft(opened)) return opened
  const { session } = opened.right
  const [ran] = await Promise.all([
    ask(connection, 'run', { session, events, observe: claimedObservations(kit, claims) }, Ran),
    connection.request('close', { session }),
  ])
  if (E.isLeft(ran)) return ran
  const { steps } = ran.right
  return steps.length === events.length
    ? E.right(steps)
    : E.left({ tag: 'wrong', message: `run was given ${events.length} events and answered ${steps.length}` })
}

/** Evaluates a function without state of a chapter. */
export const evaluate = async (
  connection: Connection,
  chapter: string,
  name: string,
  args: Json,
): Promise<E.Either<Trouble, Json>> => {
  const evaluated = await ask(connection, 'evaluate', { chapter, function: name, arguments: args }, Evaluated)
  return E.isLeft(evaluated) ? evaluated : E.right(evaluated.right.result)
}
