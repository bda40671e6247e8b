import type { ClauseId } from '../../../spec/core/ids.js'
import type { Bytes } from '../../../spec/primitives/types.js'
import {
  advance,
  answer,
  answerIn,
  arrivals,
  arrive,
  blind,
  challenge,
  challengeable,
  challengeOfEon0,
  challengeTwin,
  cheated,
  commitOf,
  committed,
  grown,
  happen,
  open,
  opened,
  openUncommitted,
  type Scene,
} from './scene.js'

/** A run in which everything is accepted. */
export interface Run {
  readonly slug: string
  readonly comment: string
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly scene: Scene
}

const run = (slug: string, comment: string, clauses: readonly [ClauseId, ...ClauseId[]], scene: Scene): Run => ({
  slug,
  comment,
  clauses,
  scene,
})

const all = [0, 1, 2, 3, 4].map(blind)

/** A log that is that of the run up to the third order. */
const unharmed = [...all.slice(0, 3), blind(8)]

const suites = [
  { hash: 'sha256', signature: 'ed25519' },
  { hash: 'keccak256', signature: 'secp256k1' },
] as const

const stories = suites.flatMap(({ hash, signature }) => {
  const story = happen(
    opened({ hash, signature }),
    ...arrivals(5),
    advance(8n),
    commitOf(1n, all),
    arrive(9),
    advance(10n),
    challenge(0),
    challenge(4),
    answer(4),
    challenge(2),
    answer(0),
    answer(2),
  )
  return [
    run(
      `story-${hash}`,
      'Five orders arrive and get their receipts; the log is committed; three receipts are challenged and found in their places, while the next log grows.',
      ['RE-18', 'RE-17', 'RE-21'],
      story,
    ),
    run(
      `log-33-${hash}`,
      'A log grows to 33 orders: the root after each, and the commitment of each receipt.',
      ['RE-4', 'RE-3', 'RE-5', 'RE-21'],
      happen(opened({ hash, signature }), ...arrivals(33)),
    ),
  ]
})

/** The runs of this chapter in which everything is accepted. */
export const acceptedRuns: ReadonlyArray<Run> = [
  ...stories,
  run(
    'places-begin-anew',
    'In every eon the places begin at 0, and the eon is in the receipt and in what is signed.',
    ['RE-3', 'RE-5', 'RE-21'],
    happen(opened(), arrive(0), advance(8n), commitOf(1n, [blind(0)]), arrive(0)),
  ),
  run(
    'same-order-twice',
    'Two orders with the same hash have two places, and two receipts that are challenged one by one.',
    ['RE-3', 'RE-12', 'RE-13'],
    happen(
      opened(),
      arrive(0),
      arrive(0),
      advance(8n),
      commitOf(1n, [blind(0), blind(0)]),
      advance(10n),
      challenge(1),
      challenge(0),
      answer(1),
      answer(0),
    ),
  ),
  run(
    'two-receipts-for-one-place',
    'The operator signed two receipts for one place; both are challenged, and the one that the log keeps is answered.',
    ['RE-12', 'RE-13', 'RE-19'],
    happen(challengeable, challenge(2), challengeTwin, answer(2), advance(13n)),
  ),
  run(
    'receipt-of-eon-0',
    'In eon 1 a receipt of eon 0 that the operator signed is challenged; nothing can answer it, and the market halts.',
    ['RE-9', 'RE-19'],
    happen(opened(), advance(2n), challengeOfEon0, advance(5n)),
  ),
  run(
    'any-bytes',
    'What an order hashes to is opaque: no bytes at all, and 100 of them, take a place like any other.',
    ['RE-4', 'RE-3'],
    happen(
      opened(),
      { tag: 'append', order: new Uint8Array() as Bytes },
      { tag: 'append', order: new Uint8Array(100) as Bytes },
    ),
  ),
  run(
    'empty-log',
    'An eon without an order is committed with the root of the empty log.',
    ['RE-8', 'RE-21'],
    happen(opened(), advance(8n), commitOf(1n, []), advance(16n), commitOf(2n, [])),
  ),
  run(
    'one-order',
    'The path of the only order is empty, and the commitment of its receipt is the root.',
    ['RE-18', 'RE-16'],
    happen(opened(), arrive(7), advance(8n), commitOf(1n, [blind(7)]), advance(10n), challenge(0), answer(0)),
  ),
  run(
    'challenged-before-committed',
    'A receipt is challenged before the log is committed; the operator commits and answers within the epoch.',
    ['RE-14', 'RE-20'],
    happen(openUncommitted, commitOf(1n, all), answer(2)),
  ),
  run(
    'answered-at-the-last-block',
    'A challenge is answered exactly an epoch after it was opened.',
    ['RE-19', 'RE-20'],
    happen(open, advance(12n), answer(2)),
  ),
  run(
    'answered-in-the-next-eon',
    'A challenge that was opened in the last block of an eon is answered in the next one.',
    ['RE-20', 'RE-19', 'RE-21'],
    happen(challengeable, advance(15n), challenge(3), advance(17n), answer(3)),
  ),
  run(
    'challenged-at-the-first-block',
    'A receipt is challenged in the first block after the first epoch.',
    ['RE-20', 'RE-10'],
    happen(committed, advance(10n), challenge(4)),
  ),
  run(
    'challenged-at-the-last-block',
    'A receipt is challenged in the last block of the eon after its own.',
    ['RE-20', 'RE-9'],
    happen(committed, advance(15n), challenge(1)),
  ),
  run(
    'halt-unanswered',
    'A challenge that is open for a block more than an epoch halts the market.',
    ['RE-19', 'RE-21'],
    happen(open, advance(12n), advance(13n)),
  ),
  run(
    'halt-unanswered-later',
    'Of several open challenges the oldest counts; one that was answered does not.',
    ['RE-19', 'RE-21'],
    happen(challengeable, challenge(0), advance(11n), challenge(1), answer(0), advance(13n), advance(14n)),
  ),
  run(
    'halt-oldest-counts',
    'Two challenges are open: the older one is late first.',
    ['RE-19', 'RE-21'],
    happen(challengeable, challenge(0), advance(11n), challenge(1), advance(13n)),
  ),
  run(
    'halt-uncommitted',
    'The eon after one ends and its log is not committed: the market halts at the start of the second eon after.',
    ['RE-19', 'RE-21'],
    happen(grown, advance(15n), advance(16n)),
  ),
  run(
    'halt-uncommitted-later',
    'The log of eon 1 is committed, and that of eon 2 is not.',
    ['RE-19', 'RE-21'],
    happen(committed, advance(16n), advance(30n)),
  ),
  run(
    'halt-passing-by',
    'Time goes by past the block of the halt: the eon of the halt is that of the block in which it came.',
    ['RE-19', 'RE-21'],
    happen(grown, advance(80n)),
  ),
  run(
    'halt-first-counts',
    'A challenge is late before the log is: the first of the two is why.',
    ['RE-19'],
    happen(openUncommitted, advance(30n)),
  ),
  run(
    'halt-both-at-once',
    'A challenge is late in the block in which the log is: that it is unanswered is why.',
    ['RE-19'],
    happen(grown, advance(13n), challenge(2), advance(16n)),
  ),
  run(
    'halt-uncommitted-before-unanswered',
    'A challenge is opened in the last block of the eon after: the log is late before the answer is.',
    ['RE-19', 'RE-21'],
    happen(grown, advance(15n), challenge(2), advance(16n)),
  ),
  run(
    'halt-uncommitted-before-unanswered-later',
    'The log is late, and then a challenge; time goes by past both, and the first of the two is why.',
    ['RE-19', 'RE-21'],
    happen(grown, advance(15n), challenge(2), advance(30n)),
  ),
  run(
    'closed-and-gone-by',
    'A challenge is closed, and the eons after it go on as if there had been none.',
    ['RE-19', 'RE-21', 'RE-20'],
    happen(open, answer(2), advance(16n), commitOf(2n, []), advance(24n), commitOf(3n, []), advance(30n), arrive(6)),
  ),
  run(
    'arrivals-between-other-events',
    'Orders arrive while time goes by within an eon, a log is committed, and a challenge is opened and answered: the log goes on.',
    ['RE-3', 'RE-4', 'RE-21'],
    happen(
      opened(),
      arrive(0),
      advance(1n),
      arrive(1),
      advance(8n),
      arrive(2),
      commitOf(1n, [blind(0), blind(1)]),
      arrive(3),
      advance(10n),
      arrive(4),
      challenge(1),
      arrive(5),
      answer(1),
      arrive(6),
    ),
  ),
  run(
    'after-a-halt',
    'Time goes by after a halt; what was challenged stays open, and the halt stays as it was.',
    ['RE-1', 'RE-21'],
    happen(open, advance(13n), advance(40n)),
  ),
  run(
    'another-log-is-committed',
    'The verifier does not know the log that grew: another one is accepted, until a receipt is challenged.',
    ['RE-20', 'RE-19'],
    happen(cheated(all.slice(0, 2)), advance(13n)),
  ),
  run(
    'unharmed',
    'The operator commits a log that differs only after the place of a receipt: that receipt is kept.',
    ['RE-17', 'RE-18'],
    happen(cheated(unharmed), (scene) => answerIn(scene, unharmed)),
  ),
]
