import type { Condition as ConditionOf } from '../core/condition.js'
import { isAmount } from '../primitives/clauses.js'
import { sameBytes } from '../primitives/suite.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { indexOf, slotOf, swapDatum, transferDatum, updateDatum } from './data.js'
import { allottable, type Challenge, challengeKey, currentEon, key, type Ledger } from './ledger.js'
import { checkpointRoot, depthOf, transactionsRoot, wholeOf } from './proofs.js'
import type { AllotmentProof, ChallengeKind, Membership, Params, Swap, Transfer, Update } from './types.js'

// The assertions that several events share, each with the clause that requires it. Each is total: one that leans on an
// assertion before it is false where that one is.

/** A condition under which the verifier accepts an event: one assertion. */
export type Condition<E> = ConditionOf<Ledger, E>

/** Reads from an event what an assertion looks at. */
export type From<E, A> = (event: E, ledger: Ledger) => A

/** An account in an eon: the one whose checkpoint a proof is about. */
export interface Subject {
  readonly trader: TraderId
  readonly coin: CoinId
  readonly eon: bigint
}

/** The exchange is not halted. */
export const isRunning: Condition<unknown> = {
  clause: 'CC-1',
  says: 'the exchange is not halted',
  holds: ({ halt }) => halt === undefined,
}

/** The trader who sends the event, and the traders and coins that it is about, are known. */
export const isKnown = <E extends { readonly trader: TraderId }>(
  coins: From<E, ReadonlyArray<CoinId>>,
  traders: From<E, ReadonlyArray<TraderId>> = () => [],
): Condition<E> => ({
  clause: 'CC-2',
  says: 'the traders are registered, and the coins are coins of the exchange',
  holds: (ledger, event) =>
    [event.trader, ...traders(event, ledger)].every((trader) => slotOf(ledger.params, trader) >= 0) &&
    coins(event, ledger).every((coin) => indexOf(ledger.params, coin) >= 0),
})

/** The amount is an amount. */
export const amountIsAmount: Condition<{ readonly amount: bigint }> = {
  clause: 'PR-1',
  says: 'the amount is an amount',
  holds: (_, { amount }) => isAmount(amount),
}

/** The amount is above zero. */
export const amountIsSome: Condition<{ readonly amount: bigint }> = {
  clause: 'CC-3',
  says: 'the amount is above zero',
  holds: (_, { amount }) => amount > 0n,
}

/** A proof of exclusive allotment (TEX V-B, V-C1): its shape, its bounds, its root, and that its coin is covered. */
export const isProven = <E>(
  subject: From<E, Subject>,
  proof: From<E, AllotmentProof>,
  whose = 'proof',
): ReadonlyArray<Condition<E>> => [
  {
    clause: 'CC-10',
    says: `the ${whose} has as many siblings as the trees have levels, amounts for bounds, and an update of a registered trader if any`,
    holds: (ledger, event) => hasShape(ledger, proof(event, ledger)),
  },
  {
    clause: 'CC-11',
    says: `in the ${whose} no interval ends before it begins or overlaps its sibling, and the whole begins at 0`,
    holds: (ledger, event) => wholeShown(ledger, subject(event, ledger), proof(event, ledger))?.left === 0n,
  },
  {
    clause: 'CC-12',
    says: `the ${whose} leads to the root of the checkpoint of its eon`,
    holds: (ledger, event) => {
      const { trader, coin, eon } = subject(event, ledger)
      const shown = proof(event, ledger)
      const root = ledger.roots.get(key(eon))
      return (
        root !== undefined &&
        slotOf(ledger.params, trader) >= 0 &&
        hasShape(ledger, shown) &&
        sameBytes(root, checkpointRoot(ledger.checking.hash, ledger.params, coin, trader, shown))
      )
    },
  },
  {
    clause: 'CC-13',
    says: `the ${whose} is of a coin of which no more is allotted than there is`,
    holds: (ledger, event) => {
      const { coin, eon } = subject(event, ledger)
      const whole = wholeShown(ledger, subject(event, ledger), proof(event, ledger))
      return whole !== undefined && whole.right <= allottable(ledger, coin, eon)
    },
  },
]

const hasShape = ({ params }: Ledger, { path, coins, ...leaf }: AllotmentProof): boolean =>
  path.length === depthOf(params.traders.length) &&
  coins.length === depthOf(params.coins.length) &&
  [leaf.left, leaf.right, leaf.passive.amount, leaf.passive.mark, ...path.map(({ bound }) => bound)].every(isAmount) &&
  (leaf.update === undefined || hasDatum(params, leaf.update))

const wholeShown = ({ params }: Ledger, { trader }: Subject, proof: AllotmentProof) => {
  const slot = slotOf(params, trader)
  return slot < 0 ? undefined : wholeOf(proof, BigInt(slot), proof.path)
}

const hasAmounts = ({ eon, spent, gained }: Update): boolean => [eon, spent, gained].every(isAmount)

/** Whether an update can be hashed and signed: its trader has a slot, and its numbers are amounts. */
const hasDatum = (params: Params, update: Update): boolean => slotOf(params, update.trader) >= 0 && hasAmounts(update)

/** An update binds: it is of this account, of the eon before, and carries amounts. Where none is shown there is none to bind. */
export const binds = <E>(subject: From<E, Subject>, update: From<E, Update | undefined>): Condition<E> => ({
  clause: 'CC-24',
  says: 'the update is of this account and of the eon before, and carries amounts',
  holds: (ledger, event) => {
    const shown = update(event, ledger)
    const { trader, coin, eon } = subject(event, ledger)
    return (
      shown === undefined ||
      (shown.trader === trader && shown.coin === coin && shown.eon === eon - 1n && hasAmounts(shown))
    )
  },
})

/** The trader signed the update that is shown, if one is. */
export const isSignedByTrader = <E>(
  signed: From<E, { readonly update: Update; readonly byTrader: Uint8Array } | undefined>,
): Condition<E> => ({
  clause: 'CC-25',
  says: 'the trader signed the update',
  holds: (ledger, event) => {
    const shown = signed(event, ledger)
    const member = ledger.params.traders.find(({ trader }) => trader === shown?.update.trader)
    return shown === undefined || (member !== undefined && isSigned(ledger, member.key, shown.update, shown.byTrader))
  },
})

/** The operator signed the update that is shown, if one is. */
export const isSignedByOperator = <E>(
  signed: From<E, { readonly update: Update; readonly byOperator: Uint8Array } | undefined>,
): Condition<E> => ({
  clause: 'CC-26',
  says: 'the operator signed the update',
  holds: (ledger, event) => {
    const shown = signed(event, ledger)
    return shown === undefined || isSigned(ledger, ledger.params.operator, shown.update, shown.byOperator)
  },
})

const isSigned = ({ params, checking }: Ledger, publicKey: Uint8Array, update: Update, signature: Uint8Array) =>
  hasDatum(params, update) && checking.verify(publicKey, updateDatum(params, update), signature)

/** Something stands in the set of transactions of an update. */
export const contains = (
  { params, checking }: Pick<Ledger, 'params' | 'checking'>,
  update: Update | undefined,
  transaction: Swap | Transfer,
  membership: Membership,
): boolean => {
  const isTransfer = 'sender' in transaction
  const amounts = isTransfer
    ? [transaction.amount, transaction.nonce]
    : [transaction.sellAmount, transaction.buyAmount, transaction.nonce]
  if (update === undefined || ![...amounts, membership.index].every(isAmount)) return false
  if (membership.path.length > MAX_DEPTH) return false
  const datum = isTransfer ? transferDatum(params, transaction) : swapDatum(params, transaction)
  return sameBytes(update.transactions, transactionsRoot(checking.hash, datum, membership))
}

/** How many siblings a path has at most: nobody has more than 2^64 transactions in an eon. */
export const MAX_DEPTH = 64

// Challenges

/** What a challenge is of: its kind, who opens it, and the matter, of which there is one challenge in an eon. */
export interface Matter {
  readonly kind: ChallengeKind
  readonly trader: TraderId
  readonly matter: string
}

/** What a challenge of a transfer or of a swap is about, as a part of its key. */
export const matterOf = (about: Swap | Transfer): string =>
  'sender' in about
    ? key(about.coin, about.sender, about.recipient, about.amount, about.nonce)
    : key(about.sellCoin, about.buyCoin)

/** The open challenge of a matter: of this eon, or of the one before. */
export const openChallenge = (ledger: Ledger, { kind, trader, matter }: Matter): Challenge | undefined => {
  const now = currentEon(ledger)
  return [now, now - 1n]
    .map((eon) => ledger.challenges.get(challengeKey(kind, eon, trader, matter)))
    .find((challenge) => challenge?.isOpen)
}
