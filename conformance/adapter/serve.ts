import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decode, exactly, showMalformed } from '../../spec/core/codec.js'
import { SPECIFICATION } from '../../spec/version.js'
import { JsonCodec } from '../kit/json.js'
import type { DerivedMutant, Json, Kit, Session } from '../kit/kit.js'
import { kitOf, kits } from '../kit/kits.js'
import { ERROR } from '../protocol/messages.js'

/** An error that the protocol answers with a code. */
interface Fault {
  readonly code: number
  readonly message: string
}

type Handler = (params: unknown) => E.Either<Fault, Json>

const names = t.readonlyArray(t.string)
const Open = exactly('open', { machine: t.string, params: JsonCodec })
const Step = exactly('step', { session: t.string, event: JsonCodec }, { observe: names })
const Run = exactly('run', { session: t.string, events: t.readonlyArray(JsonCodec) }, { observe: names })
const Observe = exactly('observe', { session: t.string, what: names })
const Evaluate = exactly('evaluate', { chapter: t.string, function: t.string, arguments: JsonCodec })
const Close = exactly('close', { session: t.string })

/**
 * The model behind the adapter protocol: the reference that every other implementation is compared with, in a process
 * of its own. It answers as `docs/adapters.md` says, and claims everything, unless told which chapters. A derived mutant
 * takes its place in the tests of the kit itself.
 */
export const handlers = (
  mutant?: DerivedMutant,
  claimed: ReadonlyArray<Kit> = kits,
): Readonly<Record<string, Handler>> => {
  const sessions = new Map<string, { readonly kit: Kit; readonly session: Session }>()
  let opened = 0

  const inSession = (id: string): E.Either<Fault, { readonly kit: Kit; readonly session: Session }> => {
    const found = sessions.get(id)
    return found === undefined ? E.left({ code: ERROR.invalidParams, message: `no session ${id}` }) : E.right(found)
  }
  const observable = (kit: Kit, what: ReadonlyArray<string>): E.Either<Fault, ReadonlyArray<string>> => {
    const unknown = what.find((name) => !kit.observations.includes(name))
    return unknown === undefined ? E.right(what) : E.left({ code: ERROR.unknown, message: `no observation ${unknown}` })
  }
  const stepAll = (
    id: string,
    events: ReadonlyArray<Json>,
    observe: ReadonlyArray<string> | undefined,
  ): E.Either<Fault, ReadonlyArray<Json>> => {
    const found = inSession(id)
    if (E.isLeft(found)) return found
    const { kit, session } = found.right
    const what = observable(kit, observe ?? [])
    if (E.isLeft(what)) return what
    for (const event of events) {
      const checked = decode(kit.codecs.event, event)
      if (E.isLeft(checked))
        return E.left({ code: ERROR.invalidParams, message: checked.left.map(showMalformed).join('; ') })
    }
    return E.right(
      events.map((event) => {
        const { answer, observed } = session.step(event, what.right)
        const plain =
          'accepted' in answer ? { accepted: answer.accepted } : { rejected: { reason: answer.rejected.reason } }
        return observe === undefined ? plain : { ...plain, observed }
      }),
    )
  }

  return {
    initialize: () =>
      E.right({
        name: 'touchstone-model',
        version: SPECIFICATION,
        language: `TypeScript on Node ${process.versions.node}`,
        profiles: claimed.map(({ chapter, options }) => ({ chapter, options: options.map(({ id }) => id) })),
      }),
    open: reading(Open, ({ machine, params }) => {
      const kit = kitOf(machine)
      if (kit === undefined) return E.left({ code: ERROR.unknown, message: `no machine ${machine}` })
      const checked = decode(kit.codecs.params, params)
      if (E.isLeft(checked))
        return E.left({ code: ERROR.invalidParams, message: checked.left.map(showMalformed).join('; ') })
      opened += 1
      const id = `s${opened}`
      sessions.set(id, { kit, session: (mutant?.open ?? kit.open)(params) })
      return E.right({ session: id })
    }),
    step: reading(Step, ({ session, event, observe }) => {
      const stepped = stepAll(session, [event], observe)
      return E.isLeft(stepped) ? stepped : E.right(stepped.right[0] as Json)
    }),
    run: reading(Run, ({ session, events, observe }) => {
      const stepped = stepAll(session, events, observe)
      return E.isLeft(stepped) ? stepped : E.right({ steps: stepped.right })
    }),
    observe: reading(Observe, ({ session, what }) => {
      const found = inSession(session)
      if (E.isLeft(found)) return found
      const known = observable(found.right.kit, what)
      return E.isLeft(known) ? known : E.right(found.right.session.observe(known.right))
    }),
    evaluate: reading(Evaluate, ({ chapter, function: name, arguments: args }) => {
      const kit = kitOf(chapter)
      const isMutated = mutant !== undefined && kit?.derived.includes(mutant) === true
      const functions = { ...kit?.functions, ...(isMutated ? mutant.functions : {}) }
      const known = Object.hasOwn(functions, name) ? functions[name] : undefined
      if (known === undefined) return E.left({ code: ERROR.unknown, message: `no function ${name} of ${chapter}` })
      try {
        return E.right({ result: known(args) })
      } catch (error) {
        return E.left({ code: ERROR.invalidParams, message: (error as Error).message })
      }
    }),
    close: reading(Close, ({ session }) => {
      sessions.delete(session)
      return E.right({})
    }),
    shutdown: () => E.right({}),
  }
}

const reading =
  <A>(codec: t.Type<A, unknown, unknown>, handle: (params: A) => E.Either<Fault, Json>): Handler =>
  (params) => {
    const decoded = decode(codec, params)
    return E.isLeft(decoded)
      ? E.left({ code: ERROR.invalidParams, message: decoded.left.map(showMalformed).join('; ') })
      : handle(decoded.right)
  }

/** Answers one line. */
export const answerLine = (methods: Readonly<Record<string, Handler>>, line: string): string => {
  let request: { readonly id?: Json; readonly method?: unknown; readonly params?: unknown }
  try {
    request = JSON.parse(line)
  } catch (error) {
    return fault(null, { code: ERROR.parse, message: (error as Error).message })
  }
  const { id = null, method, params } = request ?? {}
  if (typeof method !== 'string')
    return fault(id, { code: ERROR.invalidRequest, message: 'no request: it has no method' })
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler === undefined) return fault(id, { code: ERROR.unknown, message: `no method ${method}` })
  const answer = handler(params)
  return E.isLeft(answer) ? fault(id, answer.left) : JSON.stringify({ jsonrpc: '2.0', id, result: answer.right })
}

const fault = (id: Json, error: Fault): string => JSON.stringify({ jsonrpc: '2.0', id, error: { ...error } })

/** Serves the model, or a derived mutant of it, over standard input and output until the input ends. */
export const serve = async (mutant?: DerivedMutant): Promise<void> => {
  const methods = handlers(mutant)
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== '') process.stdout.write(`${answerLine(methods, line)}\n`)
}

/** Serves the model over HTTP on this machine, one message a POST; answers the port that it listens on. */
export const serveHttp = (port: number): Promise<number> => {
  const methods = handlers()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end(answerLine(methods, Buffer.concat(chunks).toString('utf8')))
    })
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
