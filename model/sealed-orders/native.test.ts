import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squared } from '../../spec/sealed-orders/numbers.js'
import { fullGroup, modulusOf, toyGroup } from './group.js'
import { nativeSquaring } from './native.js'

const native = nativeSquaring()

describe.skipIf(native === undefined)('squaring by the platform’s library', () => {
  const square = native as NonNullable<typeof native>
  const full = modulusOf(fullGroup)

  it('agrees with the loop, over one call and over several', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: full - 1n }), fc.nat(200), (x, times) => {
        expect(square(x, times, full)).toBe(squared(x, times, full))
      }),
      { numRuns: 20 },
    )
    expect(square(5n, 8193, full)).toBe(squared(5n, 8193, full))
  })

  it('agrees with the loop where the library refuses: 0, 1, -1, numbers above n, an even n, a small n', () => {
    for (const [x, n] of [
      [0n, full],
      [1n, full],
      [full - 1n, full],
      [full + 5n, full],
      [3n, full + 1n],
      [3n, modulusOf(toyGroup)],
      [7n, 15n],
    ] as const)
      for (const times of [0, 1, 2, 50]) expect(square(x, times, n)).toBe(squared(x, times, n))
  })
})
