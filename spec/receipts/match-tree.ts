import type { Datum } from '../primitives/encoding.js'
import type { Bytes } from '../primitives/types.js'
import { bookDatum, matchLeafDatum, matchNodeDatum, noMatches } from './data.js'
import { rootOver, sidesOf } from './shape.js'
import type { MatchLeaf, MatchNode } from './types.js'

// The min-max tree of TEX IV-F, committed: an order has its leaf, which says how much of it is left, and every node the
// lowest selling and the highest buying price of what is left below it. It changes with every match; the log of
// arrivals, which receipts are about, never does (T2).

type Hash = (datum: Datum) => Uint8Array

const lower = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a
const higher = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a

const node = (hash: Uint8Array, sell: bigint | undefined, buy: bigint | undefined): MatchNode => ({
  hash: hash as Bytes,
  ...(sell === undefined ? {} : { sell }),
  ...(buy === undefined ? {} : { buy }),
})

/** The node of a leaf: what is used up has no price (T16, T23). */
export const leafNode = (hash: Hash, leaf: MatchLeaf): MatchNode => {
  const price = leaf.remaining > 0n ? leaf.price : undefined
  return node(
    hash(matchLeafDatum(leaf)),
    leaf.side === 'sell' ? price : undefined,
    leaf.side === 'buy' ? price : undefined,
  )
}

/** The node over two others. */
export const joinNodes =
  (hash: Hash) =>
  (left: MatchNode, right: MatchNode): MatchNode =>
    node(hash(matchNodeDatum(left, right)), lower(left.sell, right.sell), higher(left.buy, right.buy))

/** The commitment of a book of so many orders with this root. */
export const bookOf = (hash: Hash, count: bigint, root: MatchNode): Bytes => hash(bookDatum(count, root)) as Bytes

/** The root of the empty match tree. */
export const emptyRoot = (hash: Hash): MatchNode => node(hash(noMatches), undefined, undefined)

/** The root over some leaves. */
export const matchRoot = (hash: Hash, leaves: ReadonlyArray<MatchLeaf>): MatchNode => {
  const [first, ...rest] = leaves.map((leaf) => leafNode(hash, leaf))
  return first === undefined ? emptyRoot(hash) : rootOver([first, ...rest], joinNodes(hash))
}

/** How many mountains so many leaves have: one for each power of two in the number. */
const peakCount = (count: bigint): number => [...count.toString(2)].filter((bit) => bit === '1').length

/** The root that peaks lead to, bagged from the right; nothing, where there are not as many as an amount of leaves has. */
export const bag = (hash: Hash, count: bigint, peaks: ReadonlyArray<MatchNode>): MatchNode | undefined =>
  peaks.length !== peakCount(count)
    ? undefined
    : peaks.length === 0
      ? emptyRoot(hash)
      : peaks.reduceRight((right, left) => joinNodes(hash)(left, right))

/** The peaks with one more leaf: equal mountains become one. */
export const grow = (
  hash: Hash,
  count: bigint,
  peaks: ReadonlyArray<MatchNode>,
  leaf: MatchNode,
): ReadonlyArray<MatchNode> => {
  const grown = [...peaks]
  let last = leaf
  for (let left = count; left % 2n === 1n; left /= 2n) last = joinNodes(hash)(grown.pop() as MatchNode, last)
  return [...grown, last]
}

/** The root that a path leads to from a leaf; nothing, where the path has not the shape of its place. */
export const climb = (
  hash: Hash,
  leaf: MatchNode,
  place: bigint,
  count: bigint,
  path: ReadonlyArray<MatchNode>,
): MatchNode | undefined => {
  const sides = sidesOf(place, count)
  if (sides?.length !== path.length) return undefined
  const join = joinNodes(hash)
  return path.reduce((node, sibling, i) => (sides[i] === 'left' ? join(sibling, node) : join(node, sibling)), leaf)
}
