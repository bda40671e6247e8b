import { describe, expect, it } from 'vitest'
import { explore } from '../core/explore.js'
import { asSpecified, leaking, secrecyScope } from './secrecy.js'

const LIMITS = { states: 100_000, violations: 1 }

describe('what the operator sees of closed orders', () => {
  it('SO-43: tells it nothing that it could try against its guesses, in every run of the scope', () => {
    const { complete, states, violations } = explore(secrecyScope(asSpecified, 2), LIMITS)
    expect({ complete, states, violations }).toEqual({ complete: true, states: 625, violations: [] })
  })

  it.each(leaking)('SO-43: does, if $says', (design) => {
    const scope = secrecyScope(design, 2)
    const { violations } = explore(scope, LIMITS)
    expect([violations[0]?.finding.message, ...(violations[0]?.moves ?? []).map(scope.show)]).toMatchSnapshot()
  })
})
