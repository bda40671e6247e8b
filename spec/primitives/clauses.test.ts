import { describe, expect, it } from 'vitest'
import { findings } from '../core/clause.js'
import { type Primitive, primitivesClauses } from './clauses.js'
import { AMOUNT_LIMIT } from './types.js'

const judged = (subject: Primitive): ReadonlyArray<string> =>
  findings(primitivesClauses, subject).map(({ clause, message }) => `${clause}: ${message}`)

describe('a number that is used', () => {
  it('PR-1: as an amount is from 0 up to but not including 2^128', () => {
    for (const amount of [0n, 1n, AMOUNT_LIMIT - 1n]) expect(judged({ amount })).toEqual([])
    for (const amount of [-1n, AMOUNT_LIMIT])
      expect(judged({ amount })).toEqual([`PR-1: ${amount} is not an amount: expected 0 <= n < 2^128`])
  })

  it('PR-2: as a price is above 0 and below 2^128', () => {
    for (const price of [1n, AMOUNT_LIMIT - 1n]) expect(judged({ price })).toEqual([])
    for (const price of [-1n, 0n, AMOUNT_LIMIT])
      expect(judged({ price })).toEqual([`PR-2: ${price} is not a price: expected 0 < n < 2^128`])
  })

  it('PR-3: as a volume at a price makes an amount with it', () => {
    for (const [volume, price] of [[0n, 5n], [2n, 3n], [1n, AMOUNT_LIMIT - 1n], [2n ** 64n, 2n ** 63n]] as const)
      expect(judged({ volume, price })).toEqual([])
    expect(judged({ volume: 2n ** 64n, price: 2n ** 64n })).toEqual([
      'PR-3: 18446744073709551616 x 18446744073709551616 is not an amount: expected less than 2^128',
    ])
    expect(judged({ volume: -2n, price: 3n })).toEqual(['PR-3: -2 x 3 is not an amount: expected less than 2^128'])
  }) // biome-ignore format: a line each
})
