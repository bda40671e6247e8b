import type { Bytes } from '../primitives/types.js'
import { accountName, type Known, type Ledger, nameOf, orderOf, settledBy } from './ledger.js'
import type { Event, EventOf, Outputs } from './types.js'

/** What an event leads to. */
export interface Effect {
  readonly ledger: Ledger
  readonly outputs: Outputs
}

type Changes = { readonly [Tag in Event['tag']]: (ledger: Ledger, event: EventOf<Tag>) => Ledger }

const changing = (ledger: Ledger, reference: Uint8Array, by: (known: Known) => Partial<Known>): Ledger => {
  const known = orderOf(ledger, reference)
  return known === undefined
    ? ledger
    : { ...ledger, orders: new Map(ledger.orders).set(nameOf(reference), { ...known, ...by(known) }) }
}

const changes: Changes = {
  submit: (ledger, { sealed }) => {
    const orders = new Map(ledger.orders)
    // A void order that comes again stands where it came last.
    orders.delete(nameOf(sealed.reference))
    return { ...ledger, orders: orders.set(nameOf(sealed.reference), { sealed, submittedAt: ledger.time }) }
  },
  receipt: (ledger, { reference }) => ({
    ...changing(ledger, reference, () => ({ place: ledger.log.length, receiptedAt: ledger.time })),
    log: [...ledger.log, nameOf(reference)],
  }),
  open: (ledger, { reference, order }) => changing(ledger, reference, () => ({ order, openedAt: ledger.time })),
  solve: (ledger, { reference, order }) =>
    changing(ledger, reference, () => ({ order, openedAt: ledger.time, isSolved: true })),
  acknowledge: (ledger, { reference }) => {
    const known = orderOf(ledger, reference)
    if (known === undefined) return ledger
    const { accounts } = settledBy(ledger, known)
    return {
      ...changing(ledger, reference, () => ({ isAcknowledged: true })),
      accounts: new Map([...ledger.accounts, ...accounts.map((account) => [accountName(account), account] as const)]),
    }
  },
  advance: (ledger, { time }) => ({ ...ledger, time }),
  endEon: (ledger, { eon }) => ({ ...ledger, eon: eon + 1n, log: [], visible: 0 }),
}

/** How many orders at the front of the log are open: those behind the first closed one cannot be matched. */
export const openAtFront = ({ orders, log }: Pick<Ledger, 'orders' | 'log'>): number => {
  const first = log.findIndex((name) => orders.get(name)?.openedAt === undefined)
  return first < 0 ? log.length : first
}

/** What an event does, where all of its conditions hold. */
export const effectOf = (ledger: Ledger, event: Event): Effect => {
  const changed = (changes[event.tag] as (ledger: Ledger, event: Event) => Ledger)(ledger, event)
  const visible = openAtFront(changed)
  const entered = changed.log.slice(changed.visible, visible).flatMap((name): ReadonlyArray<Bytes> => {
    const known = changed.orders.get(name)
    return known === undefined ? [] : [known.sealed.reference]
  })
  return { ledger: { ...changed, visible }, outputs: { entered } }
}
