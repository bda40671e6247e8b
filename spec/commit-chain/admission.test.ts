import { describe, expect, it } from 'vitest'
import type { TraderId } from '../primitives/types.js'
import { advance, allotting, checkpoint, deposit, proofOf, request, run } from './runs.js'

describe('a proof', () => {
  const committed = allotting(3n, 2n)
  const story = [deposit(5n), advance(4n), checkpoint(committed), advance(8n)]
  const failing = (trader: string, slot: number) =>
    run([...story, () => ({ ...request(1n, proofOf(committed, slot))(), trader: trader as TraderId })]).fails

  it('is of its own account only', () => {
    expect(failing('alice', 0)).toEqual([])
    expect(failing('bob', 1)).toEqual([])
    expect(failing('alice', 1)).toEqual(['CC-11', 'CC-12', 'CC-13'])
  })

  it('is of no account where nobody knows the trader: what leans on its slot fails as well', () => {
    for (const slot of [0, 1]) expect(failing('mallory', slot)).toEqual(['CC-2', 'CC-11', 'CC-12', 'CC-13'])
  })
})
