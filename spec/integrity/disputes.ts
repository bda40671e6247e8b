import { statementDatum } from '../commit-chain/data.js'
import { currentEon } from '../commit-chain/ledger.js'
import type { EventOf, Swap, Transfer } from '../commit-chain/types.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { type Evidence, type Standing, standingOf } from './dealing.js'
import { ALICE, comes, type Deed, evidenceOf, ORDER, sends, signatureOf, TRANSFER, X } from './runs.js'

// What alice challenges in the small runs, in the second epoch of eon 3 or later, and what the hub answers; and what is withdrawn.

const alicesX = (evidence: Evidence): Standing =>
  standingOf(evidence, { trader: ALICE, coin: X }, currentEon(evidence.ledger))

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

/** A trader challenges its order, if it stands first in the update that is applied. */
export const challengesSwap =
  (swap: Swap): Deed =>
  (run) => {
    const now = comes(3n, 1n)(run)
    const { trader, sellCoin: coin } = swap
    const { before, after, applied } = standingOf(evidenceOf(now), { trader, coin }, 3n)
    const membership = applied?.transactions[0]?.membership
    if (before === undefined || after === undefined || membership === undefined) return now
    return sends({ tag: 'challengeSwap', trader, swap, sell: { membership, before, after } })(now)
  }

/** Alice challenges her order. */
export const challengeSwap: Deed = challengesSwap(ORDER)

/** Alice's challenge of the delivery, with the hub's signature on her update or without. */
export const deliveryChallenge = ({ signed: [draft] }: Evidence, isShown: boolean): EventOf<'challengeDelivery'> =>
  ({
    tag: 'challengeDelivery',
    trader: ALICE,
    transfer: TRANSFER,
    claim: { update: draft?.update, byOperator: isShown ? draft?.byOperator : new Uint8Array() },
    membership: draft?.transactions[0]?.membership,
  }) as EventOf<'challengeDelivery'>

/** Alice challenges the delivery of a transfer, with the hub's signature on the first update that she signed. */
export const challengesDelivery =
  (transfer: Transfer): Deed =>
  (run) => {
    const now = comes(3n, 1n)(run)
    return sends({ ...deliveryChallenge(evidenceOf(now), true), transfer })(now)
  }

/** A trader requests to withdraw 1 of a coin. */
export const requests =
  (trader: TraderId, coin: CoinId): Deed =>
  (run) => {
    const proof = evidenceOf(run).proof(currentEon(run.ledger) - 1n, coin, trader)
    return proof === undefined ? run : sends({ tag: 'requestWithdrawal', trader, coin, amount: 1n, proof })(run)
  }

/** The hub cancels what a trader requested of a coin in the eon that runs, of which it had signed that nothing is available. */
export const cancels =
  (trader: TraderId, coin: CoinId): Deed =>
  (run) => {
    const eon = currentEon(run.ledger)
    const said = { eon, available: 0n }
    const byTrader = signatureOf(trader, (params) => statementDatum(params, coin, trader, said))
    return sends({ tag: 'cancelWithdrawal', trader, coin, eon, statement: { ...said, byTrader } })(run)
  }
