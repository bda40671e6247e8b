import { type Clause, type Clauses, type Finding, findings } from '../core/clause.js'
import { accepted, acceptedAgainst, refusedForAReason, shownAs } from '../core/history.js'
import type { ClauseId } from '../core/ids.js'
import { isAmount } from '../primitives/clauses.js'
import type { Ending } from './ending.js'
import type { Moment } from './history.js'
import { heldOf } from './ledger.js'
import { shown } from './shown.js'
import { theorems } from './theorems.js'
import type { Outputs } from './types.js'

/** What the clauses of this chapter judge: a moment of a verifier's log, or how a run of the whole exchange ended. */
export type Subject = Moment | Ending

const isMoment = (subject: Subject): subject is Moment => 'event' in subject

/** An accepted event fails none of the conditions that a clause requires. */
const required = (clause: ClauseId) => (subject: Subject) => (isMoment(subject) ? acceptedAgainst(subject, clause) : [])

const ofMoment =
  (judge: (m: Moment) => ReadonlyArray<string>) =>
  (subject: Subject): ReadonlyArray<string> =>
    isMoment(subject) ? judge(subject) : []

/** Of an event that was rightly accepted: what is reported against what should have been. */
const reported =
  <A>(what: (outputs: Outputs) => A, show: (a: A) => string, name: string) =>
  ({ answer, expected }: Moment): ReadonlyArray<string> => {
    const outputs = accepted(answer)
    if (outputs === undefined || expected === undefined) return []
    const [got, due] = [show(what(outputs)), show(what(expected))]
    return got === due ? [] : [`${name}: expected ${due}, got ${got}`]
  }

const showPaid = (paid: Outputs['paid']): string =>
  paid.length === 0 ? 'nothing' : paid.map(({ trader, coin, amount }) => `${amount} ${coin} to ${trader}`).join(', ')

const showHalt = (halt: Outputs['halted']): string =>
  halt === undefined ? 'no halt' : `a halt in eon ${halt.eon}, recovery from eon ${halt.safe}`

/** The clauses of the commit-chain. */
export const commitChainClauses: Clauses<'commit-chain', Subject> = {
  'CC-1': {
    id: 'CC-1',
    title: 'Halted is halted',
    says: 'After a halt nothing is accepted but recoveries and the passing of time.',
    source: 'TEX III-A, V-C1; NOCUST, halted state',
    kind: 'invariant',
    judge: required('CC-1'),
  },
  'CC-2': {
    id: 'CC-2',
    title: 'Known accounts',
    says: 'Every event names registered traders and coins of the exchange.',
    source: 'TEX III-B, V-A',
    kind: 'invariant',
    judge: required('CC-2'),
  },
  'CC-3': {
    id: 'CC-3',
    title: 'Something',
    says: 'What is deposited or withdrawn is above zero.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: required('CC-3'),
  },
  'CC-4': {
    id: 'CC-4',
    title: 'Forward',
    says: 'Time goes forward only.',
    source: 'TEX III-B, the ledger as a coarse time-stamping service',
    kind: 'invariant',
    judge: required('CC-4'),
  },
  'CC-5': {
    id: 'CC-5',
    title: 'No overflow',
    says: 'What the verifier holds of a coin is always an amount: a deposit that would make it more is refused.',
    source: 'Touchstone; TEX V-C1 takes it for granted',
    kind: 'invariant',
    judge: required('CC-5'),
  },
  'CC-6': {
    id: 'CC-6',
    title: 'Operator only',
    says: 'Only the operator submits checkpoints.',
    source: 'TEX III-C2d, V-C1',
    kind: 'invariant',
    judge: required('CC-6'),
  },
  'CC-7': {
    id: 'CC-7',
    title: 'One checkpoint',
    says: 'An eon has one checkpoint at most.',
    source: 'TEX III-C2, V-A',
    kind: 'invariant',
    judge: required('CC-7'),
  },
  'CC-8': {
    id: 'CC-8',
    title: 'Settled first',
    says: 'No checkpoint is accepted while a challenge of the eon before is open.',
    source: 'NOCUST, checkpoint submission; TEX V-C1',
    kind: 'invariant',
    judge: required('CC-8'),
  },
  'CC-9': {
    id: 'CC-9',
    title: 'Deposits counted',
    says: 'A checkpoint quotes the accumulator of the deposits of the eon before, so that none is overlooked.',
    source: 'NOCUST, operation accumulator',
    kind: 'invariant',
    judge: required('CC-9'),
  },
  'CC-10': {
    id: 'CC-10',
    title: 'Shape of a proof',
    says: 'A proof of exclusive allotment has exactly as many siblings as the trees have levels, and only amounts for bounds.',
    source: 'TEX V-B',
    kind: 'invariant',
    judge: required('CC-10'),
  },
  'CC-11': {
    id: 'CC-11',
    title: 'Exclusive',
    says: 'On the way from a leaf to the root of its coin no interval ends before it begins, none overlaps its sibling, and the whole begins at zero.',
    source: 'TEX V-B, exclusive allotment; NOCUST',
    kind: 'invariant',
    judge: required('CC-11'),
  },
  'CC-12': {
    id: 'CC-12',
    title: 'Committed',
    says: 'A proof of exclusive allotment leads, at the slot of the trader and the index of the coin, to the root that the checkpoint of its eon committed.',
    source: 'TEX Algorithm 3; V-C1',
    kind: 'invariant',
    judge: required('CC-12'),
  },
  'CC-13': {
    id: 'CC-13',
    title: 'Covered',
    says: 'A proof is worth nothing if more of its coin is allotted than was deposited in the eons before and not requested back in them.',
    source: 'TEX V-C1, VI-C2: the root allotment is validated with every proof',
    kind: 'invariant',
    judge: required('CC-13'),
  },
  'CC-14': {
    id: 'CC-14',
    title: 'Within the allotment',
    says: 'What a trader requests to withdraw in an eon and in the one before is together no more than its allotment at the checkpoint of the eon before.',
    source: 'NOCUST, withdrawal; Touchstone: also the eon before (T39)',
    kind: 'invariant',
    judge: required('CC-14'),
  },
  'CC-15': {
    id: 'CC-15',
    title: 'Still to cancel',
    says: 'A withdrawal can be cancelled only until the checkpoint is there that counts on it.',
    source: 'TEX VI-C3, s8 to s8; Touchstone: the end of the window (T40)',
    kind: 'invariant',
    judge: required('CC-15'),
  },
  'CC-16': {
    id: 'CC-16',
    title: 'Signed away',
    says: 'A withdrawal is cancelled only with a statement of what is available, of the eon of the request or the one before, that its trader signed.',
    source: 'TEX VI-C3; NOCUST, slashing',
    kind: 'invariant',
    judge: required('CC-16'),
  },
  'CC-17': {
    id: 'CC-17',
    title: 'Overdrawn',
    says: 'A withdrawal is cancelled only if what the trader requested since its statement is more than what it said was available.',
    source: 'TEX VI-C3, s8 to s8',
    kind: 'invariant',
    judge: required('CC-17'),
  },
  'CC-18': {
    id: 'CC-18',
    title: 'Paid once',
    says: 'A withdrawal is paid once, and only what was requested and not cancelled.',
    source: 'NOCUST, withdrawal confirmation',
    kind: 'invariant',
    judge: required('CC-18'),
  },
  'CC-19': {
    id: 'CC-19',
    title: 'Paid late',
    says: 'A withdrawal is paid when a third of the second eon after its request has gone by, or later.',
    source: 'NOCUST; TEX VI-C4a, withdrawn in e+2',
    kind: 'invariant',
    judge: required('CC-19'),
  },
  'CC-20': {
    id: 'CC-20',
    title: 'After the first epoch',
    says: 'Challenges are opened after the first epoch of an eon.',
    source: 'NOCUST; TEX V-C1',
    kind: 'invariant',
    judge: required('CC-20'),
  },
  'CC-21': {
    id: 'CC-21',
    title: 'One at a time',
    says: 'A trader opens one challenge of each matter in an eon: one for each balance, transfer, and pair of coins.',
    source: 'NOCUST; TEX Algorithm 4',
    kind: 'invariant',
    judge: required('CC-21'),
  },
  'CC-22': {
    id: 'CC-22',
    title: 'Open',
    says: 'Only a challenge that is open is answered, and it is closed by that.',
    source: 'TEX Algorithm 5, last line',
    kind: 'invariant',
    judge: required('CC-22'),
  },
  'CC-23': {
    id: 'CC-23',
    title: 'In time',
    says: 'A challenge is answered within an epoch.',
    source: 'NOCUST; TEX II-E',
    kind: 'invariant',
    judge: required('CC-23'),
  },
  'CC-24': {
    id: 'CC-24',
    title: 'Binding',
    says: 'An update counts only for the account and the eon that it names, and carries amounts.',
    source: 'TEX V-A; Touchstone, against replay',
    kind: 'invariant',
    judge: required('CC-24'),
  },
  'CC-25': {
    id: 'CC-25',
    title: 'The trader agreed',
    says: 'An update that an answer shows is signed by its trader.',
    source: 'TEX VI-C3, s0 to s7: no signature is forged',
    kind: 'invariant',
    judge: required('CC-25'),
  },
  'CC-26': {
    id: 'CC-26',
    title: 'The operator agreed',
    says: 'An update that a challenge or an answer shows is signed by the operator.',
    source: 'TEX III-C2b, ratification; Algorithm 10; VI-C3',
    kind: 'invariant',
    judge: required('CC-26'),
  },
  'CC-27': {
    id: 'CC-27',
    title: 'Not outdated',
    says: 'The update of an answer has spent and gained at least as much as the one that the trader showed.',
    source: 'NOCUST, state challenge; TEX VI-C3, s3 to s7',
    kind: 'invariant',
    judge: required('CC-27'),
  },
  'CC-28': {
    id: 'CC-28',
    title: 'Applied',
    says: 'The update of an answer is the one that is applied to the account in the checkpoint; where the answer shows none, none is.',
    source: 'TEX Algorithms 4 and 5, second assertion',
    kind: 'invariant',
    judge: required('CC-28'),
  },
  'CC-29': {
    id: 'CC-29',
    title: 'Balance',
    says: 'An account is allotted at least what it had, gained, deposited and received passively, less what it spent and requested to withdraw.',
    source: 'TEX V, VI-C1; NOCUST, state challenge',
    kind: 'invariant',
    judge: required('CC-29'),
  },
  'CC-30': {
    id: 'CC-30',
    title: 'Whose transfer',
    says: 'A delivery is challenged by the sender or the recipient of the transfer, an active one as active and a passive one as passive.',
    source: 'NOCUST, delivery challenge',
    kind: 'invariant',
    judge: required('CC-30'),
  },
  'CC-31': {
    id: 'CC-31',
    title: 'Delivered',
    says: "A transfer stands in the transactions of the update that is shown: the sender's where it is challenged, the recipient's where that is answered.",
    source: 'NOCUST, delivery challenge; TEX VI-C3, s1 to s7',
    kind: 'invariant',
    judge: required('CC-31'),
  },
  'CC-32': {
    id: 'CC-32',
    title: 'Whose order',
    says: 'A swap is challenged by whoever ordered it; it is of two different coins, and what it sells and buys are amounts above zero. The answer is about the same order.',
    source: 'TEX Algorithms 4 and 5, inputs',
    kind: 'invariant',
    judge: required('CC-32'),
  },
  'CC-33': {
    id: 'CC-33',
    title: 'Order in both',
    says: 'The order stands in the transactions of the update that is applied to the account, in the coin that it sells and in the one that it buys.',
    source: 'TEX III-C2b; Algorithms 4 and 5, third assertion; Algorithm 10, first two',
    kind: 'invariant',
    judge: required('CC-33'),
  },
  'CC-34': {
    id: 'CC-34',
    title: 'No more than ordered',
    says: 'No more is taken for a swap than its order sells.',
    source: 'TEX Algorithm 4, undebited is not negative',
    kind: 'invariant',
    judge: required('CC-34'),
  },
  'CC-35': {
    id: 'CC-35',
    title: 'Delivered passively',
    says: "At the mark of the sender's account the transfer has an interval of its amount in the recipient's passive tree, whose total is within the recipient's passive amount.",
    source: 'NOCUST, passive delivery; TEX III-C2, passive enactment',
    kind: 'invariant',
    judge: required('CC-35'),
  },
  'CC-36': {
    id: 'CC-36',
    title: 'At the limit',
    says: 'A swap challenge is closed only if what was given, times the amount sold, is at least what was taken, times the amount bought: exact integers, no tolerance.',
    source: 'TEX Algorithm 5, last assertion (T10)',
    kind: 'invariant',
    judge: required('CC-36'),
  },
  'CC-37': {
    id: 'CC-37',
    title: 'Punished by proof',
    says: 'A swap is punished exactly where the evidence shows a price below the limit; then the exchange halts at once.',
    source: 'TEX V-C1, the combination of Algorithms 4 and 5',
    kind: 'invariant',
    judge: required('CC-37'),
  },
  'CC-38': {
    id: 'CC-38',
    title: 'Recovery after a halt',
    says: 'Nobody recovers before a halt.',
    source: 'TEX III-A, III-C2d',
    kind: 'invariant',
    judge: required('CC-38'),
  },
  'CC-39': {
    id: 'CC-39',
    title: 'Recovered once',
    says: 'A trader recovers a coin once.',
    source: 'NOCUST, recovery',
    kind: 'invariant',
    judge: required('CC-39'),
  },
  'CC-40': {
    id: 'CC-40',
    title: 'Paid exactly',
    says: 'The verifier pays a confirmed withdrawal and a recovery, each exactly to its trader, and nothing else: a recovery is the allotment at the last checkpoint that passed its challenges, with the deposits since and the withdrawals that were requested before and not paid.',
    source: 'TEX III-A, III-C2a; VI-C4; NOCUST, recovery',
    kind: 'invariant',
    judge: ofMoment(reported(({ paid }) => paid, showPaid, 'what is paid')),
  },
  'CC-41': {
    id: 'CC-41',
    title: 'Halt',
    says: 'The exchange halts exactly if an eon ends without a checkpoint, if a challenge is still open after the first epoch of the next eon, or if a swap is punished.',
    source: 'TEX III-A, III-C2d; NOCUST',
    kind: 'invariant',
    judge: ofMoment(reported(({ halted }) => halted, showHalt, 'halting')),
  },
  'CC-42': {
    id: 'CC-42',
    title: 'Refusals',
    says: 'An event is refused exactly if it fails one of its conditions, and the reason is one that it fails.',
    source: 'Touchstone; TEX Algorithms 4 and 5, assertions',
    kind: 'invariant',
    judge: ofMoment(refusedForAReason),
  },
  'CC-43': {
    id: 'CC-43',
    title: 'Seen as it is',
    says: 'What can be seen of the verifier is what follows from the events that were rightly accepted: a refused one changes nothing.',
    source: 'Touchstone; TEX III-B, a public ledger',
    kind: 'invariant',
    judge: ofMoment(shownAs(shown)()),
  },
  'CC-44': {
    id: 'CC-44',
    title: 'No coin is created',
    says: 'Of no coin more is paid out than was deposited.',
    source: 'TEX III-D; VI-C2',
    kind: 'invariant',
    judge: ofMoment(({ before, answer }) =>
      before.params.coins.flatMap((coin) => {
        const paid = (accepted(answer)?.paid ?? []).filter((payment) => payment.coin === coin)
        const left = paid.reduce((held, { amount }) => held - amount, heldOf(before, coin))
        return isAmount(left) ? [] : [`${heldOf(before, coin)} ${coin} are held, and ${showPaid(paid)} is paid`]
      }),
    ),
  },
  ...theorems,
}

/** What the clauses say of a subject. */
export const judge = (subject: Subject): ReadonlyArray<Finding> =>
  findings(commitChainClauses as Readonly<Record<string, Clause<ClauseId, Subject>>>, subject)
