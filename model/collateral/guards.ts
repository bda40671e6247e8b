import type { Event, EventOf } from '../../spec/collateral/types.js'
import { isAmount, isPrice } from '../../spec/primitives/clauses.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Guard } from '../core/machine.js'
import { passed, type State } from './state.js'
import { amountOf } from './tally.js'

const runs: Guard<State, Event> = {
  clause: 'CO-1',
  says: 'the operator has not failed',
  holds: ({ isFailed }) => !isFailed,
}

const isCoin = ({ params }: State, name: CoinId): boolean => params.coins.some(({ coin }) => coin === name)

const isTrader = ({ params }: State, name: TraderId): boolean => params.traders.some(({ trader }) => trader === name)

const coinIsKnown: Guard<State, EventOf<'stake' | 'unstake' | 'price'>> = {
  clause: 'CO-2',
  says: 'the coin is known',
  holds: (state, { coin }) => isCoin(state, coin),
}

const accountIsKnown: Guard<State, EventOf<'deposit' | 'reserve'>> = {
  clause: 'CO-2',
  says: 'the trader and the coin are known',
  holds: (state, { trader, coin }) => isTrader(state, trader) && isCoin(state, coin),
}

const amountIsAmount: Guard<State, EventOf<'deposit' | 'stake' | 'unstake' | 'reserve'>> = {
  clause: 'PR-1',
  says: 'the amount is an amount',
  holds: (_, { amount }) => isAmount(amount),
}

const stakeStays: Guard<State, EventOf<'unstake'>> = {
  clause: 'CO-5',
  says: 'what is left is no less than what is reserved for any eon that can still be paid',
  holds: (state, { coin, amount }) =>
    amount <= amountOf(state.staked, coin) &&
    [...state.pledged].every(([name, pledged]) => {
      const [eon, of] = name.split('/') as [string, string]
      return of !== coin || BigInt(eon) <= passed(state) || pledged <= amountOf(state.staked, coin) - amount
    }),
}

const stakeIsFree: Guard<State, EventOf<'reserve'>> = {
  clause: 'CO-5',
  says: 'what is reserved for the eon, with this, is staked',
  holds: (state, { coin, eon, amount }) =>
    eon <= passed(state) || amountOf(state.pledged, eon, coin) + amount <= amountOf(state.staked, coin),
}

/** What a party of a trade gives. */
interface Given {
  readonly trader: TraderId
  readonly coin: CoinId
  readonly amount: bigint
}

export const given = ({
  seller,
  buyer,
  base,
  quote,
  baseAmount,
  quoteAmount,
}: EventOf<'trade'>): readonly [Given, Given] => [
  { trader: seller, coin: base, amount: baseAmount },
  { trader: buyer, coin: quote, amount: quoteAmount },
]

/**
 * Whether what is reserved for an eon covers what the careful parties of a trade sold since the one before it. Only the
 * coins that the trade sells change, so only those are looked at.
 */
const covers = (state: State, trade: EventOf<'trade'>, eon: bigint): boolean => {
  const { numerator, denominator } = state.params.volatility
  return given(trade).every(({ trader, coin, amount }) => {
    if (!state.params.traders.some((known) => known.trader === trader && known.careful)) return true
    let sold = amount
    for (let since = eon - 1n; since <= state.eon; since += 1n) sold += amountOf(state.sold, since, trader, coin)
    return numerator * sold <= denominator * amountOf(state.reserved, eon, trader, coin)
  })
}

/** The conditions of each event, in order of precedence. */
export const guards: { readonly [Tag in Event['tag']]: ReadonlyArray<Guard<State, EventOf<Tag>>> } = {
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
      holds: (state, { eon }) => eon >= state.eon + 2n,
    },
    stakeIsFree,
  ],
  trade: [
    runs,
    {
      clause: 'CO-2',
      says: 'two known traders trade two known coins',
      holds: (state, { seller, buyer, base, quote }) =>
        seller !== buyer &&
        base !== quote &&
        [seller, buyer].every((name) => isTrader(state, name)) &&
        [base, quote].every((name) => isCoin(state, name)),
    },
    {
      clause: 'PR-1',
      says: 'both amounts are amounts',
      holds: (_, { baseAmount, quoteAmount }) => isAmount(baseAmount) && isAmount(quoteAmount),
    },
    {
      clause: 'CO-3',
      says: 'both parties have what they give',
      holds: ({ holdings }, trade) =>
        given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings, trader, coin)),
    },
    {
      clause: 'CO-6',
      says: 'what is reserved for this eon covers this eon and the one before',
      holds: (state, trade) => covers(state, trade, state.eon),
    },
    {
      clause: 'CO-7',
      says: 'what is reserved for the next eon covers this one',
      holds: (state, trade) => covers(state, trade, state.eon + 1n),
    },
    {
      clause: 'CO-8',
      says: 'while a challenge is open, what is reserved for the eon before covers this eon and the two before',
      holds: (state, trade) => !state.isContested || covers(state, trade, state.eon - 1n),
    },
  ],
  price: [runs, coinIsKnown, { clause: 'PR-2', says: 'the price is a price', holds: (_, { price }) => isPrice(price) }],
  endEon: [
    runs,
    { clause: 'CO-9', says: 'no challenge of the eon before is open', holds: ({ isContested }) => !isContested },
  ],
  answer: [
    runs,
    { clause: 'CO-10', says: 'a challenge of the eon before is open', holds: ({ isContested }) => isContested },
  ],
  fail: [runs],
}
