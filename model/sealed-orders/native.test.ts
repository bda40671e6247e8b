import { createDiffieHellman } from 'node:crypto'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { squared } from '../../spec/sealed-orders/numbers.js'
import { fullGroup, modulusOf, toyGroup } from './group.js'
import { nativeSquaring, squaring, squaringBy } from './native.js'

const full = modulusOf(fullGroup)

describe('squaring by the platform’s library', () => {
  const square = squaringBy({ createDiffieHellman })

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
      [full, full],
      [full + 5n, full],
      [3n, full + 1n],
      [3n, modulusOf(toyGroup)],
      [7n, 15n],
    ] as const)
      for (const times of [0, 1, 2, 50]) expect(square(x, times, n)).toBe(squared(x, times, n))
  })

  it('asks it for an odd n of 512 bits or more, and for nothing else', () => {
    const asked: bigint[] = []
    const counted = (n: bigint): number => {
      const from = asked.length
      squaringBy({
        createDiffieHellman: ((...group: Parameters<typeof createDiffieHellman>) => {
          asked.push(n)
          return createDiffieHellman(...group)
        }) as typeof createDiffieHellman,
      })(3n, 2, n)
      return asked.length - from
    }
    expect([2n ** 511n - 1n, 2n ** 511n + 1n, 2n ** 511n + 2n, full, full + 1n].map(counted)).toEqual([0, 1, 0, 1, 0])
  })
})

describe('squaring', () => {
  const given = process.getBuiltinModule
  afterEach(() => {
    process.getBuiltinModule = given
  })

  it('is by the library, where the platform has one', () => {
    let looked = 0
    const createDiffieHellmanOnce = (...group: Parameters<typeof createDiffieHellman>) => {
      looked += 1
      return createDiffieHellman(...group)
    }
    process.getBuiltinModule = (() => ({
      createDiffieHellman: createDiffieHellmanOnce,
    })) as unknown as typeof process.getBuiltinModule
    expect(squaring(3n, 5, full)).toBe(squared(3n, 5, full))
    expect(looked).toBe(1)
  })

  it('is by a loop, where there is none, as in a browser', () => {
    process.getBuiltinModule = undefined as unknown as typeof process.getBuiltinModule
    expect(nativeSquaring()).toBeUndefined()
    expect(squaring(3n, 5, full)).toBe(squared(3n, 5, full))
  })
})
