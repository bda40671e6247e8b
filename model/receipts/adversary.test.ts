import { describe, expect, it } from 'vitest'
import { attack, attacks } from './adversary.js'

describe('an operator that has read an order', () => {
  it.each(attacks.map((one) => [one.says, one] as const))('is caught, or does no wrong: it %s', (_, one) => {
    const { caughtBy, halt, isEvidenceSound, lines } = attack(one)
    expect(caughtBy).toBe(one.caughtBy)
    expect(halt?.why).toBe(one.caughtBy === undefined ? undefined : 'unanswered')
    expect(isEvidenceSound).toBe(true)
    expect(lines.length).toBeLessThanOrEqual(12)
  })
})
