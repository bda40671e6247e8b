import { type Clause, type Clauses, type Finding, findings } from '../core/clause.js'
import { accepted, acceptedAgainst, refusedForAReason, shownAs } from '../core/history.js'
import type { ClauseId } from '../core/ids.js'
import { sameBytes } from '../primitives/suite.js'
import { Bytes } from '../primitives/types.js'
import { type AppendClaim, unmetIn } from './appending.js'
import type { Moment } from './history.js'
import { bookOf, matchRoot } from './match-tree.js'
import { type MatchClaim, matching } from './matching.js'
import { unmet } from './relation.js'
import { shown } from './shown.js'
import { type Ending, honestClose, type Proven, prefixKept, provenExactly, twoSuffice } from './theorems.js'
import type { Halt, Issued, MatchLeaf, Outputs } from './types.js'

/** A commitment that somebody made of a book with these leaves. */
export interface BookCommitment {
  readonly hash: MatchClaim['hash']
  readonly leaves: ReadonlyArray<MatchLeaf>
  readonly book: Uint8Array
}

/**
 * What the clauses of this chapter judge: a moment of a history, a match or an order that somebody accepted as proven, a
 * commitment of a book, how an eon ended for a trader, or whether a book was proven.
 */
export type Subject = Moment | MatchClaim | AppendClaim | BookCommitment | Ending | Proven

const isMoment = (subject: Subject): subject is Moment => 'event' in subject

/** An accepted event fails none of the conditions that a clause requires. */
const required = (clause: ClauseId) => (subject: Subject) => (isMoment(subject) ? acceptedAgainst(subject, clause) : [])

/** What is proven fails no assertion that a clause requires. */
const asserted =
  (clause: ClauseId) =>
  (subject: Subject): ReadonlyArray<string> => {
    const failed = 'match' in subject ? unmet(matching, subject) : 'appended' in subject ? [...unmetIn(subject)] : []
    return failed
      .filter((assertion) => assertion.clause === clause)
      .map(({ line, says }) => `a proof was accepted; line ${line} expects that ${says}`)
  }

const ofMoment =
  (judge: (m: Moment) => ReadonlyArray<string>) =>
  (subject: Subject): ReadonlyArray<string> =>
    isMoment(subject) ? judge(subject) : []

const ofEnding =
  (judge: (ending: Ending) => ReadonlyArray<string>) =>
  (subject: Subject): ReadonlyArray<string> =>
    'challenged' in subject ? judge(subject) : []

/** Of an event that was rightly accepted: what is reported against what should have been. */
const reported =
  (name: string, show: (outputs: Outputs) => string) =>
  ({ answer, expected }: Moment): ReadonlyArray<string> => {
    const outputs = accepted(answer)
    if (outputs === undefined || expected === undefined) return []
    const [got, due] = [show(outputs), show(expected)]
    return got === due ? [] : [`${name}: expected ${due}, got ${got}`]
  }

const receiptPart =
  (show: (issued: Issued) => string) =>
  ({ issued }: Outputs): string =>
    issued === undefined ? 'no receipt' : show(issued)

/** What a receipt says, where there is one: that there is none is RE-3's to say. */
const ofReceipt =
  (name: string, show: (issued: Issued) => string) =>
  (m: Moment): ReadonlyArray<string> =>
    accepted(m.answer)?.issued === undefined ? [] : reported(name, receiptPart(show))(m)

const showHalt = (halt: Halt | undefined): string =>
  halt === undefined ? 'no halt' : `a halt in eon ${halt.eon}, ${halt.why}`

/** The clauses of receipts and of provable matching. */
export const receiptsClauses: Clauses<'receipts', Subject> = {
  'RE-1': {
    id: 'RE-1',
    title: 'Halted is halted',
    says: 'After a halt nothing is accepted but the passing of time.',
    source: 'TEX III-A, VI-B2; chapter Commit-chain, CC-1',
    kind: 'invariant',
    judge: required('RE-1'),
  },
  'RE-2': {
    id: 'RE-2',
    title: 'Forward',
    says: 'Time goes forward only.',
    source: 'TEX III-B, the ledger as a coarse time-stamping service',
    kind: 'invariant',
    judge: required('RE-2'),
  },
  'RE-3': {
    id: 'RE-3',
    title: 'The next place',
    says: 'An order that arrives is answered with a receipt for itself, for the eon that runs and for the next place of its log.',
    source: 'TEX III-C1, IV-C; Touchstone for the eon and the place (T28)',
    kind: 'invariant',
    judge: ofMoment(
      reported(
        'the receipt is for',
        receiptPart(
          ({ receipt }) => `place ${receipt.index} of eon ${receipt.eon} and order ${Bytes.encode(receipt.order)}`,
        ),
      ),
    ),
  },
  'RE-4': {
    id: 'RE-4',
    title: 'All that came before',
    says: 'The commitment of a receipt is the root of the log that ends with its order: a leaf is never a node, and of n leaves the largest power of two below n are on the left.',
    source: 'TEX II-D3, IV-C; Algorithm 2, mr_commitment (T25, T26)',
    kind: 'invariant',
    judge: ofMoment(ofReceipt('the commitment', ({ receipt }) => Bytes.encode(receipt.commitment))),
  },
  'RE-5': {
    id: 'RE-5',
    title: 'What is signed',
    says: 'What the operator signs binds the market, the eon, the place, the order and the commitment.',
    source: 'TEX IV-C, the signed receipt (T28)',
    kind: 'invariant',
    judge: ofMoment(ofReceipt('the hash to sign', ({ signs }) => Bytes.encode(signs))),
  },
  'RE-6': {
    id: 'RE-6',
    title: 'Committed in the next eon',
    says: 'The log of an eon is committed in the eon after it.',
    source: 'TEX IV-C, written to the ledger in the next eon',
    kind: 'invariant',
    judge: required('RE-6'),
  },
  'RE-7': {
    id: 'RE-7',
    title: 'One log',
    says: 'Of an eon one log is committed.',
    source: 'TEX VI-B2',
    kind: 'invariant',
    judge: required('RE-7'),
  },
  'RE-8': {
    id: 'RE-8',
    title: 'The empty log',
    says: 'A log that is committed with no order has the root of the empty log.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: required('RE-8'),
  },
  'RE-9': {
    id: 'RE-9',
    title: 'Challenged in the next eon',
    says: 'A receipt is challenged in the eon after its own.',
    source: 'TEX VI-B2, halted within the next eon',
    kind: 'invariant',
    judge: required('RE-9'),
  },
  'RE-10': {
    id: 'RE-10',
    title: 'Time to commit',
    says: 'A receipt is challenged once the first epoch of the eon is over.',
    source: 'Chapter Commit-chain, CC-20',
    kind: 'invariant',
    judge: required('RE-10'),
  },
  'RE-11': {
    id: 'RE-11',
    title: 'A signed receipt',
    says: 'A challenge is opened only with a receipt of this market that the operator signed.',
    source: 'TEX IV-C, by simply providing the signed receipt (T28)',
    kind: 'invariant',
    judge: required('RE-11'),
  },
  'RE-12': {
    id: 'RE-12',
    title: 'Once',
    says: 'A receipt is challenged once.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: required('RE-12'),
  },
  'RE-13': {
    id: 'RE-13',
    title: 'Something to answer',
    says: 'Only a challenge that is open is answered, with the receipt that opened it.',
    source: 'TEX Algorithm 2, input',
    kind: 'invariant',
    judge: required('RE-13'),
  },
  'RE-14': {
    id: 'RE-14',
    title: 'Something to answer with',
    says: 'A challenge is answered only after the log is committed.',
    source: 'TEX Algorithm 2, the final commitment',
    kind: 'invariant',
    judge: required('RE-14'),
  },
  'RE-15': {
    id: 'RE-15',
    title: 'Within the log',
    says: 'The place of the receipt lies within the log that is committed.',
    source: 'TEX Algorithm 2 (T28)',
    kind: 'invariant',
    judge: required('RE-15'),
  },
  'RE-16': {
    id: 'RE-16',
    title: 'The way from the place',
    says: 'The path has exactly as many siblings as there are on the way from the place, and they lie on the sides that follow from it.',
    source: 'TEX Algorithm 2, "sibling is a left child" (T26, T28)',
    kind: 'invariant',
    judge: required('RE-16'),
  },
  'RE-17': {
    id: 'RE-17',
    title: 'The same prefix',
    says: 'The left siblings of the path lead from the order to the commitment of the receipt.',
    source: 'TEX Algorithm 2, first assertion',
    kind: 'invariant',
    judge: required('RE-17'),
  },
  'RE-18': {
    id: 'RE-18',
    title: 'The committed log',
    says: 'All siblings of the path lead from the order to the root that was committed.',
    source: 'TEX Algorithm 2, second assertion',
    kind: 'invariant',
    judge: required('RE-18'),
  },
  'RE-19': {
    id: 'RE-19',
    title: 'Halt',
    says: 'The market halts exactly if a challenge is open for more than an epoch, or if the eon after one ends and its log is not committed.',
    source: 'TEX III-A, VI-B2',
    kind: 'invariant',
    judge: ofMoment(reported('halting', ({ halted }) => showHalt(halted))),
  },
  'RE-20': {
    id: 'RE-20',
    title: 'Refusals',
    says: 'An event is refused exactly if it fails one of its conditions, and the reason is one that it fails.',
    source: 'Touchstone; TEX Algorithm 2, assertions',
    kind: 'invariant',
    judge: ofMoment(refusedForAReason),
  },
  'RE-21': {
    id: 'RE-21',
    title: 'Seen as it is',
    says: 'What can be seen is what follows from the events that were rightly accepted: a refused one changes nothing.',
    source: 'Touchstone; TEX III-B, a public ledger',
    kind: 'invariant',
    judge: ofMoment(shownAs(shown)()),
  },
  'RE-22': {
    id: 'RE-22',
    title: 'What a closed challenge shows',
    says: 'If the challenge of a receipt is closed, the committed log begins with exactly the orders that the receipt saw.',
    source: 'TEX IV-C, VI-B2',
    kind: 'invariant',
    judge: ofEnding(prefixKept),
  },
  'RE-23': {
    id: 'RE-23',
    title: 'Two challenges suffice',
    says: 'A trader that sends an order only when the one before the last is proven inside the receipt of the last needs two challenges at most in an eon: if those are closed, every receipt is kept.',
    source: 'TEX IV-C, last paragraph (T60, T61)',
    kind: 'invariant',
    judge: ofEnding(twoSuffice),
  },
  'RE-24': {
    id: 'RE-24',
    title: 'An honest operator can answer',
    says: 'An operator that keeps one log and commits it can close every challenge, and is never halted.',
    source: 'TEX VI-C3; IV-C (T2, T25)',
    kind: 'invariant',
    judge: ofEnding(honestClose),
  },
  'RE-25': {
    id: 'RE-25',
    title: 'The book is bound',
    says: 'The commitment of a book binds how many orders it has, what is left of each, and at every node the lowest selling and the highest buying price of both children.',
    source: 'TEX IV-F, the min-max tree (T1, T16, T18, T23)',
    kind: 'invariant',
    judge: (subject) => {
      if (!('leaves' in subject)) return []
      const due = bookOf(subject.hash, BigInt(subject.leaves.length), matchRoot(subject.hash, subject.leaves))
      return sameBytes(due, subject.book)
        ? []
        : [`the book is ${Bytes.encode(due)}, got ${Bytes.encode(subject.book as Bytes)}`]
    },
  },
  'RE-26': {
    id: 'RE-26',
    title: 'A place in the book',
    says: 'The maker of a match has a place in the book, and the path exactly as many siblings as there are on the way from it.',
    source: 'TEX Algorithm 7, prover input',
    kind: 'invariant',
    judge: asserted('RE-26'),
  },
  'RE-27': {
    id: 'RE-27',
    title: 'A maker that can',
    says: 'Something is left of the maker, and its price is at the limit of the incoming order or better.',
    source: 'TEX Algorithm 7, first and second assertion, "with" (T12)',
    kind: 'invariant',
    judge: asserted('RE-27'),
  },
  'RE-28': {
    id: 'RE-28',
    title: 'The first that buys',
    says: 'An incoming sell is matched with the first order in the book that buys at its limit or better.',
    source: 'TEX Algorithm 7, first assertion; IV-E constraint 1',
    kind: 'invariant',
    judge: asserted('RE-28'),
  },
  'RE-29': {
    id: 'RE-29',
    title: 'The first that sells',
    says: 'An incoming buy is matched with the first order in the book that sells at its limit or better.',
    source: 'TEX Algorithm 7, second assertion; IV-E constraint 1',
    kind: 'invariant',
    judge: asserted('RE-29'),
  },
  'RE-30': {
    id: 'RE-30',
    title: 'In the book before',
    says: 'The maker, as it was, and the path lead to the book before the match.',
    source: 'TEX Algorithm 7, third assertion (T1)',
    kind: 'invariant',
    judge: asserted('RE-30'),
  },
  'RE-31': {
    id: 'RE-31',
    title: 'As much as can be',
    says: 'A match is for the smaller of what is left of the two orders.',
    source: 'TEX Algorithm 7, matched_volume (T15, T17)',
    kind: 'invariant',
    judge: asserted('RE-31'),
  },
  'RE-32': {
    id: 'RE-32',
    title: 'In the book after',
    says: 'What is left of the maker and the same path lead to the book after the match.',
    source: 'TEX Algorithm 7, fourth assertion (T16)',
    kind: 'invariant',
    judge: asserted('RE-32'),
  },
  'RE-33': {
    id: 'RE-33',
    title: 'Authorised',
    says: 'The update that authorises an order is the one that is applied to the account.',
    source: 'TEX Algorithm 8, first validation',
    kind: 'invariant',
    judge: asserted('RE-33'),
  },
  'RE-34': {
    id: 'RE-34',
    title: 'Allotted',
    says: 'The allotment of the account whose order is appended leads to the checkpoint.',
    source: 'TEX Algorithm 8, second validation',
    kind: 'invariant',
    judge: asserted('RE-34'),
  },
  'RE-35': {
    id: 'RE-35',
    title: 'The peaks of the book',
    says: 'The peaks to which an order is appended are those of the book after its matches.',
    source: 'TEX Algorithm 8, first assertion',
    kind: 'invariant',
    judge: asserted('RE-35'),
  },
  'RE-36': {
    id: 'RE-36',
    title: 'In the sequence of arrival',
    says: 'The order that takes a place in the book is the one that arrived at this place of the log.',
    source: 'Touchstone; TEX IV-E, coherent with the sequence in which orders were received (T2)',
    kind: 'invariant',
    judge: asserted('RE-36'),
  },
  'RE-37': {
    id: 'RE-37',
    title: 'Something left',
    says: 'An order is matched only while something is left of it.',
    source: 'TEX Algorithm 8, rem_vol; IV-D',
    kind: 'invariant',
    judge: asserted('RE-37'),
  },
  'RE-38': {
    id: 'RE-38',
    title: 'A sell that rests',
    says: 'If something is left of a sell, no order in the book buys at its limit or better.',
    source: 'TEX Algorithm 8, second assertion; IV-E constraint 3',
    kind: 'invariant',
    judge: asserted('RE-38'),
  },
  'RE-39': {
    id: 'RE-39',
    title: 'A buy that rests',
    says: 'If something is left of a buy, no order in the book sells at its limit or better.',
    source: 'TEX Algorithm 8, third assertion; IV-E constraint 3',
    kind: 'invariant',
    judge: asserted('RE-39'),
  },
  'RE-40': {
    id: 'RE-40',
    title: 'Appended',
    says: 'The book after has the order as its last leaf, with what is left of it.',
    source: 'TEX Algorithm 8, return (T20)',
    kind: 'invariant',
    judge: asserted('RE-40'),
  },
  'RE-41': {
    id: 'RE-41',
    title: 'Proven exactly',
    says: 'A book can be proven exactly if its fills keep the three constraints.',
    source: 'TEX VI-B3',
    kind: 'invariant',
    judge: (subject) => ('isProven' in subject ? provenExactly(subject) : []),
  },
}

/** What of the chapter Primitives an accepted event or proof breaks: numbers that are no amounts, prices that are none. */
const primitive = (subject: Subject): ReadonlyArray<Finding> =>
  (['PR-1', 'PR-2'] as const).flatMap((clause) =>
    [...required(clause)(subject), ...asserted(clause)(subject)].map((message) => ({ clause, message })),
  )

/** What the clauses say of a subject. */
export const judge = (subject: Subject): ReadonlyArray<Finding> => [
  ...primitive(subject),
  ...findings(receiptsClauses as Readonly<Record<string, Clause<ClauseId, Subject>>>, subject),
]
