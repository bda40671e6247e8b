import { did, draft, fill, gone, type Judgement, resting, seen, wrong } from './judgements.js'
import { book, buy, buyAtMarket, cancel, endEon, sell } from './write.js'

const two = [sell('A', 5, 12), sell('B', 5, 10)]
const time = book('time')
const priceTime = book('price-time')
const restingLeaves = book('price-time', 'resting', 'cancel-resting')
const incomingLeaves = book('price-time', 'resting', 'cancel-incoming')
const eve = { by: 'eve' }

/**
 * Histories that a judge is easily wrong about: each was found by a change of one line of the clauses that no other
 * case noticed. First what is right, then what is wrong.
 */
export const judgedClosely: ReadonlyArray<Judgement> = [
  {
    draft: draft(
      'kept-refusal-of-a-compatible-order',
      'A refused order trades with nobody, although it could have: its id is that of a live one.',
      ['OB-3'],
      priceTime,
      [sell('A', 5, 10), buy('B', 5, 9), buy('B', 5, 10)],
    ),
  },
  {
    draft: draft(
      'kept-refusal-without-a-reason',
      'Why an order was refused is not said; there is a reason.',
      ['OB-22'],
      time,
      [sell('A', 5, 10), sell('A', 5, 10)],
    ),
    tamper: (last) => ({ ...last, answer: { rejected: {} } }),
    isKept: true,
  },
  {
    draft: draft(
      'kept-refusal-of-a-dummy',
      'A dummy order is refused for what any other would be refused for.',
      ['OB-13'],
      time,
      [sell('A', 5, 10), buy('A', 0, 10)],
    ),
  },
  {
    draft: draft(
      'kept-dummy-beside-an-own-order',
      'A dummy order meets nobody, so the order of its own trader stays.',
      ['OB-9'],
      restingLeaves,
      [sell('A', 5, 10, eve), buy('B', 0, 10, eve)],
    ),
  },
  {
    draft: draft(
      'kept-dummy-is-not-stopped',
      'A dummy order meets nobody, so it is not stopped by an order of its own trader.',
      ['OB-9'],
      incomingLeaves,
      [sell('A', 5, 10, eve), buy('B', 0, 10, eve)],
    ),
  },
  {
    draft: draft(
      'kept-two-own-orders-leave',
      'Two own orders leave on the way, each with all that remained of it, and then another is filled.',
      ['OB-9'],
      restingLeaves,
      [sell('A', 5, 10, eve), sell('B', 4, 11, eve), sell('C', 3, 12), buy('D', 3, 12, eve)],
    ),
  },

  {
    draft: draft(
      'kept-what-is-seen',
      'What is seen is right: two orders at one price, one of them filled in part, a price that was emptied, a cancel and an eon.',
      ['OB-15', 'OB-14'],
      priceTime,
      [
        sell('A', 5, 12, { until: 2 }),
        sell('B', 5, 10, { until: 2 }),
        sell('C', 3, 12, { until: 2 }),
        sell('D', 2, 10, { until: 2 }),
        buy('E', 4, 9, { until: 2 }),
        buy('F', 1, 8, { until: 2 }),
        buy('G', 10, 12),
        cancel('F'),
        endEon(1),
        buyAtMarket('H', 1),
      ],
    ),
    shows: true,
  },

  wrong(
    'precedence-fills-listed-backwards',
    'An order between the two that were filled was passed over; the dearer fill is listed first.',
    'OB-1',
    priceTime,
    [sell('A', 5, 10), sell('B', 5, 11), sell('C', 5, 12), buy('D', 10, 12)],
    did([fill('C', 'D', 5, 12), fill('A', 'D', 5, 10)]),
  ),
  wrong(
    'precedence-own-order-passed-over-where-allowed',
    'The earlier order is of the same trader as the incoming one; where self-trades are allowed that is no reason.',
    'OB-1',
    time,
    [sell('A', 5, 10, eve), sell('B', 5, 10), buy('C', 5, 10, eve)],
    did([fill('B', 'C', 5, 10)]),
  ),
  wrong(
    'precedence-under-cancel-resting',
    'A self-trade rule excuses nothing where all three orders are of different traders.',
    'OB-1',
    restingLeaves,
    [sell('A', 5, 10), sell('B', 5, 12), buy('C', 5, 12)],
    did([fill('B', 'C', 5, 12)]),
  ),
  wrong(
    'precedence-under-cancel-incoming',
    'The same where the incoming order is the one that leaves.',
    'OB-1',
    incomingLeaves,
    [sell('A', 5, 10), sell('B', 5, 12), buy('C', 5, 12)],
    did([fill('B', 'C', 5, 12)]),
  ),
  wrong(
    'precedence-behind-an-own-order',
    'An own order was passed over, and behind it, at the next price, an order of somebody else.',
    ['OB-1', 'OB-9'],
    incomingLeaves,
    [sell('A', 5, 10, eve), sell('B', 5, 11), sell('C', 5, 12), buy('D', 5, 12, eve)],
    did([fill('C', 'D', 5, 12)]),
  ),
  wrong(
    'direction-cancel-fills',
    'A cancel reports a fill: there is no taker.',
    'OB-2',
    book('price-time', 'incoming'),
    [...two, cancel('B')],
    did([fill('A', 'A', 2, 12)], [gone('B', 5, 'cancelled')]),
  ),
  wrong(
    'completeness-stops-after-an-own-order-left',
    'An own order left on the way, and then the match stopped although another order is compatible.',
    'OB-3',
    restingLeaves,
    [sell('A', 5, 10, eve), sell('B', 5, 11), buy('C', 5, 11, eve)],
    did([], [gone('A', 5, 'self-trade')]),
  ),
  wrong(
    'limits-while-a-compatible-order-waits',
    'A buyer at 10 pays 12 although a seller at 10 waits. The limit is what is broken: the dearer order was no choice.',
    'OB-4',
    priceTime,
    [sell('A', 5, 10), sell('B', 5, 12), buy('C', 5, 10)],
    did([fill('B', 'C', 5, 12)]),
  ),
  wrong(
    'two-sides-behind-another',
    'Two buyers trade with each other, and an earlier buyer does not.',
    'OB-7',
    priceTime,
    [buy('A', 5, 10), buy('B', 5, 10), buy('C', 2, 10)],
    did([fill('B', 'C', 2, 10)]),
  ),
  wrong(
    'life-under-a-self-trade-rule',
    'An order that nobody submitted trades; whose it is cannot be known.',
    'OB-8',
    restingLeaves,
    [buy('B', 5, 10)],
    did([fill('ghost', 'B', 5, 10)]),
  ),
  ...(
    [
      ['an-order-that-is-not-live', 'An order leaves that was never there.', 'ghost', 5],
      ['an-order-of-another', 'The order of another trader leaves.', 'Y', 5],
      ['an-order-of-its-own-side', 'An order of the same trader leaves that is on the same side.', 'X', 5],
      ['an-order-too-dear', 'An order of the same trader leaves that is too dear to be met.', 'Z', 5],
      ['more-than-remained', 'An own order leaves with more than remained of it.', 'V', 6],
    ] as const
  ).map(([what, comment, order, volume]) =>
    wrong(
      `self-trade-takes-${what}`,
      comment,
      'OB-9',
      restingLeaves,
      [
        buy('X', 5, 8, eve),
        sell('Y', 5, 13),
        sell('Z', 5, 12, eve),
        ...(order === 'V' ? [sell('V', 5, 10, eve)] : []),
        buy('W', 5, 10, eve),
      ],
      did([], [gone(order, volume, 'self-trade')]),
    ),
  ),
  wrong(
    'self-trade-resting-leaves-twice',
    'An own order leaves twice.',
    'OB-9',
    restingLeaves,
    [sell('A', 5, 10, eve), buy('B', 5, 10, eve)],
    did([], [gone('A', 5, 'self-trade'), gone('A', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-by-a-cancel',
    'An order leaves for a self-trade, but the event is a cancel.',
    'OB-9',
    restingLeaves,
    [...two, cancel('B')],
    did([], [gone('B', 5, 'cancelled'), gone('A', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-cancel-incoming-takes-the-resting',
    'The resting order leaves where the incoming one should.',
    'OB-9',
    incomingLeaves,
    [sell('A', 5, 10, eve), buy('B', 5, 10, eve)],
    did([], [gone('A', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-cancel-incoming-leaves-with-all',
    'What is left of the incoming order leaves with what was filled before, too.',
    'OB-9',
    incomingLeaves,
    [sell('A', 2, 9), sell('B', 5, 10, eve), buy('C', 5, 10, eve)],
    did([fill('A', 'C', 2, 9)], [gone('C', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-cancel-incoming-at-anothers',
    'The incoming order is said to be stopped by an own order, but the next one that it would meet is of another.',
    'OB-9',
    incomingLeaves,
    [sell('A', 5, 10), buy('B', 5, 10, eve)],
    did([], [gone('B', 5, 'self-trade')]),
  ),
  wrong(
    'self-trade-cancel-incoming-rests',
    'The incoming order is not stopped by an own one and comes to rest beside it.',
    ['OB-9', 'OB-3'],
    incomingLeaves,
    [sell('A', 5, 10, eve), buy('B', 5, 10, eve)],
    did([]),
  ),
  wrong(
    'cancel-leaves-twice',
    'A cancelled order leaves twice.',
    'OB-10',
    time,
    [...two, cancel('A')],
    did([], [gone('A', 5, 'cancelled'), gone('A', 5, 'cancelled')]),
  ),
  wrong(
    'dummy-trades',
    'A dummy order trades.',
    ['OB-13', 'OB-6'],
    time,
    [sell('A', 5, 10), buy('B', 0, 10)],
    did([fill('A', 'B', 1, 10)]),
  ),
  wrong(
    'dummy-stands-in-the-book',
    'A dummy order stands in the book.',
    'OB-13',
    time,
    [sell('A', 5, 10), buy('B', 0, 9)],
    seen({ book: [resting('A', 'sell', 5, 10), resting('B', 'buy', 0, 9)] }),
  ),
  ...(
    [
      ['side', { side: 'buy' }],
      ['price', { price: '11' }],
      ['trader', { trader: 'mallory' }],
      ['last-eon', { lastEon: '2' }],
    ] as const
  ).map(([what, change]) =>
    wrong(
      `book-shows-another-${what}`,
      'The book shows an order with other terms than it was accepted with.',
      'OB-15',
      time,
      [sell('A', 5, 10)],
      seen({ book: [{ ...(resting('A', 'sell', 5, 10) as object), ...change }] }),
    ),
  ),
  wrong(
    'admission-market-id-of-a-live-order',
    'A market order with the id of a live order is accepted.',
    'OB-17',
    time,
    [sell('A', 5, 10), buyAtMarket('A', 0)],
    did([]),
  ),
  wrong(
    'sequence-cancel-takes-a-place',
    'A cancel and the end of an eon take a place.',
    'OB-14',
    time,
    [...two, cancel('A'), endEon(1)],
    seen({ sequence: '4' }),
  ),
]
