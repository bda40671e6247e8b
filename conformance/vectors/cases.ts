import { judgementCase, kitFor, traceCase } from './build.js'
import { functionCases as collateralFunctions } from './collateral/functions.js'
import { traces as collateralTraces } from './collateral/index.js'
import { judged as collateralJudged } from './collateral/judged.js'
import { functionCases as commitChainFunctions } from './commit-chain/functions.js'
import { traces as commitChainTraces } from './commit-chain/index.js'
import { judged as commitChainJudged } from './commit-chain/judged.js'
import { functionCases as integrityFunctions } from './integrity/functions.js'
import { traces as marginTraces } from './margin/index.js'
import { judged as marginJudged } from './margin/judged.js'
import { judgedClosely } from './order-book/judged-closely.js'
import { judgements } from './order-book/judgements.js'
import { seededTraces } from './order-book/seeded.js'
import { acceptedTraces, refusedTraces } from './order-book/traces.js'
import { functionCases } from './primitives/functions.js'
import { functionCases as receiptsFunctions } from './receipts/functions.js'
import { traces as receiptsTraces } from './receipts/index.js'
import { judged as receiptsJudged } from './receipts/judged.js'
import { functionCases as sealedOrdersFunctions } from './sealed-orders/functions.js'
import { traces as sealedOrdersTraces } from './sealed-orders/index.js'
import { judged as sealedOrdersJudged } from './sealed-orders/judged.js'
import type { Case } from './types.js'

/** Every vector, as the model and the clauses have it now, in the order of the ids. */
export const allCases = (): ReadonlyArray<Case> => {
  const kit = kitFor('order-book')
  const chain = kitFor('commit-chain')
  const collateral = kitFor('collateral')
  const margin = kitFor('margin')
  const receipts = kitFor('receipts')
  const sealed = kitFor('sealed-orders')
  const cases: ReadonlyArray<Case> = [
    ...[...acceptedTraces, ...refusedTraces, ...seededTraces(kit)].map((draft) => traceCase(kit, draft)),
    ...functionCases(kitFor('primitives')),
    ...[...judgements, ...judgedClosely].map((judged) => judgementCase(kit, judged)),
    ...receiptsTraces(receipts).map((draft) => traceCase(receipts, draft)),
    ...receiptsJudged().map((judged) => judgementCase(receipts, judged)),
    ...receiptsFunctions(receipts),
    ...sealedOrdersTraces(sealed).map((draft) => traceCase(sealed, draft)),
    ...sealedOrdersJudged().map((judged) => judgementCase(sealed, judged)),
    ...sealedOrdersFunctions(sealed),
    ...commitChainTraces().map((draft) => traceCase(chain, draft)),
    ...commitChainJudged().map((judged) => judgementCase(chain, judged)),
    ...commitChainFunctions(chain),
    ...collateralTraces(collateral).map((draft) => traceCase(collateral, draft)),
    ...collateralJudged().map((judged) => judgementCase(collateral, judged)),
    ...collateralFunctions(collateral),
    ...marginTraces(margin).map((draft) => traceCase(margin, draft)),
    ...marginJudged().map((judged) => judgementCase(margin, judged)),
    ...integrityFunctions(kitFor('integrity')),
  ]
  return [...cases].sort((a, b) => (a.id < b.id ? -1 : 1))
}
