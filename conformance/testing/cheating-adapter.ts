import { createInterface } from 'node:readline'
import { answerLine, handlers } from '../adapter/serve.js'
import type { Json } from '../kit/kit.js'
import { orderBookKit } from '../kit/order-book.js'
import { orderBookCases } from './order-book-cases.js'

/**
 * Adapters that pretend: `node --import tsx cheating-adapter.ts <way>`. Each claims everything of the order book.
 *
 * - `accepts-everything`, `rejects-everything`: there is nothing behind it.
 * - `recorded`: it answers from the vectors, and makes something up where it knows none.
 * - `shadow`: its engine forgets to take cancelled orders out of the match, and it shows a book of its own, in which
 *   they are gone.
 * - `ignores-unknown`: it answers events that it does not know as if they did nothing.
 */
const [way = ''] = process.argv.slice(2)

interface Step {
  readonly event: Json
  readonly answer: Json
  readonly observed: Readonly<Record<string, Json>>
}

type Answering = (params: Json, events: ReadonlyArray<Json>) => Omit<Step, 'event'>

const empty = { accepted: { fills: [], removed: [] } }
const nothingSeen = { book: [], depth: { buys: [], sells: [] }, sequence: '0', eon: '1' }

/** What the vectors say, by everything that came before; read only by the adapter that answers from it. */
const recorded = (): ReadonlyMap<string, Omit<Step, 'event'>> =>
  new Map(
    orderBookCases().flatMap((one) =>
      one.kind === 'trace'
        ? one.steps.map((step, i): [string, Omit<Step, 'event'>] => [
            JSON.stringify([one.params, one.steps.slice(0, i + 1).map(({ event }) => event)]),
            {
              answer: 'accepted' in step.answer ? step.answer : { rejected: { reason: step.answer.rejected.reason } },
              observed: step.observed,
            },
          ])
        : [],
    ),
  )

const fromRecords = (): Answering => {
  const known = recorded()
  return (params, events) => known.get(JSON.stringify([params, events])) ?? { answer: empty, observed: nothingSeen }
}

/** What the model says of some events, the last of them answered. */
const modelled = (params: Json, events: ReadonlyArray<Json>): Omit<Step, 'event'> => {
  const session = orderBookKit.open(params)
  const steps = events.map((event) => session.step(event, orderBookKit.observations))
  const last = steps.at(-1) as (typeof steps)[number]
  return {
    answer: 'accepted' in last.answer ? last.answer : { rejected: { reason: last.answer.rejected.reason } },
    observed: last.observed,
  }
}

const isTag = (event: Json, tag: string): boolean => (event as { readonly tag: string }).tag === tag

const answering: Readonly<Record<string, () => Answering>> = {
  'accepts-everything': () => () => ({ answer: empty, observed: nothingSeen }),
  'rejects-everything': () => () => ({ answer: { rejected: { reason: 'OB-17' } }, observed: nothingSeen }),
  recorded: fromRecords,
  shadow: () => (params, events) => {
    const last = events.at(-1) as Json
    // The engine never hears of cancels; the book that is shown does.
    const engine = isTag(last, 'cancel')
      ? modelled(params, events)
      : modelled(
          params,
          events.filter((event) => !isTag(event, 'cancel')),
        )
    return { answer: engine.answer, observed: modelled(params, events).observed }
  },
  'ignores-unknown': () => (params, events) => {
    const known = events.filter((event) => !isTag(event, 'endEon'))
    if (known.length > 0 && !isTag(events.at(-1) as Json, 'endEon')) return modelled(params, known)
    return { answer: empty, observed: known.length === 0 ? nothingSeen : modelled(params, known).observed }
  },
}

const answer = answering[way]?.()
if (answer === undefined) throw new Error(`no way ${way}; there are ${Object.keys(answering).join(', ')}`)

const reference = handlers(undefined, [orderBookKit])
const sessions = new Map<string, { readonly params: Json; readonly events: Json[] }>()
let opened = 0

const step = (session: string, event: Json, observe: ReadonlyArray<string>): Json => {
  const { params, events } = sessions.get(session) ?? { params: {}, events: [] as Json[] }
  events.push(event)
  const { answer: answered, observed } = answer(params, events)
  return {
    ...(answered as Record<string, Json>),
    observed: Object.fromEntries(observe.map((name) => [name, observed[name] ?? null])),
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  const write = (result: Json): void => void process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`)
  if (method === 'open') {
    opened += 1
    sessions.set(`s${opened}`, { params: params.params, events: [] })
    write({ session: `s${opened}` })
  } else if (method === 'step') write(step(params.session, params.event, params.observe))
  else if (method === 'run')
    write({ steps: params.events.map((event: Json) => step(params.session, event, params.observe)) })
  else if (method === 'observe') {
    const { params: own = {}, events = [] } = sessions.get(params.session) ?? {}
    const seen = events.length === 0 ? nothingSeen : answer(own, events).observed
    write(Object.fromEntries(params.what.map((name: string) => [name, (seen as Record<string, Json>)[name] ?? null])))
  } else if (method === 'close') write({})
  else process.stdout.write(`${answerLine(reference, line)}\n`)
}
