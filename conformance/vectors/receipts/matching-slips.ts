import { type Proving, proveMatch, proveOrder } from '../../../model/receipts/prover.js'
import { peaks } from '../../../model/receipts/range.js'
import { AMOUNT_LIMIT } from '../../../spec/primitives/types.js'
import { bookOf, joinNodes, leafNode } from '../../../spec/receipts/match-tree.js'
import { plain } from '../../../spec/receipts/runs.js'
import { type Appended, MatchLeaf, type MatchNode } from '../../../spec/receipts/types.js'
import type { Json } from '../../kit/kit.js'
import type { Call } from './functions.js'
import {
  beforeE,
  bookCall,
  buyA,
  call,
  claimed,
  encoded,
  FILLED,
  inMaker,
  inMatch,
  matchCall,
  orderCall,
  type Story,
  sha,
  storyOf,
} from './matching.js'

// Matches

/** A book of seven orders of one side, one lot each: the fifth and the seventh are the ones that can be matched. */
const sevenOf = (side: 'buy' | 'sell', far: bigint): Proving =>
  storyOf(
    'sha256',
    [far, far, far, far, 12n, far, 12n].map((price) => ({ order: plain('A', side, price, 1n), fills: [] })),
  ).books.at(-1) as Proving

const asks = sevenOf('sell', 20n)
const bids = sevenOf('buy', 5n)
const buying = { side: 'buy', price: 12n, remaining: 1n } as const
const selling = { side: 'sell', price: 12n, remaining: 1n } as const

const onTheWay: ReadonlyArray<Call> = [
  matchCall(
    'fifth-ask',
    'RE-29',
    'The fifth of seven asks is the first that can be matched.',
    claimed(asks, buying, 4, 1n),
  ),
  matchCall(
    'skips-an-ask-on-the-way',
    'RE-29',
    'The ask that is passed over lies below the lower of two left siblings; below the upper one nothing can be matched.',
    claimed(asks, buying, 6, 1n),
  ),
  matchCall(
    'outside-behind-a-match',
    'RE-26',
    'The place is the one after the last; the node that would be before it can be matched.',
    inMatch(claimed(asks, buying, 6, 1n), { place: 7n }),
  ),
  matchCall(
    'fifth-bid',
    'RE-28',
    'The fifth of seven bids is the first that can be matched.',
    claimed(bids, selling, 4, 1n),
  ),
  matchCall(
    'skips-a-bid-on-the-way',
    'RE-28',
    'The bid that is passed over lies below the lower of two left siblings; below the upper one nothing can be matched.',
    claimed(bids, selling, 6, 1n),
  ),
]

// Peaks

const six = storyOf(
  'sha256',
  [0, 1, 2, 3, 4, 5].map(() => ({ order: plain('A', 'sell', 10n, 1n), fills: [] })),
)

/** The sixth order, appended to one node over both mountains of the five before it. */
const onJoinedPeaks = ({ hash, log, books }: Story): Appended => {
  const { appended } = proveOrder(books[5] as Proving, log, { order: plain('A', 'sell', 10n, 1n), fills: [] })
  const [large, small] = peaks((books[5] as Proving).tree) as [MatchNode, MatchNode]
  const joined = joinNodes(hash)(large, small)
  const { order } = appended
  const leaf = leafNode(hash, { ...order, order: log.orderHash(order), remaining: order.volume })
  return { ...appended, peaks: [joined], after: bookOf(hash, 6n, joinNodes(hash)(joined, leaf)) }
}

const ofPeaks: ReadonlyArray<Call> = [
  orderCall(
    'peaks-joined',
    'RE-35',
    'One node over both mountains of five orders: it leads to the book, but is no peak.',
    {
      story: six,
      at: 5,
      change: () => onJoinedPeaks(six),
    },
  ),
  orderCall(
    'peak-price-zero',
    'RE-35',
    'A peak below which nobody buys, with a price of 0 instead of none: it hashes alike.',
    {
      story: sha,
      at: 1,
      change: (one) => ({ ...one, peaks: one.peaks.map((node) => ({ ...node, buy: 0n })) }),
    },
  ),
]

// Where an order arrived

/** The same story, held against another committed log. */
const inLog = (story: Story, log: Partial<Story['log']['log']>): Story => ({
  ...story,
  log: { ...story.log, log: { ...story.log.log, ...log } },
})

const single = storyOf('sha256', FILLED.slice(0, 1))
/** The only order of the log, appended a second time, with the empty path. */
const twice: Story = {
  ...single,
  appended: [
    ...single.appended,
    proveOrder(single.books[1] as Proving, single.log, { ...(FILLED[0] as (typeof FILLED)[number]), fills: [] })
      .appended,
  ],
}
const [two, four] = [storyOf('sha256', FILLED.slice(0, 2)), storyOf('sha256', FILLED.slice(0, 4))]

const ofArrivals: ReadonlyArray<Call> = [
  orderCall(
    'arrives-after-the-last',
    'RE-36',
    'The only order of the log is appended twice: the log has no second place.',
    {
      story: twice,
      at: 1,
    },
  ),
  orderCall(
    'arrival-longer-than-the-log',
    'RE-36',
    'The path is of a log of four, the log that is claimed is of two.',
    {
      story: inLog(four, { size: 2n }),
      at: 0,
    },
  ),
  orderCall(
    'arrival-shorter-than-the-log',
    'RE-36',
    'The path is of a log of two, the log that is claimed is of four.',
    {
      story: inLog(two, { size: 4n }),
      at: 0,
    },
  ),
]

// More than there is

/** The buy of seven lots takes five of one ask and three of the next. */
const beyondItsVolume = ({ matches: [first], ...rest }: Appended): Appended => {
  const { match, book } = proveMatch(beforeE, 0, 5n)
  return { ...rest, matches: [first ?? match, proveMatch(book, 2, 3n).match] }
}

const ofVolumes: ReadonlyArray<Call> = [
  orderCall('matched-beyond-its-volume', 'RE-31', 'The matches of an order come to more than its volume.', {
    story: sha,
    at: 4,
    change: beyondItsVolume,
  }),
]

// Which of two

/** The buy of the story takes the second ask first. */
const outOfTurn = storyOf(
  'sha256',
  FILLED.map((filled, i) =>
    i === 4 ? { ...filled, fills: [{ maker: 2, volume: 3n }, { maker: 0, volume: 4n }] } : filled,
  ).slice(0, 5), // biome-ignore format: a line each
)

const ofPrecedence: ReadonlyArray<Call> = [
  orderCall(
    'out-of-turn-not-arrived',
    'RE-36',
    'A match is out of turn, and the order did not arrive: that comes first.',
    {
      story: outOfTurn,
      at: 4,
      change: (one) => ({ ...one, arrival: [] }),
    },
  ),
  orderCall(
    'out-of-turn-missing-peak',
    'RE-29',
    'A match is out of turn, and a peak is missing: the match comes first.',
    {
      story: outOfTurn,
      at: 4,
      change: (one) => ({ ...one, peaks: [] }),
    },
  ),
]

// Numbers that are none

/** A book of three asks, in which the second is matched: no node on its path has a buying price. */
const soldOut = storyOf(
  'sha256',
  [14n, 12n, 14n].map((price) => ({ order: plain('A', 'sell', price, 1n), fills: [] })),
).books.at(-1) as Proving
const second = claimed(soldOut, buying, 1, 1n)
const buyingAtZero = inMatch(second, { path: second.match.path.map((one) => ({ ...one, buy: 0n })) })
const soleBuyer = (change: Partial<MatchLeaf>): Json =>
  encoded(MatchLeaf, { order: new Uint8Array([1]), side: 'buy', price: 10n, remaining: 1n, ...change })
const leaves = (...all: ReadonlyArray<Json>): { readonly [key: string]: Json } => ({ hash: 'sha256', leaves: all })

const ofNumbers: ReadonlyArray<Call> = [
  call(
    'bookRoot',
    'used-up-price-zero',
    'PR-2',
    'Nothing remains, but the price is none.',
    leaves(soleBuyer({ price: 0n, remaining: 0n })),
  ),
  call(
    'bookRoot',
    'later-negative',
    'PR-1',
    'The first leaf has no price and the second less than nothing: amounts come first.',
    leaves(soleBuyer({ price: 0n }), soleBuyer({ remaining: -1n })),
  ),
  matchCall('negative-incoming', 'PR-1', 'Less than nothing remains of the incoming order.', {
    ...buyA,
    incoming: { ...buyA.incoming, remaining: -1n },
  }),
  matchCall('negative-maker', 'PR-1', 'Less than nothing remains of the maker.', inMaker(buyA, { remaining: -1n })),
  matchCall('incoming-price-zero', 'PR-2', 'The incoming order is at 0.', {
    ...buyA,
    incoming: { ...buyA.incoming, price: 0n },
  }),
  matchCall('incoming-price-limit', 'PR-2', 'The price of the incoming order is too large to be one.', {
    ...buyA,
    incoming: { ...buyA.incoming, price: AMOUNT_LIMIT },
  }),
  matchCall(
    'buying-price-limit',
    'PR-2',
    'A sibling with a buying price that is none.',
    inMatch(buyA, { path: buyA.match.path.map((one) => ({ ...one, buy: AMOUNT_LIMIT })) }),
  ),
  matchCall('buying-price-zero', 'PR-2', 'A sibling below which nobody buys, with a buying price of 0.', buyingAtZero),
  orderCall('negative-count', 'PR-1', 'A book of less than no order.', { story: sha, at: 0, count: -1n }),
  orderCall('count-limit', 'PR-1', 'A book of as many orders as there are no amounts for.', {
    story: sha,
    at: 0,
    count: AMOUNT_LIMIT,
  }),
]

// Whole books

const none = storyOf('sha256', [])
const one = storyOf('sha256', FILLED.slice(0, 1))

const tooMany: ReadonlyArray<Call> = [
  bookCall('none-arrived', 'RE-15', 'An order is shown of a log of none.', none, one.appended),
  bookCall('too-long', 'RE-15', 'After the last order of the log there is another.', sha, [
    ...sha.appended,
    sha.appended[0] as Appended,
  ]),
  bookCall('negative-log', 'RE-15', 'A log of less than no order: the first place is missing.', none, [], {
    ...none.log.log,
    size: -1n,
  }),
  bookCall(
    'broken-before-too-long',
    'RE-33',
    'The only order is not authorised, and there is another: the first of the two counts.',
    one,
    [{ ...(one.appended[0] as Appended), validated: { applied: false, committed: true } }, one.appended[0] as Appended],
  ),
]

/** Cases in which a verifier that looks less closely than Algorithms 7 and 8 goes wrong. */
export const matchingSlips = (): ReadonlyArray<Call> => [
  ...onTheWay,
  ...ofPeaks,
  ...ofArrivals,
  ...ofVolumes,
  ...ofPrecedence,
  ...ofNumbers,
  ...tooMany,
]
