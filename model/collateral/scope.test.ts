import { describe, expect, it } from 'vitest'
import { X, Y } from '../../spec/collateral/runs.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { explore } from '../core/explore.js'
import { mutations } from '../core/mutate.js'
import { rules } from './machine.js'
import { type Bounds, scope } from './scope.js'

const LIMITS = { states: 1_000_000, violations: 5 }

/** Alice sells X only; the price of Y stays within the volatility or goes beyond. */
const ONE_WAY: Bounds = {
  eons: 6n,
  trades: 3,
  stake: 2n,
  reservations: 2n,
  prices: new Map([[Y, [10n, 11n, 12n]]]),
  sells: [X],
}

/** Alice sells both, also what she has just bought; both prices move. */
const BOTH_WAYS: Bounds = {
  eons: 4n,
  trades: 2,
  stake: 1n,
  reservations: 1n,
  prices: new Map([
    [X, [10n, 11n]],
    [Y, [10n, 11n]],
  ]),
  sells: [X, Y],
}

/** The smallest in which every condition matters. */
const SMALL: Bounds = { ...ONE_WAY, eons: 5n, trades: 2, stake: 1n, prices: new Map([[Y, [10n, 11n]]]) }

describe('every run of a small scope', () => {
  it('keeps every clause where a trader sells one coin', () => {
    const { states, complete, violations } = explore(scope('one way', ONE_WAY), LIMITS)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
    expect(states).toBe(51690)
  })

  it('keeps every clause where it sells both', () => {
    const { states, complete, violations } = explore(scope('both ways', BOTH_WAYS), LIMITS)
    expect({ complete, violations }).toEqual({ complete: true, violations: [] })
    expect(states).toBe(22480)
  })
})

describe('a condition that is dropped', () => {
  const THEOREMS: ReadonlySet<ClauseId> = new Set<ClauseId>(['CO-15', 'CO-17'])

  /** The shortest run in which somebody loses, with a mistake in the rules. */
  const losing = (id: string, bounds: Bounds) => {
    const mutation = mutations(rules).find((made) => made.id === id)
    const dropped = scope(id, bounds, mutation!.rules, (clause) => THEOREMS.has(clause))
    return explore(dropped, { ...LIMITS, violations: 1 }).violations.map(({ finding, moves }) => ({
      clause: finding.clause,
      message: finding.message,
      run: moves.map((move) =>
        move.tag === 'reserve'
          ? `reserve ${move.trader} ${move.eon}`
          : move.tag === 'endEon' && move.challenged
            ? 'endEon, challenged'
            : move.tag === 'price'
              ? `price ${move.price}`
              : move.tag,
      ),
    }))
  }

  it('loses nobody anything while all are kept', () => {
    expect(explore(scope('small', SMALL), LIMITS).violations).toEqual([])
  })

  it.each(['drop:endEon/CO-9', 'drop:answer/CO-10'])('%s takes nothing from anybody: it is for the log', (id) => {
    expect(losing(id, SMALL)).toEqual([])
  })

  it.each<[string, ClauseId, Bounds?]>([
    ['drop:trade/CO-3', 'CO-17', { ...SMALL, trades: 3, stake: 3n, reservations: 3n, prices: new Map() }],
    ['drop:trade/CO-6', 'CO-15'],
    ['drop:trade/CO-7', 'CO-15'],
    ['drop:trade/CO-8', 'CO-15'],
    ['drop:reserve/CO-4', 'CO-15'],
    ['drop:reserve/CO-5', 'CO-17'],
    ['drop:unstake/CO-5', 'CO-17'],
  ])('%s breaks %s, by a run that is shown', (id, clause, bounds = SMALL) => {
    const found = losing(id, bounds)
    expect(found.map((one) => one.clause)).toEqual([clause])
    expect(found).toMatchSnapshot()
  })
})
