import type { OrderId } from '../primitives/types.js'
import type { Moment, Placed } from './history.js'
import { compatible, isAccepted, isPreferred, makerSide, outputsOf } from './history.js'
import type { Fill, Removed, Resting } from './types.js'

// What follows from a moment, in the words in which the clauses are written.

/** The fills that an answer reports. */
export const fillsOf = (m: Moment): ReadonlyArray<Fill> => outputsOf(m.answer).fills

/** One side of a fill; a market order has no price. */
export interface Party extends Pick<Resting, 'order' | 'trader' | 'side' | 'volume'> {
  readonly price: bigint | undefined
}

/** A party, if it is the incoming order or one that was live. */
export const partyOf = (m: Moment, order: OrderId): Party | undefined =>
  m.incoming?.order === order ? m.incoming : m.before.get(order)

/** Those parties of a fill that there are. */
export const partiesOf = (m: Moment, { maker, taker }: Fill): ReadonlyArray<Party> => [
  ...present(partyOf(m, maker)),
  ...present(partyOf(m, taker)),
]

/** The parties of all fills, each once. */
export const partiesOfAll = (m: Moment): ReadonlyArray<Party> =>
  [...new Set(fillsOf(m).flatMap(({ maker, taker }) => [maker, taker]))].flatMap((order) => present(partyOf(m, order)))

/** The maker of a fill, if it was live. */
export const makerOf = (m: Moment, { maker }: Fill): Placed | undefined => m.before.get(maker)

/** A list of nothing or one. */
export const present = <A>(a: A | undefined): ReadonlyArray<A> => (a === undefined ? [] : [a])

/** What is filled of an order in this moment. */
export const filledOf = (m: Moment, order: OrderId): bigint =>
  fillsOf(m).reduce(
    (total, { maker, taker, volume }) => (maker === order || taker === order ? total + volume : total),
    0n,
  )

/** What the incoming order has left after its fills. */
export const leftover = (m: Moment): bigint =>
  m.incoming === undefined ? 0n : m.incoming.volume - filledOf(m, m.incoming.order)

/** Whether an answer says that an order left for this reason. */
export const wasRemoved = (m: Moment, id: OrderId, why: Removed['why']): boolean =>
  outputsOf(m.answer).removed.some((gone) => gone.order === id && gone.why === why)

/** Whether a self-trade rule keeps the incoming order from trading with this one. */
export const isOwn = (m: Moment, order: Pick<Placed, 'trader'>): boolean =>
  m.params.selfTrade !== 'allow' && order.trader === m.incoming?.trader

/** Of the live compatible makers of this moment, the one that should have been filled last. */
export const leastPreferredMaker = (m: Moment): Placed | undefined => {
  const { incoming } = m
  if (incoming === undefined) return undefined
  return fillsOf(m)
    .flatMap((fill) => present(makerOf(m, fill)))
    .filter((maker) => maker.side === makerSide(incoming) && compatible(maker.side, maker.price, incoming.price))
    .reduce<Placed | undefined>(
      (last, maker) => (last === undefined || isPreferred(m.params.preference, last, maker) ? maker : last),
      undefined,
    )
}

/** Why one order is preferred to another, for a message. */
export const preferredBecause = (m: Moment, rival: Placed, last: Placed): string =>
  m.params.preference === 'price-time' && rival.price !== last.price
    ? `has the better price of ${rival.price}`
    : 'was accepted earlier'

/** An order, for a message. */
export const show = ({ order, side, price }: Pick<Placed, 'order' | 'side' | 'price'>): string =>
  `${order} (${side} at ${price})`

/** Compares who left for one reason with who should have: nobody missing, nobody extra, each with all that remained. */
export const leaving = (
  m: Moment,
  why: Removed['why'],
  expected: ReadonlyArray<Pick<Placed, 'order' | 'volume'>>,
): ReadonlyArray<string> => {
  if (!isAccepted(m.answer)) return []
  const left = m.answer.accepted.removed.filter((gone) => gone.why === why)
  if (left.length === 0 && expected.length === 0) return []
  const due = new Map(expected.map(({ order, volume }) => [order, volume]))
  const gone = new Map(left.map(({ order, volume }) => [order, volume]))
  return [
    ...expected.flatMap(({ order, volume }) =>
      gone.has(order) ? [] : [`${order} should have been ${why}, with the ${volume} left of it`],
    ),
    ...left.flatMap(({ order, volume }, i) => {
      const remains = due.get(order)
      if (remains === undefined) return [`${order} is ${why} without a reason`]
      if (left.findIndex((other) => other.order === order) !== i) return [`${order} is ${why} twice`]
      return remains === volume ? [] : [`${order} is ${why} with ${volume}, but ${remains} remained of it`]
    }),
  ]
}
