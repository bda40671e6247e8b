import type { ShownBy } from '../core/history.js'
import { accountOf, cashOf, type Ledger } from './ledger.js'
import { netOf } from './margin.js'
import type { Observation } from './types.js'

/** What can be seen of a market, by name. */
export const shown: ShownBy<Ledger, Observation> = {
  accounts: (ledger) =>
    ledger.params.traders.map((trader) => {
      const account = accountOf(ledger, trader)
      const { balance, escrow, position, status, own, joint, validUntil } = account
      return {
        trader,
        cash: cashOf(account),
        balance,
        escrow,
        position,
        net: netOf(account, ledger.reference),
        status,
        credential: status === 'good' ? ledger.version : validUntil,
        own,
        joint,
      }
    }),
  reference: ({ reference }) => reference,
  version: ({ version }) => version,
  fund: ({ fund }) => fund,
  time: ({ time }) => time,
  day: ({ day }) => day,
  book: ({ market }) => market.orders().map(({ place: _, ...resting }) => resting),
}

/** All that can be seen of a market. */
export const observe = (ledger: Ledger): Required<Observation> => ({
  accounts: shown.accounts(ledger),
  reference: shown.reference(ledger),
  version: shown.version(ledger),
  fund: shown.fund(ledger),
  time: shown.time(ledger),
  day: shown.day(ledger),
  book: shown.book(ledger),
})
