import { List } from 'immutable'
import type { Checking } from '../primitives/suite.js'
import type { Bytes } from '../primitives/types.js'
import type { Known } from './admission.js'
import { receiptDatum } from './data.js'
import { currentEon, eonOf, epochOf, type Ledger, receiptKey, startOf } from './ledger.js'
import { logRoot } from './proofs.js'
import type { Event, EventOf, Halt, Issued, Outputs, Params } from './types.js'

/** The market at block 0: no order has arrived. */
export const opened = (params: Params, checking: Checking): Ledger => ({
  params,
  checking,
  block: 0n,
  orders: List(),
  committed: [],
  challenges: new Map(),
  halt: undefined,
})

/**
 * When the market halts, if nothing happens up to a block: at the start of the second eon after one whose log is not
 * committed by then, or once a challenge is more than an epoch old and open; whichever comes first.
 */
export const haltBy = (known: Known, block: bigint): Halt | undefined => {
  const { params } = known
  const last = known.committed.at(-1)?.eon ?? 0n
  // The log of an eon is committed in the eon after it, and of eon 0 there is none.
  const missing = { at: startOf(params, last + 3n), why: 'uncommitted' } as const
  // They stand in the order in which they were opened.
  const oldest = [...known.challenges.values()].find(({ isOpen }) => isOpen)?.block
  const late = oldest === undefined ? undefined : ({ at: oldest + epochOf(params) + 1n, why: 'unanswered' } as const)
  const first = late !== undefined && late.at <= missing.at ? late : missing
  return first.at <= block ? { eon: eonOf(params, first.at), why: first.why } : undefined
}

/** The receipt of an order that arrives as the `index`th of the eon that runs, in a log with this root. */
export const issue = (known: Known, order: Bytes, index: bigint, commitment: Uint8Array): Issued => {
  const receipt = { eon: currentEon(known), index, order, commitment: commitment as Bytes }
  return { receipt, signs: known.checking.hash(receiptDatum(known.params.contract, receipt)) as Bytes }
}

type Quiet = Exclude<Event['tag'], 'append'>
type Changes = {
  readonly [Tag in Quiet]: <K extends Known>(known: K, event: EventOf<Tag>) => K
}

/** What each event but an arrival changes once all of its conditions hold. */
const changes: Changes = {
  advance: (known, { block }) => {
    const eon = eonOf(known.params, block)
    // A committed log matters for the eon in which it is challenged and the one after, in which it is answered.
    const matters = ({ eon: its }: { readonly eon: bigint }): boolean => its >= eon - 2n
    return {
      ...known,
      block,
      halt: known.halt ?? haltBy(known, block),
      challenges: new Map([...known.challenges].filter(([, { isOpen, receipt }]) => isOpen || matters(receipt))),
      committed: known.committed.filter(matters),
    }
  },
  commit: (known, { eon, size, root }) => ({ ...known, committed: [...known.committed, { eon, size, root }] }),
  challenge: (known, { receipt }) => ({
    ...known,
    challenges: new Map(known.challenges).set(receiptKey(receipt), { receipt, block: known.block, isOpen: true }),
  }),
  answer: (known, { receipt }) => {
    const at = receiptKey(receipt)
    const challenge = known.challenges.get(at)
    return challenge === undefined
      ? known
      : { ...known, challenges: new Map(known.challenges).set(at, { ...challenge, isOpen: false }) }
  },
}

/** What an event that is no arrival changes of what is known. */
export const changed = <K extends Known>(known: K, event: EventOf<Quiet>): K =>
  (changes[event.tag] as <A extends Known>(known: A, event: Event) => A)(known, event)

/** The halt that an event brought, if it did. */
export const haltedBy = (before: Known, after: Known): Outputs =>
  after.halt === undefined || before.halt !== undefined ? {} : { halted: after.halt }

/** What an accepted event does, and what it answers. An arrival takes as many hashes as there are orders, twice. */
export const effectOf = (ledger: Ledger, event: Event): { readonly ledger: Ledger; readonly outputs: Outputs } => {
  if (event.tag === 'append') {
    const orders = ledger.orders.push(event.order)
    const commitment = logRoot(ledger.checking.hash, orders.toArray())
    return {
      ledger: { ...ledger, orders },
      outputs: { issued: issue(ledger, event.order, BigInt(ledger.orders.size), commitment) },
    }
  }
  const next = changed(ledger, event)
  const isNewEon = currentEon(next) !== currentEon(ledger)
  return { ledger: isNewEon ? { ...next, orders: List() } : next, outputs: haltedBy(ledger, next) }
}
