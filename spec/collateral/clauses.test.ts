import { describe, expect, it } from 'vitest'
import { clauseIds } from '../core/ids.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { type Account, momentOf } from './history.js'
import { ALICE, accountAfter, BOB, CHALLENGED, deposit, END, price, reserve, stake, trade, X, Y } from './runs.js'
import { shown } from './shown.js'
import type { Event, Paid } from './types.js'

const FAIL: Event = { tag: 'fail' }

/** Which clauses an event breaks that is accepted with these payments. */
const accepted = (account: Account, event: Event, paid: ReadonlyArray<Paid> = []): ReadonlyArray<string> => [
  ...new Set(judgeMoment(momentOf(account, event, { accepted: { paid } })).map(({ clause }) => clause)),
]

const start = accountAfter(deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), stake(X, 10n), reserve(X, 3n, 10n))
const covered = accountAfter(
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  stake(X, 10n),
  reserve(X, 3n, 10n),
  reserve(X, 4n, 10n),
  END,
  END,
)
const traded = accountAfter(
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  stake(X, 10n),
  reserve(X, 3n, 10n),
  reserve(X, 4n, 10n),
  END,
  END,
  trade(X, Y, 100n),
  price(Y, 11n),
)
const paid = (trader: TraderId, coin: CoinId, holdings: bigint, collateral: bigint): Paid => ({
  trader,
  coin,
  holdings,
  collateral,
})
const RIGHT = [paid(ALICE, X, 100n, 10n), paid(BOB, Y, 200n, 0n)]

/** Alice sold 100 X without collateral, and what she bought rose. */
const short = accountAfter(deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), END, END, trade(X, Y, 100n), price(Y, 11n))

/** A sold amount of alice's for as much of the other coin, after a challenged end of an eon. */
const contested = accountAfter(
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  stake(X, 10n),
  reserve(X, 4n, 10n),
  reserve(X, 5n, 10n),
  END,
  END,
  CHALLENGED,
)

/** For each clause, a line that breaks it, and every clause that the line breaks. */
const BROKEN: ReadonlyArray<readonly [string, ReadonlyArray<string>, () => ReadonlyArray<string>]> = [
  ['a deposit after the failure', ['CO-1'], () => accepted({ ...start, isFailed: true }, deposit(ALICE, X, 1n))],
  ['a deposit of a stranger', ['CO-2'], () => accepted(start, deposit('mallory' as TraderId, X, 1n))],
  ['a trade of one’s own coins with oneself', ['CO-2'], () => accepted(covered, { ...trade(X, Y, 0n), buyer: ALICE })],
  [
    'a trade of a coin that the buyer does not have',
    ['CO-3'],
    () => accepted(covered, { ...trade(X, Y, 10n), quote: 'Z' as CoinId }),
  ],
  ['collateral for the next eon', ['CO-4'], () => accepted(start, reserve(X, 2n, 1n))],
  ['collateral that is reserved already', ['CO-5'], () => accepted(start, reserve(X, 3n, 1n, BOB))],
  ['collateral taken out that is reserved', ['CO-5'], () => accepted(start, { tag: 'unstake', coin: X, amount: 1n })],
  [
    'a trade against collateral for the next eon only',
    ['CO-6'],
    () =>
      accepted(
        accountAfter(deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), stake(X, 10n), reserve(X, 4n, 10n), END, END),
        trade(X, Y, 10n),
      ),
  ],
  [
    'a trade against collateral for this eon only',
    ['CO-7'],
    () =>
      accepted(
        accountAfter(deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), stake(X, 10n), reserve(X, 3n, 10n), END, END),
        trade(X, Y, 10n),
      ),
  ],
  [
    'a trade in a contested eon that the eon before does not cover',
    ['CO-8'],
    () => accepted(contested, trade(X, Y, 10n)),
  ],
  ['an end of an eon that is contested', ['CO-9'], () => accepted(contested, END)],
  ['an answer to nothing', ['CO-10'], () => accepted(start, { tag: 'answer' })],
  [
    'a failure that pays what was traded',
    ['CO-11', 'CO-15'],
    () => accepted(traded, FAIL, [paid(ALICE, X, 0n, 10n), paid(BOB, Y, 200n, 0n)]),
  ],
  [
    'a failure that keeps the collateral',
    ['CO-12', 'CO-15'],
    () => accepted(traded, FAIL, [paid(ALICE, X, 100n, 0n), paid(BOB, Y, 200n, 0n)]),
  ],
  [
    'a failure that pays collateral twice',
    ['CO-12', 'CO-17'],
    () => accepted(traded, FAIL, [...RIGHT, paid(ALICE, X, 0n, 10n)]),
  ],
  [
    'a price that follows an uncovered trade',
    ['CO-16', 'CO-13', 'CO-14'],
    () =>
      accepted(
        accountAfter(deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), END, END, trade(X, Y, 100n)),
        price(Y, 11n),
      ),
  ],
  [
    'a failure that pays a stranger out of the stake',
    ['CO-11', 'CO-12'],
    () =>
      accepted({ ...traded, stakes: [{ coin: X, amount: 12n }] }, FAIL, [
        ...RIGHT,
        paid('mallory' as TraderId, X, 1n, 1n),
      ]),
  ],
  [
    'a failure that pays a coin that nobody knows',
    ['CO-11'],
    () => accepted(traded, FAIL, [...RIGHT, paid(BOB, 'W' as CoinId, 1n, 0n)]),
  ],
  [
    'a failure that pays more than there is of a coin, and less than nothing to another trader',
    ['CO-11', 'CO-17'],
    () => accepted(start, FAIL, [paid(ALICE, X, 111n, 0n), paid(BOB, X, -11n, 0n), paid(BOB, Y, 200n, 0n)]),
  ],
  ['a deposit of less than nothing', ['PR-1'], () => accepted(start, deposit(ALICE, X, -1n))],
  ['a price of nothing', ['PR-2'], () => accepted(start, price(X, 0n))],
  [
    'a price that moves after the failure of a trader that was short',
    ['CO-1'],
    () => accepted({ ...short, isFailed: true }, price(Y, 12n)),
  ],
  [
    'a failure of a trader that was short, in which it recovers what is due',
    ['CO-15'],
    () => accepted(short, FAIL, [paid(ALICE, X, 100n, 0n), paid(BOB, Y, 200n, 0n)]),
  ],
  ['a payment without a failure', ['CO-11'], () => accepted(traded, END, [paid(ALICE, X, 101n, 0n)])],
  [
    'a second failure, which pays again',
    ['CO-1', 'CO-11', 'CO-12'],
    () => accepted({ ...traded, isFailed: true }, FAIL, RIGHT),
  ],
  ['a second failure, which pays nothing', ['CO-1'], () => accepted({ ...traded, isFailed: true }, FAIL)],
  [
    'an eon that is shown after its end',
    ['CO-19'],
    () => judgeMoment(momentOf(start, END, { accepted: { paid: [] } }, { eon: 1n })).map(({ clause }) => clause),
  ],
  [
    'holdings that are shown without a trade',
    ['CO-19'],
    () =>
      judgeMoment(
        momentOf(covered, trade(X, Y, 60n), { accepted: { paid: [] } }, { holdings: shown.holdings(covered) }),
      ).map(({ clause }) => clause),
  ],
  [
    'a refusal without a reason',
    ['CO-18'],
    () => judgeMoment(momentOf(start, END, { rejected: { reason: 'CO-9' } })).map(({ clause }) => clause),
  ],
  [
    'a refusal for another reason',
    ['CO-18'],
    () => judgeMoment(momentOf(contested, END, { rejected: { reason: 'CO-1' } })).map(({ clause }) => clause),
  ],
]

describe('the exchange as it opens', () => {
  it('has seen nothing', () => {
    expect(accountAfter()).toMatchObject({ eon: 1n, passed: 0n, deposits: [], swaps: [], reserved: [], stakes: [] })
  })
})

describe('the clauses of collateral', () => {
  it('are kept by the right line', () => {
    expect(accepted(traded, FAIL, RIGHT)).toEqual([])
    expect(accepted(covered, trade(X, Y, 100n))).toEqual([])
    expect(judgeMoment(momentOf(contested, END, { rejected: { reason: 'CO-9' } }))).toEqual([])
    const seen = { eon: 3n, holdings: shown.holdings(traded) }
    expect(judgeMoment(momentOf(traded, FAIL, { accepted: { paid: RIGHT } }, seen))).toEqual([])
  })

  it.each(BROKEN)('are broken by %s: %j', (_, expected, found) => {
    expect([...found()].sort()).toEqual([...expected].sort())
  })

  it('take payments together, in however many parts they come (CO-17)', () => {
    const parts = [paid(ALICE, X, 200n, 10n), paid(ALICE, X, -100n, 0n), paid(BOB, Y, 200n, 0n)]
    expect(accepted(traded, FAIL, parts)).toEqual([])
  })

  it('ask of a reservation what is staked for its own eon, whatever was reserved for others (CO-5)', () => {
    const beyond = accountAfter(stake(X, 10n), reserve(X, 3n, 11n))
    expect(accepted(beyond, reserve(X, 4n, 10n))).toEqual([])
    expect(accepted(beyond, reserve(X, 4n, 11n))).toEqual(['CO-5'])
  })

  it('say how much a failure takes from whom (CO-15)', () => {
    const [lost] = judgeMoment(
      momentOf(short, FAIL, { accepted: { paid: [paid(ALICE, X, 100n, 0n), paid(BOB, Y, 200n, 0n)] } }),
    )
    expect(lost?.message).toBe('alice had 1100 and recovers 1000: it loses 100')
  })

  it('judge a refusal by its reason alone, that of a failure as well (CO-18)', () => {
    for (const event of [FAIL, deposit(ALICE, X, 1n)]) {
      const refused = momentOf(traded, event, { rejected: {} })
      expect(judgeMoment(refused).map(({ clause }) => clause)).toEqual(['CO-18'])
      expect(refused.after).toBe(traded)
    }
  })

  it('are each broken by some line', () => {
    const broken = new Set(BROKEN.flatMap(([, expected]) => expected))
    expect(clauseIds.collateral.filter((id) => !broken.has(id))).toEqual([])
  })
})
