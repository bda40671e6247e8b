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
    says: saysOf(bounds),
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
    show,
    replay: (path) => {
      const events: Event[] = []
      const moves = movesOf(bounds, rules)
      path.reduce((ledger, at) => {
        const event = moves({ key: '', ledger, events: 0, found: [] })[at] as Event
        events.push(event)
        return stepOf(ledger, event, next(ledger, event)).after
      }, start)
      return { params: bounds.params, events: [...bounds.start, ...events] }
    },
  }
}

const saysOf = ({ params, start, events, prices, volumes, kinds, symmetric }: Bounds): string => {
  const { traders, deadline, valuation, liquidationPrice, lossRule, markRule } = params
  return [
    `${events} events ${start.length === 0 ? 'from the empty market' : `after ${start.length} that open positions`}`,
    `${traders.length} traders, prices ${prices.join(', ')}, volumes ${volumes.join(', ')}; orders, ${kinds.join(', ') || 'nothing else'}`,
    `deadline ${deadline}, ${valuation}, ${liquidationPrice}, ${lossRule}, ${markRule}`,
    ...(symmetric === true ? ['runs that differ in the names of the traders count once'] : []),
  ].join('; ')
}

/** An event, in a few words. */
export const show = (event: Event): string => {
  switch (event.tag) {
    case 'post':
      return `${event.trader} ${event.side}s ${event.volume} at ${event.price}`
    case 'cancel':
      return `${event.trader} cancels ${event.order}`
    case 'deposit':
    case 'withdraw':
      return `${event.trader} ${event.tag}s ${event.amount}`
    case 'takePart':
      return `${event.trader} takes part`
    case 'advance':
      return `the clock says ${event.time}`
    case 'endDay':
      return `day ${event.day} ends`
    case 'openStep':
      return 'a joint step opens'
  }
}
