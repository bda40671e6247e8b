import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcd, numberOf } from '../../spec/sealed-orders/numbers.js'
import { concreteSuite } from '../primitives/concrete.js'
import { fullGroup, type Group, inverseOf, orderOfGroup, toyGroup } from './group.js'
import { alphaOf } from './prover.js'

const { hash } = concreteSuite()
const seed = utf8ToBytes('seed')

describe('the numbers that only a prover knows', () => {
  it('are drawn from as many hashes of seed, step, round and part as make 128 bits more than the order has', () => {
    for (const [group, parts] of [
      [toyGroup, 1],
      [fullGroup, 9],
    ] as const) {
      const hashes = Array.from({ length: parts }, (_, part) =>
        hash({ tag: 'alpha', fields: [seed, 3n, 2n, BigInt(part)] }),
      )
      // The first is odd, so that a hash of nothing but zeros is not drawn for ever.
      const [first = seed, ...others] = hashes
      const drawn = numberOf(concatBytes(first.with(-1, (first.at(-1) as number) | 1), ...others))
      expect(alphaOf(hash, group, seed, 3, 2)).toBe(drawn % orderOfGroup(group))
    }
  })

  it('are drawn until there are 128 bits more than the order has, and not longer', () => {
    const zeros = (last: number): Uint8Array => new Uint8Array(32).with(-1, last)
    // 1, and then 2^256, which is 128 bits more than the order; the third would be a 1.
    const group: Group = { ...toyGroup, order: 2n ** 128n }
    expect(alphaOf(({ fields }) => zeros(fields.at(-1) === 2n ? 1 : 0), group, seed, 1, 1)).toBe(0n)
  })
})

describe('an inverse', () => {
  it('is what a number is multiplied by to get 1', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 80n }), fc.bigInt({ min: 2n, max: 2n ** 80n }), (a, n) => {
        fc.pre(gcd(a, n) === 1n)
        expect((a * inverseOf(a, n)) % n).toBe(1n)
      }),
      { numRuns: 50 },
    )
  })
})
