/**
 * How it moves: one machine a chapter, and what runs machines.
 *
 * @module model
 */
export * as collateral from './collateral/index.js'
export * as commitChain from './commit-chain/index.js'
export * from './core/arbitrary.js'
export * from './core/explore.js'
export * from './core/machine.js'
export * from './core/mutate.js'
export * from './core/plot.js'
export * from './core/run.js'
export * from './core/simulate.js'
export * as integrity from './integrity/index.js'
export * as margin from './margin/index.js'
export * as orderBook from './order-book/index.js'
export * as primitives from './primitives/index.js'
export * as receipts from './receipts/index.js'
export * as sealedOrders from './sealed-orders/index.js'
