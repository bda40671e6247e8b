import { permitFor } from '../../../model/sealed-orders/trader.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { conditions } from '../../../spec/sealed-orders/admission.js'
import { observe } from '../../../spec/sealed-orders/shown.js'
import { Observation } from '../../../spec/sealed-orders/types.js'
import type { Json } from '../../kit/kit.js'
import type { Judged, Tamper } from '../build.js'
import { accepted, ending, type Fields, failingOne, refusedBy, seen } from '../spoil.js'
import { acceptedRuns, sentAgainBehind } from './accepted.js'
import { refusedEvents } from './refused.js'
import {
  acknowledging,
  BUY,
  blind,
  clock,
  draft,
  happen,
  open,
  openingOf,
  receipted,
  receiptOf,
  type Scene,
  SELL,
  send,
  sent,
  solved,
  solvingOf,
} from './scene.js'

const did = (entered: ReadonlyArray<Json>): Tamper => accepted({ entered })
const acceptedAsIf = did([])

/** Something else is seen after it. */
const seenAs = (
  { ledger }: Scene,
  change: (observed: Readonly<Record<string, ReadonlyArray<Fields> & string>>) => Fields,
): Tamper =>
  seen(change(Observation.encode(observe(ledger)) as unknown as Record<string, ReadonlyArray<Fields> & string>))

/** For each condition that can fail alone, one event that was accepted although it fails it. */
const acceptedWrongly = (): ReadonlyArray<Judged> =>
  failingOne(conditions, refusedEvents(), ({ scene }) => scene.ledger).map(
    ({ slug, comment, clause, scene, event }) => ({
      draft: draft(`accepted-${slug}`, `Accepted all the same. ${comment}`, [clause], ending(scene, event)),
      tamper: acceptedAsIf,
    }),
  )

const row = (
  slug: string,
  clause: ClauseId,
  comment: string,
  scene: Pick<Scene, 'cast' | 'events'>,
  tamper?: Tamper,
): Judged => ({ draft: draft(slug, comment, [clause], scene), ...(tamper === undefined ? {} : { tamper }) })

const openedAtLast = (known: Scene): Scene => ending(known, openingOf(known))

/** The operator solves the last order, when its time has come. */
const solvedLate = (known: Scene): Scene => {
  const late = happen(known, clock(known.ledger.time + 8n))
  return ending(late, solvingOf(late))
}

/** Alice’s order is not acknowledged, but she has a permit for another, which the operator gave on the side. */
const onTheSide = (first = open(), opening: (known: Scene) => Scene = openedAtLast): Scene => {
  const { cast } = first
  const chain = cast.traders.get('alice')?.chain ?? []
  const account = { trader: 'alice', coin: 'X', available: 100n, version: 0n } as const
  const [x, y] = [account, { ...account, coin: 'Y' }] as unknown as readonly [
    Parameters<typeof permitFor>[2],
    Parameters<typeof permitFor>[2],
  ]
  const key = chain[1] as Uint8Array
  const scene = send(first, 'alice', SELL, {
    turn: 2,
    accounts: { give: x, take: y },
    permits: { give: permitFor(cast, key, x).signature, take: permitFor(cast, key, y).signature },
  })
  return opening(happen(scene, receiptOf(scene)))
}

const shown = (): ReadonlyArray<Judged> => {
  const closed = receipted()
  const behind = blind()
  const ready = happen(behind, openingOf(behind, 0))
  const [first, second] = ready.ledger.log as readonly [string, string]
  const late = happen(sent(), clock(2n))
  const slow = happen(late, receiptOf(late))
  const opened = happen(slow, openingOf(slow))
  return [
    row('blind-ignored', 'SO-34', 'The order behind a closed one is taken in.', behind, did([second])),
    row('entered-missing', 'SO-34', 'An order is opened, and the book does not take it in.', open(), did([])),
    row('entered-one-only', 'SO-34', 'The one behind it, which was open, is forgotten.', ready, did([first])),
    row(
      'entered-reversed',
      'SO-34',
      'Orders are taken in against the sequence of the log.',
      ready,
      did([second, first]),
    ),
    row(
      'visible-beyond',
      'SO-34',
      'One order more is said to be in the book.',
      ready,
      seenAs(ready, ({ visible }) => ({ visible: String(Number(visible) + 1) })),
    ),
    row(
      'shown-while-closed',
      'SO-35',
      'A closed order is shown with what it says.',
      closed,
      seenAs(closed, ({ orders }) => ({
        orders: (orders ?? []).map((one) => ({
          ...one,
          order: { trader: 'alice', side: 'sell', base: 'X', quote: 'Y', price: '3', volume: '10' },
        })),
      })),
    ),
    row(
      'shown-with-another-volume',
      'SO-35',
      'An open order is shown with another volume.',
      open(),
      seenAs(open(), ({ orders }) => ({
        orders: (orders ?? []).map((one) => ({ ...one, order: { ...(one.order as Fields), volume: '9' } })),
      })),
    ),
    row(
      'shown-as-opened',
      'SO-35',
      'An order that was solved is shown as opened by its trader.',
      solved(),
      seenAs(solved(), ({ orders }) => ({ orders: (orders ?? []).map((one) => ({ ...one, stage: 'opened' })) })),
    ),
    row(
      'shown-not-at-all',
      'SO-35',
      'An order that has come is not shown.',
      sent(),
      seenAs(sent(), () => ({ orders: [] })),
    ),
    row(
      'shown-at-another-place',
      'SO-35',
      'An order is shown at another place.',
      closed,
      seenAs(closed, ({ orders }) => ({ orders: (orders ?? []).map((one) => ({ ...one, place: '1' })) })),
    ),
    row(
      'shown-at-its-old-place',
      'SO-35',
      'A void order that came again is shown before one that came between.',
      sentAgainBehind(),
      seenAs(sentAgainBehind(), ({ orders }) => ({ orders: [...(orders ?? [])].reverse() })),
    ),
    row(
      'late-as-prompt',
      'SO-36',
      'A late receipt is counted as a prompt one.',
      opened,
      seenAs(opened, ({ scores }) => ({
        scores: (scores ?? []).map((one) =>
          one.trader === 'alice' ? { ...one, prompt: '1', late: '0', score: '1' } : one,
        ),
      })),
    ),
    row(
      'fine-forgotten',
      'SO-36',
      'A late receipt costs nothing.',
      opened,
      seenAs(opened, ({ scores }) => ({ scores: (scores ?? []).map((one) => ({ ...one, score: '0' })) })),
    ),
    row(
      'scored-while-closed',
      'SO-36',
      'A closed order is scored: so its trader is known.',
      closed,
      seenAs(closed, ({ scores }) => ({
        scores: (scores ?? []).map((one) => (one.trader === 'alice' ? { ...one, prompt: '1', score: '1' } : one)),
      })),
    ),
    row(
      'permit-on-the-side',
      'SO-37',
      'The operator let a trader send an order before the one before was acknowledged.',
      onTheSide(),
      (last) => last,
    ),
    row(
      'permit-on-the-side-solved',
      'SO-37',
      'The operator had to solve an order, and let its trader send another before it acknowledged that.',
      onTheSide(solved()),
      (last) => last,
    ),
    row(
      'permit-on-the-side-both-solved',
      'SO-37',
      'A trader that never opens an order sent two before the first was acknowledged; the operator solves both.',
      onTheSide(solved(), solvedLate),
      (last) => last,
    ),
    row(
      'shown-after-refusal',
      'SO-35',
      'An order that comes again is refused, as it has to be, and the clock is shown one tick on.',
      { cast: sent().cast, events: [...sent().events, ...sent().events] },
      seenAs(sent(), ({ time }) => ({ time: String(Number(time) + 1) })),
    ),
    {
      draft: draft(
        'refused-and-then-done',
        'The clock goes to 5, which was refused for no reason before: what is refused has not happened, so now it is right.',
        ['SO-42', 'SO-31'],
        { cast: sent().cast, events: [clock(5n), clock(5n)] },
      ),
      rewrite: (earlier) => earlier.map(refusedBy()),
      tamper: acceptedAsIf,
      isKept: true,
    },
    row(
      'refused-opening',
      'SO-42',
      'A good opening is refused, so the book takes in nothing: that is one mistake and not two.',
      open(),
      refusedBy(),
    ),
    row(
      'opened-again-and-entered',
      'SO-25',
      'An order is opened a second time, and taken in once more: it should have been refused, and nothing else is wrong.',
      { cast: open().cast, events: [...open().events, openingOf(open())] },
      did(open().ledger.log),
    ),
    row('refused-without-reason', 'SO-42', 'A good order is refused.', sent(), refusedBy()),
    row(
      'refused-for-nothing',
      'SO-42',
      'A receipt is refused for a reason that is none.',
      receipted(),
      refusedBy('SO-24'),
    ),
    row(
      'refused-for-another',
      'SO-42',
      'A second acknowledgement is refused for the penalty.',
      { cast: open().cast, events: [...happen(open(), acknowledging(open())).events, acknowledging(open())] },
      refusedBy('SO-30'),
    ),
    row(
      'refused-without-saying',
      'SO-42',
      'An order that comes again is refused, and no reason given: that is no mistake.',
      { cast: sent().cast, events: [...sent().events, ...sent().events] },
    ),
    row(
      'second-order',
      'SO-37',
      'The next order, after the one before was acknowledged.',
      (() => {
        const scene = send(happen(open(), acknowledging(open())), 'alice', BUY, { turn: 2 })
        const known = happen(scene, receiptOf(scene))
        return happen(known, openingOf(known))
      })(),
    ),
  ]
}

/** The histories of this chapter, right and wrong. */
export const judged = (): ReadonlyArray<Judged> => [
  ...acceptedRuns()
    .filter(({ slug }) => /blind|solved-later|sent-again|story/.test(slug))
    .map(({ slug, comment, clauses, scene }): Judged => ({ draft: draft(`right-${slug}`, comment, clauses, scene) })),
  ...acceptedWrongly(),
  ...shown(),
]
