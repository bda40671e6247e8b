import { describe, expect, it } from 'vitest'
import { bids, discriminationExperiment, discriminationGain, gainKnowing } from './discrimination.js'

describe('P Principle 1', () => {
  it('pays for who knows that Alice has 500: a bid of 15 drives her out, and a lower one does not', () => {
    expect(gainKnowing(500, discriminationExperiment)).toEqual({ bid: 15n, gain: 117 })
  })

  it('gains nothing from who is known to have much: Eve would not have tried', () => {
    expect(gainKnowing(100_000, discriminationExperiment)).toEqual({ bid: undefined, gain: 0 })
  })

  it('costs more than it brings, whatever she bids, where she only knows that Alice has between 270 and 100,000', () => {
    const { ofBid, withPrior, withKnowledge } = discriminationGain(discriminationExperiment)
    for (const gain of ofBid) expect(gain).toBeLessThanOrEqual(0)
    expect([withPrior, Math.min(...ofBid)]).toEqual([-0.5, -2.9])
    expect(withKnowledge).toBeGreaterThan(0)
  })

  it('pays as soon as she may expect that Alice is poor: hidden identities protect nobody whose pockets are known to be shallow', () => {
    const { withPrior, withKnowledge } = discriminationGain({ ...discriminationExperiment, richest: 2_000 })
    expect(withPrior).toBeGreaterThan(0)
    expect(withKnowledge).toBeGreaterThan(withPrior)
  })

  it('turns at 11,070, as it can be computed: 120 for each Alice below 270 + 45 (b - 9), half of b - 9 from everybody', () => {
    const computed = (richest: number) => bids.map((b) => (Number(b) - 9) * ((120 * 45) / (richest - 270) - 0.5))
    for (const richest of [5_000]) {
      const { ofBid } = discriminationGain({ ...discriminationExperiment, richest, draws: 500 })
      for (const [i, gain] of computed(richest).entries())
        expect(Math.abs((ofBid[i] as number) - gain)).toBeLessThan(0.6)
    }
    expect(computed(11_070).every((gain) => Math.abs(gain) < 1e-9)).toBe(true)
  })

  it('is the same of the same seed', () => {
    const few = { ...discriminationExperiment, draws: 20, richest: 1_000 }
    expect(discriminationGain(few)).toEqual(discriminationGain(few))
    expect(discriminationGain(few)).not.toEqual(discriminationGain({ ...few, seed: 2 }))
  })

  it.each([
    [270, 10],
    [314, 10],
    [315, 11],
    [400, 12],
    [500, 15],
    [584, 16],
  ])('pays with the lowest bid that drives out who has %s, less what Eve loses where it is met', (has, lowest) => {
    const bid = BigInt(lowest)
    expect(gainKnowing(has, discriminationExperiment)).toEqual({ bid, gain: 120 - (lowest - 9) / 2 })
    expect(gainKnowing(has, { ...discriminationExperiment, met: 0.25, returnsTo: 10n })).toEqual({
      bid,
      gain: 90 - (lowest - 10) / 4,
    })
  })

  it('pays with no bid against who has 585: at 16.5 she would still meet her margin', () => {
    expect(gainKnowing(585, discriminationExperiment)).toEqual({ bid: undefined, gain: 0 })
    expect(gainKnowing(585, { ...discriminationExperiment, met: 0 })).toEqual({ bid: undefined, gain: 0 })
  })

  it('is an average over one amount from each part of the range', () => {
    const eighths = { ...discriminationExperiment, draws: 8, richest: 670, seed: 3 }
    expect(discriminationGain(eighths)).toEqual({
      richest: 670,
      ofBid: [14.5, 29, 43.5, 58, 57.5, 72, 86.5],
      withPrior: 86.5,
      withKnowledge: 88.5625,
    })
  })
})
