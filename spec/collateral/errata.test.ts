import { describe, expect, it } from 'vitest'
import { collateralErrata } from './errata.js'

/** What each witness has to show: as written, as resolved, and the clauses that the run breaks. */
const SHOWN: Readonly<Record<string, readonly [RegExp, RegExp, ReadonlyArray<string>]>> = {
  T9: [
    /100 is within 1000: admitted now true, next true; alice had 1100 and recovers 1000/,
    /false; short by 100/,
    ['CO-13', 'CO-14', 'CO-16', 'CO-6', 'CO-7'],
  ],
  T33: [/Rec\(e\) is 3000/, /had 1000 and recovers 1000/, []],
  T37: [/12 hours: 30 million/, /36 hours: 90 million/, []],
  T42: [/admitted: true; alice had 1600 and recovers 1500/, /false/, ['CO-13', 'CO-14', 'CO-16', 'CO-6', 'CO-7']],
  T43: [
    /a change of 0,.*had 1000 and recovers 900/,
    /false; short by 100/,
    ['CO-13', 'CO-14', 'CO-16', 'CO-6', 'CO-7'],
  ],
  T44: [/true and true; alice had 2200 and recovers 2100/, /covered: false; .*: 33750000/, ['CO-16', 'CO-8']],
  T45: [/30 million/, /alice is short by 100; X rises: bob is short by 100; both protected: 60 million/, []],
  T46: [
    /worth 100, a tenth of what was sold; alice had 1100 and recovers 1050/,
    /covered: false/,
    ['CO-13', 'CO-14', 'CO-16', 'CO-6', 'CO-7'],
  ],
}

describe('the errata of collateral', () => {
  it('are each shown by a run', () => {
    expect(collateralErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(collateralErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved, broken] = SHOWN[id] as (typeof SHOWN)[string]
    const shown = witness()
    expect(shown.asWritten).toMatch(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
    expect([...new Set(shown.findings.map(({ clause }) => clause))].sort()).toEqual(broken)
  })
})
