import type { Finding } from '../../spec/core/clause.js'
import type { Event, Outputs, Params } from '../../spec/order-book/types.js'
import { AMOUNT_LIMIT, type OrderId, type TraderId } from '../../spec/primitives/types.js'
import type { Explorable } from '../core/explore.js'
import { type Rules, step } from '../core/machine.js'
import { stepOf } from '../core/run.js'
import { ordersOf } from './book.js'
import { judgeStep } from './invariants.js'
import { orderBook, rules, type State } from './machine.js'

/** How large a scope is. */
export interface Bounds {
  readonly events: number
  readonly traders: number
  readonly prices: number
  readonly volumes: number
}

/** A book after some events, and what the clauses find wrong with the last of them. */
export interface Reached {
  readonly state: State
  readonly events: number
  readonly found: ReadonlyArray<Finding>
}

const upTo = (n: number): ReadonlyArray<bigint> => Array.from({ length: n }, (_, i) => BigInt(i + 1))
const nameOf = (i: bigint): TraderId => `t${i}` as TraderId

/** Every event of the scope that says something new in a state: orders, cancels, the end of the eon; and what is refused. */
const eventsIn = ({ state }: Reached, { traders, prices, volumes }: Bounds): ReadonlyArray<Event> => {
  const order = `o${state.sequence + 1}` as OrderId
  const [first] = ordersOf(state.book)
  const limits = upTo(traders).flatMap((t) =>
    (['buy', 'sell'] as const).flatMap((side) =>
      upTo(prices).flatMap((price) =>
        upTo(volumes).map(
          (volume): Event => ({ tag: 'limit', order, trader: nameOf(t), side, price, volume, lastEon: state.eon }),
        ),
      ),
    ),
  )
  const limit = limits[0] as Extract<Event, { readonly tag: 'limit' }>
  const refused: ReadonlyArray<Event> = [
    { ...limit, volume: -1n },
    { ...limit, price: 0n },
    { ...limit, price: AMOUNT_LIMIT / 2n, volume: 2n },
    { ...limit, lastEon: state.eon - 1n },
    { tag: 'market', order, trader: nameOf(1n), side: 'buy', volume: -1n },
    { tag: 'cancel', order, trader: nameOf(1n) },
    { tag: 'endEon', eon: state.eon + 1n },
    ...(first === undefined
      ? []
      : [
          { ...limit, order: first.order },
          { tag: 'market' as const, order: first.order, trader: nameOf(1n), side: 'buy' as const, volume: 1n },
          { tag: 'cancel' as const, order: first.order, trader: 'stranger' as TraderId },
        ]),
  ]
  return [
    ...limits,
    ...(['buy', 'sell'] as const).map(
      (side): Event => ({ tag: 'market', order, trader: nameOf(1n), side, volume: BigInt(volumes) }),
    ),
    ...ordersOf(state.book).map(({ order: live, trader }): Event => ({ tag: 'cancel', order: live, trader })),
    { tag: 'endEon', eon: state.eon },
    ...refused,
  ]
}

/** Every book that a few events lead to, under some parameters; with other rules, what comes of their mistake. */
export const orderBookScope = (
  params: Params,
  bounds: Bounds,
  table: Rules<State, Event, Outputs> = rules,
): Explorable<Reached, Event> => {
  const next = step(table)
  return {
    name: `order-book-${bounds.events}`,
    says: `up to ${bounds.events} events of ${bounds.traders} traders, ${bounds.prices} prices, volumes to ${bounds.volumes}; ${Object.values(params).join(', ')}`,
    start: { state: orderBook.init(params), events: 0, found: [] },
    moves: (reached) => (reached.events >= bounds.events ? [] : eventsIn(reached, bounds)),
    next: ({ state, events }, event) => {
      const taken = stepOf(state, event, next(state, event))
      return { state: taken.after, events: events + 1, found: judgeStep(taken) }
    },
    // A finding is a state of its own, so that it is seen although its book is one that was seen before.
    key: ({ state, events, found }) =>
      `${events} ${state.sequence} ${state.eon} ${found.map(({ clause }) => clause).join()} ${ordersOf(state.book)
        .map(
          ({ order, trader, side, price, volume, lastEon }) => `${order}${trader}${side}${price}x${volume}e${lastEon}`,
        )
        .join()}`,
    findings: ({ found }) => found,
    show: (event) =>
      Object.values(event)
        .map((value) => String(value))
        .join(' '),
  }
}

const PARAMS: Params = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'cancel-resting' }

/** The scopes of this chapter, the smallest first. */
export const orderBookScopes: ReadonlyArray<Explorable<Reached, Event>> = [1, 2, 3].map((events) =>
  orderBookScope(PARAMS, { events, traders: 2, prices: 2, volumes: 2 }),
)
