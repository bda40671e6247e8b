import { describe, expect, it } from 'vitest'
import { explore } from '../core/explore.js'
import { mutations } from '../core/mutate.js'
import { rules } from './machine.js'
import { orderBookScope, orderBookScopes } from './scope.js'

const limits = { states: 1_000_000, violations: 1 }
const bounds = { traders: 2, prices: 2, volumes: 2 }
const params = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'cancel-resting' } as const

describe('the scopes of the order book', () => {
  it.each(orderBookScopes.map((scope) => [scope.name, scope] as const))(
    '%s keep every clause, in every state',
    (_, scope) => {
      const { complete, violations, states } = explore(scope, limits)
      expect(violations.map(({ finding }) => finding)).toEqual([])
      expect(complete).toBe(true)
      expect(states).toMatchSnapshot()
    },
  )

  it('are as small as can be to show what a rule that forgets a condition leads to', () => {
    const smallest = mutations(rules)
      .filter(({ id }) => id.startsWith('drop:'))
      .map(({ id, clause, rules: table }) => {
        for (const events of [1, 2, 3]) {
          const { violations } = explore(orderBookScope(params, { events, ...bounds }, table), {
            ...limits,
            violations: 9,
          })
          if (violations.some(({ finding }) => finding.clause === clause)) return `${id}: ${events} events`
        }
        // A volume that is no amount makes no quote that is one: the rule then refuses by PR-3.
        return `${id}: in none`
      })
    expect(smallest).toMatchSnapshot()
  })
})
