import type { ShownBy } from '../core/history.js'
import type { Account } from './history.js'
import { promised } from './protection.js'
import type { Observation } from './types.js'

/** What can be seen of the exchange, by name. */
export const shown: ShownBy<Account, Observation> = {
  eon: ({ eon }) => eon,
  holdings: (account) =>
    account.params.traders.flatMap(({ trader }) => {
      const held = promised(account, trader)
      return account.params.coins.map(({ coin }) => ({ trader, coin, amount: held.get(coin) ?? 0n }))
    }),
}
