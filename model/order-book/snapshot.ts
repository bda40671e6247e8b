import { Map as ImmutableMap } from 'immutable'
import type { Snapshot } from '../../spec/order-book/history.js'
import type { Params } from '../../spec/order-book/types.js'
import { append, type Book, ordersOf } from './book.js'
import type { State } from './machine.js'

/** What is live in a state, in the form in which an account can start from it. */
export const snapshotOf = ({ eon, sequence, book }: State): Snapshot => ({ eon, sequence, orders: ordersOf(book) })

/** The state in which these orders are live. O(n log n) for n orders. */
export const stateOf = (params: Params, { eon, sequence, orders }: Snapshot): State => ({
  params,
  eon,
  sequence,
  book: orders.reduce<Book | undefined>(append, undefined),
  places: ImmutableMap(orders.map(({ order, place }) => [order, place])),
})
