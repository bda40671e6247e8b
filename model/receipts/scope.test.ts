import { describe, expect, it } from 'vitest'
import { explore } from '../core/explore.js'
import { receiptsScope, receiptsScopes } from './scope.js'
import { receiptsVariants } from './variants.js'

const limits = { states: 100_000, violations: 1 }

describe('an honest trader under an operator that may do anything with its log', () => {
  it('needs two challenges at most, in every run with logs of up to three orders', () => {
    const scope = receiptsScope('small', { length: 3, sends: 3, others: 'ab', repeats: true, isHonest: false })
    const { complete, violations, states } = explore(scope, limits)
    expect(violations).toEqual([])
    expect(complete).toBe(true)
    expect(states).toBeGreaterThan(50)
  })

  it('needs none that an honest operator could not close, with logs of up to eight orders', () => {
    const scope = receiptsScopes.find(({ name }) => name === 'receipts-honest-operator')
    const { complete, violations } = explore(scope as NonNullable<typeof scope>, limits)
    expect(violations).toEqual([])
    expect(complete).toBe(true)
  })

  it.each(receiptsVariants.map((variant) => [variant.scope.name, variant] as const))(
    'is not protected by other rules: %s',
    (_, { scope, breaks }) => {
      const { violations } = explore(scope, limits)
      expect(violations.map(({ finding }) => finding.clause)).toEqual([breaks])
      expect(violations[0]?.moves.map(scope.show)).toMatchSnapshot()
    },
  )
})
