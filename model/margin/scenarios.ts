import { PAPER } from '../../spec/margin/runs.js'
import type { Event, Params } from '../../spec/margin/types.js'
import type { Side } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'

/** A run that shows one thing. */
export interface Scenario {
  readonly name: string
  readonly says: string
  readonly source: string
  readonly params: Params
  readonly events: ReadonlyArray<Event>
}

/** Money in quote units, as the paper has it, in half units. */
export const units = (n: number): bigint => BigInt(2 * n)

const names = (...some: ReadonlyArray<string>): ReadonlyArray<TraderId> => some as ReadonlyArray<TraderId>

/** P Fig. 1: no rates, a threshold of zero, cashed out in the same step at the previous price. */
export const paper: Params = { ...PAPER, lastDay: 1n, mostHeld: units(1_000_000) }

const deposit = (trader: string, amount: number): Event => ({
  tag: 'deposit',
  trader: trader as TraderId,
  amount: units(amount),
})

const post = (trader: string, order: string, side: Side, volume: number, price: number, version = 0): Event => ({
  tag: 'post',
  trader: trader as TraderId,
  order: order as OrderId,
  side,
  price: BigInt(price),
  volume: BigInt(volume),
  version: BigInt(version),
})

const cancel = (trader: string, order: string): Event => ({
  tag: 'cancel',
  trader: trader as TraderId,
  order: order as OrderId,
})

const advance = (time: number): Event => ({ tag: 'advance', time: BigInt(time) })

const fundAll: ReadonlyArray<Event> = [
  deposit('alice', 500),
  ...['bob', 'carol', 'eve', 'maker'].map((trader) => deposit(trader, 10_000)),
]

/** Alice sells 90 at 10, 30 to each of three; her cash is 500 and the 900 that they paid. */
const shortNinety: ReadonlyArray<Event> = [
  ...['bob', 'carol', 'eve'].map((trader) => post(trader, `${trader}-long`, 'buy', 30, 10)),
  post('alice', 'alice-short', 'sell', 90, 10),
]

/** A book with a bid of 9 and asks of 11 and 17. */
const quotes: ReadonlyArray<Event> = [
  post('maker', 'bid-9', 'buy', 1, 9),
  post('bob', 'ask-11', 'sell', 1, 11),
  post('maker', 'ask-17', 'sell', 1, 17),
]

/** P section 2, Fig. 1. */
export const priceDiscrimination: Scenario = {
  name: 'price-discrimination',
  says: 'Eve knows what Alice has, and bids just so much that Alice is cashed out; then she takes her bid back.',
  source: 'P section 2, Fig. 1',
  params: paper,
  events: [
    ...fundAll,
    ...shortNinety,
    ...quotes,
    post('carol', 'carol-takes-11', 'buy', 1, 11),
    post('eve', 'eve-15', 'buy', 1, 15, 1),
    cancel('eve', 'eve-15'),
  ],
}

/** The same with a deadline, so that what Alice is left with at 16 can be seen. */
export const discriminationCalled: Scenario = {
  ...priceDiscrimination,
  name: 'price-discrimination-called',
  says: 'The same, but Alice is called and has time; the price comes back and the call is over.',
  params: { ...paper, deadline: 1n },
}

/** P section 4: nobody means any harm. The next ask is at 23 (M3). */
export const honestFailure: Scenario = {
  name: 'honest-failure',
  says: 'Carol needs futures and takes the ask at 17; the next one is so much higher that Alice, who did nothing, falls below zero.',
  source: 'P section 4',
  params: { ...paper, deadline: 1n },
  events: [
    ...fundAll,
    ...shortNinety,
    ...quotes,
    post('maker', 'ask-23', 'sell', 1, 23),
    post('carol', 'carol-takes-11', 'buy', 1, 11),
    post('carol', 'carol-takes-17', 'buy', 1, 17, 1),
  ],
}

const rated: Params = { ...paper, initialRate: 2_000n, maintenanceRate: 1_000n, deadline: 2n }

/** A call that is met in time. */
export const cured: Scenario = {
  name: 'call-cured',
  says: 'Alice, short 10, is called when the mid moves from 10 to 13, deposits before the deadline, and is never liquidated.',
  source: 'P section 1, margin call',
  params: rated,
  events: [
    deposit('alice', 40),
    deposit('bob', 1_000),
    deposit('maker', 1_000),
    post('bob', 'b', 'buy', 10, 10),
    post('alice', 'a', 'sell', 10, 10),
    post('maker', 'bid-9', 'buy', 5, 9),
    post('maker', 'ask-17', 'sell', 5, 17),
    advance(1),
    deposit('alice', 2),
    deposit('alice', 1),
    advance(5),
  ],
}

/** A call that is met by reducing. */
export const reduced: Scenario = {
  name: 'call-cured-by-reducing',
  says: 'Alice, called, buys back 5 of the 10 that she is short, and meets her margin again.',
  source: 'P section 1, margin call',
  params: rated,
  events: [
    deposit('alice', 42),
    deposit('bob', 1_000),
    deposit('maker', 1_000),
    post('bob', 'b', 'buy', 10, 10),
    post('alice', 'a', 'sell', 10, 10),
    post('maker', 'bid-12', 'buy', 5, 12),
    post('bob', 'offer', 'sell', 5, 14),
    post('maker', 'ask-14', 'sell', 5, 14, 1),
    post('alice', 'more', 'sell', 1, 14, 1),
    post('alice', 'back', 'buy', 5, 14, 1),
    advance(5),
  ],
}

/** A liquidation that ends when the orders are out of the book. */
export const curedByCancelling: Scenario = {
  name: 'cured-by-cancelling',
  says: 'Alice, short 5, falls short only if her offer of 40 at 14 is taken; at the deadline her orders leave the book, and that is enough.',
  source: 'FuturesMEX, “cancelled” before “broke”',
  params: rated,
  events: [
    deposit('alice', 25),
    deposit('bob', 1_000),
    deposit('maker', 1_000),
    post('bob', 'b', 'buy', 5, 10),
    post('alice', 'a', 'sell', 5, 10),
    post('alice', 'offer', 'sell', 40, 14),
    post('maker', 'ask-14', 'sell', 1, 14),
    post('maker', 'bid-12', 'buy', 1, 12),
    advance(2),
  ],
}

/** One liquidation is the cause of the next. */
export const cascade: Scenario = {
  name: 'cascade',
  says: 'Alice is liquidated; her ask at 15 leaves the book, the mid rises, and Bob, who met his margin, is liquidated too.',
  source: 'P section 4; Fig. 1',
  params: { ...paper, traders: names('alice', 'bob', 'carol', 'eve', 'maker') },
  events: [
    deposit('alice', 30),
    deposit('bob', 50),
    deposit('carol', 10_000),
    deposit('eve', 10_000),
    deposit('maker', 10_000),
    post('carol', 'c', 'buy', 20, 10),
    post('alice', 'a', 'sell', 10, 10),
    post('bob', 'b', 'sell', 10, 10),
    post('maker', 'bid-9', 'buy', 1, 9),
    post('alice', 'ask-15', 'sell', 1, 15),
    post('maker', 'ask-20', 'sell', 1, 20, 1),
    post('eve', 'bid-12', 'buy', 1, 12, 1),
  ],
}

/** A gap: the price jumps over where Alice's cash ends. */
export const gap: Scenario = {
  name: 'gap-through-zero',
  says: 'The mid jumps from 10 to 20 while Alice, short 10, has 50; closed at 20 she owes 50 more than she has. The fund pays 20, the others share 30 by what they have.',
  source: 'P section 3: Bob, Carol and Eve relied on a bad creditor',
  params: {
    ...paper,
    traders: names('alice', 'bob', 'carol', 'maker'),
    liquidationPrice: 'reference',
    fund: units(20),
  },
  events: [
    deposit('alice', 50),
    deposit('bob', 100),
    deposit('carol', 250),
    deposit('maker', 350),
    post('bob', 'b', 'buy', 5, 10),
    post('carol', 'c', 'buy', 5, 10),
    post('alice', 'a', 'sell', 10, 10),
    post('maker', 'bid-9', 'buy', 1, 9),
    post('maker', 'ask-11', 'sell', 1, 11),
    cancel('maker', 'ask-11'),
    post('maker', 'ask-31', 'sell', 1, 31),
  ],
}

/** A trader does not take part. */
export const dropOut: Scenario = {
  name: 'drop-out',
  says: 'Four traders with positions are to take part in a joint step; Dave, who holds two fifths of the long side, does not, and forfeits a fiftieth of his position.',
  source: 'P section 7, Principle 6',
  params: {
    ...paper,
    traders: names('alice', 'bob', 'carol', 'dave'),
    initialRate: 1_000n,
    maintenanceRate: 500n,
    dropOutRate: 200n,
    stepDeadline: 2n,
  },
  events: [
    deposit('alice', 1_000),
    deposit('bob', 1_000),
    deposit('carol', 1_000),
    deposit('dave', 1_000),
    post('bob', 'b', 'buy', 20, 10),
    post('carol', 'c', 'buy', 40, 10),
    post('dave', 'd', 'buy', 40, 10),
    post('alice', 'a', 'sell', 100, 10),
    { tag: 'openStep' },
    ...(['alice', 'bob', 'carol'] as const).map((trader): Event => ({ tag: 'takePart', trader: trader as TraderId })),
    advance(1),
    advance(2),
  ],
}

/** Every named scenario. */
export const scenarios: ReadonlyArray<Scenario> = [
  priceDiscrimination,
  discriminationCalled,
  honestFailure,
  cured,
  reduced,
  curedByCancelling,
  cascade,
  gap,
  dropOut,
]
