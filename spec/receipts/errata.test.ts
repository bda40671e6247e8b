import { describe, expect, it } from 'vitest'
import { receiptsErrata } from './errata.js'

/** What each witness has to show: as written, as resolved, and the clauses that the paper's run breaks. */
const SHOWN: Readonly<Record<string, readonly [RegExp, RegExp, ReadonlyArray<string>]>> = {
  T1: [
    /root is that of the book: true; B is the first child that buys at 9 or above: true/,
    /at nothing it fails line 7\.3 \(RE-30\), line 7\.5 \(RE-32\); with A at 10 it fails line 7\.1 \(RE-28\)$/,
    ['OB-1'],
  ],
  T2: [
    /leads to the root: true; the commitment is that of the receipt: false/,
    /^the challenge is closed; .* fails line 8\.\+arrival \(RE-36\)$/,
    [],
  ],
  T25: [/written 65 of 2145; .* from the left 1161 of 2145/, /right 2145 of 2145; by this chapter's data 86 of 86/, []],
  T26: [/equal: true; .* second of two: true; .* third of three: true/, /equal: false; .* fails RE-17, RE-18/, []],
  T28: [/eon 2 his challenge is closed: true/, /both eons: false; against the log of eon 1 the answer fails RE-18/, []],
  T60: [
    /second log: true; 2 of the third: true; .*closed, the challenge is closed; the receipt for place 1 of eon 1 is not/,
    /extends the first: false; .* fails RE-17$/,
    ['RE-23'],
  ],
  T61: [/challenges: 2, of eon 2 and eon 2/, /challenges: 2 and 2; a link across: false/, []],
}

describe('the errata of receipts', () => {
  it('are each shown by a run', () => {
    expect(receiptsErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(receiptsErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved, broken] = SHOWN[id] as (typeof SHOWN)[string]
    const shown = witness()
    expect(shown.asWritten).toMatch(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
    expect([...new Set(shown.findings.map(({ clause }) => clause))]).toEqual(broken)
  })
})
