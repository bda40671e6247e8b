import { accepted, type MomentOf, reading } from '../core/history.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import type { Answer, Entry, Event, EventOf, Observation, Outputs, Params } from './types.js'

/** A swap that a trader enacted: the amounts that it gave and took, and the eon. */
export interface Swap {
  readonly trader: TraderId
  readonly sellCoin: CoinId
  readonly buyCoin: CoinId
  readonly sold: bigint
  readonly bought: bigint
  readonly eon: bigint
}

/** A deposit, and the eon in which it was made. */
export interface Deposited extends Omit<EventOf<'deposit'>, 'tag'> {
  readonly eon: bigint
}

/** Collateral that is reserved for an eon, and the eon in which it was reserved. */
export interface Reserved extends Omit<EventOf<'reserve'>, 'tag'> {
  readonly madeIn: bigint
}

/** What a log says has happened so far, as it was said: nothing is added up. */
export interface Account {
  readonly params: Params
  /** The eon that runs. */
  readonly eon: bigint
  /** The last eon whose checkpoint passed its challenges: the one before, or while one of those is open the one before that. */
  readonly passed: bigint
  readonly prices: ReadonlyMap<CoinId, bigint>
  readonly deposits: ReadonlyArray<Deposited>
  readonly swaps: ReadonlyArray<Swap>
  readonly reserved: ReadonlyArray<Reserved>
  /** What the operator put in, and took out again as negative amounts. */
  readonly stakes: ReadonlyArray<{ readonly coin: CoinId; readonly amount: bigint }>
  readonly isFailed: boolean
}

/** One line of a log, between what the log said before it and after it. */
export type Moment = Omit<MomentOf<Account, Account, Event, Observation, Outputs>, 'failing' | 'expected'>

/** The exchange as it opens, in eon 1. */
export const opened = (params: Params): Account => ({
  params,
  eon: 1n,
  passed: 0n,
  prices: new Map(params.coins.map(({ coin, price }) => [coin, price])),
  deposits: [],
  swaps: [],
  reserved: [],
  stakes: [],
  isFailed: false,
})

/** Whether a challenge of the checkpoint of the eon before is still open. */
export const isContested = ({ eon, passed }: Pick<Account, 'eon' | 'passed'>): boolean => passed < eon - 1n

/** The two swaps that a trade is. */
export const swapsOf = (trade: EventOf<'trade'>, eon: bigint): readonly [Swap, Swap] => {
  const { seller, buyer, base, quote, baseAmount, quoteAmount } = trade
  return [
    { trader: seller, sellCoin: base, buyCoin: quote, sold: baseAmount, bought: quoteAmount, eon },
    { trader: buyer, sellCoin: quote, buyCoin: base, sold: quoteAmount, bought: baseAmount, eon },
  ]
}

/** The account after an event that was accepted. */
export const record = (account: Account, event: Event): Account => {
  const { eon, deposits, reserved, stakes } = account
  switch (event.tag) {
    case 'deposit':
      return { ...account, deposits: [...deposits, { ...event, eon }] }
    case 'stake':
      return { ...account, stakes: [...stakes, event] }
    case 'unstake':
      return { ...account, stakes: [...stakes, { coin: event.coin, amount: -event.amount }] }
    case 'reserve':
      return { ...account, reserved: [...reserved, { ...event, madeIn: eon }] }
    case 'trade':
      return { ...account, swaps: [...account.swaps, ...swapsOf(event, eon)] }
    case 'price':
      return { ...account, prices: new Map(account.prices).set(event.coin, event.price) }
    case 'endEon':
      return { ...account, eon: eon + 1n, passed: event.challenged ? eon - 1n : eon }
    case 'answer':
      return { ...account, passed: eon - 1n }
    case 'fail':
      return { ...account, isFailed: true }
  }
}

/** The moment that a line of a log makes of what was said before it. */
export const momentOf = (before: Account, event: Event, answer: Answer, observed: Observation = {}): Moment => ({
  before,
  event,
  answer,
  observed,
  after: accepted(answer) === undefined ? before : record(before, event),
})

/** Reads a log line by line. */
export const reader = (params: Params): ((entry: Entry) => Moment) => reading(opened(params), momentOf)
