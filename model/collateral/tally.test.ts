import { expect, it } from 'vitest'
import { amountOf, plus } from './tally.js'

it('what comes to nothing is not there, so that states with the same amounts are the same', () => {
  const some = plus(new Map(), 3n, 'alice', 'X')
  expect(some).toEqual(new Map([['alice/X', 3n]]))
  expect(plus(some, -3n, 'alice', 'X')).toEqual(new Map())
  expect([amountOf(some, 'alice', 'X'), amountOf(some, 'alice', 'Y')]).toEqual([3n, 0n])
})
