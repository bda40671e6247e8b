import { collateralClauses } from './collateral/clauses.js'
import { commitChainClauses } from './commit-chain/clauses.js'
import type { ClauseText } from './core/clause.js'
import { type Chapter, type ClauseId, chapters, clauseIds } from './core/ids.js'
import { integrityClauses } from './integrity/clauses.js'
import { marginClauses } from './margin/clauses.js'
import { orderBookClauses } from './order-book/clauses.js'
import { primitivesClauses } from './primitives/clauses.js'
import { receiptsClauses } from './receipts/clauses.js'
import { sealedOrdersClauses } from './sealed-orders/clauses.js'

const byChapter: { readonly [C in Chapter]: Readonly<Record<string, Omit<ClauseText, 'chapter'>>> } = {
  primitives: primitivesClauses,
  'order-book': orderBookClauses,
  receipts: receiptsClauses,
  'sealed-orders': sealedOrdersClauses,
  'commit-chain': commitChainClauses,
  integrity: integrityClauses,
  collateral: collateralClauses,
  margin: marginClauses,
}

/** Every clause of the specification, chapter by chapter, without the predicates. */
export const clauseTexts: ReadonlyArray<ClauseText> = chapters.flatMap((chapter) =>
  clauseIds[chapter].map((id) => {
    const { title, says, source, kind } = byChapter[chapter][id] as ClauseText
    return { id, chapter, title, says, source, kind }
  }),
)

const byId = new Map(clauseTexts.map((text) => [text.id, text]))

/** The text of a clause. */
export const clauseText = (id: ClauseId): ClauseText => byId.get(id) as ClauseText
