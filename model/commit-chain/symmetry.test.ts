import { describe, expect, it } from 'vitest'
import { internedSuite } from '../primitives/interned.js'
import type { Exchange } from './exchange.js'
import { type Cast, castOf, namedParams } from './scope.js'
import { commitChainScopes } from './scopes.js'

// A symmetry of a scope is a renaming of its traders and coins under which it is the same scope: the honest stay honest,
// and what is deposited and planned is the same. States that a symmetry maps onto each other could be counted once.

const permutations = <A>(some: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  some.length < 2
    ? [some]
    : some.flatMap((first, i) => permutations(some.toSpliced(i, 1)).map((rest) => [first, ...rest]))

/** What makes a scope, with other names; nonces only tell transactions from each other. */
const written = ({ honest, deposits, plan }: Cast, names: ReadonlyMap<string, string>): string => {
  const named = (thing: unknown): string =>
    JSON.stringify(thing, (field, value) =>
      field === 'nonce'
        ? undefined
        : typeof value === 'string'
          ? (names.get(value) ?? value)
          : typeof value === 'bigint'
            ? `${value}`
            : value,
    )
  return [honest.traders, deposits, plan].map((list) => list.map(named).sort().join()).join(';')
}

const symmetries = (cast: Cast): number => {
  const { traders, coins } = cast.params
  const names = traders.map(({ trader }): string => trader)
  return permutations(names).flatMap((renamed) =>
    permutations(coins).filter((recoined) => {
      const renaming = new Map([
        ...names.map((name, i): [string, string] => [name, renamed[i] as string]),
        ...coins.map((coin, i): [string, string] => [coin, recoined[i] as string]),
      ])
      return written(cast, renaming) === written(cast, new Map())
    }),
  ).length
}

describe('the symmetry of a scope of the commit-chain', () => {
  it.each(commitChainScopes.map(({ name, start }) => [name, start] as const))(
    'is none in %s: there is no renaming but the one that changes nothing',
    (_, { cast }: Exchange) => {
      expect(symmetries(cast)).toBe(1)
    },
  )

  it('would be found: two coins of which the same is deposited and nothing is planned may be exchanged', () => {
    const suite = internedSuite()
    const params = namedParams(suite, { traders: ['alice', 'bob'], coins: ['X', 'Y'] })
    const [alice, bob] = params.traders.map(({ trader }) => trader)
    const [X, Y] = params.coins
    const of = (honest: Cast['honest']['traders']): Cast =>
      castOf(suite, params, {
        honest: { operator: false, traders: honest },
        deposits: [alice!, bob!].flatMap((trader) => [X!, Y!].map((coin) => ({ trader, coin, amount: 1n }))),
        plan: [],
        lastEon: 4n,
      })
    expect(symmetries(of([alice!]))).toBe(2)
    expect(symmetries(of([]))).toBe(4)
  })
})
