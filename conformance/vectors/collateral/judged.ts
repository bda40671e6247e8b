import { conditions } from '../../../spec/collateral/admission.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Judged, Tamper } from '../build.js'
import { ending, failingOne, refusedBy, seen } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { believed, consequences } from './consequences.js'
import { refusedEvents } from './refused.js'
import { contested, covered, draft, failed, funded, happen, opened, read, type Scene, traded } from './scene.js'
import { acceptedAsIf, holdings, pays } from './tamper.js'

type Clauses = readonly [ClauseIdOf<'collateral'>, ...ClauseIdOf<'collateral'>[]]
type Run = Pick<Scene, 'params' | 'events'>

/** For each condition that can fail alone, one event that was accepted although it fails it. */
const acceptedWrongly = (): ReadonlyArray<Judged> =>
  failingOne(conditions, refusedEvents(), ({ scene }) => scene.state.log).map(
    ({ slug, comment, clause, scene, event }) => ({
      draft: draft(`accepted-${slug}`, `Accepted all the same. ${comment}`, [clause], ending(scene, event)),
      tamper: acceptedAsIf,
    }),
  )

const wrong = (slug: string, clauses: Clauses, comment: string, run: Run, tamper: Tamper): Judged => ({
  draft: draft(slug, comment, clauses, run),
  tamper,
})

const kept = (slug: string, clauses: Clauses, comment: string, run: Run, tamper?: Tamper): Judged => ({
  draft: draft(`kept-${slug}`, comment, clauses, run),
  ...(tamper === undefined ? { shows: true } : { tamper, isKept: true }),
})

/** A run and one more event, which may be refused. */
const after = (run: Run, line: string): Run => ending(run, read(line))

const runOf = (slug: string): Run => {
  const found = acceptedRuns().find((one) => one.slug === slug)
  if (found === undefined) throw new Error(`no run ${slug}`)
  return found.scene
}

/** What is said to be paid where nothing is. */
const payingWrongly = (): ReadonlyArray<Judged> => [
  wrong('deposit-pays', ['CO-11'], 'A deposit pays.', happen(funded(), 'deposit bob Y 5'), pays('bob Y 1')),
  wrong('trade-pays', ['CO-11'], 'A trade pays what is taken.', traded(), pays('alice Y 60')),
  wrong('end-pays', ['CO-12'], 'An eon ends, and its collateral is paid.', covered(), pays('alice X 0 10')),
  wrong(
    'answer-pays',
    ['CO-11', 'CO-12'],
    'A challenge is answered, and everybody recovers all the same.',
    happen(contested(), 'answer'),
    pays('alice X 200 10', 'bob Y 200'),
  ),
  wrong(
    'second-failure-pays-again',
    ['CO-1', 'CO-11', 'CO-12'],
    'A second failure is accepted, and pays what the first has paid.',
    after(failed(), 'fail'),
    pays('alice X 100 10', 'bob Y 200'),
  ),
]

/** What a failure pays in the eon of a trade: it should be 100 X and 10 X of collateral to alice, and 200 Y to bob. */
const failingWrongly = (): ReadonlyArray<Judged> => {
  const of = (slug: string, clauses: Clauses, comment: string, ...lines: ReadonlyArray<string>): Judged =>
    wrong(`failure-${slug}`, clauses, comment, failed(), pays(...lines))
  return [
    of(
      'pays-what-was-traded',
      ['CO-11'],
      'The trade stands.',
      ...['alice X 40 10', 'alice Y 60', 'bob X 60', 'bob Y 140'],
    ),
    of(
      'undoes-what-was-taken-only',
      ['CO-11'],
      'Bob loses what he took, and what he gave is not given back.',
      'alice X 100 10',
      'bob Y 140',
    ),
    of(
      'undoes-what-was-given-only',
      ['CO-11'],
      'Alice gets back what she gave, and keeps what she took.',
      ...['alice X 100 10', 'alice Y 60', 'bob Y 140'],
    ),
    of('pays-nothing', ['CO-11', 'CO-12', 'CO-15'], 'Nobody recovers anything.'),
    of('pays-one-less', ['CO-11'], 'One unit of bob’s is missing.', 'alice X 100 10', 'bob Y 199'),
    of('keeps-collateral', ['CO-12'], 'The collateral is not paid.', 'alice X 100', 'bob Y 200'),
    of(
      'pays-collateral-in-part',
      ['CO-12'],
      'Only what the 60 needed is paid, and prices have not moved.',
      'alice X 100 6',
      'bob Y 200',
    ),
    of(
      'pays-collateral-to-another',
      ['CO-12'],
      'Alice’s collateral is paid to bob.',
      ...['alice X 100', 'bob X 0 10', 'bob Y 200'],
    ),
    of(
      'pays-collateral-in-another-coin',
      ['CO-12', 'CO-17'],
      'The collateral is paid in Y, of which none is staked.',
      ...['alice X 100', 'alice Y 0 10', 'bob Y 200'],
    ),
    of(
      'pays-collateral-twice',
      ['CO-12', 'CO-17'],
      'The collateral is paid twice.',
      ...['alice X 100 10', 'alice X 0 10', 'bob Y 200'],
    ),
    of(
      'pays-collateral-as-holdings',
      ['CO-11', 'CO-12'],
      'The collateral is paid as if alice had held it.',
      'alice X 110',
      'bob Y 200',
    ),
    of(
      'pays-principal-twice',
      ['CO-11', 'CO-17'],
      'What alice sold is added to what she deposited (T33).',
      'alice X 160 10',
      'bob Y 200',
    ),
    of(
      'pays-a-stranger',
      ['CO-11'],
      'One unit of bob’s is paid to somebody whom nobody knows.',
      ...['alice X 100 10', 'bob Y 199', 'mallory Y 1'],
    ),
    of(
      'pays-an-unknown-coin',
      ['CO-11'],
      'Something is paid of a coin that there is not.',
      ...['alice X 100 10', 'bob Y 200', 'bob W 1'],
    ),
    of(
      'pays-below-zero',
      ['CO-11', 'CO-17'],
      'One recovers more than there is, and another less than nothing.',
      ...['alice X 111 10', 'bob X -11', 'bob Y 200'],
    ),
  ]
}

/** The moments at which a failure is easily paid from the wrong checkpoint. */
const momentsMistaken = (): ReadonlyArray<Judged> => [
  wrong(
    'failure-next-eon-settles',
    ['CO-11'],
    'In the next eon the trade is taken to be settled.',
    runOf('fail-in-the-next-eon'),
    pays('alice X 40 7', 'alice Y 60', 'bob X 60', 'bob Y 140'),
  ),
  wrong(
    'failure-next-eon-collateral-of-last',
    ['CO-12'],
    'In the next eon the collateral for the eon of the trade is paid.',
    runOf('fail-in-the-next-eon'),
    pays('alice X 100 10', 'bob Y 200'),
  ),
  wrong(
    'failure-next-eon-collateral-of-both',
    ['CO-12', 'CO-17'],
    'The collateral for both eons is paid.',
    runOf('fail-in-the-next-eon'),
    pays('alice X 100 17', 'bob Y 200'),
  ),
  wrong(
    'failure-settled-undone',
    ['CO-11'],
    'Two eons later the trade is undone.',
    runOf('fail-settled'),
    pays('alice X 100 3', 'bob Y 200'),
  ),
  wrong(
    'failure-settled-collateral-kept',
    ['CO-12'],
    'All is settled, nothing was lost, and so the collateral is kept.',
    runOf('fail-settled'),
    pays('alice X 40', 'alice Y 60', 'bob X 60', 'bob Y 140'),
  ),
  wrong(
    'failure-contested-settles',
    ['CO-11'],
    'The checkpoint is contested, and holdings are recovered from it.',
    runOf('fail-contested'),
    pays('alice X 40 10', 'alice Y 60', 'bob X 60', 'bob Y 140'),
  ),
  wrong(
    'failure-contested-collateral-of-now',
    ['CO-12'],
    'The checkpoint is contested, and the collateral for the eon that runs is paid.',
    runOf('fail-contested'),
    pays('alice X 100 3', 'bob Y 200'),
  ),
  wrong(
    'failure-answered-undone',
    ['CO-11'],
    'The challenge was answered, and the trade is undone.',
    runOf('fail-answered'),
    pays('alice X 100 3', 'bob Y 200'),
  ),
  wrong(
    'failure-deposit-of-now-forgotten',
    ['CO-11'],
    'What bob deposited in the eon that runs is in no checkpoint, and is not paid.',
    runOf('fail-deposits-since'),
    pays('alice X 101 10', 'alice Y 2', 'bob Y 200'),
  ),
  wrong(
    'failure-deposit-counted-twice',
    ['CO-11', 'CO-17'],
    'What alice deposited before the checkpoint is paid besides what it allots.',
    runOf('fail-deposits-since'),
    pays('alice X 201 10', 'alice Y 2', 'bob X 4', 'bob Y 200'),
  ),
  wrong(
    'failure-first-eon-collateral',
    ['CO-12'],
    'There is no checkpoint, and the collateral for eon 3 is paid.',
    runOf('fail-in-first-eon'),
    pays('alice X 100 10', 'bob Y 200'),
  ),
  wrong(
    'failure-by-value',
    ['CO-11', 'CO-12'],
    'What alice recovers is worth as much, and is paid in what she took.',
    runOf('fail-at-the-volatility'),
    pays('alice Y 100', 'bob X 100', 'bob Y 100'),
  ),
]

/** Events of every kind that fail no condition. */
const ADMISSIBLE: ReadonlyArray<readonly [string, () => Scene]> = [
  ['deposit', funded],
  ['stake', () => happen(opened(), 'stake X 10')],
  ['unstake', () => happen(opened(), 'stake X 10', 'reserve alice X 3 4', 'unstake X 6')],
  ['reserve', () => happen(opened(), 'stake X 10', 'reserve alice X 3 10')],
  ['trade', () => happen(covered(), 'trade alice 100 X bob 100 Y')],
  ['trade-contested', () => happen(contested(), 'trade alice 0 X bob 100 Y')],
  ['price', () => happen(traded(), 'price Y 1000')],
  ['end', () => happen(opened(), 'end')],
  ['end-contested', () => happen(opened(), 'contested')],
  ['answer', () => happen(opened(), 'contested', 'answer')],
  ['failure', () => happen(opened(), 'fail')],
]

const refusing = (): ReadonlyArray<Judged> => [
  kept(
    'refused-after-failure',
    ['CO-1', 'CO-18'],
    'After a failure a deposit is refused.',
    after(failed(), 'deposit alice X 1'),
  ),
  ...ADMISSIBLE.map(([slug, scene]) =>
    wrong(`refused-${slug}`, ['CO-18'], 'It fails no condition, and is refused.', scene(), refusedBy()),
  ),
  wrong(
    'refused-for-another',
    ['CO-18'],
    'It is covered, and not what it is refused for.',
    after(covered(), 'trade alice 1 X bob 201 Y'),
    refusedBy('CO-6'),
  ),
  wrong(
    'refused-for-what-came-later',
    ['CO-18'],
    'Nothing has failed.',
    after(happen(opened(), 'contested'), 'end'),
    refusedBy('CO-1'),
  ),
  wrong(
    'refused-for-stake-of-past',
    ['CO-18'],
    'For an eon that is over no stake is asked for: it is too late, and that is all.',
    after(happen(opened(), 'end', 'end'), 'reserve alice X 1 5'),
    refusedBy('CO-5'),
  ),
  wrong(
    'refused-for-stake-of-passed',
    ['CO-18'],
    'Nor for the eon whose checkpoint was the last that passed.',
    after(happen(opened(), 'end', 'end'), 'reserve alice X 2 5'),
    refusedBy('CO-5'),
  ),
  wrong(
    'refused-for-care-of-stranger',
    ['CO-18'],
    'Whom nobody knows is not careful, and does not have to be covered.',
    after(happen(opened(), 'deposit bob Y 1'), 'trade mallory 1 X bob 1 Y'),
    refusedBy('CO-6'),
  ),
  kept(
    'stake-of-this-eon',
    ['CO-18', 'CO-5'],
    'For the eon that runs it is too late, and the stake is missing as well.',
    after(happen(opened(), 'end', 'end'), 'reserve alice X 3 5'),
    refusedBy('CO-5'),
  ),
  kept('without-reason', ['CO-18'], 'Whoever gives no reason leaves it out.', after(opened(), 'answer'), refusedBy()),
  kept(
    'second-reason',
    ['CO-18'],
    'Of two conditions that fail the second is the reason.',
    after(funded(), 'trade alice 1 X bob 1 Y'),
    refusedBy('CO-7'),
  ),
  kept(
    'third-reason',
    ['CO-18'],
    'Of several that fail the last is the reason.',
    after(contested(), 'trade alice 101 X bob 1 Y'),
    refusedBy('CO-8'),
  ),
]

const A_TRADE = ['alice X 40', 'alice Y 60', 'bob X 60', 'bob Y 140'] as const

/** What is seen. */
const seeing = (): ReadonlyArray<Judged> => [
  kept('seen', ['CO-19'], 'What everybody has, with the trade.', traded(), seen({ holdings: holdings(...A_TRADE) })),
  kept('seen-nothing', ['CO-19'], 'Nothing is shown.', traded(), seen({})),
  kept('seen-after-failure', ['CO-19'], 'A failure changes nothing of what is seen.', failed()),
  wrong(
    'seen-eon-late',
    ['CO-19'],
    'The eon that is shown is the one that ended.',
    happen(opened(), 'end'),
    seen({ eon: '1' }),
  ),
  wrong(
    'seen-untraded',
    ['CO-19'],
    'The trade is not to be seen before it is settled.',
    traded(),
    seen({ holdings: holdings('alice X 100', 'alice Y 0', 'bob X 0', 'bob Y 200') }),
  ),
  wrong(
    'seen-one-side',
    ['CO-19'],
    'Of the trade one side is to be seen.',
    traded(),
    seen({ holdings: holdings('alice X 40', 'alice Y 60', 'bob X 0', 'bob Y 200') }),
  ),
  wrong(
    'seen-collateral',
    ['CO-19'],
    'The collateral is shown as if it were the trader’s.',
    covered(),
    seen({ holdings: holdings('alice X 110', 'alice Y 0', 'bob X 0', 'bob Y 200') }),
  ),
  wrong(
    'seen-in-part',
    ['CO-19'],
    'Who has nothing of a coin is left out.',
    funded(),
    seen({ holdings: holdings('alice X 100', 'bob Y 200') }),
  ),
  wrong(
    'seen-refused',
    ['CO-19'],
    'A trade is refused, and shown as if it had happened.',
    after(traded(), 'trade alice 41 X bob 41 Y'),
    (last) =>
      seen({ holdings: holdings('alice X -1', 'alice Y 101', 'bob X 101', 'bob Y 99') })(refusedBy('CO-3')(last)),
  ),
]

/** Runs that are judged as they are, with what is seen at their end. */
const RIGHT = [
  'wide-amounts',
  'trade-both-careful',
  'trade-what-was-taken',
  'contested-and-answered',
  'fail-settled',
  'fail-contested-three-eons',
  'fail-deposits-since',
  'fail-own-collateral-only',
  'fail-beyond-volatility',
  'fail-at-the-volatility',
  'fail-both-sides',
  'fail-of-a-chain',
  'long',
] as const

const right = (): ReadonlyArray<Judged> => [
  ...acceptedRuns()
    .filter(({ slug }) => (RIGHT as ReadonlyArray<string>).includes(slug))
    .map(({ slug, comment, clauses, scene }) => kept(slug, clauses as Clauses, comment, scene)),
  kept(
    'paid-in-parts',
    ['CO-11', 'CO-12', 'CO-17'],
    'In what sequence and in how many parts is paid says nothing, and who recovers nothing may be listed.',
    failed(),
    pays('bob Y 150', 'alice X 0 10', 'bob X 0', 'alice X 100', 'bob Y 50', 'alice Y 0'),
  ),
]

/** All of them. */
export const judged = (): ReadonlyArray<Judged> => [
  ...acceptedWrongly(),
  ...payingWrongly(),
  ...failingWrongly(),
  ...momentsMistaken(),
  ...refusing(),
  ...seeing(),
  ...right(),
  ...consequences(),
  ...believed(),
]
