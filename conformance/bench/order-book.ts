import { createRequire } from 'node:module'
import { OrderBook } from 'nodejs-order-book'
import { random } from '../../model/core/random.js'
import { run } from '../../model/core/run.js'
import { orderBook, rules, type State } from '../../model/order-book/machine.js'
import type { Event, Preference } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { flow, type Instruction } from '../measure/generate.js'
import { inTurn, median, type Row, rounded } from './measure.js'

const { Orderbook, TRADE_SIDE } = createRequire(import.meta.url)(
  'orderbook-match-engine',
) as typeof import('orderbook-match-engine')

const INSTRUCTIONS = 1_000_000
const ROUNDS = 5
const trader = 't' as TraderId

const eventOf = (instruction: Instruction): Event =>
  instruction.tag === 'cancel'
    ? { tag: 'cancel', order: instruction.id as OrderId, trader }
    : {
        tag: 'limit',
        order: instruction.id as OrderId,
        trader,
        side: instruction.side,
        price: BigInt(instruction.price),
        volume: BigInt(instruction.volume),
        lastEon: 1n,
      }

const play = (preference: Preference, events: ReadonlyArray<Event>): State =>
  run(rules, orderBook.init({ preference, executionPrice: 'resting', selfTrade: 'allow' }), events)

const playNodejsOrderBook = (instructions: ReadonlyArray<Instruction>): void => {
  const book = new OrderBook()
  for (const instruction of instructions)
    if (instruction.tag === 'cancel') book.cancel(instruction.id)
    else
      book.limit({
        id: instruction.id,
        side: instruction.side as never,
        size: instruction.volume,
        price: instruction.price,
      })
}

const playMatchEngine = (instructions: ReadonlyArray<Instruction>): void => {
  const book = new Orderbook()
  for (const { number, ...instruction } of instructions)
    if (instruction.tag === 'limit')
      book.add(
        number,
        instruction.side === 'buy' ? TRADE_SIDE.BID : TRADE_SIDE.ASK,
        instruction.price,
        instruction.volume,
      )
    else
      try {
        book.cancel(number)
      } catch {
        // The order is no longer live.
      }
}

/** The model's speed on a random flow against two engines, and how its cost grows with what rests. */
export const orderBookRows = (): ReadonlyArray<Row> => [...throughput(), ...growth()]

const throughput = (): ReadonlyArray<Row> => {
  const instructions = flow(INSTRUCTIONS)
  const events = instructions.map(eventOf)
  const times = inTurn(ROUNDS, {
    'model, price-time': () => void play('price-time', events),
    'nodejs-order-book': () => playNodejsOrderBook(instructions),
    'model, time': () => void play('time', events),
    'orderbook-match-engine': () => playMatchEngine(instructions),
  })
  const rate = (name: keyof typeof times): number => INSTRUCTIONS / (median(times[name]) / 1000)
  const faster =
    rate('nodejs-order-book') > rate('orderbook-match-engine') ? 'nodejs-order-book' : 'orderbook-match-engine'
  // Round by round, so that noise which slows a whole round down cancels out.
  const ratio = (name: keyof typeof times): number =>
    median(times[name].map((ms, round) => (times[faster][round] as number) / ms))
  return [
    ...(['model, price-time', 'model, time'] as const).map((name) => ({
      name: `order book, ${name}`,
      value: rounded(rate(name)),
      unit: 'orders/s',
      against: faster,
      ratio: rounded(ratio(name)),
      goal: 'ratio >= 1.0',
      met: ratio(name) >= 1,
    })),
    ...(['nodejs-order-book', 'orderbook-match-engine'] as const).map((name) => ({
      name: `order book, ${name}`,
      value: rounded(rate(name)),
      unit: 'orders/s',
      against: faster,
      ratio: rounded(ratio(name)),
      goal: 'for comparison',
      met: true,
    })),
  ]
}

const SIZES = [1_000, 10_000, 100_000, 1_000_000]
const OPERATIONS = 200_000

/** What an order of the same flow costs while so many others rest away from the market. */
const growth = (): ReadonlyArray<Row> => {
  const instructions = flow(OPERATIONS, 2).map(eventOf)
  const states = new Map(SIZES.map((size) => [size, play('price-time', background(size))]))
  const times = inTurn(
    ROUNDS,
    Object.fromEntries(SIZES.map((size) => [size, () => void run(rules, states.get(size) as State, instructions)])),
  )
  const cost = (size: number): number => (median(times[size] as ReadonlyArray<number>) * 1000) / OPERATIONS
  const smallest = SIZES[0] as number
  return SIZES.map((size) => {
    const ratio = cost(size) / cost(smallest)
    const logarithm = Math.log2(size) / Math.log2(smallest)
    return {
      name: `order book, cost with ${size} resting`,
      value: rounded(cost(size)),
      unit: 'us/order',
      against: `${smallest} resting`,
      ratio: rounded(ratio),
      goal: `ratio <= ${rounded(logarithm)}, the logarithm's`,
      met: ratio <= logarithm,
    }
  })
}

/** Orders on both sides, far from where the flow trades. */
const background = (size: number): ReadonlyArray<Event> => {
  const next = random(7)
  return Array.from({ length: size }, (_, i) => {
    const distance = 1_000 + Math.floor(next() * 5_000)
    const side = i % 2 === 0 ? 'buy' : 'sell'
    const price = 10_000 + (side === 'buy' ? -distance : distance)
    return eventOf({ tag: 'limit', number: i, id: `r${i}`, side, price, volume: 10 })
  })
}
