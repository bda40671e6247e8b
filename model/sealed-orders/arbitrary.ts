import * as fc from 'fast-check'
import type { Bytes } from '../../spec/primitives/types.js'
import { type Known, type Ledger, nameOf } from '../../spec/sealed-orders/ledger.js'
import { delayOf } from '../../spec/sealed-orders/score.js'
import type { Event, EventOf, Order, Outputs, Params } from '../../spec/sealed-orders/types.js'
import { type Choice, type Drawing, pick } from '../core/arbitrary.js'
import { acknowledgement, receiptFor } from './operator.js'
import { type Cast, CHAIN_LENGTH, castOf, submission } from './trader.js'

/** What traders know of the orders that they sent: what opens each, and what it says. */
export type Memory = ReadonlyMap<string, { readonly root: bigint; readonly order: Order }>

/** An event, and what a trader knows more with it. */
export interface Drawn {
  readonly event: Event
  readonly memory: Memory
}

/** Any parameters; everybody’s secrets follow from their names. */
export const params: fc.Arbitrary<Params> = fc
  .record({
    hash: fc.constantFrom('sha256', 'keccak256'),
    signature: fc.constantFrom('ed25519', 'secp256k1'),
    speed: fc.constantFrom(1n, 2n, 5n),
    penalty: fc.constantFrom(0n, 5n),
    reward: fc.constantFrom(1n, 2n),
    fine: fc.constantFrom(0n, 3n),
  } as const)
  .map((changes) => castOf(changes as Partial<Params>).params)

type Picks = Choice['picks']

/**
 * Reads a choice as an event: of a hundred 30 submissions, 20 receipts, 15 openings, 10 solutions, 10 acknowledgements, 10
 * steps of the clock, 2 ends of the eon; and where there is nothing of the kind, or else, something that is refused.
 */
export const draw = (cast: Cast, memory: Memory, ledger: Ledger, { kind, picks }: Choice): Drawn => {
  const known = [...ledger.orders.values()]
  const of = (holds: (one: Known) => boolean): Known | undefined => {
    const some = known.filter(holds)
    return some[picks[1] % Math.max(1, some.length)]
  }
  const only = (event: Event): Drawn => ({ event, memory })
  const waiting = of(({ sealed, receiptedAt }) => sealed.eon === ledger.eon && receiptedAt === undefined)
  const closed = of(({ receiptedAt, openedAt }) => receiptedAt !== undefined && openedAt === undefined)
  const open = of(({ openedAt, isAcknowledged }) => openedAt !== undefined && isAcknowledged !== true)
  if (kind < 30) return submitted(cast, memory, ledger, picks)
  if (kind < 50 && waiting !== undefined) return only(receiptFor(cast, ledger, waiting.sealed.reference))
  if (kind < 65 && closed !== undefined) return only(opening('open', memory, closed))
  if (kind < 75 && closed !== undefined) {
    const due = (closed.receiptedAt ?? 0n) + delayOf(ledger.params, closed.sealed.puzzle)
    return only(
      ledger.time >= due || picks[0] % 8 === 0
        ? opening('solve', memory, closed)
        : { tag: 'advance', time: due - BigInt(picks[0] % 2) },
    )
  }
  if (kind < 85 && open !== undefined) return only(acknowledgement(cast, ledger, open.sealed.reference))
  if (kind < 95) return only({ tag: 'advance', time: ledger.time + BigInt(picks[0] % 12) })
  if (kind < 97) return only({ tag: 'endEon', eon: ledger.eon })
  return only(refused(cast, ledger, known[picks[1] % Math.max(1, known.length)], memory, picks))
}

const ordersMade = ({ orders }: Ledger, memory: Memory, trader: string): number =>
  [...orders.values()].filter(
    ({ sealed, isAcknowledged }) =>
      memory.get(nameOf(sealed.reference))?.order.trader === trader && isAcknowledged === true,
  ).length

const submitted = (cast: Cast, memory: Memory, ledger: Ledger, [a, b, c, d, e]: Picks): Drawn => {
  const trader = pick(['alice', 'bob', 'carol'], a)
  const turn = Math.min(ordersMade(ledger, memory, trader) + 1, CHAIN_LENGTH)
  const wish = {
    side: pick<'sell' | 'buy'>(['sell', 'buy'], b),
    price: BigInt(1 + (c % 4)),
    volume: BigInt(d % 13),
  } as const
  const { event, root, order } = submission(cast, ledger, trader, wish, { turn, steps: 3 + (e % 3) })
  const name = nameOf(event.sealed.reference)
  const isNew = ledger.orders.get(name)?.receiptedAt === undefined
  return { event, memory: isNew ? new Map([...memory, [name, { root, order }]]) : memory }
}

const opening = (tag: 'open' | 'solve', memory: Memory, { sealed }: Known): EventOf<'open' | 'solve'> => {
  const { root, order } = memory.get(nameOf(sealed.reference)) ?? NOTHING
  return { tag, reference: sealed.reference, root, order }
}

const NOTHING = { root: 1n, order: {} as Order }

/** An event that some condition refuses. */
const refused = (cast: Cast, ledger: Ledger, some: Known | undefined, memory: Memory, picks: Picks): Event => {
  const strange = new Uint8Array(32) as Bytes
  const reference = some?.sealed.reference ?? strange
  const own = memory.get(nameOf(reference))
  const wrong: ReadonlyArray<Event> = [
    { tag: 'advance', time: ledger.time },
    { tag: 'endEon', eon: ledger.eon + 1n },
    receiptFor(cast, ledger, reference),
    receiptFor(cast, ledger, reference, { index: BigInt(ledger.log.length) + 1n }),
    acknowledgement(cast, ledger, reference),
    ...(own === undefined
      ? []
      : [
          { tag: 'open', reference, root: own.root + 1n, order: own.order } as const,
          { tag: 'open', reference, root: own.root, order: { ...own.order, volume: own.order.volume + 1n } } as const,
          { tag: 'solve', reference, ...own } as const,
        ]),
  ]
  return wrong[picks[0] % wrong.length] as Event
}

/** Draws the events of a run, with what its traders remember of their orders. */
export const drawing = (params: Params): Drawing<Ledger, Event, Outputs> => {
  let cast: Cast | undefined
  let memory: Memory = new Map()
  return {
    draw: (ledger, choice) => {
      cast ??= castOf(params)
      const drawn = draw(cast, memory, ledger, choice)
      memory = drawn.memory
      return drawn.event
    },
  }
}
