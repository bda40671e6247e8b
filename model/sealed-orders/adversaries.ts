import * as E from 'fp-ts/lib/Either.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Bytes } from '../../spec/primitives/types.js'
import { PLAINTEXT } from '../../spec/sealed-orders/data.js'
import type { Known, Ledger } from '../../spec/sealed-orders/ledger.js'
import type { Event } from '../../spec/sealed-orders/types.js'
import { step } from '../core/machine.js'
import { lock, lockAt, toyGroup, toyLimits } from './group.js'
import { rules, submissions } from './machine.js'
import { acknowledgement, receiptFor, solution } from './operator.js'
import { type Changes, castOf, submission } from './trader.js'

/** A run with somebody in it who does not keep to the protocol. */
export interface Adversary {
  readonly name: string
  readonly who: 'operator' | 'trader'
  readonly does: string
  /** The clause that catches it, and whether by refusing an event or by what is shown. */
  readonly clause: ClauseId
  readonly by: 'refusal' | 'score'
  /** What the other side holds. */
  readonly evidence: string
  readonly run: () => Caught
}

/** How a run ended: the refusal of its last event, if it was refused, and the state. */
export interface Caught {
  readonly events: ReadonlyArray<Event>
  readonly refusedBy: ClauseId | undefined
  readonly ledger: Ledger
}

const cast = castOf()
const SELL = { side: 'sell', price: 3n, volume: 10n } as const

/** Plays events that may look at the state before them; the first refusal ends the run. */
const played = (...plan: ReadonlyArray<(ledger: Ledger) => Event>): Caught => {
  const next = step(rules)
  let ledger = submissions.init(cast.params)
  const events: Event[] = []
  for (const choose of plan) {
    const event = choose(ledger)
    events.push(event)
    const outcome = next(ledger, event)
    if (E.isLeft(outcome)) return { events, refusedBy: outcome.left.clause, ledger }
    ledger = outcome.right.state
  }
  return { events, refusedBy: undefined, ledger }
}

const sent = (ledger: Ledger, changes: Changes = {}) => submission(cast, ledger, 'alice', SELL, changes)
const submit =
  (changes?: Changes) =>
  (ledger: Ledger): Event =>
    sent(ledger, changes).event
const lastOf = ({ orders }: Ledger): Known => [...orders.values()].at(-1) as Known
const referenceOf = (ledger: Ledger): Bytes => lastOf(ledger).sealed.reference
const receipt = (ledger: Ledger): Event => receiptFor(cast, ledger, referenceOf(ledger))
const clock = (time: bigint) => (): Event => ({ tag: 'advance', time })
const opening =
  (tag: 'open' | 'solve') =>
  (ledger: Ledger): Event => {
    const { sealed } = lastOf(ledger)
    const { order } = sent(submissions.init(cast.params))
    return { tag, reference: sealed.reference, root: solution(sealed), order }
  }
const acknowledge = (ledger: Ledger): Event => acknowledgement(cast, ledger, referenceOf(ledger))

/** An exponent that the squarings do not lead to. Two rounds let one in 289 pass: this one is caught. */
const ELSEWHERE = 4321n

const rubbish = new Uint8Array(32).fill(7) as Bytes

/** Who does not keep to the protocol, how it is caught, and what the other side then has. */
export const adversaries: ReadonlyArray<Adversary> = [
  {
    name: 'peeks-and-hides-it',
    who: 'operator',
    does: 'solves the order before it gives the receipt, and inserts its own in between',
    clause: 'SO-36',
    by: 'score',
    evidence: 'a late receipt, and a score that falls; no proof, for a slow operator looks the same',
    run: () => played(submit(), clock(8n), receipt, opening('open')),
  },
  {
    name: 'peeks-and-shows-it',
    who: 'operator',
    does: 'solves the order before it gives the receipt, and shows the key right after',
    clause: 'SO-27',
    by: 'refusal',
    evidence: 'the signed receipt, and a key shown sooner after it than anybody could have found it',
    run: () => played(submit(), clock(8n), receipt, opening('solve')),
  },
  {
    name: 'gives-another-place',
    who: 'operator',
    does: 'gives a receipt for the place after the next, to put its own order before it',
    clause: 'SO-24',
    by: 'refusal',
    evidence: 'the signed receipt, which no log of the eon can answer',
    run: () => played(submit(), (ledger) => receiptFor(cast, ledger, referenceOf(ledger), { index: 1n })),
  },
  {
    name: 'withholds-the-key',
    who: 'trader',
    does: 'does not open its order; the operator solves it, and waits with the permit',
    clause: 'SO-30',
    by: 'refusal',
    evidence: 'the sealed order, with the proof that squaring opens it',
    run: () => played(submit(), receipt, clock(8n), opening('solve'), acknowledge),
  },
  {
    name: 'withholds-the-key-to-the-end',
    who: 'trader',
    does: 'does not open its order; as long as it is closed the eon cannot end',
    clause: 'SO-33',
    by: 'refusal',
    evidence: 'the sealed order, with the proof that squaring opens it',
    run: () => played(submit(), receipt, () => ({ tag: 'endEon', eon: 1n })),
  },
  {
    name: 'sends-another-order-meanwhile',
    who: 'trader',
    does: 'withholds a key, and sends its next order without the permit for it',
    clause: 'SO-18',
    by: 'refusal',
    evidence: 'nothing is owed: there is no proof of such an order',
    run: () =>
      played(submit(), receipt, (ledger) => {
        const permit = new Uint8Array(64) as Bytes
        return sent(ledger, { turn: 2, permits: { give: permit, take: permit } }).event
      }),
  },
  {
    name: 'reuses-a-reference',
    who: 'trader',
    does: 'sends a second order with the same key of its chain',
    clause: 'SO-22',
    by: 'refusal',
    evidence: 'two sealed orders with one reference',
    run: () => played(submit(), receipt, submit({ order: (order) => ({ ...order, price: 4n }) })),
  },
  {
    name: 'seals-rubbish',
    who: 'trader',
    does: 'seals what is no order',
    clause: 'SO-15',
    by: 'refusal',
    evidence: 'nothing is owed: there is no proof of it',
    run: () => played(submit({ plaintext: () => new Uint8Array(PLAINTEXT).fill(7) })),
  },
  {
    name: 'hashes-rubbish',
    who: 'trader',
    does: 'seals an order, and sends the hash of something else for the log (T3)',
    clause: 'SO-16',
    by: 'refusal',
    evidence: 'nothing is owed: there is no proof of it',
    run: () => played(submit({ statement: (statement) => ({ ...statement, orderHash: rubbish }) })),
  },
  {
    name: 'hides-another-key',
    who: 'trader',
    does: 'seals an order by a number that the squarings do not lead to',
    clause: 'SO-10',
    by: 'refusal',
    evidence: 'nothing is owed: Algorithm 11 fails',
    run: () =>
      played(
        submit({
          lock: ({ puzzle }) => lockAt(toyGroup, toyLimits, 4, puzzle.generator, ELSEWHERE),
          proof: {
            powers: (powers) => [
              ...powers.slice(0, -1),
              lockAt(toyGroup, toyLimits, 4, lock(toyGroup, toyLimits, 4).puzzle.generator, ELSEWHERE).puzzle.end,
            ],
          },
        }),
      ),
  },
  {
    name: 'cannot-pay',
    who: 'trader',
    does: 'seals an order that gives more than it has',
    clause: 'SO-19',
    by: 'refusal',
    evidence: 'nothing is owed: there is no proof of it',
    run: () => played((ledger) => submission(cast, ledger, 'alice', { ...SELL, volume: 101n }).event),
  },
]
