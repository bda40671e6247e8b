import * as evidence from '../../../model/commit-chain/evidence.js'
import { proofIn } from '../../../model/commit-chain/sheets.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import type { Agreed } from '../../../spec/commit-chain/types.js'
import type { CoinId } from '../../../spec/primitives/types.js'
import { cancel, carol, honest, open, overdrawn, type Refused, refused, X } from './right.js'
import {
  account,
  aliceSells,
  challengeable,
  committed,
  happen,
  inEon,
  paidPassively,
  evidence as sheetsOf,
} from './scene.js'

// Each of these was found by a change of one line of the conditions that no other case noticed.

const unknownCoins: ReadonlyArray<Refused> = (
  [
    ['challenge-delivery', honest.challengeDelivery],
    ['answer-delivery', honest.answerDelivery],
    ['challenge-passive-delivery', honest.challengePassiveDelivery],
    ['answer-passive-delivery', honest.answerPassiveDelivery],
  ] as const
).map(([name, { scene, event }]) =>
  refused(`${name}-unknown-coin`, 'CC-2', 'There is no such coin to transfer.', scene, {
    ...event,
    transfer: { ...event.transfer, coin: 'Z' as CoinId },
  }),
)

const ofAnotherOrder: ReadonlyArray<Refused> = (
  [
    ['other-nonce', 'Another order of the same amounts: its nonce is another.', { nonce: 9n }],
    ['other-sale', 'An order that sells one more.', { sellAmount: aliceSells.sellAmount + 1n }],
  ] as const
).map(([name, comment, change]) =>
  refused(`answer-swap-${name}`, 'CC-32', comment, honest.answerSwap.scene, {
    ...honest.answerSwap.event,
    swap: { ...aliceSells, ...change },
  }),
)

export const refusedClosely: ReadonlyArray<Refused> = [
  ...unknownCoins,
  (() => {
    const scene = inEon(committed(inEon(overdrawn, 4n), { transfers: [], swaps: [] }), 5n)
    return refused(
      'cancel-withdrawal-two-eons-later',
      'CC-15',
      'The checkpoint that counts on it is there; that the one after it is not means nothing.',
      scene,
      cancel(scene, 'alice X', 3n, [3n, 1n]),
    )
  })(),
  (() => {
    const before = draftUpdate(open.cast, { trader: carol, coin: X, eon: 2n }, [paidPassively[1]])
    const scene = challengeable({ 'X carol': { update: before.update } })
    const asked = happen(scene, evidence.challengeBalance(sheetsOf(open), account('carol X')))
    return refused(
      'answer-balance-gained-less',
      'CC-27',
      'The operator applied an update from before carol gained; she had spent as much by then.',
      asked,
      { ...evidence.answerBalance(sheetsOf(scene), account('carol X')), agreed: before.agreed },
    )
  })(),
  (() => {
    const { update } = honest.answerBalance.event.agreed as Agreed
    const scene = challengeable({ 'X alice': { update: { ...update, gained: update.gained + 1n } } })
    const asked = happen(scene, evidence.challengeBalance(sheetsOf(open), account('alice X')))
    return refused(
      'answer-balance-other-gain-applied',
      'CC-28',
      'What is applied has gained one more than what both signed.',
      asked,
      { ...honest.answerBalance.event, after: proofIn(scene.cast, sheetsOf(scene).after, account('alice X')) },
    )
  })(),
  ...ofAnotherOrder,
  ...(['amount', 'nonce'] as const).flatMap((which) => [
    refused(
      `challenge-delivery-negative-${which}`,
      'CC-31',
      `The ${which} of the transfer is below zero.`,
      honest.challengeDelivery.scene,
      { ...honest.challengeDelivery.event, transfer: { ...honest.challengeDelivery.event.transfer, [which]: -1n } },
    ),
    refused(
      `answer-passive-delivery-negative-${which}`,
      'CC-22',
      `The ${which} of the transfer is below zero; no such transfer is challenged.`,
      honest.answerPassiveDelivery.scene,
      {
        ...honest.answerPassiveDelivery.event,
        transfer: { ...honest.answerPassiveDelivery.event.transfer, [which]: -1n },
      },
    ),
  ]),
]
