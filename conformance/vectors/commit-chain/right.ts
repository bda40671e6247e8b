import * as evidence from '../../../model/commit-chain/evidence.js'
import { proofIn, type Sheet } from '../../../model/commit-chain/sheets.js'
import { signStatement } from '../../../model/commit-chain/signing.js'
import type { Event, EventOf, Transfer } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import type { Bytes, CoinId, TraderId } from '../../../spec/primitives/types.js'
import {
  account,
  aliceSells,
  at,
  challengeable,
  committed,
  committed2,
  funded,
  happen,
  inEon,
  paid,
  paidPassively,
  type Scene,
  evidence as sheetsOf,
  trading,
  uncommitted3,
} from './scene.js'

// What is right of each event, and in which run: what the other files spoil.

/** A run that ends in an event which is refused. */
export interface Refused {
  readonly slug: string
  readonly comment: string
  /** The condition that it fails first. */
  readonly clause: ClauseId
  readonly scene: Scene
  readonly event: Event
}

export const alice = 'alice' as TraderId
export const bob = 'bob' as TraderId
export const carol = 'carol' as TraderId
export const mallory = 'mallory' as TraderId
export const X = 'X' as CoinId
export const Y = 'Y' as CoinId

export const refused = (slug: string, clause: ClauseId, comment: string, scene: Scene, event: Event): Refused => ({
  slug,
  comment,
  clause,
  scene,
  event,
})

/** The exchange after a halt: an eon went by without a checkpoint. */
export const halted = (scene: Scene): Scene => inEon(scene, 6n)

/** Bytes with one bit changed. */
export const flipped = (bytes: Bytes): Bytes => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte)) as Bytes

// Scenes

export const first = funded()
export const second = committed2()
export const third = uncommitted3()
export const open = challengeable()
export const passive = paidPassively[1] as Transfer

/** A run and the event that is right in it: what is spoiled. */
export interface Right<Tag extends Event['tag']> {
  readonly scene: Scene
  readonly event: EventOf<Tag>
}

export const right = <Tag extends Event['tag']>(scene: Scene, event: EventOf<Tag>): Right<Tag> => ({ scene, event })

/** What is right of each event after a checkpoint of eon 3. */
export const challengingBalance = (now: Scene) =>
  right(now, evidence.challengeBalance(sheetsOf(now), account('alice X')))
export const answeringBalance = (now: Scene) =>
  right(happen(now, challengingBalance(now).event), evidence.answerBalance(sheetsOf(now), account('alice X')))
export const challengingDelivery = (now: Scene) => right(now, evidence.challengeDelivery(sheetsOf(now), carol, paid))
export const answeringDelivery = (now: Scene) =>
  right(happen(now, challengingDelivery(now).event), evidence.answerDelivery(sheetsOf(now), carol, paid))
export const challengingPassive = (now: Scene) =>
  right(now, evidence.challengePassiveDelivery(sheetsOf(now), bob, passive))
export const answeringPassive = (now: Scene) =>
  right(happen(now, challengingPassive(now).event), evidence.answerPassiveDelivery(sheetsOf(now), bob, passive))
export const challengingSwap = (now: Scene) => right(now, evidence.challengeSwap(sheetsOf(now), aliceSells))
export const answeringSwap = (now: Scene) =>
  right(happen(now, challengingSwap(now).event), evidence.answerSwap(sheetsOf(now), aliceSells))
export const punishing = (now: Scene) => right(now, evidence.punishSwap(sheetsOf(now), aliceSells))

export const honest = {
  challengeBalance: challengingBalance(open),
  answerBalance: answeringBalance(open),
  challengeDelivery: challengingDelivery(open),
  answerDelivery: answeringDelivery(open),
  challengePassiveDelivery: challengingPassive(open),
  answerPassiveDelivery: answeringPassive(open),
  challengeSwap: challengingSwap(open),
  answerSwap: answeringSwap(open),
}

/** Alice is given one Y too few. */
export const tooFew = { 'Y alice': { amount: 7n } }
export const short = challengeable(tooFew)
export const punish = punishing(short)

export const request = (scene: Scene, eon: bigint, text: string, amount: bigint): EventOf<'requestWithdrawal'> => ({
  tag: 'requestWithdrawal',
  ...account(text),
  amount,
  proof: proofIn(scene.cast, scene.sheets.get(eon - 1n) as Sheet, account(text)),
})

export const inThird = committed(third, trading)
export const requesting = right(inThird, request(inThird, 3n, 'carol X', 2n))

/** Alice asks for 8 X in eon 3 although she said in that eon that only 1 is left to withdraw. */
export const overdrawn = happen(inThird, request(inThird, 3n, 'alice X', 8n))
export const cancel = (
  scene: Scene,
  text: string,
  eon: bigint,
  [of, available]: readonly [bigint, bigint],
): EventOf<'cancelWithdrawal'> => ({
  tag: 'cancelWithdrawal',
  ...account(text),
  eon,
  statement: signStatement(scene.cast, { ...account(text), eon: of }, available),
})
export const cancelling = right(overdrawn, cancel(overdrawn, 'alice X', 3n, [3n, 1n]))

export const confirm = (text: string, eon: bigint): EventOf<'confirmWithdrawal'> => ({
  tag: 'confirmWithdrawal',
  ...account(text),
  eon,
})
export const requested = happen(inThird, requesting.event)
export const inFifth = (scene: Scene, position: bigint): Scene =>
  at(
    committed(inEon(committed(inEon(scene, 4n), { transfers: [], swaps: [] }), 5n), { transfers: [], swaps: [] }),
    48n + position,
  )
export const confirming = right(inFifth(requested, 4n), confirm('carol X', 3n))

export const recover = (scene: Scene, text: string, eon: bigint): EventOf<'recover'> => ({
  tag: 'recover',
  ...account(text),
  proof: proofIn(scene.cast, scene.sheets.get(eon) as Sheet, account(text)),
})
/** Eon 3 goes by with a checkpoint, eon 4 without; all recover from the checkpoint of eon 3. */
export const down = inEon(inThird, 5n)
export const recovering = right(down, recover(down, 'alice X', 3n))
