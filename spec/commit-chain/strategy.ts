import type { CoinId, TraderId } from '../primitives/types.js'
import { failing } from './admission.js'
import { matterOf } from './assertions.js'
import type { Placed, Signed } from './ending.js'
import { challengeKey, currentEon, epochOf, key, type Ledger, position } from './ledger.js'
import { allotmentOf } from './proofs.js'
import { givenFor, isAtLimit, settled, takenFor } from './settlement.js'
import type { AllotmentProof, ChallengeKind, Event, EventOf, Leg, Ratified, Swap, Transfer } from './types.js'

/**
 * What an honest trader has seen: the public ledger, what it signed, the operator's signatures and the proofs that
 * reached it. Nothing else decides what it does.
 */
export interface TraderView {
  readonly ledger: Ledger
  readonly trader: TraderId
  /** The updates that it signed, the last one last. */
  readonly signed: ReadonlyArray<Signed>
  readonly ratified: (signed: Signed) => Ratified
  readonly proof: (eon: bigint, coin: CoinId) => AllotmentProof | undefined
  /** Whether somebody showed that a transfer is in the recipient's committed transactions, or in its passive tree. */
  readonly isDelivered: (transfer: Transfer) => boolean
}

const ofEon = ({ signed, trader }: TraderView, coin: CoinId, eon: bigint): ReadonlyArray<Signed> =>
  signed.filter(({ update }) => update.trader === trader && update.coin === coin && update.eon === eon)

/** The last update of an eon that the operator's signature came back for. */
const lastRatified = (view: TraderView, coin: CoinId, eon: bigint): Signed | undefined =>
  ofEon(view, coin, eon)
    .filter(({ isRatified }) => isRatified)
    .at(-1)

const appliedIn = (view: TraderView, coin: CoinId, proof: AllotmentProof): Signed | undefined =>
  ofEon(view, coin, currentEon(view.ledger) - 1n).find(({ update }) => update === proof.update)

/**
 * Whether a trader is content with what the present checkpoint allots it in a coin: it has a proof that the verifier
 * would accept, of an update that it signed and has the operator's signature for, none later than that was agreed, and
 * the amount is right. Where this is not so it opens a balance challenge, and the answer brings what is missing.
 */
export const isContent = (view: TraderView, coin: CoinId): boolean => {
  const { ledger, trader } = view
  const eon = currentEon(ledger)
  const [start, end] = [view.proof(eon - 1n, coin), view.proof(eon, coin)]
  if (start === undefined || end === undefined || !isSound(ledger, trader, coin, end)) return false
  const applied = appliedIn(view, coin, end)
  if (end.update !== undefined && applied?.isRatified !== true) return false
  const agreed = lastRatified(view, coin, eon - 1n)?.update
  const isOutdated =
    agreed !== undefined && (agreed.spent > (end.update?.spent ?? 0n) || agreed.gained > (end.update?.gained ?? 0n))
  const due = settled(ledger, { trader, coin, eon }, allotmentOf(start), end.update, end.passive.amount)
  return !isOutdated && allotmentOf(end) >= due
}

/** Whether the verifier would accept a proof of the present checkpoint: its conditions are those of an answer. */
const isSound = (ledger: Ledger, trader: TraderId, coin: CoinId, after: AllotmentProof): boolean =>
  failing(ledger, { tag: 'answerBalance', trader, coin, after }).every(
    ({ clause }) => !['CC-10', 'CC-11', 'CC-12', 'CC-13'].includes(clause),
  )

/**
 * What an honest trader sends to the verifier now. It waits for proofs until half of the eon is over; then it
 * challenges the balances that it is not content with, and once it knows what is applied, the swaps and deliveries. An
 * answer to the first comes within an epoch, so that there is an epoch left for the second. What it asked to withdraw it has
 * paid out then, too.
 */
export const traderMoves = (view: TraderView): ReadonlyArray<Event> => {
  const { ledger } = view
  if (ledger.halt !== undefined || position(ledger) < 2n * epochOf(ledger.params)) return []
  return ledger.params.coins.flatMap((coin) => [
    ...balanceChallenge(view, coin),
    ...furtherChallenges(view, coin),
    ...payment(view, coin),
  ])
}

/** Half of an eon is more than a third: what was asked for two eons ago can be paid. */
const payment = ({ ledger, trader }: TraderView, coin: CoinId): ReadonlyArray<Event> => {
  const eon = currentEon(ledger) - 2n
  const isDue = ledger.withdrawals.get(key(trader, coin, eon))?.isPaid === false
  return isDue ? [{ tag: 'confirmWithdrawal', trader, coin, eon }] : []
}

const notYet = (ledger: Ledger, kind: ChallengeKind, trader: TraderId, matter: string): boolean =>
  !ledger.challenges.has(challengeKey(kind, currentEon(ledger), trader, matter))

const balanceChallenge = (view: TraderView, coin: CoinId): ReadonlyArray<EventOf<'challengeBalance'>> => {
  const { ledger, trader } = view
  const eon = currentEon(ledger)
  const before = view.proof(eon - 1n, coin)
  if (before === undefined || isContent(view, coin) || !notYet(ledger, 'balance', trader, coin)) return []
  const agreed = lastRatified(view, coin, eon - 1n)
  return [
    {
      tag: 'challengeBalance',
      trader,
      coin,
      before,
      ...(agreed === undefined ? {} : { claim: view.ratified(agreed) }),
    },
  ]
}

/** Challenges that need to know what is applied: of the swaps and the transfers in that update. */
const furtherChallenges = (view: TraderView, coin: CoinId): ReadonlyArray<Event> => {
  const after = view.proof(currentEon(view.ledger), coin)
  const applied = after === undefined ? undefined : appliedIn(view, coin, after)
  if (after === undefined || applied === undefined) return []
  return applied.transactions.flatMap(({ transaction, membership }) =>
    'sellCoin' in transaction
      ? swapChallenge(view, { transaction, membership }, after)
      : transaction.passive
        ? passiveChallenge(view, { transaction, membership }, after)
        : deliveryChallenge(view, applied, { transaction, membership }),
  )
}

const deliveryChallenge = (
  view: TraderView,
  applied: Signed,
  { transaction, membership }: Placed & { readonly transaction: Transfer },
): ReadonlyArray<Event> =>
  transaction.sender === view.trader &&
  applied.isRatified &&
  !view.isDelivered(transaction) &&
  notYet(view.ledger, 'delivery', view.trader, matterOf(transaction))
    ? [
        {
          tag: 'challengeDelivery',
          trader: view.trader,
          transfer: transaction,
          claim: view.ratified(applied),
          membership,
        },
      ]
    : []

/** Whoever sends passively sees to it itself that it arrives: the recipient signed nothing, and may know of nothing. */
const passiveChallenge = (
  view: TraderView,
  { transaction: transfer, membership }: Placed & { readonly transaction: Transfer },
  after: AllotmentProof,
): ReadonlyArray<Event> =>
  transfer.sender === view.trader &&
  !view.isDelivered(transfer) &&
  notYet(view.ledger, 'passive-delivery', view.trader, matterOf(transfer))
    ? [{ tag: 'challengePassiveDelivery', trader: view.trader, transfer, membership, after }]
    : []

const swapChallenge = (
  view: TraderView,
  { transaction: swap, membership }: Placed & { readonly transaction: Swap },
  after: AllotmentProof,
): ReadonlyArray<Event> => {
  const { ledger, trader } = view
  const eon = currentEon(ledger)
  const before = view.proof(eon - 1n, swap.sellCoin)
  if (after.update?.coin !== swap.sellCoin || before === undefined || !notYet(ledger, 'swap', trader, matterOf(swap)))
    return []
  const sell: Leg = { membership, before, after }
  return isAtLimit(swap, takenFor(ledger, swap, eon, sell), givenHere(view, swap))
    ? []
    : [{ tag: 'challengeSwap', trader, swap, sell }]
}

/** What the trader sees given for a swap; nothing where it has no proof that the order is in what is applied. */
const givenHere = (view: TraderView, swap: Swap): bigint => {
  const eon = currentEon(view.ledger)
  const [before, after] = [view.proof(eon - 1n, swap.buyCoin), view.proof(eon, swap.buyCoin)]
  const applied = after === undefined ? undefined : appliedIn(view, swap.buyCoin, after)
  const placed = applied?.transactions.find(({ transaction }) => transaction === swap)
  if (before === undefined || after === undefined || placed === undefined) return 0n
  return givenFor(view.ledger, swap, eon, { membership: placed.membership, before, after })
}
