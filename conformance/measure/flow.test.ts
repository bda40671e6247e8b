import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { assumedDay, playDay } from '../../model/margin/day.js'
import { packageRoot } from '../kit/root.js'
import { generatedFlow, readFlow } from './flow.js'

const folder = mkdtempSync(join(tmpdir(), 'touchstone-flow-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a flow of orders', () => {
  it('is read from a file', () => {
    const file = join(folder, 'orders.csv')
    writeFileSync(file, 'Buy,1,0,20,100\nSell,2,1,3,0\r\nDel,1,2,0,0\n')
    expect(readFlow(file)).toEqual([
      { tag: 'limit', id: '1', side: 'buy', price: 100n, volume: 20n },
      { tag: 'limit', id: '2', side: 'sell', price: 0n, volume: 3n },
      { tag: 'cancel', id: '1' },
    ])
  })

  it('says which line is malformed', () => {
    const file = join(folder, 'bad.csv')
    writeFileSync(file, 'Buy,1,0,20,100\nBuy,2,0,many,100\n')
    expect(readFlow(file)).toMatch(/bad\.csv, line 2: quantity: expected a whole number, got many/)
  })

  it('that is generated voids proofs of margin', () => {
    const day = playDay(generatedFlow(1_000, 1), assumedDay)
    expect(day.voided).toBeGreaterThan(20)
    expect(day.stale).toBeGreaterThan(day.voiding)
  })
})

const flows = join(packageRoot(), '../shared/flows')

describe.skipIf(!existsSync(flows))(
  `a real trading day (skipped where ${'../shared/flows'} is missing: it must not be copied here)`,
  () => {
    it('voids 118 proofs with seed 1, where one rate is asked for orders and for staying in', () => {
      const instructions = readFlow(join(flows, 'cda-book1-orders.csv'))
      if (typeof instructions === 'string') throw new Error(instructions)
      expect(instructions.length).toBe(16_316)
      expect(playDay(instructions, assumedDay)).toMatchObject({ voided: 118, voiding: 118, stale: 1_922, struck: 3 })
    })
  },
)
