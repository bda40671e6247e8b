import { type Clauses, type Finding, findings } from '../core/clause.js'
import { accepted, acceptedAgainst, refusedForAReason, shownAs } from '../core/history.js'
import type { ClauseId } from '../core/ids.js'
import { failing } from './admission.js'
import type { Account, Moment } from './history.js'
import { collateralAt, heldAt, type Portfolio, total } from './protection.js'
import { shown } from './shown.js'
import { theorems } from './theorems.js'
import type { Paid } from './types.js'

const withFailing = (moment: Moment) => ({ ...moment, failing: failing(moment.before, moment.event) })

/** An accepted event fails none of the conditions that a clause requires. */
const required = (clause: ClauseId) => (moment: Moment) => acceptedAgainst(withFailing(moment), clause)

/** A failure pays each trader of each coin what is due, once, and nothing else pays, nor is anybody else paid. */
const paidAs =
  (what: 'holdings' | 'collateral', due: (account: Account, trader: Paid['trader'], safe: bigint) => Portfolio) =>
  ({ before, event, answer }: Moment): ReadonlyArray<string> => {
    const outputs = accepted(answer)
    if (outputs === undefined) return []
    const pays = event.tag === 'fail' && !before.isFailed
    const names = new Set([...before.params.traders, ...outputs.paid].map(({ trader }) => trader))
    return [...names].flatMap((trader) => {
      const expected: Portfolio = pays ? due(before, trader, before.passed) : new Map()
      const got = total(outputs.paid.filter((p) => p.trader === trader).map((p) => [p.coin, p[what]]))
      return [...new Set([...expected.keys(), ...got.keys()])].flatMap((coin) => {
        const [e, g] = [expected.get(coin) ?? 0n, got.get(coin) ?? 0n]
        return e === g ? [] : [`${what}: expected ${e} ${coin} for ${trader}, got ${g}`]
      })
    })
  }

/** The clauses of the chapter. Each judges one line of a log, by the log's own account of what was before it. */
export const collateralClauses: Clauses<'collateral', Moment> = {
  'CO-1': {
    id: 'CO-1',
    title: 'Failed is failed',
    says: 'After a failure nothing is accepted.',
    source: 'TEX III-D1, halted; chapter Commit-chain, CC-1',
    kind: 'invariant',
    judge: required('CO-1'),
  },
  'CO-2': {
    id: 'CO-2',
    title: 'Known',
    says: 'Every event names known traders and coins, and a trade two of each.',
    source: 'TEX III-B, V-A',
    kind: 'invariant',
    judge: required('CO-2'),
  },
  'CO-3': {
    id: 'CO-3',
    title: 'Own coins',
    says: 'A trader gives in a trade only what it has with all trades before it.',
    source: 'TEX III-E2, an order that overdraws its balance',
    kind: 'invariant',
    judge: required('CO-3'),
  },
  'CO-4': {
    id: 'CO-4',
    title: 'Beforehand',
    says: 'Collateral for an eon is reserved two eons before it, or earlier, so that it is committed and has passed when a failure in that eon pays it.',
    source: 'TEX VI-C4a, learned before eon e commences; C_i(e) is proven by the tree of eon e - 2',
    kind: 'invariant',
    judge: required('CO-4'),
  },
  'CO-5': {
    id: 'CO-5',
    title: 'Exclusive',
    says: 'What is reserved of a coin for an eon, for all traders together, is staked, and cannot be taken out while a failure can still pay it.',
    source: 'TEX VI-C4a, exclusivity; the operator cannot withdraw staked collateral',
    kind: 'invariant',
    judge: required('CO-5'),
  },
  'CO-6': {
    id: 'CO-6',
    title: 'Two eons covered',
    says: 'A careful trader trades only if the volatility times what it sold of a coin in this eon and the one before is no more than what is reserved for it of that coin for this eon.',
    source: 'TEX VI-C4, Equation 4; VII-A2 (T9, T46)',
    kind: 'invariant',
    judge: required('CO-6'),
  },
  'CO-7': {
    id: 'CO-7',
    title: 'One eon covered',
    says: 'A careful trader trades only if the volatility times what it sold of a coin in this eon is no more than what is reserved for it of that coin for the next eon.',
    source: 'TEX VI-C4, Equation 5 (T9, T46)',
    kind: 'invariant',
    judge: required('CO-7'),
  },
  'CO-8': {
    id: 'CO-8',
    title: 'A contested eon covered',
    says: 'While a challenge of the eon before is open, a careful trader trades only if the volatility times what it sold of a coin in this eon and the two before is no more than what is reserved for it of that coin for the eon before.',
    source: 'Touchstone; the paper has no such condition (T44)',
    kind: 'invariant',
    judge: required('CO-8'),
  },
  'CO-9': {
    id: 'CO-9',
    title: 'Settled first',
    says: 'An eon does not end with a checkpoint while a challenge of the eon before is open.',
    source: 'Chapter Commit-chain, CC-8 and CC-41',
    kind: 'invariant',
    judge: required('CO-9'),
  },
  'CO-10': {
    id: 'CO-10',
    title: 'Something to answer',
    says: 'Only a challenge that is open is answered.',
    source: 'Chapter Commit-chain, CC-22',
    kind: 'invariant',
    judge: required('CO-10'),
  },
  'CO-11': {
    id: 'CO-11',
    title: 'Recovered holdings',
    says: 'A failure pays every trader what the last checkpoint that passed its challenges allots, and its deposits of that eon and later: every later swap is undone, what it gave as well as what it took.',
    source: 'TEX VI-C4, Equations 2 and 3; III-D1 (T33)',
    kind: 'invariant',
    judge: paidAs('holdings', heldAt),
  },
  'CO-12': {
    id: 'CO-12',
    title: 'Recovered collateral',
    says: 'A failure pays every trader, once and in full, what is reserved for it for the eon after that of the last checkpoint that passed its challenges, and of no other eon.',
    source: 'TEX VI-C4, Equations 2 and 3, C_i(e) and C_i(e+1)',
    kind: 'invariant',
    judge: paidAs('collateral', collateralAt),
  },
  ...theorems,
  'CO-18': {
    id: 'CO-18',
    title: 'Refused for a reason',
    says: 'An event is refused exactly if it fails a condition, with one that it fails as the reason.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: (moment) => refusedForAReason(withFailing(moment)),
  },
  'CO-19': {
    id: 'CO-19',
    title: 'Seen as it is',
    says: 'What can be seen of the exchange is what follows from the events that were accepted: the eon that runs, and what every trader has of each coin with all its trades.',
    source: 'Touchstone; TEX III-D1, a trade is accepted as settled',
    kind: 'invariant',
    judge: shownAs(shown)(),
  },
}

/** The clauses of the first chapter among the conditions: what an amount is, and a price. */
const BORROWED: ReadonlyArray<ClauseId> = ['PR-1', 'PR-2']

/** What is wrong with one line of a log. */
export const judgeMoment = (moment: Moment): ReadonlyArray<Finding> => [
  ...BORROWED.flatMap((clause) => required(clause)(moment).map((message) => ({ clause, message }))),
  ...findings(collateralClauses, moment),
]
