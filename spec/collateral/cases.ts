import type { ClauseId } from '../core/ids.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { ALICE, BOB, CHALLENGED, deposit, END, PARAMS, price, reserve, stake, trade, X, Y, Z } from './runs.js'
import type { Event, Params } from './types.js'

// Events between being accepted and being refused: by the clauses, and by whatever moves.

/** An event, what happened before it, and the clauses that it fails, in order of precedence. */
export interface Asked {
  readonly params: Params
  readonly before: ReadonlyArray<Event>
  readonly event: Event
  readonly fails: ReadonlyArray<ClauseId>
}

const asked =
  (params: Params, ...before: ReadonlyArray<Event>) =>
  (event: Event, ...fails: ReadonlyArray<ClauseId>): Asked => ({ params, before, event, fails })

/** An event in a run of alice, who is careful, and bob, who is not. */
const after = (...before: ReadonlyArray<Event>) => asked(PARAMS, ...before)
const first = after()

const MALLORY = 'mallory' as TraderId
const CAROL = 'carol' as TraderId
const W = 'W' as CoinId
const ANSWER: Event = { tag: 'answer' }
const FAIL: Event = { tag: 'fail' }
const unstake = (coin: CoinId, amount: bigint): Event => ({ tag: 'unstake', coin, amount })
const swap = (baseAmount: bigint, quoteAmount: bigint): Event => ({ ...trade(X, Y, baseAmount), quoteAmount })

/** Alice has 100 X, bob 200 Y, and there is collateral of 10 X for alice in eon 3, which runs, and in eon 4. */
const OPENING = [
  ...[deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), stake(X, 10n)],
  ...[reserve(X, 3n, 10n), reserve(X, 4n, 10n)],
]
const TRADING = [...OPENING, END, END]
const now = after(...TRADING)

/** The same where all are careful; there is 5 Y for bob, and nothing for carol, who has 50 Z. */
const CAREFUL: Params = {
  ...PARAMS,
  traders: [ALICE, BOB, CAROL].map((trader) => ({ trader, careful: true })),
}
const BOTH = [
  ...[...OPENING, deposit(CAROL, Z, 50n), stake(Y, 5n)],
  ...[reserve(Y, 3n, 5n, BOB), reserve(Y, 4n, 5n, BOB), END, END],
]
const RISK: Event = { ...trade(Z, Y, 50n), seller: CAROL, quoteAmount: 0n }

/** Alice sold 100 X in eon 3, and the checkpoint of eon 4 is contested. */
const CONTESTED = [
  ...[deposit(ALICE, X, 200n), deposit(BOB, Y, 200n), stake(X, 10n)],
  ...[3n, 4n, 5n, 6n].map((eon) => reserve(X, eon, 10n)),
  ...[END, END, trade(X, Y, 100n), END, CHALLENGED],
]

/** What is asked of events, in sentences, and events that just do and just do not. */
export const admissions: Readonly<Record<string, ReadonlyArray<Asked>>> = {
  'every trader and every coin that it names is known (CO-2)': [
    first(deposit(MALLORY, X, 1n), 'CO-2'),
    first(deposit(ALICE, W, 1n), 'CO-2'),
    first(deposit(BOB, Z, 1n)),
    first(stake(W, 1n), 'CO-2'),
    first(unstake(W, 0n), 'CO-2'),
    first(price(W, 1n), 'CO-2'),
    first(reserve(X, 3n, 0n, MALLORY), 'CO-2'),
    first(reserve(W, 3n, 0n), 'CO-2'),
  ],
  'a trade is between two of those, of two of those (CO-2)': [
    first(trade(X, Y, 0n)),
    first({ ...trade(X, Y, 0n), seller: MALLORY }, 'CO-2'),
    first({ ...trade(X, Y, 0n), buyer: MALLORY }, 'CO-2'),
    first(trade(W, Y, 0n), 'CO-2'),
    first(trade(X, W, 0n), 'CO-2'),
    first({ ...trade(X, Y, 0n), buyer: ALICE }, 'CO-2'),
    first(trade(X, X, 0n), 'CO-2'),
  ],
  'an amount is an amount (PR-1), and a price a price (PR-2)': [
    first(deposit(ALICE, X, -1n), 'PR-1'),
    first(stake(X, -1n), 'PR-1'),
    first(unstake(X, -1n), 'PR-1'),
    first(reserve(X, 3n, -1n), 'PR-1'),
    first(swap(-1n, 0n), 'PR-1'),
    first(swap(0n, -1n), 'PR-1'),
    first(price(X, 0n), 'PR-2'),
    first(price(X, 1n)),
  ],
  'a trader has what it gives, with all its trades before (CO-3)': [
    now(swap(100n, 200n)),
    now(swap(100n, 201n), 'CO-3'),
    now(swap(101n, 200n), 'CO-3', 'CO-6', 'CO-7'),
    now(trade(Y, X, 0n)),
    now(trade(Y, X, 1n), 'CO-3', 'CO-6', 'CO-7'),
    after(...TRADING, trade(X, Y, 1n))(trade(Y, X, 1n), 'CO-6', 'CO-7'),
    after(...TRADING, trade(X, Y, 1n))(trade(Y, X, 2n), 'CO-3', 'CO-6', 'CO-7'),
  ],
  'collateral is reserved for an eon that is two ahead, or later (CO-4)': [
    first(reserve(X, 2n, 0n), 'CO-4'),
    first(reserve(X, 3n, 0n)),
    after(END)(reserve(X, 3n, 0n), 'CO-4'),
    after(END)(reserve(X, 4n, 0n)),
  ],
  'what is reserved is staked, in that coin, for all traders of that eon together (CO-5)': [
    after(...OPENING)(reserve(X, 5n, 10n)),
    after(...OPENING)(reserve(X, 5n, 11n), 'CO-5'),
    after(...OPENING)(reserve(X, 4n, 1n, BOB), 'CO-5'),
    after(...OPENING)(reserve(Y, 4n, 1n), 'CO-5'),
    after(...OPENING, stake(Y, 10n))(reserve(Y, 4n, 10n)),
  ],
  'what is reserved for an eon that is over can be paid no more, and asks for no stake (CO-5)': [
    now(reserve(X, 2n, 11n), 'CO-4'),
    now(reserve(X, 3n, 11n), 'CO-4', 'CO-5'),
  ],
  'no more of a coin is taken out than was put in (CO-5)': [
    after(stake(X, 10n))(unstake(X, 10n)),
    after(stake(X, 10n))(unstake(X, 11n), 'CO-5'),
    after(stake(Y, 10n))(unstake(X, 1n), 'CO-5'),
    after(stake(X, 10n), unstake(X, 7n))(unstake(X, 3n)),
    after(stake(X, 10n), unstake(X, 7n))(unstake(X, 4n), 'CO-5'),
  ],
  'what is reserved stays in for each eon, and of that coin (CO-5)': [
    after(stake(X, 10n), reserve(X, 3n, 6n), reserve(X, 4n, 2n))(unstake(X, 4n)),
    after(stake(X, 10n), reserve(X, 3n, 6n), reserve(X, 4n, 2n))(unstake(X, 5n), 'CO-5'),
    after(stake(X, 10n), stake(Y, 1n), reserve(Y, 3n, 1n))(unstake(X, 10n)),
  ],
  'what is reserved is free once no failure can pay it, and not before (CO-5)': [
    after(stake(X, 10n), reserve(X, 3n, 10n), END, END)(unstake(X, 10n), 'CO-5'),
    after(stake(X, 10n), reserve(X, 3n, 10n), END, END, END)(unstake(X, 10n)),
    after(stake(X, 10n), reserve(X, 3n, 10n), END, END, CHALLENGED)(unstake(X, 10n), 'CO-5'),
    after(stake(X, 10n), reserve(X, 3n, 10n), END, END, CHALLENGED, ANSWER)(unstake(X, 10n)),
  ],
  'the careful are covered, the seller and the buyer (CO-6, CO-7)': [
    asked(CAREFUL, ...BOTH)(swap(100n, 50n)),
    asked(CAREFUL, ...BOTH)(swap(100n, 51n), 'CO-6', 'CO-7'),
    asked(CAREFUL, ...BOTH, deposit(ALICE, X, 1n))(swap(101n, 50n), 'CO-6', 'CO-7'),
    asked(CAREFUL, ...BOTH)(RISK, 'CO-6', 'CO-7'),
  ],
  'that another trader took a risk is no reason to refuse (CO-6, CO-7)': [
    asked(CAREFUL, ...BOTH, RISK)(trade(X, Y, 10n)),
  ],
  'what was sold before in the same eon counts (CO-6, CO-7)': [
    after(...TRADING, deposit(ALICE, X, 1n), trade(X, Y, 60n))(trade(X, Y, 40n)),
    after(...TRADING, deposit(ALICE, X, 1n), trade(X, Y, 60n))(trade(X, Y, 41n), 'CO-6', 'CO-7'),
  ],
  'what was sold in the eon before counts for this eon, and for the next no more (CO-6, CO-7)': [
    after(...TRADING, reserve(X, 5n, 10n), trade(X, Y, 60n), END)(trade(X, Y, 40n)),
    after(...TRADING, reserve(X, 5n, 10n), deposit(ALICE, X, 1n), trade(X, Y, 60n), END)(trade(X, Y, 41n), 'CO-6'),
    after(...TRADING, trade(X, Y, 60n), END)(trade(X, Y, 10n), 'CO-7'),
  ],
  'while a challenge is open three eons are covered (CO-8)': [
    after(...CONTESTED)(trade(X, Y, 100n), 'CO-8'),
    after(...CONTESTED)(trade(X, Y, 0n)),
    after(...CONTESTED, ANSWER)(trade(X, Y, 100n)),
  ],
  'an open challenge holds up the end of the eon, and is answered once (CO-9, CO-10)': [
    first(END),
    first(ANSWER, 'CO-10'),
    after(END)(ANSWER, 'CO-10'),
    after(END, CHALLENGED)(END, 'CO-9'),
    after(END, CHALLENGED)(ANSWER),
    after(END, CHALLENGED, ANSWER)(END),
    after(END, CHALLENGED, ANSWER)(ANSWER, 'CO-10'),
  ],
  'after a failure nothing is accepted (CO-1)': [
    deposit(ALICE, X, 1n),
    ...[stake(X, 1n), unstake(X, 0n), reserve(X, 5n, 1n)],
    ...[trade(X, Y, 1n), price(X, 1n), END, FAIL],
  ].map((event) => after(...TRADING, FAIL)(event, 'CO-1')),
}
