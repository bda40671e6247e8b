import { describe, expect, it } from 'vitest'
import { CONTESTED_EONS, collateralCurve, collateralForFinality, TWO_EONS } from './finality.js'

const MILLION = 1_000_000n
const PAPER = { change: { numerator: 1n, denominator: 10n }, eons: TWO_EONS, sides: 1n } as const

describe('the collateral for instant finality', () => {
  it('is 30 million for 300 million a day, eons of 12 hours and a change of 10% (TEX VII-A2)', () => {
    expect(collateralForFinality({ ...PAPER, dailyVolume: 300n * MILLION, eonHours: 12n })).toBe(30n * MILLION)
  })

  it('is 90 million in the eons of 36 hours that VII-A names', () => {
    expect(collateralForFinality({ ...PAPER, dailyVolume: 300n * MILLION, eonHours: 36n })).toBe(90n * MILLION)
  })

  it('is an eighth more where a contested eon is covered too, and twice as much for both sides of each trade', () => {
    const of = (changes: object) =>
      collateralForFinality({ ...PAPER, dailyVolume: 300n * MILLION, eonHours: 12n, ...changes })
    expect(of({ eons: CONTESTED_EONS })).toBe(33_750_000n)
    expect(of({ sides: 2n })).toBe(60n * MILLION)
    expect(of({ eons: CONTESTED_EONS, sides: 2n })).toBe(67_500_000n)
  })

  it('is half as much again for a change of 15%, which is three twentieths', () => {
    const change = { numerator: 3n, denominator: 20n }
    expect(collateralForFinality({ ...PAPER, change, dailyVolume: 300n * MILLION, eonHours: 12n })).toBe(45n * MILLION)
  })

  it('is rounded up', () => {
    expect(collateralForFinality({ ...PAPER, dailyVolume: 1n, eonHours: 12n })).toBe(1n)
    expect(collateralForFinality({ ...PAPER, dailyVolume: 0n, eonHours: 12n })).toBe(0n)
    expect(collateralForFinality({ ...PAPER, dailyVolume: 11n, eonHours: 12n })).toBe(2n)
  })
})

describe('the curve of Fig. 5', () => {
  it('has a line for each length of an eon and the paper’s 30 million on the one of 12 hours', () => {
    const dailyVolumes = [0n, 100n * MILLION, 200n * MILLION, 300n * MILLION]
    const curve = collateralCurve({ dailyVolumes, eonHours: [12n, 24n, 36n] }, PAPER)
    expect(
      curve.map(({ eonHours, points }) => [eonHours, points.map(({ collateral }) => collateral / MILLION)]),
    ).toEqual([
      [12n, [0n, 10n, 20n, 30n]],
      [24n, [0n, 20n, 40n, 60n]],
      [36n, [0n, 30n, 60n, 90n]],
    ])
    expect(curve[0]?.points.map(({ dailyVolume }) => dailyVolume)).toEqual(dailyVolumes)
  })
})
