import * as evidence from '../../../model/commit-chain/evidence.js'
import { proofIn } from '../../../model/commit-chain/sheets.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import type { Agreed, Update } from '../../../spec/commit-chain/types.js'
import type { CoinId } from '../../../spec/primitives/types.js'
import { tooDeep } from './deepest.js'
import { bob, cancel, carol, honest, mallory, open, overdrawn, type Refused, refused, third, X, Y } from './right.js'
import {
  account,
  aliceSells,
  at,
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
    ['other-trader', 'The same order, but bob’s.', { trader: bob }],
  ] as const
).map(([name, comment, change]) =>
  refused(`answer-swap-${name}`, 'CC-32', comment, honest.answerSwap.scene, {
    ...honest.answerSwap.event,
    swap: { ...aliceSells, ...change },
  }),
)

const appliedOtherwise: ReadonlyArray<Refused> = (
  [
    ['gain', 'What is applied has gained one more than what both signed.', ({ gained }) => ({ gained: gained + 1n })],
    [
      'coin',
      'What is applied to alice’s X is an update of Y, like the one of X that both signed.',
      () => ({ coin: Y }),
    ],
  ] satisfies ReadonlyArray<readonly [string, string, (update: Update) => Partial<Update>]>
).map(([name, comment, change]) => {
  const { update } = honest.answerBalance.event.agreed as Agreed
  const scene = challengeable({ 'X alice': { update: { ...update, ...change(update) } } })
  const asked = happen(scene, evidence.challengeBalance(sheetsOf(open), account('alice X')))
  return refused(`answer-balance-other-${name}-applied`, 'CC-28', comment, asked, {
    ...honest.answerBalance.event,
    after: proofIn(scene.cast, sheetsOf(scene).after, account('alice X')),
  })
})

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
  ...appliedOtherwise,
  (() => {
    const scene = happen(at(third, 27n), evidence.challengeBalance(sheetsOf(open), account('alice X')))
    return refused(
      'answer-balance-before-checkpoint',
      'CC-12',
      'The checkpoint that is challenged is not there yet: no proof leads to it.',
      scene,
      honest.answerBalance.event,
    )
  })(),
  (() => {
    const { agreed } = honest.answerBalance.event
    const { update, ...signatures } = agreed as Agreed
    return refused(
      'answer-balance-update-of-stranger',
      'CC-24',
      'The update is of somebody whom nobody knows, and whose signature nobody can verify.',
      honest.answerBalance.scene,
      { ...honest.answerBalance.event, agreed: { ...signatures, update: { ...update, trader: mallory } } },
    )
  })(),
  (() => {
    const scene = challengeable({ 'X carol': { amount: 6n } })
    return refused(
      'answer-balance-gain-missing',
      'CC-29',
      'Of the 3 X that carol gained, one is not allotted.',
      happen(scene, evidence.challengeBalance(sheetsOf(scene), account('carol X'))),
      evidence.answerBalance(sheetsOf(scene), account('carol X')),
    )
  })(),
  (() => {
    const { scene, event } = honest.answerPassiveDelivery
    return refused(
      'answer-passive-delivery-negative-place',
      'CC-35',
      'A place below zero is none, though its bits lead to the transfer.',
      scene,
      { ...event, interval: { ...event.interval, index: event.interval.index - 4n } },
    )
  })(),
  ...tooDeep,
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
