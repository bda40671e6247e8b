import { type Condition as ConditionOf, type Conditions, failingOf } from '../core/condition.js'
import { isAmount, isPrice } from '../primitives/clauses.js'
import type { TraderId } from '../primitives/types.js'
import { accountOf, type Ledger, size } from './ledger.js'
import { largestPosition, maintenanceMargin, meetsInitial, WHOLE } from './margin.js'
import type { Event, EventOf, Params } from './types.js'

/** A condition of this chapter. */
export type Condition<E> = ConditionOf<Ledger, E>

/**
 * Every amount, position, price and margin of an account stays below this, above and below zero: a signed integer of
 * 128 bits. Times do not: the clock may say any amount. Nor do the products by which a loss or a forfeit is split.
 */
export const NUMBER_LIMIT = 2n ** 127n

/**
 * A bound on every amount of money in an account. A trader can come to have all that is held, and what the others owe.
 * Once a trader is below zero it only reduces, so it can lose no more than the highest reference price (twice the highest
 * price) for each lot that it has or has ordered, that is taken from it by a liquidation, and that a joint step holds for;
 * for all traders together each of these is at most twice the largest position for each of them (MG-5).
 */
export const mostMoney = ({ mostHeld, traders, highestPrice, largestPosition: lots }: Params): bigint =>
  mostHeld + 12n * BigInt(traders.length + 1) * highestPrice * lots

/** Whether rates and bounds make sense together. */
export const areSound = (params: Params): boolean => {
  const { initialRate, maintenanceRate, dropOutRate, threshold, deadline, stepDeadline } = params
  const { openingPrice, highestPrice, largestPosition: lots, mostHeld, fund, lastDay, traders } = params
  return (
    [threshold, deadline, fund, mostHeld, lots].every(isAmount) &&
    0n <= dropOutRate &&
    dropOutRate <= maintenanceRate &&
    maintenanceRate <= initialRate &&
    initialRate < WHOLE &&
    stepDeadline > 0n &&
    lastDay > 0n &&
    isPrice(openingPrice) &&
    openingPrice <= highestPrice &&
    fund <= mostHeld &&
    new Set(traders).size === traders.length &&
    2n * WHOLE * (mostMoney(params) + threshold) < NUMBER_LIMIT
  )
}

const known = new WeakMap<Params, boolean>()

const isSound: Condition<unknown> = {
  clause: 'MG-1',
  says: 'no rate is out of range, the maintenance rate is not above the initial one, and all that is computed fits in 128 bits',
  holds: ({ params }) => {
    const sound = known.get(params) ?? areSound(params)
    known.set(params, sound)
    return sound
  },
}

const isOpen: Condition<unknown> = {
  clause: 'MG-2',
  says: 'the contract is not settled yet',
  holds: ({ isClosed }) => !isClosed,
}

const isKnown: Condition<{ readonly trader: TraderId }> = {
  clause: 'MG-3',
  says: 'the trader has an account',
  holds: ({ accounts }, { trader }) => accounts.has(trader),
}

const amountIsAmount: Condition<{ readonly amount: bigint }> = {
  clause: 'PR-1',
  says: 'the amount is an amount',
  holds: (_, { amount }) => isAmount(amount),
}

const amountIsSome: Condition<{ readonly amount: bigint }> = {
  clause: 'MG-4',
  says: 'the amount is above zero',
  holds: (_, { amount }) => amount !== 0n,
}

const noStep: Condition<unknown> = {
  clause: 'MG-12',
  says: 'no joint step is open',
  holds: ({ step }) => step === undefined,
}

/** Whether an order only takes from a trader's position, together with its other orders on that side. */
const reduces = (ledger: Ledger, { trader, side, volume }: EventOf<'post'>): boolean => {
  const { position } = accountOf(ledger, trader)
  const standing = ledger.market
    .ordersOf(trader)
    .reduce((sum, order) => (order.side === side ? sum + order.volume : sum), volume)
  return (side === 'buy' ? position < 0n : position > 0n) && standing <= size(position)
}

/** What each event requires. */
export const conditions: Conditions<Ledger, Event> = {
  deposit: [
    isSound,
    isKnown,
    amountIsAmount,
    amountIsSome,
    isOpen,
    {
      clause: 'MG-5',
      says: 'no more is held than the most that can be',
      holds: ({ held, params }, { amount }) => held + amount <= params.mostHeld,
    },
  ],
  withdraw: [
    isSound,
    isKnown,
    amountIsAmount,
    amountIsSome,
    {
      clause: 'MG-10',
      says: 'there is so much that is settled, and without it the trader meets the initial margin',
      holds: (ledger, { trader, amount }) => {
        const account = accountOf(ledger, trader)
        const balance = account.balance - amount
        return balance >= 0n && amount <= ledger.held && meetsInitial(ledger, trader, { ...account, balance }, [])
      },
    },
  ],
  post: [
    isSound,
    isKnown,
    { clause: 'PR-1', says: 'the volume is an amount', holds: (_, { volume }) => isAmount(volume) },
    { clause: 'PR-2', says: 'the price is a price', holds: (_, { price }) => isPrice(price) },
    {
      clause: 'PR-3',
      says: 'volume times price is an amount',
      holds: (_, { volume, price }) => isAmount(volume * price),
    },
    isOpen,
    {
      clause: 'OB-17',
      says: 'no live order has this id',
      holds: ({ market }, { order }) => market.get(order) === undefined,
    },
    {
      clause: 'MG-5',
      says: 'the price is not above the highest, nor can the position come to more than the largest',
      holds: (ledger, event) =>
        event.price <= ledger.params.highestPrice &&
        largestPosition(accountOf(ledger, event.trader), [...ledger.market.ordersOf(event.trader), event]) <=
          ledger.params.largestPosition,
    },
    {
      clause: 'MG-6',
      says: 'the credential was made for the market as it is valued now',
      holds: (ledger, { version }) => version === ledger.version,
    },
    {
      clause: 'MG-7',
      says: 'the trader was not liquidated',
      holds: (ledger, { trader }) => accountOf(ledger, trader).status !== 'out',
    },
    {
      clause: 'MG-8',
      says: 'a trader that is called only reduces its position, and by no order that makes its worst margin worse',
      holds: (ledger, event) => {
        if (accountOf(ledger, event.trader).status !== 'called') return true
        const orders = ledger.market.ordersOf(event.trader)
        return (
          reduces(ledger, event) &&
          maintenanceMargin(ledger, event.trader, [...orders, event]) >= maintenanceMargin(ledger, event.trader, orders)
        )
      },
    },
    {
      clause: 'MG-9',
      says: 'with the order the trader meets the initial margin, whichever of its orders are filled',
      holds: (ledger, event) => {
        const account = accountOf(ledger, event.trader)
        return account.status === 'called' || meetsInitial(ledger, event.trader, account, [event])
      },
    },
  ],
  cancel: [
    isSound,
    isKnown,
    isOpen,
    { clause: 'OB-18', says: 'the order is live', holds: ({ market }, { order }) => market.get(order) !== undefined },
    {
      clause: 'OB-19',
      says: 'the order is of this trader',
      holds: ({ market }, { order, trader }) => (market.get(order)?.trader ?? trader) === trader,
    },
  ],
  advance: [
    isSound,
    isOpen,
    {
      clause: 'MG-11',
      says: 'the time is a later one, and an amount',
      holds: (ledger, { time }) => time > ledger.time && isAmount(time),
    },
  ],
  openStep: [isSound, isOpen, noStep],
  takePart: [
    isSound,
    isKnown,
    isOpen,
    {
      clause: 'MG-13',
      says: 'a joint step waits for the trader',
      holds: ({ step }, { trader }) => step?.awaited.has(trader) === true,
    },
  ],
  endDay: [
    isSound,
    isOpen,
    { clause: 'MG-14', says: 'the day that ends is the one that runs', holds: (ledger, { day }) => day === ledger.day },
    noStep,
  ],
}

/** The conditions that an event fails, in order of precedence. */
export const failing = (ledger: Ledger, event: Event): ReadonlyArray<Condition<Event>> =>
  failingOf(conditions, ledger, event)
