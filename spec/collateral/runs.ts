import type { Finding } from '../core/clause.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { type Account, momentOf, opened, record } from './history.js'
import { promised, recoverable, value } from './protection.js'
import type { Event, EventOf, Params } from './types.js'

// Short words for small runs, for the errata and the tests.

export const ALICE = 'alice' as TraderId
export const BOB = 'bob' as TraderId
export const X = 'X' as CoinId
export const Y = 'Y' as CoinId
export const Z = 'Z' as CoinId

/** Three coins at 10 units each, a volatility of a tenth; alice is careful, bob is not. */
export const PARAMS: Params = {
  coins: [X, Y, Z].map((coin) => ({ coin, price: 10n })),
  traders: [
    { trader: ALICE, careful: true },
    { trader: BOB, careful: false },
  ],
  volatility: { numerator: 1n, denominator: 10n },
}

export const deposit = (trader: TraderId, coin: CoinId, amount: bigint): Event => ({
  tag: 'deposit',
  trader,
  coin,
  amount,
})
export const stake = (coin: CoinId, amount: bigint): Event => ({ tag: 'stake', coin, amount })
export const reserve = (coin: CoinId, eon: bigint, amount: bigint, trader = ALICE): Event => ({
  tag: 'reserve',
  trader,
  coin,
  eon,
  amount,
})
export const price = (coin: CoinId, to: bigint): Event => ({ tag: 'price', coin, price: to })
export const END: Event = { tag: 'endEon', challenged: false }
export const CHALLENGED: Event = { tag: 'endEon', challenged: true }

/** Alice gives so much of the one coin for as much of the other. */
export const trade = (base: CoinId, quote: CoinId, amount: bigint): EventOf<'trade'> => ({
  tag: 'trade',
  seller: ALICE,
  buyer: BOB,
  base,
  quote,
  baseAmount: amount,
  quoteAmount: amount,
})

export const accountAfter = (...events: ReadonlyArray<Event>): Account => events.reduce(record, opened(PARAMS))

/** What the clauses say of a run in which each of these events is accepted. */
export const judged = (...events: ReadonlyArray<Event>): ReadonlyArray<Finding> => {
  let account = opened(PARAMS)
  return events.flatMap((event) => {
    const moment = momentOf(account, event, { accepted: { paid: [] } })
    account = moment.after
    return judgeMoment(moment)
  })
}

/** What alice has and what a failure now would leave her. */
export const ends = (account: Account): string => {
  const had = value(promised(account, ALICE), account.prices)
  const left = value(recoverable(account, ALICE, account.passed), account.prices)
  return `had ${had} and recovers ${left}`
}
