import { describe, expect, it } from 'vitest'
import { isComposite, Natural } from './numbers.js'

describe('a number of the group', () => {
  it('is zero or above', () => {
    expect([0n, 1n, 2n ** 4096n].map(Natural.is)).toEqual([true, true, true])
    expect([-1n, 1, '0x1', undefined].map(Natural.is)).toEqual([false, false, false, false])
  })
})

describe('the test of Miller and Rabin', () => {
  it('finds no prime composite, also none that is a base itself', () => {
    expect([2n, 3n, 37n, 41n, 2n ** 61n - 1n].map(isComposite)).toEqual([false, false, false, false, false])
  })
})
