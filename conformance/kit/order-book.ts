import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import { draw, params } from '../../model/order-book/arbitrary.js'
import { orderBook, rules } from '../../model/order-book/machine.js'
import type { Finding } from '../../spec/core/clause.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { judgeMoment } from '../../spec/order-book/clauses.js'
import { reader } from '../../spec/order-book/history.js'
import {
  Answer,
  Event,
  ExecutionPrice,
  type Fill,
  History,
  Observation,
  Outputs,
  Params,
  Preference,
  SelfTrade,
} from '../../spec/order-book/types.js'
import { decodeOrThrow } from './decode.js'
import { expected, verdict } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'

const observations = ['book', 'depth', 'sequence', 'eon'] as const
const says = {
  time: 'the earliest compatible order is filled first',
  'price-time': 'the best price is filled first, then the earliest',
  resting: 'fills are at the price of the resting order',
  incoming: 'fills are at the price of the incoming order',
  allow: 'orders of one trader trade with each other',
  'cancel-resting': 'a resting order that meets one of its own trader leaves',
  'cancel-incoming': 'an incoming order that meets one of its own trader leaves',
}

const options: ReadonlyArray<Option> = [
  ...Preference.values.map((value) => ({ id: `preference=${value}`, says: says[value], group: 'preference' })),
  ...ExecutionPrice.values.map((value) => ({
    id: `executionPrice=${value}`,
    says: says[value],
    group: 'executionPrice',
  })),
  ...SelfTrade.values.map((value) => ({ id: `selfTrade=${value}`, says: says[value], group: 'selfTrade' })),
  { id: 'event=limit', says: 'limit orders', group: 'event=limit' },
  { id: 'event=market', says: 'market orders' },
  { id: 'event=cancel', says: 'cancellation' },
  { id: 'event=endEon', says: 'eons, at the end of which orders expire' },
  { id: 'dummy-orders', says: 'orders of volume zero are accepted' },
  { id: 'wide-amounts', says: 'integers beyond 2^53 are exact' },
  { id: 'owners', says: "only an order's own trader may cancel it" },
  { id: 'id-reuse', says: 'an id may be used again after its order has left' },
  {
    id: 'reason-precedence',
    says: 'of several conditions that fail, the first in the order of the chapter is the reason',
  },
  ...observations.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' })),
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

const judgeFunction =
  (forgets?: ClauseId) =>
  (args: Json): Json =>
    verdict(
      judge(decodeOrThrow(History, (args as { readonly history: Json }).history)).filter(
        ({ clause }) => clause !== forgets,
      ),
    )

/** An order that is not live is nobody's: the two conditions of a cancel never fail together, so their order means nothing. */
const EQUIVALENT = 'swap:cancel/OB-18+OB-19'

const wrongRules = mutations(rules)
  .filter(({ id }) => id !== EQUIVALENT)
  .map(
    ({ id, clause, says, rules: table }): DerivedMutant => ({
      id,
      clause,
      says,
      open: (jsonParams) => session(decodeOrThrow(Params, jsonParams), table),
      functions: { judge: judgeFunction() },
    }),
  )

const forgetfulJudges = [...clauseIds['order-book'], 'PR-1' as const, 'PR-2' as const, 'PR-3' as const].map(
  (clause): DerivedMutant => ({
    id: `judge:${clause}`,
    clause,
    says: `the judge forgets ${clause}`,
    functions: { judge: judgeFunction(clause) },
  }),
)

/** The order book, as the kit sees it. */
export const orderBookKit: Kit = {
  chapter: 'order-book',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  options,
  observations,
  needs: (jsonParams, jsonEvents) =>
    needs(
      decodeOrThrow(Params, jsonParams),
      jsonEvents.map((event) => decodeOrThrow(Event, event)),
    ),
  normalise: (outputs) => Outputs.encode(normalise(decodeOrThrow(Outputs, outputs))) as unknown as Json,
  open: (jsonParams) => session(decodeOrThrow(Params, jsonParams)),
  derived: [...wrongRules, ...forgetfulJudges],
  judge: (history) => judge(decodeOrThrow(History, history)),
  params: params.map((value) => Params.encode(value) as unknown as Json),
  functions: {
    judge: judgeFunction(),
  },
}

/** What the clauses say of the last entry. */
export const judge = ({ params, entries }: History): ReadonlyArray<Finding> => {
  const read = reader(params)
  return entries.reduce<ReadonlyArray<Finding>>((_, entry, i) => {
    const moment = read(entry)
    return i === entries.length - 1 ? judgeMoment(moment) : []
  }, [])
}

const session = (opened: Params, table: typeof rules = rules): Session => {
  const next = step(table)
  let state = orderBook.init(opened)
  const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
    Observation.encode(
      Object.fromEntries(
        observations.filter((name) => what.includes(name)).map((name) => [name, orderBook.observe[name](state)]),
      ),
    ) as unknown as Record<string, Json>
  return {
    step: (event, what) => {
      const outcome = next(state, decodeOrThrow(Event, event))
      if (E.isRight(outcome)) state = outcome.right.state
      return { event, answer: expected(outcome, Outputs), observed: observe(what) }
    },
    observe,
    draw: (choice) => Event.encode(draw(state, choice)) as unknown as Json,
  }
}

/** In what order fills and removals are listed means nothing, nor does it whether two fills of one pair are added up. */
const normalise = ({ fills, removed }: Outputs): Outputs => {
  const pairs = new Map<string, Fill>()
  for (const fill of fills) {
    const pair = `${fill.maker} ${fill.taker} ${fill.price}`
    const sofar = pairs.get(pair)
    pairs.set(pair, sofar === undefined ? fill : { ...fill, volume: sofar.volume + fill.volume })
  }
  return {
    fills: [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fill]) => fill),
    removed: [...removed].sort((a, b) => (`${a.order} ${a.why}` < `${b.order} ${b.why}` ? -1 : 1)),
  }
}

const WIDE = BigInt(Number.MAX_SAFE_INTEGER)

const needs = (params: Params, events: ReadonlyArray<Event>): ReadonlyArray<string> => {
  const needed = new Set([
    `preference=${params.preference}`,
    `executionPrice=${params.executionPrice}`,
    `selfTrade=${params.selfTrade}`,
  ])
  const owners = new Map<string, string>()
  for (const event of events) {
    needed.add(`event=${event.tag}`)
    if (event.tag === 'limit' || event.tag === 'market') {
      const numbers = [event.volume, ...(event.tag === 'limit' ? [event.price, event.volume * event.price] : [])]
      if (numbers.some((n) => n > WIDE)) needed.add('wide-amounts')
      if (event.volume === 0n) needed.add('dummy-orders')
      if (event.tag === 'limit' && event.lastEon !== 1n) needed.add('event=endEon')
    }
    if (event.tag === 'cancel' && (owners.get(event.order) ?? event.trader) !== event.trader) needed.add('owners')
    if (event.tag === 'limit') owners.set(event.order, event.trader)
  }
  if (reusesId(params, events)) needed.add('id-reuse')
  return options.map(({ id }) => id).filter((id) => needed.has(id))
}

/** Whether an id that was accepted before is accepted again. */
const reusesId = (params: Params, events: ReadonlyArray<Event>): boolean => {
  const next = step(rules)
  const used = new Set<string>()
  let state = orderBook.init(params)
  for (const event of events) {
    const outcome = next(state, event)
    if (E.isLeft(outcome)) continue
    state = outcome.right.state
    if (event.tag !== 'limit' && event.tag !== 'market') continue
    if (used.has(event.order)) return true
    used.add(event.order)
  }
  return false
}
