import { describe, expect, it } from 'vitest'
import { assumedDay, type Instruction, measureDay, playDay } from './day.js'

const limit = (id: string, side: 'buy' | 'sell', price: number, volume = 10): Instruction => ({
  tag: 'limit',
  id,
  side,
  price: BigInt(price),
  volume: BigInt(volume),
})

/** Everybody quotes around 100; then the quotes go up to 200, and whoever offers at 101 cannot afford it any more. */
const rising: ReadonlyArray<Instruction> = [
  ...Array.from({ length: 30 }, (_, i) => limit(`bid-${i}`, 'buy', 99 - (i % 3))),
  ...Array.from({ length: 30 }, (_, i) => limit(`ask-${i}`, 'sell', 101 + (i % 3))),
  ...Array.from({ length: 40 }, (_, i) => limit(`up-${i}`, 'buy', 101 + 5 * i)),
  { tag: 'cancel', id: 'bid-0' },
  { tag: 'cancel', id: 'nobody' },
]

const few = { ...assumedDay, traders: 20, window: 40 }

describe('a day of orders that are dealt out to traders', () => {
  it('adds up: windows to the whole, and no instruction is lost', () => {
    const day = playDay(rising, few)
    expect(day.instructions).toBe(102)
    expect(day.windows.map(({ from, to }) => [from, to])).toEqual([
      [0, 40],
      [40, 80],
      [80, 102],
    ])
    expect(day.windows.reduce((sum, { voided }) => sum + voided, 0)).toBe(day.voided)
    expect(day.refused).toBeGreaterThan(0)
    expect(day.fills).toBeGreaterThan(0)
  })

  it('voids proofs of who did nothing, where one rate is asked for orders and for staying in', () => {
    const day = playDay(rising, few)
    expect(day.voided).toBeGreaterThan(0)
    expect(day.voiding).toBeLessThanOrEqual(day.voided)
    expect(day.struck).toBeLessThanOrEqual(few.traders)
  })

  it('voids none where the price never moves', () => {
    const still = rising.slice(0, 60).filter((one) => one.tag === 'cancel' || one.price === 99n || one.price === 101n)
    expect(playDay(still, few)).toMatchObject({ voided: 0 })
  })

  it('voids fewer with more between the two rates', () => {
    const [none, some] = measureDay(rising, few, [1, 2, 3], [500n, 9_000n])
    expect(none!.voided).toBeGreaterThan(some!.voided)
  })

  it('is the same of the same seed', () => {
    expect(playDay(rising, few)).toEqual(playDay(rising, few))
    expect(playDay(rising, few)).not.toEqual(playDay(rising, { ...few, seed: 2 }))
  })
})
