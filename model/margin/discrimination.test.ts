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
})
