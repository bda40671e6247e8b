import type { Finding } from '../../spec/core/clause.js'
import { accountOf, cashOf, type Ledger } from '../../spec/margin/ledger.js'
import type { Event, Outputs, Params } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import type { Explorable } from '../core/explore.js'
import { isEnabled, type Rules, step } from '../core/machine.js'
import { run, stepOf } from '../core/run.js'
import { judgeStep } from './invariants.js'
import { futures, rules as keptRules } from './machine.js'

/** What a scope may do after its start. */
export interface Bounds {
  readonly params: Params
  /** What happened before; it is not counted. */
  readonly start: ReadonlyArray<Event>
  /** How many events follow. */
  readonly events: number
  readonly prices: ReadonlyArray<bigint>
  readonly volumes: ReadonlyArray<bigint>
  /** Which other kinds of events there are besides orders. */
  readonly kinds: ReadonlyArray<Exclude<Event['tag'], 'post'>>
  /** Deposits and withdrawals are of so much; half quote units. */
  readonly amounts: ReadonlyArray<bigint>
  /** Whether runs that only differ in the names of the traders count once: their sequence only breaks ties. */
  readonly symmetric?: boolean
}

/** A state of a scope, how many events led to it, the last of them, and what was wrong with that. */
export interface Reached {
  readonly key: string
  /** Of the last states of a scope, which have no futures, only the key is kept. */
  readonly ledger: Ledger | undefined
  readonly events: number
  readonly found: ReadonlyArray<Finding>
}

const freshId = (ledger: Ledger): OrderId => `o${ledger.market.sequence}` as OrderId

/** The events that are accepted in a state of a scope. */
export const movesOf = (bounds: Bounds, rules: Rules<Ledger, Event, Outputs> = keptRules) => {
  const enabled = isEnabled(rules)
  return ({ ledger }: Reached): ReadonlyArray<Event> => {
    if (ledger === undefined) return []
    const { traders } = bounds.params
    const order = freshId(ledger)
    const { version } = ledger
    const posts = traders.flatMap((trader) =>
      (['buy', 'sell'] as const).flatMap((side) =>
        bounds.prices.flatMap((price) =>
          bounds.volumes.map((volume): Event => ({ tag: 'post', trader, order, side, price, volume, version })),
        ),
      ),
    )
    const others: { readonly [Tag in Bounds['kinds'][number]]: () => ReadonlyArray<Event> } = {
      deposit: () => each(traders, bounds.amounts, 'deposit'),
      withdraw: () => each(traders, bounds.amounts, 'withdraw'),
      cancel: () => ledger.market.orders().map((live) => ({ tag: 'cancel', trader: live.trader, order: live.order })),
      advance: () => [{ tag: 'advance', time: ledger.time + 1n }],
      openStep: () => [{ tag: 'openStep' }],
      takePart: () => [...(ledger.step?.awaited.keys() ?? [])].map((trader) => ({ tag: 'takePart', trader })),
      endDay: () => [{ tag: 'endDay', day: ledger.day }],
    }
    return [...posts, ...bounds.kinds.flatMap((kind) => others[kind]())].filter((event) => enabled(ledger, event))
  }
}

const each = (
  traders: ReadonlyArray<TraderId>,
  amounts: ReadonlyArray<bigint>,
  tag: 'deposit' | 'withdraw',
): ReadonlyArray<Event> => traders.flatMap((trader) => amounts.map((amount): Event => ({ tag, trader, amount })))

/**
 * Two states with the same key have the same futures: the accounts, the book in its sequence, the reference price, what
 * is called and awaited since when. Ids, versions and counts of messages only say how it came about; how cash is split
 * into what is settled and what is not only matters where there are withdrawals.
 */
export const keyOf = (bounds: Bounds): ((ledger: Ledger) => string) => {
  const splits = bounds.kinds.includes('withdraw')
  const { traders } = bounds.params
  const sequences = bounds.symmetric === true ? permutations(traders) : [traders]
  return (ledger) => {
    const { market, reference, time, day, fund, step: joint, isClosed } = ledger
    const account = new Map(traders.map((trader) => [trader, accountKey(ledger, trader, splits)]))
    const orders = market.orders()
    const rest = `${reference};${day};${isClosed};${fund};${joint === undefined ? '' : time - joint.opened}`
    const keys = sequences.map((sequence) => {
      const accounts = sequence.map((trader) => account.get(trader)).join()
      const book = orders.map(
        (order) => `${sequence.indexOf(order.trader)}${order.side[0]}${order.price}x${order.volume}`,
      )
      return `${accounts};${book};${rest}`
    })
    return keys.reduce((a, b) => (b < a ? b : a))
  }
}

const accountKey = (ledger: Ledger, trader: TraderId, splits: boolean): string => {
  const account = accountOf(ledger, trader)
  const { balance, position, escrow, status, call } = account
  const since = call === undefined ? '' : `${ledger.time - call.since}@${call.price}`
  const stake = ledger.step?.awaited.get(trader) ?? ''
  const done = ledger.step?.done.get(trader) ?? ''
  return [cashOf(account), splits ? balance : '', position, escrow, status[0], since, stake, done].join(' ')
}

const permutations = <A>(some: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  some.length < 2
    ? [some]
    : some.flatMap((first, i) => permutations(some.toSpliced(i, 1)).map((rest) => [first, ...rest]))

/** Every run of a small market; other rules than the chapter's show what follows from a mistake in them. */
export const scope = (
  name: string,
  bounds: Bounds,
  rules: Rules<Ledger, Event, Outputs> = keptRules,
  start: Ledger = run(keptRules, futures.init(bounds.params), bounds.start),
): Explorable<Reached, Event> => {
  const next = step(rules)
  const key = keyOf(bounds)
  return {
    name,
    says: `${bounds.params.traders.length} traders, prices ${bounds.prices.join(', ')}, volumes ${bounds.volumes.join(', ')}, ${bounds.events} events`,
    start: { key: key(start), ledger: start, events: 0, found: [] },
    moves: movesOf(bounds, rules),
    next: ({ ledger, events }, event) => {
      const before = ledger as Ledger
      const taken = stepOf(before, event, next(before, event))
      const found = judgeStep(taken)
      return {
        key: `${key(taken.after)};${found.length}`,
        ledger: events + 1 < bounds.events ? taken.after : undefined,
        events: events + 1,
        found,
      }
    },
    key: (reached) => reached.key,
    findings: ({ found }) => found,
    show: (event) => JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  }
}

/** Three traders, a poor one among them, prices around 10; called at once or with a deadline. */
export const scopeParams: Params = {
  traders: ['alice', 'bob', 'carol'] as ReadonlyArray<string> as ReadonlyArray<TraderId>,
  openingPrice: 10n,
  initialRate: 2_000n,
  maintenanceRate: 1_000n,
  threshold: 0n,
  deadline: 1n,
  valuation: 'mid',
  liquidationPrice: 'last-solvent',
  lossRule: 'net-positions',
  markRule: 'keep',
  fund: 1n,
  dropOutRate: 1_000n,
  stepDeadline: 1n,
  lastDay: 2n,
  highestPrice: 100n,
  largestPosition: 100n,
  mostHeld: 100_000n,
}

/** Deposits, in half quote units, in the sequence of the parameters. */
export const funded = (params: Params, amounts: ReadonlyArray<bigint>): ReadonlyArray<Event> =>
  params.traders.map((trader, i) => ({ tag: 'deposit', trader, amount: amounts[i] as bigint }))

const post = (trader: number, order: string, side: 'buy' | 'sell', price: bigint, volume: bigint): Event => ({
  tag: 'post',
  trader: scopeParams.traders[trader] as TraderId,
  order: order as OrderId,
  side,
  price,
  volume,
  version: 0n,
})

/** Alice is short 2 and Bob long 2, neither with much; Carol has enough, and her quotes at 8 and 12 stand beside Bob's at 10. */
export const openPositions: ReadonlyArray<Event> = [
  ...funded(scopeParams, [14n, 24n, 200n]),
  post(1, 's1', 'buy', 10n, 2n),
  post(0, 's2', 'sell', 10n, 2n),
  post(2, 's3', 'buy', 8n, 1n),
  post(2, 's4', 'sell', 12n, 1n),
]

/** Alice is called, and her ask at 12 keeps the mid at 11.5; Bob is short too, and would not meet his margin at 12.5. */
export const aCallOpen: ReadonlyArray<Event> = [
  ...funded(scopeParams, [10n, 12n, 300n]),
  post(2, 'c1', 'buy', 10n, 4n),
  post(0, 'c2', 'sell', 10n, 2n),
  post(1, 'c3', 'sell', 10n, 2n),
  post(2, 'c4', 'buy', 8n, 1n),
  post(0, 'c5', 'sell', 12n, 1n),
  post(2, 'c6', 'sell', 14n, 1n),
  post(2, 'c7', 'buy', 11n, 1n),
]

/** Without rates: Alice, short 2 from 10, is called at 11.5; Bob bought what was against her at 12, with just enough. */
export const thinMargins: Params = { ...scopeParams, initialRate: 0n, maintenanceRate: 0n, dropOutRate: 0n }
export const aThinCounterparty: ReadonlyArray<Event> = [
  ...funded(thinMargins, [2n, 2n, 300n]),
  post(2, 't1', 'buy', 10n, 2n),
  post(0, 't2', 'sell', 10n, 2n),
  post(2, 't3', 'sell', 12n, 2n),
  post(2, 't4', 'sell', 12n, 1n),
  post(2, 't5', 'buy', 11n, 1n),
  { ...post(1, 't6', 'buy', 12n, 2n), version: 1n } as Event,
]

/**
 * Six events from the empty market: three traders, three prices, volumes to 2, one size of deposit. Runs that differ in
 * the names of the traders count once.
 */
export const fromNothing: Bounds = {
  params: scopeParams,
  start: [],
  events: 6,
  prices: [8n, 10n, 14n],
  volumes: [1n, 2n],
  kinds: ['deposit', 'cancel', 'advance', 'endDay', 'openStep', 'takePart'],
  amounts: [24n],
  symmetric: true,
}
