import { Map as ImmutableMap, Set as ImmutableSet } from 'immutable'
import type { Checking } from '../primitives/suite.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { emptyCommitment } from './allotment.js'
import { type Matter, matterOf, openChallenge } from './assertions.js'
import { noOperations, operationDatum } from './data.js'
import {
  type Challenge,
  challengeKey,
  currentEon,
  eonOf,
  epochOf,
  heldOf,
  key,
  type Ledger,
  requestedIn,
  startOf,
  unpaidOf,
} from './ledger.js'
import { allotmentOf } from './proofs.js'
import { recoverable, takenFor } from './settlement.js'
import type { Event, EventOf, Halt, Outputs, Params } from './types.js'

/** What an accepted event does: to what the verifier knows, and to those whom it pays. */
export interface Effect {
  readonly ledger: Ledger
  readonly outputs: Outputs
}

type Effects = { readonly [Tag in Event['tag']]: (ledger: Ledger, event: EventOf<Tag>) => Effect }

/** The verifier at block 0: nobody has anything, and the checkpoints of the eons 0 and 1 say so. */
export const opened = (params: Params, checking: Checking): Ledger => {
  const { root } = emptyCommitment(checking.hash, params)
  return {
    params,
    checking,
    block: 0n,
    roots: ImmutableMap([
      ['0', root],
      ['1', root],
    ]),
    deposits: ImmutableMap(),
    withdrawals: ImmutableMap(),
    unpaid: ImmutableMap(),
    flows: ImmutableMap(),
    held: ImmutableMap(),
    operations: ImmutableMap([['1', checking.hash(noOperations(params, 1n))]]),
    challenges: ImmutableMap(),
    halt: undefined,
    recovered: ImmutableSet(),
  }
}

const nothing: Outputs = { paid: [] }
const quietly = (ledger: Ledger): Effect => ({ ledger, outputs: nothing })

const add = <K>(map: ImmutableMap<K, bigint>, at: K, amount: bigint): ImmutableMap<K, bigint> =>
  map.set(at, (map.get(at) ?? 0n) + amount)

const flow = (ledger: Ledger, coin: CoinId, eon: bigint, amount: bigint): Ledger['flows'] =>
  add(add(ledger.flows, key(coin), amount), key(coin, eon), amount)

/**
 * When the exchange halts, if nothing happens up to a block: at the start of the eon after one without a checkpoint, or
 * after the first epoch of the eon after one in which a challenge was opened that is still open; whichever comes first.
 */
export const haltBy = (ledger: Ledger, block: bigint): Halt | undefined => {
  const { params } = ledger
  const eon = currentEon(ledger)
  const missing = ledger.roots.has(key(eon)) ? eon + 1n : eon
  // All challenges that are open are of one eon: before one of the next can be opened, the exchange halts.
  const unanswered = ledger.challenges.find(({ isOpen }) => isOpen)?.eon ?? missing
  const [last, wait] = unanswered < missing ? [unanswered, epochOf(params)] : [missing, 0n]
  return startOf(params, last + 1n) + wait <= block ? { eon: last + 1n, safe: last - 1n } : undefined
}

const open = (ledger: Ledger, { kind, trader, matter }: Matter, coin: CoinId, about: Challenge['about']): Effect => {
  const { block } = ledger
  const eon = currentEon(ledger)
  const challenge: Challenge = { kind, trader, coin, eon, block, isOpen: true, about }
  return quietly({ ...ledger, challenges: ledger.challenges.set(challengeKey(kind, eon, trader, matter), challenge) })
}

const close = (ledger: Ledger, matter: Matter): Effect => {
  const challenge = openChallenge(ledger, matter)
  if (challenge === undefined) return quietly(ledger)
  const at = challengeKey(challenge.kind, challenge.eon, challenge.trader, matter.matter)
  return quietly({ ...ledger, challenges: ledger.challenges.set(at, { ...challenge, isOpen: false }) })
}

const pay = (ledger: Ledger, trader: TraderId, coin: CoinId, amount: bigint): Effect => ({
  ledger: { ...ledger, held: ledger.held.set(coin, heldOf(ledger, coin) - amount) },
  outputs: { paid: amount === 0n ? [] : [{ trader, coin, amount }] },
})

/** The challenges that still matter when it is some eon: what was answered counts in its own eon only. */
const recent = (ledger: Ledger, eon: bigint): Ledger['challenges'] =>
  eon === currentEon(ledger) ? ledger.challenges : ledger.challenges.filter(({ isOpen }) => isOpen)

/** What each event does once all of its conditions hold. */
export const effects: Effects = {
  advance: (ledger, { block }) => {
    const eon = eonOf(ledger.params, block)
    const key_ = key(eon)
    const halt = ledger.halt ?? haltBy(ledger, block)
    const operations = ledger.operations.has(key_)
      ? ledger.operations
      : ledger.operations.set(key_, ledger.checking.hash(noOperations(ledger.params, eon)))
    return {
      ledger: { ...ledger, block, halt, operations, challenges: recent(ledger, eon) },
      outputs: halt === undefined || ledger.halt !== undefined ? nothing : { paid: [], halted: halt },
    }
  },
  deposit: (ledger, { trader, coin, amount }) => {
    const eon = currentEon(ledger)
    const before = ledger.operations.get(key(eon)) as Uint8Array
    return quietly({
      ...ledger,
      held: ledger.held.set(coin, heldOf(ledger, coin) + amount),
      deposits: add(ledger.deposits, key(trader, coin, eon), amount),
      flows: flow(ledger, coin, eon, amount),
      operations: ledger.operations.set(key(eon), ledger.checking.hash(operationDatum(before, coin, trader, amount))),
    })
  },
  checkpoint: (ledger, { root }) => quietly({ ...ledger, roots: ledger.roots.set(key(currentEon(ledger)), root) }),
  requestWithdrawal: (ledger, { trader, coin, amount }) => {
    const eon = currentEon(ledger)
    const requested = requestedIn(ledger, trader, coin, eon) + amount
    return quietly({
      ...ledger,
      withdrawals: ledger.withdrawals.set(key(trader, coin, eon), { amount: requested, isPaid: false }),
      unpaid: add(ledger.unpaid, key(trader, coin), amount),
      flows: flow(ledger, coin, eon, -amount),
    })
  },
  cancelWithdrawal: (ledger, { trader, coin, eon }) => {
    const amount = requestedIn(ledger, trader, coin, eon)
    return quietly({
      ...ledger,
      withdrawals: ledger.withdrawals.delete(key(trader, coin, eon)),
      unpaid: add(ledger.unpaid, key(trader, coin), -amount),
      flows: flow(ledger, coin, eon, amount),
    })
  },
  confirmWithdrawal: (ledger, { trader, coin, eon }) => {
    const amount = requestedIn(ledger, trader, coin, eon)
    return pay(
      {
        ...ledger,
        withdrawals: ledger.withdrawals.set(key(trader, coin, eon), { amount, isPaid: true }),
        unpaid: ledger.unpaid.set(key(trader, coin), unpaidOf(ledger, trader, coin) - amount),
      },
      trader,
      coin,
      amount,
    )
  },
  challengeBalance: (ledger, { trader, coin, claim, before }) =>
    open(ledger, { kind: 'balance', trader, matter: coin }, coin, {
      allotted: allotmentOf(before),
      claim: claim?.update,
    }),
  answerBalance: (ledger, { trader, coin }) => close(ledger, { kind: 'balance', trader, matter: coin }),
  challengeDelivery: (ledger, { trader, transfer }) =>
    open(ledger, { kind: 'delivery', trader, matter: matterOf(transfer) }, transfer.coin, { transfer }),
  answerDelivery: (ledger, { trader, transfer }) =>
    close(ledger, { kind: 'delivery', trader, matter: matterOf(transfer) }),
  challengePassiveDelivery: (ledger, { trader, transfer, after }) =>
    open(ledger, { kind: 'passive-delivery', trader, matter: matterOf(transfer) }, transfer.coin, {
      transfer,
      mark: after.passive.mark,
    }),
  answerPassiveDelivery: (ledger, { trader, transfer }) =>
    close(ledger, { kind: 'passive-delivery', trader, matter: matterOf(transfer) }),
  challengeSwap: (ledger, { trader, swap, sell }) =>
    open(ledger, { kind: 'swap', trader, matter: matterOf(swap) }, swap.sellCoin, {
      swap,
      taken: takenFor(ledger, swap, currentEon(ledger), sell),
    }),
  answerSwap: (ledger, { trader, swap }) => close(ledger, { kind: 'swap', trader, matter: matterOf(swap) }),
  punishSwap: (ledger) => {
    const eon = currentEon(ledger)
    const halt: Halt = { eon, safe: eon - 1n }
    return { ledger: { ...ledger, halt }, outputs: { paid: [], halted: halt } }
  },
  recover: (ledger, { trader, coin, proof }) => {
    const safe = ledger.halt?.safe ?? 0n
    const amount = recoverable(ledger, { trader, coin, safe }, proof)
    return pay({ ...ledger, recovered: ledger.recovered.add(key(trader, coin)) }, trader, coin, amount)
  },
}

/** What an event does that fails none of its conditions. */
export const effectOf = (ledger: Ledger, event: Event): Effect =>
  (effects[event.tag] as (ledger: Ledger, event: Event) => Effect)(ledger, event)
