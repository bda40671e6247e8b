import { describe, expect, it } from 'vitest'
import type { OrderId } from '../primitives/types.js'
import { everyFill, everySet, findings, OF_ONE_FILL, type Prices, submissions, VOLUMES } from './candidates.js'
import { type Placed, reader, type Snapshot } from './history.js'
import type { Event, ExecutionPrice, Outputs, Params, Preference, Removed, SelfTrade } from './types.js'

/*
 * The clauses leave exactly one outcome for every event: shown by trying every candidate. Nothing is matched here and
 * no model is asked; the one candidate that the clauses leave is the state from which the next event is tried.
 */

const THREE: Prices = [1n, 2n, 3n]
const TWO: Prices = [1n, 2n]

/** Every way in which orders may leave: the incoming one for any reason and with any volume, others for a self-trade. */
const everyRemoval = (
  event: Event & { readonly order: OrderId },
  live: ReadonlyArray<Placed>,
  selfTrade: SelfTrade,
): ReadonlyArray<ReadonlyArray<Removed>> => {
  const incoming = (['dropped', 'self-trade'] as const).flatMap((why) =>
    VOLUMES.map((volume): Removed => ({ order: event.order, volume, why })),
  )
  const own: ReadonlyArray<Placed> = selfTrade === 'allow' ? [] : live
  const subsets = own.reduce<ReadonlyArray<ReadonlyArray<Removed>>>(
    (sets, { order, volume }) => sets.flatMap((set) => [set, [...set, { order, volume, why: 'self-trade' }]]),
    [[]],
  )
  return subsets.flatMap((set) => [set, ...incoming.map((one) => [...set, one])])
}

interface Found {
  readonly books: number
  readonly candidates: number
  readonly notExactlyOne: ReadonlyArray<string>
}

/** Tries every candidate on every event of every book that up to `orders` orders lead to. */
const enumerate = (
  params: Params,
  orders: number,
  prices: Prices,
  traders: ReadonlyArray<string>,
  prune: boolean,
): Found => {
  let books = 0
  let candidates = 0
  const notExactlyOne: string[] = []
  let frontier = new Map<string, Snapshot>([['', { eon: 1n, sequence: 0, orders: [] }]])
  for (let depth = 0; depth < orders; depth++) {
    const next = new Map<string, Snapshot>()
    for (const from of frontier.values())
      for (const event of submissions(prices, traders, from.sequence)) {
        books += 1
        if (event.tag !== 'limit' && event.tag !== 'market') continue
        const ids = [...from.orders.map(({ order }) => order), event.order]
        const single = everyFill(prices, ids).filter(
          (fill) =>
            !prune ||
            !findings(params, from, event, { fills: [fill], removed: [] }).some(({ clause }) =>
              OF_ONE_FILL.has(clause),
            ),
        )
        const left: Outputs[] = []
        for (const fills of everySet(single))
          for (const removed of everyRemoval(event, from.orders, params.selfTrade)) {
            candidates += 1
            if (findings(params, from, event, { fills, removed }).length === 0) left.push({ fills, removed })
          }
        if (left.length !== 1)
          notExactlyOne.push(
            `${JSON.stringify([from.orders, event, left], (_, v) => (typeof v === 'bigint' ? String(v) : v))}`,
          )
        const after = reader(params, from)({ event, answer: { accepted: left[0] as Outputs } }).after
        // Places and ids are counted anew, so that books that differ in nothing else are one.
        const live = after.orders().map((order, place) => ({ ...order, place, order: `o${place}` as OrderId }))
        const key = live.map(({ side, price, volume, trader }) => `${side}${price}x${volume}${trader}`).join()
        next.set(key, { eon: 1n, sequence: live.length, orders: live })
      }
    frontier = next
  }
  return { books, candidates, notExactlyOne }
}

const paramsOf = (preference: Preference, executionPrice: ExecutionPrice, selfTrade: SelfTrade): Params => ({
  preference,
  executionPrice,
  selfTrade,
})

describe('the three constraints leave exactly one set of fills', () => {
  it.each(['time', 'price-time'] as const)(
    'on every book of up to four orders, three prices and two volumes, under %s preference',
    (preference) => {
      const { books, candidates, notExactlyOne } = enumerate(
        paramsOf(preference, 'resting', 'allow'),
        4,
        THREE,
        ['t'],
        true,
      )
      expect(notExactlyOne).toEqual([])
      expect(books).toBeGreaterThan(1000)
      expect(candidates).toBeGreaterThan(10 * books)
    },
  )

  it.each([
    ['time', 'incoming', 'allow'],
    ['price-time', 'incoming', 'allow'],
    ['time', 'resting', 'cancel-resting'],
    ['price-time', 'resting', 'cancel-resting'],
    ['time', 'resting', 'cancel-incoming'],
    ['price-time', 'resting', 'cancel-incoming'],
  ] as const)(
    'on every book of up to three orders of two traders and two prices, under %s, %s and %s',
    (preference, executionPrice, selfTrade) => {
      expect(
        enumerate(paramsOf(preference, executionPrice, selfTrade), 3, TWO, ['t', 'u'], true).notExactlyOne,
      ).toEqual([])
    },
  )

  it('without leaving out any candidate, on every book of up to two orders', () => {
    const whole = enumerate(paramsOf('time', 'resting', 'allow'), 2, THREE, ['t'], false)
    expect(whole.notExactlyOne).toEqual([])
    expect(whole.candidates).toBeGreaterThan(
      enumerate(paramsOf('time', 'resting', 'allow'), 2, THREE, ['t'], true).candidates,
    )
  })
})
