import * as E from 'fp-ts/lib/Either.js'
import { WHOLE } from '../../spec/margin/margin.js'
import type { Event, Params } from '../../spec/margin/types.js'
import type { Side } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { step } from '../core/machine.js'
import { random } from '../core/random.js'
import { stepOf } from '../core/run.js'
import { futures, rules } from './machine.js'
import { invalidated, makesStale } from './monotonicity.js'

// How often security turns out not to be monotonic: a flow of orders, given to traders at random, and how many proofs
// of margin each of its events voids.

/** An instruction of a flow of orders; a price of zero is no limit. */
export type Instruction =
  | { readonly tag: 'limit'; readonly id: string; readonly side: Side; readonly price: bigint; readonly volume: bigint }
  | { readonly tag: 'cancel'; readonly id: string }

/** What a flow does not say, and is assumed. */
export interface Assumed {
  /** Among how many traders the orders are dealt out, each to one at random; and the seed of that. */
  readonly traders: number
  readonly seed: number
  readonly initialRate: bigint
  readonly maintenanceRate: bigint
  /**
   * What a trader starts with is drawn between 2^from and 2^to times the initial margin of a middling order, each power
   * as likely as any other.
   */
  readonly cash: readonly [from: number, to: number]
  /** How many instructions make a window. */
  readonly window: number
}

/** As the chapter has it: 100 traders, one rate of a twentieth for everything, from a quarter of an order to 64. */
export const assumedDay: Assumed = {
  traders: 100,
  seed: 1,
  initialRate: 500n,
  maintenanceRate: 500n,
  cash: [-2, 6],
  window: 1_000,
}

/** What happened in a stretch of a day. */
export interface Window {
  /** The instructions after which it begins and ends. */
  readonly from: number
  readonly to: number
  /** Proofs of traders who did nothing themselves that became void, and how many instructions did so. */
  readonly voided: number
  readonly voiding: number
  /** Instructions after which everybody's credential is of an old version. */
  readonly stale: number
}

/** What a day came to. */
export interface Day {
  readonly instructions: number
  readonly refused: number
  readonly fills: number
  readonly voided: number
  readonly voiding: number
  readonly stale: number
  /** How many traders it happened to at least once. */
  readonly struck: number
  readonly windows: ReadonlyArray<Window>
}

/** Plays a day. Nobody meets a call but by what the market does, and no deadline passes. O(instructions x log traders). */
export const playDay = (instructions: ReadonlyArray<Instruction>, assumed: Assumed): Day => {
  const next = step(rules)
  const draw = random(assumed.seed)
  const params = paramsFor(instructions, assumed)
  let ledger = futures.init(params)
  for (const event of funding(instructions, params, assumed, draw)) {
    const outcome = next(ledger, event)
    if (E.isRight(outcome)) ledger = outcome.right.state
  }
  const owners = new Map<string, TraderId>()
  const struck = new Set<TraderId>()
  const windows: Window[] = []
  const total = { refused: 0, fills: 0 }
  for (const [i, instruction] of instructions.entries()) {
    const trader = ownerOf(instruction, owners, params, draw)
    const event = eventOf(instruction, trader, ledger.version, params)
    const taken = stepOf(ledger, event, next(ledger, event))
    ledger = taken.after
    const voided = invalidated(taken)
    for (const one of voided) struck.add(one)
    if (E.isLeft(taken.answer)) total.refused += 1
    else total.fills += taken.answer.right.fills.length
    count(windows, i, assumed.window, voided.length, makesStale(taken))
  }
  const sum = (of: (window: Window) => number): number => windows.reduce((all, window) => all + of(window), 0)
  return {
    instructions: instructions.length,
    ...total,
    voided: sum(({ voided }) => voided),
    voiding: sum(({ voiding }) => voiding),
    stale: sum(({ stale }) => stale),
    struck: struck.size,
    windows,
  }
}

/** What a day comes to on average over some seeds, by how much more is asked for an order than for staying in. */
export interface Measured {
  /** The initial rate, in ten-thousandths. */
  readonly initialRate: bigint
  readonly seeds: ReadonlyArray<number>
  /** Averages over the seeds, for a thousand instructions. */
  readonly voided: number
  readonly voiding: number
  readonly stale: number
  /** The averages for each window. */
  readonly windows: ReadonlyArray<Window>
}

/** Plays a day with each seed and each initial rate. */
export const measureDay = (
  instructions: ReadonlyArray<Instruction>,
  assumed: Assumed,
  seeds: ReadonlyArray<number>,
  initialRates: ReadonlyArray<bigint>,
): ReadonlyArray<Measured> =>
  initialRates.map((initialRate) => {
    const days = seeds.map((seed) => playDay(instructions, { ...assumed, initialRate, seed }))
    const mean = (of: (day: Day) => number): number => days.reduce((sum, day) => sum + of(day), 0) / days.length
    const perThousand = (of: (day: Day) => number): number => (mean(of) * 1_000) / instructions.length
    return {
      initialRate,
      seeds,
      voided: perThousand(({ voided }) => voided),
      voiding: perThousand(({ voiding }) => voiding),
      stale: perThousand(({ stale }) => stale),
      windows: (days[0]?.windows ?? []).map(({ from, to }, i) => ({
        from,
        to,
        voided: mean(({ windows }) => windows[i]?.voided ?? 0),
        voiding: mean(({ windows }) => windows[i]?.voiding ?? 0),
        stale: mean(({ windows }) => windows[i]?.stale ?? 0),
      })),
    }
  })

const count = (windows: Window[], i: number, length: number, voided: number, isStale: boolean): void => {
  const at = Math.floor(i / length)
  const { from, voided: soFar, voiding, stale } = windows[at] ?? { from: i, voided: 0, voiding: 0, stale: 0 }
  windows[at] = {
    from,
    to: i + 1,
    voided: soFar + voided,
    voiding: voiding + (voided > 0 ? 1 : 0),
    stale: stale + (isStale ? 1 : 0),
  }
}

const limits = (instructions: ReadonlyArray<Instruction>) =>
  instructions.flatMap((one) => (one.tag === 'limit' && one.price > 0n ? [one] : []))

const middle = (numbers: ReadonlyArray<bigint>): bigint =>
  [...numbers].sort((a, b) => (a < b ? -1 : 1))[Math.floor(numbers.length / 2)] ?? 1n

const paramsFor = (instructions: ReadonlyArray<Instruction>, assumed: Assumed): Params => {
  const orders = limits(instructions)
  const prices = orders.map(({ price }) => price)
  const highest = prices.reduce((a, b) => (b > a ? b : a), 1n)
  return {
    traders: Array.from({ length: assumed.traders }, (_, i) => `t${i}` as TraderId),
    openingPrice: middle(prices),
    initialRate: assumed.initialRate,
    maintenanceRate: assumed.maintenanceRate,
    threshold: 0n,
    deadline: 2n ** 40n,
    valuation: 'mid',
    liquidationPrice: 'last-solvent',
    lossRule: 'net-positions',
    markRule: 'keep',
    fund: 0n,
    dropOutRate: 0n,
    stepDeadline: 1n,
    lastDay: 1n,
    highestPrice: 2n * highest,
    largestPosition: orders.reduce((sum, { volume }) => sum + volume, 1n),
    mostHeld: 2n ** 100n,
  }
}

const funding = (
  instructions: ReadonlyArray<Instruction>,
  { traders, initialRate, openingPrice }: Params,
  { cash: [from, to] }: Assumed,
  draw: () => number,
): ReadonlyArray<Event> => {
  const lots = middle(limits(instructions).map(({ volume }) => volume))
  const margin = Number((initialRate * 2n * openingPrice * lots) / WHOLE)
  return traders.map((trader) => ({
    tag: 'deposit',
    trader,
    amount: BigInt(Math.ceil(margin * 2 ** (from + (to - from) * draw()))),
  }))
}

const ownerOf = (
  instruction: Instruction,
  owners: Map<string, TraderId>,
  { traders }: Params,
  draw: () => number,
): TraderId => {
  const known = owners.get(instruction.id)
  if (instruction.tag === 'cancel' && known !== undefined) return known
  const trader = traders[Math.floor(draw() * traders.length)] as TraderId
  owners.set(instruction.id, trader)
  return trader
}

const eventOf = (instruction: Instruction, trader: TraderId, version: bigint, { highestPrice }: Params): Event => {
  const order = instruction.id as OrderId
  if (instruction.tag === 'cancel') return { tag: 'cancel', trader, order }
  const { side, volume } = instruction
  const price = instruction.price > 0n ? instruction.price : side === 'buy' ? highestPrice : 1n
  return { tag: 'post', trader, order, side, price, volume, version }
}
