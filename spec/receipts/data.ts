import type { Datum } from '../primitives/encoding.js'
import type { ContractId } from '../primitives/types.js'
import type { MatchLeaf, MatchNode, PlainOrder, Receipt } from './types.js'

// The one place that says what is hashed and what is signed. Every datum has a tag (PR-4), so that a leaf is never a
// node (T26), and a node of the log never one of the match tree.

/** An order in the clear. Its hash is what arrives, and all that the operator sees before it has given the receipt. */
export const orderDatum = (contract: ContractId, { order, trader, side, price, volume }: PlainOrder): Datum => ({
  tag: 'order',
  fields: [contract, order, trader, side, price, volume],
})

/** A leaf of the log: the hash of an order. */
export const arrivalDatum = (order: Uint8Array): Datum => ({ tag: 'arrival', fields: [order] })

/** A node of the log. */
export const arrivalsDatum = (left: Uint8Array, right: Uint8Array): Datum => ({
  tag: 'arrivals',
  fields: [left, right],
})

/** The log without an order. */
export const noArrivals: Datum = { tag: 'no-arrivals', fields: [] }

/** A receipt, as the operator signs it (T28): the eon and the place are in it. */
export const receiptDatum = (contract: ContractId, { eon, index, order, commitment }: Receipt): Datum => ({
  tag: 'receipt',
  fields: [contract, eon, index, order, commitment],
})

/** No price is 0, so 0 says in a hash that there is none (T18). */
const priceOrNone = (price: bigint | undefined): bigint => price ?? 0n

/** A leaf of the match tree. */
export const matchLeafDatum = ({ order, side, price, remaining }: MatchLeaf): Datum => ({
  tag: 'match-leaf',
  fields: [order, side, price, remaining],
})

/** A node of the match tree: it binds the prices of both children, and not only what follows from them (T1). */
export const matchNodeDatum = (left: MatchNode, right: MatchNode): Datum => ({
  tag: 'match-node',
  fields: [left, right].flatMap(({ hash, sell, buy }) => [priceOrNone(sell), priceOrNone(buy), hash]),
})

/** The match tree without an order. */
export const noMatches: Datum = { tag: 'no-matches', fields: [] }

/** A book: how many orders were appended, and the root of its match tree. */
export const bookDatum = (count: bigint, { hash, sell, buy }: MatchNode): Datum => ({
  tag: 'match-book',
  fields: [count, priceOrNone(sell), priceOrNone(buy), hash],
})
