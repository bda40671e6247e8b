import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decode } from '../../spec/core/codec.js'
import { failing } from '../../spec/sealed-orders/admission.js'
import { observe } from '../../spec/sealed-orders/shown.js'
import { Event } from '../../spec/sealed-orders/types.js'
import { adversaries, type Caught } from './adversaries.js'

const caughtBy = (name: string): Caught => {
  const found = adversaries.find((one) => one.name === name)
  if (found === undefined) throw new Error(`nobody ${name}`)
  return found.run()
}

describe('who does not keep to the protocol', () => {
  it.each(adversaries)('$name: $clause', ({ run, clause, by }) => {
    const { refusedBy, events, ledger } = run()
    expect(refusedBy).toBe(by === 'refusal' ? clause : undefined)
    // It does one thing wrong, and says it in the form in which a log has it.
    if (by === 'refusal')
      expect(new Set(failing(ledger, events.at(-1) as Event).map((one) => one.clause))).toEqual(new Set([clause]))
    for (const event of events) expect(decode(Event, Event.encode(event))).toEqual(E.right(event))
  })

  it('SO-36: loses its score, if it is an operator that is late', () => {
    expect(observe(caughtBy('peeks-and-hides-it').ledger).scores).toEqual([
      { trader: 'alice', prompt: 0n, late: 1n, score: -3n },
      { trader: 'bob', prompt: 0n, late: 0n, score: 0n },
      { trader: 'carol', prompt: 0n, late: 0n, score: 0n },
    ])
  })

  it('SO-22: leaves two orders with one reference, if it uses a key of its chain twice', () => {
    const sealed = caughtBy('reuses-a-reference').events.flatMap((event) =>
      event.tag === 'submit' ? [event.sealed] : [],
    )
    expect(sealed).toHaveLength(2)
    expect(sealed[1]?.reference).toEqual(sealed[0]?.reference)
    expect(sealed[1]?.orderHash).not.toEqual(sealed[0]?.orderHash)
  })
})
