import { describe, expect, it } from 'vitest'
import type { TraderId } from '../primitives/types.js'
import { AMOUNT_LIMIT } from '../primitives/types.js'
import { advance, allotting, cancel, checkpoint, deposit, proofOf, request, run } from './runs.js'
import type { EventOf } from './types.js'

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

describe('a statement', () => {
  const committed = allotting(5n, 0n)
  const story = [deposit(5n), advance(4n), checkpoint(committed), advance(8n), request(4n, proofOf(committed))]
  const signed = cancel(3n, 1n) as () => EventOf<'cancelWithdrawal'>
  const failing = (available: bigint) =>
    run([...story, () => ({ ...signed(), statement: { ...signed().statement, available } })]).fails

  it('of what is no amount was signed by nobody, whatever bytes stand in the place of its signature', () => {
    expect(failing(1n)).toEqual([])
    expect(failing(-1n)).toEqual(['CC-16'])
    expect(failing(AMOUNT_LIMIT)).toEqual(['CC-16', 'CC-17'])
  })
})
