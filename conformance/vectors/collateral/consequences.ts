import type { Params } from '../../../spec/collateral/types.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Judged } from '../build.js'
import { refusedBy } from '../spoil.js'
import { draft, read, sample, traders } from './scene.js'
import { acceptedAsIf, allAccepted, paysDue } from './tamper.js'

// Histories in which something was accepted that should not have been. A log is believed: it happened. What follows
// from it is found where it is to be seen, by the clause that says what should never come about.

type Clauses = readonly [ClauseIdOf<'collateral'>, ...ClauseIdOf<'collateral'>[]]

interface Told {
  readonly slug: string
  readonly comment: string
  readonly clauses: Clauses
  readonly lines: ReadonlyArray<string>
  readonly changes?: Partial<Params>
}

const told = ({ slug, comment, clauses, lines, changes }: Told, isKept: boolean): Judged => {
  const run = { params: { ...sample, ...changes }, events: lines.map(read) }
  return {
    draft: draft(`${isKept ? 'kept-' : ''}after-${slug}`, comment, clauses, run),
    rewrite: allAccepted,
    // What a failure pays is due by the log; nothing else pays.
    tamper: run.events.at(-1)?.tag === 'fail' ? paysDue(run) : acceptedAsIf,
    isKept,
  }
}

const FUNDED = ['deposit alice X 100', 'deposit bob Y 200'] as const
/** 10 X are staked, and reserved for alice and this eon; or for the next. */
const ONLY_NOW = [...FUNDED, 'stake X 10', 'reserve alice X 3 10', 'end', 'end'] as const
const ONLY_NEXT = [...FUNDED, 'stake X 10', 'reserve alice X 4 10', 'end', 'end'] as const
const UNSTAKED = [...FUNDED, 'reserve alice X 3 10', 'reserve alice X 4 10', 'end', 'end'] as const
const ONCE = 'trade alice 100 X bob 100 Y'

const WRONG: ReadonlyArray<Told> = [
  {
    slug: 'uncovered-now-price',
    clauses: ['CO-13'],
    comment: 'For this eon nothing is reserved, and alice traded all the same; now Y rises by a tenth.',
    lines: [...ONLY_NEXT, ONCE, 'price Y 11'],
  },
  {
    slug: 'uncovered-now-fall',
    clauses: ['CO-13'],
    comment: 'The same, and what she sold falls: the sign of a change is that of the two together (T43).',
    lines: [...ONLY_NEXT, 'trade alice 100 X bob 99 Y', 'price X 9'],
  },
  {
    slug: 'deposit-is-no-protection',
    clauses: ['CO-13'],
    comment: 'A deposit of 50 X is recovered by alice, and protects nothing (T42).',
    lines: [...ONLY_NEXT, ONCE, 'price Y 11', 'deposit alice X 50'],
  },
  {
    slug: 'uncovered-next-price',
    clauses: ['CO-14'],
    comment: 'For the next eon nothing is reserved, and alice traded all the same; now Y rises by a tenth.',
    lines: [...ONLY_NOW, ONCE, 'price Y 11'],
  },
  {
    slug: 'uncovered-price',
    clauses: ['CO-13', 'CO-14', 'CO-16'],
    comment: 'There is no collateral, 100 X were swapped for 100 Y, and Y rises by a tenth (T9).',
    lines: [...FUNDED, 'end', 'end', ONCE, 'price Y 11'],
  },
  {
    slug: 'uncovered-other-coin',
    clauses: ['CO-13', 'CO-14', 'CO-16'],
    comment: 'The collateral is 10 Z; Y rises by a tenth, and Z falls to half (T46).',
    changes: {
      coins: [...sample.coins, ...sample.coins.slice(0, 1).map((one) => ({ ...one, coin: 'Z' as typeof one.coin }))],
    },
    lines: [
      ...FUNDED,
      'stake Z 10',
      'reserve alice Z 3 10',
      'reserve alice Z 4 10',
      ...['end', 'end', ONCE, 'price Z 5', 'price Y 11'],
    ],
  },
  {
    slug: 'uncovered-contested',
    clauses: ['CO-13'],
    comment: 'Trades of three eons are at stake, and the eon before covers two of them; Y rises by a tenth (T44).',
    lines: [
      'deposit alice X 200',
      'deposit bob Y 200',
      'stake X 20',
      ...[3, 4, 5, 6].map((eon) => `reserve alice X ${eon} 10`),
      ...['end', 'end', ONCE, 'end', 'contested', ONCE, 'price Y 11'],
    ],
  },
  {
    slug: 'uncovered-failure',
    clauses: ['CO-15'],
    comment: 'For this eon nothing is reserved; Y rises, the operator fails, and alice recovers what is due.',
    lines: [...ONLY_NEXT, ONCE, 'price Y 11', 'fail'],
  },
  {
    slug: 'uncovered-contested-failure',
    clauses: ['CO-15'],
    comment: 'The challenge is never answered: alice recovers from the checkpoint before, and loses (T44).',
    lines: [
      'deposit alice X 200',
      'deposit bob Y 200',
      'stake X 20',
      ...[3, 4, 5, 6].map((eon) => `reserve alice X ${eon} 10`),
      ...['end', 'end', ONCE, 'end', 'contested', ONCE, 'price Y 11', 'fail'],
    ],
  },
  {
    slug: 'part-of-it-covered-failure',
    clauses: ['CO-15'],
    comment: 'Of 101 X one is not covered: alice loses a unit of account.',
    lines: [
      'deposit alice X 101',
      'deposit bob Y 200',
      ...['stake X 11', 'reserve alice X 3 10', 'reserve alice X 4 11', 'end', 'end'],
      ...['trade alice 101 X bob 101 Y', 'price Y 11', 'fail'],
    ],
  },
  {
    slug: 'beyond-and-uncovered-failure',
    clauses: ['CO-15'],
    comment:
      'Y rises by a half, and the collateral covers half of what was sold: alice loses more than what is beyond.',
    lines: [
      ...[...FUNDED, 'stake X 10', 'reserve alice X 3 5', 'reserve alice X 4 10', 'end', 'end'],
      ...[ONCE, 'price Y 15', 'fail'],
    ],
  },
  {
    slug: 'unstaked-trade',
    clauses: ['CO-16'],
    comment: 'What is reserved for alice was never staked: as she trades, nothing backs it.',
    lines: [...UNSTAKED, ONCE],
  },
  {
    slug: 'unstaked-trade-of-ten',
    clauses: ['CO-16'],
    comment: 'The same for a single unit.',
    lines: [...FUNDED, 'reserve alice X 3 1', 'reserve alice X 4 1', 'end', 'end', 'trade alice 10 X bob 10 Y'],
  },
  {
    slug: 'taken-out-trade',
    clauses: ['CO-16'],
    comment: 'Of the 10 X that are reserved one was taken out, and she trades as if all were there.',
    lines: [
      ...[...FUNDED, 'stake X 10', 'reserve alice X 3 10', 'reserve alice X 4 10', 'unstake X 1', 'end', 'end'],
      ONCE,
    ],
  },
  {
    slug: 'shared-by-two',
    clauses: ['CO-16'],
    comment: 'The same 10 X are reserved for two traders, of whom each is covered: together they need 20.',
    changes: { traders: traders('alice careful', 'bob', 'carol careful') },
    lines: [
      ...[...FUNDED, 'deposit carol X 100', 'stake X 10'],
      ...['reserve alice X 3 10', 'reserve alice X 4 10', 'reserve carol X 3 10', 'reserve carol X 4 10'],
      ...['end', 'end', ONCE, 'trade carol 100 X bob 100 Y'],
    ],
  },
  {
    slug: 'late-trade',
    clauses: ['CO-16'],
    comment: 'The trade of the eon before still counts, while what is staked covers this one only.',
    lines: [
      'deposit alice X 200',
      'deposit bob Y 200',
      ...['stake X 10', ...[3, 4, 5].map((eon) => `reserve alice X ${eon} 20`), 'end', 'end'],
      ...[ONCE, 'end', 'trade alice 1 X bob 1 Y'],
    ],
  },
  {
    slug: 'unstaked-failure',
    clauses: ['CO-17'],
    comment: 'What was reserved was never staked, and is paid: out of what others deposited.',
    lines: [...UNSTAKED, 'deposit bob X 50', 'fail'],
  },
  {
    slug: 'shared-failure',
    clauses: ['CO-17'],
    comment: 'The same 10 X were reserved for both, and both are paid.',
    lines: [...FUNDED, 'stake X 10', 'reserve alice X 3 10', 'reserve bob X 3 10', 'end', 'end', 'fail'],
  },
  {
    slug: 'overdrawn-failure',
    clauses: ['CO-17'],
    comment: 'Bob sold 50 Y more than he had, and it is settled: alice recovers them, and he owes them.',
    changes: { traders: traders('alice', 'bob') },
    lines: [...FUNDED, 'end', 'trade alice 100 X bob 250 Y', 'end', 'end', 'fail'],
  },
  {
    slug: 'overdrawn-by-one-failure',
    clauses: ['CO-17'],
    comment: 'The same for a single unit.',
    changes: { traders: traders('alice', 'bob') },
    lines: [...FUNDED, 'end', 'trade alice 100 X bob 201 Y', 'end', 'end', 'fail'],
  },
]

/** The consequences of what should not have been accepted. */
export const consequences = (): ReadonlyArray<Judged> => WRONG.map((one) => told(one, false))

const RIGHT: ReadonlyArray<Told> = [
  {
    slug: 'uncovered-still',
    clauses: ['CO-13', 'CO-14', 'CO-15'],
    comment: 'Alice traded uncovered, no price has moved, and the operator fails: she loses nothing.',
    lines: [...FUNDED, 'end', 'end', ONCE, 'fail'],
  },
  {
    slug: 'uncovered-settled',
    clauses: ['CO-13', 'CO-14'],
    comment: 'Alice traded uncovered; it is settled by the time that Y rises.',
    lines: [...ONLY_NEXT, ONCE, 'end', 'end', 'price Y 11'],
  },
  {
    slug: 'uncovered-beyond',
    clauses: ['CO-13', 'CO-14', 'CO-15'],
    comment: 'Y rises by a tenth of what it was and by a half: what is beyond is nobody’s promise.',
    lines: [...FUNDED, 'stake X 10', 'reserve alice X 3 10', 'reserve alice X 4 10', 'end', 'end', ONCE, 'price Y 15'],
  },
  {
    slug: 'careless',
    clauses: ['CO-13', 'CO-14', 'CO-15', 'CO-16'],
    comment: 'Of who is not careful nothing is promised.',
    changes: { traders: traders('alice', 'bob') },
    lines: [...FUNDED, 'end', 'end', ONCE, 'price Y 11', 'fail'],
  },
  {
    slug: 'prices-come-back',
    clauses: ['CO-13', 'CO-14'],
    comment: 'Y had risen, and is back where it was.',
    lines: [...ONLY_NEXT, ONCE, 'price Y 11', 'price Y 10'],
  },
  {
    slug: 'losses-and-gains',
    clauses: ['CO-13', 'CO-14'],
    comment: 'One of two swaps has gained what the other has lost: they count together.',
    lines: [
      ...[
        'deposit alice X 100',
        'deposit alice Y 100',
        'deposit bob X 100',
        'deposit bob Y 100',
        'stake X 20',
        'stake Y 20',
      ],
      ...['end', 'end', 'trade alice 50 X bob 50 Y', 'trade alice 50 Y bob 50 X', 'price Y 11'],
    ],
  },
]

/** What was accepted wrongly and has no bad consequence. */
export const unharmed = (): ReadonlyArray<Judged> => RIGHT.map((one) => told(one, true))

/** Lines that come after a mistake and are none themselves: a log is believed, and a mistake is found once. */
const BELIEVED: ReadonlyArray<Told> = [
  {
    slug: 'late-reservation',
    clauses: ['CO-12'],
    comment: 'What was reserved an eon late is in no checkpoint that passed, and is not paid.',
    lines: [...FUNDED, 'stake X 10', 'reserve alice X 3 4', 'end', 'reserve alice X 3 6', 'end', 'fail'],
  },
  {
    slug: 'late-reservation-passed',
    clauses: ['CO-12'],
    comment: 'Reserved in the eon itself, two eons before the checkpoint that would commit it: nothing is paid of it.',
    lines: [...FUNDED, 'stake X 10', 'end', 'end', 'reserve alice X 3 6', 'end', 'contested', 'fail'],
  },
  {
    slug: 'unbacked-reservation',
    clauses: ['CO-5'],
    comment: 'For eon 3 more is reserved than is staked; what is reserved for eon 4 is another matter.',
    lines: [...FUNDED, 'stake X 10', 'reserve alice X 3 11', 'reserve alice X 4 10'],
  },
  {
    slug: 'overdrawn-deposit',
    clauses: ['CO-3'],
    comment: 'Bob owes 50 Y, deposits 60, and has 10 to give.',
    lines: [...FUNDED, 'trade alice 0 X bob 250 Y', 'deposit bob Y 60', 'trade alice 0 X bob 10 Y'],
  },
  {
    slug: 'negative-stake',
    clauses: ['CO-5'],
    comment: 'More was taken out than was put in; what is put in then fills the hole first.',
    lines: ['stake X 10', 'unstake X 12', 'stake X 5', 'reserve alice X 3 3'],
  },
  {
    slug: 'priceless-coin',
    clauses: ['CO-13', 'CO-14'],
    comment: 'Alice sold X for a coin that nobody knows: it has no price, and is worth nothing.',
    lines: [...FUNDED, 'stake X 1', 'end', 'end', 'trade alice 1 X bob 100 W', 'deposit bob Y 1'],
  },
  {
    slug: 'end-over-challenge',
    clauses: ['CO-11', 'CO-12'],
    comment: 'An eon ended over an open challenge: the next checkpoint passed, and all recover from that.',
    lines: [
      ...[...FUNDED, 'stake X 10', 'reserve alice X 5 10', 'end', 'end'],
      ...['trade bob 10 Y alice 0 X', 'contested', 'end', 'fail'],
    ],
  },
  {
    slug: 'failure',
    clauses: ['CO-13', 'CO-14', 'CO-15', 'CO-16'],
    comment: 'A failure of an exchange in which nothing was covered: of what is left nothing is asked.',
    changes: { traders: traders('alice', 'bob') },
    lines: [...FUNDED, ONCE, 'price Y 20', 'fail'],
  },
]

/** A deposit of bob's was refused for no reason: he has 200 Y, and no more. */
const refusedDeposit = (): Judged => ({
  draft: draft('kept-after-refused-deposit', 'Bob’s deposit was refused: he does not have it to give.', ['CO-18'], {
    params: sample,
    events: [...FUNDED, 'deposit bob Y 50', 'trade alice 0 X bob 201 Y'].map(read),
  }),
  rewrite: (earlier) => earlier.map((entry, i) => (i === 2 ? refusedBy()(entry) : entry)),
  tamper: refusedBy('CO-3'),
  isKept: true,
})

/** All that is right after something wrong. */
export const believed = (): ReadonlyArray<Judged> => [
  ...unharmed(),
  ...BELIEVED.map((one) => told(one, true)),
  refusedDeposit(),
]
