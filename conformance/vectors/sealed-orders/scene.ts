import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../../model/core/machine.js'
import { rules, submissions } from '../../../model/sealed-orders/machine.js'
import { acknowledgement, receiptFor } from '../../../model/sealed-orders/operator.js'
import { type Cast, type Changes, castOf, submission, type Wish } from '../../../model/sealed-orders/trader.js'
import type { CoinId } from '../../../spec/primitives/types.js'
import type { Ledger } from '../../../spec/sealed-orders/ledger.js'
import { Event, type EventOf, type Order, Params } from '../../../spec/sealed-orders/types.js'
import { drafting } from '../spoil.js'

/** An order that was sent, and what opens it. */
export interface Sent {
  readonly event: EventOf<'submit'>
  readonly root: bigint
  readonly order: Order
}

/** A market after some events, all of which were accepted, and the orders that were sent in it. */
export interface Scene {
  readonly cast: Cast
  readonly ledger: Ledger
  readonly events: ReadonlyArray<Event>
  readonly sent: ReadonlyArray<Sent>
}

const next = step(rules)

/** A market that is just opened. */
export const opened = (changes: Partial<Params> = {}): Scene => {
  const cast = castOf(changes)
  return { cast, ledger: submissions.init(cast.params), events: [], sent: [] }
}

/**
 * The scene after some events.
 *
 * @throws Error if one is refused: then the scene is wrong.
 */
export const happen = (scene: Scene, ...events: ReadonlyArray<Event>): Scene => {
  let { ledger } = scene
  for (const event of events) {
    const outcome = next(ledger, event)
    if (E.isLeft(outcome)) throw new Error(`${event.tag}: refused by ${outcome.left.clause}, ${outcome.left.says}`)
    ledger = outcome.right.state
  }
  return { ...scene, ledger, events: [...scene.events, ...events] }
}

export const SELL: Wish = { side: 'sell', price: 3n, volume: 10n }
export const BUY: Wish = { side: 'buy', price: 4n, volume: 5n }
export const DUMMY: Wish = { side: 'buy', price: 4n, volume: 0n }

/** What a trader would send. */
export const drafted = ({ cast, ledger }: Scene, trader: string, wish: Wish, changes: Changes = {}): Sent =>
  submission(cast, ledger, trader, wish, changes)

/** An order is sent. */
export const send = (scene: Scene, trader: string, wish: Wish, changes: Changes = {}): Scene => {
  const sent = drafted(scene, trader, wish, changes)
  return { ...happen(scene, sent.event), sent: [...scene.sent, sent] }
}

/** The order that was sent as the `at`th, from 0; the last one, if none is named. */
export const sentAt = ({ sent }: Scene, at = sent.length - 1): Sent => {
  const found = sent[at]
  if (found === undefined) throw new Error(`no order ${at} was sent`)
  return found
}

const referenceAt = (scene: Scene, at?: number) => sentAt(scene, at).event.sealed.reference

/** What gives an order its receipt, opens it, solves it, acknowledges it. */
export const receiptOf = (scene: Scene, at?: number): EventOf<'receipt'> =>
  receiptFor(scene.cast, scene.ledger, referenceAt(scene, at))
export const openingOf = (scene: Scene, at?: number): EventOf<'open'> => {
  const { root, order } = sentAt(scene, at)
  return { tag: 'open', reference: referenceAt(scene, at), root, order }
}
export const solvingOf = (scene: Scene, at?: number): EventOf<'solve'> => ({ ...openingOf(scene, at), tag: 'solve' })
export const acknowledging = (scene: Scene, at?: number): EventOf<'acknowledge'> =>
  acknowledgement(scene.cast, scene.ledger, referenceAt(scene, at))
export const clock = (time: bigint): EventOf<'advance'> => ({ tag: 'advance', time })
export const endOf = (eon: bigint): EventOf<'endEon'> => ({ tag: 'endEon', eon })

/** The accounts of everybody, and behind them one of alice’s of a third coin. */
export const withThird = (): Params['accounts'] => {
  const { accounts } = opened().cast.params
  const [first] = accounts
  return first === undefined ? [] : [...accounts, { ...first, coin: 'Z' as CoinId }]
}

// The story that most vectors tell.

type Setting = Partial<Params>

/** Makes a scene once where nothing is changed about it: most vectors begin with the same. */
const kept = (made: (changes?: Setting) => Scene): ((changes?: Setting) => Scene) => {
  let scene: Scene | undefined
  return (changes) => {
    if (changes !== undefined) return made(changes)
    scene ??= made()
    return scene
  }
}

/** Alice has sent an order to sell 10 at 3. */
export const sent = kept((changes) => send(opened(changes), 'alice', SELL))
/** It has its receipt. */
export const receipted = kept((changes) => {
  const scene = sent(changes)
  return happen(scene, receiptOf(scene))
})
/** Alice opens it. */
export const open = kept((changes) => {
  const scene = receipted(changes)
  return happen(scene, openingOf(scene))
})
/** The operator acknowledges it. */
export const acknowledged = kept((changes) => {
  const scene = open(changes)
  return happen(scene, acknowledging(scene))
})
/** Alice withholds the key; the 15 squarings take 8 ticks, and the operator shows the key then. */
export const solved = kept((changes) => {
  const scene = happen(receipted(changes), clock(8n))
  return happen(scene, solvingOf(scene))
})
/** Alice’s order is closed, bob’s behind it is open, and carol’s behind that is closed. */
export const blind = kept((changes) => {
  let scene = receipted(changes)
  for (const [trader, wish] of [
    ['bob', BUY],
    ['carol', DUMMY],
  ] as const) {
    scene = send(scene, trader, wish)
    scene = happen(scene, receiptOf(scene))
  }
  return happen(scene, openingOf(scene, 1))
})

/** The draft of a run. */
export const draft = drafting({ Params, Event }, ({ cast }: Pick<Scene, 'cast' | 'events'>) => cast.params)
