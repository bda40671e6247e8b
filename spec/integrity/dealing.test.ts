import { describe, expect, it } from 'vitest'
import type { Swap, Transfer, Update } from '../commit-chain/types.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { verdictOf } from './challenges.js'
import {
  beyond,
  type Dealing,
  type Drafted,
  type Evidence,
  isCovered,
  placeIn,
  signedBy,
  standingOf,
} from './dealing.js'
import {
  ALICE,
  BOB,
  comes,
  commits,
  commitsBlindly,
  type Deed,
  endOf,
  evidenceOf,
  HUB,
  ORDER,
  signs,
  TRANSFER,
  X,
  Y,
} from './runs.js'

const HERS = { trader: ALICE, coin: X }
const OTHER: { readonly trader: TraderId; readonly coin: CoinId } = { trader: BOB, coin: Y }
const done = (...deeds: ReadonlyArray<Deed>): Evidence => evidenceOf(endOf(...deeds))
const signed = (transaction: Transfer | Swap): Drafted => done(signs(ALICE, X, transaction)).signed[0] as Drafted

describe('a transaction stands in an update', () => {
  it('if the same does, whoever read it', () => {
    for (const one of [TRANSFER, ORDER]) {
      const [placed] = signed(one).transactions
      expect(placeIn(signed(one), one)).toEqual(placed?.membership)
      expect(placeIn(signed(one), { ...one })).toEqual(placed?.membership)
    }
  })

  it('not if another does, whatever it differs in', () => {
    const transfers: ReadonlyArray<Partial<Transfer>> = [
      ...[{ coin: Y }, { sender: BOB }, { recipient: HUB }, { amount: 2n }, { passive: true }, { nonce: 2n }],
    ]
    const swaps: ReadonlyArray<Partial<Swap>> = [
      ...[{ trader: BOB }, { sellCoin: Y }, { buyCoin: X }, { sellAmount: 2n }, { buyAmount: 2n }, { nonce: 2n }],
    ]
    for (const change of transfers) expect(placeIn(signed(TRANSFER), { ...TRANSFER, ...change })).toBeUndefined()
    for (const change of swaps) expect(placeIn(signed(ORDER), { ...ORDER, ...change })).toBeUndefined()
    expect(placeIn(signed(ORDER), TRANSFER)).toBeUndefined()
    expect(placeIn(signed(TRANSFER), ORDER)).toBeUndefined()
  })
})

describe('what a trader signed', () => {
  it('is of that account, and of that eon', () => {
    const both = done(signs(ALICE, X, TRANSFER), signs(BOB, X, TRANSFER), signs(ALICE, Y), comes(3n), signs(ALICE, X))
    const eonsOf = (account: typeof HERS, eon: bigint) =>
      signedBy(both, account, eon).map(({ update }) => [update.trader, update.coin, update.eon])
    expect(eonsOf(HERS, 2n)).toEqual([[ALICE, X, 2n]])
    expect(eonsOf(HERS, 3n)).toEqual([[ALICE, X, 3n]])
    expect(eonsOf({ trader: BOB, coin: X }, 3n)).toEqual([])
  })
})

describe('how an account stands in a checkpoint', () => {
  const ending = done(signs(ALICE, X, TRANSFER), comes(3n), commits([ALICE, X, 0n, 'applied'], [HUB, X, 2n]))
  const { update } = ending.signed[0] as Drafted

  /** The same evidence, with another update in the tree. */
  const applying = (other: Update): Evidence => ({
    ...ending,
    proof: (eon, coin, trader) => {
      const proof = ending.proof(eon, coin, trader)
      return proof && (eon === 3n ? { ...proof, update: other } : proof)
    },
  })

  it('is by the update that its trader signed, whoever read it', () => {
    expect(standingOf(ending, HERS, 3n).applied?.update).toEqual(update)
    const copy = { ...update, transactions: update.transactions.slice() as Update['transactions'] }
    expect(standingOf(applying(copy), HERS, 3n).applied?.update).toEqual(update)
  })

  it('is by no signed update if another is applied, whatever it differs in', () => {
    const transactions = (...bytes: ReadonlyArray<number>) => Uint8Array.from(bytes) as Update['transactions']
    const [first, last] = update.transactions as unknown as readonly [number, number]
    const changes: ReadonlyArray<Partial<Update>> = [
      ...[{ trader: BOB }, { coin: Y }, { eon: 1n }, { spent: 2n }, { gained: 2n }],
      { transactions: transactions(first) },
      { transactions: transactions(first, last, 0) },
      { transactions: transactions(first, last ^ 1) },
      { transactions: transactions(first ^ 1, last) },
    ]
    for (const change of changes)
      expect(
        standingOf(applying({ ...update, ...change }), HERS, 3n).applied,
        JSON.stringify(Object.keys(change)),
      ).toBe(undefined)
  })

  it('is not at all where there is no tree: then nothing is covered, and nothing beyond what is settled', () => {
    const blind = done(comes(3n), commitsBlindly)
    const standing = standingOf(blind, HERS, 3n)
    expect([standing.before === undefined, standing.after, standing.applied]).toEqual([false, undefined, undefined])
    expect([isCovered(blind, standing), beyond(blind, standing)]).toEqual([false, 0n])
    const { before, ...rest } = standing
    expect(beyond(blind, { ...rest, before: undefined, after: before })).toBe(0n)
  })

  it('is covered only if the whole is a whole: it begins at 0, and no interval ends before it begins', () => {
    const standing = standingOf(ending, HERS, 3n)
    const covered = (left: bigint, right: bigint): boolean => {
      const after = standing.after && { ...standing.after, left, right, path: [] }
      return isCovered(ending, { ...standing, after })
    }
    expect([covered(0n, 0n), covered(0n, 2n), covered(0n, 3n)]).toEqual([true, true, false])
    expect([covered(1n, 1n), covered(2n, 1n)]).toEqual([false, false])
  })
})

describe('who has no proof of the eon before', () => {
  it('can challenge nothing: nobody traps an operator with what it does not have', () => {
    const evidence = done(
      ...[comes(3n), commitsBlindly, signs(ALICE, X, ORDER), signs(ALICE, Y, ORDER), comes(4n)],
      commits([ALICE, X, 1n, 'applied'], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n]),
    )
    const dealings: ReadonlyArray<Dealing> = [
      { kind: 'swap', eon: 3n, swap: ORDER },
      { kind: 'account', eon: 3n, ...HERS },
      { kind: 'account', eon: 3n, ...OTHER },
    ]
    for (const dealing of dealings) expect(verdictOf(evidence, dealing)).toEqual({ state: 's8', against: [] })
  })
})
