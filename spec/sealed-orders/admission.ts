import { type Condition as ConditionOf, type Conditions, failingOf } from '../core/condition.js'
import { isAmount } from '../primitives/clauses.js'
import { sameBytes } from '../primitives/suite.js'
import { receiptDatum } from '../receipts/data.js'
import { logRoot } from '../receipts/proofs.js'
import type { Assertion } from '../receipts/relation.js'
import { permitDatum } from './data.js'
import { areSound, isVoid, type Known, type Ledger, orderOf, settledBy } from './ledger.js'
import { hasDatum, type MoonwalkClaim, opensAs, verifyMoonwalk } from './moonwalk.js'
import { bitsOf } from './numbers.js'
import { type PuzzleClaim, verifyPuzzle } from './puzzle.js'
import { delayOf } from './score.js'
import type { Event, EventOf, Order } from './types.js'

/** A condition of this chapter. */
export type Condition<E> = ConditionOf<Ledger, E>

const isSound: Condition<unknown> = {
  clause: 'SO-1',
  says: 'the parameters make sense, and keep every computation small',
  holds: ({ params }) => areSound(params),
}

// Algorithms 11 and 1, line by line

const puzzleClaim = ({ params, crypto }: Ledger, { sealed }: EventOf<'submit'>): PuzzleClaim => ({
  limits: params.limits,
  hash: crypto.hash,
  puzzle: sealed.puzzle,
  proof: sealed.proof,
})

const moonwalkClaim = ({ params, crypto }: Ledger, { sealed, witness }: EventOf<'submit'>): MoonwalkClaim => ({
  params,
  crypto,
  sealed,
  witness,
})

/** The lines of an algorithm as conditions; they say nothing where the parameters make no sense. */
const linesOf = <A>(
  relation: ReadonlyArray<Assertion<A>>,
  claim: (ledger: Ledger, event: EventOf<'submit'>) => A,
): ReadonlyArray<Condition<EventOf<'submit'>>> =>
  relation.map(({ line, clause, says, holds }) => ({
    clause,
    says: `${says} (line ${line})`,
    holds: (ledger, event) => !areSound(ledger.params) || holds(claim(ledger, event)),
  }))

// Stages

const whenKnown =
  <E extends { readonly reference: Uint8Array }>(holds: (known: Known, ledger: Ledger, event: E) => boolean) =>
  (ledger: Ledger, event: E): boolean => {
    const known = orderOf(ledger, event.reference)
    return known !== undefined && holds(known, ledger, event)
  }

const isOfThisEon = ({ sealed }: Known, { eon }: Ledger): boolean => sealed.eon === eon

/** An order waits for its receipt. */
const waits = whenKnown((known, ledger) => isOfThisEon(known, ledger) && known.receiptedAt === undefined)

/** An order has its receipt, and nobody has opened it. */
const isClosed = whenKnown(({ receiptedAt, openedAt }) => receiptedAt !== undefined && openedAt === undefined)

/** The commitment of the running eon's log with one order more (chapter Receipts). */
const commitmentWith = ({ orders, log, crypto }: Ledger, last: Uint8Array): Uint8Array =>
  logRoot(crypto.hash, [...log.flatMap((name) => orders.get(name)?.sealed.orderHash ?? []), last])

const isItsReceipt = (known: Known, ledger: Ledger, { receipt: { receipt } }: EventOf<'receipt'>): boolean =>
  receipt.eon === ledger.eon &&
  receipt.index === BigInt(ledger.log.length) &&
  sameBytes(receipt.order, known.sealed.orderHash) &&
  sameBytes(receipt.commitment, commitmentWith(ledger, known.sealed.orderHash))

/** Key material and an order are those that are sealed. */
const opens = ({ sealed }: Known, { params, crypto }: Ledger, root: bigint, order: Order): boolean => {
  const { modulus: n, end } = sealed.puzzle
  return (
    bitsOf(root) <= bitsOf(n) &&
    hasDatum(order) &&
    (root * root) % n === end &&
    opensAs(params, crypto, sealed, root, order)
  )
}

const opening: ReadonlyArray<Condition<EventOf<'open' | 'solve'>>> = [
  isSound,
  { clause: 'SO-25', says: 'the order has its receipt, and is still closed', holds: isClosed },
  {
    clause: 'SO-26',
    says: 'the key material is the square root of C_K, and opens the ciphertext as this order',
    holds: (ledger, event) =>
      !isClosed(ledger, event) || whenKnown((known) => opens(known, ledger, event.root, event.order))(ledger, event),
  },
]

/** As many signatures as the trader has accounts, each on K(j) and the account as it is after the order. */
const arePermits = (known: Known, ledger: Ledger, { permits }: EventOf<'acknowledge'>): boolean => {
  const { params, crypto } = ledger
  const { key, accounts } = settledBy(ledger, known)
  return (
    permits.length === accounts.length &&
    accounts.every((account, i) =>
      crypto.verify(params.operator, permitDatum(params.contract, key, account), permits[i] as Uint8Array),
    )
  )
}

/** The conditions of each event, in order of precedence: of several that fail, the first is the reason. */
export const conditions: Conditions<Ledger, Event> = {
  submit: [
    isSound,
    ...linesOf(verifyPuzzle, puzzleClaim),
    ...linesOf(verifyMoonwalk, moonwalkClaim),
    {
      clause: 'SO-21',
      says: 'the order is of the eon that runs',
      holds: ({ eon }, { sealed }) => sealed.eon === eon,
    },
    {
      clause: 'SO-22',
      says: 'no order came with this reference before, but such as are void',
      holds: (ledger, { sealed }) => {
        const known = orderOf(ledger, sealed.reference)
        return known === undefined || isVoid(known, ledger)
      },
    },
  ],
  receipt: [
    isSound,
    { clause: 'SO-23', says: 'an order of this eon with this reference waits for its receipt', holds: waits },
    {
      clause: 'SO-24',
      says: 'the receipt is of this eon, the next place of its log, this order, and the log that ends with it',
      holds: (ledger, event) => !waits(ledger, event) || whenKnown<EventOf<'receipt'>>(isItsReceipt)(ledger, event),
    },
    {
      clause: 'SO-24',
      says: 'the operator signed the receipt',
      holds: ({ params, crypto }, { receipt: { receipt, byOperator } }) =>
        isAmount(receipt.eon) &&
        isAmount(receipt.index) &&
        crypto.verify(params.operator, receiptDatum(params.contract, receipt), byOperator),
    },
  ],
  open: opening,
  solve: [
    ...opening,
    {
      clause: 'SO-27',
      says: 'the time that the fastest processor needs has gone by since the receipt',
      holds: (ledger, event) =>
        !areSound(ledger.params) ||
        !isClosed(ledger, event) ||
        whenKnown(({ receiptedAt = 0n, sealed }) => ledger.time - receiptedAt >= delayOf(ledger.params, sealed.puzzle))(
          ledger,
          event,
        ),
    },
  ],
  acknowledge: [
    isSound,
    {
      clause: 'SO-28',
      says: 'the order is open, and not yet acknowledged',
      holds: whenKnown(({ openedAt, isAcknowledged }) => openedAt !== undefined && isAcknowledged !== true),
    },
    {
      clause: 'SO-29',
      says: 'the operator signed K(j) and each account of the trader as it is after the order',
      holds: (ledger, event) =>
        orderOf(ledger, event.reference)?.order === undefined ||
        whenKnown<EventOf<'acknowledge'>>(arePermits)(ledger, event),
    },
    {
      clause: 'SO-30',
      says: 'for an order that had to be solved, the penalty has gone by since',
      holds: (ledger, event) => {
        const known = orderOf(ledger, event.reference)
        return known?.isSolved !== true || ledger.time - (known.openedAt ?? 0n) >= ledger.params.penalty
      },
    },
  ],
  advance: [
    isSound,
    {
      clause: 'SO-31',
      says: 'the time is a later one, and an amount',
      holds: (ledger, { time }) => time > ledger.time && isAmount(time),
    },
  ],
  endEon: [
    isSound,
    { clause: 'SO-32', says: 'the eon that ends is the one that runs', holds: (ledger, { eon }) => eon === ledger.eon },
    {
      clause: 'SO-33',
      says: 'every order that has a receipt is open',
      holds: ({ orders, log }) => log.every((name) => orders.get(name)?.openedAt !== undefined),
    },
  ],
}

/** The conditions that an event fails, in order of precedence. */
export const failing = (ledger: Ledger, event: Event): ReadonlyArray<Condition<Event>> =>
  failingOf(conditions, ledger, event)
