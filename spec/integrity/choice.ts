import { isAtLimit } from '../commit-chain/settlement.js'
import type { TraderId } from '../primitives/types.js'
import type { Move } from './automaton.js'
import {
  beyond,
  type Dealing,
  dueOf,
  type Evidence,
  holds,
  isCovered,
  type Standing,
  sidesOf,
  signedBy,
  standingOf,
  transactionOf,
} from './dealing.js'

// What a checkpoint does to a dealing, read off what was signed and what is committed. No challenge is asked here.

/** Something wrong that a checkpoint does, and to whom; whether that trader loses anything by it. */
export interface Fault {
  readonly move: Move
  readonly trader: TraderId
  readonly isHarm: boolean
}

/** Whether an update was countersigned, and its trader has that signature, that the checkpoint is behind. */
const isOutdated = (evidence: Evidence, { trader, coin, eon, after }: Standing): boolean =>
  signedBy(evidence, { trader, coin }, eon - 1n).some(
    ({ update: { spent, gained }, isRatified }) =>
      isRatified && (after?.update === undefined || spent > after.update.spent || gained > after.update.gained),
  )

/** Whether it is behind by any amount: an order gives its trader nothing by itself in the coin that it buys. */
const isBehind = (evidence: Evidence, { trader, coin, eon, after }: Standing): boolean =>
  signedBy(evidence, { trader, coin }, eon - 1n).some(
    ({ update: { spent, gained }, isRatified }) =>
      isRatified && (spent > (after?.update?.spent ?? 0n) || gained > (after?.update?.gained ?? 0n)),
  )

/** What is wrong with one account, whatever the dealing. */
const faultsIn = (evidence: Evidence, standing: Standing): ReadonlyArray<Fault> => {
  const { trader, after, applied } = standing
  const wrong: ReadonlyArray<readonly [Move, boolean]> = [
    ['overallot', !isCovered(evidence, standing)],
    ['forge', after?.update !== undefined && applied === undefined],
    ['short', beyond(evidence, standing) < 0n],
    ['outdate', isOutdated(evidence, standing)],
  ]
  return wrong.flatMap(([move, isWrong]) =>
    isWrong ? [{ move, trader, isHarm: move !== 'outdate' || isBehind(evidence, standing) }] : [],
  )
}

/** What is wrong between the two sides of a transfer: it took, and did not give. */
const faultsOfTransfer = (
  evidence: Evidence,
  dealing: Dealing,
  takes: Standing,
  gives: Standing,
): ReadonlyArray<Fault> =>
  holds(evidence, takes, transactionOf(dealing)) && !holds(evidence, gives, transactionOf(dealing))
    ? [{ move: 'debit', trader: takes.trader, isHarm: true }]
    : []

/**
 * What is wrong between the two sides of a swap. A swap challenge is about an order that stands in the committed update
 * of the coin sold, of which no more is taken than it sells: else there is no such challenge, and the fault is another.
 */
const faultsOfSwap = (
  evidence: Evidence,
  dealing: Extract<Dealing, { readonly kind: 'swap' }>,
  takes: Standing,
  gives: Standing,
): ReadonlyArray<Fault> => {
  const { swap } = dealing
  const { trader } = takes
  const back = beyond(evidence, takes)
  if (!holds(evidence, takes, swap) || !isCovered(evidence, takes) || back < 0n) return []
  if (!holds(evidence, gives, swap) || !isCovered(evidence, gives))
    return [{ move: 'debit', trader, isHarm: back < swap.sellAmount }]
  return isAtLimit(swap, swap.sellAmount - back, beyond(evidence, gives))
    ? []
    : [{ move: 'misprice', trader, isHarm: true }]
}

/** Everything wrong that the checkpoint of a dealing does to it, what decides its state first. */
export const faultsOf = (evidence: Evidence, dealing: Dealing): ReadonlyArray<Fault> => {
  const sides = sidesOf(dealing)
  const [takes, gives] = [sides.takes, sides.gives].map((side) => standingOf(evidence, side, dueOf(dealing))) as [
    Standing,
    Standing,
  ]
  switch (dealing.kind) {
    case 'account':
      return faultsIn(evidence, takes)
    case 'transfer':
      return [
        ...faultsOfTransfer(evidence, dealing, takes, gives),
        ...faultsIn(evidence, takes),
        ...faultsIn(evidence, gives),
      ]
    case 'swap':
      return [
        ...faultsOfSwap(evidence, dealing, takes, gives),
        ...faultsIn(evidence, takes),
        ...faultsIn(evidence, gives),
      ]
  }
}

/** The move that a checkpoint is in a dealing. */
export const choiceOf = (evidence: Evidence, dealing: Dealing): Move => {
  const [fault] = faultsOf(evidence, dealing)
  if (fault !== undefined) return fault.move
  const { takes, gives } = sidesOf(dealing)
  const transaction = transactionOf(dealing)
  const isIn = (side: typeof takes): boolean => holds(evidence, standingOf(evidence, side, dueOf(dealing)), transaction)
  if (!isIn(gives)) return 'discard'
  return isIn(takes) ? 'include' : 'credit'
}
