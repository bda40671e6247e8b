import { describe, expect, it } from 'vitest'
import { adversaries, scoreAfter } from './adversaries.js'

describe('who does not keep to the protocol', () => {
  it.each(adversaries)('$name: $clause', ({ run, clause, by }) => {
    const caught = run()
    if (by === 'refusal') expect(caught.refusedBy).toBe(clause)
    else {
      expect(caught.refusedBy).toBeUndefined()
      expect(scoreAfter(caught)).toBeLessThan(0n)
    }
  })
})
