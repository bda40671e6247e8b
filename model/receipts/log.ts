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
