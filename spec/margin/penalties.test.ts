import { expect, it } from 'vitest'
import { burden, proportionalDeposits, spread, staggeredDeposits } from './penalties.js'

it('a staggered deposit pays everybody who revealed before, and the first one, who pays nobody, is one', () => {
  expect(staggeredDeposits(4)).toEqual([1n, 1n, 2n, 3n])
})

it('a proportional deposit is a rate of what is at stake, rounded down', () => {
  expect(proportionalDeposits([1_000n, 90n, 0n], 500n)).toEqual([50n, 4n, 0n])
})

it('deposits spread as far as the largest is from the smallest, in whatever sequence they come', () => {
  expect(spread([7n, 2n, 9n, 3n])).toBe(4n)
  expect(spread([])).toBe(0n)
})

it('with everybody in every event a trader sends as many messages as there are, else its own and one for each joint step', () => {
  expect(burden({ traders: 10, messages: 900, trades: 100, jointSteps: 3 }, 5)).toEqual({
    allParties: 900,
    proportional: 8,
  })
})
