import { proofIn, type Sheet } from '../../../model/commit-chain/sheets.js'
import type { AllotmentProof, Event, EventOf, Leg, Update } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT, type Bytes } from '../../../spec/primitives/types.js'
import {
  alice,
  answeringBalance,
  answeringDelivery,
  answeringPassive,
  answeringSwap,
  challengingBalance,
  challengingPassive,
  challengingSwap,
  flipped,
  honest,
  mallory,
  punish,
  punishing,
  type Refused,
  type Right,
  recover,
  recovering,
  refused,
  request,
  requesting,
  right,
  third,
  tooFew,
  X,
} from './right.js'
import {
  account,
  challengeable,
  committed,
  committedTo,
  inEon,
  type Scene,
  trading,
  uncommitted2,
  uncommitted3,
} from './scene.js'

// What can be wrong with a proof

type Changed = NonNullable<Parameters<typeof challengeable>[0]>

/** A proof in an event: whose it is, of which eon, and how to put another in its place. */
interface Place<Tag extends Event['tag']> {
  readonly name: string
  readonly right: Right<Tag>
  readonly whose: string
  readonly eon: bigint
  readonly proof: (event: EventOf<Tag>) => AllotmentProof
  readonly with: (event: EventOf<Tag>, proof: AllotmentProof) => EventOf<Tag>
  /** The same event in a run in which the operator committed another root in that eon, or other amounts. */
  readonly again: (scene: Scene) => Right<Tag>
  /** What the operator has changed in the checkpoint of eon 3 in that run. */
  readonly changed?: Changed
}

const changedProof = {
  missing: (proof: AllotmentProof): AllotmentProof => ({ ...proof, path: proof.path.slice(0, -1) }),
  extra: (proof: AllotmentProof): AllotmentProof => ({
    ...proof,
    path: [...proof.path, proof.path.at(-1) as AllotmentProof['path'][number]],
  }),
  extraCoin: (proof: AllotmentProof): AllotmentProof => ({
    ...proof,
    coins: [...proof.coins, proof.coins[0] as Bytes],
  }),
  wide: (proof: AllotmentProof): AllotmentProof => ({ ...proof, passive: { ...proof.passive, mark: AMOUNT_LIMIT } }),
  stranger: (proof: AllotmentProof): AllotmentProof => ({
    ...proof,
    update: { ...(proof.update ?? ownUpdate), trader: mallory },
  }),
  moved: (proof: AllotmentProof, slot: number): AllotmentProof => ({
    ...proof,
    ...(slot === 0 ? { left: proof.left + 1n, right: proof.right === 0n ? 1n : proof.right } : {}),
    path: proof.path.map(({ hash, bound }, level) => ({
      hash,
      bound: ((slot >> level) & 1) === 1 || (slot === 0 && bound === 0n) ? bound + 1n : bound,
    })),
  }),
  hash: (proof: AllotmentProof): AllotmentProof => ({
    ...proof,
    path: proof.path.map(({ hash, bound }, i) => ({ hash: i === 0 ? flipped(hash) : hash, bound })),
  }),
} as const

const ownUpdate: Update = {
  trader: alice,
  coin: X,
  eon: 2n,
  transactions: new Uint8Array(32) as Bytes,
  spent: 0n,
  gained: 0n,
}

/** The first sibling's bound overlaps the account's own interval by one. */
const overlapping = (proof: AllotmentProof, slot: number): AllotmentProof => ({
  ...proof,
  path: proof.path.map(({ hash, bound }, i) => ({
    hash,
    bound: i === 0 ? (slot % 2 === 0 ? proof.right - 1n : proof.left + 1n) : bound,
  })),
})

const slotOf = (whose: string): number => ['alice', 'bob', 'carol'].indexOf(account(whose).trader)

/** Carol is given what is left of a coin and one more. */
const oneMore = (coin: string, eon: bigint, ours: Changed): Changed => {
  const has = coin === 'Y' ? 0n : eon === 2n ? 5n : 7n
  const spare = coin === 'Y' && 'Y alice' in ours ? 1n : 0n
  return { [`${coin} carol`]: { amount: has + spare + 1n } }
}

const proofsOf = <Tag extends Event['tag']>(
  place: Place<Tag>,
  isFull: boolean,
  isChallenged = false,
): ReadonlyArray<Refused> => {
  const { name, right: here, whose, eon, proof, with: put, again, changed = {} } = place
  const ours = eon === 3n ? changed : {}
  const shown = proof(here.event)
  const spoiled = (slug: string, clause: ClauseId, comment: string, other: AllotmentProof): Refused =>
    refused(`${name}-${slug}`, clause, comment, here.scene, put(here.event, other))
  const { cast, sheets } = here.scene
  const of = (text: string, inEonOf: bigint): AllotmentProof =>
    proofIn(cast, sheets.get(inEonOf) as Sheet, account(text))
  const otherTrader = whose.replace(/^\w+/, whose.startsWith('bob') ? 'carol' : 'bob')
  const otherCoin = whose.endsWith('X') ? whose.replace(/X$/, 'Y') : whose.replace(/Y$/, 'X')
  const before = (eon === 2n ? uncommitted2() : third) as Scene
  const day = eon === 2n ? { transfers: [], swaps: [] } : trading
  const crooked = (other: AllotmentProof): Right<Tag> => {
    const { scene, event } = again(committedTo(before, day, account(whose), other, ours))
    return { scene, event: put(event, other) }
  }
  const commits: ReadonlyArray<Refused> = isChallenged
    ? [
        spoiled(
          'proof-overlap',
          'CC-11',
          'The sibling overlaps the account by one: one coin is allotted twice.',
          overlapping(shown, slotOf(whose)),
        ),
      ]
    : (() => {
        const moved = crooked(changedProof.moved(shown, slotOf(whose)))
        // Nothing overlaps an account that ends at 0.
        const overlap = shown.right === 0n ? moved : crooked(overlapping(shown, slotOf(whose)))
        const more = again(committed(before, day, { ...ours, ...oneMore(account(whose).coin, eon, ours) }))
        return [
          refused(
            `${name}-proof-from-one`,
            'CC-11',
            'The operator committed a tree of which the whole begins at 1.',
            moved.scene,
            moved.event,
          ),
          ...(shown.right === 0n
            ? []
            : [
                refused(
                  `${name}-proof-overlap`,
                  'CC-11',
                  'The operator committed a tree in which the sibling overlaps the account by one: one coin is allotted twice.',
                  overlap.scene,
                  overlap.event,
                ),
              ]),
          refused(
            `${name}-proof-not-covered`,
            'CC-13',
            'The operator allots carol one more of the coin than was deposited in all: no proof of that coin is worth anything.',
            more.scene,
            more.event,
          ),
        ]
      })()
  const deep = isFull ? crooked(changedProof.extra(shown)) : undefined
  return [
    ...(deep === undefined
      ? []
      : [
          refused(
            `${name}-proof-deep`,
            'CC-10',
            'The operator committed a tree with a level too many, and the proof leads to it.',
            deep.scene,
            deep.event,
          ),
        ]),
    spoiled('proof-short', 'CC-10', 'The proof lacks its last sibling.', changedProof.missing(shown)),
    ...(isFull
      ? [
          spoiled(
            'proof-long',
            'CC-10',
            'The proof has a sibling more than the tree has levels.',
            changedProof.extra(shown),
          ),
          spoiled(
            'proof-coins-long',
            'CC-10',
            'The path in the tree of coins is too long.',
            changedProof.extraCoin(shown),
          ),
          spoiled('proof-wide', 'CC-10', 'The mark in the proof is 2^128: no amount.', changedProof.wide(shown)),
          spoiled(
            'proof-stranger',
            'CC-10',
            'The update in the proof is of a trader whom nobody knows.',
            changedProof.stranger(shown),
          ),
        ]
      : []),
    spoiled('proof-hash', 'CC-12', 'A sibling’s hash has one bit wrong.', changedProof.hash(shown)),
    ...(isFull
      ? [
          spoiled('proof-other-trader', 'CC-11', 'The proof is of another trader’s account.', of(otherTrader, eon)),
          spoiled('proof-other-coin', 'CC-12', 'The proof is of another coin.', of(otherCoin, eon)),
          spoiled('proof-other-eon', 'CC-12', 'The proof is of the eon before.', of(whose, eon - 1n)),
        ]
      : []),
    ...commits,
  ]
}

/** The same event, when eon 2 or eon 3 was committed otherwise. */
const after2 = (scene: Scene, changed: Changed = {}): Scene => challengeable(changed, scene)
const after3 = (scene: Scene): Scene => inEon(scene, 3n, 3n)

const place = <Tag extends Event['tag']>(
  name: string,
  here: Right<Tag>,
  whose: string,
  eon: bigint,
  proof: (event: EventOf<Tag>) => AllotmentProof,
  put: (event: EventOf<Tag>, proof: AllotmentProof) => EventOf<Tag>,
  again: (scene: Scene) => Right<Tag>,
  changed: Changed = {},
): Place<Tag> => ({ name, right: here, whose, eon, proof, with: put, again, changed })

const legs = <Tag extends 'challengeSwap' | 'punishSwap' | 'answerSwap'>(
  tag: Tag,
  side: 'sell' | 'buy',
  here: Right<Tag>,
  again: (scene: Scene) => Right<Tag>,
  changed: Changed = {},
): ReadonlyArray<Refused> => {
  type Legged = Readonly<Record<'sell' | 'buy', Leg>>
  const whose = side === 'sell' ? 'alice X' : 'alice Y'
  const part = (name: 'before' | 'after', eon: bigint): Place<Tag> =>
    place(
      `${kebab(tag)}-${side}-${name}`,
      here,
      whose,
      eon,
      (event) => (event as unknown as Legged)[side][name],
      (event, proof) => ({ ...event, [side]: { ...(event as unknown as Legged)[side], [name]: proof } }),
      (scene) => again(eon === 2n ? after2(scene, changed) : after3(scene)),
      changed,
    )
  return [...proofsOf(part('before', 2n), false), ...proofsOf(part('after', 3n), false)]
}

const kebab = (tag: string): string => tag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const spoiledProofs: ReadonlyArray<Refused> = [
  ...proofsOf(
    place(
      'request-withdrawal',
      requesting,
      'carol X',
      2n,
      ({ proof }) => proof,
      (event, proof) => ({ ...event, proof }),
      (scene) => {
        const now = committed(uncommitted3(scene), trading)
        return right(now, request(now, 3n, 'carol X', 2n))
      },
    ),
    false,
  ),
  ...proofsOf(
    place(
      'challenge-balance',
      honest.challengeBalance,
      'alice X',
      2n,
      ({ before }) => before,
      (event, before) => ({ ...event, before }),
      (scene) => challengingBalance(after2(scene)),
    ),
    false,
  ),
  ...proofsOf(
    place(
      'answer-balance',
      honest.answerBalance,
      'alice X',
      3n,
      ({ after }) => after,
      (event, after) => ({ ...event, after }),
      (scene) => answeringBalance(after3(scene)),
    ),
    true,
  ),
  ...proofsOf(
    place(
      'answer-delivery',
      honest.answerDelivery,
      'carol X',
      3n,
      ({ after }) => after,
      (event, after) => ({ ...event, after }),
      (scene) => answeringDelivery(after3(scene)),
    ),
    false,
  ),
  ...proofsOf(
    place(
      'challenge-passive-delivery',
      honest.challengePassiveDelivery,
      'carol X',
      3n,
      ({ after }) => after,
      (event, after) => ({ ...event, after }),
      (scene) => challengingPassive(after3(scene)),
    ),
    false,
  ),
  ...proofsOf(
    place(
      'recover',
      recovering,
      'alice X',
      3n,
      ({ proof }) => proof,
      (event, proof) => ({ ...event, proof }),
      (scene) => {
        const now = inEon(scene, 5n)
        return right(now, recover(now, 'alice X', 3n))
      },
    ),
    true,
  ),
  ...legs('challengeSwap', 'sell', honest.challengeSwap, challengingSwap),
]

/** The answer to a swap's challenge is about the coin that is bought, so the challenge itself stands. */
const spoiledAnswers: ReadonlyArray<Refused> = [
  ...legs('answerSwap', 'buy', honest.answerSwap, answeringSwap),
  ...legs('punishSwap', 'sell', punish, punishing, tooFew),
  ...legs('punishSwap', 'buy', punish, punishing, tooFew),
]

// Passive answers: the recipient's proof is of bob's account, in which the challenge itself does not look

const spoiledPassive: ReadonlyArray<Refused> = proofsOf(
  place(
    'answer-passive-delivery',
    honest.answerPassiveDelivery,
    'bob X',
    3n,
    ({ after }) => after,
    (event, after) => ({ ...event, after }),
    (scene) => answeringPassive(after3(scene)),
  ),
  false,
  // The challenge has looked at the same tree: what is wrong with it as a whole would have stopped that.
  true,
)

/** All that can be wrong with a proof. */
export const refusedProofs: ReadonlyArray<Refused> = [...spoiledProofs, ...spoiledAnswers, ...spoiledPassive]
