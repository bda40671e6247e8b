import { createInterface } from 'node:readline'

/** An error that the protocol answers with a code. */
export class RpcError extends Error {
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

const UNKNOWN = -32601
const INVALID_PARAMS = -32602

const INTEGER = /^(0|-?[1-9][0-9]{0,99})$/
const INTEGERS = ['price', 'volume', 'lastEon', 'eon']
const TEXTS = ['tag', 'order', 'trader', 'side']

/** An event whose members have the right form; that they say something right is for the engine to judge. */
const wellFormed = (event) => {
  for (const [name, value] of Object.entries(event)) {
    const isRight = INTEGERS.includes(name)
      ? typeof value === 'string' && INTEGER.test(value)
      : TEXTS.includes(name) && typeof value === 'string'
    if (!isRight) throw new RpcError(INVALID_PARAMS, `malformed ${name}: ${JSON.stringify(value)}`)
  }
  return event
}

/**
 * Serves an engine over standard input and output, as docs/adapters.md says.
 *
 * `about` is the answer to `initialize`; `open(params)` makes an engine; `submit(engine, event)` passes an event on and
 * translates what the engine answers; `observe` has a function for each observation that is claimed.
 */
export const serve = async ({ about, open, submit, observe }) => {
  const sessions = new Map()
  let opened = 0

  const engineOf = (session) => {
    if (!sessions.has(session)) throw new RpcError(INVALID_PARAMS, `no session ${session}`)
    return sessions.get(session)
  }
  const look = (engine, names) =>
    Object.fromEntries(
      names.map((name) => {
        if (!Object.hasOwn(observe, name)) throw new RpcError(UNKNOWN, `no observation ${name}`)
        return [name, observe[name](engine)]
      }),
    )
  const step = (engine, event, names) => ({
    ...submit(engine, wellFormed(event)),
    ...(names === undefined ? {} : { observed: look(engine, names) }),
  })

  const methods = {
    initialize: () => about,
    open: ({ machine, params }) => {
      if (machine !== 'order-book') throw new RpcError(UNKNOWN, `no machine ${machine}`)
      opened += 1
      sessions.set(`s${opened}`, open(params))
      return { session: `s${opened}` }
    },
    step: (params) => step(engineOf(params.session), params.event, params.observe),
    run: (params) => {
      const engine = engineOf(params.session)
      for (const event of params.events) wellFormed(event)
      return { steps: params.events.map((event) => step(engine, event, params.observe)) }
    },
    observe: ({ session, what }) => look(engineOf(session), what),
    close: ({ session }) => {
      sessions.delete(session)
      return {}
    },
    shutdown: () => ({}),
  }

  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const { id = null, method, params } = JSON.parse(line)
    const write = (answer) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`)
    try {
      if (!Object.hasOwn(methods, method)) throw new RpcError(UNKNOWN, `no method ${method}`)
      write({ result: methods[method](params) })
    } catch (error) {
      write({ error: { code: error.code ?? -32603, message: error.message } })
    }
    if (method === 'shutdown') process.exit(0)
  }
}
