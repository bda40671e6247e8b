import type { ClauseId } from '../core/ids.js'
import type { OrderId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { reader, type Snapshot } from './history.js'
import type { Event, Fill, Outputs, Params, Side } from './types.js'

// Every candidate for what an event of a small book does: for tests that try them all. Nothing is matched here.

/** The prices of a small book. */
export type Prices = ReadonlyArray<bigint>
/** The volumes of its orders and fills. */
export const VOLUMES = [1n, 2n]
const SIDES: ReadonlyArray<Side> = ['buy', 'sell']

/** Clauses that judge each fill for itself: a candidate that holds a fill which breaks one of them breaks it too. */
export const OF_ONE_FILL: ReadonlySet<ClauseId> = new Set<ClauseId>(['OB-2', 'OB-4', 'OB-5', 'OB-7', 'OB-8'])

/** What the clauses say of an event with these outputs, in a book. */
export const findings = (params: Params, from: Snapshot, event: Event, outputs: Outputs) =>
  judgeMoment(reader(params, from)({ event, answer: { accepted: outputs } }))

/** Every order that an event may submit: each side, price and volume as a limit order, each side and volume at market. */
export const submissions = (prices: Prices, traders: ReadonlyArray<string>, place: number): ReadonlyArray<Event> => {
  const order = `o${place}` as OrderId
  return traders.flatMap((name) => {
    const trader = name as TraderId
    return SIDES.flatMap((side) =>
      VOLUMES.flatMap(
        (volume): ReadonlyArray<Event> => [
          ...prices.map((price) => ({ tag: 'limit' as const, order, trader, side, price, volume, lastEon: 1n })),
          { tag: 'market', order, trader, side, volume },
        ],
      ),
    )
  })
}

/** Every fill of any two of these orders, in either direction, at any price and volume. */
export const everyFill = (prices: Prices, ids: ReadonlyArray<OrderId>): ReadonlyArray<Fill> =>
  ids.flatMap((maker) =>
    ids.flatMap((taker) =>
      maker === taker ? [] : prices.flatMap((price) => VOLUMES.map((volume) => ({ maker, taker, price, volume }))),
    ),
  )

/** Every choice of at most one fill for each pair. */
export const everySet = (fills: ReadonlyArray<Fill>): ReadonlyArray<ReadonlyArray<Fill>> => {
  const pairs = [...new Set(fills.map(({ maker, taker }) => `${maker} ${taker}`))]
  return pairs.reduce<ReadonlyArray<ReadonlyArray<Fill>>>(
    (sets, pair) =>
      sets.flatMap((set) => [
        set,
        ...fills.filter(({ maker, taker }) => `${maker} ${taker}` === pair).map((fill) => [...set, fill]),
      ]),
    [[]],
  )
}
