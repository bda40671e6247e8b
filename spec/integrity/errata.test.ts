import { describe, expect, it } from 'vitest'
import { integrityErrata } from './errata.js'

/** What each witness has to show: as written, as resolved, and the clauses that the run breaks. */
const SHOWN: Readonly<Record<string, readonly [string, RegExp, ReadonlyArray<string>]>> = {
  T47: ['s0 s1 s2', /^s0 s1 s2 s7: delivery of alice cannot be closed$/, ['IN-2', 'IN-3']],
  T48: [
    's0 s4; s0 s4 s5; s0 s4 s5',
    /^s0 s4 s7: balance of alice's X.*; s0 s4 s5 s7: balance of alice's X.*; s0 s4 s5 s7: balance of alice's X/,
    ['IN-2', 'IN-3'],
  ],
  T49: [
    's0 s8; s0 s4 s8; s0 s1 s2 s8',
    /^s0 s8 s7: .*left unanswered.*; s0 s4 s8 s6: swap of alice, left unanswered.*; s0 s1 s2 s8 s7: balance of bob's X/,
    ['IN-2', 'IN-3'],
  ],
  T50: ['s0 s1 s2; s0 s4 s5', /^s0 s1 s2 s7: .*want of a checkpoint.*; s0 s4 s5 s7: /, ['IN-2', 'IN-3']],
  T51: ['s0 s1 s7; s0 s1 s7', /^s0 s1 s3 s7: delivery of alice.*; s0 s1 s3 s7: delivery of alice/, []],
  T52: [
    's0 s1 s2 s3 s7, whoever has the signature',
    /bob has it: s0 s1 s2 s3 s8; alice has it: s0 s1 s2 s3 s7: balance of alice's X/,
    [],
  ],
  T53: ['a delivery challenge with what alice has: false', /shows: true; nothing closes it/, []],
  T54: ['s0 s4 s8; s0 s4 s8', /^s0 s4 s6: swap of alice.*; s0 s4 s5 s7: balance of alice's Y/, []],
  T80: [
    'signs: true; s0 s1 s3 s7: delivery of alice cannot be closed; s0 s1 s3 s7: delivery of alice cannot be closed',
    /^signs: false/,
    ['IN-6'],
  ],
}

describe('the errata of integrity', () => {
  it('are each shown by a run', () => {
    expect(integrityErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(integrityErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved, broken] = SHOWN[id]!
    const shown = witness()
    expect(shown.asWritten).toBe(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
    expect([...new Set(shown.findings.map(({ clause }) => clause))].sort()).toEqual(broken)
  })
})
