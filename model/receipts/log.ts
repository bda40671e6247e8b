import { arrivalDatum, arrivalsDatum, noArrivals } from '../../spec/receipts/data.js'
import type { Path } from '../../spec/receipts/types.js'
import type { CryptoSuite } from '../primitives/suite.js'

/** The two hashes that a log is made of. */
export interface Nodes {
  readonly leaf: (order: Uint8Array) => Uint8Array
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array
  readonly empty: Uint8Array
}

/** The hashes of the specification's data, by any suite. */
export const nodesOf = (hash: CryptoSuite['hash']): Nodes => ({
  leaf: (order) => hash(arrivalDatum(order)),
  node: (left, right) => hash(arrivalsDatum(left, right)),
  empty: hash(noArrivals),
})

/** A perfect tree over a power of two of orders; a leaf has no children. */
export interface Mountain {
  readonly hash: Uint8Array
  readonly size: number
  readonly left: Mountain | undefined
  readonly right: Mountain | undefined
}

/**
 * A log of orders as a Merkle mountain range (TEX II-D3): mountains of falling size, the last one at hand, since that is
 * where it grows. Immutable: every length that it ever had stays as it was.
 */
export interface Log {
  readonly size: number
  readonly last: Mountains | undefined
}

interface Mountains {
  readonly peak: Mountain
  readonly before: Mountains | undefined
}

/** The log without an order. */
export const emptyLog: Log = { size: 0, last: undefined }

/** The log with one more order. One hash and, on average, one more; at most log n. */
export const append = ({ leaf, node }: Nodes, { size, last }: Log, order: Uint8Array): Log => {
  let peak: Mountain = { hash: leaf(order), size: 1, left: undefined, right: undefined }
  let before = last
  while (before !== undefined && before.peak.size === peak.size) {
    const left = before.peak
    peak = { hash: node(left.hash, peak.hash), size: left.size * 2, left, right: peak }
    before = before.before
  }
  return { size: size + 1, last: { peak, before } }
}

/** The root: the peaks, bagged from the right. A hash less than there are mountains. */
export const root = ({ node, empty }: Nodes, { last }: Log): Uint8Array => {
  if (last === undefined) return empty
  let bagged = last.peak.hash
  for (let at = last.before; at !== undefined; at = at.before) bagged = node(at.peak.hash, bagged)
  return bagged
}

/** The way from a place to the root; nothing, where the log has no such place. At most log n hashes. */
export const pathOf = ({ node }: Nodes, { size, last }: Log, index: number): Path | undefined => {
  if (!Number.isInteger(index) || index < 0 || index >= size || last === undefined) return undefined
  let bagged: Uint8Array | undefined
  let at = last
  let from = size - last.peak.size
  while (index < from) {
    bagged = bagged === undefined ? at.peak.hash : node(at.peak.hash, bagged)
    at = at.before as Mountains
    from -= at.peak.size
  }
  const path = inside(at.peak, index - from)
  if (bagged !== undefined) path.push(bagged)
  for (let left = at.before; left !== undefined; left = left.before) path.push(left.peak.hash)
  return path as unknown as Path
}

const inside = (mountain: Mountain, index: number): Uint8Array[] => {
  const down: Uint8Array[] = []
  let [at, place] = [mountain, index]
  while (at.left !== undefined && at.right !== undefined) {
    const isRight = place >= at.left.size
    down.push(isRight ? at.left.hash : at.right.hash)
    if (isRight) place -= at.left.size
    at = isRight ? at.right : at.left
  }
  return down.reverse()
}
