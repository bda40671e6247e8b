import type { Swap, Transfer } from '../commit-chain/types.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import {
  answerBalance,
  cancels,
  challengeBalance,
  challengeSwap,
  challengesDelivery,
  challengesSwap,
  requests,
} from './disputes.js'
import {
  ALICE,
  BOB,
  comes,
  commits,
  commitsBlindly,
  type Deed,
  sends as deed,
  HUB,
  ORDER,
  ratifies,
  signs,
  TRANSFER,
  X,
  Y,
} from './runs.js'

/** Alice's side, bob's side, and what the checkpoint of eon 3 says of both and of the hub. */
const sends = signs(ALICE, X, TRANSFER)
const takes = signs(BOB, X, TRANSFER)
const sells = signs(ALICE, X, ORDER)
const buys = signs(ALICE, Y, ORDER)
const [hers, his, herY] = [ratifies(ALICE, X), ratifies(BOB, X), ratifies(ALICE, Y)]
const idle = commits([ALICE, X, 1n], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const moved = commits([ALICE, X, 0n, 'applied'], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const debited = commits([ALICE, X, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const credited = commits([ALICE, X, 1n], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 0n], [HUB, Y, 1n])
const overallotted = commits([ALICE, X, 1n], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const shorted = commits([ALICE, X, 0n], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const filled = commits([ALICE, X, 0n, 'applied'], [ALICE, Y, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 0n])
const returned = commits([ALICE, X, 1n, 'applied'], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const unpaid = commits([ALICE, X, 0n, 'applied'], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const halfSold = commits([ALICE, X, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const halfBought = commits([ALICE, X, 1n], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const next = comes(3n)
const late = comes(4n, 1n)

// And what goes wrong less often.
const blind = commitsBlindly
const nothing = signs(ALICE, X)
const forged = commits([ALICE, X, 0n, 'forged'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const nothingApplied = commits([ALICE, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const nothingTaken = commits(
  [ALICE, X, 0n, 'applied'],
  [BOB, X, 0n, 'applied'],
  [BOB, Y, 1n],
  [HUB, X, 2n],
  [HUB, Y, 1n],
)
const creditedForNothing = commits(
  [ALICE, X, 0n, 'applied'],
  [BOB, X, 1n, 'applied'],
  [BOB, Y, 1n],
  [HUB, X, 1n],
  [HUB, Y, 1n],
)
const back = commits([ALICE, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const withheld = commits([ALICE, X, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 3n], [HUB, Y, 1n])
const deposits = (trader: TraderId, coin: CoinId): Deed => deed({ tag: 'deposit', trader, coin, amount: 1n })

/** Another transfer, which differs in its nonce alone; and orders of bob's, and the other way round. */
const OTHER: Transfer = { ...TRANSFER, nonce: 2n }
const BOBS: Swap = { ...ORDER, trader: BOB }
const REVERSE: Swap = { ...ORDER, sellCoin: Y, buyCoin: X }

/** Runs of one eon and its checkpoint, by name. */
export const runs: Readonly<Record<string, ReadonlyArray<Deed>>> = {
  'nothing is signed': [next, idle],
  'nothing is signed, and nothing committed': [next, late],
  'nothing is signed, and alice is shorted': [next, shorted],
  'nothing is signed, and alice challenges in vain': [next, idle, challengeBalance, answerBalance, late],
  'nothing is signed, and alice is not answered': [next, idle, challengeBalance, late],
  'alice signs': [sends, next, idle],
  'alice signs, and nothing is committed': [sends, next, late],
  'alice signs, and is debited': [sends, next, debited],
  'alice signs, and is debited, and challenges': [sends, next, debited, challengeBalance, late],
  'alice signs, and is shorted': [sends, next, shorted],
  'both sign': [sends, takes, next, moved],
  'both sign, and it is dropped': [sends, takes, next, idle],
  'both sign, and alice is debited': [sends, takes, next, debited],
  'both sign, and bob is credited alone': [sends, takes, next, credited],
  'both sign, and bob is credited out of nothing': [sends, takes, next, overallotted],
  'both sign, and nothing is committed': [sends, takes, next, late],
  'both sign, alice has it': [sends, takes, hers, next, moved],
  'both sign, alice has it, and it is dropped': [sends, takes, hers, next, idle],
  'both sign, alice has it, and bob is credited alone': [sends, takes, hers, next, credited],
  'both sign, bob has it': [sends, takes, his, next, moved],
  'both sign, bob has it, and it is dropped': [sends, takes, his, next, idle],
  'both sign, bob has it, and alice is debited': [sends, takes, his, next, debited],
  'both sign, it is dropped, and then alice gets it': [sends, takes, next, idle, hers],
  'both sign, it is dropped, and then bob gets it': [sends, takes, next, idle, his],
  'only bob signs': [takes, next, idle],
  'only bob signs, and is credited': [takes, next, credited],
  'alice signs and has it, and it is dropped': [sends, hers, next, idle],
  'alice signs and has it, and is debited': [sends, hers, next, debited],
  'alice orders': [sells, buys, next, idle],
  'alice orders, and is filled': [sells, buys, next, filled],
  'alice orders, and it comes back': [sells, buys, next, returned],
  'alice orders, and is not paid': [sells, buys, next, unpaid],
  'alice orders, and only what she sells is taken': [sells, buys, next, halfSold],
  'alice orders, and only what she buys is applied': [sells, buys, next, halfBought],
  'alice orders, and nothing is committed': [sells, buys, next, late],
  'alice orders, half of it only': [sells, next, idle],
  'alice orders, half of it only, which is taken': [sells, next, halfSold],
  'alice orders, the other half only': [buys, next, idle],
  'alice orders and has it': [sells, buys, hers, herY, next, filled],
  'alice orders and has it, and it is dropped': [sells, buys, hers, herY, next, idle],
  'alice orders and has it, and is not paid': [sells, buys, hers, herY, next, unpaid],
  'alice orders and has one half, and only the other is applied': [sells, buys, hers, next, halfBought],
  'alice orders, is filled, and challenges the swap in vain': [sells, buys, next, filled, challengeSwap, late],
  'alice orders, is not paid, and challenges the swap': [sells, buys, next, unpaid, challengeSwap, late],
  'alice orders, is filled, and challenges her balance': [
    sells,
    buys,
    next,
    filled,
    challengeBalance,
    answerBalance,
    late,
  ],
  // What only one side has, or nobody.
  'both sign, and the hub has no tree of its checkpoint': [sends, takes, next, blind],
  'both sign, alice has it, and the hub has no tree of its checkpoint': [sends, takes, hers, next, blind],
  'both sign, bob has it, and the hub has no tree of its checkpoint': [sends, takes, his, next, blind],
  'alice orders, and the hub has no tree of its checkpoint': [sells, buys, next, blind],
  'nothing is signed, and an update of alice is applied': [next, forged],
  'alice signs, and another update is applied': [sends, next, forged],
  'alice signs and has it, and bob signs something else': [sends, signs(BOB, X), hers, next, creditedForNothing],
  // Signed twice, and in two steps.
  'alice signs nothing, then a transfer, has both, and nothing is applied': [
    nothing,
    sends,
    hers,
    next,
    nothingApplied,
  ],
  'bob signs nothing, then a transfer, has both, and nothing is applied': [
    sends,
    signs(BOB, X),
    takes,
    his,
    next,
    nothingTaken,
  ],
  'both sign, and alice gets it when it is done': [sends, takes, next, moved, hers],
  'both sign, alice has it, it is dropped, and then bob gets it': [sends, takes, hers, next, idle, his],
  // Orders that come back, and are not paid.
  'alice orders, and all comes back, but what she buys is not applied': [sells, buys, next, back],
  'alice orders and deposits, and neither comes': [sells, buys, deposits(ALICE, X), next, withheld],
  // Deposits of other eons.
  'nothing is signed, alice is shorted, and deposits before she challenges': [next, shorted, deposits(ALICE, X)],
  'both sign, bob is credited out of nothing, and it is deposited later': [
    ...[sends, takes, next, overallotted],
    ...[comes(4n, 1n), deposits(ALICE, X)],
  ],
  // Challenges, and time.
  'nothing is signed, alice is shorted, and challenges': [next, shorted, challengeBalance],
  'nothing is signed, and the time to answer alice runs out': [
    next,
    idle,
    challengeBalance,
    comes(3n, 2n),
    comes(3n, 3n),
  ],
  'nothing is signed, and alice is not answered in the next eon': [
    ...[next, idle, comes(4n), idle],
    ...[comes(4n, 1n), challengeBalance, comes(5n, 1n)],
  ],
  'alice is not answered, and more comes to light': [sends, takes, next, moved, challengeBalance, late, hers],
  'both sign, alice has it, and the delivery is not answered': [
    ...[sends, takes, hers, next, moved],
    ...[challengesDelivery(TRANSFER), late],
  ],
  'both sign another transfer, alice has it, and its delivery is not answered': [
    ...[signs(ALICE, X, OTHER), signs(BOB, X, OTHER), hers, next, moved],
    ...[challengesDelivery(OTHER), late],
  ],
  'alice orders, is filled, and has neither the balance nor the swap answered': [
    ...[sells, buys, next, filled],
    ...[challengeBalance, challengeSwap, late],
  ],
  'alice orders, is filled, and has neither the swap nor the balance answered': [
    ...[sells, buys, next, filled],
    ...[challengeSwap, challengeBalance, late],
  ],
  'alice orders, is filled, and challenges the swap a block after the balance': [
    ...[sells, buys, next, filled],
    ...[challengeBalance, comes(3n, 2n), challengeSwap, late],
  ],
  'alice orders, is filled, and challenges the balance a block after the swap': [
    ...[sells, buys, next, filled],
    ...[challengeSwap, comes(3n, 2n), challengeBalance, late],
  ],
  'bob orders the same, and has the swap not answered': [
    ...[deposits(BOB, X), sells, buys, signs(BOB, X, BOBS), signs(BOB, Y, BOBS), next],
    commits(
      [ALICE, X, 0n, 'applied'],
      [ALICE, Y, 1n, 'applied'],
      [BOB, X, 1n, 'applied'],
      [BOB, Y, 1n, 'applied'],
      [HUB, X, 2n],
    ),
    ...[challengesSwap(BOBS), late],
  ],
  'alice orders the reverse, and has the swap not answered': [
    ...[deposits(ALICE, Y), signs(ALICE, Y, REVERSE), signs(ALICE, X, REVERSE), next],
    commits([ALICE, X, 1n, 'applied'], [ALICE, Y, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n]),
    ...[challengesSwap(REVERSE), late],
  ],
  // Withdrawals.
  'alice requests X, and it is cancelled': [next, idle, requests(ALICE, X), cancels(ALICE, X)],
  'alice requests X, and then bob Y, which is cancelled': [
    ...[next, idle],
    ...[requests(ALICE, X), requests(BOB, Y), cancels(BOB, Y)],
  ],
}
