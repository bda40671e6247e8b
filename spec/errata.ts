import { collateralErrata } from './collateral/errata.js'
import { commitChainErrata } from './commit-chain/errata.js'
import type { Erratum } from './core/erratum.js'
import { type Chapter, chapters } from './core/ids.js'
import { integrityErrata } from './integrity/errata.js'
import { marginErrata } from './margin/errata.js'
import { orderBookErrata } from './order-book/errata.js'
import { receiptsErrata } from './receipts/errata.js'
import { sealedOrdersErrata } from './sealed-orders/errata.js'

const byChapter: { readonly [C in Chapter]: ReadonlyArray<Erratum> } = {
  primitives: [],
  'order-book': orderBookErrata,
  receipts: receiptsErrata,
  'sealed-orders': sealedOrdersErrata,
  'commit-chain': commitChainErrata,
  integrity: integrityErrata,
  collateral: collateralErrata,
  margin: marginErrata,
}

/** Every place where a paper is ambiguous or wrong, with the chapter that says what holds instead. */
export const errata: ReadonlyArray<Erratum & { readonly chapter: Chapter }> = chapters.flatMap((chapter) =>
  byChapter[chapter].map((erratum) => ({ ...erratum, chapter })),
)
