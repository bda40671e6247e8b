import { concreteSuite } from '../../../model/primitives/concrete.js'
import {
  type Arrived,
  arrived,
  commitmentOf,
  emptyProving,
  type Filled,
  type Proving,
  proveMatch,
  proveOrder,
} from '../../../model/receipts/prover.js'
import { peaks } from '../../../model/receipts/range.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT, type Bytes } from '../../../spec/primitives/types.js'
import { bag, bookOf, grow, leafNode } from '../../../spec/receipts/match-tree.js'
import { CONTRACT, plain } from '../../../spec/receipts/runs.js'
import {
  Appended,
  type IncomingOrder,
  LogRoot,
  Match,
  MatchLeaf,
  type MatchNode,
} from '../../../spec/receipts/types.js'
import type { Json } from '../../kit/kit.js'
import type { Call } from './functions.js'

type Suite = 'sha256' | 'keccak256'
type Hash = Proving['hash']

/** Six orders and their fills: bids and asks rest, a buy takes two asks, a sell takes what is left of the bids and rests. */
export const FILLED: ReadonlyArray<Filled> = [
  { order: plain('A', 'sell', 12n, 5n), fills: [] },
  { order: plain('B', 'buy', 9n, 5n), fills: [] },
  { order: plain('C', 'sell', 11n, 3n), fills: [] },
  { order: plain('D', 'buy', 10n, 4n), fills: [] },
  { order: plain('E', 'buy', 12n, 7n), fills: [{ maker: 0, volume: 5n }, { maker: 2, volume: 2n }] },
  { order: plain('F', 'sell', 9n, 10n), fills: [{ maker: 1, volume: 5n }, { maker: 3, volume: 4n }] },
] // biome-ignore format: a line each

/** A book before each of its orders. */
export interface Story {
  readonly hash: Hash
  readonly log: Arrived
  readonly books: ReadonlyArray<Proving>
  readonly appended: ReadonlyArray<Appended>
}

export const storyOf = (suite: Suite, filled: ReadonlyArray<Filled> = FILLED): Story => {
  const { hash } = concreteSuite(suite)
  const log = arrived(
    hash,
    CONTRACT,
    filled.map(({ order }) => order),
  )
  const books: Proving[] = [emptyProving(hash)]
  const appended = filled.map((one) => {
    const proven = proveOrder(books.at(-1) as Proving, log, one)
    books.push(proven.book)
    return proven.appended
  })
  return { hash, log, books, appended }
}

export const encoded = (codec: { readonly encode: (value: never) => unknown }, value: unknown): Json =>
  codec.encode(value as never) as Json

const hex = (bytes: Uint8Array): Json => `0x${Buffer.from(bytes).toString('hex')}`

export const call = (
  name: string,
  slug: string,
  clause: ClauseId,
  comment: string,
  args: { readonly [key: string]: Json },
): Call => ({ slug: `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${slug}`, comment, name, clauses: [clause], args }) // biome-ignore format: one line

// Books

const books: ReadonlyArray<Call> = [
  ...(['sha256', 'keccak256'] as const).flatMap((suite) => {
    const { books: all } = storyOf(suite)
    return all.map(({ leaves }, n) =>
      call('bookRoot', `${suite}-${n}`, 'RE-25', `The book after ${n} orders of the story.`, {
        hash: suite,
        leaves: leaves.toArray().map((leaf) => encoded(MatchLeaf, leaf)),
      }),
    )
  }),
  call('bookRoot', 'used-up', 'RE-25', 'What is used up, and a dummy order, have no price.', {
    hash: 'sha256',
    leaves: [0n, 0n, 3n].map((remaining, i) =>
      encoded(MatchLeaf, { order: new Uint8Array([i]), side: i === 1 ? 'sell' : 'buy', price: 10n, remaining }),
    ),
  }),
  call('bookRoot', 'negative', 'PR-1', 'Less than nothing remains.', {
    hash: 'sha256',
    leaves: [encoded(MatchLeaf, { order: new Uint8Array([1]), side: 'buy', price: 10n, remaining: -1n })],
  }),
  call('bookRoot', 'price-zero', 'PR-2', 'A price of 0, which would say that there is none.', {
    hash: 'sha256',
    leaves: [encoded(MatchLeaf, { order: new Uint8Array([1]), side: 'buy', price: 0n, remaining: 1n })],
  }),
]

// Matches

export const sha = storyOf('sha256')
export const incomingOf = (at: number, remaining?: bigint): IncomingOrder => {
  const { side, price, volume } = (FILLED[at] as Filled).order
  return { side, price, remaining: remaining ?? volume }
}

export interface Claimed {
  readonly suite?: Suite
  readonly count: bigint
  readonly before: Uint8Array
  readonly incoming: IncomingOrder
  readonly match: Match
}

export const matchCall = (slug: string, clause: ClauseId, comment: string, claim: Claimed): Call =>
  call('verifyMatch', slug, clause, comment, {
    hash: claim.suite ?? 'sha256',
    count: String(claim.count),
    before: hex(claim.before),
    incoming: {
      side: claim.incoming.side,
      price: String(claim.incoming.price),
      remaining: String(claim.incoming.remaining),
    },
    match: encoded(Match, claim.match),
  })

export const claimed = (book: Proving, incoming: IncomingOrder, place: number, matched: bigint): Claimed => ({
  count: BigInt(book.leaves.size),
  before: commitmentOf(book),
  incoming,
  match: proveMatch(book, place, matched).match,
})

export const [, , , , beforeE, beforeF] = sha.books as ReadonlyArray<Proving> as [
  Proving,
  Proving,
  Proving,
  Proving,
  Proving,
  Proving,
]
export const buyA = claimed(beforeE, incomingOf(4), 0, 5n)
const sellB = claimed(beforeF, incomingOf(5), 1, 5n)
export const inMatch = (claim: Claimed, change: Partial<Match>): Claimed => ({
  ...claim,
  match: { ...claim.match, ...change },
})
export const inMaker = (claim: Claimed, change: Partial<MatchLeaf>): Claimed =>
  inMatch(claim, { maker: { ...claim.match.maker, ...change } })
const without = ({ hash }: MatchNode): MatchNode => ({ hash })
const flip = (bytes: Bytes): Bytes => Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 1 : byte)) as Bytes
/** The match with something else left of the maker, in a book in which that is so. */
const sellD = claimed(beforeF, incomingOf(5), 3, 4n)

const matches: ReadonlyArray<Call> = [
  matchCall('buy', 'RE-29', 'A buy takes the first ask at its limit or better.', buyA),
  matchCall('sell', 'RE-28', 'A sell takes the first bid at its limit or better.', sellB),
  matchCall(
    'at-the-limit',
    'RE-27',
    'A bid at exactly the price of the sell can be matched (T12).',
    claimed(beforeE, { side: 'sell', price: 10n, remaining: 1n }, 3, 1n),
  ),
  matchCall(
    'partly',
    'RE-32',
    'What is left of the maker stays in its leaf.',
    claimed(beforeE, { side: 'buy', price: 11n, remaining: 2n }, 2, 2n),
  ),
  ...(['keccak256'] as const).map((suite) => {
    const [, , , , book] = storyOf(suite).books as [Proving, Proving, Proving, Proving, Proving]
    return matchCall(`buy-${suite}`, 'RE-30', 'The same with the other hash.', {
      ...claimed(book, incomingOf(4), 0, 5n),
      suite,
    })
  }),
  matchCall('negative-volume', 'PR-1', 'Less than nothing is matched.', inMatch(buyA, { matched: -1n })),
  matchCall('negative-count', 'PR-1', 'A book of less than no order.', { ...buyA, count: -1n }),
  matchCall(
    'price-limit',
    'PR-2',
    'A sibling with a price that is none.',
    inMatch(buyA, { path: buyA.match.path.map((node) => ({ ...node, sell: AMOUNT_LIMIT })) }),
  ),
  matchCall('price-zero', 'PR-2', 'A maker at 0.', inMaker(buyA, { price: 0n })),
  matchCall('outside', 'RE-26', 'The maker has a place that the book does not have.', inMatch(buyA, { place: 4n })),
  matchCall('short', 'RE-26', 'A sibling is missing.', inMatch(buyA, { path: buyA.match.path.slice(1) })),
  matchCall('empty-book', 'RE-26', 'A book of no order.', { ...buyA, count: 0n, match: { ...buyA.match, path: [] } }),
  matchCall(
    'worse-price',
    'RE-27',
    'The first bid is below the price of the sell.',
    claimed(beforeE, { side: 'sell', price: 11n, remaining: 2n }, 1, 2n),
  ),
  matchCall(
    'same-side',
    'RE-27',
    'Two buys are matched.',
    claimed(beforeE, { side: 'buy', price: 10n, remaining: 2n }, 1, 2n),
  ),
  matchCall('used-up', 'RE-27', 'Nothing is left of the maker.', {
    ...claimed(beforeF, { side: 'buy', price: 12n, remaining: 2n }, 0, 0n),
    incoming: { side: 'buy', price: 12n, remaining: 0n },
  }),
  matchCall('skips-a-bid', 'RE-28', 'An earlier bid could be matched too: constraint 1.', sellD),
  matchCall(
    'skips-an-ask',
    'RE-29',
    'An earlier ask could be matched too: constraint 1.',
    claimed(beforeE, incomingOf(4), 2, 3n),
  ),
  matchCall(
    'understated-sibling',
    'RE-30',
    'An earlier bid is hidden: its sibling says that nobody buys (T1).',
    inMatch(sellD, { path: sellD.match.path.map(without) }),
  ),
  matchCall(
    'other-maker',
    'RE-30',
    'The maker is another order than the one in the book.',
    inMaker(buyA, { order: flip(buyA.match.maker.order) }),
  ),
  matchCall(
    'overstated-maker',
    'RE-30',
    'More is left of the maker than the book says.',
    inMaker(sellB, { remaining: 6n }),
  ),
  matchCall('other-count', 'RE-30', 'The book has another number of orders.', {
    ...buyA,
    count: 3n,
    match: { ...buyA.match, path: buyA.match.path.slice(0, 2) },
  }),
  matchCall('too-little', 'RE-31', 'Less is matched than could be.', claimed(beforeE, incomingOf(4), 0, 4n)),
  matchCall(
    'more-than-asked',
    'RE-31',
    'More is matched than the incoming order has left.',
    claimed(beforeE, incomingOf(4, 3n), 0, 5n),
  ),
  matchCall(
    'stale-after',
    'RE-32',
    'The book after is the book before.',
    inMatch(buyA, { after: buyA.before as Bytes }),
  ),
  matchCall(
    'taken-as-left',
    'RE-32',
    'The leaf after holds what was matched, not what is left (T16).',
    inMatch(claimed(beforeE, { side: 'buy', price: 12n, remaining: 2n }, 0, 2n), {
      after: proveMatch(beforeE, 0, 3n).match.after,
    }),
  ),
]

// Orders

interface Appending {
  readonly story: Story
  readonly at: number
  readonly change?: (appended: Appended) => Appended
  /** The number of orders that is claimed, where it is another. */
  readonly count?: bigint
}

export const orderCall = (
  slug: string,
  clause: ClauseId,
  comment: string,
  { story, at, change, count }: Appending,
): Call =>
  call('verifyOrder', slug, clause, comment, {
    hash: slug.includes('keccak') ? 'keccak256' : 'sha256',
    contract: CONTRACT,
    log: encoded(LogRoot, story.log.log),
    count: String(count ?? at),
    before: hex(commitmentOf(story.books[at] as Proving)),
    appended: encoded(Appended, (change ?? ((same: Appended) => same))(story.appended[at] as Appended)),
  })

/** The story with the fills of one order changed. */
const refilled = (at: number, fills: Filled['fills']): Story =>
  storyOf('sha256', FILLED.map((one, i) => (i === at ? { ...one, fills } : one)).slice(0, at + 1))

/** An order appended to other peaks than those of the book. */
const onPeaks =
  (story: Story, at: number, book: Proving) =>
  (appended: Appended): Appended => {
    const { hash } = story
    const old = peaks(book.tree)
    const { order, matches: all } = appended
    const remaining = all.reduce((left, { matched }) => left - matched, order.volume)
    const leaf = leafNode(hash, { order: story.log.orderHash(order), side: order.side, price: order.price, remaining })
    const root = bag(hash, BigInt(at + 1), grow(hash, BigInt(at), old, leaf)) as MatchNode
    return { ...appended, peaks: old, after: bookOf(hash, BigInt(at + 1), root) }
  }

const wrongLeaf =
  (story: Story, at: number, remaining: bigint) =>
  (appended: Appended): Appended => {
    const { hash } = story
    const { order } = appended
    const leaf = leafNode(hash, { order: story.log.orderHash(order), side: order.side, price: order.price, remaining })
    const root = bag(hash, BigInt(at + 1), grow(hash, BigInt(at), appended.peaks, leaf)) as MatchNode
    return { ...appended, after: bookOf(hash, BigInt(at + 1), root) }
  }

const priced = (price: bigint): Story =>
  storyOf(
    'sha256',
    [{ order: { ...plain('A', 'sell', 12n, 5n), price: 12n }, fills: [] }].map((one) => ({
      ...one,
      order: { ...one.order, price },
    })),
  )

export const invalid =
  (change: Partial<Appended['order']>) =>
  (appended: Appended): Appended => ({
    ...appended,
    order: { ...appended.order, ...change },
  })

const keccak = storyOf('keccak256')

const orders: ReadonlyArray<Call> = [
  ...[0, 3, 4, 5].map((at) =>
    orderCall(`story-${at}`, 'RE-40', `Order ${at} of the story with all its matches.`, { story: sha, at }),
  ),
  orderCall('story-keccak-5', 'RE-40', 'The same with the other hash.', { story: keccak, at: 5 }),
  orderCall('dummy', 'RE-40', 'A dummy order takes a leaf without a price.', {
    story: storyOf('sha256', [...FILLED.slice(0, 2), { order: plain('Z', 'buy', 20n, 0n), fills: [] }]),
    at: 2,
  }),
  orderCall('not-applied', 'RE-33', 'The account’s update is not applied.', {
    story: sha,
    at: 4,
    change: (one) => ({ ...one, validated: { applied: false, committed: true } }),
  }),
  orderCall('not-committed', 'RE-34', 'The allotment does not lead to the checkpoint.', {
    story: sha,
    at: 4,
    change: (one) => ({ ...one, validated: { applied: true, committed: false } }),
  }),
  orderCall('negative-volume', 'PR-1', 'A volume that is no amount.', {
    story: sha,
    at: 0,
    change: invalid({ volume: -1n }),
  }),
  orderCall('price-zero', 'PR-2', 'A price of 0.', { story: sha, at: 0, change: invalid({ price: 0n }) }),
  orderCall('price-one', 'RE-40', 'The lowest price that there is.', { story: priced(1n), at: 0 }),
  orderCall('other-arrival', 'RE-36', 'The path is that of another place.', {
    story: sha,
    at: 4,
    change: (one) => ({ ...one, arrival: sha.appended[3]?.arrival ?? [] }),
  }),
  orderCall('out-of-sequence', 'RE-36', 'The order arrived, but at another place.', {
    story: sha,
    at: 0,
    change: (one) => ({ ...one, order: (FILLED[2] as Filled).order }),
  }),
  orderCall('other-volume', 'RE-36', 'What arrived was an order for less.', {
    story: sha,
    at: 0,
    change: invalid({ volume: 6n }),
  }),
  orderCall('no-arrival', 'RE-36', 'There is no path to where it arrived.', {
    story: sha,
    at: 4,
    change: (one) => ({ ...one, arrival: [] }),
  }),
  orderCall('matched-with-nothing-left', 'RE-37', 'The order is used up, and is matched once more for nothing.', {
    story: refilled(4, [
      { maker: 0, volume: 5n },
      { maker: 2, volume: 2n },
      { maker: 2, volume: 0n },
    ]),
    at: 4,
  }),
  orderCall('match-out-of-turn', 'RE-29', 'The second ask is matched before the first.', {
    story: refilled(4, [
      { maker: 2, volume: 3n },
      { maker: 0, volume: 4n },
    ]),
    at: 4,
  }),
  orderCall(
    'match-not-chained',
    'RE-29',
    'The second match is of the book before the first, in which the first maker is not used up.',
    {
      story: sha,
      at: 4,
      change: (one) => ({ ...one, matches: [one.matches[0] as Match, proveMatch(beforeE, 2, 2n).match] }),
    },
  ),
  orderCall('stale-peaks', 'RE-35', 'The peaks are those of the book before the matches.', {
    story: sha,
    at: 4,
    change: onPeaks(sha, 4, beforeE),
  }),
  orderCall('peak-missing', 'RE-35', 'There are fewer peaks than powers of two in the number of orders.', {
    story: sha,
    at: 5,
    change: (one) => ({ ...one, peaks: one.peaks.slice(1) }),
  }),
  orderCall('peak-price', 'RE-35', 'A peak with a price that is none.', {
    story: sha,
    at: 5,
    change: (one) => ({ ...one, peaks: one.peaks.map((node) => ({ ...node, buy: AMOUNT_LIMIT })) }),
  }),
  orderCall('sell-rests-too-early', 'RE-38', 'A bid in the book could still be matched: constraint 3.', {
    story: refilled(5, [{ maker: 1, volume: 5n }]),
    at: 5,
  }),
  orderCall('buy-rests-too-early', 'RE-39', 'An ask in the book could still be matched: constraint 3.', {
    story: refilled(4, [{ maker: 0, volume: 5n }]),
    at: 4,
  }),
  orderCall('rests-with-all', 'RE-40', 'The order rests with its whole volume although some is matched (T20).', {
    story: sha,
    at: 5,
    change: wrongLeaf(sha, 5, 10n),
  }),
  orderCall('not-appended', 'RE-40', 'The book after lacks the order.', {
    story: sha,
    at: 0,
    change: (one) => ({ ...one, after: commitmentOf(emptyProving(sha.hash)) }),
  }),
]

export const bookCall = (
  slug: string,
  clause: ClauseId,
  comment: string,
  story: Story,
  appended = story.appended,
  log = story.log.log,
): Call =>
  call('verifyBook', slug, clause, comment, {
    hash: slug.includes('keccak') ? 'keccak256' : 'sha256',
    contract: CONTRACT,
    log: encoded(LogRoot, log),
    appended: appended.map((one) => encoded(Appended, one)),
  })

const wholeBooks: ReadonlyArray<Call> = [
  bookCall('story', 'RE-41', 'The whole story.', sha),
  bookCall('story-keccak', 'RE-41', 'The whole story with the other hash.', keccak),
  bookCall('empty', 'RE-41', 'The book of no order.', storyOf('sha256', [])),
  bookCall('too-short', 'RE-15', 'The last order is missing.', sha, sha.appended.slice(0, -1)),
  bookCall(
    'broken-in-the-middle',
    'RE-39',
    'The fifth order rests too early; what comes after is not looked at.',
    refilled(4, [{ maker: 0, volume: 5n }]),
  ),
  bookCall('other-sequence', 'RE-36', 'Two orders change their places.', sha, [
    sha.appended[1],
    sha.appended[0],
  ] as ReadonlyArray<Appended>),
]

/** The cases of provable matching: every assertion of Algorithms 7 and 8 negated once. */
export const matchingCases = (): ReadonlyArray<Call> => [...books, ...matches, ...orders, ...wholeBooks]
