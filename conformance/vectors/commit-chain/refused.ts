import * as evidence from '../../../model/commit-chain/evidence.js'
import { proofIn, type Sheet } from '../../../model/commit-chain/sheets.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import { transferDatum, updateDatum } from '../../../spec/commit-chain/data.js'
import { intervalRoot } from '../../../spec/commit-chain/proofs.js'
import type { Agreed, Event, EventOf, Ratified, Swap, Update } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT, type Bytes } from '../../../spec/primitives/types.js'
import {
  alice,
  answeringBalance,
  answeringDelivery,
  answeringPassive,
  answeringSwap,
  bob,
  cancel,
  cancelling,
  carol,
  challengingBalance,
  challengingSwap,
  confirm,
  confirming,
  down,
  first,
  flipped,
  honest,
  inFifth,
  inThird,
  mallory,
  open,
  overdrawn,
  passive,
  punish,
  punishing,
  type Refused,
  type Right,
  recover,
  recovering,
  refused,
  request,
  requested,
  requesting,
  second,
  short,
  third,
  X,
  Y,
} from './right.js'
import {
  account,
  aliceSells,
  at,
  bobSells,
  challengeable,
  checkpoint,
  committed,
  deposit,
  happen,
  inEon,
  operations,
  paid,
  type Scene,
  evidence as sheetsOf,
  strange,
  trading,
  uncommitted2,
} from './scene.js'

// Every other condition of every event, negated once.

/** What is right, with something changed in the event. */
const spoiled =
  <Tag extends Event['tag']>(name: string, { scene, event }: Right<Tag>) =>
  (slug: string, clause: ClauseId, comment: string, change: Partial<EventOf<Tag>>): Refused =>
    refused(`${name}-${slug}`, clause, comment, scene, { ...event, ...change })

const committing: Right<'checkpoint'> = {
  scene: third,
  event: checkpoint(third, strange(third)) as EventOf<'checkpoint'>,
}
const depositing: Right<'deposit'> = { scene: first, event: deposit('bob 1 X') as EventOf<'deposit'> }

const named: ReadonlyArray<readonly [string, { readonly scene: Scene; readonly event: Event }]> = [
  ['deposit', depositing],
  ['request-withdrawal', requesting],
  ['cancel-withdrawal', cancelling],
  ['confirm-withdrawal', confirming],
  ['challenge-balance', honest.challengeBalance],
  ['answer-balance', honest.answerBalance],
  ['challenge-delivery', honest.challengeDelivery],
  ['answer-delivery', honest.answerDelivery],
  ['challenge-passive-delivery', honest.challengePassiveDelivery],
  ['answer-passive-delivery', honest.answerPassiveDelivery],
  ['challenge-swap', honest.challengeSwap],
  ['answer-swap', honest.answerSwap],
  ['punish-swap', punish],
  ['recover', recovering],
]

// Halted, unknown, and amounts

/** Alice's swap is punished at once, so that everything else is as before but for the halt. */
const punished = (scene: Scene): Scene => happen(scene, punish.event)
const askedBalance = answeringBalance(short)
const askedDelivery = answeringDelivery(short)
const askedPassive = answeringPassive(short)
const askedSwap = answeringSwap(short)
const overdrawnHere = happen(short, request(short, 3n, 'alice X', 8n))
const unpaid = at(requested, 52n)
const unsettled = inEon(third, 4n)

const whenHalted: ReadonlyArray<readonly [string, Scene, Event]> = [
  ['deposit', punished(short), depositing.event],
  ['checkpoint', unsettled, checkpoint(unsettled, strange(third))],
  ['request-withdrawal', punished(short), requesting.event],
  ['cancel-withdrawal', punished(overdrawnHere), cancelling.event],
  ['confirm-withdrawal', unpaid, confirm('carol X', 3n)],
  ['challenge-balance', punished(short), challengingBalance(short).event],
  ['answer-balance', punished(askedBalance.scene), askedBalance.event],
  ['challenge-delivery', punished(short), honest.challengeDelivery.event],
  ['answer-delivery', punished(askedDelivery.scene), askedDelivery.event],
  ['challenge-passive-delivery', punished(short), evidence.challengePassiveDelivery(sheetsOf(short), bob, passive)],
  ['answer-passive-delivery', punished(askedPassive.scene), askedPassive.event],
  ['challenge-swap', punished(short), challengingSwap(short).event],
  ['answer-swap', punished(askedSwap.scene), askedSwap.event],
  ['punish-swap', punished(short), punish.event],
]

const afterHalt: ReadonlyArray<Refused> = whenHalted.map(([name, scene, event]) =>
  refused(`${name}-after-halt`, 'CC-1', 'The exchange is halted; but for that the event would be right.', scene, event),
)

const unknown: ReadonlyArray<Refused> = named.flatMap(([name, { scene, event }]) => [
  refused(`${name}-unknown-trader`, 'CC-2', 'Nobody knows this trader.', scene, { ...event, trader: mallory } as Event),
  ...('coin' in event
    ? [refused(`${name}-unknown-coin`, 'CC-2', 'There is no such coin.', scene, { ...event, coin: 'Z' } as Event)]
    : []),
  ...('transfer' in event
    ? [
        refused(`${name}-unknown-recipient`, 'CC-2', 'Nobody knows the recipient of the transfer.', scene, {
          ...event,
          transfer: { ...event.transfer, recipient: mallory },
        }),
      ]
    : []),
  ...('swap' in event
    ? [
        refused(`${name}-unknown-coin`, 'CC-2', 'There is no such coin to buy.', scene, {
          ...event,
          swap: { ...event.swap, buyCoin: 'Z' as Swap['buyCoin'] },
        }),
      ]
    : []),
])

const amounts: ReadonlyArray<Refused> = [
  ['deposit', depositing] as const,
  ['request-withdrawal', requesting] as const,
].flatMap(([name, { scene, event }]) => [
  refused(`${name}-negative`, 'PR-1', 'An amount of less than nothing.', scene, { ...event, amount: -1n }),
  refused(`${name}-too-wide`, 'PR-1', '2^128 is no amount.', scene, { ...event, amount: AMOUNT_LIMIT }),
  refused(`${name}-nothing`, 'CC-3', 'An amount of nothing.', scene, { ...event, amount: 0n }),
])

const simple: ReadonlyArray<Refused> = [
  refused('advance-same-block', 'CC-4', 'The block is the present one.', first, { tag: 'advance', block: 0n }),
  refused('advance-earlier', 'CC-4', 'Time does not go back.', second, { tag: 'advance', block: 11n }),
  refused('advance-too-wide', 'CC-4', 'A block of 2^128 is no amount.', first, { tag: 'advance', block: AMOUNT_LIMIT }),
  refused(
    'deposit-overflow',
    'CC-5',
    'With this deposit 2^128 of the coin would be held: an amount that wraps around would be zero.',
    first,
    { tag: 'deposit', ...account('bob X'), amount: AMOUNT_LIMIT - 15n },
  ),
  refused('checkpoint-by-trader', 'CC-6', 'Alice sends what only the operator may.', third, {
    ...committing.event,
    by: alice,
  }),
  refused('checkpoint-twice', 'CC-7', 'The eon has a checkpoint.', inThird, checkpoint(inThird, strange(inThird))),
  refused(
    'checkpoint-in-first-eon',
    'CC-7',
    'The first eon has a checkpoint from the start: the one where nobody has anything.',
    first,
    { ...committing.event, operations: strange(first) },
  ),
  (() => {
    const scene = inEon(honest.answerBalance.scene, 4n)
    return refused(
      'checkpoint-challenge-open',
      'CC-8',
      'Alice’s challenge of the eon before is still open.',
      scene,
      checkpoint(scene, strange(scene)),
    )
  })(),
  refused('checkpoint-other-operations', 'CC-9', 'It quotes the deposits of the eon before the last.', third, {
    ...committing.event,
    operations: operations(uncommitted2()),
  }),
  (() => {
    const scene = uncommitted2()
    return refused(
      'checkpoint-deposit-overlooked',
      'CC-9',
      'It quotes an eon without deposits, but there were three.',
      scene,
      {
        ...checkpoint(scene, strange(scene)),
        operations: strange(scene),
      } as Event,
    )
  })(),
]

// Withdrawals

const asked = happen(inThird, request(inThird, 3n, 'carol X', 4n))
const asked2 = ((): Scene => {
  // In eon 2 nobody has a proof above zero, so the first requests are of eon 3.
  const fourth = committed(inEon(happen(inThird, request(inThird, 3n, 'carol X', 5n)), 4n), {
    transfers: [],
    swaps: [],
  })
  return fourth
})()
const spoilCancel = spoiled('cancel-withdrawal', cancelling)
const counted = committed(inEon(overdrawn, 4n), { transfers: [], swaps: [] }, { 'X alice': { amount: 0n } })

const withdrawals: ReadonlyArray<Refused> = [
  refused(
    'request-withdrawal-too-much',
    'CC-14',
    'One more than the allotment of the eon before.',
    inThird,
    request(inThird, 3n, 'carol X', 6n),
  ),
  refused(
    'request-withdrawal-twice-too-much',
    'CC-14',
    'With what was requested in this eon already it is one more than the allotment.',
    asked,
    request(asked, 3n, 'carol X', 2n),
  ),
  refused(
    'request-withdrawal-with-eon-before',
    'CC-14',
    'What was requested in the eon before is not in the allotment of that eon yet: it counts as well (T39).',
    asked2,
    request(asked2, 4n, 'carol X', 3n),
  ),
  refused(
    'cancel-withdrawal-none',
    'CC-15',
    'Alice asked for nothing.',
    inThird,
    cancel(inThird, 'alice X', 3n, [3n, 0n]),
  ),
  refused(
    'cancel-withdrawal-counted-on',
    'CC-15',
    'The checkpoint of the next eon counts on it: cancelled now, it would be there twice (T40).',
    counted,
    cancel(counted, 'alice X', 3n, [3n, 1n]),
  ),
  spoilCancel('statement-unsigned', 'CC-16', 'A bit of the signature is wrong.', {
    statement: { ...cancelling.event.statement, byTrader: flipped(cancelling.event.statement.byTrader) },
  }),
  spoilCancel('statement-other-amount', 'CC-16', 'Alice signed another amount.', {
    statement: { ...cancelling.event.statement, available: 0n },
  }),
  spoilCancel('statement-truncated', 'CC-16', 'Half of a signature.', {
    statement: { ...cancelling.event.statement, byTrader: cancelling.event.statement.byTrader.slice(0, 32) },
  }),
  spoilCancel('statement-no-amount', 'CC-16', 'Less than nothing is available.', {
    statement: { ...cancelling.event.statement, available: -1n },
  }),
  spoilCancel('statement-of-bob', 'CC-16', 'Bob signed it, not alice.', {
    statement: cancel(overdrawn, 'bob X', 3n, [3n, 1n]).statement,
  }),
  spoilCancel('statement-of-other-coin', 'CC-16', 'Alice signed it for another coin.', {
    statement: cancel(overdrawn, 'alice Y', 3n, [3n, 1n]).statement,
  }),
  spoilCancel('statement-too-old', 'CC-16', 'It is of two eons before the request.', {
    statement: cancel(overdrawn, 'alice X', 3n, [1n, 1n]).statement,
  }),
  spoilCancel('not-overdrawn', 'CC-17', 'Alice asked for exactly what she said was available.', {
    statement: cancel(overdrawn, 'alice X', 3n, [3n, 8n]).statement,
  }),
  refused('confirm-withdrawal-none', 'CC-18', 'Bob asked for nothing.', confirming.scene, confirm('bob X', 3n)),
  (() => {
    const scene = happen(confirming.scene, confirming.event)
    return refused('confirm-withdrawal-twice', 'CC-18', 'It is paid already.', scene, confirming.event)
  })(),
  refused(
    'confirm-withdrawal-cancelled',
    'CC-18',
    'It was cancelled.',
    inFifth(happen(overdrawn, cancelling.event), 4n),
    confirm('alice X', 3n),
  ),
  refused(
    'confirm-withdrawal-same-eon',
    'CC-19',
    'It was asked for in this eon.',
    at(requested, 34n),
    confirm('carol X', 3n),
  ),
  (() => {
    const scene = at(committed(inEon(requested, 4n), { transfers: [], swaps: [] }), 42n)
    return refused('confirm-withdrawal-next-eon', 'CC-19', 'The eon after is too early.', scene, confirm('carol X', 3n))
  })(),
  refused(
    'confirm-withdrawal-early',
    'CC-19',
    'In the second eon after, one block before a third of it is over.',
    inFifth(requested, 3n),
    confirm('carol X', 3n),
  ),
]

// Challenges of balances

const early = ((): Scene => at(committed(third, trading), 26n))()
const spoilChallenge = spoiled('challenge-balance', honest.challengeBalance)
const spoilAnswer = spoiled('answer-balance', honest.answerBalance)
const claim = honest.challengeBalance.event.claim as Ratified
const agreed = honest.answerBalance.event.agreed as Agreed

/** Something that alice's or the operator's key signed, with both signatures. */
const signedAgain = (update: Update): Agreed => {
  const { params, suite, keys, operator } = open.cast
  const sign = (secret: Uint8Array) => suite.sign(secret, updateDatum(params, update)) as Agreed['byTrader']
  return {
    update,
    byTrader: sign((keys.get(update.trader) as { readonly secret: Uint8Array }).secret),
    byOperator: sign(operator.secret),
  }
}
const claimed = (update: Update): Ratified => ({ update, byOperator: signedAgain(update).byOperator })

/** An update of alice's with only the first of her transactions: signed by both, but outdated. */
const outdated = draftUpdate(open.cast, { trader: alice, coin: X, eon: 2n }, [paid])
const withOutdated = challengeable({
  'X alice': { amount: 7n, update: outdated.update },
  'X bob': { amount: 1n },
})
const asked3 = happen(withOutdated, challengingBalance(withOutdated).event)

const balances: ReadonlyArray<Refused> = [
  refused(
    'challenge-balance-early',
    'CC-20',
    'One block before the first epoch is over.',
    early,
    evidence.challengeBalance(sheetsOf(early), account('alice X')),
  ),
  refused(
    'challenge-balance-twice',
    'CC-21',
    'Alice has opened it already.',
    honest.answerBalance.scene,
    honest.challengeBalance.event,
  ),
  (() => {
    const scene = happen(honest.answerBalance.scene, honest.answerBalance.event)
    return refused(
      'challenge-balance-again',
      'CC-21',
      'It was answered; one in an eon is enough.',
      scene,
      honest.challengeBalance.event,
    )
  })(),
  (() => {
    const scene = at(happen(honest.answerBalance.scene, honest.answerBalance.event), 29n)
    return refused(
      'challenge-balance-again-later',
      'CC-21',
      'It was answered some blocks ago, in this eon.',
      scene,
      honest.challengeBalance.event,
    )
  })(),
  spoilChallenge('update-of-bob', 'CC-24', 'The update is bob’s.', {
    claim: evidence.challengeBalance(sheetsOf(open), account('bob X')).claim as Ratified,
  }),
  spoilChallenge('update-of-other-coin', 'CC-24', 'The update is of another coin.', {
    claim: evidence.challengeBalance(sheetsOf(open), account('alice Y')).claim as Ratified,
  }),
  spoilChallenge('update-of-other-eon', 'CC-24', 'The update is of the present eon.', {
    claim: claimed({ ...claim.update, eon: 3n }),
  }),
  spoilChallenge('update-no-amount', 'CC-24', 'The update spent less than nothing.', {
    claim: { ...claim, update: { ...claim.update, spent: -1n } },
  }),
  spoilChallenge('update-unsigned', 'CC-26', 'A bit of the operator’s signature is wrong.', {
    claim: { ...claim, byOperator: flipped(claim.byOperator) },
  }),
  spoilChallenge('update-changed', 'CC-26', 'The operator signed an update that gained less.', {
    claim: { ...claim, update: { ...claim.update, gained: 5n } },
  }),
  spoilChallenge('update-signed-by-trader', 'CC-26', 'Alice’s own signature stands where the operator’s should.', {
    claim: { ...claim, byOperator: agreed.byTrader },
  }),
  refused('answer-balance-none-open', 'CC-22', 'Alice has opened no challenge.', open, honest.answerBalance.event),
  refused(
    'answer-balance-of-another',
    'CC-22',
    'The open challenge is alice’s, and the answer is about bob.',
    honest.answerBalance.scene,
    evidence.answerBalance(sheetsOf(open), account('bob X')),
  ),
  (() => {
    const scene = happen(honest.answerBalance.scene, honest.answerBalance.event)
    return refused('answer-balance-twice', 'CC-22', 'It was answered already.', scene, honest.answerBalance.event)
  })(),
  refused(
    'answer-balance-late',
    'CC-23',
    'An epoch and a block have gone by.',
    at(honest.answerBalance.scene, 31n),
    honest.answerBalance.event,
  ),
  spoilAnswer('update-of-other-eon', 'CC-24', 'The update is of the eon before that.', {
    agreed: signedAgain({ ...agreed.update, eon: 1n }),
  }),
  (() => {
    const old = draftUpdate(open.cast, { trader: alice, coin: X, eon: 1n }, [paid])
    const scene = challengeable({ 'X alice': { update: old.update } })
    const { claim: _, ...bare } = challengingBalance(scene).event
    return refused(
      'answer-balance-update-replayed',
      'CC-24',
      'The operator applied an update of the eon before that.',
      happen(scene, bare),
      {
        ...evidence.answerBalance(sheetsOf(scene), account('alice X')),
        agreed: old.agreed,
      },
    )
  })(),
  spoilAnswer('update-not-by-trader', 'CC-25', 'The operator signed in alice’s place.', {
    agreed: { ...agreed, byTrader: agreed.byOperator },
  }),
  spoilAnswer('update-not-by-operator', 'CC-26', 'Alice signed in the operator’s place.', {
    agreed: { ...agreed, byOperator: agreed.byTrader },
  }),
  refused(
    'answer-balance-outdated',
    'CC-27',
    'The operator applied an update that alice had signed before the last one.',
    asked3,
    {
      ...evidence.answerBalance(sheetsOf(withOutdated), account('alice X')),
      agreed: outdated.agreed,
    } as Event,
  ),
  (() => {
    const scene = challengeable({ 'X alice': { amount: 10n, update: undefined } })
    const opened = happen(scene, challengingBalance(scene).event)
    return refused(
      'answer-balance-claim-not-applied',
      'CC-27',
      'Alice showed an update; the operator applied none and shows none.',
      opened,
      evidence.answerBalance(sheetsOf(scene), account('alice X')),
    )
  })(),
  (() => {
    const other = draftUpdate(open.cast, { trader: alice, coin: X, eon: 2n }, [...trading.transfers, aliceSells])
    const scene = challengeable({ 'X alice': { amount: 1n, update: { ...other.update, transactions: strange(open) } } })
    const opened = happen(scene, challengingBalance(scene).event)
    return refused(
      'answer-balance-other-applied',
      'CC-28',
      'What is applied has other transactions than what both signed.',
      opened,
      {
        ...honest.answerBalance.event,
        after: proofIn(scene.cast, sheetsOf(scene).after, account('alice X')),
      },
    )
  })(),
  (() => {
    const { claim: _, ...bare } = honest.challengeBalance.event
    const scene = happen(open, bare)
    const { agreed: __, ...answer } = honest.answerBalance.event
    return refused(
      'answer-balance-applied-not-shown',
      'CC-28',
      'An update is applied, and the answer shows none.',
      scene,
      answer,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X alice': { amount: 0n } })
    return refused(
      'answer-balance-too-little',
      'CC-29',
      'One X less is allotted than was agreed.',
      answeringBalance(scene).scene,
      answeringBalance(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X bob': { amount: 2n } })
    const opened = happen(scene, evidence.challengeBalance(sheetsOf(scene), account('bob X')))
    return refused(
      'answer-balance-passive-missing',
      'CC-29',
      'What bob received passively is in the passive amount, but one of it is not allotted.',
      opened,
      evidence.answerBalance(sheetsOf(scene), account('bob X')),
    )
  })(),
  (() => {
    // The swap's proceeds are above what is settled; what is short of it is the deposit of the eon before.
    const late = committed(inEon(happen(second, deposit('bob 5 X')), 3n), trading, { 'X bob': { amount: 7n } })
    const scene = inEon(late, 3n, 3n)
    const opened = happen(scene, evidence.challengeBalance(sheetsOf(scene), account('bob X')))
    return refused(
      'answer-balance-deposit-missing',
      'CC-29',
      'A deposit of the eon before is not allotted.',
      opened,
      evidence.answerBalance(sheetsOf(scene), account('bob X')),
    )
  })(),
]

// Deliveries

const spoilDelivery = spoiled('challenge-delivery', honest.challengeDelivery)
const spoilDelivered = spoiled('answer-delivery', honest.answerDelivery)
const spoilPassive = spoiled('challenge-passive-delivery', honest.challengePassiveDelivery)
const spoilReceived = spoiled('answer-passive-delivery', honest.answerPassiveDelivery)
const notApplied = challengeable({ 'X carol': { update: undefined } })
const swapped = <A extends { readonly index: bigint }>(place: A): A => ({ ...place, index: place.index ^ 1n })
const deep = <A>(path: ReadonlyArray<A>): ReadonlyArray<A> => Array.from({ length: 65 }, () => path[0] as A)

const deliveries: ReadonlyArray<Refused> = [
  refused(
    'challenge-delivery-early',
    'CC-20',
    'One block before the first epoch is over.',
    early,
    evidence.challengeDelivery(sheetsOf(early), carol, paid),
  ),
  refused(
    'challenge-delivery-twice',
    'CC-21',
    'Carol has opened it already.',
    honest.answerDelivery.scene,
    honest.challengeDelivery.event,
  ),
  spoilDelivery('of-others', 'CC-30', 'Bob neither sends nor receives it.', { trader: bob }),
  spoilDelivery('passive', 'CC-30', 'The transfer is a passive one.', { transfer: { ...paid, passive: true } }),
  spoilDelivery('other-update', 'CC-24', 'The update is the recipient’s.', {
    claim: evidence.challengeBalance(sheetsOf(open), account('carol X')).claim as Ratified,
  }),
  (() => {
    const old = draftUpdate(open.cast, { trader: alice, coin: X, eon: 1n }, [paid])
    return spoilDelivery('old-update', 'CC-24', 'The update is of another eon.', {
      claim: { update: old.update, byOperator: old.agreed.byOperator },
      membership: (old.transactions[0] as (typeof old.transactions)[number]).membership,
    })
  })(),
  spoilDelivery('unsigned', 'CC-26', 'A bit of the operator’s signature is wrong.', {
    claim: { ...claim, byOperator: flipped(claim.byOperator) },
  }),
  spoilDelivery('other-amount', 'CC-31', 'The transfer in the update is of another amount.', {
    transfer: { ...paid, amount: 4n },
  }),
  spoilDelivery('other-place', 'CC-31', 'It stands at another place.', {
    membership: swapped(honest.challengeDelivery.event.membership),
  }),
  spoilDelivery('negative-place', 'CC-31', 'A place below zero is none.', {
    membership: { ...honest.challengeDelivery.event.membership, index: -4n },
  }),
  spoilDelivery('deep', 'CC-31', 'A path of 65 siblings is longer than any set’s.', {
    membership: { index: 0n, path: deep(honest.challengeDelivery.event.membership.path) },
  }),
  refused('answer-delivery-none-open', 'CC-22', 'Carol has opened no challenge.', open, honest.answerDelivery.event),
  spoilDelivered(
    'of-another-challenge',
    'CC-22',
    'The open challenge is carol’s, the answer says that it is alice’s.',
    { trader: alice },
  ),
  spoilDelivered('of-another-transfer', 'CC-22', 'The challenge is about another nonce.', {
    transfer: { ...paid, nonce: 9n },
  }),
  refused(
    'answer-delivery-late',
    'CC-23',
    'An epoch and a block have gone by.',
    at(honest.answerDelivery.scene, 31n),
    honest.answerDelivery.event,
  ),
  (() => {
    const bobs = draftUpdate(open.cast, { trader: bob, coin: X, eon: 2n }, [paid])
    const scene = challengeable({ 'X carol': { update: bobs.update } })
    const { scene: opened } = answeringDelivery(scene)
    return refused(
      'answer-delivery-update-of-another',
      'CC-24',
      'What is applied to carol is an update of bob’s.',
      opened,
      {
        ...answeringDelivery(scene).event,
        membership: (bobs.transactions[0] as (typeof bobs.transactions)[number]).membership,
      },
    )
  })(),
  (() => {
    const { scene, event } = answeringDelivery(notApplied)
    return refused('answer-delivery-not-applied', 'CC-31', 'No update is applied to carol.', scene, event)
  })(),
  spoilDelivered('other-place', 'CC-31', 'It stands at another place.', {
    membership: swapped(honest.answerDelivery.event.membership),
  }),
  refused(
    'challenge-passive-delivery-early',
    'CC-20',
    'One block before the first epoch is over.',
    early,
    evidence.challengePassiveDelivery(sheetsOf(early), bob, passive),
  ),
  refused(
    'challenge-passive-delivery-twice',
    'CC-21',
    'Bob has opened it already.',
    honest.answerPassiveDelivery.scene,
    honest.challengePassiveDelivery.event,
  ),
  spoilPassive('of-others', 'CC-30', 'Alice neither sends nor receives it.', { trader: alice }),
  spoilPassive('active', 'CC-30', 'The transfer is an active one.', { transfer: { ...passive, passive: false } }),
  (() => {
    const old = draftUpdate(open.cast, { trader: carol, coin: X, eon: 1n }, [paid, passive])
    const scene = challengeable({ 'X carol': { update: old.update } })
    return refused(
      'challenge-passive-delivery-old-update',
      'CC-24',
      'What is applied to carol is of another eon.',
      scene,
      {
        ...evidence.challengePassiveDelivery(sheetsOf(scene), bob, passive),
        membership: (old.transactions[1] as (typeof old.transactions)[number]).membership,
      },
    )
  })(),
  spoilPassive('other-amount', 'CC-31', 'The transfer in the update is of another amount.', {
    transfer: { ...passive, amount: 2n },
  }),
  (() => {
    const { scene, event } = {
      scene: notApplied,
      event: evidence.challengePassiveDelivery(sheetsOf(notApplied), bob, passive),
    }
    return refused(
      'challenge-passive-delivery-not-applied',
      'CC-31',
      'No update is applied to carol, so she did not spend it.',
      scene,
      event,
    )
  })(),
  refused(
    'answer-passive-delivery-none-open',
    'CC-22',
    'Bob has opened no challenge.',
    open,
    honest.answerPassiveDelivery.event,
  ),
  refused(
    'answer-passive-delivery-late',
    'CC-23',
    'An epoch and a block have gone by.',
    at(honest.answerPassiveDelivery.scene, 31n),
    honest.answerPassiveDelivery.event,
  ),
  spoilReceived('other-place', 'CC-35', 'The path is that of another transfer.', {
    interval: swapped(honest.answerPassiveDelivery.event.interval),
  }),
  spoilReceived('other-path', 'CC-35', 'A bound on the path is one too high.', {
    interval: {
      ...honest.answerPassiveDelivery.event.interval,
      path: honest.answerPassiveDelivery.event.interval.path.map(({ hash, bound }) => ({ hash, bound: bound + 1n })),
    },
  }),
  spoilReceived('no-amount', 'CC-35', 'A bound of 2^128 is no amount.', {
    interval: {
      ...honest.answerPassiveDelivery.event.interval,
      path: honest.answerPassiveDelivery.event.interval.path.map(({ hash }) => ({ hash, bound: AMOUNT_LIMIT })),
    },
  }),
  ...(['amount', 'mark'] as const).map((field) => {
    const whose = field === 'amount' ? 'X bob' : 'X carol'
    const { after } = sheetsOf(open)
    const known = after.accounts.get(whose)?.passive ?? { root: strange(open), amount: 0n, mark: 0n }
    const scene = challengeable({ [whose]: { passive: { ...known, [field]: known[field] - 1n } } })
    const { scene: opened, event } = answeringPassive(scene)
    return field === 'amount'
      ? refused(
          'answer-passive-delivery-amount',
          'CC-35',
          'The passive tree is of one more than the passive amount.',
          opened,
          event,
        )
      : refused(
          'answer-passive-delivery-mark',
          'CC-35',
          'At the mark that is in carol’s account there is another transfer.',
          opened,
          event,
        )
  }),
]

// Swaps

const spoilSwap = spoiled('challenge-swap', honest.challengeSwap)
const spoilSwapAnswer = spoiled('answer-swap', honest.answerSwap)
const spoilPunish = spoiled('punish-swap', punish)

const notOrders: ReadonlyArray<readonly [string, string, Partial<Swap>]> = [
  ['of-bob', 'The order says that it is bob’s.', { trader: bob }],
  ['one-coin', 'It buys the coin that it sells.', { buyCoin: X }],
  ['sells-nothing', 'It sells nothing.', { sellAmount: 0n }],
  ['buys-nothing', 'It buys nothing: any price would be at its limit.', { buyAmount: 0n }],
  ['too-wide', '2^128 is no amount.', { buyAmount: AMOUNT_LIMIT }],
]

/** An order of a coin for itself. */
const itself: Swap = { ...aliceSells, buyCoin: X }
const ofItself = draftUpdate(open.cast, { trader: alice, coin: X, eon: 2n }, [
  paid,
  ...trading.transfers.slice(1, 2),
  itself,
])
const itselfLeg = (scene: Scene) => ({
  ...challengingSwap(scene).event.sell,
  membership: (ofItself.transactions[2] as (typeof ofItself.transactions)[number]).membership,
})

/** The order stands in only one of the two updates. */
const without = (coin: typeof X, eon = 2n) => {
  const all = coin === X ? [paid, ...trading.transfers.slice(1, 2)] : []
  return draftUpdate(open.cast, { trader: alice, coin, eon }, all).update
}
const sellNotOrdered = challengeable({ 'X alice': { update: without(X) } })
const buyNotOrdered = challengeable({ 'Y alice': { update: without(Y) } })
const tooMuch = challengeable({ 'X alice': { amount: 0n } })
const below = challengeable({ 'Y alice': { amount: 7n } })
const buyOld = (scene: 'X alice' | 'Y alice') => {
  const coin = scene.startsWith('X') ? X : Y
  const all = coin === X ? [paid, ...trading.transfers.slice(1, 2), aliceSells] : [aliceSells]
  return challengeable({
    [scene]: { update: draftUpdate(open.cast, { trader: alice, coin, eon: 1n }, all).update },
    ...(scene === 'Y alice' ? {} : {}),
  })
}
const oldAndBelow = (scene: 'X alice' | 'Y alice', of: bigint | undefined) => {
  const coin = scene.startsWith('X') ? X : Y
  const all = coin === X ? [paid, ...trading.transfers.slice(1, 2), aliceSells] : [aliceSells]
  const update = of === undefined ? without(coin) : draftUpdate(open.cast, { trader: alice, coin, eon: of }, all).update
  return challengeable(
    scene === 'Y alice' ? { 'Y alice': { amount: 7n, update } } : { 'X alice': { update }, 'Y alice': { amount: 0n } },
  )
}

const swaps: ReadonlyArray<Refused> = [
  refused(
    'challenge-swap-early',
    'CC-20',
    'One block before the first epoch is over.',
    early,
    evidence.challengeSwap(sheetsOf(early), aliceSells),
  ),
  refused(
    'challenge-swap-twice',
    'CC-21',
    'Alice has opened it already.',
    honest.answerSwap.scene,
    honest.challengeSwap.event,
  ),
  ...notOrders.map(([slug, comment, change]) =>
    spoilSwap(slug, 'CC-32', comment, { swap: { ...aliceSells, ...change } }),
  ),
  (() => {
    const scene = buyOld('X alice')
    return refused(
      'challenge-swap-old-update',
      'CC-24',
      'What is applied to the coin sold is of another eon.',
      scene,
      challengingSwap(scene).event,
    )
  })(),
  refused(
    'challenge-swap-not-in-update',
    'CC-33',
    'The order is not in what is applied to the coin that it sells.',
    sellNotOrdered,
    challengingSwap(sellNotOrdered).event,
  ),
  (() => {
    const scene = challengeable({ 'X alice': { update: ofItself.update } })
    return refused(
      'challenge-swap-of-itself',
      'CC-32',
      'An order that sells X for X stands in what is applied.',
      scene,
      { ...challengingSwap(open).event, swap: itself, sell: itselfLeg(scene) },
    )
  })(),
  (() => {
    const scene = challengeable({ 'X alice': { update: ofItself.update } })
    return refused('punish-swap-of-itself', 'CC-32', 'An order that sells X for X stands in what is applied.', scene, {
      ...punish.event,
      swap: itself,
      sell: itselfLeg(scene),
      buy: itselfLeg(scene),
    })
  })(),
  spoilSwap('other-order', 'CC-33', 'The order in the update buys less.', { swap: { ...aliceSells, buyAmount: 9n } }),
  refused(
    'challenge-swap-too-much-taken',
    'CC-34',
    'One more was taken than the order sells: that is a matter of the balance.',
    tooMuch,
    challengingSwap(tooMuch).event,
  ),
  refused('answer-swap-none-open', 'CC-22', 'Alice has opened no challenge.', open, honest.answerSwap.event),
  refused(
    'answer-swap-of-another',
    'CC-22',
    'The open challenge is alice’s, the answer is about bob’s order.',
    honest.answerSwap.scene,
    evidence.answerSwap(sheetsOf(open), bobSells),
  ),
  refused(
    'answer-swap-late',
    'CC-23',
    'An epoch and a block have gone by.',
    at(honest.answerSwap.scene, 31n),
    honest.answerSwap.event,
  ),
  spoilSwapAnswer('other-order', 'CC-32', 'The answer is about an order with another limit.', {
    swap: { ...aliceSells, buyAmount: 4n },
  }),
  (() => {
    const scene = buyOld('Y alice')
    return refused(
      'answer-swap-old-update',
      'CC-24',
      'What is applied to the coin bought is of another eon.',
      answeringSwap(scene).scene,
      answeringSwap(scene).event,
    )
  })(),
  refused(
    'answer-swap-not-in-update',
    'CC-33',
    'The order is not in what is applied to the coin that it buys.',
    answeringSwap(buyNotOrdered).scene,
    answeringSwap(buyNotOrdered).event,
  ),
  refused(
    'answer-swap-below-limit',
    'CC-36',
    'One Y too few was given for the four X.',
    answeringSwap(below).scene,
    answeringSwap(below).event,
  ),
  (() => {
    const scene = challengeable({ 'Y alice': { amount: 0n } })
    return refused(
      'answer-swap-nothing-given',
      'CC-36',
      'Nothing was given for what was taken.',
      answeringSwap(scene).scene,
      answeringSwap(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X alice': { amount: 2n }, 'X bob': { amount: 6n }, 'Y alice': { amount: 5n } })
    return refused(
      'answer-swap-rounding',
      'CC-36',
      'For three X, five Y are below the limit of two for one: no tolerance.',
      answeringSwap(scene).scene,
      answeringSwap(scene).event,
    )
  })(),
  refused(
    'punish-swap-early',
    'CC-20',
    'One block before the first epoch is over.',
    at(committed(third, trading, { 'Y alice': { amount: 7n } }), 26n),
    punish.event,
  ),
  ...notOrders.map(([slug, comment, change]) =>
    spoilPunish(slug, 'CC-32', comment, { swap: { ...aliceSells, ...change } }),
  ),
  ...(['X alice', 'Y alice'] as const).flatMap((whose) => {
    const side = whose === 'X alice' ? 'sell' : 'buy'
    const old = oldAndBelow(whose, 1n)
    const missing = oldAndBelow(whose, undefined)
    return [
      refused(
        `punish-swap-${side}-old-update`,
        'CC-24',
        `What is applied to the coin that is to ${side} is of another eon.`,
        old,
        punishing(old).event,
      ),
      refused(
        `punish-swap-${side}-not-in-update`,
        'CC-33',
        `The order is not in what is applied to the coin that is to ${side}.`,
        missing,
        punishing(missing).event,
      ),
    ]
  }),
  (() => {
    const scene = challengeable({ 'X alice': { amount: 0n }, 'Y alice': { amount: 7n } })
    return refused(
      'punish-swap-too-much-taken',
      'CC-34',
      'One more was taken than the order sells: that is a matter of the balance.',
      scene,
      punishing(scene).event,
    )
  })(),
  refused('punish-swap-at-limit', 'CC-37', 'The swap is exactly at its limit.', open, punishing(open).event),
]

const recoveries: ReadonlyArray<Refused> = [
  refused('recover-running', 'CC-38', 'The exchange is not halted.', inThird, recovering.event),
  refused(
    'recover-running-from-nothing',
    'CC-38',
    'The exchange is not halted; the proof is of eon 0, where nobody has anything.',
    first,
    recover(first, 'alice X', 0n),
  ),
  (() => {
    const scene = happen(down, recovering.event)
    return refused('recover-twice', 'CC-39', 'Alice has recovered her X already.', scene, recovering.event)
  })(),
  (() => {
    const { scene, event } = recovering
    const { cast, sheets } = scene
    return refused(
      'recover-from-earlier-eon',
      'CC-12',
      'Alice would rather recover from the checkpoint before she paid.',
      scene,
      {
        ...event,
        proof: proofIn(cast, sheets.get(2n) as Sheet, account('alice X')),
      },
    )
  })(),
]

// What an implementer could take for right, and is wrong

/** The second form of a signature: S + L of Ed25519, n - s of secp256k1. */
const ORDER_25519 = 2n ** 252n + 27742317777372353535851937790883648493n
const ORDER_256K1 = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
const toBytes = (n: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * (31 - i))) & 255n))
const secondForm = (signature: Bytes, scheme: 'ed25519' | 'secp256k1'): Bytes => {
  const s = signature.slice(32)
  const other =
    scheme === 'ed25519'
      ? toBytes(toBigInt(s.toReversed()) + ORDER_25519).toReversed()
      : toBytes(ORDER_256K1 - toBigInt(s))
  return Uint8Array.from([...signature.slice(0, 32), ...other]) as Bytes
}

const subtle: ReadonlyArray<Refused> = [
  ...(['ed25519', 'secp256k1'] as const).map((signature) => {
    const scene = challengeable({}, committed(uncommitted2({ signature }), { transfers: [], swaps: [] }))
    const { event } = challengingBalance(scene)
    const known = event.claim as Ratified
    return refused(
      `challenge-balance-second-signature-${signature}`,
      'CC-26',
      'The second form of a signature is none.',
      scene,
      {
        ...event,
        claim: { ...known, byOperator: secondForm(known.byOperator, signature) },
      },
    )
  }),
  (() => {
    const late = committed(inEon(happen(second, deposit('bob 5 X')), 3n), trading, {
      'X bob': { amount: 7n },
      'X carol': { amount: 8n },
    })
    const scene = inEon(late, 3n, 3n)
    return refused(
      'answer-balance-covered-in-eon-before',
      'CC-29',
      'The deposit of the eon before covers what carol is given beyond her due; bob is short of it.',
      happen(scene, evidence.challengeBalance(sheetsOf(scene), account('bob X'))),
      evidence.answerBalance(sheetsOf(scene), account('bob X')),
    )
  })(),
  (() => {
    const late = committed(happen(third, deposit('bob 5 X')), trading, { 'X carol': { amount: 8n } })
    const scene = inEon(late, 3n, 3n)
    return refused(
      'answer-balance-covered-too-late',
      'CC-13',
      'One more is allotted than was deposited in the eons before; a deposit of this eon does not cover it.',
      answeringBalance(scene).scene,
      answeringBalance(scene).event,
    )
  })(),
  (() => {
    const late = committed(inEon(requested, 4n), { transfers: [], swaps: [] }, { 'X carol': { amount: 7n } })
    const scene = inEon(late, 4n, 3n)
    return refused(
      'answer-balance-request-still-allotted',
      'CC-13',
      'What carol asked for is allotted to her all the same: it would be paid twice.',
      happen(scene, evidence.challengeBalance(sheetsOf(scene, 4n), account('alice X'))),
      evidence.answerBalance(sheetsOf(scene, 4n), account('alice X')),
    )
  })(),
  (() => {
    const scene = challengeable(
      { 'X alice': { amount: 6n }, 'X bob': { amount: 2n }, 'Y alice': { amount: 1n } },
      happen(second, deposit('alice 2 Y')),
    )
    const { scene: asked, event } = answeringSwap(scene)
    return refused(
      'answer-swap-given-negative',
      'CC-36',
      'More came back than was sold, and of the coin bought something was taken: no price makes that good.',
      asked,
      event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X bob': { amount: 4n } })
    const asked = happen(scene, evidence.challengeSwap(sheetsOf(scene), bobSells))
    return refused(
      'answer-swap-passive-is-not-proceeds',
      'CC-36',
      'Of the 4 X that bob has, 3 came passively: for his 8 Y he was given 1 (T11).',
      asked,
      evidence.answerSwap(sheetsOf(scene), bobSells),
    )
  })(),
  (() => {
    const more: Swap = { ...aliceSells, sellAmount: 1n, buyAmount: 2n, nonce: 6n }
    const day = {
      transfers: [],
      swaps: [
        { swap: aliceSells, taken: 4n, given: 8n },
        { swap: more, taken: 1n, given: 2n },
        { swap: { ...bobSells, sellAmount: 10n, buyAmount: 5n }, taken: 10n, given: 5n },
      ],
    }
    const scene = inEon(committed(third, day), 3n, 3n)
    const asked = happen(scene, evidence.challengeSwap(sheetsOf(scene), aliceSells))
    return refused(
      'challenge-swap-second-order',
      'CC-21',
      'Another order for the same two coins is the same matter.',
      asked,
      evidence.challengeSwap(sheetsOf(scene), more),
    )
  })(),
  ...(
    [
      ['overlap', 'An interval of the passive tree overlaps its sibling by one.', 3n],
      ['from-one', 'The passive tree begins at 1.', 1n],
    ] as const
  ).map(([slug, comment, bound]) => {
    const { interval } = honest.answerPassiveDelivery.event
    const path = interval.path.map(({ hash }) => ({ hash, bound }))
    const content = open.cast.suite.hash(transferDatum(open.cast.params, passive))
    const root = intervalRoot(open.cast.suite.hash, { left: 2n, right: 3n }, content, interval.index, path) as Bytes
    const known = sheetsOf(open).after.accounts.get('X bob')?.passive
    const scene = challengeable({ 'X bob': { passive: { amount: 3n, mark: known?.mark ?? 0n, root } } })
    const { scene: asked, event } = answeringPassive(scene)
    return refused(`answer-passive-delivery-${slug}`, 'CC-35', comment, asked, {
      ...event,
      interval: { ...interval, path },
    })
  }),
]

// Two conditions that fail together, where that takes a checkpoint of its own

const uncovered = { 'X carol': { amount: 99n } }
const uncoveredY = { 'Y carol': { amount: 99n } }
const oldUpdate = (coin: typeof X) =>
  draftUpdate(
    open.cast,
    { trader: alice, coin, eon: 1n },
    coin === X ? [paid, ...trading.transfers.slice(1, 2), aliceSells] : [aliceSells],
  ).update

const together: ReadonlyArray<Refused> = [
  (() => {
    const scene = challengeable({ ...uncovered, 'X alice': { amount: 1n, update: undefined } })
    const { claim: _, ...bare } = challengingBalance(scene).event
    return refused(
      'answer-balance-not-covered-not-applied',
      'CC-13',
      'CC-13 and CC-28 fail together.',
      happen(scene, bare),
      {
        ...answeringBalance(open).event,
        after: proofIn(scene.cast, sheetsOf(scene).after, account('alice X')),
      },
    )
  })(),
  (() => {
    const scene = challengeable({ ...uncovered, 'X carol': { amount: 99n, update: oldUpdate(X) } })
    return refused(
      'answer-delivery-not-covered-old-update',
      'CC-13',
      'CC-13 and CC-24 fail together.',
      answeringDelivery(scene).scene,
      answeringDelivery(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X carol': { amount: 99n, update: oldUpdate(X) } })
    return refused(
      'challenge-passive-delivery-not-covered-old-update',
      'CC-13',
      'CC-13 and CC-24 fail together.',
      scene,
      evidence.challengePassiveDelivery(sheetsOf(scene), bob, passive),
    )
  })(),
  (() => {
    const scene = challengeable({ ...uncovered, 'X alice': { update: oldUpdate(X) } })
    return refused(
      'challenge-swap-not-covered-old-update',
      'CC-13',
      'CC-13 and CC-24 fail together.',
      scene,
      challengingSwap(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'X alice': { update: { ...without(X), eon: 1n } } })
    return refused(
      'challenge-swap-old-update-not-in-update',
      'CC-24',
      'CC-24 and CC-33 fail together.',
      scene,
      challengingSwap(scene).event,
    )
  })(),
  (() => {
    const { scene, event } = answeringSwap(challengeable({ ...uncoveredY, 'Y alice': { update: oldUpdate(Y) } }))
    return refused('answer-swap-not-covered-old-update', 'CC-13', 'CC-13 and CC-24 fail together.', scene, event)
  })(),
  (() => {
    const { scene, event } = answeringSwap(challengeable({ 'Y alice': { update: without(Y, 1n) } }))
    return refused('answer-swap-old-update-not-in-update', 'CC-24', 'CC-24 and CC-33 fail together.', scene, event)
  })(),
  (() => {
    const { scene, event } = answeringSwap(challengeable({ 'Y alice': { amount: 7n, update: without(Y) } }))
    return refused('answer-swap-not-in-update-below', 'CC-33', 'CC-33 and CC-36 fail together.', scene, event)
  })(),
  (() => {
    const scene = challengeable({ ...uncovered, 'X alice': { update: oldUpdate(X) }, 'Y alice': { amount: 7n } })
    return refused(
      'punish-swap-sell-not-covered-old-update',
      'CC-13',
      'CC-13 and CC-24 fail together.',
      scene,
      punishing(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ ...uncoveredY, 'Y alice': { amount: 7n, update: oldUpdate(Y) } })
    return refused(
      'punish-swap-buy-not-covered-old-update',
      'CC-13',
      'CC-13 and CC-24 fail together.',
      scene,
      punishing(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'Y alice': { amount: 7n, update: without(Y, 1n) } })
    return refused(
      'punish-swap-buy-old-update-not-in-update',
      'CC-24',
      'CC-24 and CC-33 fail together.',
      scene,
      punishing(scene).event,
    )
  })(),
  (() => {
    const scene = challengeable({ 'Y alice': { update: without(Y) } })
    return refused(
      'punish-swap-buy-not-in-update-at-limit',
      'CC-33',
      'CC-33 and CC-37 fail together.',
      scene,
      punishing(scene).event,
    )
  })(),
]

/** All other ways to be refused. */
export const refusedEvents: ReadonlyArray<Refused> = [
  ...afterHalt,
  ...unknown,
  ...amounts,
  ...simple,
  ...withdrawals,
  ...balances,
  ...deliveries,
  ...swaps,
  ...recoveries,
  ...subtle,
  ...together,
]
