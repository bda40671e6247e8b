import { describe, expect, it } from 'vitest'
import { findings, submissions } from '../../spec/order-book/candidates.js'
import { reader, type Snapshot } from '../../spec/order-book/history.js'
import type { Event, Params } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { firstBroken, verifyBook } from '../../spec/receipts/appending.js'
import { judge } from '../../spec/receipts/clauses.js'
import { CONTRACT, hash as realHash } from '../../spec/receipts/runs.js'
import type { PlainOrder } from '../../spec/receipts/types.js'
import { run } from '../core/run.js'
import { orderBook, rules } from '../order-book/machine.js'
import { internedSuite } from '../primitives/interned.js'
import {
  type Arrived,
  arrived,
  commitmentOf,
  emptyProving,
  type Filled,
  filledBy,
  type Proving,
  proveBook,
  proveOrder,
} from './prover.js'

const PARAMS: Params = { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' }
const { hash } = internedSuite()

type Limit = Extract<Event, { readonly tag: 'limit' }>

const plainOf = ({ order, trader, side, price, volume }: Limit): PlainOrder => ({ order, trader, side, price, volume })

/** A book of a few orders, as its prover keeps it and as the order book's clauses see it. */
interface Small {
  readonly orders: ReadonlyArray<PlainOrder>
  readonly book: Proving
  readonly live: Snapshot
}

const permutations = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all.length < 2
    ? [all]
    : all.flatMap((one, i) => permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]))

/** Every set of fills of an incoming order with orders before it: of each nothing, or a volume up to one that nobody has. */
const fillsOf = (makers: number, most: bigint): ReadonlyArray<Filled['fills']> =>
  Array.from({ length: makers }, (_, maker) => maker).reduce<ReadonlyArray<Filled['fills']>>(
    (sets, maker) =>
      sets.flatMap((set) => [
        set,
        ...Array.from({ length: Number(most) }, (_, i) => [...set, { maker, volume: BigInt(i + 1) }]),
      ]),
    [[]],
  )

/** Whether any proof of an order with these fills is accepted, in whatever sequence it takes them. */
const provable = ({ book, orders }: Small, log: Arrived, filled: Filled): boolean =>
  permutations(filled.fills).some((fills) => {
    // A prover cannot hash what is less than nothing.
    const isThere = fills.every(({ maker, volume }) => volume <= (book.leaves.get(maker)?.remaining ?? 0n))
    const taken = fills.reduce((sum, { volume }) => sum + volume, 0n)
    if (!isThere || taken > filled.order.volume) return false
    const { appended } = proveOrder(book, log, { ...filled, fills })
    const claim = {
      hash,
      contract: CONTRACT,
      log: log.log,
      count: BigInt(orders.length),
      before: commitmentOf(book),
      appended,
    }
    return firstBroken(claim) === undefined
  })

/** Tries every set of fills for every order in every book that up to so many orders lead to. */
const enumerate = (most: number, prices: ReadonlyArray<bigint>) => {
  const wrong: string[] = []
  let [books, candidates, proven] = [0, 0, 0]
  let frontier = new Map<string, Small>([
    ['', { orders: [], book: emptyProving(hash), live: { eon: 1n, sequence: 0, orders: [] } }],
  ])
  for (let n = 0; n < most; n++) {
    const next = new Map<string, Small>()
    for (const small of frontier.values())
      for (const event of submissions(prices, ['t'], n)) {
        if (event.tag !== 'limit') continue
        books += 1
        const orders = [...small.orders, plainOf(event)]
        const log = arrived(hash, CONTRACT, orders)
        for (const fills of fillsOf(n, 3n)) {
          candidates += 1
          const filled: Filled = { order: plainOf(event), fills }
          const reported = fills.map(({ maker, volume }) => {
            const { order, price } = orders[maker] as PlainOrder
            return { maker: order, taker: event.order, price, volume }
          })
          const outputs = { fills: reported, removed: [] }
          const subject = {
            isProven: provable(small, log, filled),
            findings: findings(PARAMS, small.live, event, outputs),
          }
          for (const { clause, message } of judge(subject))
            wrong.push(`${clause} ${JSON.stringify([orders, fills], (_, v) => String(v))} ${message}`)
          if (!subject.isProven) continue
          proven += 1
          const { book } = proveOrder(small.book, log, filled)
          const { after } = reader(PARAMS, small.live)({ event, answer: { accepted: outputs } })
          const key = book.leaves.map(({ side, price, remaining }) => `${side}${price}x${remaining}`).join()
          next.set(key, { orders, book, live: { eon: 1n, sequence: n + 1, orders: after.orders() } })
        }
      }
    frontier = next
  }
  return { wrong, books, candidates, proven }
}

describe('a book can be proven exactly if its fills keep the three constraints', () => {
  it('in every book of up to three orders, three prices and two volumes', () => {
    const { wrong, books, candidates, proven } = enumerate(3, [1n, 2n, 3n])
    expect(wrong).toEqual([])
    // Of all candidates for an order one can be proven.
    expect(proven).toBe(books)
    expect(candidates).toBeGreaterThan(5 * books)
  })

  it('with real hashes, for the fills of the model of the order book', () => {
    const orders = Array.from(
      { length: 60 },
      (_, i): PlainOrder => ({
        order: `o${i}` as OrderId,
        trader: `t${i % 3}` as TraderId,
        side: (i * 7) % 5 < 2 ? 'buy' : 'sell',
        price: BigInt(10 + ((i * 13) % 7)),
        volume: BigInt((i * 11) % 6),
      }),
    )
    const log = arrived(realHash, CONTRACT, orders)
    const filled = matched(orders)
    const appended = proveBook(realHash, log, filled)
    expect(filled.flatMap(({ fills }) => fills).length).toBeGreaterThan(20)
    const claim = { hash: realHash, contract: CONTRACT, log: log.log, appended }
    expect(verifyBook(claim)).toMatchObject({ tag: 'proven', count: 60n, book: appended.at(-1)?.after })
    // One fill of one lot less, and the book cannot be proven.
    const at = filled.findIndex(({ fills }) => fills.length > 0 && fills[0]?.volume !== 1n)
    const spoiled = filled.map((one, i) =>
      i === at ? { ...one, fills: one.fills.map((fill) => ({ ...fill, volume: fill.volume - 1n })) } : one,
    )
    expect(verifyBook({ ...claim, appended: proveBook(realHash, log, spoiled.slice(0, at + 1)) })).toMatchObject({
      tag: 'broken',
      at,
    })
  })
})

/** The fills that the model gives some orders. */
const matched = (orders: ReadonlyArray<PlainOrder>): ReadonlyArray<Filled> => {
  const placeOf = (order: OrderId): number => orders.findIndex((one) => one.order === order)
  let state = orderBook.init(PARAMS)
  return orders.map((order) => {
    const event: Event = { tag: 'limit', ...order, lastEon: 1n }
    const { outputs } = rules.limit.becomes(state, event as Limit)
    state = run(rules, state, [event])
    return filledBy(order, outputs.fills, placeOf)
  })
}
