import { Map as ImmutableMap } from 'immutable'
import type { Finding } from '../../spec/core/clause.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Placed } from '../../spec/order-book/history.js'
import { type Event, type Outputs, Side } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import type { Explorable } from '../core/explore.js'
import { among, type Finite, integers, literals, record, tabled, upTo } from '../core/finite.js'
import { type Rules, ruleOf } from '../core/machine.js'
import { append, type Book, ordersOf } from './book.js'
import { invariants } from './invariants.js'
import { rules, type State } from './machine.js'

// Every book of up to so many live orders, however it came about. The same model stands in Promela and in Quint in
// conformance/bench/models, to compare.

const PARAMS: State['params'] = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'cancel-resting' }
const TRADERS = ['t1', 't2'] as ReadonlyArray<string> as ReadonlyArray<TraderId>
const SIZES = [1n, 2n]
const idOf = (place: number): OrderId => `o${place}` as OrderId

/** What the live order at a place is, in an eon: it lives until the end of that one or of the next. */
const orderIn =
  (eon: bigint) =>
  (place: number): Finite<Placed> => {
    const orders = record({
      trader: among(TRADERS),
      side: literals(Side),
      price: integers(1n, 2n),
      volume: integers(1n, 2n),
      lastEon: integers(eon, eon + 1n),
    })
    return tabled({ ...orders, at: (index) => ({ ...orders.at(index), order: idOf(place), place }) })
  }

/**
 * The books of up to so many live orders. Which eon it is, how many orders there were and what they were called makes
 * no difference to the future: a state is made again in eon 1, with its live orders numbered from 0.
 */
export const books = (most: number): Finite<State> => {
  const [inFirst, inSecond] = [upTo(most, orderIn(1n)), upTo(most, orderIn(2n))]
  const places = Array.from({ length: most + 1 }, (_, sequence) =>
    ImmutableMap(Array.from({ length: sequence }, (_, place): [OrderId, number] => [idOf(place), place])),
  )
  return {
    size: inFirst.size,
    indexOf: ({ eon, book }) => (eon === 1n ? inFirst : inSecond).indexOf(ordersOf(book)),
    at: (index) => {
      const orders = inFirst.at(index)
      const sequence = orders.length
      return {
        params: PARAMS,
        eon: 1n,
        sequence,
        book: orders.reduce<Book | undefined>(append, undefined),
        places: places[sequence] as State['places'],
      }
    },
  }
}

/** Every event of the scope that a book of so many orders accepts, but for cancels. */
const eventsAt = (sequence: number, most: number): ReadonlyArray<Event> => {
  const order = idOf(sequence)
  const limits = TRADERS.flatMap((trader) =>
    Side.values.flatMap((side) =>
      SIZES.flatMap((price) =>
        SIZES.flatMap((volume) =>
          [1n, 2n].map((lastEon): Event => ({ tag: 'limit', order, trader, side, price, volume, lastEon })),
        ),
      ),
    ),
  )
  const markets = TRADERS.flatMap((trader) =>
    Side.values.flatMap((side) => SIZES.map((volume): Event => ({ tag: 'market', order, trader, side, volume }))),
  )
  return [...(sequence < most ? limits : []), ...markets, { tag: 'endEon', eon: 1n }]
}

/** The clauses that a state breaks in which an invariant of every state does not hold. */
const clauseOf = (invariant: string): ClauseId => (invariant === 'uncrossed' ? 'OB-3' : 'OB-15')

const findings = (state: State): ReadonlyArray<Finding> => {
  const found: Finding[] = []
  for (const invariant of invariants)
    if (invariant.kind === 'always')
      for (const message of invariant.findings(state)) found.push({ clause: clauseOf(invariant.name), message })
  return found
}

/** Every book of up to so many live orders, each of which keeps what every state must. */
export const liveScope = (most: number, table: Rules<State, Event, Outputs> = rules): Explorable<State, Event> => {
  const finite = books(most)
  const events = Array.from({ length: most + 1 }, (_, sequence) => eventsAt(sequence, most))
  return {
    name: `order-book-live-${most}`,
    says: `every book of up to ${most} live orders of 2 traders, 2 prices, volumes to 2, this eon and the next; ${Object.values(PARAMS).join(', ')}`,
    start: finite.at(0),
    moves: ({ sequence, book }) => [
      ...(events[sequence] as ReadonlyArray<Event>),
      ...ordersOf(book).map(({ order, trader }): Event => ({ tag: 'cancel', order, trader })),
    ],
    // What is offered is accepted, so no guard has to be asked again.
    next: (state, event) => ruleOf(table, event).becomes(state, event).state,
    key: (state) => String(finite.indexOf(state)),
    finite,
    findings,
    show: (event) =>
      Object.values(event)
        .map((value) => String(value))
        .join(' '),
  }
}

/** The scopes of live orders, the smallest first. */
export const liveScopes: ReadonlyArray<Explorable<State, Event>> = [2, 3, 4, 5].map((most) => liveScope(most))
