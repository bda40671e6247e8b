import type { OrderId } from '../primitives/types.js'
import type {
  Answer,
  Depth,
  Entry,
  Event,
  Level,
  Outputs,
  Params,
  Preference,
  Resting,
  Side,
  Submission,
} from './types.js'
import { opposite } from './types.js'

/** A live order and its place: how many orders were accepted before it. */
export interface Placed extends Resting {
  readonly place: number
}

/** An order that an event submits, before anything of it is filled. A market order has no price. */
export interface Incoming {
  readonly order: OrderId
  readonly trader: Resting['trader']
  readonly side: Side
  readonly price: bigint | undefined
  readonly volume: bigint
  readonly place: number
}

/** What is live, by a log's own account. */
export interface Account {
  readonly eon: bigint
  /** How many orders were accepted so far. */
  readonly sequence: number
  readonly size: number
  readonly get: (order: OrderId) => Placed | undefined
  /** The live orders in the sequence in which they were accepted. */
  readonly orders: () => ReadonlyArray<Placed>
  readonly depth: () => Depth
  /** The best price on a side; none where the side is empty. */
  readonly best: (side: Side) => bigint | undefined
  /**
   * The most preferred live order on `side` that is compatible with the limit of an order on the other side (no limit:
   * a market order), passing over those that `skip` names.
   */
  readonly preferred: (
    side: Side,
    limit: bigint | undefined,
    preference: Preference,
    skip?: (order: Placed) => boolean,
  ) => Placed | undefined
  /** The live orders whose last eon is this one or an earlier one. */
  readonly ending: (eon: bigint) => ReadonlyArray<Placed>
}

/**
 * One event of a log and what the clauses need to judge it, all by the log's own account: who of the orders that the
 * event and its answer name was live before, and what is live after.
 */
export interface Moment {
  readonly params: Params
  readonly event: Event
  readonly answer: Answer
  readonly observed: Entry['observed']
  readonly eon: bigint
  readonly sequence: number
  /** The named orders that were live before the event. */
  readonly before: ReadonlyMap<OrderId, Placed>
  /** The order that the event submits. */
  readonly incoming: Incoming | undefined
  /** The orders that were to leave at the end of this eon, where the event is one. */
  readonly ending: ReadonlyArray<Placed>
  /** What is live after the event. Valid until the next entry is read. */
  readonly after: Account
}

/** What an answer reports; nothing, where the event was refused. */
export const outputsOf = (answer: Answer): Outputs => ('accepted' in answer ? answer.accepted : nothing)

/** Whether the event was accepted. */
export const isAccepted = (answer: Answer): answer is Extract<Answer, { readonly accepted: Outputs }> =>
  'accepted' in answer

/** Whether an event submits an order. */
export const isSubmission = (event: Event): event is Submission => event.tag === 'limit' || event.tag === 'market'

/** Whether an order at this price is compatible with a limit of the other side; no limit is a market order. */
export const compatible = (side: Side, price: bigint, limit: bigint | undefined): boolean =>
  limit === undefined || (side === 'buy' ? price >= limit : price <= limit)

/** Whether, of two orders on one side, `a` is filled before `b`. */
export const isPreferred = (preference: Preference, a: Placed, b: Placed): boolean =>
  preference === 'price-time' && a.price !== b.price ? isBetter(a.side, a.price, b.price) : a.place < b.place

/** Whether a price is better for those who trade against it: higher for a buy, lower for a sell. */
export const isBetter = (side: Side, a: bigint, b: bigint): boolean => (side === 'buy' ? a > b : a < b)

/**
 * Reads a log, entry by entry, and keeps account of what is live by what the log itself says: an accepted order is
 * live with its volume, less what was filled, until it is filled up or leaves. Nothing is matched here: where the
 * log is wrong, so is the account, and the clauses say so.
 *
 * The reader keeps one account up to date, so that a log of any length is read in the memory of its live orders; a
 * moment's `after` is valid until the next entry is read. An entry costs O(log p) for p live prices.
 */
export const reader = (params: Params, from: Snapshot = empty): Reader => {
  const account = openAccount(from)
  const read = ({ event, answer, observed }: Entry): Moment => {
    const { eon, sequence } = account
    const incoming = isSubmission(event) ? submitted(event, sequence) : undefined
    const before = account.named(event, answer)
    const ending = event.tag === 'endEon' ? account.ending(eon) : []
    if (isAccepted(answer)) account.record(event, answer.accepted, incoming)
    return { params, event, answer, observed, eon, sequence, before, incoming, ending, after: account }
  }
  return Object.assign(read, { account })
}

/** Reads entries one by one; `account` is what is live now. */
export type Reader = ((entry: Entry) => Moment) & { readonly account: Account }

/** What was live before a moment. O(n log n) for n live orders. */
export const snapshotBefore = ({ eon, sequence, before: named, incoming, after }: Moment): Snapshot => {
  const others = after.orders().filter(({ order, place }) => !named.has(order) && place !== incoming?.place)
  return { eon, sequence, orders: [...others, ...named.values()].sort((a, b) => a.place - b.place) }
}

/** What an account can start from. */
export interface Snapshot {
  readonly eon: bigint
  readonly sequence: number
  /** In the sequence in which they were accepted. */
  readonly orders: ReadonlyArray<Placed>
}

const empty: Snapshot = { eon: 1n, sequence: 0, orders: [] }
const nothing: Outputs = { fills: [], removed: [] }

const submitted = (event: Submission, place: number): Incoming => ({
  order: event.order,
  trader: event.trader,
  side: event.side,
  price: event.tag === 'limit' ? event.price : undefined,
  volume: event.volume,
  place,
})

/** The orders at one price, in the sequence in which they were accepted. */
type Queue = Map<OrderId, Placed>

interface SideAccount {
  readonly side: Side
  /** From the worst price to the best, so that the busy end is the cheap one. */
  readonly prices: bigint[]
  readonly queues: Map<bigint, Queue>
}

interface OpenAccount extends Account {
  readonly named: (event: Event, answer: Answer) => ReadonlyMap<OrderId, Placed>
  readonly record: (event: Event, outputs: Outputs, incoming: Incoming | undefined) => void
}

const openAccount = (from: Snapshot): OpenAccount => {
  const live = new Map<OrderId, Placed>()
  const sides = { buy: openSide('buy'), sell: openSide('sell') }
  let eon = from.eon
  let sequence = from.sequence

  const add = (order: Placed): void => {
    const namesake = live.get(order.order)
    if (namesake !== undefined) leaveQueue(sides[namesake.side], namesake)
    live.set(order.order, order)
    queueAt(sides[order.side], order.price).set(order.order, order)
  }
  const setVolume = (order: Placed, volume: bigint): void => {
    if (volume <= 0n) {
      live.delete(order.order)
      leaveQueue(sides[order.side], order)
    } else {
      const left = { ...order, volume }
      live.set(order.order, left)
      sides[order.side].queues.get(order.price)?.set(order.order, left)
    }
  }
  for (const order of from.orders) add(order)

  const account: OpenAccount = {
    get eon() {
      return eon
    },
    get sequence() {
      return sequence
    },
    get size() {
      return live.size
    },
    get: (order) => live.get(order),
    orders: () => [...live.values()].sort((a, b) => a.place - b.place),
    depth: () => ({ buys: levels(sides.buy), sells: levels(sides.sell) }),
    best: (side) => sides[side].prices.at(-1),
    preferred: (side, limit, preference, skip = never) => mostPreferred(sides[side], limit, preference, skip),
    ending: (last) => [...live.values()].filter((order) => order.lastEon <= last),
    named: (event, answer) => {
      const found = new Map<OrderId, Placed>()
      const look = (id: OrderId): void => {
        const order = live.get(id)
        if (order !== undefined) found.set(id, order)
      }
      if (event.tag !== 'endEon') look(event.order)
      const { fills, removed } = outputsOf(answer)
      for (const fill of fills) {
        look(fill.maker)
        look(fill.taker)
      }
      for (const { order } of removed) look(order)
      return found
    },
    record: (event, { fills, removed }, incoming) => {
      const gone = new Set(removed.map(({ order }) => order))
      let left = incoming?.volume ?? 0n
      for (const { maker, taker, volume } of fills)
        for (const id of [maker, taker]) {
          const order = live.get(id)
          if (id === incoming?.order) left -= volume
          else if (order !== undefined) setVolume(order, order.volume - volume)
        }
      for (const id of gone) {
        const order = live.get(id)
        if (order !== undefined && id !== incoming?.order) setVolume(order, 0n)
      }
      if (incoming !== undefined) {
        sequence += 1
        if (event.tag === 'limit' && left > 0n && !gone.has(incoming.order))
          add({
            order: event.order,
            trader: event.trader,
            side: event.side,
            price: event.price,
            volume: left,
            lastEon: event.lastEon,
            place: incoming.place,
          })
      }
      if (event.tag === 'endEon') eon += 1n
    },
  }
  return account
}

const never = (): boolean => false

const openSide = (side: Side): SideAccount => ({ side, prices: [], queues: new Map() })

/** Where a price stands, or would stand, between the worst and the best. */
const rankOf = ({ side, prices }: SideAccount, price: bigint): number => {
  let low = 0
  let high = prices.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBetter(side, price, prices[middle] as bigint)) low = middle + 1
    else high = middle
  }
  return low
}

const queueAt = (side: SideAccount, price: bigint): Queue => {
  const found = side.queues.get(price)
  if (found !== undefined) return found
  const queue: Queue = new Map()
  side.queues.set(price, queue)
  side.prices.splice(rankOf(side, price), 0, price)
  return queue
}

const leaveQueue = (side: SideAccount, { order, price }: Placed): void => {
  const queue = side.queues.get(price)
  queue?.delete(order)
  if (queue?.size === 0) {
    side.queues.delete(price)
    side.prices.splice(rankOf(side, price), 1)
  }
}

const mostPreferred = (
  side: SideAccount,
  limit: bigint | undefined,
  preference: Preference,
  skip: (order: Placed) => boolean,
): Placed | undefined => {
  let found: Placed | undefined
  for (let rank = side.prices.length - 1; rank >= 0; rank--) {
    const price = side.prices[rank] as bigint
    if (!compatible(side.side, price, limit)) return found
    const first = firstOf(side.queues.get(price) as Queue, skip)
    if (first !== undefined && (found === undefined || isPreferred(preference, first, found))) found = first
    if (found !== undefined && preference === 'price-time') return found
  }
  return found
}

const firstOf = (queue: Queue, skip: (order: Placed) => boolean): Placed | undefined => {
  for (const order of queue.values()) if (!skip(order)) return order
  return undefined
}

const levels = ({ prices, queues }: SideAccount): ReadonlyArray<Level> =>
  prices
    .map((price) => ({ price, volume: sum([...(queues.get(price) as Queue).values()].map(({ volume }) => volume)) }))
    .reverse()

/** The sum of some volumes. */
export const sum = (volumes: ReadonlyArray<bigint>): bigint => volumes.reduce((total, volume) => total + volume, 0n)

/** The side on which the makers of an order stand. */
export const makerSide = (incoming: Incoming): Side => opposite(incoming.side)
