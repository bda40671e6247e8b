import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../../model/core/machine.js'
import { answer as honestAnswer, paramsWith, signReceipt } from '../../../model/receipts/arbitrary.js'
import { receipts, rules } from '../../../model/receipts/machine.js'
import type { State } from '../../../model/receipts/state.js'
import type { Bytes } from '../../../spec/primitives/types.js'
import { logPath, logRoot } from '../../../spec/receipts/proofs.js'
import { Event, type EventOf, Params, type Receipt } from '../../../spec/receipts/types.js'
import { drafting } from '../spoil.js'

/** A run so far, and the receipts that it brought. */
export interface Scene {
  readonly params: Params
  readonly events: ReadonlyArray<Event>
  readonly state: State
  readonly receipts: ReadonlyArray<Receipt>
}

/** An event, or how one follows from the run so far. */
export type Next = Event | ((scene: Scene) => Event)

const next = step(rules)

/** An instance without a past. */
export const opened = (rest: Parameters<typeof paramsWith>[0] = {}): Scene => {
  const params = paramsWith(rest)
  return { params, events: [], state: receipts.init(params), receipts: [] }
}

/**
 * A run that goes on; every event is accepted.
 *
 * @throws Error if one is not: then the case is wrong, or the model is.
 */
export const happen = (scene: Scene, ...events: ReadonlyArray<Next>): Scene =>
  events.reduce<Scene>((now, made) => {
    const event = typeof made === 'function' ? made(now) : made
    const outcome = next(now.state, event)
    if (E.isLeft(outcome)) throw new Error(`${event.tag} was refused by ${outcome.left.clause}`)
    const { state, outputs } = outcome.right
    const issued = outputs.issued === undefined ? [] : [outputs.issued.receipt]
    return { params: now.params, events: [...now.events, event], state, receipts: [...now.receipts, ...issued] }
  }, scene)

/** The hash of an order that nobody can read yet: any bytes will do. */
export const blind = (n: number): Bytes => Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? n : 0xab)) as Bytes

export const arrive = (n: number): Event => ({ tag: 'append', order: blind(n) })
export const arrivals = (n: number): ReadonlyArray<Event> => Array.from({ length: n }, (_, i) => arrive(i))
export const advance = (block: bigint): Event => ({ tag: 'advance', block })

/** A log that is committed: of these orders, whatever arrived. */
export const commitOf =
  (eon: bigint, orders: ReadonlyArray<Bytes>) =>
  ({ state }: Scene): EventOf<'commit'> => ({
    tag: 'commit',
    eon,
    size: BigInt(orders.length),
    root: logRoot(state.checking.hash, orders) as Bytes,
  })

/** The receipt for the nth order of the run. */
export const receiptOf = ({ receipts: given }: Scene, n: number): Receipt => given[n] as Receipt

/** A challenge with a receipt that the operator signs, whatever it says. */
export const challengeWith = ({ params }: Scene, receipt: Receipt): EventOf<'challenge'> => ({
  tag: 'challenge',
  ...signReceipt(params, receipt),
})

export const challenge =
  (n: number) =>
  (scene: Scene): EventOf<'challenge'> =>
    challengeWith(scene, receiptOf(scene, n))

/** A challenge with another receipt for the place of the third, which the operator has signed too. */
export const challengeTwin = (scene: Scene): EventOf<'challenge'> =>
  challengeWith(scene, { ...receiptOf(scene, 2), order: blind(8), commitment: blind(77) })

/** A challenge with a receipt of the eon before the first, which the operator has signed. */
export const challengeOfEon0 = (scene: Scene): EventOf<'challenge'> =>
  challengeWith(scene, { eon: 0n, index: 0n, order: blind(0), commitment: blind(77) })

/** The honest answer, from the log that grew. */
export const answer =
  (n: number) =>
  ({ state, ...scene }: Scene): EventOf<'answer'> =>
    honestAnswer(state, receiptOf({ state, ...scene }, n))

/** The answer to the challenge of the third receipt from another log. */
export const answerIn = (scene: Scene, log: ReadonlyArray<Bytes>, place = 2): EventOf<'answer'> => ({
  tag: 'answer',
  receipt: receiptOf(scene, 2),
  path: logPath(scene.state.checking.hash, log, place) ?? [],
})

const orders = (n: number): ReadonlyArray<Bytes> => Array.from({ length: n }, (_, i) => blind(i))

/** Five orders in eon 1, which is over; blocks are 8 to an eon. */
export const grown = happen(opened(), ...arrivals(5), advance(8n))
/** Its log is committed. */
export const committed = happen(grown, commitOf(1n, orders(5)))
/** The first epoch is over, so receipts can be challenged. */
export const challengeable = happen(committed, advance(10n))
/** The third receipt is challenged. */
export const open = happen(challengeable, challenge(2))
/** The same before anything was committed. */
export const openUncommitted = happen(grown, advance(10n), challenge(2))
/** The challenge was not answered in time. */
export const halted = happen(open, advance(13n))

/** The third receipt is challenged after the operator has committed another log than the one that grew. */
export const cheated = (log: ReadonlyArray<Bytes>): Scene =>
  happen(grown, commitOf(1n, log), advance(10n), challenge(2))

/** The draft of a run. */
export const draft = drafting({ Params, Event }, ({ params }: Pick<Scene, 'params' | 'events'>) => params)
