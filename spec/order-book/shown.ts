import type { OrderId } from '../primitives/types.js'
import { show } from './facts.js'
import { isAccepted, type Moment, type Placed } from './history.js'
import type { Resting } from './types.js'

/** Where what is shown differs from what is live; the sequence is for OB-14 to judge. */
export const shownWrongly = (m: Moment): ReadonlyArray<string> => {
  const { observed, after } = m
  if (observed === undefined) return []
  const found: string[] = []
  if (observed.eon !== undefined && observed.eon !== after.eon)
    found.push(`eon ${observed.eon} is said to run, but it is ${after.eon}`)
  if (observed.book !== undefined) found.push(...bookWrongly(observed.book, after.orders(), dummyOf(m)))
  if (observed.depth !== undefined) {
    const depth = after.depth()
    for (const side of ['buys', 'sells'] as const) {
      const shown = observed.depth[side].map(({ price, volume }) => `${volume} at ${price}`).join(', ')
      const live = depth[side].map(({ price, volume }) => `${volume} at ${price}`).join(', ')
      if (shown !== live)
        found.push(`the depth shows ${side} of ${shown || 'nothing'}, but live are ${live || 'nothing'}`)
    }
  }
  return found
}

/** An order of volume zero that was just accepted: where the book shows nothing of it, that is for OB-13 to judge. */
const dummyOf = ({ answer, incoming }: Moment): OrderId | undefined =>
  isAccepted(answer) && incoming?.volume === 0n ? incoming.order : undefined

const bookWrongly = (
  book: ReadonlyArray<Resting>,
  live: ReadonlyArray<Placed>,
  dummy: OrderId | undefined,
): ReadonlyArray<string> => {
  const shown = new Map(book.map((order) => [order.order, order]))
  const due = new Set(live.map(({ order }) => order))
  return [
    ...live.flatMap((order) => {
      const seen = shown.get(order.order)
      if (seen === undefined) return [`the book lacks ${show(order)}, which has ${order.volume} left`]
      if (seen.volume !== order.volume)
        return [`the book shows ${seen.volume} left of ${order.order}, but it is ${order.volume}`]
      return seen.side === order.side &&
        seen.price === order.price &&
        seen.trader === order.trader &&
        seen.lastEon === order.lastEon
        ? []
        : [`the book shows ${order.order} with other terms than it was accepted with`]
    }),
    ...book.flatMap(({ order }, i) =>
      book.findIndex((other) => other.order === order) === i ? [] : [`the book shows ${order} twice`],
    ),
    ...book.flatMap(({ order, volume }) =>
      due.has(order) || (volume === 0n && order === dummy) ? [] : [`the book shows ${order}, which is not live`],
    ),
  ]
}
