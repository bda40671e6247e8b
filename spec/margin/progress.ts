import type { TraderId } from '../primitives/types.js'
import { type Account, accountOf, type Ledger, withAccount } from './ledger.js'
import type { Call, Due, Liquidation, Outputs } from './types.js'
import { referenceOf } from './valuation.js'

/** An event on its way: the ledger so far, what was reported so far, and whose margin may have changed. */
export interface Progress {
  ledger: Ledger
  readonly outputs: { readonly [Name in keyof Outputs]: Array<Outputs[Name][number]> }
  readonly touched: Set<TraderId>
}

/** Begins an event. */
export const begin = (ledger: Ledger): Progress => ({
  ledger,
  outputs: {
    fills: [],
    removed: [],
    called: [] as Call[],
    lifted: [],
    liquidated: [] as Liquidation[],
    forfeited: [] as Due[],
    rewarded: [] as Due[],
    marked: [] as Due[],
  },
  touched: new Set(),
})

/** Changes an account. */
export const change = (progress: Progress, trader: TraderId, by: (account: Account) => Partial<Account>): void => {
  progress.ledger = withAccount(progress.ledger, trader, by(accountOf(progress.ledger, trader)))
  progress.touched.add(trader)
}

/** Puts a new book in the place of the old one; positions are then worth what it says. */
export const putMarket = (progress: Progress, market: Ledger['market']): void => {
  const { ledger } = progress
  const reference = referenceOf(market, ledger.reference)
  const isNewValue = ledger.params.valuation === 'walk' || reference !== ledger.reference
  progress.ledger = { ...ledger, market, reference, version: isNewValue ? ledger.version + 1n : ledger.version }
}
