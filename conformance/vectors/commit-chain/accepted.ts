import * as evidence from '../../../model/commit-chain/evidence.js'
import { accountsOf } from '../../../model/commit-chain/sheets.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import type { Event, Transfer } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT } from '../../../spec/primitives/types.js'
import { deepest } from './deepest.js'
import {
  alice,
  answeringBalance,
  answeringSwap,
  cancel,
  cancelling,
  carol,
  challengingBalance,
  challengingSwap,
  confirm,
  confirming,
  down,
  honest,
  inFifth,
  inThird,
  open,
  overdrawn,
  punish,
  recover,
  recovering,
  request,
  requested,
  requesting,
  third,
  X,
} from './right.js'
import {
  account,
  aliceSells,
  at,
  bobSells,
  challengeable,
  committed,
  deposit,
  funded,
  happen,
  inEon,
  opened,
  paid,
  paidPassively,
  type Scene,
  evidence as sheetsOf,
  trading,
  uncommitted2,
} from './scene.js'

/** A run in which everything is accepted. */
export interface Accepted {
  readonly slug: string
  readonly comment: string
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly scene: Scene
}

const run = (
  slug: string,
  clauses: readonly [ClauseId, ...ClauseId[]],
  comment: string,
  scene: Scene,
  ...more: ReadonlyArray<Event>
): Accepted => ({ slug, comment, clauses, scene: happen(scene, ...more) })

const quiet = { transfers: [], swaps: [] } as const

/** Everybody recovers everything from the checkpoint of an eon. */
const allRecover = (scene: Scene, eon: bigint): ReadonlyArray<Event> =>
  accountsOf(scene.cast.params).map(({ trader, coin }) => recover(scene, `${trader} ${coin}`, eon))

const kinds: ReadonlyArray<Accepted> = [
  run('deposits', ['CC-43', 'CC-5'], 'Three deposits, and what is held of each coin.', funded()),
  run(
    'deposit-largest',
    ['CC-5'],
    'All that can be held of a coin.',
    opened(),
    deposit(`alice ${AMOUNT_LIMIT - 1n} X`),
  ),
  run(
    'deposits-add-up',
    ['CC-43'],
    'Two deposits of one account in one eon.',
    opened(),
    deposit('alice 1 X'),
    deposit('alice 2 X'),
  ),
  run(
    'checkpoint',
    ['CC-9', 'CC-7'],
    'The checkpoint of eon 2 quotes the deposits of eon 1.',
    committed(uncommitted2(), quiet),
  ),
  run(
    'checkpoint-late',
    ['CC-20'],
    'A checkpoint in the last block of its eon is in time.',
    (() => {
      const late = at(uncommitted2(), 23n)
      return committed(late, quiet)
    })(),
  ),
  run('request-withdrawal', ['CC-14'], 'Carol asks for 2 of her 5 X.', requesting.scene, requesting.event),
  run(
    'request-withdrawal-all',
    ['CC-14'],
    'Carol asks for all of her 5 X, in two requests of one eon.',
    inThird,
    request(inThird, 3n, 'carol X', 2n),
    request(inThird, 3n, 'carol X', 3n),
  ),
  run(
    'cancel-withdrawal',
    ['CC-15', 'CC-16', 'CC-17'],
    'Alice asked for 8 X although she signed that 1 is left.',
    cancelling.scene,
    cancelling.event,
  ),
  run(
    'cancel-withdrawal-with-statement-before',
    ['CC-16', 'CC-17'],
    'The statement is of the eon before the request.',
    overdrawn,
    cancel(overdrawn, 'alice X', 3n, [2n, 7n]),
  ),
  (() => {
    const next = inEon(overdrawn, 4n)
    return run(
      'cancel-withdrawal-before-checkpoint',
      ['CC-15'],
      'In the next eon, before the checkpoint that would count on it.',
      next,
      cancel(next, 'alice X', 3n, [3n, 1n]),
    )
  })(),
  (() => {
    const again = happen(overdrawn, cancelling.event)
    return run(
      'request-after-cancel',
      ['CC-14', 'CC-15'],
      'What was cancelled does not count any more.',
      again,
      request(again, 3n, 'alice X', 10n),
    )
  })(),
  run(
    'confirm-withdrawal',
    ['CC-18', 'CC-19', 'CC-40'],
    'In the second eon after, at a third of it, the 2 X are paid.',
    confirming.scene,
    confirming.event,
  ),
  run(
    'confirm-withdrawal-later',
    ['CC-19', 'CC-40'],
    'At the end of that eon.',
    inFifth(requested, 11n),
    confirm('carol X', 3n),
  ),
  run('challenge-balance', ['CC-20', 'CC-21'], 'Alice asks what became of her X.', open, honest.challengeBalance.event),
  run(
    'answer-balance',
    ['CC-27', 'CC-28', 'CC-29'],
    'The operator shows the update that both signed, and that it is applied.',
    honest.answerBalance.scene,
    honest.answerBalance.event,
  ),
  run(
    'answer-balance-last-block',
    ['CC-23'],
    'An epoch after the challenge is in time.',
    at(honest.answerBalance.scene, 30n),
    honest.answerBalance.event,
  ),
  run(
    'answer-balance-without-update',
    ['CC-28', 'CC-29'],
    'Carol had no Y and agreed nothing about it: no update, none applied.',
    open,
    evidence.challengeBalance(sheetsOf(open), account('carol Y')),
    evidence.answerBalance(sheetsOf(open), account('carol Y')),
  ),
  run(
    'answer-balance-passive',
    ['CC-29'],
    'What bob received passively counts.',
    open,
    evidence.challengeBalance(sheetsOf(open), account('bob X')),
    evidence.answerBalance(sheetsOf(open), account('bob X')),
  ),
  (() => {
    const late = at(open, 35n)
    const asked = happen(late, challengingBalance(late).event)
    return run(
      'answer-balance-in-next-eon',
      ['CC-23', 'CC-8'],
      'Challenged in the last block, answered in the next eon, which then gets its checkpoint.',
      committed(happen(inEon(asked, 4n), honest.answerBalance.event), quiet),
    )
  })(),
  (() => {
    const more = challengeable({ 'X alice': { amount: 2n }, 'X carol': { amount: 6n } })
    return run(
      'answer-balance-more-than-agreed',
      ['CC-29'],
      'To be given more than agreed is no wrong done to alice.',
      answeringBalance(more).scene,
      answeringBalance(more).event,
    )
  })(),
  (() => {
    const older = draftUpdate(open.cast, { trader: alice, coin: X, eon: 2n }, [paid])
    const claim = { update: older.update, byOperator: older.agreed.byOperator }
    const asked = happen(open, { ...honest.challengeBalance.event, claim })
    return run(
      'answer-balance-newer',
      ['CC-27'],
      'Alice showed an older update; the answer has a later one.',
      asked,
      honest.answerBalance.event,
    )
  })(),
  run(
    'challenge-delivery',
    ['CC-30', 'CC-31'],
    'Carol asks what became of alice’s transfer; it was delivered.',
    honest.answerDelivery.scene,
    honest.answerDelivery.event,
  ),
  run(
    'challenge-delivery-by-sender',
    ['CC-30', 'CC-31'],
    'Alice asks the same.',
    open,
    evidence.challengeDelivery(sheetsOf(open), alice, paid),
    evidence.answerDelivery(sheetsOf(open), alice, paid),
  ),
  run(
    'challenge-passive-delivery',
    ['CC-30', 'CC-31', 'CC-35'],
    'Bob asks what became of carol’s transfer; it has its place.',
    honest.answerPassiveDelivery.scene,
    honest.answerPassiveDelivery.event,
  ),
  run(
    'challenge-passive-delivery-first',
    ['CC-35'],
    'Alice’s transfer stands at mark 0.',
    open,
    evidence.challengePassiveDelivery(sheetsOf(open), alice, paidPassively[0]),
    evidence.answerPassiveDelivery(sheetsOf(open), alice, paidPassively[0]),
  ),
  run(
    'challenge-swap',
    ['CC-32', 'CC-33', 'CC-34', 'CC-36'],
    'Alice’s order was filled exactly at its limit.',
    honest.answerSwap.scene,
    honest.answerSwap.event,
  ),
  run(
    'challenge-swap-other-side',
    ['CC-33', 'CC-36'],
    'Bob’s order, too; what he received passively is not the swap’s (T11).',
    open,
    evidence.challengeSwap(sheetsOf(open), bobSells),
    evidence.answerSwap(sheetsOf(open), bobSells),
  ),
  ...(
    [
      ['partly-filled', 'Two of the four X for four Y.', 3n, 4n],
      ['better-than-limit', 'Three X for seven Y: better than two for one.', 2n, 7n],
      ['not-filled', 'Nothing was taken, and nothing given.', 5n, 0n],
    ] as const
  ).map(([slug, comment, ofX, ofY]) => {
    const scene = challengeable({
      'X alice': { amount: ofX },
      'Y alice': { amount: ofY },
      'X bob': { amount: 7n - (ofX - 1n) },
      'Y bob': { amount: 10n - ofY },
    })
    return run(`swap-${slug}`, ['CC-36', 'CC-34'], comment, answeringSwap(scene).scene, answeringSwap(scene).event)
  }),
  run('punish-swap', ['CC-37', 'CC-41'], 'One Y too few: the exchange halts at once.', punish.scene, punish.event),
  run(
    'recover',
    ['CC-38', 'CC-40'],
    'Alice recovers what the last settled checkpoint allots her.',
    recovering.scene,
    recovering.event,
  ),
]

/** What an implementer could take for wrong, and is right. */
const subtle: ReadonlyArray<Accepted> = [
  (() => {
    const asked = happen(at(third, 27n), challengingBalance(open).event)
    return run(
      'checkpoint-while-challenged-in-this-eon',
      ['CC-8'],
      'A challenge of this eon does not keep its checkpoint away.',
      committed(asked, trading),
      honest.answerBalance.event,
    )
  })(),
  (() => {
    const asked = happen(inThird, request(inThird, 3n, 'carol X', 4n))
    const fourth = committed(inEon(asked, 4n), quiet)
    const again = happen(fourth, request(fourth, 4n, 'carol X', 3n))
    return run(
      'cancel-withdrawal-with-eon-of-statement',
      ['CC-17'],
      'What was asked for in the eon of the statement counts: 4 and 3 are more than 6.',
      again,
      cancel(again, 'carol X', 4n, [3n, 6n]),
    )
  })(),
  (() => {
    const scene = inEon(committed(inEon(requested, 4n), quiet), 4n, 3n)
    return run(
      'answer-balance-after-request',
      ['CC-29'],
      'What carol asked for in the eon before is not allotted any more.',
      scene,
      evidence.challengeBalance(sheetsOf(scene, 4n), account('carol X')),
      evidence.answerBalance(sheetsOf(scene, 4n), account('carol X')),
    )
  })(),
  (() => {
    const asked = ['carol X', 'alice X'].map((of) => request(inThird, 3n, of, 1n))
    const fourth = committed(inEon(happen(inThird, ...asked), 4n), quiet)
    const again = ['carol X', 'alice Y'].map((of) => request(fourth, 4n, of, 1n))
    const scene = inEon(happen(fourth, ...again), 4n, 3n)
    return run(
      'seen-in-order',
      ['CC-43'],
      'What is asked for and what is challenged is seen by trader, coin and eon, not in the sequence in which it came.',
      scene,
      ...['carol X', 'alice Y', 'alice X'].map((of) => evidence.challengeBalance(sheetsOf(scene, 4n), account(of))),
    )
  })(),
  (() => {
    const asked = happen(overdrawn, request(overdrawn, 3n, 'carol X', 1n))
    const fourth = inEon(asked, 4n)
    return run(
      'seen-in-order-of-eons',
      ['CC-43'],
      'Of one account what is asked for is seen by eon, also after another’s request was cancelled.',
      fourth,
      request(fourth, 4n, 'carol X', 2n),
      cancel(fourth, 'alice X', 3n, [3n, 1n]),
    )
  })(),
  (() => {
    const twin: Transfer = { ...paid, passive: true }
    const swaps = [{ swap: aliceSells, taken: 0n, given: 0n }]
    const scene = inEon(committed(third, { transfers: [paid, twin], swaps }), 3n, 3n)
    const sheets = sheetsOf(scene)
    return run(
      'seen-in-order-of-kinds',
      ['CC-43'],
      'Challenges of one account are seen by kind.',
      scene,
      evidence.challengeSwap(sheets, aliceSells),
      evidence.challengePassiveDelivery(sheets, alice, twin),
      evidence.challengeDelivery(sheets, alice, paid),
      evidence.challengeBalance(sheets, account('alice X')),
    )
  })(),
  (() => {
    const transfers = Array.from({ length: 9 }, (_, i): Transfer => ({ ...paid, amount: 1n, nonce: BigInt(9 - i) }))
    const scene = committed(third, { transfers, swaps: [] })
    return run(
      'seen-in-order-of-blocks',
      ['CC-43'],
      'Challenges of one kind are seen by block, however many they are.',
      scene,
      ...transfers.flatMap(
        (one, i): ReadonlyArray<Event> => [
          { tag: 'advance', block: BigInt(27 + i) },
          evidence.challengeDelivery(sheetsOf(scene), alice, one),
        ],
      ),
    )
  })(),
  (() => {
    const late = at(committed(inEon(inThird, 4n), quiet), 47n)
    const asked = happen(late, evidence.challengeBalance(sheetsOf(late, 4n), account('carol X')), deposit('carol 3 X'))
    return run(
      'answer-balance-late-after-deposit',
      ['CC-29'],
      'A deposit of the eon in which it was challenged is for the next checkpoint.',
      inEon(asked, 5n),
      evidence.answerBalance(sheetsOf(late, 4n), account('carol X')),
    )
  })(),
  (() => {
    const twin: Transfer = { ...paid, passive: true }
    const scene = inEon(committed(third, { transfers: [paid, twin], swaps: [] }), 3n, 3n)
    return run(
      'challenge-both-deliveries',
      ['CC-21', 'CC-30'],
      'An active transfer and a passive one that are alike otherwise are two matters.',
      scene,
      evidence.challengeDelivery(sheetsOf(scene), carol, paid),
      evidence.challengePassiveDelivery(sheetsOf(scene), carol, twin),
      evidence.answerDelivery(sheetsOf(scene), carol, paid),
      evidence.answerPassiveDelivery(sheetsOf(scene), carol, twin),
    )
  })(),
  (() => {
    const { membership } = honest.challengeDelivery.event
    const index = membership.index + (5n << BigInt(membership.path.length))
    return run(
      'challenge-delivery-index-with-more-bits',
      ['CC-31'],
      'Of an index only as many bits count as there are siblings.',
      open,
      { ...honest.challengeDelivery.event, membership: { ...membership, index } },
    )
  })(),
  (() => {
    const scene = inFifth(requested, 4n)
    const sixth = committed(inEon(scene, 6n), quiet)
    return run(
      'confirm-withdrawal-next-eon-start',
      ['CC-19'],
      'In the third eon after it is paid at once.',
      sixth,
      confirm('carol X', 3n),
    )
  })(),
]

const halts: ReadonlyArray<Accepted> = [
  run('halt-without-checkpoint', ['CC-41'], 'Eon 2 ends without a checkpoint.', inEon(uncommitted2(), 3n)),
  run('halt-only-once', ['CC-41'], 'Time goes by after a halt.', inEon(inEon(uncommitted2(), 3n), 9n)),
  run('halt-in-one-leap', ['CC-41'], 'The same, though nothing is heard until eon 7.', inEon(funded(), 7n)),
  run(
    'halt-unanswered',
    ['CC-41'],
    'Alice’s challenge is open after the first epoch of the next eon.',
    inEon(honest.answerBalance.scene, 4n, 3n),
  ),
  run(
    'halt-unanswered-not-yet',
    ['CC-41'],
    'One block before the first epoch is over it could still be answered elsewhere.',
    inEon(honest.answerBalance.scene, 4n, 2n),
  ),
  run(
    'halt-unanswered-before-missing',
    ['CC-41'],
    'Of an open challenge and a checkpoint that is missing, the challenge comes first.',
    inEon(honest.answerBalance.scene, 9n),
  ),
  run(
    'halt-missing-before-unanswered',
    ['CC-41'],
    'In an eon without a checkpoint a challenge of it stays open: the missing checkpoint comes first.',
    (() => {
      const scene = at(third, 30n)
      return inEon(happen(scene, { ...challengingBalance(open).event }), 9n)
    })(),
  ),
  run(
    'halt-missing-while-challenged',
    ['CC-41'],
    'The same, at the very block with which the eon ends: it does not wait for the answer.',
    inEon(happen(at(third, 30n), challengingBalance(open).event), 4n),
  ),
  run(
    'halt-not-after-an-answer',
    ['CC-22', 'CC-41'],
    'Each kind of challenge was opened and answered, and the time for answers goes by: the exchange goes on.',
    (() => {
      const asked = happen(
        open,
        honest.challengeBalance.event,
        honest.challengeDelivery.event,
        honest.challengePassiveDelivery.event,
        honest.challengeSwap.event,
      )
      const answered = happen(
        asked,
        honest.answerBalance.event,
        honest.answerDelivery.event,
        honest.answerPassiveDelivery.event,
        honest.answerSwap.event,
      )
      return inEon(committed(inEon(answered, 4n), { transfers: [], swaps: [] }), 4n, 5n)
    })(),
  ),
  run(
    'halt-not-after-an-answer-in-one-leap',
    ['CC-22', 'CC-41'],
    'The same, where nothing is heard until the time for answers has gone by.',
    inEon(happen(honest.answerBalance.scene, honest.answerBalance.event), 4n, 5n),
  ),
  run(
    'recover-all',
    ['CC-40', 'CC-44'],
    'Everybody recovers everything; nothing is left.',
    down,
    ...allRecover(down, 3n),
  ),
  (() => {
    const scene = inEon(happen(inThird, deposit('bob 7 X'), deposit('alice 1 Y')), 5n)
    return run(
      'recover-with-deposits',
      ['CC-40', 'CC-44'],
      'Deposits of the eon of that checkpoint, and later ones, are recovered as well.',
      scene,
      ...allRecover(scene, 3n),
    )
  })(),
  (() => {
    const scene = inEon(requested, 5n)
    return run(
      'recover-with-request',
      ['CC-40', 'CC-44'],
      'A request that the checkpoint does not count yet is neither paid twice nor lost.',
      scene,
      ...allRecover(scene, 3n),
    )
  })(),
  (() => {
    const counted = committed(inEon(requested, 4n), quiet)
    const scene = inEon(counted, 6n)
    return run(
      'recover-with-counted-request',
      ['CC-40', 'CC-44'],
      'The checkpoint counts on a request that is not paid: it is recovered.',
      scene,
      ...allRecover(scene, 4n),
    )
  })(),
  (() => {
    const scene = inEon(happen(confirming.scene, confirming.event), 7n)
    return run(
      'recover-after-payment',
      ['CC-40', 'CC-44'],
      'What was paid is not recovered again.',
      scene,
      ...allRecover(scene, 5n),
    )
  })(),
  (() => {
    const scene = happen(punish.scene, punish.event)
    return run(
      'recover-after-punishment',
      ['CC-37', 'CC-40'],
      'After a punished swap all recover from the checkpoint of the eon before.',
      scene,
      ...allRecover(scene, 2n),
    )
  })(),
  run('recover-nothing', ['CC-40'], 'Who has nothing is paid nothing.', down, recover(down, 'carol Y', 3n)),
]

const shapes: ReadonlyArray<Accepted> = [
  ...(['sha256', 'keccak256'] as const).flatMap((hash) =>
    (['ed25519', 'secp256k1'] as const)
      .filter((signature) => hash !== 'sha256' || signature !== 'ed25519')
      .map((signature) => {
        const setting = { hash, signature }
        const scene = challengeable({}, committed(uncommitted2(setting), quiet))
        return run(
          `suite-${hash}-${signature}`,
          ['PR-4', 'CC-12', 'CC-26'],
          `Balance and swap challenges with ${hash} and ${signature}.`,
          scene,
          challengingBalance(scene).event,
          answeringBalance(scene).event,
          challengingSwap(scene).event,
          answeringSwap(scene).event,
        )
      }),
  ),
  (() => {
    const setting = { traders: ['alice'], coins: ['X'], blocksPerEon: 4n }
    const second = committed(inEon(happen(opened(setting), deposit('alice 1 X')), 2n), quiet)
    const scene = inEon(committed(inEon(second, 3n), quiet), 3n, 1n)
    return run(
      'one-trader-one-coin',
      ['CC-10', 'CC-12'],
      'Trees of one leaf: paths without siblings.',
      scene,
      evidence.challengeBalance(sheetsOf(scene), account('alice X')),
      evidence.answerBalance(sheetsOf(scene), account('alice X')),
    )
  })(),
  (() => {
    const setting = { traders: ['alice', 'bob', 'carol', 'dave', 'erin'], coins: ['X', 'Y', 'Z'], blocksPerEon: 4n }
    const deposits = ['alice', 'bob', 'carol', 'dave', 'erin'].map((name, i) => deposit(`${name} ${i + 1} Z`))
    const second = committed(inEon(happen(opened(setting), ...deposits), 2n), quiet)
    const scene = inEon(committed(inEon(second, 3n), quiet), 3n, 1n)
    return run(
      'five-traders-three-coins',
      ['CC-10', 'CC-12'],
      'Trees with padding.',
      scene,
      ...['alice Z', 'erin Z', 'dave X'].flatMap((text) => [
        evidence.challengeBalance(sheetsOf(scene), account(text)),
        evidence.answerBalance(sheetsOf(scene), account(text)),
      ]),
    )
  })(),
  (() => {
    const scene = committed(inEon(happen(opened(), deposit('alice 3 X'), deposit('alice 3 Y')), 2n), quiet)
    const next = inEon(scene, 3n)
    return run(
      'equal-coins',
      ['CC-12'],
      'Two coins are allotted alike, and are two leaves of the tree of coins all the same (T27).',
      next,
      request(next, 3n, 'alice X', 1n),
      request(next, 3n, 'alice Y', 2n),
    )
  })(),
]

/** The runs in which everything is accepted. */
export const acceptedRuns: ReadonlyArray<Accepted> = [...kinds, ...subtle, ...deepest, ...halts, ...shapes]
