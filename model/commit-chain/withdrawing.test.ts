import { describe, expect, it } from 'vitest'
import type { Signed } from '../../spec/commit-chain/ending.js'
import { key } from '../../spec/commit-chain/ledger.js'
import type { TraderView } from '../../spec/commit-chain/strategy.js'
import type { Update } from '../../spec/commit-chain/types.js'
import { isFree, leftBy, withdrawable } from '../../spec/commit-chain/withdrawing.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { traderView } from './exchange.js'
import { story } from './story.js'

const [alice, bob] = ['alice', 'bob'] as [TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

// Eon 3, whose checkpoint allots alice 1 of the 10 X that she had, and 5 Z as before.
const run = story(10n)
const seen = traderView(run, alice)

/** Alice’s view, where she deposited and asked to withdraw some more, such as `X 3`: of a coin, in an eon. */
const having = (
  {
    deposited = {},
    asked = {},
  }:
    | Readonly<Record<'deposited' | 'asked', Readonly<Record<string, bigint>>>>
    | (object & {
        readonly deposited?: Readonly<Record<string, bigint>>
        readonly asked?: Readonly<Record<string, bigint>>
      }),
  change: Partial<TraderView> = {},
): TraderView => ({
  ...seen,
  ledger: {
    ...run.ledger,
    deposits: run.ledger.deposits.merge(Object.entries(deposited).map(([at, amount]) => [key(alice, at), amount])),
    withdrawals: run.ledger.withdrawals.merge(
      Object.entries(asked).map(([at, amount]) => [key(alice, at), { amount, isPaid: false }]),
    ),
  },
  ...change,
})
const without = (...gone: ReadonlyArray<string>): Partial<TraderView> => ({
  proof: (eon, coin) => (gone.includes(key(eon, coin)) ? undefined : seen.proof(eon, coin)),
})
const left = (view: TraderView, coin: CoinId, spent = 0n, gained = 0n) => leftBy(view, { coin, spent, gained })

describe('what a trader leaves itself to withdraw', () => {
  it('is what its proof allots it, with what it deposited in this eon and gains, less what it spends', () => {
    expect([X, Y, Z].map((coin) => left(seen, coin))).toEqual([1n, 9n, 5n])
    expect(left(seen, Z, 2n, 1n)).toBe(4n)
    expect(left(having({ deposited: { 'Z 3': 7n } }), Z)).toBe(12n)
    expect(left(having({ deposited: { 'Z 2': 7n } }), Z)).toBe(5n)
  })

  it('is what is settled as far as it signed, where it has no proof yet', () => {
    const blind = without('3 X', '3 Y', '3 Z')
    expect([X, Y, Z].map((coin) => left(having({}, blind), coin))).toEqual([1n, 1n, 5n])
    expect(left(having({ deposited: { 'Z 2': 7n }, asked: { 'Z 2': 3n } }, blind), Z)).toBe(9n)
  })

  it('counts the last that it signed of that account in the eon before, and nobody else’s', () => {
    const blind = without('3 X')
    const more = (change: Partial<Update>): Partial<TraderView> => ({
      ...blind,
      signed: [
        ...seen.signed,
        {
          ...(seen.signed[0] as Signed),
          update: {
            ...(seen.signed[0] as Signed).update,
            trader: alice,
            coin: X,
            eon: 2n,
            spent: 4n,
            gained: 0n,
            ...change,
          },
        },
      ],
    })
    expect(left(having({}, more({})), X)).toBe(6n)
    for (const change of [{ trader: bob }, { coin: Z }, { eon: 1n }, { eon: 3n }])
      expect(left(having({}, more(change)), X)).toBe(1n)
  })

  it('is nothing of which it has no proof at all', () => {
    expect(left(having({ deposited: { 'Z 2': 7n } }, without('2 Z', '3 Z')), Z, 0n, 2n)).toBe(2n)
  })
})

describe('a trader signs', () => {
  const signs = (spent: bigint, asked: Readonly<Record<string, bigint>> = {}) =>
    isFree(having({ asked }), { coin: Z, spent, gained: 0n })

  it('anything, where it asked for nothing in this eon', () => {
    expect([signs(5n), signs(6n)]).toEqual([true, true])
    expect(signs(6n, { 'Z 2': 1n, 'X 3': 1n })).toBe(true)
  })

  it('what leaves all that it asked for in this eon', () => {
    expect([2n, 3n, 4n].map((spent) => signs(spent, { 'Z 3': 2n }))).toEqual([true, true, false])
  })
})

describe('what a trader may ask to withdraw', () => {
  const stating = (...all: ReadonlyArray<readonly [bigint, Partial<Update>]>): Partial<TraderView> => ({
    signed: all.map(([available, update]) => ({
      ...(seen.signed[0] as Signed),
      update: { ...(seen.signed[0] as Signed).update, trader: alice, coin: X, eon: 3n, ...update },
      available,
    })),
  })
  const may = (change: Partial<TraderView>, asked: Readonly<Record<string, bigint>> = {}) =>
    withdrawable(having({ asked }, change), X)
  const silent: Partial<TraderView> = { signed: seen.signed.map(({ available: _, ...one }) => one) }

  it('is what the eon before allots it, less what it asked for in this eon and the one before', () => {
    expect(may(silent)).toBe(10n)
    expect(may(silent, { 'X 3': 2n, 'X 2': 3n, 'X 1': 9n, 'Z 3': 9n })).toBe(5n)
    expect(may({ ...silent, ...without('2 X') })).toBe(0n)
  })

  it('is no more than any statement leaves that it signed in this eon or in the one before', () => {
    const asked = { 'X 3': 2n, 'X 2': 3n }
    expect(may(stating([6n, {}]), asked)).toBe(4n)
    expect(may(stating([6n, { eon: 2n }]), asked)).toBe(1n)
    expect(may(stating([9n, {}], [6n, {}], [8n, {}]), asked)).toBe(4n)
    expect(may(stating([99n, {}]), asked)).toBe(5n)
  })

  it('has nothing to do with statements of others, of other coins, or of long ago', () => {
    for (const update of [{ trader: bob }, { coin: Y }, { eon: 1n }]) expect(may(stating([0n, update]))).toBe(10n)
  })
})
