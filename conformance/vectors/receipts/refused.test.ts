import { describe, expect, it } from 'vitest'
import { conditions } from '../../../spec/receipts/admission.js'
import { appending } from '../../../spec/receipts/appending.js'
import { matching } from '../../../spec/receipts/matching.js'
import { coverageOf } from '../../testing/refusals.js'
import { kitFor } from '../build.js'
import { functionCases } from './functions.js'
import { refusedEvents } from './refused.js'

const coverage = coverageOf(
  conditions,
  refusedEvents.map((one) => ({ ...one, known: one.scene.state })),
)

describe('the refused cases of receipts', () => {
  it('each fail first what they say, and have names of their own', () => {
    expect(coverage.misnamed).toEqual([])
    expect(coverage.repeated).toEqual([])
  })

  it('negate every condition of every event once', () => {
    expect(coverage.notNegated).toEqual([])
  })

  it('show of every two neighbouring conditions that the first is the reason', () => {
    expect(coverage.withoutPrecedence).toEqual([])
  })

  it('negate every assertion of Algorithms 7 and 8 once', () => {
    const broken = (name: string): ReadonlySet<string> =>
      new Set(
        functionCases(kitFor('receipts')).flatMap((one) =>
          one.function === name && one.negative ? [one.clauses[0] as string] : [],
        ),
      )
    const [matches, orders] = [broken('verifyMatch'), broken('verifyOrder')]
    expect(matching.filter(({ clause }) => !matches.has(clause)).map(({ line }) => line)).toEqual([])
    expect(appending.filter(({ clause }) => !orders.has(clause)).map(({ line }) => line)).toEqual([])
  })
})
