import { describe, expect, it } from 'vitest'
import type { Event, Params } from '../../spec/margin/types.js'
import { explore } from '../core/explore.js'
import { trace } from '../core/run.js'
import { futures, rules } from './machine.js'
import { show } from './scope.js'
import { marginScopes, marginVariants } from './scopes.js'

const LIMITS = { states: 5_000_000, violations: 5 }

describe('every run of a small scope keeps every clause', () => {
  it.each(
    marginScopes.filter(({ name }) => !['margin-4', 'margin-6'].includes(name)).map((one) => [one.name, one] as const),
  )('%s (the larger ones: see the chapter)', (name, scope) => {
    const { states, transitions, complete, violations } = explore(scope, LIMITS)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
    expect([name, states, transitions]).toMatchSnapshot()
  })
})

describe('a mistake', () => {
  const caughtIn = (scope: (typeof marginVariants)[number]['scope']) =>
    explore(scope, { ...LIMITS, violations: 1 }).violations[0]
  const onlyThePoster = marginVariants.find(({ scope }) => scope.name === 'only-the-poster')!.scope

  it.each(marginVariants.map((one) => [one.says, one] as const))(
    'is caught by its clause: %s',
    (_, { breaks, scope }) => {
      expect(caughtIn(scope)?.finding.clause).toBe(breaks)
    },
  )

  it('of validating only who posted is caught in three orders of two traders, and not in fewer', () => {
    expect(caughtIn(onlyThePoster)?.moves.map(show)).toEqual([
      'alice sells 1 at 8',
      'alice sells 1 at 14',
      'bob buys 2 at 8',
    ])
  })

  it('is replayed by the right machine, which calls whom it missed', () => {
    const replayed = onlyThePoster.replay?.(caughtIn(onlyThePoster)?.path ?? [])
    const { params, events } = replayed as { readonly params: Params; readonly events: ReadonlyArray<Event> }
    const { answer } = trace(rules, futures.init(params), events).steps.at(-1)!
    expect(answer._tag === 'Right' && answer.right.called.map(({ trader }) => trader)).toEqual(['alice'])
  })
})
