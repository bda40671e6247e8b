import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT, type Bytes } from '../../../spec/primitives/types.js'
import type { Event, EventOf } from '../../../spec/receipts/types.js'
import {
  advance,
  answer,
  answerIn,
  arrive,
  blind,
  challenge,
  challengeable,
  challengeOfEon0,
  challengeTwin,
  challengeWith,
  cheated,
  commitOf,
  committed,
  grown,
  halted,
  happen,
  type Next,
  open,
  opened,
  openUncommitted,
  type Scene,
} from './scene.js'

/** A run whose last event is refused. */
export interface Refused {
  readonly slug: string
  readonly clause: ClauseId
  readonly comment: string
  readonly scene: Scene
  readonly event: Event
}

const refused = (slug: string, clause: ClauseId, comment: string, scene: Scene, event: Next): Refused => ({
  slug,
  clause,
  comment,
  scene,
  event: typeof event === 'function' ? event(scene) : event,
})

const flipped = (bytes: Bytes): Bytes => Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 1 : byte)) as Bytes

const all = [0, 1, 2, 3, 4].map(blind)
const right = commitOf(1n, all)(grown)
const challenging = challenge(2)(challengeable)
const answering = answer(2)(open)
const third = challenging.receipt
const other = opened({ contract: 'market-2' as Scene['params']['contract'] })

const ofTime: ReadonlyArray<Refused> = [
  refused('advance-same-block', 'RE-2', 'The block that is.', grown, advance(8n)),
  refused('advance-back', 'RE-2', 'A block that was.', grown, advance(7n)),
  refused('advance-no-amount', 'RE-2', 'A block that is no amount.', grown, advance(AMOUNT_LIMIT)),
]

const ofLogs: ReadonlyArray<Refused> = [
  refused('append-halted', 'RE-1', 'An order arrives after the halt.', halted, arrive(9)),
  refused('commit-halted', 'RE-1', 'A log is committed after the halt.', happen(grown, advance(16n)), {
    ...right,
    eon: 2n,
  }),
  refused('commit-negative-size', 'PR-1', 'A log of less than no order.', grown, { ...right, size: -1n }),
  refused('commit-size-limit', 'PR-1', 'A log of as many orders as there are no amounts for.', grown, {
    ...right,
    size: AMOUNT_LIMIT,
  }),
  refused('commit-too-early', 'RE-6', 'The log of the eon that runs.', grown, { ...right, eon: 2n }),
  refused('commit-eon-0', 'RE-6', 'In eon 1 there is no log to commit: there was no eon 0.', opened(), {
    ...right,
    eon: 0n,
  }),
  refused('commit-twice', 'RE-7', 'Another log of the same eon.', committed, commitOf(1n, all.slice(1))(committed)),
  refused('commit-same-twice', 'RE-7', 'The same log once more.', committed, right),
  refused('commit-empty-root', 'RE-8', 'A log of no order with the root of some.', grown, { ...right, size: 0n }),
  refused('commit-halted-negative', 'RE-1', 'After the halt, and of less than no order.', halted, {
    ...right,
    size: -1n,
  }),
  refused('commit-negative-eon', 'PR-1', 'Of an eon that is no amount, and so not the one before.', grown, {
    ...right,
    eon: -1n,
  }),
  refused(
    'commit-old-again',
    'RE-6',
    'The log of two eons ago, which is committed.',
    happen(committed, advance(16n)),
    right,
  ),
  refused('commit-twice-empty-root', 'RE-7', 'Committed already, and of no order with the root of some.', committed, {
    ...right,
    size: 0n,
  }),
]

const unsigned = (change: Partial<EventOf<'challenge'>['receipt']>): EventOf<'challenge'> => ({
  ...challenging,
  receipt: { ...third, ...change },
})
const inThird = happen(challengeable, advance(18n), commitOf(2n, []))

const ofChallenges: ReadonlyArray<Refused> = [
  refused('challenge-halted', 'RE-1', 'A challenge after the halt.', halted, challenge(3)),
  refused(
    'challenge-negative-place',
    'PR-1',
    'A place that is no amount, which nobody can have signed.',
    challengeable,
    unsigned({ index: -1n }),
  ),
  refused(
    'challenge-own-eon',
    'RE-9',
    'A receipt of the eon that runs.',
    happen(challengeable, arrive(7)),
    challenge(5),
  ),
  refused('challenge-too-late', 'RE-9', 'A receipt of two eons ago.', inThird, challenge(2)),
  refused(
    'challenge-too-early',
    'RE-10',
    'A challenge in the last block of the first epoch.',
    happen(committed, advance(9n)),
    challenge(2),
  ),
  refused('challenge-flipped-signature', 'RE-11', 'A signature with a bit flipped.', challengeable, {
    ...challenging,
    byOperator: flipped(challenging.byOperator),
  }),
  refused('challenge-no-signature', 'RE-11', 'No signature at all.', challengeable, {
    ...challenging,
    byOperator: new Uint8Array() as Bytes,
  }),
  refused(
    'challenge-other-place',
    'RE-11',
    'The signature is for another place: it binds the place (T28).',
    challengeable,
    unsigned({ index: 1n }),
  ),
  refused(
    'challenge-other-order',
    'RE-11',
    'The signature is for another order.',
    challengeable,
    unsigned({ order: blind(77) }),
  ),
  refused(
    'challenge-other-commitment',
    'RE-11',
    'The signature is for another commitment.',
    challengeable,
    unsigned({ commitment: blind(77) }),
  ),
  refused(
    'challenge-other-eon',
    'RE-11',
    'The signature is for another eon: it binds the eon (T28).',
    inThird,
    unsigned({ eon: 2n }),
  ),
  refused(
    'challenge-other-market',
    'RE-11',
    'The receipt is of another market.',
    challengeable,
    challengeWith(other, third),
  ),
  refused('challenge-twice', 'RE-12', 'The receipt is challenged, and not answered yet.', open, challenging),
  refused(
    'challenge-after-answer',
    'RE-12',
    'The receipt was challenged, and answered.',
    happen(open, answering),
    challenging,
  ),
  refused(
    'challenge-halted-negative',
    'RE-1',
    'After the halt, with a place that is no amount.',
    halted,
    unsigned({ index: -1n }),
  ),
  refused(
    'challenge-negative-eon',
    'PR-1',
    'An eon that is no amount, and so not the one before.',
    challengeable,
    unsigned({ eon: -1n }),
  ),
  refused(
    'challenge-too-early-own-eon',
    'RE-9',
    'A receipt of the eon that runs, in its first epoch.',
    happen(committed, arrive(7)),
    challenge(5),
  ),
  refused(
    'challenge-too-early-unsigned',
    'RE-10',
    'In the first epoch, with a receipt that nobody signed.',
    committed,
    unsigned({ index: 1n }),
  ),
  refused('challenge-twice-unsigned', 'RE-11', 'Challenged already, now with another signature.', open, {
    ...challenging,
    byOperator: flipped(challenging.byOperator),
  }),
]

const ofEon0 = happen(opened(), advance(2n), challengeOfEon0)
const path = answering.path
const withPath = (changed: ReadonlyArray<Bytes>): EventOf<'answer'> => ({ ...answering, path: changed })
const inLog = (log: ReadonlyArray<Bytes>, place?: number): readonly [Scene, EventOf<'answer'>] => {
  const scene = cheated(log)
  return [scene, answerIn(scene, log, place)]
}
const [a, b, c, d, e] = all as [Bytes, Bytes, Bytes, Bytes, Bytes]

const ofAnswers: ReadonlyArray<Refused> = [
  refused('answer-halted', 'RE-1', 'An answer after the halt.', halted, answering),
  refused('answer-nothing', 'RE-13', 'Nobody challenged this receipt.', open, answer(3)),
  refused('answer-twice', 'RE-13', 'The challenge is closed already.', happen(open, answering), answering),
  refused('answer-other-receipt', 'RE-13', 'The answer names the order, but another place.', open, {
    ...answering,
    receipt: { ...third, index: 3n },
  }),
  refused(
    'answer-twin',
    'RE-13',
    'Of two receipts for one place the other is challenged: this one has nothing to answer.',
    happen(challengeable, challengeTwin),
    answer(2),
  ),
  refused(
    'answer-of-eon-0',
    'RE-14',
    'The receipt is of the eon before the first, of which no log is ever committed.',
    ofEon0,
    { tag: 'answer', receipt: challengeOfEon0(ofEon0).receipt, path: [] },
  ),
  refused(
    'answer-uncommitted',
    'RE-14',
    'No log is committed in which the order could be.',
    openUncommitted,
    answering,
  ),
  refused(
    'answer-outside',
    'RE-15',
    'The operator dropped the order and all after it: the log ends before its place.',
    ...inLog([a, b]),
  ),
  refused('answer-empty-log', 'RE-15', 'The committed log is empty.', ...inLog([])),
  refused('answer-short', 'RE-16', 'The path lacks its first sibling.', open, withPath(path.slice(1))),
  refused('answer-cut', 'RE-16', 'The path lacks its last sibling.', open, withPath(path.slice(0, -1))),
  refused('answer-long', 'RE-16', 'The path has a sibling too many.', open, withPath([...path, path[0] as Bytes])),
  refused('answer-no-path', 'RE-16', 'The path is empty.', open, withPath([])),
  refused(
    'answer-replaced-before',
    'RE-17',
    'The operator put another order in the place of one before: its path leads to the root, but the prefix is another.',
    ...inLog([a, blind(8), c, d, e]),
  ),
  refused('answer-reordered', 'RE-17', 'The operator reordered what came before.', ...inLog([b, a, c, d, e])),
  refused(
    'answer-right-sibling',
    'RE-18',
    'A sibling on the right is another: the prefix is right, but the log is not the committed one.',
    open,
    withPath([flipped(path[0] as Bytes), ...path.slice(1)]),
  ),
  refused(
    'answer-stale',
    'RE-18',
    'The path is that of the log as it was when the order arrived, padded with what came later in another log.',
    cheated([a, b, c, blind(8), e]),
    answering,
  ),
  refused(
    'answer-other-log',
    'RE-17',
    'The path is that of another log altogether.',
    open,
    answerIn(open, [e, d, c, b, a]),
  ),
  refused(
    'answer-inserted-before',
    'RE-18',
    'The operator inserted an order just before this one after it had read it.',
    ...inLog([a, b, blind(8), c, d, e]),
  ),
  refused(
    'answer-dropped',
    'RE-18',
    'The operator dropped the order: another stands in its place.',
    ...inLog([a, b, d, e, blind(8)]),
  ),
  refused(
    'answer-inserted-first',
    'RE-17',
    'The operator inserted an order at the front of the log after it had read this one.',
    ...inLog([blind(8), a, b, c, d, e]),
  ),
  refused('answer-other-place', 'RE-18', 'The path of another place of the right log.', open, {
    ...answering,
    path: answerIn(open, all, 3).path,
  }),
  refused('answer-sides', 'RE-18', 'The siblings stand in the wrong sequence.', open, withPath([...path].reverse())),
  refused('answer-halted-nothing', 'RE-1', 'After the halt, and nobody challenged this receipt.', halted, answer(3)),
  refused(
    'answer-nothing-uncommitted',
    'RE-13',
    'Nobody challenged this receipt, and no log is committed.',
    openUncommitted,
    answer(3),
  ),
  refused(
    'answer-outside-long',
    'RE-15',
    'Outside the log, with a path that could be of any length.',
    cheated([a, b]),
    answering,
  ),
]

/** The runs of this chapter whose last event is refused. */
export const refusedEvents: ReadonlyArray<Refused> = [...ofTime, ...ofLogs, ...ofChallenges, ...ofAnswers]
