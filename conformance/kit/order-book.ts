import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { drawing, params } from '../../model/order-book/arbitrary.js'
import { orderBook, rules } from '../../model/order-book/machine.js'
import { clauseIds } from '../../spec/core/ids.js'
import { judgeMoment } from '../../spec/order-book/clauses.js'
import { reader } from '../../spec/order-book/history.js'
import * as types from '../../spec/order-book/types.js'
import {
  type Event,
  ExecutionPrice,
  type Fill,
  type Outputs,
  type Params,
  Preference,
  SelfTrade,
} from '../../spec/order-book/types.js'
import type { Kit, Option } from './kit.js'
import { choosing, machineKit, observed, reasonPrecedence } from './machine.js'

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
  ...choosing('preference', Preference.values, (value) => says[value]),
  ...choosing('executionPrice', ExecutionPrice.values, (value) => says[value]),
  ...choosing('selfTrade', SelfTrade.values, (value) => says[value]),
  { id: 'event=limit', says: 'limit orders', group: 'event=limit' },
  { id: 'event=market', says: 'market orders' },
  { id: 'event=cancel', says: 'cancellation' },
  { id: 'event=endEon', says: 'eons, at the end of which orders expire' },
  { id: 'dummy-orders', says: 'orders of volume zero are accepted' },
  { id: 'wide-amounts', says: 'integers beyond 2^53 are exact' },
  { id: 'owners', says: "only an order's own trader may cancel it" },
  { id: 'id-reuse', says: 'an id may be used again after its order has left' },
  reasonPrecedence,
  ...observed(observations),
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

/** In what order fills are listed means nothing, nor does it whether two fills of one pair are added up. */
export const normalisedFills = (fills: ReadonlyArray<Fill>): ReadonlyArray<Fill> => {
  const pairs = new Map<string, Fill>()
  for (const fill of fills) {
    const pair = `${fill.maker} ${fill.taker} ${fill.price}`
    const sofar = pairs.get(pair)
    pairs.set(pair, sofar === undefined ? fill : { ...fill, volume: sofar.volume + fill.volume })
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fill]) => fill)
}

/** Nor does it mean anything in what order removals are listed. */
const normalised = ({ fills, removed }: Outputs): Outputs => ({
  fills: normalisedFills(fills),
  removed: [...removed].sort((a, b) => (`${a.order} ${a.why}` < `${b.order} ${b.why}` ? -1 : 1)),
})

const WIDE = BigInt(Number.MAX_SAFE_INTEGER)

const needs = (params: Params, events: ReadonlyArray<Event>): ReadonlySet<string> => {
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
  return needed
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

/** An order that is not live is nobody's: the two conditions of a cancel never fail together, so their order means nothing. */
const EQUIVALENT = /^swap:cancel\/OB-18\+OB-19$/

/** The order book, as the kit sees it. */
export const orderBookKit: Kit = machineKit({
  machine: orderBook,
  types,
  options,
  observations,
  needs,
  normalised,
  drawing,
  params,
  reader: (opened) => reader(opened),
  judge: judgeMoment,
  judged: [...clauseIds['order-book'], 'PR-1', 'PR-2', 'PR-3'],
  equivalent: EQUIVALENT,
})
