import { describe, expect, it } from 'vitest'
import { conditions } from '../../../spec/margin/admission.js'
import { coverageOf } from '../../testing/refusals.js'
import { refusedEvents } from './refused.js'

const coverage = coverageOf(
  conditions,
  refusedEvents().map((one) => ({ ...one, known: one.scene.ledger })),
)

describe('the refused cases of margin', () => {
  it('each fail first what they say', () => {
    expect(coverage.misnamed).toEqual([])
  })

  it('have names of their own', () => {
    expect(coverage.repeated).toEqual([])
  })

  it('negate every condition of every event once', () => {
    expect(coverage.notNegated).toEqual([])
  })

  it('show of every two neighbouring conditions that can fail together that the first is the reason', () => {
    // Those that never fail together: why is said in the kit, which leaves out the swaps of them.
    expect(coverage.withoutPrecedence).toMatchInlineSnapshot(`
      [
        "deposit PR-1+MG-4",
        "withdraw PR-1+MG-4",
        "post MG-2+OB-17",
        "post MG-7+MG-8",
        "post MG-8+MG-9",
        "cancel OB-18+OB-19",
        "advance MG-1+MG-2",
        "openStep MG-1+MG-2",
        "openStep MG-2+MG-12",
        "endDay MG-1+MG-2",
      ]
    `)
  })
})
