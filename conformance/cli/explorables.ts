import { collateralScopes, collateralVariants } from '../../model/collateral/scopes.js'
import { commitChainScopes } from '../../model/commit-chain/scopes.js'
import { variants } from '../../model/commit-chain/variants.js'
import type { Explorable } from '../../model/core/explore.js'
import { marginScopes, marginVariants } from '../../model/margin/scopes.js'
import { liveScopes } from '../../model/order-book/live.js'
import { orderBookScopes } from '../../model/order-book/scope.js'
import { receiptsScopes } from '../../model/receipts/scope.js'
import { receiptsVariants } from '../../model/receipts/variants.js'
import { leaking, secrecyScope, secrecyScopes } from '../../model/sealed-orders/secrecy.js'
import { theorems } from '../../spec/commit-chain/theorems.js'
import type { Chapter, ClauseId } from '../../spec/core/ids.js'

/** A scope whose kind of state and of moves does not matter here. */
export type AnyScope = Explorable<unknown, unknown>

/** What can be explored of a chapter. */
export interface Explorables {
  readonly chapter: Chapter
  readonly scopes: ReadonlyArray<AnyScope>
  /** Other rules, and the theorem that each breaks. */
  readonly variants: ReadonlyArray<{ readonly says: string; readonly breaks: ClauseId; readonly scope: AnyScope }>
  /** The clauses that judge what is explored; left out: all of the chapter. */
  readonly judges?: ReadonlyArray<ClauseId>
}

/** What can be explored, chapter by chapter. */
export const explorables: ReadonlyArray<Explorables> = [
  {
    chapter: 'order-book',
    scopes: [...orderBookScopes, ...liveScopes] as unknown as ReadonlyArray<AnyScope>,
    variants: [],
  },
  {
    chapter: 'receipts',
    scopes: receiptsScopes as unknown as ReadonlyArray<AnyScope>,
    variants: receiptsVariants as unknown as Explorables['variants'],
  },
  {
    chapter: 'sealed-orders',
    scopes: secrecyScopes as unknown as ReadonlyArray<AnyScope>,
    variants: leaking.map((design) => ({
      says: design.says,
      breaks: 'SO-43',
      scope: secrecyScope(design, 2) as unknown as AnyScope,
    })),
  },
  {
    chapter: 'commit-chain',
    scopes: commitChainScopes as unknown as ReadonlyArray<AnyScope>,
    variants: variants as unknown as Explorables['variants'],
    judges: Object.keys(theorems) as ReadonlyArray<ClauseId>,
  },
  {
    chapter: 'collateral',
    scopes: collateralScopes as unknown as ReadonlyArray<AnyScope>,
    variants: collateralVariants as unknown as Explorables['variants'],
  },
  {
    chapter: 'margin',
    scopes: marginScopes as unknown as ReadonlyArray<AnyScope>,
    variants: marginVariants as unknown as Explorables['variants'],
  },
]

/** Every scope of a chapter: its own, and those of other rules. */
export const scopesOf = ({ scopes, variants: others }: Explorables): ReadonlyArray<AnyScope> => [
  ...scopes,
  ...others.map(({ scope }) => scope),
]
