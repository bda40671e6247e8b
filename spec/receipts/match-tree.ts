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

/** How large the mountains of so many leaves are, from the largest to the smallest: the powers of two in the number. */
export const peakSizes = (count: bigint): ReadonlyArray<bigint> => {
  const bits = count.toString(2)
  return [...bits].flatMap((bit, i) => (bit === '1' ? [1n << BigInt(bits.length - 1 - i)] : []))
}

/** The root that peaks lead to, bagged from the right; nothing, where there are not as many as the number has. */
export const bag = (hash: Hash, count: bigint, peaks: ReadonlyArray<MatchNode>): MatchNode | undefined =>
  count < 0n || peaks.length !== peakSizes(count).length
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

/** Each node on the way from a place to the root, from the bottom up, with its sibling and on which side that lies. */
export interface Step {
  readonly node: MatchNode
  readonly sibling: MatchNode
  readonly isLeft: boolean
}

/** The way from a leaf to the root; nothing, where the path has not the shape of its place. */
export const climb = (
  hash: Hash,
  leaf: MatchNode,
  place: bigint,
  count: bigint,
  path: ReadonlyArray<MatchNode>,
): { readonly steps: ReadonlyArray<Step>; readonly root: MatchNode } | undefined => {
  const sides = sidesOf(place, count)
  if (sides === undefined || sides.length !== path.length) return undefined
  const steps: Step[] = []
  let root = leaf
  for (const [i, sibling] of path.entries()) {
    const isLeft = sides[i] === 'left'
    steps.push({ node: root, sibling, isLeft })
    root = isLeft ? joinNodes(hash)(sibling, root) : joinNodes(hash)(root, sibling)
  }
  return { steps, root }
}
