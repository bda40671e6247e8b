import { type Proving, proveOrder } from '../../../model/receipts/prover.js'
import { peaks } from '../../../model/receipts/range.js'
import { bookOf, joinNodes, leafNode } from '../../../spec/receipts/match-tree.js'
import { plain } from '../../../spec/receipts/runs.js'
import type { Appended, MatchNode } from '../../../spec/receipts/types.js'
import type { Call } from './functions.js'
import { claimed, matchCall, orderCall, type Story, sha, storyOf } from './matching.js'

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

/** Cases in which a verifier that looks less closely than Algorithms 7 and 8 goes wrong. */
export const matchingSlips = (): ReadonlyArray<Call> => [...onTheWay, ...ofPeaks]
