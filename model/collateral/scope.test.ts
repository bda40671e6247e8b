import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Event, Params } from '../../spec/collateral/types.js'
import { type Explorable, explore } from '../core/explore.js'
import { trace } from '../core/run.js'
import { collateral, rules } from './machine.js'
import type { Reached } from './scope.js'
import { collateralScopes, collateralVariants, withMistake } from './scopes.js'

const LIMITS = { states: 1_000_000, violations: 5 }

const named = (name: string): Explorable<Reached, Event> =>
  collateralScopes.find((one) => one.name === name) as Explorable<Reached, Event>

describe('every run of a small scope', () => {
  it('keeps every clause where a trader sells one coin', () => {
    const { states, complete, violations } = explore(named('collateral-one-way'), LIMITS)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
    expect(states).toBe(51690)
  })

  it('keeps every clause where it sells both', () => {
    const { states, complete, violations } = explore(named('collateral-both-ways'), LIMITS)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
    expect(states).toBe(22480)
  })
})

describe('a condition that is dropped', () => {
  /** The shortest run in which somebody loses, with a mistake in the rules. */
  const losing = (scope: Explorable<Reached, Event>) =>
    explore(scope, { ...LIMITS, violations: 1 }).violations.map(({ finding, moves, path }) => ({
      clause: finding.clause,
      message: finding.message,
      run: moves.map(scope.show),
      path,
    }))

  it('loses nobody anything while all are kept', () => {
    expect(explore(named('collateral-small'), LIMITS).violations).toEqual([])
  })

  it.each(['drop:endEon/CO-9', 'drop:answer/CO-10'])('%s takes nothing from anybody: it is for the log', (id) => {
    expect(losing(withMistake(id, id))).toEqual([])
  })

  it.each(collateralVariants.map((one) => [one.scope.name, one.breaks, one] as const))(
    '%s breaks %s, by a run that is shown, and that is refused where nothing is dropped',
    (name, clause, { scope }) => {
      const found = losing(scope)
      expect(found.map((one) => one.clause)).toEqual([clause])
      expect(found.map(({ path: _, ...one }) => one)).toMatchSnapshot()
      const { params, events } = (scope.replay as NonNullable<typeof scope.replay>)(found[0]?.path ?? [])
      const { steps } = trace(rules, collateral.init(params as Params), events as ReadonlyArray<Event>)
      const [refused] = steps.flatMap(({ event, answer }) =>
        E.isLeft(answer) ? [`without-${event.tag}-${answer.left.clause}`] : [],
      )
      expect(refused).toBe(name)
    },
  )
})
