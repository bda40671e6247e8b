import { describe, expect, it } from 'vitest'
import { conditions } from '../../../spec/collateral/admission.js'
import { coverageOf } from '../../testing/refusals.js'
import { refusedEvents } from './refused.js'

const coverage = coverageOf(
  conditions,
  refusedEvents().map((one) => ({ ...one, known: one.scene.state.log })),
)

describe('the refused cases of collateral', () => {
  it('each fail first what they say', () => {
    expect(coverage.misnamed).toEqual([])
  })

  it('have names of their own', () => {
    expect(coverage.repeated).toEqual([])
  })

  it('negate every condition of every event once', () => {
    expect(coverage.notNegated).toEqual([])
  })

  it('show of every two neighbouring conditions that the first is the reason where both fail', () => {
    expect(coverage.withoutPrecedence).toEqual([])
  })
})
