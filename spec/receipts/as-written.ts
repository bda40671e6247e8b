import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// Algorithms 2 and 7 as TEX writes them: bare concatenations without tags, and a path whose sides and annotations are the
// prover's. For the errata only.

/** H of the parts, one after the other. */
export const paperHash = (...parts: ReadonlyArray<Uint8Array | string | bigint>): Uint8Array =>
  sha256(concatBytes(...parts.map(bytesOf)))

const bytesOf = (part: Uint8Array | string | bigint): Uint8Array => {
  if (typeof part === 'string') return utf8ToBytes(part)
  return typeof part === 'bigint' ? utf8ToBytes(part.toString(16).padStart(34, '0')) : part
}

/** A sibling on the path, and on which side the prover says that it lies. */
export interface PaperSibling {
  readonly hash: Uint8Array
  readonly isLeft: boolean
}

/** Algorithm 2 from the hash of an order: `node` and `mr_commitment`, with the arguments in the order that it has. */
export const closeFrontRunning = (
  order: Uint8Array,
  path: ReadonlyArray<PaperSibling>,
): { readonly node: Uint8Array; readonly commitment: Uint8Array } =>
  path.reduce(
    ({ node, commitment }, { hash, isLeft }) =>
      isLeft
        ? { node: paperHash(hash, node), commitment: paperHash(commitment, hash) }
        : { node: paperHash(node, hash), commitment },
    { node: order, commitment: order },
  )

/** How a mountain range may be bagged. */
export type Bagging = 'from the left' | 'from the right'

interface Tree {
  readonly hash: Uint8Array
  readonly size: number
  readonly children: readonly [Tree, Tree] | undefined
}

const joined = (left: Tree, right: Tree): Tree => ({
  hash: paperHash(left.hash, right.hash),
  size: left.size + right.size,
  children: [left, right],
})

/** A mountain range over leaves, bagged one way or the other. */
export const mountainRange = (leaves: ReadonlyArray<Uint8Array>, bagging: Bagging): Tree => {
  const peaks: Tree[] = []
  for (const hash of leaves) {
    let last: Tree = { hash, size: 1, children: undefined }
    while (peaks.at(-1)?.size === last.size) last = joined(peaks.pop() as Tree, last)
    peaks.push(last)
  }
  return bagging === 'from the left'
    ? peaks.reduce((left, right) => joined(left, right))
    : peaks.reduceRight((right, left) => joined(left, right))
}

/** The path from a leaf, bottom up. */
export const paperPath = (tree: Tree, index: number): ReadonlyArray<PaperSibling> => {
  if (tree.children === undefined) return []
  const [left, right] = tree.children
  return index < left.size
    ? [...paperPath(left, index), { hash: right.hash, isLeft: false }]
    : [...paperPath(right, index - left.size), { hash: left.hash, isLeft: true }]
}

// Algorithm 7

/** A node as Algorithm 7 has it: a hash, and beside it two prices, 0 for no buy and INF for no sell. */
export interface PaperNode {
  readonly hash: Uint8Array
  readonly sell: bigint
  readonly buy: bigint
}

/** What stands for no sell. */
export const INF = 2n ** 128n

/** Algorithm 7, the loop: the parent's hash takes its own two prices, and of the sibling only the hash. */
export const climbAsWritten = (
  n: PaperNode,
  path: ReadonlyArray<{ readonly s: PaperNode; readonly isLeft: boolean }>,
): PaperNode =>
  path.reduce((node, { s, isLeft }) => {
    const sell = node.sell < s.sell ? node.sell : s.sell
    const buy = node.buy > s.buy ? node.buy : s.buy
    const [left, right] = isLeft ? [s.hash, node.hash] : [node.hash, s.hash]
    return { hash: paperHash(sell, left, right, buy), sell, buy }
  }, n)

/** Algorithm 7, first assertion: on the way, n is always the first child with a buying price that a sell can take. */
export const isFirstChild = (
  n: PaperNode,
  path: ReadonlyArray<{ readonly s: PaperNode; readonly isLeft: boolean }>,
  price: bigint,
): boolean => n.buy >= price && path.every(({ s, isLeft }) => !isLeft || s.buy < price)
