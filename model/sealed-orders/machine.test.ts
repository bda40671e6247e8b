import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../spec/sealed-orders/ledger.js'
import { observe } from '../../spec/sealed-orders/shown.js'
import type { Event } from '../../spec/sealed-orders/types.js'
import { choices, refusedShare, runOf } from '../core/arbitrary.js'
import { step } from '../core/machine.js'
import { trace, violations } from '../core/run.js'
import { drawing, params } from './arbitrary.js'
import { rules, submissions } from './machine.js'
import { acknowledgement, receiptFor, solution } from './operator.js'
import { castOf, submission } from './trader.js'

const SELL = { side: 'sell', price: 3n, volume: 10n } as const

const suites = [
  ['sha256', 'ed25519'],
  ['keccak256', 'secp256k1'],
] as const

describe.each(suites)('a sealed order (%s, %s)', (hash, signature) => {
  const cast = castOf({ hash, signature })
  const next = step(rules)
  const happen = (ledger: Ledger, event: Event): Ledger => {
    const outcome = next(ledger, event)
    if (E.isLeft(outcome)) throw new Error(`${event.tag}: ${outcome.left.clause}, ${outcome.left.says}`)
    return outcome.right.state
  }

  it('is submitted, receipted, opened, taken in and acknowledged, and so is the next one, which is solved', () => {
    const start = submissions.init(cast.params)
    const first = submission(cast, start, 'alice', SELL)
    const { reference } = first.event.sealed
    const receipted = happen(happen(start, first.event), receiptFor(cast, happen(start, first.event), reference))
    expect(observe(receipted).orders).toMatchObject([{ stage: 'receipted', place: 0n }])
    expect(observe(receipted).orders[0]?.order).toBeUndefined()
    const opened = happen(receipted, { tag: 'open', reference, root: first.root, order: first.order })
    expect(observe(opened)).toMatchObject({ visible: 1n, orders: [{ stage: 'opened', order: { volume: 10n } }] })
    const acknowledged = happen(opened, acknowledgement(cast, opened, reference))
    const second = submission(cast, acknowledged, 'alice', SELL, { turn: 2 })
    const waiting = happen(acknowledged, second.event)
    const closed = happen(waiting, receiptFor(cast, waiting, second.event.sealed.reference))
    const late = happen(closed, { tag: 'advance', time: 100n })
    const root = solution(second.event.sealed)
    expect(root).toBe(second.root)
    const solved = happen(late, {
      tag: 'solve',
      reference: second.event.sealed.reference,
      root,
      order: second.order,
    })
    expect(observe(solved).orders.map(({ stage }) => stage)).toEqual(['acknowledged', 'solved'])
    const events: ReadonlyArray<Event> = [
      first.event,
      receiptFor(cast, happen(start, first.event), reference),
      { tag: 'open', reference, root: first.root, order: first.order },
      acknowledgement(cast, opened, reference),
      second.event,
    ]
    expect(violations(submissions, trace(rules, start, events))).toEqual([])
  })
})

describe('a random run', () => {
  it('keeps every clause and every invariant, and is refused now and then', () => {
    const shares: number[] = []
    fc.assert(
      fc.property(params, choices(10), (opened, chosen) => {
        const steps = runOf(submissions, drawing, opened, chosen)
        shares.push(refusedShare(steps))
        expect(violations(submissions, { start: submissions.init(opened), steps })).toEqual([])
      }),
      { numRuns: 15, seed: 1 },
    )
    const refused = shares.reduce((sum, share) => sum + share, 0) / shares.length
    expect(refused).toBeGreaterThan(1 / 20)
    expect(refused).toBeLessThan(1 / 2)
  })
})
