import type { ClauseId } from '../../../spec/core/ids.js'
import { Bytes } from '../../../spec/primitives/types.js'
import { conditions } from '../../../spec/receipts/admission.js'
import { receiptDatum } from '../../../spec/receipts/data.js'
import { logRoot } from '../../../spec/receipts/proofs.js'
import { rootOver } from '../../../spec/receipts/shape.js'
import type { Event } from '../../../spec/receipts/types.js'
import type { Json } from '../../kit/kit.js'
import type { Judged, Tamper } from '../build.js'
import { accepted, answeredWith, ending, failingOne, seen } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { judgedClosely } from './judged-closely.js'
import { refusedEvents } from './refused.js'
import { advance, arrivals, arrive, blind, draft, grown, happen, open, opened, type Scene } from './scene.js'

/** For each condition that can fail alone, one event that was accepted although it fails it. */
const acceptedWrongly = (): ReadonlyArray<Judged> =>
  failingOne(conditions, refusedEvents, ({ scene }) => scene.state).map(({ slug, clause, comment, scene, event }) => ({
    draft: draft(`accepted-${slug}`, `Accepted all the same. ${comment}`, [clause], ending(scene, event)),
    tamper: accepted({}),
  }))

const { params, state } = opened()
const { hash } = state.checking
const six = [0, 1, 2, 3, 4, 5].map(blind)

type Issued = { readonly receipt: { readonly [key: string]: Json }; readonly signs: Json }

/** The receipt for the sixth order, with something wrong in it. */
const issuedWith =
  (change: (issued: Issued) => Issued): Tamper =>
  (last) => {
    const { accepted } = last.answer as { readonly accepted: { readonly issued: Issued } }
    return { ...last, answer: { accepted: { issued: change(accepted.issued) as unknown as Json } } }
  }

const inReceipt = (change: { readonly [key: string]: Json }) =>
  issuedWith((issued) => ({ ...issued, receipt: { ...issued.receipt, ...change } }))

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)
const bare = (tag: string, ...fields: ReadonlyArray<Uint8Array>): Uint8Array => hash({ tag, fields })

/** The root without tags. */
const untagged = (orders: ReadonlyArray<Uint8Array>): Uint8Array =>
  rootOver(orders.map((order) => bare('', order)) as [Uint8Array, ...Uint8Array[]], (left, right) =>
    bare('', left, right),
  )

const receipt = {
  eon: 1n,
  index: 5n,
  order: blind(5),
  commitment: logRoot(hash, six) as Bytes,
}

const signing = (
  fields: (all: ReturnType<typeof receiptDatum>['fields']) => ReturnType<typeof receiptDatum>['fields'],
) =>
  issuedWith((issued) => ({
    ...issued,
    signs: hex(hash({ tag: 'receipt', fields: fields(receiptDatum(params.contract, receipt).fields) })),
  }))

const wrong = (
  slug: string,
  clause: ClauseId,
  comment: string,
  scene: Scene,
  event: Event,
  tamper: Tamper,
): Judged => ({ draft: draft(slug, comment, [clause], ending(scene, event)), tamper })

const five = happen(opened(), ...arrivals(5))
const sixth = (slug: string, clause: ClauseId, comment: string, tamper: Tamper): Judged =>
  wrong(slug, clause, comment, five, arrive(5), tamper)

const receiptsWrong: ReadonlyArray<Judged> = [
  sixth('receipt-other-place', 'RE-3', 'The receipt names the place before.', inReceipt({ index: '4' })),
  sixth('receipt-from-one', 'RE-3', 'Places are counted from 1.', inReceipt({ index: '6' })),
  sixth('receipt-other-eon', 'RE-3', 'The receipt names the next eon.', inReceipt({ eon: '2' })),
  sixth('receipt-other-order', 'RE-3', 'The receipt is for another order.', inReceipt({ order: hex(blind(4)) })),
  sixth('receipt-missing', 'RE-3', 'There is no receipt.', answeredWith({ accepted: {} })),
  sixth(
    'commitment-without-order',
    'RE-4',
    'The commitment is that of the log before the order.',
    inReceipt({ commitment: hex(logRoot(hash, six.slice(0, 5))) }),
  ),
  sixth(
    'commitment-untagged',
    'RE-4',
    'Leaves and nodes have no tags (T26).',
    inReceipt({ commitment: hex(untagged(six)) }),
  ),
  sixth(
    'commitment-mirrored',
    'RE-4',
    'The fold has the sibling on the wrong side, as Algorithm 2 writes it (T25).',
    inReceipt({
      commitment: hex(hash({ tag: 'arrivals', fields: [logRoot(hash, six.slice(4)), logRoot(hash, six.slice(0, 4))] })),
    }),
  ),
  sixth(
    'signs-without-place',
    'RE-5',
    'The place is not signed (T28).',
    signing(([contract, eon, , ...rest]) => [contract, eon, ...rest] as never),
  ),
  sixth(
    'signs-without-eon',
    'RE-5',
    'The eon is not signed (T28).',
    signing(([contract, , ...rest]) => [contract, ...rest] as never),
  ),
  sixth(
    'signs-without-market',
    'RE-5',
    'The market is not signed.',
    signing(([, ...rest]) => rest),
  ),
  sixth(
    'signs-commitment',
    'RE-5',
    'What is signed is the commitment alone (TEX IV-C).',
    issuedWith((issued) => ({ ...issued, signs: issued.receipt.commitment as Json })),
  ),
]

const others: ReadonlyArray<Judged> = [
  wrong(
    'halt-not-reported',
    'RE-19',
    'The market halts and does not say so.',
    open,
    advance(13n),
    answeredWith({ accepted: {} }),
  ),
  wrong(
    'halt-too-early',
    'RE-19',
    'A halt is reported in the last block in which the answer may come.',
    open,
    advance(12n),
    answeredWith({ accepted: { halted: { eon: '2', why: 'unanswered' } } }),
  ),
  wrong(
    'halt-other-reason',
    'RE-19',
    'The log is committed; it is the challenge that is late.',
    open,
    advance(13n),
    answeredWith({ accepted: { halted: { eon: '2', why: 'uncommitted' } } }),
  ),
  wrong(
    'refused-for-nothing',
    'RE-20',
    'An order is refused without any reason to.',
    grown,
    arrive(5),
    answeredWith({ rejected: {} }),
  ),
  wrong(
    'refused-for-another-reason',
    'RE-20',
    'A log is committed twice; it is not the wrong eon.',
    happen(grown, ({ state: { nodes } }) => ({ tag: 'commit', eon: 1n, size: 0n, root: nodes.empty as Bytes })),
    { tag: 'commit', eon: 1n, size: 5n, root: blind(0) },
    answeredWith({ rejected: { reason: 'RE-6' } }),
  ),
  wrong('seen-other-size', 'RE-21', 'The log that is shown lacks the last order.', five, arrive(5), (last) => ({
    ...last,
    observed: { size: '5' },
  })),
  wrong('seen-other-root', 'RE-21', 'The root that is shown is the one before.', five, arrive(5), (last) => ({
    ...last,
    observed: { root: hex(logRoot(hash, six.slice(0, 5))) },
  })),
  wrong(
    'seen-log-of-last-eon',
    'RE-21',
    'The log of the eon before is shown as that of the eon that runs.',
    five,
    advance(8n),
    (last) => ({ ...last, observed: { size: '5' } }),
  ),
  wrong(
    'seen-closed-challenge',
    'RE-21',
    'The challenge that was just opened is not shown.',
    happen(grown, advance(10n)),
    open.events.at(-1) as Event,
    seen({ challenges: [] }),
  ),
]

/** The judgements of this chapter: runs that keep every clause, and histories whose last entry breaks one. */
export const judged = (): ReadonlyArray<Judged> => [
  ...acceptedRuns
    .filter(({ slug }) => !slug.startsWith('log-33'))
    .map(({ slug, clauses, comment, scene }) => ({ draft: draft(slug, comment, clauses, scene) })),
  ...acceptedWrongly(),
  ...receiptsWrong,
  ...others,
  ...judgedClosely(),
]
