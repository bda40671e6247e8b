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

/** The mid goes up by 30 and comes back, with market orders and cancels, some of nobody’s orders. */
const restless: ReadonlyArray<Instruction> = Array.from({ length: 60 }, (_, i): ReadonlyArray<Instruction> => {
  const mid = 100 + (i < 30 ? i : 60 - i)
  return [
    limit(`bid-${i}`, 'buy', mid - 2, 3 + (i % 5)),
    limit(`ask-${i}`, 'sell', mid + 2, 3 + (i % 4)),
    ...(i % 6 === 5 ? [limit(`taker-${i}`, i % 12 === 5 ? 'buy' : 'sell', 0, 5)] : []),
    ...(i % 4 === 3 ? [{ tag: 'cancel', id: `bid-${i - 1}` } as const] : []),
    ...(i % 4 === 1 ? [{ tag: 'cancel', id: `ask-${i - 1}` } as const] : []),
    ...(i % 20 === 0 ? [{ tag: 'cancel', id: `nobody-${i}` } as const] : []),
  ]
}).flat()

const dozen = { ...assumedDay, traders: 12, window: 50, cash: [-1, 5] } as const

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

  it('comes to the same numbers wherever it is played', () => {
    expect(playDay(restless, dozen)).toEqual({
      instructions: 163,
      refused: 44,
      fills: 52,
      voided: 5,
      voiding: 5,
      stale: 44,
      struck: 3,
      windows: [
        { from: 0, to: 50, voided: 1, voiding: 1, stale: 18 },
        { from: 50, to: 100, voided: 3, voiding: 3, stale: 11 },
        { from: 100, to: 150, voided: 1, voiding: 1, stale: 13 },
        { from: 150, to: 163, voided: 0, voiding: 0, stale: 2 },
      ],
    })
  })

  it('is averaged over seeds, for a thousand instructions and for each window', () => {
    expect(measureDay(restless, dozen, [1, 2, 3, 4], [500n, 2_000n])).toEqual([
      {
        initialRate: 500n,
        seeds: [1, 2, 3, 4],
        voided: 6_250 / 163,
        voiding: 5_750 / 163,
        stale: 36_250 / 163,
        windows: [
          { from: 0, to: 50, voided: 2.25, voiding: 2, stale: 15.5 },
          { from: 50, to: 100, voided: 2.25, voiding: 2.25, stale: 9.75 },
          { from: 100, to: 150, voided: 1.25, voiding: 1, stale: 8.75 },
          { from: 150, to: 163, voided: 0.5, voiding: 0.5, stale: 2.25 },
        ],
      },
      {
        initialRate: 2_000n,
        seeds: [1, 2, 3, 4],
        voided: 1_000 / 163,
        voiding: 1_000 / 163,
        stale: 37_000 / 163,
        windows: [
          { from: 0, to: 50, voided: 0, voiding: 0, stale: 15.5 },
          { from: 50, to: 100, voided: 1, voiding: 1, stale: 11 },
          { from: 100, to: 150, voided: 0, voiding: 0, stale: 7.5 },
          { from: 150, to: 163, voided: 0, voiding: 0, stale: 3 },
        ],
      },
    ])
    expect(measureDay(restless, dozen, [], [500n])[0]?.windows).toEqual([])
  })
})
