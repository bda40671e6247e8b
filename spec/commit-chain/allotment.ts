import type { Datum } from '../primitives/encoding.js'
import type { CoinId } from '../primitives/types.js'
import {
  coinDatum,
  coinsDatum,
  indexOf,
  leafDatum,
  noCoin,
  nodeDatum,
  noTransaction,
  totalDatum,
  transactionsDatum,
} from './data.js'
import { accountHash, depthOf } from './proofs.js'
import type { AllotmentProof, Membership, Params, Passive, PassiveProof, Sibling, Update } from './types.js'

type Hash = (datum: Datum) => Uint8Array
type Bytes = AllotmentProof['coins'][number]

/** The levels of a Merkle tree from the leaves up, padded to a power of two, and the padding of each level. */
interface Levels<Node> {
  readonly rows: ReadonlyArray<ReadonlyArray<Node>>
  readonly pads: ReadonlyArray<Node>
}

const levelsOf = <Node>(
  leaves: ReadonlyArray<Node>,
  padding: Node,
  join: (left: Node, right: Node, level: number) => Node,
): Levels<Node> => {
  let row = leaves.length === 0 ? [padding] : leaves
  let pad = padding
  const rows = [row]
  const pads = [pad]
  for (let level = 1; level <= depthOf(leaves.length); level++) {
    const below: ReadonlyArray<Node> = row
    const padBelow: Node = pad
    row = Array.from({ length: Math.ceil(below.length / 2) }, (_, i) =>
      join(below[2 * i] as Node, below[2 * i + 1] ?? padBelow, level),
    )
    pad = join(padBelow, padBelow, level)
    rows.push(row)
    pads.push(pad)
  }
  return { rows, pads }
}

const rootOf = <Node>({ rows }: Levels<Node>): Node => rows[rows.length - 1]?.[0] as Node

const siblings = <Node>({ rows, pads }: Levels<Node>, index: number): ReadonlyArray<Node> =>
  rows.slice(0, -1).map((row, level) => row[(index >> level) ^ 1] ?? (pads[level] as Node))

// Interval trees

interface IntervalNode {
  readonly left: bigint
  readonly right: bigint
  readonly hash: Uint8Array
}

/** An interval tree: exclusive shares of a total, one beside the other. */
export interface IntervalTree {
  readonly levels: Levels<IntervalNode>
  readonly total: bigint
  readonly root: Uint8Array
}

/** The interval tree of some contents and the amount of each, in order. O(n) hashes. */
export const intervalTree = (
  hash: Hash,
  shares: ReadonlyArray<{ readonly content: Uint8Array; readonly amount: bigint }>,
): IntervalTree => {
  let bound = 0n
  const leaves = shares.map(({ content, amount }) => {
    const left = bound
    bound += amount
    return { left, right: bound, hash: hash(leafDatum(left, content, bound)) }
  })
  const padding = { left: bound, right: bound, hash: hash(leafDatum(bound, new Uint8Array(), bound)) }
  const levels = levelsOf<IntervalNode>(leaves, padding, (a, b, level) => ({
    left: a.left,
    right: b.right,
    hash: hash(nodeDatum(hash, level, a.left, [a.hash, a.right, b.hash], b.right)),
  }))
  return { levels, total: bound, root: hash(totalDatum(rootOf(levels).hash, bound)) }
}

/** The interval of the share at an index, and its path. */
export const intervalProof = (
  { levels }: IntervalTree,
  index: number,
): { readonly left: bigint; readonly right: bigint; readonly path: ReadonlyArray<Sibling> } => {
  const leaf = levels.rows[0]?.[index] as IntervalNode
  const path = siblings(levels, index).map(({ left, right, hash }, level) => ({
    hash: hash as Bytes,
    bound: ((index >> level) & 1) === 1 ? left : right,
  }))
  return { left: leaf.left, right: leaf.right, path }
}

/** That a passive transfer has its place in a recipient's passive tree. */
export const passiveProof = (tree: IntervalTree, index: number): PassiveProof => ({
  index: BigInt(index),
  path: intervalProof(tree, index).path,
})

// Sets of transactions

/** A set of transactions, as a Merkle tree over their hashes in order. */
export interface TransactionSet {
  readonly levels: Levels<Uint8Array>
  readonly root: Bytes
}

/** The set of some transactions; of none, the hash of `noTransaction`. */
export const transactionSet = (hash: Hash, transactions: ReadonlyArray<Datum>): TransactionSet => {
  const levels = levelsOf<Uint8Array>(transactions.map(hash), hash(noTransaction), (left, right) =>
    hash(transactionsDatum(left, right)),
  )
  return { levels, root: rootOf(levels) as Bytes }
}

/** That the transaction at an index is in a set. */
export const membership = ({ levels }: TransactionSet, index: number): Membership => ({
  index: BigInt(index),
  path: siblings(levels, index) as ReadonlyArray<Bytes>,
})

// Checkpoints

/** What an account is that received nothing passively. */
export const nothingPassive: Passive = { root: new Uint8Array() as Bytes, amount: 0n, mark: 0n }

/** An account, as a checkpoint commits it. */
export interface Allotted {
  readonly amount: bigint
  readonly passive: Passive
  /** The update that is applied, if one is. */
  readonly update: Update | undefined
}

/** The account of somebody who has nothing. */
export const nothingAllotted: Allotted = { amount: 0n, passive: nothingPassive, update: undefined }

/** A checkpoint with everything that proofs are made from: an interval tree for each coin, and the tree of the coins. */
export interface Commitment {
  readonly root: Bytes
  readonly proof: (coin: CoinId, slot: number) => AllotmentProof
  readonly total: (coin: CoinId) => bigint
}

/**
 * Commits to the accounts of every coin (TEX Algorithm 3): the roots of the coins' allotment trees are the leaves, in
 * the order of the coins, of one more tree. A list by index, where the paper has a set: equal roots stay two leaves.
 */
export const commit = (hash: Hash, params: Params, accounts: (coin: CoinId, slot: number) => Allotted): Commitment => {
  const committed = params.coins.map((coin) => {
    const ofCoin = params.traders.map((_, slot) => accounts(coin, slot))
    const shares = ofCoin.map(({ amount, passive, update }, slot) => ({
      content: accountHash(hash, params, coin, (params.traders[slot] as Params['traders'][number]).trader, {
        passive,
        update,
      }),
      amount,
    }))
    return { ofCoin, tree: intervalTree(hash, shares) }
  })
  const leaves = params.coins.map((coin, i) => hash(coinDatum(coin, committed[i]?.tree.root as Uint8Array)))
  const levels = levelsOf<Uint8Array>(leaves, hash(noCoin), (left, right) => hash(coinsDatum(left, right)))
  const of = (coin: CoinId) => committed[indexOf(params, coin)] as (typeof committed)[number]
  return {
    root: rootOf(levels) as Bytes,
    total: (coin) => of(coin).tree.total,
    proof: (coin, slot) => {
      const { ofCoin, tree } = of(coin)
      const { passive, update } = ofCoin[slot] as Allotted
      return {
        ...intervalProof(tree, slot),
        passive,
        coins: siblings(levels, indexOf(params, coin)) as ReadonlyArray<Bytes>,
        ...(update === undefined ? {} : { update }),
      }
    },
  }
}

/** The checkpoint in which nobody has anything. */
export const emptyCommitment = (hash: Hash, params: Params): Commitment => commit(hash, params, () => nothingAllotted)
