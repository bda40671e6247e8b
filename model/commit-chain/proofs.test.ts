import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Allotted,
  commit,
  intervalProof,
  intervalTree,
  membership,
  nothingPassive,
  transactionSet,
} from '../../spec/commit-chain/allotment.js'
import { transferDatum } from '../../spec/commit-chain/data.js'
import {
  allotmentOf,
  checkpointRoot,
  depthOf,
  intervalRoot,
  proofSize,
  transactionsRoot,
  transferSize,
  wholeOf,
} from '../../spec/commit-chain/proofs.js'
import type { Datum } from '../../spec/primitives/encoding.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { concreteSuite } from '../primitives/concrete.js'
import { countingHash, drawHashes, hashesOfProof, hashesOfSwap } from './draw.js'
import { namedParams } from './scope.js'

const suite = concreteSuite()

const names = (n: number, prefix: string): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => `${prefix}${i}`)
const withSizes = (traders: number, coins: number) =>
  namedParams(
    { ...suite, keyPair: () => ({ secret: new Uint8Array(32), publicKey: new Uint8Array(32) }) },
    {
      traders: names(traders, 't'),
      coins: names(coins, 'C'),
    },
  )

const amounts = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { minLength: 1, maxLength: 33 })
const content = (i: number): Uint8Array => suite.hash({ tag: 'x', fields: [BigInt(i)] })

describe('sizes', () => {
  it('are those of TEX VII-A1', () => {
    expect(proofSize(2 ** 30, 4)).toBe(1984)
    expect(transferSize(20)).toBe(308)
    expect(transferSize(20)).toBeLessThanOrEqual(312)
  })

  it('of a transfer are those of the encoding', () => {
    const params = withSizes(2, 1)
    const name = 'n'.repeat(20)
    const datum = transferDatum(
      { ...params, contract: name as typeof params.contract },
      {
        coin: name as CoinId,
        sender: name as TraderId,
        recipient: name as TraderId,
        amount: 2n ** 128n - 1n,
        passive: false,
        nonce: 2n ** 128n - 1n,
      },
    )
    expect(suite.hash(datum)).toHaveLength(32)
    expect(transferSize(20)).toBe(transferSize(0) + 4 * 20)
  })
})

describe('an interval tree', () => {
  it('gives each its own, one beside the other, and every proof leads to the one root', () => {
    fc.assert(
      fc.property(amounts, (all) => {
        const tree = intervalTree(
          suite.hash,
          all.map((amount, i) => ({ content: content(i), amount })),
        )
        let bound = 0n
        for (const [i, amount] of all.entries()) {
          const { left, right, path } = intervalProof(tree, i)
          expect(left).toBe(bound)
          bound += amount
          expect(right).toBe(bound)
          expect(path).toHaveLength(depthOf(all.length))
          expect(wholeOf({ left, right }, BigInt(i), path)).toEqual({ left: 0n, right: tree.total })
          expect(intervalRoot(suite.hash, { left, right }, content(i), BigInt(i), path)).toEqual(tree.root)
        }
        expect(tree.total).toBe(bound)
      }),
      { numRuns: 40 },
    )
  })

  it('has no proof of another place, amount or bound', () => {
    fc.assert(
      fc.property(amounts, fc.nat(), fc.nat(), (all, n, m) => {
        const tree = intervalTree(
          suite.hash,
          all.map((amount, i) => ({ content: content(i), amount: amount + 1n })),
        )
        const i = n % all.length
        const { left, right, path } = intervalProof(tree, i)
        const rootOf = (leaf: { left: bigint; right: bigint }, index: number, steps = path) =>
          intervalRoot(suite.hash, leaf, content(i), BigInt(index), steps)
        expect(rootOf({ left, right: right + 1n }, i)).not.toEqual(tree.root)
        expect(rootOf({ left: left + 1n, right }, i)).not.toEqual(tree.root)
        if (path.length === 0) return
        expect(rootOf({ left, right }, i ^ 1)).not.toEqual(tree.root)
        const level = m % path.length
        const wrong = path.map((step, at) => (at === level ? { ...step, bound: step.bound + 1n } : step))
        expect(rootOf({ left, right }, i, wrong)).not.toEqual(tree.root)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a set of transactions', () => {
  it.each(names(33, '').map(Number))('of %i more than none has a place for each, and no other', (n) => {
    const data = Array.from({ length: n + 1 }, (_, i): Datum => ({ tag: 'x', fields: [BigInt(i)] }))
    const set = transactionSet(suite.hash, data)
    for (const [i, datum] of data.entries()) {
      expect(transactionsRoot(suite.hash, datum, membership(set, i))).toEqual(set.root)
      const other = data[(i + 1) % data.length] as Datum
      if (data.length > 1) expect(transactionsRoot(suite.hash, other, membership(set, i))).not.toEqual(set.root)
    }
  })
})

describe('a checkpoint', () => {
  const accounts = (coin: CoinId, slot: number): Allotted => ({
    amount: BigInt(slot + coin.length),
    passive: nothingPassive,
    update: undefined,
  })

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 3],
    [8, 8],
  ])('of %i traders and %i coins has a proof of every account', (traders, coins) => {
    const params = withSizes(traders, coins)
    const { root, proof, total } = commit(suite.hash, params, accounts)
    for (const coin of params.coins) {
      expect(total(coin)).toBe(params.traders.reduce((sum, _, slot) => sum + accounts(coin, slot).amount, 0n))
      for (const [slot, { trader }] of params.traders.entries()) {
        const shown = proof(coin, slot)
        expect(allotmentOf(shown)).toBe(accounts(coin, slot).amount)
        expect(checkpointRoot(suite.hash, params, coin, trader, shown)).toEqual(root)
        const { trader: other } = params.traders[(slot + 1) % traders] as (typeof params.traders)[number]
        if (traders > 1) expect(checkpointRoot(suite.hash, params, coin, other, shown)).not.toEqual(root)
      }
    }
  })

  it('takes two coins that are allotted alike for two (T27)', () => {
    const params = withSizes(2, 2)
    const both = commit(suite.hash, params, () => ({ amount: 1n, passive: nothingPassive, update: undefined }))
    const one = commit(suite.hash, withSizes(2, 1), () => ({ amount: 1n, passive: nothingPassive, update: undefined }))
    expect(both.proof(params.coins[0] as CoinId, 0).coins).toHaveLength(1)
    expect(both.root).not.toEqual(one.root)
  })
})

describe('the number of hashes (TEX Table II)', () => {
  it('to verify a proof is two for each level of accounts, one for each level of coins, and four', () => {
    for (const [traders, coins] of [
      [1, 1],
      [2, 1],
      [16, 4],
      [256, 2],
      [1024, 1],
    ] as const)
      expect(hashesOfProof(traders, coins)).toBe(2 * depthOf(traders) + depthOf(coins) + 4)
  })

  it('to find a transaction is one for each level', () => {
    for (const n of [1, 2, 16, 1000]) expect(hashesOfSwap(n)).toBe(depthOf(n) + 1)
  })

  it('to build a tree is four for each account at most, and a few', () => {
    for (const n of [16, 100, 1024]) {
      const { counter, hash } = countingHash()
      intervalTree(
        hash,
        Array.from({ length: n }, (_, i) => ({ content: content(i), amount: 1n })),
      )
      expect(counter.hashes).toBeLessThanOrEqual(3 * n + 2 * depthOf(n) + 8)
    }
  })

  it('are drawn as they were counted', () => {
    const svg = drawHashes()
    expect(svg).toContain(`The proof of one account of 1024 takes ${2 * 10 + 4}, one swap among 1024 takes 11`)
  })
})
