import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT } from '../../../spec/primitives/types.js'
import type { Json } from '../../kit/kit.js'
import type { Draft, JsonEntry } from '../build.js'
import type { Source } from '../types.js'
import { book, buy, buyAtMarket, cancel, endEon, sell, sellAtMarket } from './write.js'

/** A history, and what is made of its last entry; nothing: the history is right. */
export interface Judgement {
  readonly draft: Draft
  readonly tamper?: (last: JsonEntry) => JsonEntry
  /** Whether the last entry has what was seen after it. */
  readonly shows?: boolean
  /** Whether what is made of the last entry is right as well. */
  readonly isKept?: boolean
}

const hand: Source = { from: 'hand' }

export const draft = (
  slug: string,
  comment: string,
  clauses: readonly [ClauseId, ...ClauseId[]],
  params: Json,
  events: ReadonlyArray<Json>,
): Draft => ({ slug, comment, source: hand, clauses, params, events })

export const wrong = (
  slug: string,
  comment: string,
  broken: ClauseId | readonly [ClauseId, ...ClauseId[]],
  params: Json,
  events: ReadonlyArray<Json>,
  tamper: (last: JsonEntry) => JsonEntry,
): Judgement => ({
  draft: draft(slug, comment, typeof broken === 'string' ? [broken] : broken, params, events),
  tamper,
})

export const fill = (maker: string, taker: string, volume: number | bigint, price: number | bigint): Json => ({
  maker,
  taker,
  price: String(price),
  volume: String(volume),
})

export const gone = (order: string, volume: number, why: string): Json => ({ order, volume: String(volume), why })

/** The last event is said to have done this. */
export const did =
  (fills: ReadonlyArray<Json>, removed: ReadonlyArray<Json> = []) =>
  (last: JsonEntry): JsonEntry => ({ ...last, answer: { accepted: { fills, removed } } })

/** The last event is said to have been refused. */
export const refused =
  (reason: ClauseId) =>
  (last: JsonEntry): JsonEntry => ({ ...last, answer: { rejected: { reason } } })

/** After the last event this is said to have been seen. */
export const seen =
  (observed: Json) =>
  (last: JsonEntry): JsonEntry => ({ ...last, observed })

export const resting = (order: string, side: string, volume: number, price: number): Json => ({
  order,
  trader: `trader-of-${order}`,
  side,
  price: String(price),
  volume: String(volume),
  lastEon: '1',
})

const two = [sell('A', 5, 12), sell('B', 5, 10)]
const eves = [sell('A', 5, 10, { by: 'eve' }), sell('B', 5, 11)]
const time = book('time')
const priceTime = book('price-time')

/** Histories that are judged: first what is right, although it may look odd, then one wrong thing each. */
export const judgements: ReadonlyArray<Judgement> = [
  {
    draft: draft('kept-time', 'The dearer order first is right under time preference.', ['OB-1'], time, [
      ...two,
      buy('C', 7, 12),
    ]),
  },
  {
    draft: draft(
      'kept-price-time',
      'The cheaper order first is right under price-time preference.',
      ['OB-1'],
      priceTime,
      [...two, buy('C', 7, 12)],
    ),
  },
  {
    draft: draft('kept-self-trade', 'A trade with oneself is right where it is allowed.', ['OB-9'], priceTime, [
      ...eves,
      buy('C', 7, 11, { by: 'eve' }),
    ]),
  },
  {
    draft: draft(
      'kept-cancel-resting',
      'An own order leaves on the way.',
      ['OB-9'],
      book('price-time', 'resting', 'cancel-resting'),
      [...eves, buy('C', 3, 11, { by: 'eve' })],
    ),
  },
  {
    draft: draft(
      'kept-cancel-incoming',
      'The incoming order leaves at once.',
      ['OB-9'],
      book('time', 'resting', 'cancel-incoming'),
      [...eves, buy('C', 3, 11, { by: 'eve' })],
    ),
  },
  {
    draft: draft(
      'kept-incoming-price',
      'Both trades at the incoming price.',
      ['OB-5'],
      book('price-time', 'incoming'),
      [...two, buy('C', 7, 14)],
    ),
  },
  {
    draft: draft('kept-refusal', 'A refusal for a condition that the event fails.', ['OB-22'], time, [
      ...two,
      sell('A', 1, 10),
    ]),
  },
  {
    draft: draft('kept-expiry', 'Two of three orders expire.', ['OB-11'], time, [
      ...two,
      sell('C', 5, 13, { until: 2 }),
      endEon(1),
    ]),
  },
  { draft: draft('kept-dummy', 'A dummy order did nothing.', ['OB-13'], time, [...two, buy('C', 0, 12)]) },
  {
    draft: draft('kept-market', 'A market order took all and dropped the rest.', ['OB-12'], time, [
      ...two,
      buyAtMarket('C', 12),
    ]),
  },
  {
    draft: draft('kept-id-used-again', 'An id is used again after its order left.', ['OB-17'], time, [
      ...two,
      cancel('A'),
      sell('A', 1, 13),
    ]),
  },

  wrong(
    'precedence-time-cheaper-first',
    'Under time preference the later order was filled because it is cheaper.',
    'OB-1',
    time,
    [...two, buy('C', 5, 12)],
    did([fill('B', 'C', 5, 10)]),
  ),
  wrong(
    'precedence-price-time-earlier-first',
    'Under price-time preference the dearer order was filled because it is earlier.',
    'OB-1',
    priceTime,
    [...two, buy('C', 5, 12)],
    did([fill('A', 'C', 5, 12)]),
  ),
  wrong(
    'precedence-price-time-later-at-equal-price',
    'At one price the later order was filled first.',
    'OB-1',
    priceTime,
    [sell('A', 5, 10), sell('B', 5, 10), buy('C', 5, 10)],
    did([fill('B', 'C', 5, 10)]),
  ),
  wrong(
    'precedence-pro-rata',
    'The fills were shared out among the orders of a price.',
    'OB-1',
    priceTime,
    [sell('A', 4, 10), sell('B', 4, 10), buy('C', 4, 10)],
    did([fill('A', 'C', 2, 10), fill('B', 'C', 2, 10)]),
  ),
  wrong(
    'precedence-moves-on-too-early',
    'The first order was left with one lot when the next was filled.',
    'OB-1',
    time,
    [...two, buy('C', 7, 12)],
    did([fill('A', 'C', 4, 12), fill('B', 'C', 3, 10)]),
  ),
  wrong(
    'precedence-front-running',
    'A sell that came after another was filled before it, at the same price, by a market order.',
    'OB-1',
    time,
    [sell('victim', 5, 10), sell('insider', 5, 10), buyAtMarket('C', 5)],
    did([fill('insider', 'C', 5, 10)]),
  ),
  wrong(
    'direction-swapped',
    'Maker and taker are swapped.',
    'OB-2',
    time,
    [sell('A', 5, 10), buy('B', 5, 10)],
    did([fill('B', 'A', 5, 10)]),
  ),
  wrong(
    'direction-with-itself',
    'An order is its own maker: volume out of nothing.',
    'OB-2',
    priceTime,
    [sell('A', 5, 12), buy('B', 5, 10)],
    did([fill('B', 'B', 2, 10)]),
  ),
  wrong(
    'completeness-not-matched',
    'Two compatible orders rest side by side.',
    'OB-3',
    time,
    [sell('A', 5, 10), buy('B', 5, 10)],
    did([]),
  ),
  wrong(
    'completeness-stops-after-one',
    'The match stops after the first maker.',
    'OB-3',
    priceTime,
    [...two, buy('C', 7, 12)],
    did([fill('B', 'C', 5, 10)]),
  ),
  wrong(
    'completeness-stops-after-a-price',
    'The match stops at the end of a price although the next is compatible.',
    'OB-3',
    priceTime,
    [sell('A', 1, 10), sell('B', 1, 10), sell('C', 1, 11), buy('D', 3, 11)],
    did([fill('A', 'D', 1, 10), fill('B', 'D', 1, 10)]),
  ),
  wrong(
    'completeness-market-drops-too-much',
    'A market order drops its rest although orders are left.',
    'OB-3',
    priceTime,
    [...two, buyAtMarket('C', 7)],
    did([fill('B', 'C', 5, 10)], [gone('C', 2, 'dropped')]),
  ),
  wrong(
    'limits-buyer-pays-more',
    'A buyer at 10 pays 12.',
    'OB-4',
    priceTime,
    [sell('A', 5, 12), buy('B', 5, 10)],
    did([fill('A', 'B', 5, 12)]),
  ),
  wrong(
    'limits-seller-gets-less',
    'A seller at 12 gets 10.',
    'OB-4',
    time,
    [buy('A', 5, 10), sell('B', 5, 12)],
    did([fill('A', 'B', 5, 10)]),
  ),
  wrong(
    'price-of-the-taker',
    'A fill at the incoming price where the resting one is agreed: the operator may keep the difference.',
    'OB-5',
    time,
    [sell('A', 5, 10), buy('B', 5, 15)],
    did([fill('A', 'B', 5, 15)]),
  ),
  wrong(
    'price-of-the-maker',
    'A fill at the resting price where the incoming one is agreed.',
    'OB-5',
    book('time', 'incoming'),
    [sell('A', 5, 10), buy('B', 5, 15)],
    did([fill('A', 'B', 5, 10)]),
  ),
  wrong(
    'price-in-the-middle',
    'A fill half way between both limits.',
    'OB-5',
    priceTime,
    [sell('A', 5, 10), buy('B', 5, 14)],
    did([fill('A', 'B', 5, 12)]),
  ),
  wrong(
    'conservation-maker-overfilled',
    'More is filled than the maker had.',
    'OB-6',
    time,
    [sell('A', 5, 10), buy('B', 7, 10)],
    did([fill('A', 'B', 7, 10)]),
  ),
  wrong(
    'conservation-maker-overfilled-after-a-part',
    'More is filled than was left of the maker after its first fill.',
    'OB-6',
    priceTime,
    [sell('A', 5, 10), buy('B', 3, 10), buy('C', 5, 10)],
    did([fill('A', 'C', 5, 10)]),
  ),
  wrong(
    'conservation-taker-overfilled',
    'More is filled than the taker wanted.',
    'OB-6',
    time,
    [sell('A', 5, 10), buy('B', 3, 10)],
    did([fill('A', 'B', 5, 10)]),
  ),
  wrong(
    'conservation-fill-of-nothing',
    'A fill with a volume of zero.',
    'OB-6',
    time,
    [sell('A', 5, 10), sell('B', 5, 10), buy('C', 5, 10)],
    did([fill('A', 'C', 5, 10), fill('B', 'C', 0, 10)]),
  ),
  wrong(
    'two-sides-both-buy',
    'Two buyers trade with each other.',
    'OB-7',
    priceTime,
    [buy('A', 5, 10), buy('B', 2, 10)],
    did([fill('A', 'B', 2, 10)]),
  ),
  wrong(
    'life-filled-after-cancel',
    'A cancelled order trades.',
    'OB-8',
    time,
    [sell('A', 5, 10), cancel('A'), buy('B', 5, 10)],
    did([fill('A', 'B', 5, 10)]),
  ),
  wrong(
    'life-filled-after-fill',
    'An order that was filled up trades again.',
    'OB-8',
    priceTime,
    [sell('A', 5, 10), buy('B', 5, 10), buy('C', 5, 10)],
    did([fill('A', 'C', 5, 10)]),
  ),
  wrong(
    'life-filled-after-expiry',
    'An expired order trades.',
    'OB-8',
    time,
    [sell('A', 5, 10), endEon(1), buy('B', 5, 10, { until: 2 })],
    did([fill('A', 'B', 5, 10)]),
  ),
  wrong(
    'life-filled-before-it-came',
    'An order that nobody submitted trades.',
    'OB-8',
    time,
    [buy('B', 5, 10)],
    did([fill('ghost', 'B', 5, 10)]),
  ),
  wrong(
    'self-trade-cancel-resting-trades',
    'Two orders of one trader trade although the resting one should leave.',
    'OB-9',
    book('price-time', 'resting', 'cancel-resting'),
    [...eves, buy('C', 5, 10, { by: 'eve' })],
    did([fill('A', 'C', 5, 10)]),
  ),
  wrong(
    'self-trade-cancel-resting-passes-over',
    'The own order is passed over and stays.',
    'OB-9',
    book('price-time', 'resting', 'cancel-resting'),
    [...eves, buy('C', 5, 11, { by: 'eve' })],
    did([fill('B', 'C', 5, 11)]),
  ),
  wrong(
    'self-trade-cancel-resting-not-reached',
    'An own order leaves although the incoming one was used up before it.',
    'OB-9',
    book('price-time', 'resting', 'cancel-resting'),
    [sell('A', 5, 10), sell('B', 5, 11, { by: 'eve' }), buy('C', 5, 11, { by: 'eve' })],
    did([fill('A', 'C', 5, 10)], [gone('B', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-cancel-incoming-goes-on',
    'The incoming order skips its own trader and trades on.',
    'OB-9',
    book('price-time', 'resting', 'cancel-incoming'),
    [...eves, buy('C', 5, 11, { by: 'eve' })],
    did([fill('B', 'C', 5, 11)]),
  ),
  wrong(
    'self-trade-cancel-incoming-without-meeting',
    'What is left of the incoming order leaves although no own order stands in its way.',
    'OB-9',
    book('price-time', 'resting', 'cancel-incoming'),
    [sell('A', 5, 10), sell('B', 5, 12, { by: 'eve' }), buy('C', 7, 11, { by: 'eve' })],
    did([fill('A', 'C', 5, 10)], [gone('C', 2, 'self-trade')]),
  ),
  wrong(
    'self-trade-where-allowed',
    'An own order leaves although self-trades are allowed.',
    'OB-9',
    priceTime,
    [sell('A', 5, 10, { by: 'eve' }), buy('B', 5, 10, { by: 'eve' })],
    did([], [gone('A', 5, 'self-trade')]),
  ),
  wrong(
    'cancel-refunds-the-original-volume',
    'A cancel gives back what was filled already.',
    'OB-10',
    time,
    [sell('A', 5, 10), buy('B', 2, 10), cancel('A')],
    did([], [gone('A', 5, 'cancelled')]),
  ),
  wrong(
    'cancel-takes-another',
    'A cancel takes out a second order.',
    'OB-10',
    priceTime,
    [...two, cancel('A')],
    did([], [gone('A', 5, 'cancelled'), gone('B', 5, 'cancelled')]),
  ),
  wrong(
    'cancel-does-nothing',
    'An accepted cancel that takes nothing out.',
    'OB-10',
    time,
    [...two, cancel('A')],
    did([]),
  ),
  wrong(
    'expiry-too-early',
    'An order leaves an eon too early.',
    'OB-11',
    time,
    [sell('A', 5, 10, { until: 2 }), endEon(1)],
    did([], [gone('A', 5, 'expired')]),
  ),
  wrong('expiry-missed', 'An order outlives its last eon.', 'OB-11', priceTime, [sell('A', 5, 10), endEon(1)], did([])),
  wrong(
    'market-limit-order-dropped',
    'What is left of a limit order is dropped as if it were a market order.',
    'OB-12',
    priceTime,
    [sell('A', 2, 10), buy('B', 5, 10)],
    did([fill('A', 'B', 2, 10)], [gone('B', 3, 'dropped')]),
  ),
  wrong(
    'market-rest-not-dropped',
    'What is left of a market order is not dropped.',
    'OB-12',
    time,
    [buy('A', 2, 10), sellAtMarket('B', 5)],
    did([fill('A', 'B', 2, 10)]),
  ),
  wrong(
    'dummy-refused',
    'A dummy order is refused: then orders that are not dummies can be told apart.',
    'OB-13',
    time,
    [sell('A', 5, 10), buy('B', 0, 10)],
    refused('PR-1'),
  ),
  wrong(
    'sequence-dummy-takes-no-place',
    'A dummy order is accepted and takes no place.',
    'OB-14',
    time,
    [sell('A', 5, 10), buy('B', 0, 10)],
    seen({ sequence: '1' }),
  ),
  wrong(
    'sequence-refused-takes-a-place',
    'A refused order takes a place.',
    'OB-14',
    time,
    [sell('A', 5, 10), sell('A', 5, 10)],
    seen({ sequence: '2' }),
  ),
  wrong(
    'sequence-book-reordered',
    'The book shows a later order before an earlier one.',
    'OB-14',
    priceTime,
    [sell('A', 5, 12), sell('B', 5, 10)],
    seen({ book: [resting('B', 'sell', 5, 10), resting('A', 'sell', 5, 12)] }),
  ),
  wrong(
    'book-shows-an-order-twice',
    'A live order stands in the book twice.',
    'OB-15',
    time,
    [sell('A', 5, 12)],
    seen({ book: [resting('A', 'sell', 5, 12), resting('A', 'sell', 5, 12)] }),
  ),
  wrong(
    'self-trade-incoming-leaves-twice',
    'What is left of the incoming order is removed twice.',
    'OB-9',
    book('price-time', 'resting', 'cancel-incoming'),
    [sell('A', 5, 10, { by: 'alice' }), buy('B', 5, 10, { by: 'alice' })],
    did([], [gone('B', 5, 'self-trade'), gone('B', 5, 'self-trade')]),
  ),
  wrong(
    'book-shows-the-original-volume',
    'The book shows a partly filled order with its full volume.',
    'OB-15',
    time,
    [sell('A', 5, 10), buy('B', 2, 10)],
    seen({ book: [resting('A', 'sell', 5, 10)] }),
  ),
  wrong(
    'book-hides-an-order',
    'A live order is missing from the book.',
    'OB-15',
    priceTime,
    two,
    seen({ book: [resting('B', 'sell', 5, 10)] }),
  ),
  wrong(
    'book-shows-a-filled-order',
    'An order that was filled up is still shown.',
    'OB-15',
    time,
    [sell('A', 5, 10), buy('B', 5, 10)],
    seen({ book: [resting('A', 'sell', 5, 10)] }),
  ),
  wrong(
    'book-depth-not-reduced',
    'The depth forgets a fill.',
    'OB-15',
    priceTime,
    [sell('A', 5, 10), buy('B', 2, 10)],
    seen({ depth: { buys: [], sells: [{ price: '10', volume: '5' }] } }),
  ),
  wrong(
    'refusal-changes-the-book',
    'A refused order stands in the book all the same.',
    'OB-16',
    time,
    [sell('A', 5, 10), buy('B', -1, 9)],
    seen({ depth: { buys: [{ price: '9', volume: '1' }], sells: [{ price: '10', volume: '5' }] } }),
  ),
  wrong(
    'refusal-takes-an-order',
    'A refused cancel takes the order out all the same.',
    'OB-16',
    priceTime,
    [sell('A', 5, 10), cancel('A', { by: 'mallory' })],
    seen({ book: [] }),
  ),
  wrong(
    'admission-id-of-a-live-order',
    'A second order with the id of a live one is accepted.',
    'OB-17',
    time,
    [sell('A', 5, 10), sell('A', 1, 11)],
    did([]),
  ),
  wrong(
    'admission-cancel-of-nothing',
    'A cancel of an order that never came is accepted.',
    'OB-18',
    time,
    [cancel('A')],
    did([]),
  ),
  wrong(
    'admission-cancel-by-another',
    'A stranger cancels an order.',
    'OB-19',
    priceTime,
    [sell('A', 5, 10), cancel('A', { by: 'mallory' })],
    did([], [gone('A', 5, 'cancelled')]),
  ),
  wrong(
    'admission-last-eon-is-over',
    'An order for an eon that has ended is accepted.',
    'OB-20',
    time,
    [endEon(1), sell('A', 5, 10)],
    did([]),
  ),
  wrong('admission-eon-does-not-run', 'An eon ends that does not run.', 'OB-21', time, [endEon(3)], did([])),
  wrong('admission-negative-volume', 'A negative volume is accepted.', 'PR-1', time, [sell('A', -5, 10)], did([])),
  wrong('admission-price-zero', 'A price of zero is accepted.', 'PR-2', time, [sell('A', 5, 0)], did([])),
  wrong(
    'admission-quote-amount',
    'A quote amount of 2^128 is accepted.',
    'PR-3',
    priceTime,
    [sell('A', 2, AMOUNT_LIMIT / 2n)],
    did([]),
  ),
  wrong(
    'admission-refused-without-cause',
    'A sound order is refused.',
    'OB-22',
    time,
    [sell('A', 5, 10), sell('B', 5, 10)],
    refused('OB-17'),
  ),
  wrong(
    'admission-refused-for-another-reason',
    'A cancel of nothing is refused as if it were somebody else’s order.',
    'OB-22',
    time,
    [cancel('A')],
    refused('OB-19'),
  ),
]
