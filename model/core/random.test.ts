import { describe, expect, it } from 'vitest'
import { random } from './random.js'

describe('numbers that depend on the seed only', () => {
  // By mulberry32, worked out elsewhere.
  it.each([
    [0, [1144304738, 1416247, 958946056, 627933444]],
    [1, [2693262067, 11749833, 2265367787, 4213581821]],
    [-1, [3850105811, 813802916, 3073704848, 4054706436]],
  ])('are these for seed %i', (seed, words) => {
    const draw = random(seed)
    expect(words.map(() => draw() * 2 ** 32)).toEqual(words)
  })
})
