import type { Erratum } from '../core/erratum.js'
import { judgeMoment } from '../order-book/clauses.js'
import { reader } from '../order-book/history.js'
import type { Entry, Params } from '../order-book/types.js'
import { witnessRun } from '../order-book/witness.js'
import { sameBytes } from '../primitives/suite.js'
import { type AppendClaim, appending } from './appending.js'
import { climbAsWritten, closeFrontRunning, INF, isFirstChild, type PaperNode, paperHash } from './as-written.js'
import { bookOf, leafNode, matchRoot } from './match-tree.js'
import { type MatchClaim, matching } from './matching.js'
import { unmet } from './relation.js'
import { challenged, hash, hashOf, pathIn, plain, receiptFor } from './runs.js'
import type { MatchLeaf, PlainOrder } from './types.js'

const linesOf = (failed: ReadonlyArray<{ readonly line: string; readonly clause: string }>): string =>
  failed.map(({ line, clause }) => `line ${line} (${clause})`).join(', ') || 'nothing'

/** These orders in an order book if the last is filled, as a whole, with a maker, and what that book says of it. */
const judgedBook = (orders: ReadonlyArray<PlainOrder>, maker: PlainOrder) => {
  const params: Params = { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' }
  const read = reader(params)
  const entries = orders.map((order, i): Entry => {
    const { price, volume } = maker
    const fills = i < orders.length - 1 ? [] : [{ maker: maker.order, taker: order.order, price, volume }]
    return { event: { tag: 'limit', ...order, lastEon: 1n }, answer: { accepted: { fills, removed: [] } } }
  })
  return { findings: entries.flatMap((entry) => judgeMoment(read(entry))), runs: [witnessRun(params, entries)] }
}

// T1

const [A, B, C] = [plain('A', 'buy', 10n), plain('B', 'buy', 12n), plain('C', 'sell', 9n)]
const leafOf = (order: PlainOrder, remaining = order.volume): MatchLeaf => ({
  order: hashOf(order),
  side: order.side,
  price: order.price,
  remaining,
})

/** The match of C with B, the second of two bids, whose sibling claims to buy at `claimed`, or not at all. */
const skipping = (claimed: bigint | undefined): MatchClaim => {
  const { hash: ofA } = leafNode(hash, leafOf(A))
  return {
    hash,
    count: 2n,
    before: bookOf(hash, 2n, matchRoot(hash, [leafOf(A), leafOf(B)])),
    incoming: { side: 'sell', price: 9n, remaining: 5n },
    match: {
      place: 1n,
      maker: leafOf(B),
      path: [claimed === undefined ? { hash: ofA } : { hash: ofA, buy: claimed }],
      matched: 5n,
      after: bookOf(hash, 2n, matchRoot(hash, [leafOf(A), leafOf(B, 0n)])),
    },
  }
}

// T2

const paperLeaf = (order: PlainOrder, remaining: bigint): Uint8Array => paperHash(order.order, remaining)

/** One tree for both: seller, buyer, and a third order that fills the seller; what Algorithm 2 says of the buyer's receipt. */
const oneTree = (): { readonly isPrefixKept: boolean; readonly isCommitted: boolean } => {
  const [seller, other, taker] = [plain('A', 'sell', 12n), plain('B', 'sell', 15n), plain('C', 'buy', 12n)]
  const [a, b, c] = [paperLeaf(seller, 5n), paperLeaf(other, 5n), paperLeaf(taker, 0n)]
  const receipt = closeFrontRunning(b, [{ hash: a, isLeft: true }]).commitment
  // C has filled A: the leaf of A says now that nothing is left.
  const filled = paperLeaf(seller, 0n)
  const root = paperHash(paperHash(filled, b), c)
  const found = closeFrontRunning(b, [
    { hash: filled, isLeft: true },
    { hash: c, isLeft: false },
  ])
  return { isPrefixKept: sameBytes(found.commitment, receipt), isCommitted: sameBytes(found.node, root) }
}

/** The order of C appended as the first of a book although B was the first to arrive. */
const outOfSequence = (): AppendClaim => {
  const arrived = [hashOf(B), hashOf(C)]
  const receipt = receiptFor(arrived)
  return {
    hash,
    contract: 'market-1' as AppendClaim['contract'],
    log: { size: 2n, root: receipt.commitment },
    count: 0n,
    before: bookOf(hash, 0n, matchRoot(hash, [])),
    appended: {
      order: C,
      validated: { applied: true, committed: true },
      arrival: pathIn(arrived, 0),
      matches: [],
      peaks: [],
      after: bookOf(hash, 1n, matchRoot(hash, [leafOf(C)])),
    },
  }
}

/** Errata of provable matching. */
export const bookErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T1',
    title: 'A prover may understate a sibling, and skip an earlier order',
    where: 'TEX Algorithm 7, n.buy and n.hash',
    written:
      'The prover brings the sibling with its hash and its prices. The hash of the parent takes the hash of the sibling, and the lowest and highest price of the two; so whatever the other child hides is not checked.',
    counterexample:
      'A bids 10, then B bids 12; a sell at 9 comes. The prover says that A bids 0: the highest is 12 all the same, so the root is right, and B looks like the first that can be matched.',
    resolution: 'The prices of both children are in the hash of their parent.',
    clauses: ['RE-28', 'RE-30', 'RE-25'],
    witness: () => {
      const node = (order: PlainOrder, buy = order.price): PaperNode => ({ hash: hashOf(order), sell: INF, buy })
      const [honest, forged] = [node(A), node(A, 0n)]
      const root = climbAsWritten(node(B), [{ s: honest, isLeft: true }])
      const path = [{ s: forged, isLeft: true }]
      const isRoot = sameBytes(climbAsWritten(node(B), path).hash, root.hash)
      const isFirst = isFirstChild(node(B), path, 9n)
      return {
        input: 'A bids 10, B bids 12, C sells at 9; the prover matches C with B and says that A bids nothing',
        asWritten: `the root is that of the book: ${isRoot}; B is the first child that buys at 9 or above: ${isFirst}; so B is filled out of turn`,
        asResolved: `with A at nothing it fails ${linesOf(unmet(matching, skipping(undefined)))}; with A at 10 it fails ${linesOf(unmet(matching, skipping(10n)))}`,
        ...judgedBook([A, B, C], B),
      }
    },
  },
  {
    id: 'T2',
    title: 'A match changes what a receipt has seen',
    where: 'TEX IV-C and Algorithm 2, against IV-F and Algorithm 7',
    written:
      'One commitment is both the log that receipts are about and the tree whose leaves carry what is left of the orders. Receipts need leaves that never change; every match changes one.',
    counterexample: 'A sells; B gets its receipt; C fills A. The left sibling of B has changed.',
    resolution:
      'Two trees: a log of arrivals, which never changes, and a match tree; an order takes the place in the one that it has in the other.',
    clauses: ['RE-24', 'RE-36'],
    witness: () => {
      const { isPrefixKept, isCommitted } = oneTree()
      const arrived = ['A', 'B', 'C'].map((name) => hashOf(plain(name, 'sell', 12n)))
      return {
        input: 'A sells 5, B gets its receipt, C buys 5 of A; then B challenges an honest operator',
        asWritten: `the path leads to the root: ${isCommitted}; the commitment is that of the receipt: ${isPrefixKept}; the operator is halted for having matched`,
        asResolved: `${challenged(receiptFor(arrived.slice(0, 2)), arrived)}; and a book in another sequence fails ${linesOf(unmet(appending, outOfSequence()))}`,
        findings: [],
      }
    },
  },
]
