import { futures } from '../../../model/margin/machine.js'
import { Observation } from '../../../spec/margin/types.js'
import type { Tamper } from '../build.js'
import { accepted, type Fields, seen } from '../spoil.js'
import type { Scene } from './scene.js'

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
export const acceptedAsIf: Tamper = accepted(NOTHING)

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

/** The accounts are seen after it, with something wrong about them. */
export const seenAccounts = (
  scene: Pick<Scene, 'ledger'>,
  change: (accounts: ReadonlyArray<Fields>) => ReadonlyArray<Fields>,
): Tamper => seen({ accounts: change(accountsOf(scene)) })

export const accountsOf = ({ ledger }: Pick<Scene, 'ledger'>): ReadonlyArray<Fields> =>
  (Observation.encode({ accounts: futures.observe.accounts(ledger) }) as unknown as { accounts: Fields[] }).accounts

/** One account is seen with other numbers than it has. */
export const seenAccount = (scene: Scene, trader: string, changes: Fields): Tamper =>
  seenAccounts(scene, (accounts) => accounts.map((one) => (one.trader === trader ? { ...one, ...changes } : one)))
