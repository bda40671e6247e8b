import type { EventOf } from '../commit-chain/types.js'
import { type Evidence, type Standing, standingOf } from './dealing.js'
import { ALICE, comes, type Deed, evidenceOf, ORDER, sends, TRANSFER, X } from './runs.js'

// What alice challenges in the small runs, in the second epoch of eon 3, and what the hub answers.

const alicesX = (evidence: Evidence): Standing => standingOf(evidence, { trader: ALICE, coin: X }, 3n)

/** Alice challenges her balance of X. */
export const challengeBalance: Deed = (run) => {
  const now = comes(3n, 1n)(run)
  const { before } = alicesX(evidenceOf(now))
  return sends({ tag: 'challengeBalance', trader: ALICE, coin: X, before } as EventOf<'challengeBalance'>)(now)
}

/** The hub answers that, with the update that is applied and both signatures; not, if it has none to show. */
export const answerBalance: Deed = (run) => {
  const { after, applied } = alicesX(evidenceOf(run))
  if (after === undefined || (after.update !== undefined && applied === undefined)) return run
  const shown = applied && { update: applied.update, byTrader: applied.byTrader, byOperator: applied.byOperator }
  const agreed = shown === undefined ? {} : { agreed: shown }
  return sends({ tag: 'answerBalance', trader: ALICE, coin: X, after, ...agreed } as EventOf<'answerBalance'>)(run)
}

/** Alice challenges her order, if it stands in the update that is applied. */
export const challengeSwap: Deed = (run) => {
  const now = comes(3n, 1n)(run)
  const { before, after, applied } = alicesX(evidenceOf(now))
  const membership = applied?.transactions[0]?.membership
  if (before === undefined || after === undefined || membership === undefined) return now
  return sends({ tag: 'challengeSwap', trader: ALICE, swap: ORDER, sell: { membership, before, after } })(now)
}

/** Alice's challenge of the delivery, with the hub's signature on her update or without. */
export const deliveryChallenge = ({ signed: [draft] }: Evidence, isShown: boolean): EventOf<'challengeDelivery'> =>
  ({
    tag: 'challengeDelivery',
    trader: ALICE,
    transfer: TRANSFER,
    claim: { update: draft?.update, byOperator: isShown ? draft?.byOperator : new Uint8Array() },
    membership: draft?.transactions[0]?.membership,
  }) as EventOf<'challengeDelivery'>
