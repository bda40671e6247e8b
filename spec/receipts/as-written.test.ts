import { describe, expect, it } from 'vitest'
import { climbAsWritten, INF, isFirstChild, type PaperNode, paperHash } from './as-written.js'
import { blind } from './runs.js'

const node = (name: string, sell: bigint, buy: bigint): PaperNode => ({ hash: blind(name), sell, buy })
const leaf = node('n', 15n, 9n)

describe('Algorithm 7 as the paper writes it', () => {
  it('takes into the hash of a parent the lowest and the highest of the prices of two, and of both the hash', () => {
    for (const [s, sell, buy] of [
      [node('s', 12n, 10n), 12n, 10n],
      [node('s', 20n, 5n), 15n, 9n],
      [node('s', INF, 0n), 15n, 9n],
    ] as const) {
      expect(climbAsWritten(leaf, [{ s, isLeft: true }])).toEqual({
        hash: paperHash(sell, s.hash, leaf.hash, buy),
        sell,
        buy,
      })
      expect(climbAsWritten(leaf, [{ s, isLeft: false }])).toEqual({
        hash: paperHash(sell, leaf.hash, s.hash, buy),
        sell,
        buy,
      })
    }
    const [low, high] = [node('low', 12n, 10n), node('high', 11n, 8n)]
    expect(
      climbAsWritten(leaf, [
        { s: low, isLeft: true },
        { s: high, isLeft: false },
      ]),
    ).toMatchObject({
      sell: 11n,
      buy: 10n,
    })
  })

  it('says of a node that it is the first child if it buys at the limit or above, and nobody on its left does', () => {
    const path = (...left: ReadonlyArray<bigint>) => left.map((buy) => ({ s: node('s', INF, buy), isLeft: true }))
    expect(isFirstChild(leaf, [], 9n)).toBe(true)
    expect(isFirstChild(leaf, [], 10n)).toBe(false)
    expect(isFirstChild(leaf, path(8n, 0n), 9n)).toBe(true)
    expect(isFirstChild(leaf, path(9n), 9n)).toBe(false)
    expect(isFirstChild(leaf, path(0n, 9n), 9n)).toBe(false)
    expect(isFirstChild(leaf, path(0n), 10n)).toBe(false)
    expect(isFirstChild(leaf, [{ s: node('s', INF, 20n), isLeft: false }], 9n)).toBe(true)
  })
})
