import type { Finding } from '../core/clause.js'
import type { Fill, Side } from '../order-book/types.js'
import type { OrderId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { type Effect, effectOf } from './effects.js'
import { momentOf, openLog } from './history.js'
import type { Ledger } from './ledger.js'
import type { Event, Outputs, Params } from './types.js'

/** An event, and what it fills: these runs are written down, nothing is matched. */
export interface Written {
  readonly event: Event
  readonly fills: ReadonlyArray<Fill>
}

const names = (...some: ReadonlyArray<string>): ReadonlyArray<TraderId> => some as ReadonlyArray<TraderId>

/** P Fig. 1: no rates, a threshold of zero, cashed out at once. */
export const PAPER: Params = {
  traders: names('alice', 'bob', 'carol', 'eve', 'maker'),
  openingPrice: 10n,
  initialRate: 0n,
  maintenanceRate: 0n,
  threshold: 0n,
  deadline: 0n,
  valuation: 'mid',
  liquidationPrice: 'last-solvent',
  lossRule: 'net-positions',
  markRule: 'keep',
  fund: 0n,
  dropOutRate: 0n,
  stepDeadline: 1n,
  lastDay: 9n,
  highestPrice: 1_000n,
  largestPosition: 1_000n,
  mostHeld: 10_000_000n,
}

/** A deposit of whole quote units. */
export const deposit = (trader: string, units: bigint): Written => ({
  event: { tag: 'deposit', trader: trader as TraderId, amount: 2n * units },
  fills: [],
})

/** An order, and the orders that it fills: id, volume and price of each. */
export const post = (
  trader: string,
  order: string,
  side: Side,
  volume: bigint,
  price: bigint,
  fills: ReadonlyArray<readonly [string, bigint, bigint]> = [],
): Written => ({
  event: { tag: 'post', trader: trader as TraderId, order: order as OrderId, side, price, volume, version: 0n },
  fills: fills.map(([maker, filled, at]) => ({
    maker: maker as OrderId,
    taker: order as OrderId,
    volume: filled,
    price: at,
  })),
})

export const cancel = (trader: string, order: string): Written => ({
  event: { tag: 'cancel', trader: trader as TraderId, order: order as OrderId },
  fills: [],
})

export const advance = (time: bigint): Written => ({ event: { tag: 'advance', time }, fills: [] })

/** An event does what it should do; a credential is always of the moment. */
export const played = (ledger: Ledger, { event, fills }: Written): Effect =>
  effectOf(ledger, current(ledger, event), { fills, removed: [] })

/** The event, with the version of the book that stands. */
export const current = ({ version }: Ledger, event: Event): Event =>
  event.tag === 'post' ? { ...event, version } : event

/** What a run leads to. */
export const play = (params: Params, run: ReadonlyArray<Written>): Ledger =>
  run.reduce((ledger, written) => played(ledger, written).ledger, openLog(params))

/** What one more event does. */
export const outputsOf = (ledger: Ledger, written: Written): Outputs => played(ledger, written).outputs

/** What the clauses say of one more event, where a market says that it did something else than it should. */
export const judged = (ledger: Ledger, written: Written, changes: Partial<Outputs>): ReadonlyArray<Finding> => {
  const answer = { accepted: { ...outputsOf(ledger, written), ...changes } }
  return judgeMoment(momentOf(ledger, current(ledger, written.event), answer, {}))
}

/** Alice, with 500, sells 90 at 10, 30 to each of three. */
export const SHORT_NINETY: ReadonlyArray<Written> = [
  deposit('alice', 500n),
  ...['bob', 'carol', 'eve', 'maker'].map((trader) => deposit(trader, 10_000n)),
  ...['bob', 'carol', 'eve'].map((trader) => post(trader, `${trader}-long`, 'buy', 30n, 10n)),
  post('alice', 'short', 'sell', 90n, 10n, [
    ['bob-long', 30n, 10n],
    ['carol-long', 30n, 10n],
    ['eve-long', 30n, 10n],
  ]),
]

/** A bid of 9, asks of 11 and 17. */
export const QUOTED: ReadonlyArray<Written> = [
  ...SHORT_NINETY,
  post('maker', 'bid-9', 'buy', 1n, 9n),
  post('bob', 'ask-11', 'sell', 1n, 11n),
  post('maker', 'ask-17', 'sell', 1n, 17n),
]

/** Carol takes the ask at 11: the mid is 13. */
export const WIPED: ReadonlyArray<Written> = [
  ...QUOTED,
  post('carol', 'carol-11', 'buy', 1n, 11n, [['ask-11', 1n, 11n]]),
]

/** Eve's bid of 15. */
export const EVE = post('eve', 'eve-15', 'buy', 1n, 15n)
