import { type Datum, encode } from '../../spec/primitives/encoding.js'
import { arrivalDatum, arrivalsDatum, noArrivals } from '../../spec/receipts/data.js'
import type { Path } from '../../spec/receipts/types.js'
import type { CryptoSuite } from '../primitives/suite.js'
import * as range from './range.js'

/** The hashes that a log is made of. */
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

const HASH = 32

/** A datum whose fields are all of 32 bytes, laid out once: only the fields are written anew. */
const template = (datum: (...fields: ReadonlyArray<Uint8Array>) => Datum, fields: number) => {
  const bytes = encode(datum(...Array.from({ length: fields }, () => new Uint8Array(HASH))))
  // A field is its kind, its length and its content; the last one ends the encoding.
  const starts = Array.from({ length: fields }, (_, i) => bytes.length - (fields - i) * (HASH + 5) + 5)
  return { bytes, starts }
}

/**
 * The same hashes, without encoding a datum for each: as fast as the hash function itself. What is not of 32 bytes is
 * encoded as usual.
 */
export const fastNodes = (digest: (bytes: Uint8Array) => Uint8Array): Nodes => {
  const usual = nodesOf((datum) => digest(encode(datum)))
  const leaf = template((order) => arrivalDatum(order as Uint8Array), 1)
  const node = template((left, right) => arrivalsDatum(left as Uint8Array, right as Uint8Array), 2)
  const [[ofOrder], [ofLeft, ofRight]] = [leaf.starts, node.starts]
  return {
    empty: usual.empty,
    leaf: (order) => {
      if (order.length !== HASH) return usual.leaf(order)
      leaf.bytes.set(order, ofOrder)
      return digest(leaf.bytes)
    },
    node: (left, right) => {
      if (left.length !== HASH || right.length !== HASH) return usual.node(left, right)
      node.bytes.set(left, ofLeft)
      node.bytes.set(right, ofRight)
      return digest(node.bytes)
    },
  }
}

/** A log of orders as a Merkle mountain range. */
export type Log = range.Range<Uint8Array>

/** The log without an order. */
export const emptyLog: Log = range.emptyRange

/** The log with one more order. One hash and, on average, one more; at most log n. */
export const append = ({ leaf, node }: Nodes, log: Log, order: Uint8Array): Log => range.append(node, log, leaf(order))

/** The root of a log. A hash less than there are mountains. */
export const root = ({ node, empty }: Nodes, log: Log): Uint8Array => range.root(node, log) ?? empty

/** The way from a place to the root; nothing, where the log has no such place. At most log n hashes. */
export const pathOf = ({ node }: Nodes, log: Log, index: number): Path | undefined =>
  range.pathOf(node, log, index) as Path | undefined
