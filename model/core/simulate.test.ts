import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Machine } from './machine.js'
import { simulable } from './simulate.js'

type Event = { readonly tag: 'take'; readonly amount: number } | { readonly tag: 'close' }

interface Till {
  readonly held: number
  readonly isOpen: boolean
}

interface Takes {
  readonly taken: ReadonlyArray<number>
}

/** A till that loses what is put into it once it holds more than `limit`. */
const till = (limit: number): Machine<number, Till, Event, number, {}> => ({
  chapter: 'primitives',
  init: (held) => ({ held, isOpen: true }),
  rules: {
    take: {
      id: 'take',
      requires: [{ clause: 'PR-1', says: 'the till is open', holds: ({ isOpen }) => isOpen }],
      becomes: (state, { amount }) => ({
        state: { ...state, held: state.held > limit ? state.held - 1 : state.held + amount },
        outputs: amount,
      }),
    },
    close: { id: 'close', requires: [], becomes: (state) => ({ state: { ...state, isOpen: false }, outputs: 0 }) },
  },
  observe: {},
  invariants: [
    {
      name: 'nothing is lost',
      says: 'what is taken is held',
      kind: 'step',
      findings: ({ before, event, answer, after }) =>
        answer._tag === 'Right' && event.tag === 'take' && after.held !== before.held + event.amount
          ? [
              {
                clause: 'PR-1',
                message: `took ${event.amount} and holds ${after.held} instead of more than ${before.held}`,
              },
            ]
          : [],
    },
  ],
})

const drawnFrom = (limit: number) =>
  simulable(till(limit), fc.constant(0), () => ({
    draw: (_, { kind, picks }): Event => (kind > 95 ? { tag: 'close' } : { tag: 'take', amount: picks[0] % 10 }),
  }))

const plan = { runs: 50, length: 30, seconds: 60, seed: 4 }

describe('a simulation', () => {
  it('finds nothing where every run is well, and counts every rule and every refusal', () => {
    const { runs, events, coverage, violation } = drawnFrom(1000).simulate(plan)
    expect(violation).toBeUndefined()
    expect(runs).toBe(50)
    expect([...coverage.keys()]).toEqual(['take', 'take/PR-1', 'close'])
    expect([...coverage.values()].reduce((sum, count) => sum + count, 0)).toBe(events)
    expect(Math.min(...coverage.values())).toBeGreaterThan(0)
  })

  it('ends when its time is over, which is no violation', () => {
    const { runs, violation } = drawnFrom(1000).simulate({ ...plan, seconds: 0 })
    expect([runs, violation]).toEqual([0, undefined])
  })

  it('ends at the first violation, made small', () => {
    const { runs, violation } = drawnFrom(20).simulate(plan)
    expect(runs).toBeLessThan(50)
    expect(violation).toMatchObject({ clause: 'PR-1', invariant: 'nothing is lost', params: 0 })
    // Three takes of up to nine each pass 20; the fourth is lost.
    expect(violation?.events).toMatchObject(['take', 'take', 'take', 'take'].map((tag) => ({ tag })))
  })

  it('draws a violation again by its seed and path, without the runs before it', () => {
    const rare = drawnFrom(130)
    const { runs, violation } = rare.simulate(plan)
    expect(runs).toBeGreaterThan(1)
    const again = rare.simulate({ ...plan, seed: violation?.seed ?? 0, path: violation?.path ?? '' })
    expect(again).toMatchObject({ runs: 1, violation: { events: violation?.events } })
  })

  it('names what was violated first, of several the first that is named, and ends the run there', () => {
    // Whether the third take is of more than four is seen then, and said again after the fourth.
    const of = (at: number, name = `after ${at}`) => ({
      name,
      says: 'the third take is small',
      kind: 'always' as const,
      findings: ({ taken }: Takes) => (taken.length === at && (taken[2] ?? 0) > 4 ? ['large'] : []),
    })
    const machine: Machine<number, Takes, Event, number, {}> = {
      chapter: 'primitives',
      init: () => ({ taken: [] }),
      rules: {
        take: {
          id: 'take',
          requires: [],
          becomes: ({ taken }, { amount }) => ({ state: { taken: [...taken, amount] }, outputs: amount }),
        },
        close: { id: 'close', requires: [], becomes: (state) => ({ state, outputs: 0 }) },
      },
      observe: {},
      invariants: [of(4), of(3), of(3, 'also after 3')],
    }
    const found = simulable(machine, fc.constant(0), () => ({
      draw: (_, { picks }): Event => ({ tag: 'take', amount: picks[0] % 10 }),
    })).simulate({ ...plan, seed: 1 })
    expect(found.violation).toMatchObject({ invariant: 'after 3', message: 'large' })
    expect(found.violation?.events).toEqual([0, 0, 5].map((amount) => ({ tag: 'take', amount })))
  })
})
