import { Map as ImmutableMap } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Event, Outputs } from '../../spec/order-book/types.js'
import { explore } from '../core/explore.js'
import { isEnabled, type Rules } from '../core/machine.js'
import { append } from './book.js'
import { books, liveScope } from './live.js'
import { rules, type State } from './machine.js'

const limits = { states: 1_000_000, violations: 1 }

/** Rules under which a limit order rests without being matched. */
const unmatched: Rules<State, Event, Outputs> = {
  ...rules,
  limit: {
    ...rules.limit,
    becomes: (state, { tag: _, ...order }) => ({
      state: {
        ...state,
        sequence: state.sequence + 1,
        book: append(state.book, { ...order, place: state.sequence }),
        places: state.places.set(order.order, state.sequence),
      },
      outputs: { fills: [], removed: [] },
    }),
  },
}

describe('every book of a few live orders', () => {
  it.each([
    [1, 33],
    [2, 673],
    [3, 11937],
  ])('of %i at most is uncrossed and holds what is left: %i books, as many as can be written down', (most, states) => {
    const explored = explore(liveScope(most), limits)
    expect(explored).toMatchObject({ states, complete: true, violations: [] })
    // Uncrossed: all buy, all sell, or the buys at 1 and the sells at 2; of 2 traders, 2 volumes, 2 eons each.
    const uncrossed = (n: number): number => (n === 0 ? 1 : (3 * 2 ** n - 2) * 8 ** n)
    expect(states).toBe(Array.from({ length: most + 1 }, (_, n) => uncrossed(n)).reduce((a, b) => a + b))
  })

  it('has a number that says all of it', () => {
    const finite = books(2)
    const empty = finite.at(0)
    expect(empty).toMatchObject({ eon: 1n, sequence: 0, book: undefined, places: ImmutableMap() })
    const numbers = Array.from({ length: finite.size }, (_, index) => index)
    expect(numbers.map((index) => finite.indexOf(finite.at(index)))).toEqual(numbers)
  })

  it('is offered what it accepts, and all of it but names that it has not', () => {
    const { at, size, indexOf } = books(2)
    const { moves } = liveScope(2)
    const reached = new Set<number>()
    explore(liveScope(2), { ...limits, onStep: (_, after) => reached.add(indexOf(after)) })
    const states = Array.from({ length: size }, (_, index) => index)
      .filter((index) => reached.has(index))
      .map(at)
    expect(states).toHaveLength(673)
    for (const state of states) for (const event of moves(state)) expect(isEnabled(rules)(state, event)).toBe(true)
  })

  it('is crossed in two events where orders rest without being matched', () => {
    const { violations } = explore(liveScope(2, unmatched), limits)
    expect(violations.map(({ finding, moves }) => [finding.clause, moves.length])).toEqual([['OB-3', 2]])
  })
})
