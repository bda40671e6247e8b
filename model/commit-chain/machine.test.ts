import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { conditions } from '../../spec/commit-chain/admission.js'
import { Event, History, Observation } from '../../spec/commit-chain/types.js'
import { decode } from '../../spec/core/codec.js'
import { choices, runOf } from '../core/arbitrary.js'
import { violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { answerOf } from './invariants.js'
import { verifier } from './machine.js'

const runs = (length: number) =>
  fc.tuple(params, choices(length)).map(([opened, chosen]) => runOf(verifier, drawing, opened, chosen))

describe('the verifier, on random runs', () => {
  it('keeps its invariants and every clause, and never throws', () => {
    fc.assert(
      fc.property(runs(30), (run) => {
        expect(violations(verifier, { start: (run[0] as (typeof run)[number]).before, steps: run })).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('changes nothing with a refused event', () => {
    fc.assert(
      fc.property(runs(25), (run) => {
        for (const { before, answer, after } of run) if (E.isLeft(answer)) expect(after).toBe(before)
      }),
      { numRuns: 50 },
    )
  })

  it('takes every event that is drawn, and shows its log, as JSON', () => {
    fc.assert(
      fc.property(runs(12), (run) => {
        for (const { before, event, answer, after } of run) {
          const observed = Object.fromEntries(Object.entries(verifier.observe).map(([name, of]) => [name, of(after)]))
          const history = { params: before.params, entries: [{ event, answer: answerOf(answer), observed }] } as History
          const again = decode(History, JSON.parse(JSON.stringify(History.encode(history))))
          expect(E.isRight(again)).toBe(true)
          expect(decode(Event, Event.encode(event))).toEqual(E.right(event))
          expect(E.isRight(decode(Observation, Observation.encode(observed as Observation)))).toBe(true)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('draws every kind of event, and refuses less than half of them', () => {
    const seen = new Map<string, { accepted: number; refused: number }>()
    for (const run of fc.sample(runs(40), { numRuns: 600, seed: 7 }))
      for (const { event, answer } of run) {
        const counts = seen.get(event.tag) ?? { accepted: 0, refused: 0 }
        counts[E.isLeft(answer) ? 'refused' : 'accepted'] += 1
        seen.set(event.tag, counts)
      }
    expect([...seen.keys()].sort()).toEqual(Object.keys(conditions).sort())
    const [accepted, refused] = [...seen.values()].reduce(
      ([a, r], counts) => [a + counts.accepted, r + counts.refused],
      [0, 0],
    )
    expect(refused).toBeLessThan(accepted)
    for (const [tag, counts] of seen) expect(`${tag} ${counts.accepted > 0}`).toBe(`${tag} true`)
  })
})
