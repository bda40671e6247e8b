import { futures } from '../../../model/margin/machine.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { Observation } from '../../../spec/margin/types.js'
import type { Json } from '../../kit/kit.js'
import type { Draft, JsonEntry } from '../build.js'
import type { Scene } from './scene.js'

/** A history, and what is made of its last entry; nothing: the history is right. */
export interface Judged {
  readonly draft: Draft
  readonly tamper?: (last: JsonEntry) => JsonEntry
  /** What is made of the entries before the last: mistakes that are not its own. */
  readonly rewrite?: (earlier: ReadonlyArray<JsonEntry>) => ReadonlyArray<JsonEntry>
  /** Whether the last entry has what the model shows after it. */
  readonly shows?: boolean
  /** Whether what `tamper` makes of the last entry is right as well. */
  readonly isKept?: boolean
}

export type Tamper = (last: JsonEntry) => JsonEntry
export type Fields = Readonly<Record<string, Json>>

export const NOTHING = {
  fills: [],
  removed: [],
  called: [],
  lifted: [],
  liquidated: [],
  forfeited: [],
  rewarded: [],
  marked: [],
} as const

// What is made of an entry

/** It was accepted all the same, and nothing happened. */
export const acceptedAsIf: Tamper = (last) => ({ ...last, answer: { accepted: NOTHING } })

/** Some of what it is said to have done is something else. */
export const did =
  (changes: Fields): Tamper =>
  (last) => ({ ...last, answer: { accepted: { ...(last.answer as { accepted: Fields }).accepted, ...changes } } })

/** Its only liquidation was something else. */
export const liquidated =
  (changes: Fields): Tamper =>
  (last) => {
    const { liquidated: all } = (last.answer as { accepted: { liquidated: ReadonlyArray<Fields> } }).accepted
    return did({ liquidated: all.map((one) => ({ ...one, ...changes })) })(last)
  }

export const refusedBy =
  (reason?: ClauseId): Tamper =>
  (last) => ({ ...last, answer: { rejected: reason === undefined ? {} : { reason } } })

/** Something else is seen after it. */
export const seen =
  (observed: Fields): Tamper =>
  (last) => ({ ...last, observed })

/** The accounts are seen after it, with something wrong about them. */
export const seenAccounts =
  (scene: Pick<Scene, 'ledger'>, change: (accounts: ReadonlyArray<Fields>) => ReadonlyArray<Fields>): Tamper =>
  (last) => ({ ...last, observed: { accounts: change(accountsOf(scene)) } })

export const accountsOf = ({ ledger }: Pick<Scene, 'ledger'>): ReadonlyArray<Fields> =>
  (Observation.encode({ accounts: futures.observe.accounts(ledger) }) as unknown as { accounts: Fields[] }).accounts

/** One account is seen with other numbers than it has. */
export const seenAccount = (scene: Scene, trader: string, changes: Fields): Tamper =>
  seenAccounts(scene, (accounts) => accounts.map((one) => (one.trader === trader ? { ...one, ...changes } : one)))
