import { collateralKit } from './collateral.js'
import { commitChainKit } from './commit-chain.js'
import { integrityKit } from './integrity.js'
import type { Kit } from './kit.js'
import { marginKit } from './margin.js'
import { orderBookKit } from './order-book.js'
import { primitivesKit } from './primitives.js'
import { receiptsKit } from './receipts.js'
import { sealedOrdersKit } from './sealed-orders.js'

/** The chapters that an implementation can be tested for, in the order of the specification. */
export const kits: ReadonlyArray<Kit> = [
  primitivesKit,
  orderBookKit,
  receiptsKit,
  sealedOrdersKit,
  commitChainKit,
  collateralKit,
  marginKit,
  integrityKit,
]

/** The kit of a chapter, by its name. */
export const kitOf = (chapter: string): Kit | undefined => kits.find((kit) => kit.chapter === chapter)
