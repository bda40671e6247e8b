import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choices, runOf } from '../../model/core/arbitrary.js'
import { drawing, params } from '../../model/order-book/arbitrary.js'
import { answerOf } from '../../model/order-book/invariants.js'
import { orderBook } from '../../model/order-book/machine.js'
import { outputsOf } from '../../spec/order-book/history.js'
import type { Answer, Entry, Outputs, Params } from '../../spec/order-book/types.js'
import type { OrderId } from '../../spec/primitives/types.js'
import { auditor } from './audit.js'

/** A wrong answer in the stead of a right one; nothing, where this way of being wrong does not apply. */
type Alteration = (answer: Answer, earlier: OrderId) => Answer | undefined

const changed =
  (change: (outputs: Outputs) => Outputs | undefined): Alteration =>
  (answer) => {
    const outputs = 'accepted' in answer ? change(answer.accepted) : undefined
    return outputs === undefined ? undefined : { accepted: outputs }
  }

const alterations: Readonly<Record<string, Alteration>> = {
  'a fill is left out': changed(({ fills: [fill, ...fills], removed }) => fill && { fills, removed }),
  'a fill is for one lot more': changed(
    ({ fills: [fill, ...fills], removed }) =>
      fill && { fills: [{ ...fill, volume: fill.volume + 1n }, ...fills], removed },
  ),
  'a fill is at another price': changed(
    ({ fills: [fill, ...fills], removed }) =>
      fill && { fills: [{ ...fill, price: fill.price + 1n }, ...fills], removed },
  ),
  'a fill is with somebody that never was': changed(
    ({ fills: [fill, ...fills], removed }) =>
      fill && { fills: [{ ...fill, maker: 'nobody' as OrderId }, ...fills], removed },
  ),
  'a removal is left out': changed(({ fills, removed: [gone, ...removed] }) => gone && { fills, removed }),
  'an order leaves that should not': (answer, earlier) =>
    'accepted' in answer && !outputsOf(answer).removed.some(({ order }) => order === earlier)
      ? {
          accepted: {
            fills: answer.accepted.fills,
            removed: [...answer.accepted.removed, { order: earlier, volume: 1n, why: 'expired' }],
          },
        }
      : undefined,
  'an event is refused without a reason': (answer) => ('accepted' in answer ? { rejected: {} } : undefined),
  'an event is accepted that should be refused': (answer) =>
    'rejected' in answer ? { accepted: { fills: [], removed: [] } } : undefined,
}

/** A log of the model with one wrong answer, the number of that instruction, and what is wrong. */
const altered = fc
  .tuple(params, choices(40), fc.nat(), fc.constantFrom(...Object.keys(alterations)))
  .map(([p, chosen, n, how]) => {
    const steps = runOf(orderBook, drawing, p, chosen)
    const entries = steps.map(({ event, answer }): Entry => ({ event, answer: answerOf(answer) }))
    const candidates = entries.flatMap(({ event, answer }, i) => {
      const wrong = alterations[how]?.(answer, ('order' in event ? event.order : 'o0') as OrderId)
      return wrong === undefined ? [] : [{ i, wrong }]
    })
    const chosenOne = candidates[n % Math.max(1, candidates.length)]
    return chosenOne === undefined
      ? undefined
      : {
          p,
          how,
          at: chosenOne.i + 1,
          log: entries.with(chosenOne.i, { ...entries[chosenOne.i]!, answer: chosenOne.wrong }),
        }
  })
  .filter((log) => log !== undefined)

const judged = (p: Params, log: ReadonlyArray<Entry>) => {
  const audit = auditor(p, 100)
  for (const entry of log) audit.judge(entry)
  return audit.report()
}

describe('the audit', () => {
  it('finds nothing wrong with what the model does', () => {
    fc.assert(
      fc.property(params, choices(40), (p, chosen) => {
        const log = runOf(orderBook, drawing, p, chosen).map(({ event, answer }) => ({
          event,
          answer: answerOf(answer),
        }))
        expect(judged(p, log).violations).toEqual([])
      }),
    )
  })

  it('finds every wrong answer where it is, says what should have happened, and goes on from that', () => {
    fc.assert(
      fc.property(altered, ({ p, at, log }) => {
        const { violations, instructions } = judged(p, log)
        expect(new Set(violations.map(({ instruction }) => instruction))).toEqual(new Set([at]))
        for (const { message } of violations) expect(message).toMatch(/; it should have (been refused by|filled|taken)/)
        expect(instructions).toBe(log.length)
      }),
      { numRuns: 1000 },
    )
  })
})
