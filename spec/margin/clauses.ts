import { type Clauses, type Finding, findings, invariant } from '../core/clause.js'
import { acceptedAgainst, refusedForAReason } from '../core/history.js'
import type { ClauseId, ClauseIdOf } from '../core/ids.js'
import type { Moment } from './history.js'
import { outcomes } from './outcomes.js'
import { theorems } from './theorems.js'

/** A condition of admission: broken by accepting an event that fails it. */
const required = <Id extends ClauseIdOf<'margin'>>(id: Id, title: string, says: string, source: string) =>
  invariant(id, title, says, source, (m: Moment) => acceptedAgainst(m, id))

/** The clauses of the chapter. Each judges one line of a log, by the log's own account of what was before it. */
export const marginClauses: Clauses<'margin', Moment> = {
  'MG-1': required(
    'MG-1',
    'Sound parameters',
    'Nothing is accepted unless the rates are from 0 up to but not including 1, the maintenance rate is not above the initial rate and the drop-out rate not above the maintenance rate, and no amount of money and no margin of an account can leave a signed integer of 128 bits.',
    'P section 1, initial and maintenance margin; Touchstone',
  ),
  'MG-2': required(
    'MG-2',
    'Close',
    'After the contract is settled nothing is accepted but withdrawals.',
    'P section 1, settled at some future date',
  ),
  'MG-3': required('MG-3', 'Known trader', 'Every trader that an event names has an account.', 'P 7, Challenge 6.1'),
  'MG-4': required('MG-4', 'Some money', 'What is deposited or withdrawn is above zero.', 'Touchstone'),
  'MG-5': required(
    'MG-5',
    'Bounds',
    'No order is accepted above the highest price, or with which its trader’s position could come to more lots than the largest, if all its orders on one side were filled; and no deposit with which more than the most would be held.',
    'Touchstone; FuturesMEX, limits on positions',
  ),
  'MG-6': required(
    'MG-6',
    'Fresh credential',
    'An order is accepted only with a credential that was made for the market as it is valued now.',
    'P 4, Principle 3 (M8)',
  ),
  'MG-7': required(
    'MG-7',
    'Cashed out',
    'A trader that was liquidated posts no order.',
    'P 2, Fig. 1: Alice cannot benefit from the price that follows',
  ),
  'MG-8': required(
    'MG-8',
    'Called',
    'A trader that is called posts only orders that reduce its position and cannot make its worst margin worse.',
    'P section 1, margin call',
  ),
  'MG-9': required(
    'MG-9',
    'Initial margin',
    'An order is accepted only if with it its trader meets the initial margin at the reference price, whichever of its live orders are filled.',
    'P 3, Principle 2; Challenge 2.1 (M11); Table 1, solvency',
  ),
  'MG-10': required(
    'MG-10',
    'Withdrawal',
    'A trader withdraws no more than what is settled of its cash, and meets the initial margin without it, whichever of its live orders are filled.',
    'P 3, Principle 2; Touchstone',
  ),
  'MG-11': required('MG-11', 'Clock', 'The clock goes forward.', 'Touchstone (M7)'),
  'MG-12': required(
    'MG-12',
    'One joint step',
    'A joint step opens, and a day ends, only while no joint step is open.',
    'P 7, Principle 6; Touchstone',
  ),
  'MG-13': required(
    'MG-13',
    'Taking part',
    'A trader takes part in a joint step that waits for it, once.',
    'P 7, Principle 6',
  ),
  'MG-14': required('MG-14', 'Running day', 'The day that ends is the one that runs.', 'P section 1; Touchstone'),
  'MG-15': outcomes['MG-15'],
  'MG-16': theorems['MG-16'],
  'MG-17': theorems['MG-17'],
  'MG-18': outcomes['MG-18'],
  'MG-19': outcomes['MG-19'],
  'MG-20': outcomes['MG-20'],
  'MG-21': outcomes['MG-21'],
  'MG-22': outcomes['MG-22'],
  'MG-23': outcomes['MG-23'],
  'MG-24': outcomes['MG-24'],
  'MG-25': outcomes['MG-25'],
  'MG-26': outcomes['MG-26'],
  'MG-27': theorems['MG-27'],
  'MG-28': theorems['MG-28'],
  'MG-29': theorems['MG-29'],
  'MG-30': theorems['MG-30'],
  'MG-31': theorems['MG-31'],
  'MG-32': {
    id: 'MG-32',
    title: 'Admission',
    says: 'An event is refused only for a condition that it fails, and the reason given is one of those.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: refusedForAReason,
  },
  'MG-33': theorems['MG-33'],
  'MG-34': theorems['MG-34'],
  'MG-35': outcomes['MG-35'],
}

/** The clauses of earlier chapters among the conditions: on numbers and on order ids. */
const BORROWED: ReadonlyArray<ClauseId> = ['PR-1', 'PR-2', 'PR-3', 'OB-17', 'OB-18', 'OB-19']

/** Every clause that a moment breaks. */
export const judgeMoment = (m: Moment): ReadonlyArray<Finding> => [
  ...BORROWED.flatMap((clause) => acceptedAgainst(m, clause).map((message) => ({ clause, message }))),
  ...findings(marginClauses, m),
]
