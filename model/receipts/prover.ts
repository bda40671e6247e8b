import { List } from 'immutable'
import type { Fill } from '../../spec/order-book/types.js'
import type { Checking } from '../../spec/primitives/suite.js'
import type { Bytes, ContractId } from '../../spec/primitives/types.js'
import { orderDatum } from '../../spec/receipts/data.js'
import { bookOf, emptyRoot, joinNodes, leafNode } from '../../spec/receipts/match-tree.js'
import type {
  Appended,
  LogRoot,
  Match,
  MatchLeaf,
  MatchNode,
  PlainOrder,
  Validated,
} from '../../spec/receipts/types.js'
import { append as appendArrival, pathOf as arrivalPath, emptyLog, type Log, root as logRoot, nodesOf } from './log.js'
import { append, emptyRange, pathOf, peaks, type Range, replace, root } from './range.js'

type Hash = Checking['hash']

/** A book as its prover keeps it: the leaves, and the match tree over them. */
export interface Proving {
  readonly hash: Hash
  readonly leaves: List<MatchLeaf>
  readonly tree: Range<MatchNode>
}

/** The book of no order. */
export const emptyProving = (hash: Hash): Proving => ({ hash, leaves: List(), tree: emptyRange })

/** The commitment of a book. */
export const commitmentOf = ({ hash, leaves, tree }: Proving): Bytes =>
  bookOf(hash, BigInt(leaves.size), root(joinNodes(hash), tree) ?? emptyRoot(hash))

/** A book after a match, and the match as it is shown. O(log n) hashes. */
export const proveMatch = (
  before: Proving,
  place: number,
  matched: bigint,
): { readonly match: Match; readonly book: Proving } => {
  const { hash, leaves, tree } = before
  const join = joinNodes(hash)
  const maker = leaves.get(place) as MatchLeaf
  const rest = { ...maker, remaining: maker.remaining - matched }
  const book = {
    hash,
    leaves: leaves.set(place, rest),
    tree: replace(join, tree, place, leafNode(hash, rest)),
  }
  const path = pathOf(join, tree, place) ?? []
  return { match: { place: BigInt(place), maker, path, matched, after: commitmentOf(book) }, book }
}

/** An order of a log and its fills, the maker by its place. */
export interface Filled {
  readonly order: PlainOrder
  readonly fills: ReadonlyArray<{ readonly maker: number; readonly volume: bigint }>
}

/** A log of orders in the clear, as it was committed. */
export interface Arrived {
  readonly contract: ContractId
  readonly log: LogRoot
  readonly path: (place: number) => ReadonlyArray<Bytes>
  readonly orderHash: (order: PlainOrder) => Bytes
}

/** The log of some orders. */
export const arrived = (hash: Hash, contract: ContractId, orders: ReadonlyArray<PlainOrder>): Arrived => {
  const nodes = nodesOf(hash)
  const orderHash = (order: PlainOrder): Bytes => hash(orderDatum(contract, order)) as Bytes
  const log = orders.reduce<Log>((known, order) => appendArrival(nodes, known, orderHash(order)), emptyLog)
  return {
    contract,
    log: { size: BigInt(log.size), root: logRoot(nodes, log) as Bytes },
    path: (place) => arrivalPath(nodes, log, place) ?? [],
    orderHash,
  }
}

const YES: Validated = { applied: true, committed: true }

/**
 * The proof of an order with its matches, in the sequence in which they are given; whether they are right is for
 * Algorithms 7 and 8 to say. O((m + 1) log n) hashes for m matches.
 */
export const proveOrder = (
  before: Proving,
  { path, orderHash }: Arrived,
  { order, fills }: Filled,
): { readonly appended: Appended; readonly book: Proving } => {
  const { hash } = before
  const matches: Match[] = []
  let book = before
  let left = order.volume
  for (const { maker, volume } of fills) {
    const proven = proveMatch(book, maker, volume)
    matches.push(proven.match)
    book = proven.book
    left -= volume
  }
  const leaf: MatchLeaf = { order: orderHash(order), side: order.side, price: order.price, remaining: left }
  const arrival = path(before.leaves.size)
  const after: Proving = {
    hash,
    leaves: book.leaves.push(leaf),
    tree: append(joinNodes(hash), book.tree, leafNode(hash, leaf)),
  }
  const appended = { order, validated: YES, arrival, matches, peaks: peaks(book.tree), after: commitmentOf(after) }
  return { appended, book: after }
}

/** The proof of a whole book. */
export const proveBook = (hash: Hash, log: Arrived, filled: ReadonlyArray<Filled>): ReadonlyArray<Appended> => {
  let book = emptyProving(hash)
  return filled.map((one) => {
    const proven = proveOrder(book, log, one)
    book = proven.book
    return proven.appended
  })
}

/** The fills of an order book that prefers by time, as a prover needs them: each order has the place at which it was accepted. */
export const filledBy = (
  order: PlainOrder,
  fills: ReadonlyArray<Fill>,
  placeOf: (order: Fill['maker']) => number,
): Filled => ({
  order,
  fills: fills.map(({ maker, volume }) => ({ maker: placeOf(maker), volume })),
})
