/**
 * What must hold: the clauses, the codecs of the public data, the errata.
 *
 * @module spec
 */
export * from './clauses.js'
export * as collateral from './collateral/index.js'
export * as commitChain from './commit-chain/index.js'
export * from './core/clause.js'
export * from './core/codec.js'
export * from './core/erratum.js'
export * from './core/ids.js'
export * as integrity from './integrity/index.js'
export * as margin from './margin/index.js'
export * as orderBook from './order-book/index.js'
export * as primitives from './primitives/index.js'
export * as receipts from './receipts/index.js'
export * as sealedOrders from './sealed-orders/index.js'
export * from './version.js'
