import type { Event } from '../../../spec/collateral/types.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import {
  bothCareful,
  coins,
  contested,
  covered,
  failed,
  funded,
  happen,
  opened,
  read,
  type Scene,
  traded,
} from './scene.js'

/** An event that is refused, and the first condition that it fails. */
export interface Refused {
  readonly slug: string
  readonly comment: string
  readonly clause: ClauseIdOf<'collateral' | 'primitives'>
  readonly scene: Scene
  readonly event: Event
}

const refused = (slug: string, clause: Refused['clause'], comment: string, scene: Scene, line: string): Refused => ({
  slug,
  comment,
  clause,
  scene,
  event: read(line),
})

const LIMIT = `${2n ** 128n}`

/** An exchange that failed before anything had happened in it. */
const over = (): Scene => happen(opened(), 'fail')

const deposits = (): ReadonlyArray<Refused> => [
  refused('deposit-after-failure', 'CO-1', 'The operator has failed.', failed(), 'deposit alice X 1'),
  refused('deposit-unknown-trader', 'CO-2', 'Nobody knows Mallory.', opened(), 'deposit mallory X 1'),
  refused('deposit-unknown-coin', 'CO-2', 'There is no coin W.', opened(), 'deposit alice W 1'),
  refused('deposit-of-coin', 'CO-2', 'A coin is no trader.', opened(), 'deposit X X 1'),
  refused('deposit-negative', 'PR-1', 'A deposit below zero.', funded(), 'deposit alice X -1'),
  refused('deposit-wide', 'PR-1', 'A deposit of 2^128.', opened(), `deposit alice X ${LIMIT}`),
  refused('stake-after-failure', 'CO-1', 'The operator has failed.', over(), 'stake X 1'),
  refused('stake-unknown', 'CO-2', 'There is no coin W.', opened(), 'stake W 1'),
  refused(
    'stake-negative',
    'PR-1',
    'To stake less than nothing would be to take out.',
    happen(opened(), 'stake X 1'),
    'stake X -1',
  ),
  refused('stake-wide', 'PR-1', 'A stake of 2^128.', opened(), `stake X ${LIMIT}`),
  refused('price-after-failure', 'CO-1', 'The operator has failed.', over(), 'price X 11'),
  refused('price-unknown', 'CO-2', 'There is no coin W.', opened(), 'price W 1'),
  refused('price-zero', 'PR-2', 'Zero is no price.', opened(), 'price X 0'),
  refused('price-negative', 'PR-2', 'A price below zero.', opened(), 'price X -1'),
  refused('price-wide', 'PR-2', 'A price of 2^128.', opened(), `price X ${LIMIT}`),
]

const stakes = (): ReadonlyArray<Refused> => [
  refused('unstake-after-failure', 'CO-1', 'The operator has failed.', failed(), 'unstake X 0'),
  refused('unstake-unknown', 'CO-2', 'There is no coin W.', opened(), 'unstake W 0'),
  refused('unstake-negative', 'PR-1', 'To take out less than nothing.', opened(), 'unstake X -1'),
  refused('unstake-wide', 'PR-1', '2^128 are taken out.', opened(), `unstake X ${LIMIT}`),
  refused(
    'unstake-reserved',
    'CO-5',
    'Of 10, 6 are reserved for an eon, and fewer for another.',
    happen(opened(), 'stake X 10', 'reserve alice X 3 4', 'reserve bob X 3 2', 'reserve alice X 4 5'),
    'unstake X 5',
  ),
  refused('unstake-more', 'CO-5', 'More than was put in.', happen(opened(), 'stake X 10'), 'unstake X 11'),
  refused(
    'unstake-again',
    'CO-5',
    'Of 10 there are 3 left.',
    happen(opened(), 'stake X 10', 'unstake X 7'),
    'unstake X 4',
  ),
  refused('unstake-other-coin', 'CO-5', 'X was staked, and no Y.', happen(opened(), 'stake X 10'), 'unstake Y 1'),
  refused(
    'unstake-deposits',
    'CO-5',
    'What traders deposited is no stake.',
    happen(funded(), 'stake X 10'),
    'unstake X 11',
  ),
  refused(
    'unstake-of-this-eon',
    'CO-5',
    'In eon 3 a failure pays what is reserved for it.',
    happen(opened(), 'stake X 10', 'reserve alice X 3 10', 'end', 'end'),
    'unstake X 1',
  ),
  refused(
    'unstake-far-ahead',
    'CO-5',
    'What is reserved for eon 9 stays in from the first on.',
    happen(opened(), 'stake X 10', 'reserve alice X 9 10'),
    'unstake X 1',
  ),
  refused(
    'unstake-contested',
    'CO-5',
    'While a challenge is open a failure still pays what is reserved for the eon before.',
    happen(opened(), 'stake X 10', 'reserve alice X 3 10', 'end', 'end', 'contested'),
    'unstake X 1',
  ),
]

const reservations = (): ReadonlyArray<Refused> => [
  refused('reserve-after-failure', 'CO-1', 'The operator has failed.', over(), 'reserve alice X 3 0'),
  refused('reserve-unknown-trader', 'CO-2', 'Nobody knows Mallory.', opened(), 'reserve mallory X 3 0'),
  refused('reserve-unknown-coin', 'CO-2', 'There is no coin W.', opened(), 'reserve alice W 3 0'),
  refused('reserve-negative', 'PR-1', 'Less than nothing is reserved.', opened(), 'reserve alice X 3 -1'),
  refused('reserve-wide', 'PR-1', '2^128 are reserved.', opened(), `reserve alice X 3 ${LIMIT}`),
  refused('reserve-next-eon', 'CO-4', 'In eon 1 for eon 2.', happen(opened(), 'stake X 1'), 'reserve alice X 2 1'),
  refused('reserve-this-eon', 'CO-4', 'For the eon that runs.', happen(opened(), 'stake X 1'), 'reserve alice X 1 1'),
  refused(
    'reserve-past-eon',
    'CO-4',
    'For an eon that is over.',
    happen(opened(), 'end', 'end'),
    'reserve alice X 1 0',
  ),
  refused('reserve-eon-zero', 'CO-4', 'For an eon that never was.', opened(), 'reserve alice X 0 0'),
  refused('reserve-negative-eon', 'CO-4', 'For an eon below zero.', opened(), 'reserve alice X -3 0'),
  refused(
    'reserve-next-eon-later',
    'CO-4',
    'In eon 2 for eon 3, for which it could be reserved an eon ago.',
    happen(opened(), 'stake X 1', 'reserve alice X 3 1', 'end'),
    'reserve alice X 3 0',
  ),
  refused('reserve-unstaked', 'CO-5', 'Nothing is staked.', opened(), 'reserve alice X 3 1'),
  refused('reserve-more', 'CO-5', 'One more than is staked.', happen(opened(), 'stake X 10'), 'reserve alice X 3 11'),
  refused(
    'reserve-of-another',
    'CO-5',
    'All of it is reserved for alice: collateral is exclusive.',
    happen(opened(), 'stake X 10', 'reserve alice X 3 10'),
    'reserve bob X 3 1',
  ),
  refused(
    'reserve-again',
    'CO-5',
    'What is reserved for one trader adds up.',
    happen(opened(), 'stake X 10', 'reserve alice X 3 6'),
    'reserve alice X 3 5',
  ),
  refused(
    'reserve-other-coin',
    'CO-5',
    'X is staked, and Y is not.',
    happen(opened(), 'stake X 10'),
    'reserve alice Y 3 1',
  ),
  refused(
    'reserve-taken-out',
    'CO-5',
    'What was staked was taken out again.',
    happen(opened(), 'stake X 10', 'unstake X 4'),
    'reserve alice X 3 7',
  ),
]

const trades = (): ReadonlyArray<Refused> => [
  refused('trade-after-failure', 'CO-1', 'The operator has failed.', failed(), 'trade alice 1 X bob 1 Y'),
  refused('trade-unknown-seller', 'CO-2', 'Nobody knows Mallory.', funded(), 'trade mallory 0 X bob 0 Y'),
  refused('trade-unknown-buyer', 'CO-2', 'Nobody knows Mallory.', funded(), 'trade alice 0 X mallory 0 Y'),
  refused('trade-unknown-base', 'CO-2', 'There is no coin W.', funded(), 'trade alice 0 W bob 0 Y'),
  refused('trade-unknown-quote', 'CO-2', 'There is no coin W.', funded(), 'trade alice 0 X bob 0 W'),
  refused('trade-with-oneself', 'CO-2', 'Alice trades with alice.', funded(), 'trade alice 0 X alice 0 Y'),
  refused('trade-of-one-coin', 'CO-2', 'X is given for X.', traded(), 'trade alice 1 X bob 1 X'),
  refused('trade-negative-base', 'PR-1', 'Less than nothing is given.', funded(), 'trade alice -1 X bob 1 Y'),
  refused('trade-negative-quote', 'PR-1', 'Less than nothing is taken.', funded(), 'trade alice 0 X bob -1 Y'),
  refused('trade-wide', 'PR-1', '2^128 are taken.', funded(), `trade alice 0 X bob ${LIMIT} Y`),
  refused(
    'trade-overdrawn-by-seller',
    'CO-3',
    'Bob gives one more than he has.',
    funded(),
    'trade bob 201 Y alice 0 X',
  ),
  refused('trade-overdrawn-by-buyer', 'CO-3', 'Bob gives one more than he has.', funded(), 'trade alice 0 X bob 201 Y'),
  refused('trade-already-given', 'CO-3', 'Bob has given 60 of his 200 Y.', traded(), 'trade alice 1 X bob 141 Y'),
  refused('trade-not-yet-taken', 'CO-3', 'Bob has no X to give.', funded(), 'trade bob 1 X alice 0 Y'),
  refused(
    'trade-of-another-coin',
    'CO-3',
    'Bob has Y, and no Z.',
    funded({ coins: coins('X 10', 'Y 10', 'Z 10') }),
    'trade alice 0 X bob 1 Z',
  ),
  refused(
    'trade-stake',
    'CO-3',
    'Collateral is not to be traded.',
    happen(funded(), 'stake Y 50'),
    'trade alice 0 X bob 201 Y',
  ),
  refused(
    'trade-not-covered-now',
    'CO-6',
    'Collateral for the next eon covers nothing now.',
    happen(funded(), 'stake X 10', 'reserve alice X 4 10', 'end', 'end'),
    'trade alice 1 X bob 1 Y',
  ),
  refused(
    'trade-beyond',
    'CO-6',
    'A tenth of 101 is more than 10.',
    happen(covered(), 'deposit alice X 1'),
    'trade alice 101 X bob 0 Y',
  ),
  refused(
    'trade-beyond-with-eon-before',
    'CO-6',
    'The 60 of the eon before count.',
    happen(traded(), 'reserve alice X 5 10', 'deposit alice X 1', 'end'),
    'trade alice 41 X bob 0 Y',
  ),
  refused(
    'trade-of-others-collateral',
    'CO-6',
    'What is reserved is reserved for bob.',
    happen(funded(), 'stake X 10', 'reserve bob X 3 10', 'reserve bob X 4 10', 'end', 'end'),
    'trade alice 1 X bob 1 Y',
  ),
  refused(
    'trade-covered-in-other-coin',
    'CO-6',
    'Collateral in Y may melt against the X that are sold (T46).',
    happen(funded(), 'stake Y 10', 'reserve alice Y 3 10', 'reserve alice Y 4 10', 'end', 'end'),
    'trade alice 1 X bob 1 Y',
  ),
  refused(
    'trade-buyer-uncovered',
    'CO-6',
    'Bob, who buys, is careful, too, and gives 51 of his Y.',
    bothCareful(),
    'trade alice 100 X bob 51 Y',
  ),
  refused(
    'trade-seller-uncovered',
    'CO-6',
    'Bob, who sells, is careful, and gives 51 of his Y.',
    bothCareful(),
    'trade bob 51 Y alice 100 X',
  ),
  refused(
    'trade-on-uncovered',
    'CO-6',
    'What she sold is covered, and she sells on what she took for it, which is not.',
    traded(),
    'trade alice 1 Y bob 1 X',
  ),
  refused(
    'trade-third-and-one',
    'CO-6',
    'A third of 31 is more than 10.',
    covered({ volatility: { numerator: 1n, denominator: 3n } }),
    'trade alice 31 X bob 31 Y',
  ),
  refused(
    'trade-not-covered-next',
    'CO-7',
    'Nothing is reserved for the next eon.',
    happen(funded(), 'stake X 10', 'reserve alice X 3 10', 'end', 'end'),
    'trade alice 1 X bob 1 Y',
  ),
  refused(
    'trade-less-covered-next',
    'CO-7',
    'For the next eon 5 are reserved, which cover 50.',
    happen(
      funded(),
      'stake X 10',
      'reserve alice X 3 10',
      'reserve alice X 4 5',
      'end',
      'end',
      'trade alice 30 X bob 30 Y',
    ),
    'trade alice 21 X bob 21 Y',
  ),
  refused(
    'trade-contested-uncovered-before',
    'CO-8',
    'Nothing was reserved for the eon before.',
    happen(funded(), 'stake X 10', 'reserve alice X 4 10', 'reserve alice X 5 10', 'end', 'end', 'contested'),
    'trade alice 1 X bob 1 Y',
  ),
  refused(
    'trade-contested',
    'CO-8',
    'The 100 of eon 3 would still be undone, and count against what is reserved for eon 4.',
    contested(),
    'trade alice 1 X bob 1 Y',
  ),
  refused('trade-contested-as-buyer', 'CO-8', 'The same for who buys.', contested(), 'trade bob 1 Y alice 1 X'),
]

const others = (): ReadonlyArray<Refused> => [
  refused('end-after-failure', 'CO-1', 'The operator has failed.', over(), 'end'),
  refused('end-contested', 'CO-9', 'A challenge of the eon before is open.', happen(opened(), 'contested'), 'end'),
  refused(
    'end-contested-again',
    'CO-9',
    'A second challenge does not end the first.',
    happen(opened(), 'end', 'contested'),
    'contested',
  ),
  refused('answer-after-failure', 'CO-1', 'It is too late.', happen(opened(), 'end', 'contested', 'fail'), 'answer'),
  refused('answer-nothing', 'CO-10', 'Nothing was challenged.', opened(), 'answer'),
  refused('answer-passed', 'CO-10', 'The checkpoint has passed.', happen(opened(), 'end'), 'answer'),
  refused('answer-twice', 'CO-10', 'It was answered.', happen(opened(), 'contested', 'answer'), 'answer'),
  refused('fail-twice', 'CO-1', 'Failed is failed: nobody recovers twice.', failed(), 'fail'),
]

/** Two conditions that stand one after the other fail together: the first is the reason. */
const together = (): ReadonlyArray<Refused> =>
  (
    [
      ['deposit-after-failure-unknown', 'CO-1', 'CO-2', over(), 'deposit mallory X 1'],
      ['deposit-unknown-negative', 'CO-2', 'PR-1', opened(), 'deposit alice W -1'],
      ['stake-after-failure-unknown', 'CO-1', 'CO-2', over(), 'stake W 1'],
      ['stake-unknown-negative', 'CO-2', 'PR-1', opened(), 'stake W -1'],
      ['unstake-after-failure-unknown', 'CO-1', 'CO-2', over(), 'unstake W 1'],
      ['unstake-unknown-negative', 'CO-2', 'PR-1', opened(), 'unstake W -1'],
      ['unstake-wide-more', 'PR-1', 'CO-5', happen(opened(), 'stake X 10'), `unstake X ${LIMIT}`],
      ['reserve-after-failure-unknown', 'CO-1', 'CO-2', over(), 'reserve mallory X 3 0'],
      ['reserve-unknown-negative', 'CO-2', 'PR-1', opened(), 'reserve alice W 3 -1'],
      ['reserve-negative-next-eon', 'PR-1', 'CO-4', opened(), 'reserve alice X 2 -1'],
      ['reserve-unstaked-next-eon', 'CO-4', 'CO-5', opened(), 'reserve alice X 2 1'],
      ['trade-after-failure-unknown', 'CO-1', 'CO-2', over(), 'trade alice 0 X mallory 0 Y'],
      ['trade-unknown-negative', 'CO-2', 'PR-1', opened(), 'trade mallory -1 X bob 0 Y'],
      ['trade-wide-overdrawn', 'PR-1', 'CO-3', funded(), `trade alice 0 X bob ${LIMIT} Y`],
      ['trade-overdrawn-uncovered', 'CO-3', 'CO-6', funded(), 'trade alice 101 X bob 1 Y'],
      ['trade-uncovered-twice', 'CO-6', 'CO-7', funded(), 'trade alice 1 X bob 1 Y'],
      [
        'trade-contested-uncovered-next',
        'CO-7',
        'CO-8',
        happen(funded(), 'stake X 10', 'reserve alice X 3 10', 'end', 'contested'),
        'trade alice 1 X bob 1 Y',
      ],
      ['price-after-failure-unknown', 'CO-1', 'CO-2', over(), 'price W 1'],
      ['price-unknown-zero', 'CO-2', 'PR-2', opened(), 'price W 0'],
      ['end-after-failure-contested', 'CO-1', 'CO-9', happen(opened(), 'contested', 'fail'), 'end'],
      ['answer-after-failure-nothing', 'CO-1', 'CO-10', over(), 'answer'],
    ] as ReadonlyArray<readonly [string, Refused['clause'], string, Scene, string]>
  ).map(([slug, first, second, scene, line]) =>
    refused(slug, first, `${first} and ${second} fail together; the first is the reason.`, scene, line),
  )

/** Every condition of every event negated, and every two neighbours together. */
export const refusedEvents = (): ReadonlyArray<Refused> => [
  ...deposits(),
  ...stakes(),
  ...reservations(),
  ...trades(),
  ...others(),
  ...together(),
]
