import { type Condition as ConditionOf, type Conditions, failingOf } from '../core/condition.js'
import { isAmount, isPrice } from '../primitives/clauses.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { type Account, isContested, record } from './history.js'
import { isCovered, promised, sum } from './protection.js'
import type { Event, EventOf } from './types.js'

/** A condition of this chapter. */
export type Condition<E> = ConditionOf<Account, E>

const runs: Condition<Event> = {
  clause: 'CO-1',
  says: 'the operator has not failed',
  holds: ({ isFailed }) => !isFailed,
}

const areKnown = ({ params }: Account, traders: ReadonlyArray<TraderId>, coins: ReadonlyArray<CoinId>): boolean =>
  traders.every((name) => params.traders.some(({ trader }) => trader === name)) &&
  coins.every((name) => params.coins.some(({ coin }) => coin === name))

const coinIsKnown: Condition<EventOf<'stake' | 'unstake' | 'price'>> = {
  clause: 'CO-2',
  says: 'the coin is known',
  holds: (account, { coin }) => areKnown(account, [], [coin]),
}

const accountIsKnown: Condition<EventOf<'deposit' | 'reserve'>> = {
  clause: 'CO-2',
  says: 'the trader and the coin are known',
  holds: (account, { trader, coin }) => areKnown(account, [trader], [coin]),
}

const amountIsAmount: Condition<EventOf<'deposit' | 'stake' | 'unstake' | 'reserve'>> = {
  clause: 'PR-1',
  says: 'the amount is an amount',
  holds: (_, { amount }) => isAmount(amount),
}

/** What is staked of a coin. */
export const stakedOf = ({ stakes }: Account, coin: CoinId): bigint =>
  sum(stakes.filter((stake) => stake.coin === coin).map(({ amount }) => amount))

/** What is reserved of a coin for an eon, for all traders together. */
const reservedFor = ({ reserved }: Account, coin: CoinId, eon: bigint): bigint =>
  sum(reserved.filter((r) => r.coin === coin && r.eon === eon).map(({ amount }) => amount))

/** Whether no more of a coin is out than was in, and what is reserved for each eon that a failure can still pay is there. */
const isBacked = (account: Account, coin: CoinId): boolean =>
  stakedOf(account, coin) >= 0n &&
  account.reserved
    .filter(({ eon }) => eon > account.passed)
    .every(({ eon }) => reservedFor(account, coin, eon) <= stakedOf(account, coin))

const stakeStays: Condition<EventOf<'unstake'>> = {
  clause: 'CO-5',
  says: 'what is left is no less than what is reserved for any eon that a failure can still pay',
  holds: (account, event) => isBacked(record(account, event), event.coin),
}

const stakeIsFree: Condition<EventOf<'reserve'>> = {
  clause: 'CO-5',
  says: 'what is reserved for the eon, for all traders together, is staked',
  holds: (account, event) =>
    event.eon <= account.passed ||
    reservedFor(record(account, event), event.coin, event.eon) <= stakedOf(account, event.coin),
}

/** Whether a trade leaves those of its parties that are careful covered, if the checkpoint of an eon is the last that passed. */
const leavesCovered = (account: Account, trade: EventOf<'trade'>, safe: bigint): boolean => {
  const after = record(account, trade)
  return account.params.traders
    .filter(({ trader, careful }) => careful && (trader === trade.seller || trader === trade.buyer))
    .every(({ trader }) => isCovered(after, trader, safe))
}

/** The conditions of each event, in order of precedence: of several that fail, the first is the reason. */
export const conditions: Conditions<Account, Event> = {
  deposit: [runs, accountIsKnown, amountIsAmount],
  stake: [runs, coinIsKnown, amountIsAmount],
  unstake: [runs, coinIsKnown, amountIsAmount, stakeStays],
  reserve: [
    runs,
    accountIsKnown,
    amountIsAmount,
    {
      clause: 'CO-4',
      says: 'collateral is reserved two eons ahead or more',
      holds: (account, { eon }) => eon >= account.eon + 2n,
    },
    stakeIsFree,
  ],
  trade: [
    runs,
    {
      clause: 'CO-2',
      says: 'two known traders trade two known coins',
      holds: (account, { seller, buyer, base, quote }) =>
        seller !== buyer && base !== quote && areKnown(account, [seller, buyer], [base, quote]),
    },
    {
      clause: 'PR-1',
      says: 'both amounts are amounts',
      holds: (_, { baseAmount, quoteAmount }) => isAmount(baseAmount) && isAmount(quoteAmount),
    },
    {
      clause: 'CO-3',
      says: 'both parties have what they give',
      holds: (account, { seller, buyer, base, quote, baseAmount, quoteAmount }) =>
        (promised(account, seller).get(base) ?? 0n) >= baseAmount &&
        (promised(account, buyer).get(quote) ?? 0n) >= quoteAmount,
    },
    {
      clause: 'CO-6',
      says: 'what the careful sold in this eon and the one before is covered by what is reserved for this eon',
      holds: (account, event) => leavesCovered(account, event, account.eon - 1n),
    },
    {
      clause: 'CO-7',
      says: 'what the careful sold in this eon is covered by what is reserved for the next eon',
      holds: (account, event) => leavesCovered(account, event, account.eon),
    },
    {
      clause: 'CO-8',
      says: 'while a challenge is open, what the careful sold in the last three eons is covered by what is reserved for the eon before',
      holds: (account, event) => !isContested(account) || leavesCovered(account, event, account.eon - 2n),
    },
  ],
  price: [runs, coinIsKnown, { clause: 'PR-2', says: 'the price is a price', holds: (_, { price }) => isPrice(price) }],
  endEon: [
    runs,
    { clause: 'CO-9', says: 'no challenge of the eon before is open', holds: (account) => !isContested(account) },
  ],
  answer: [runs, { clause: 'CO-10', says: 'a challenge of the eon before is open', holds: isContested }],
  fail: [runs],
}

/** The conditions of admission that an event fails, in order of precedence. */
export const failing = (account: Account, event: Event): ReadonlyArray<Condition<Event>> =>
  failingOf(conditions, account, event)
