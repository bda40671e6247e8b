import { type Clauses, invariant } from '../core/clause.js'
import { accepted, shownAs } from '../core/history.js'
import type { TraderId } from '../primitives/types.js'
import type { Moment } from './history.js'
import { accountOf } from './ledger.js'
import { netOf } from './margin.js'
import { shown } from './shown.js'
import type { Event, Outputs, Shown } from './types.js'

// What holds of what is seen after every event.

type Judge = (m: Moment) => ReadonlyArray<string>

/** Judges the accounts that are shown, where they are and the event was not one that should have been refused. */
const ofAccounts =
  (judge: (accounts: ReadonlyArray<Shown>, m: Moment) => ReadonlyArray<string>): Judge =>
  (m) =>
    m.observed.accounts === undefined ? [] : judge(m.observed.accounts, m)

const total = (accounts: ReadonlyArray<Shown>, of: (account: Shown) => bigint): bigint =>
  accounts.reduce((sum, account) => sum + of(account), 0n)

const seen = shownAs(shown)

/** Where some fields of the shown accounts differ from what follows from the log. */
const fieldsAs = (...fields: ReadonlyArray<keyof Shown>): Judge =>
  ofAccounts((accounts, { after }) => {
    const due = new Map(shown.accounts(after).map((account) => [account.trader, account]))
    const seen = new Set(accounts.map(({ trader }) => trader))
    return [
      ...[...due.keys()].filter((trader) => !seen.has(trader)).map((trader) => `${trader} is not shown`),
      ...accounts
        .filter(({ trader }, i) => accounts.findIndex((other) => other.trader === trader) < i)
        .map(({ trader }) => `${trader} is shown more than once`),
      ...accounts.flatMap((account) => {
        const { trader } = account
        const expected = due.get(trader)
        if (expected === undefined) return [`${trader} is shown, and has no account`]
        return fields.flatMap((field) =>
          account[field] === expected[field]
            ? []
            : [`${trader}: expected ${field} ${expected[field]}, got ${account[field]}`],
        )
      }),
    ]
  })

/** Where a book with two sides is shown, the reference price is that of this book. */
const midOfShown: Judge = ({ observed: { book, reference } }) => {
  if (book === undefined || reference === undefined) return []
  const prices = (side: 'buy' | 'sell'): ReadonlyArray<bigint> =>
    book.flatMap((order) => (order.side === side ? [order.price] : []))
  const [bids, asks] = [prices('buy'), prices('sell')]
  if (bids.length === 0 || asks.length === 0) return []
  const mid = bids.reduce((a, b) => (b > a ? b : a)) + asks.reduce((a, b) => (b < a ? b : a))
  return mid === reference ? [] : [`the book shows twice the mid price to be ${mid}, and the reference is ${reference}`]
}

/** Credentials that are not those of the version, of traders that stand as they should: MG-18 and MG-19 have the others. */
const credentials: Judge = (m) => {
  const { accounts } = m.observed
  if (accounts === undefined) return []
  const standing = accounts.filter(({ trader, status }) => accountOf(m.after, trader).status === status)
  return fieldsAs('credential')({ ...m, observed: { accounts: standing } }).filter((message) =>
    message.includes('credential'),
  )
}

/** What the reports of an answer bring a trader by a reference price; half quote units. */
const brought = (m: Moment, trader: TraderId, report: Outputs, reference: bigint): bigint => {
  const { event, before } = m
  let sum = 0n
  if (event.tag === 'deposit' && event.trader === trader) sum += event.amount
  if (event.tag === 'withdraw' && event.trader === trader) sum -= event.amount
  if (event.tag === 'post')
    for (const { maker, price, volume } of report.fills) {
      const gain = (event.side === 'buy' ? volume : -volume) * (reference - 2n * price)
      if (event.trader === trader) sum += gain
      if (before.market.get(maker)?.trader === trader) sum -= gain
    }
  for (const { price, closed, shared } of report.liquidated) {
    const side = accountOf(before, trader).position + bought(m, trader, report) > 0n ? -1n : 1n
    for (const lots of closed) if (lots.trader === trader) sum += side * lots.volume * (reference - price)
    for (const part of shared) if (part.trader === trader) sum -= part.amount
  }
  for (const part of report.rewarded) if (part.trader === trader) sum += part.amount
  for (const part of report.forfeited) if (part.trader === trader) sum -= part.amount
  return sum
}

/** The lots that the fills of an answer bring a trader. */
const bought = ({ event, before }: Moment, trader: TraderId, { fills }: Outputs): bigint =>
  event.tag !== 'post'
    ? 0n
    : fills.reduce((sum, { maker, volume }) => {
        const lots = event.side === 'buy' ? volume : -volume
        const asTaker = event.trader === trader ? lots : 0n
        return sum + asTaker - (before.market.get(maker)?.trader === trader ? lots : 0n)
      }, 0n)

/** Every message is one that its trader started or that a joint step asked of it. */
const messagesOf = (event: Event, trader: TraderId): { readonly own: bigint; readonly joint: bigint } => ({
  own: 'trader' in event && event.trader === trader && event.tag !== 'takePart' ? 1n : 0n,
  joint: event.tag === 'takePart' && event.trader === trader ? 1n : 0n,
})

/** What every state keeps. */
export const theorems: Pick<
  Clauses<'margin', Moment>,
  'MG-16' | 'MG-17' | 'MG-27' | 'MG-28' | 'MG-29' | 'MG-30' | 'MG-31' | 'MG-33' | 'MG-34'
> = {
  'MG-16': invariant(
    'MG-16',
    'Reference price',
    'The reference price is the mid of the best bid and the best ask, and while a side is empty the last one.',
    'P 2, Fig. 1 (M6)',
    (m) => (accepted(m.answer) === undefined ? [] : [...midOfShown(m), ...seen('reference')(m)]),
  ),
  'MG-17': invariant(
    'MG-17',
    'Credentials',
    'Whenever what positions are worth may have changed, the version changes, and with it every credential that is still valid is made anew; a trader that is called keeps the last one that was valid.',
    'P 4, Principle 3: credentials are revoked or refreshed',
    (m) => (accepted(m.answer) === undefined ? [] : [...seen('version')(m), ...credentials(m)]),
  ),
  'MG-27': invariant(
    'MG-27',
    'Zero sum',
    'The positions of all traders add up to zero.',
    'P 3: as many contracts are credited as are debited',
    ofAccounts((accounts) => {
      const sum = total(accounts, ({ position }) => position)
      return sum === 0n ? [] : [`the positions add up to ${sum}`]
    }),
  ),
  'MG-28': invariant(
    'MG-28',
    'Conservation',
    'The cash of all traders, what joint steps hold, and the insurance fund add up to the deposits less the withdrawals.',
    'P 7, Challenge 6.1',
    ofAccounts((accounts, { observed, after }) => {
      const sum = total(accounts, ({ cash, escrow }) => cash + escrow) + (observed.fund ?? after.fund)
      return sum === after.held ? [] : [`${sum} is accounted for, and ${after.held} was deposited`]
    }),
  ),
  'MG-29': invariant(
    'MG-29',
    'Obligation',
    'If everything stopped here and were settled at the reference price, no trader that passed validation would end below zero.',
    'P 3, Principle 2',
    ofAccounts((accounts, { observed, after }) => {
      const reference = observed.reference ?? after.reference
      return accounts.flatMap(({ trader, cash, escrow, position, status }) => {
        const ends = cash + escrow + position * reference
        return status !== 'called' && ends < 0n ? [`${trader} passed and would end with ${ends}`] : []
      })
    }),
  ),
  'MG-30': invariant(
    'MG-30',
    'Accounts',
    'After an accepted event every account is shown once and stands where the fills, payments and closings of the log bring it, as the fund, the clock, the day and the book do, and its net position is that of the definition.',
    'P 2, 3; Challenge 2.2, memoized positions',
    (m) =>
      accepted(m.answer) === undefined
        ? []
        : [
            ...fieldsAs('cash', 'balance', 'escrow', 'position', 'net', 'status')(m),
            ...seen('fund', 'time', 'day', 'book')(m),
          ],
  ),
  'MG-31': invariant('MG-31', 'Refusal', 'A refused event changes nothing.', 'Touchstone', (m) =>
    accepted(m.answer) === undefined ? seen('accounts', 'reference', 'version', 'fund', 'time', 'day', 'book')(m) : [],
  ),
  'MG-33': invariant(
    'MG-33',
    'No worse off',
    'At the reference price nobody’s net position falls by more than its own trades, what is closed against it, its part of a loss and what it forfeits.',
    'P 2, 3: Bob and Carol relied on a bad creditor',
    (m) => {
      const report = accepted(m.answer)
      if (report === undefined || m.expected === undefined) return []
      const reference = m.observed.reference ?? m.after.reference
      return ofAccounts((accounts) =>
        accounts.flatMap(({ trader, cash, escrow, position }) => {
          if (report.liquidated.some((one) => one.trader === trader)) return []
          const least = netOf(accountOf(m.before, trader), reference) + brought(m, trader, report, reference)
          const has = cash + escrow + position * reference
          return has < least ? [`${trader} should have at least ${least}, and has ${has}`] : []
        }),
      )(m)
    },
  ),
  'MG-34': invariant(
    'MG-34',
    'Proportional burden',
    'A trader sends one message for each event that it starts and one for each joint step that it takes part in, and none for what others start.',
    'P 6, Principle 5',
    (m) => {
      if (m.expected === undefined) return []
      return ofAccounts((accounts) =>
        accounts.flatMap(({ trader, own, joint }) => {
          const was = accountOf(m.before, trader)
          const sent = messagesOf(m.event, trader)
          return own === was.own + sent.own && joint === was.joint + sent.joint
            ? []
            : [
                `${trader}: expected ${was.own + sent.own} messages of its own and ${was.joint + sent.joint} in joint steps, got ${own} and ${joint}`,
              ]
        }),
      )(m)
    },
  ),
}
