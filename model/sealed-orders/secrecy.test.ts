import { describe, expect, it } from 'vitest'
import { encode } from '../../spec/primitives/encoding.js'
import type { Bytes, CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Order } from '../../spec/sealed-orders/types.js'
import { explore, follow } from '../core/explore.js'
import { asSpecified, contentsUpTo, leaking, secrecyScope, secrecyScopes } from './secrecy.js'

const LIMITS = { states: 100_000, violations: 1 }

describe('what the operator sees of closed orders', () => {
  it('SO-43: tells it nothing that it could try against its guesses, in every run of the scope', () => {
    const { complete, states, transitions, violations } = explore(secrecyScope(asSpecified, 2), LIMITS)
    expect({ complete, states, transitions, violations }).toEqual({
      complete: true,
      states: 625,
      transitions: 1200,
      violations: [],
    })
  })

  // The shortest run that lets something out, and all that it lets out.
  const untilTheSecond = [
    'al sends order 1',
    'al gets the receipt of order 1',
    'al opens order 1',
    'al has acknowledged order 1',
    'al sends order 2',
  ]
  const runs: Readonly<Record<string, { readonly run: ReadonlyArray<string>; readonly found: ReadonlyArray<string> }>> =
    {
      'secrecy-bare-order-hash': {
        run: ['al sends order 1'],
        found: ['what order 1 of al says can be tried against its hash'],
      },
      'secrecy-bare-reference': {
        run: ['al sends order 1'],
        found: ['the trader of order 1 of al can be tried against its reference'],
      },
      'secrecy-chain-forward': {
        run: untilTheSecond,
        found: ['the trader of order 2 of al can be tried against its reference'],
      },
      'secrecy-length': {
        run: ['al sends order 1'],
        found: ['the length of order 1 of al depends on what it says'],
      },
      'secrecy-one-key': {
        run: untilTheSecond,
        found: [
          'the trader of order 2 of al can be tried against its reference',
          'order 2 of al opens by a key that is known',
        ],
      },
    }

  it.each(leaking)('SO-43: does, if $says', (design) => {
    const scope = secrecyScope(design, 2)
    const [violation] = explore(scope, LIMITS).violations
    const findings = scope.findings(follow(scope, violation?.path ?? []))
    expect({ run: violation?.moves.map(scope.show), found: findings.map(({ message }) => message) }).toEqual(
      runs[design.name],
    )
    expect(new Set(findings.map(({ clause }) => clause))).toEqual(new Set(['SO-43']))
  })

  it('SO-43: is looked at until the order is open, and then there is nothing left to find', () => {
    const [bare] = leaking.filter(({ name }) => name === 'secrecy-bare-order-hash')
    const { findings } = secrecyScope(bare ?? asSpecified, 2)
    const counted = ([1, 2, 3, 4] as const).map((stage) => findings([[{ stage, content: 0 }], []]).length)
    expect(counted).toEqual([1, 1, 0, 0])
  })

  it('SO-43: can be told apart, so that a guess that is tried is right or wrong', () => {
    const order = (volume: bigint): Order => ({
      trader: 'al' as TraderId,
      eon: 1n,
      key: new Uint8Array([1]) as Bytes,
      side: 'buy',
      base: 'X' as CoinId,
      quote: 'Y' as CoinId,
      price: 1n,
      volume,
      give: new Uint8Array([2]) as Bytes,
      take: new Uint8Array([3]) as Bytes,
    })
    for (const { referenceDatum, orderDatum } of [asSpecified, ...leaking]) {
      const key = new Uint8Array([1])
      expect(encode(referenceDatum(key, 'al'))).not.toEqual(encode(referenceDatum(key, 'alexandra')))
      expect(encode(orderDatum(order(0n)))).not.toEqual(encode(orderDatum(order(7n))))
    }
  })
})

describe('the scopes of secrecy', () => {
  it('have orders of each side, of two prices, and dummies beside real ones; the smallest the two that differ in all', () => {
    const told = (many: number) => contentsUpTo(many).map(({ side, price, volume }) => `${side} ${volume} at ${price}`)
    const all = ['buy 0 at 1', 'buy 7 at 1', 'buy 0 at 2', 'buy 7 at 2']
    expect(told(2)).toEqual(['buy 0 at 1', 'sell 7 at 2'])
    expect(told(4)).toEqual(all)
    expect(told(8)).toEqual([...all, ...all.map((one) => one.replace('buy', 'sell'))])
    expect(secrecyScopes.map(({ name }) => name)).toEqual(['secrecy-2', 'secrecy-4', 'secrecy-8'])
  })
})
