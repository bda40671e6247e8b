import type { Datum } from '../primitives/encoding.js'
import { arrivalDatum, arrivalsDatum, noArrivals } from './data.js'
import { rootOver, siblingsOver, sidesOf } from './shape.js'
import type { Path } from './types.js'

type Hash = (datum: Datum) => Uint8Array

const joined =
  (hash: Hash) =>
  (left: Uint8Array, right: Uint8Array): Uint8Array =>
    hash(arrivalsDatum(left, right))

/** The root of a log: of the hashes of its orders, in the sequence in which they arrived. As many hashes as orders, twice. */
export const logRoot = (hash: Hash, orders: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [first, ...rest] = orders.map((order) => hash(arrivalDatum(order)))
  return first === undefined ? hash(noArrivals) : rootOver([first, ...rest], joined(hash))
}

/** The way from an order to the root of its log; nothing, where the log has no such place. */
export const logPath = (hash: Hash, orders: ReadonlyArray<Uint8Array>, index: number): Path | undefined =>
  siblingsOver(
    orders.map((order) => hash(arrivalDatum(order))),
    index,
    joined(hash),
  ) as Path | undefined

/** An order at a place of a log of some size, and the way from there. */
export interface Way {
  readonly order: Uint8Array
  readonly index: bigint
  readonly size: bigint
  readonly path: ReadonlyArray<Uint8Array>
}

/** What Algorithm 2 computes. */
export interface Recomputed {
  /** What the receipt saw: the root of the log that ended with the order (`mr_commitment`). */
  readonly commitment: Uint8Array
  /** The root of the whole log (`node`). */
  readonly root: Uint8Array
}

/** Whether a path has as many siblings as there are on the way from a place; false where there is no such place. */
export const hasShape = ({ index, size, path }: Omit<Way, 'order'>): boolean =>
  sidesOf(index, size)?.length === path.length

/**
 * The root that a path leads to from a place: an inclusion proof. Nothing, where the path has not the shape of its place.
 * A hash for each sibling, so at most one for each bit of the size, and one.
 */
export const rootFrom = (hash: Hash, { order, index, size, path }: Way): Uint8Array | undefined => {
  const sides = sidesOf(index, size)
  if (sides?.length !== path.length) return undefined
  const join = joined(hash)
  return path.reduce(
    (node, sibling, i) => (sides[i] === 'left' ? join(sibling, node) : join(node, sibling)),
    hash(arrivalDatum(order)),
  )
}

/**
 * TEX Algorithm 2: from the hash of an order, all siblings lead to the root, and those on the left alone to the
 * commitment of its receipt, for they are the peaks of what came before. Nothing, where the path has not the shape of
 * its place. At most two hashes a sibling, so two for each bit of the size, and one.
 *
 * So a path from the last order of one log in a longer one also shows that the longer one extends it: `commitment` is
 * the root of the one, and `root` of the other.
 */
export const recompute = (hash: Hash, { order, index, size, path }: Way): Recomputed | undefined => {
  const sides = sidesOf(index, size)
  if (sides?.length !== path.length) return undefined
  const join = joined(hash)
  let commitment = hash(arrivalDatum(order))
  let root = commitment
  for (const [i, sibling] of path.entries()) {
    const isSame = root === commitment
    if (sides[i] === 'left') {
      root = join(sibling, root)
      commitment = isSame ? root : join(sibling, commitment)
    } else root = join(root, sibling)
  }
  return { commitment, root }
}
