import { describe, expect, it } from 'vitest'
import { type Account, closesSwapChallenge, openSwapChallenge, ratifiesSwap, settlesInTotal } from './as-written.js'

/** At least 20 + 3 + 4 - 2 - 5 = 20 have to be allotted. */
const account: Account = { before: 20n, received: 3n, deposited: 4n, sent: 2n, requested: 5n, after: 26n }

describe('the paper’s algorithms on swaps, as it writes them', () => {
  it('take for debited what the order sells less what is allotted beyond the limit (Algorithm 4)', () => {
    expect(openSwapChallenge(account, 10n)).toBe(4n)
    expect(openSwapChallenge({ ...account, after: 20n }, 10n)).toBe(10n)
  })

  it('open no challenge where less is allotted than the limit', () => {
    expect(openSwapChallenge({ ...account, after: 19n }, 10n)).toBeUndefined()
  })

  it.each<[bigint, ReadonlyArray<boolean>]>([
    [25n, [false, true, false]],
    [26n, [true, true, true]],
    [27n, [false, false, true]],
  ])('close at an allotment of %s, by equal, at most and at least: %j (Algorithm 5)', (after, closes) => {
    // 6 credited for 4 debited, at 2 sold for 3 bought
    const readings = ['equal', 'at most', 'at least'] as const
    expect(readings.map((reading) => closesSwapChallenge({ ...account, after }, 4n, [2n, 3n], reading))).toEqual(closes)
  })

  it('close nothing where nothing was debited: there is no quotient', () => {
    for (const reading of ['equal', 'at most', 'at least'] as const)
      expect(closesSwapChallenge({ ...account, after: 20n }, 0n, [2n, 3n], reading)).toBe(false)
  })

  it('settle where all that was debited is all that was matched (Algorithm 9)', () => {
    const [a, b] = [
      { matched: 5n, debited: 7n },
      { matched: 4n, debited: 2n },
    ]
    expect([settlesInTotal([a, b]), settlesInTotal([a]), settlesInTotal([b])]).toEqual([true, false, false])
  })

  it('ratify a swap of which all is spent and nothing gained (Algorithm 10)', () => {
    expect(ratifiesSwap({ amount: 5n, spent: 5n, gained: 0n })).toBe(true)
    expect(ratifiesSwap({ amount: 5n, spent: 4n, gained: 0n })).toBe(false)
    expect(ratifiesSwap({ amount: 5n, spent: 5n, gained: 1n })).toBe(false)
  })
})
