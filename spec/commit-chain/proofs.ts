import { type Datum, encode } from '../primitives/encoding.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import {
  accountDatum,
  coinDatum,
  coinsDatum,
  indexOf,
  leafDatum,
  nodeDatum,
  slotOf,
  totalDatum,
  transactionsDatum,
  updateDatum,
} from './data.js'
import type { AllotmentProof, Membership, Params, Passive, Sibling, Update } from './types.js'

type Hash = (datum: Datum) => Uint8Array

/** How many levels a tree over so many leaves has below its root. */
export const depthOf = (leaves: number): number => Math.ceil(Math.log2(Math.max(leaves, 1)))

/** Whether the place `index` lies to the right at a level; level 0 is the one of the leaves. */
const liesRight = (index: bigint, level: number): boolean => ((index >> BigInt(level)) & 1n) === 1n

/** An interval: what lies from `left` up to `right`. */
export interface Interval {
  readonly left: bigint
  readonly right: bigint
}

/**
 * The bounds of the whole tree, by a path from one leaf; none, where an interval on the way ends before it begins.
 * A sibling on the left brings its left bound, one on the right its right bound.
 */
export const wholeOf = (leaf: Interval, index: bigint, path: ReadonlyArray<Sibling>): Interval | undefined => {
  let { left, right } = leaf
  if (left > right) return undefined
  for (const [level, { bound }] of path.entries()) {
    if (liesRight(index, level)) {
      if (bound > left) return undefined
      left = bound
    } else {
      if (right > bound) return undefined
      right = bound
    }
  }
  return { left, right }
}

/** The root of an interval tree, by a path from one leaf: at every step the two children meet at one bound. */
export const intervalRoot = (
  hash: Hash,
  leaf: Interval,
  content: Uint8Array,
  index: bigint,
  path: ReadonlyArray<Sibling>,
): Uint8Array => {
  let { left, right } = leaf
  let node = hash(leafDatum(left, content, right))
  for (const [level, sibling] of path.entries()) {
    const isRight = liesRight(index, level)
    const children = isRight ? ([sibling.hash, left, node] as const) : ([node, right, sibling.hash] as const)
    if (isRight) left = sibling.bound
    else right = sibling.bound
    node = hash(nodeDatum(hash, level + 1, left, children, right))
  }
  return hash(totalDatum(node, right))
}

/** What an account's leaf says, in a proof of exclusive allotment. */
export const accountHash = (
  hash: Hash,
  params: Params,
  coin: CoinId,
  trader: TraderId,
  { passive, update }: { readonly passive: Passive; readonly update?: Update | undefined },
): Uint8Array =>
  hash(
    accountDatum(
      params,
      coin,
      trader,
      passive,
      update === undefined ? new Uint8Array() : hash(updateDatum(params, update)),
    ),
  )

/**
 * The root of the checkpoint that a proof of exclusive allotment leads to (TEX V-B, Algorithm 3): from the account's
 * leaf at the trader's slot to the root of the coin, and from there, at the coin's index, through the tree of coins.
 * 2 log n + log m hashes for n traders and m coins, and a few more.
 */
export const checkpointRoot = (
  hash: Hash,
  params: Params,
  coin: CoinId,
  trader: TraderId,
  proof: AllotmentProof,
): Uint8Array => {
  const content = accountHash(hash, params, coin, trader, proof)
  const ofCoin = intervalRoot(hash, proof, content, BigInt(slotOf(params, trader)), proof.path)
  return proof.coins.reduce(
    (node, sibling, level) =>
      hash(liesRight(BigInt(indexOf(params, coin)), level) ? coinsDatum(sibling, node) : coinsDatum(node, sibling)),
    hash(coinDatum(coin, ofCoin)),
  )
}

/** The root of the set of transactions that a proof of membership leads to. */
export const transactionsRoot = (hash: Hash, transaction: Datum, { index, path }: Membership): Uint8Array =>
  path.reduce(
    (node, sibling, level) =>
      hash(liesRight(index, level) ? transactionsDatum(sibling, node) : transactionsDatum(node, sibling)),
    hash(transaction),
  )

/** What a proof allots. */
export const allotmentOf = ({ left, right }: Interval): bigint => right - left

const HASH = 32
const WORD = 32

/**
 * The size of a proof of exclusive allotment in bytes, where the parent chain stores a bound in a word of 32 bytes
 * (TEX VII-A1: 1984 for 2^30 accounts and 4 coins): a hash and a bound a level, and a hash a level of the coins' tree.
 */
export const proofSize = (accounts: number, coins: number): number =>
  depthOf(accounts) * (HASH + WORD) + depthOf(coins) * HASH

const SIGNATURE = 64

/**
 * The size in bytes of what a user keeps of a transfer (TEX VII-A1: 312): its encoding, and the signatures of both, where
 * accounts, coins and the contract have names of `name` bytes. 308 for the 20 bytes of an address.
 */
export const transferSize = (name: number): number => {
  const named = 'x'.repeat(name)
  const datum: Datum = { tag: 'transfer', fields: [named, named, named, named, 0n, 0n, 0n] }
  return encode(datum).length + 2 * SIGNATURE
}
