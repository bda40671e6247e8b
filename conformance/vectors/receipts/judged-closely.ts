import type { ClauseId } from '../../../spec/core/ids.js'
import { Bytes } from '../../../spec/primitives/types.js'
import { receiptDatum } from '../../../spec/receipts/data.js'
import { Event, Receipt } from '../../../spec/receipts/types.js'
import type { Json } from '../../kit/kit.js'
import type { Judged } from '../build.js'
import { answeredWith, ending, seen } from '../spoil.js'
import { refusedEvents } from './refused.js'
import {
  advance,
  answer,
  arrivals,
  arrive,
  blind,
  commitOf,
  draft,
  grown,
  happen,
  open,
  opened,
  type Scene,
} from './scene.js'

const lasting = (
  slug: string,
  clause: ClauseId,
  comment: string,
  scene: Scene,
  event: Event,
  how: Omit<Judged, 'draft'>,
  others: ReadonlyArray<ClauseId> = [],
): Judged => ({ draft: draft(slug, comment, [clause, ...others], ending(scene, event)), ...how })

/** Before the entry at a place another event came, and was refused. */
const refusedBefore =
  (place: number, event: Event, reason: ClauseId): NonNullable<Judged['rewrite']> =>
  (earlier) => [
    ...earlier.slice(0, place),
    { event: Event.encode(event) as Json, answer: { rejected: { reason } } },
    ...earlier.slice(place),
  ]

const refusedEvent = (slug: string): Readonly<{ scene: Scene; event: Event }> => {
  const found = refusedEvents.find((one) => one.slug === slug)
  if (found === undefined) throw new Error(`no refused event ${slug}`)
  return found
}

// What came before

const five = happen(opened(), ...arrivals(5))
const four = happen(opened(), ...[0, 1, 3, 4].map(arrive))
const thirdRefused = refusedBefore(2, arrive(2), 'RE-1')
const commit = commitOf(1n, [0, 1, 2, 3, 4].map(blind))(grown)

const ofThePast: ReadonlyArray<Judged> = [
  lasting(
    'after-wrong-refusal',
    'RE-20',
    'The third order was refused for nothing: that was judged, it has not arrived, and the next has its place.',
    four,
    arrive(5),
    { rewrite: thirdRefused },
  ),
  lasting(
    'after-wrong-refusal-seen',
    'RE-21',
    'The third order was refused for nothing, and is counted all the same.',
    four,
    arrive(5),
    { rewrite: thirdRefused, tamper: seen({ size: '6' }) },
  ),
  lasting(
    'after-wrong-refusal-of-commit',
    'RE-20',
    'The log was refused for nothing, so it is not committed, and is committed when it comes again.',
    grown,
    commit,
    { rewrite: refusedBefore(grown.events.length, commit, 'RE-6') },
  ),
]

// Reasons

const twice = refusedEvent('challenge-too-early-unsigned')

const ofReasons: ReadonlyArray<Judged> = [
  ...(['challenge-too-early-unsigned', 'answer-nothing-uncommitted'] as const).map((slug, i) => {
    const { scene, event } = refusedEvent(slug)
    const reason = i === 0 ? 'RE-11' : 'RE-14'
    return lasting(
      `later-reason-${slug}`,
      'RE-20',
      'Of several conditions that fail, one that is not the first is the reason: it is one of them.',
      scene,
      event,
      { tamper: answeredWith({ rejected: { reason } }), isKept: true },
    )
  }),
  ...(['challenge-negative-place', 'challenge-negative-eon', 'commit-negative-size'] as const).map((slug) => {
    const { scene, event } = refusedEvent(slug)
    return lasting(
      `refused-${slug}`,
      'PR-1',
      'A number that is no amount is refused, whatever else follows from it.',
      scene,
      event,
      {},
    )
  }),
  lasting(
    'later-reason-negative-place',
    'RE-20',
    'An answer for a place before the first: nobody challenged it, and no log has such a place. Either is a reason.',
    open,
    { ...answer(2)(open), receipt: { ...answer(2)(open).receipt, index: -1n } },
    { tamper: answeredWith({ rejected: { reason: 'RE-15' } }), isKept: true },
  ),
  lasting('no-reason', 'RE-20', 'A refusal need not say why.', twice.scene, twice.event, {
    tamper: answeredWith({ rejected: {} }),
    isKept: true,
  }),
]

// Receipts that nobody asked for

const issuedTo = ({ receipts, state }: Scene): Json => {
  const last = receipts.at(-1)
  if (last === undefined || state.halt !== undefined) throw new Error('a scene without a receipt')
  return {
    receipt: Receipt.encode(last) as unknown as Json,
    signs: Bytes.encode(state.checking.hash(receiptDatum(state.params.contract, last)) as Bytes),
  }
}

const ofReceipts: ReadonlyArray<Judged> = [
  lasting(
    'receipt-without-order',
    'RE-3',
    'Time goes by, and the last receipt is given once more: nothing arrived.',
    five,
    advance(1n),
    { tamper: answeredWith({ accepted: { issued: issuedTo(five) } }) },
    ['RE-4', 'RE-5'],
  ),
]

// What is seen

const refusedAt = refusedEvent('challenge-twice')

const ofSights: ReadonlyArray<Judged> = [
  lasting(
    'seen-after-refusal',
    'RE-21',
    'A challenge is refused rightly, and then the one that is open is not shown.',
    refusedAt.scene,
    refusedAt.event,
    { tamper: seen({ challenges: [] }) },
  ),
  lasting(
    'seen-second-wrong',
    'RE-21',
    'Of several things that are shown the first are right and the last is not.',
    open,
    advance(11n),
    { tamper: seen({ block: '11', eon: '2', size: '0', halt: [{ eon: '2', why: 'unanswered' }] }) },
  ),
]

/** Histories in which a judge that looks less closely than the clauses goes wrong. */
export const judgedClosely = (): ReadonlyArray<Judged> => [...ofThePast, ...ofReasons, ...ofReceipts, ...ofSights]
