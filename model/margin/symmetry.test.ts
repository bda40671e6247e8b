import { describe, expect, it } from 'vitest'
import { explore } from '../core/explore.js'
import { mutations } from '../core/mutate.js'
import { rules } from './machine.js'
import { type Bounds, scope } from './scope.js'
import { fromNothing } from './starts.js'

const LIMITS = { states: 1_000_000, violations: 5 }
const bounds: Bounds = { ...fromNothing, events: 3, kinds: ['deposit', 'withdraw', 'cancel', 'endDay'] }

describe('runs that only differ in the names of the traders', () => {
  it('count once, which leaves a fifth of the states, and nothing is wrong in either', () => {
    const explored = (symmetric: boolean) => {
      const { states, complete, violations } = explore(scope('names', { ...bounds, symmetric }), LIMITS)
      return { states, complete, violations }
    }
    expect(explored(true)).toEqual({ states: 683, complete: true, violations: [] })
    expect(explored(false)).toEqual({ states: 3336, complete: true, violations: [] })
  })

  it('show the same mistakes, in runs of the same length', () => {
    const { rules: wrong } = mutations(rules).find(({ id }) => id === 'drop:withdraw/MG-10')!
    const found = (symmetric: boolean) =>
      explore(scope('wrong', { ...bounds, symmetric }, wrong), LIMITS).violations.map(({ finding, moves }) => [
        finding.clause,
        moves.length,
      ])
    expect(found(true)).toEqual(found(false))
    expect(found(true)).not.toEqual([])
  })
})
