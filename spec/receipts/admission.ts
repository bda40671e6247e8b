import type { Condition as ConditionOf, Conditions } from '../core/condition.js'
import { conditionsFor, failingOf } from '../core/condition.js'
import { isAmount } from '../primitives/clauses.js'
import { sameBytes } from '../primitives/suite.js'
import { noArrivals, receiptDatum } from './data.js'
import { committedOf, currentEon, epochOf, type Ledger, openChallenge, position, receiptKey } from './ledger.js'
import { hasShape, type Recomputed, recompute } from './proofs.js'
import type { Event, EventOf } from './types.js'

/** What the conditions look at: all but the orders. */
export type Known = Omit<Ledger, 'orders'>

/** A condition of this chapter: one assertion. */
export type Condition<E> = ConditionOf<Known, E>

const isRunning: Condition<unknown> = {
  clause: 'RE-1',
  says: 'the market is not halted',
  holds: ({ halt }) => halt === undefined,
}

/** What Algorithm 2 computes of an answer; nothing, where no log is committed or the path has not its shape. */
const recomputed = (known: Known, { receipt, path }: EventOf<'answer'>): Recomputed | undefined => {
  const committed = committedOf(known, receipt.eon)
  return committed && recompute(known.checking.hash, { ...receipt, size: committed.size, path })
}

/** The conditions of each event, in order of precedence: of several that fail, the first is the reason. */
export const conditions: Conditions<Known, Event> = {
  advance: [
    {
      clause: 'RE-2',
      says: 'the block is a later one',
      holds: (known, { block }) => block > known.block && isAmount(block),
    },
  ],
  append: [isRunning],
  commit: [
    isRunning,
    {
      clause: 'PR-1',
      says: 'the eon and the size are amounts',
      holds: (_, { eon, size }) => isAmount(eon) && isAmount(size),
    },
    {
      clause: 'RE-6',
      says: 'the log is that of the eon before the one that runs',
      holds: (known, { eon }) => eon > 0n && eon === currentEon(known) - 1n,
    },
    {
      clause: 'RE-7',
      says: 'the eon has no committed log',
      holds: (known, { eon }) => committedOf(known, eon) === undefined,
    },
    {
      clause: 'RE-8',
      says: 'a log of no order has the root of the empty one',
      holds: ({ checking }, { size, root }) => size !== 0n || sameBytes(root, checking.hash(noArrivals)),
    },
  ],
  challenge: [
    isRunning,
    {
      clause: 'PR-1',
      says: 'the eon and the place are amounts',
      holds: (_, { receipt }) => isAmount(receipt.eon) && isAmount(receipt.index),
    },
    {
      clause: 'RE-9',
      says: 'the receipt is of the eon before the one that runs',
      holds: (known, { receipt }) => receipt.eon === currentEon(known) - 1n,
    },
    {
      clause: 'RE-10',
      says: 'the first epoch of the eon is over',
      holds: (known) => position(known) >= epochOf(known.params),
    },
    {
      clause: 'RE-11',
      says: 'the operator signed the receipt',
      holds: ({ params, checking }, { receipt, byOperator }) =>
        isAmount(receipt.eon) &&
        isAmount(receipt.index) &&
        checking.verify(params.operator, receiptDatum(params.contract, receipt), byOperator),
    },
    {
      clause: 'RE-12',
      says: 'the receipt was not challenged before',
      holds: ({ challenges }, { receipt }) => !challenges.has(receiptKey(receipt)),
    },
  ],
  answer: [
    isRunning,
    {
      clause: 'RE-13',
      says: 'a challenge with this receipt is open',
      holds: (known, { receipt }) => openChallenge(known, receipt) !== undefined,
    },
    {
      clause: 'RE-14',
      says: 'the log of the eon is committed',
      holds: (known, { receipt }) => committedOf(known, receipt.eon) !== undefined,
    },
    {
      clause: 'RE-15',
      says: 'the place lies within the committed log',
      holds: (known, { receipt: { eon, index } }) => {
        const committed = committedOf(known, eon)
        return committed !== undefined && index >= 0n && index < committed.size
      },
    },
    {
      clause: 'RE-16',
      says: 'the path has as many siblings as there are on the way from the place',
      holds: (known, { receipt: { eon, index }, path }) => {
        const committed = committedOf(known, eon)
        return committed !== undefined && hasShape({ index, size: committed.size, path })
      },
    },
    {
      clause: 'RE-17',
      says: 'the left siblings lead from the order to the commitment of the receipt',
      holds: (known, event) => {
        const found = recomputed(known, event)
        return found !== undefined && sameBytes(found.commitment, event.receipt.commitment)
      },
    },
    {
      clause: 'RE-18',
      says: 'all siblings lead from the order to the committed root',
      holds: (known, event) => {
        const committed = committedOf(known, event.receipt.eon)
        const found = recomputed(known, event)
        return committed !== undefined && found !== undefined && sameBytes(found.root, committed.root)
      },
    },
  ],
}

/** The conditions of an event, in order of precedence. */
export const conditionsOf = (event: Event): ReadonlyArray<Condition<Event>> => conditionsFor(conditions, event)

/** The conditions that an event fails, in order of precedence. */
export const failing = (known: Known, event: Event): ReadonlyArray<Condition<Event>> =>
  failingOf(conditions, known, event)
