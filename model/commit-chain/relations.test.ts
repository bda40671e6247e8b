import { describe, expect, it } from 'vitest'
import { opened } from '../../spec/commit-chain/effects.js'
import {
  type Enactment,
  enactment,
  matchingSettlement,
  type Ratification,
  ratification,
  unmet,
} from '../../spec/commit-chain/relations.js'
import type { Swap } from '../../spec/commit-chain/types.js'
import { encode } from '../../spec/primitives/encoding.js'
import type { Checking } from '../../spec/primitives/suite.js'
import { AMOUNT_LIMIT, type CoinId, type TraderId } from '../../spec/primitives/types.js'
import { concreteSuite } from '../primitives/concrete.js'
import { castOf, namedParams } from './scope.js'
import { emptySheet, nextSheet, proofIn, recommit, type Sheet } from './sheets.js'
import { draftUpdate } from './signing.js'

const suite = concreteSuite()
const params = namedParams(suite, { traders: ['alice', 'bob'], coins: ['X', 'Y'] })
const cast = castOf(suite, params, { honest: { operator: true, traders: [] }, deposits: [], plan: [], lastEon: 0n })
const [alice, X, Y] = ['alice' as TraderId, 'X' as CoinId, 'Y' as CoinId]
const swap: Swap = { trader: alice, sellCoin: X, buyCoin: Y, sellAmount: 4n, buyAmount: 8n, nonce: 1n }
const ledger = opened(params, suite)

const start = recommit(cast, emptySheet(cast, 2n), new Map([['X alice', { amount: 10n }]]))
const after = nextSheet(cast, ledger, start, { transfers: [], swaps: [{ swap, taken: 3n, given: 7n }] })
const old = draftUpdate(cast, { trader: alice, coin: X, eon: 2n }, [{ ...swap, nonce: 2n }])

const side = (sheet: Sheet, coin: CoinId, settled: bigint): Enactment['sell'] => {
  const draft = after.drafts.get(`${coin} alice`) as NonNullable<ReturnType<typeof after.drafts.get>>
  const [placed] = draft.transactions
  return {
    membership: (placed as NonNullable<typeof placed>).membership,
    update: draft.update,
    proof: proofIn(cast, sheet, { trader: alice, coin }),
    settled,
  }
}

const right: Enactment = {
  params,
  checking: suite,
  checkpoint: after.commitment.root,
  swap,
  sell: side(after, X, 6n),
  buy: side(after, Y, 0n),
  book: { taken: 3n, given: 7n },
}

const linesOf = (given: Enactment): ReadonlyArray<string> => unmet(enactment, given).map(({ line }) => line)

describe('Algorithm 6', () => {
  it('holds of a trade that is enacted as the book has it', () => {
    expect(linesOf(right)).toEqual([])
  })

  it('says which line fails', () => {
    const deeper = { index: 0n, path: [after.commitment.root] }
    const applied = { ...right.sell.proof, update: old.update }
    const other = start.commitment.root
    const withSell = (change: Partial<Enactment['sell']>): Enactment => ({
      ...right,
      sell: { ...right.sell, ...change },
    })
    expect(linesOf({ ...right, buy: { ...right.buy, membership: deeper } })).toEqual(['6.1'])
    expect(linesOf(withSell({ membership: deeper }))).toEqual(['6.2'])
    expect(linesOf({ ...right, buy: { ...right.buy, proof: { ...right.buy.proof, update: old.update } } })).toEqual([
      '6.3',
      '6.5',
    ])
    expect(linesOf(withSell({ proof: applied }))).toEqual(['6.4', '6.6'])
    expect(linesOf({ ...right, checkpoint: other })).toEqual(['6.5', '6.6'])
    expect(linesOf({ ...right, buy: { ...right.buy, settled: 2n }, book: { taken: 3n, given: 5n } })).toEqual(['6.7'])
    expect(linesOf({ ...right, book: undefined })).toEqual(['6.8'])
    expect(linesOf({ ...right, book: { taken: 2n, given: 7n } })).toEqual(['6.+'])
    expect(linesOf({ ...right, book: { taken: 3n, given: 6n } })).toEqual(['6.+'])
  })

  it('refuses a proof without an update, and an update of a stranger or of what is no amount', () => {
    const { update: _, ...without } = right.sell.proof
    const withSell = (change: Partial<Enactment['sell']>): Enactment => ({
      ...right,
      sell: { ...right.sell, ...change },
    })
    expect(linesOf(withSell({ proof: without as Enactment['sell']['proof'] }))).toContain('6.4')
    for (const wrong of [{ trader: 'mallory' as TraderId }, { spent: -1n }, { gained: -1n }, { eon: -1n }])
      expect(linesOf(withSell({ update: { ...right.sell.update, ...wrong } }))).toEqual(['6.4'])
  })
})

describe('Algorithm 9', () => {
  const of = (...orders: ReadonlyArray<readonly [bigint, bigint]>) => ({
    orders: orders.map(([matched, debited], i) => ({ order: `${i}`, matched, debited })),
  })

  it('compares totals, and order by order (T8)', () => {
    expect(unmet(matchingSettlement, of([10n, 10n], [5n, 5n]))).toEqual([])
    expect(unmet(matchingSettlement, of([10n, 20n], [10n, 0n])).map(({ line }) => line)).toEqual(['9.+'])
    expect(unmet(matchingSettlement, of([10n, 20n], [5n, 5n], [10n, 0n])).map(({ line }) => line)).toEqual(['9.+'])
    expect(unmet(matchingSettlement, of([10n, 11n])).map(({ line }) => line)).toEqual(['9.3', '9.+'])
  })
})

describe('Algorithm 10', () => {
  const agreed = (coin: CoinId, trader = alice, order = swap) => {
    const draft = draftUpdate(cast, { trader, coin, eon: 2n }, [order])
    const [placed] = draft.transactions
    return {
      update: draft.update,
      byTrader: draft.agreed.byTrader,
      membership: (placed as NonNullable<typeof placed>).membership,
    }
  }
  const asked: Ratification = {
    params,
    checking: suite,
    swap,
    eon: 2n,
    sell: agreed(X),
    buy: agreed(Y),
    before: { sell: { spent: 0n, gained: 0n }, buy: { spent: 0n, gained: 0n } },
    available: 4n,
    hasOpenOrder: false,
  }
  const lines = (given: Ratification): ReadonlyArray<string> => unmet(ratification, given).map(({ line }) => line)

  it('holds of a swap that everybody can keep', () => {
    expect(lines(asked)).toEqual([])
  })

  it('says which line fails', () => {
    const deeper = { index: 0n, path: [after.commitment.root] }
    expect(lines({ ...asked, sell: { ...asked.sell, membership: deeper } })).toEqual(['10.1'])
    expect(lines({ ...asked, buy: { ...asked.buy, membership: deeper } })).toEqual(['10.2'])
    expect(lines({ ...asked, before: { ...asked.before, sell: { spent: 1n, gained: 0n } } })).toEqual(['10.3'])
    expect(lines({ ...asked, before: { ...asked.before, buy: { spent: 0n, gained: 1n } } })).toEqual(['10.4'])
    expect(lines({ ...asked, eon: 3n })).toEqual(['10.+accounts'])
    expect(lines({ ...asked, sell: { ...asked.sell, byTrader: asked.buy.byTrader } })).toEqual(['10.+signatures'])
    expect(lines({ ...asked, available: 3n })).toEqual(['10.+balance'])
    expect(lines({ ...asked, hasOpenOrder: true })).toEqual(['10.+one'])
    expect(lines({ ...asked, before: { ...asked.before, sell: { spent: 0n, gained: 1n } } })).toEqual(['10.3'])
    expect(lines({ ...asked, before: { ...asked.before, buy: { spent: 1n, gained: 0n } } })).toEqual(['10.4'])
  })

  it('holds of the swap of any trader, with that trader’s signatures', () => {
    const bob = 'bob' as TraderId
    const his = { ...swap, trader: bob }
    expect(lines({ ...asked, swap: his, sell: agreed(X, bob, his), buy: agreed(Y, bob, his) })).toEqual([])
  })

  it.each<[string, 'sell' | 'buy', object]>([
    ['another trader', 'sell', { trader: 'bob' }],
    ['another trader', 'buy', { trader: 'bob' }],
    ['another coin', 'sell', { coin: Y }],
    ['another coin', 'buy', { coin: X }],
    ['another eon', 'sell', { eon: 3n }],
    ['another eon', 'buy', { eon: 1n }],
  ])('is not signed where an update is of %s: %s', (_, leg, change) => {
    const one = { ...asked[leg], update: { ...asked[leg].update, ...change } }
    expect(lines({ ...asked, [leg]: one })).toEqual(['10.+accounts', '10.+signatures'])
  })

  it('has nobody asked for a signature on what has no encoding', () => {
    const checking: Checking = {
      ...suite,
      verify: (key, datum, by) => encode(datum).length > 0 && suite.verify(key, datum, by),
    }
    for (const change of [{ spent: -1n }, { gained: AMOUNT_LIMIT }, { eon: -1n }]) {
      const sell = { ...asked.sell, update: { ...asked.sell.update, ...change } }
      expect(lines({ ...asked, checking, sell })).toContain('10.+signatures')
    }
  })

  it('refuses the update of a stranger, and of what is no amount', () => {
    for (const [change, ...expected] of [
      [{ trader: 'mallory' }, '10.+accounts', '10.+signatures'],
      [{ spent: -1n }, '10.4', '10.+signatures'],
      [{ gained: -1n }, '10.4', '10.+signatures'],
      [{ eon: -1n }, '10.+accounts', '10.+signatures'],
    ] as const)
      expect(lines({ ...asked, buy: { ...asked.buy, update: { ...asked.buy.update, ...change } as never } })).toEqual(
        expected,
      )
  })
})
