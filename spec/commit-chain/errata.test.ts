import { describe, expect, it } from 'vitest'
import { commitChainErrata } from './errata.js'

/** What each witness has to show: as written, and as resolved. */
const SHOWN: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  T7: [/each challenge says that 0 X were debited/, /at the limit: false/],
  T8: [/settles: true/, /fails 9\.\+$/],
  T10: [
    /equal: better false, unfilled false, robbed false; at most: better false, unfilled false, robbed true; at least: better true, unfilled false, robbed false/,
    /better true, unfilled true, robbed false/,
  ],
  T11: [/closes: true/, /with them: false/],
  T27: [/has 1 member/, /the same: false/],
  T30: [/not compared/, /at the limit: false/],
  T31: [/ratified: true; what is settled is then -5/, /false/],
  T34: [/owes her -10/, /accepted; then she is owed 0/],
  T35: [/one datum: true/, /with one: false/],
  T36: [/the checkpoint is accepted/, /challenge is accepted; its answer is refused by CC-13/],
  T38: [/refused by CC-12/, /a balance challenge: accepted/],
  T39: [/owes her -10/, /refused by CC-14/],
  T40: [/0 before cancelling, 10 after/, /refused by CC-15/],
  T41: [/with a start of 20, 10 were debited; with one of 30, 20/, /proven/],
  T81: [/the first is delivered: true, the second: false; with the mark at 1: false and true/, /alone and at 0: true/],
}

describe('the errata of the commit-chain', () => {
  it('are each shown by a run', () => {
    expect(commitChainErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(commitChainErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved] = SHOWN[id] as (typeof SHOWN)[string]
    const shown = witness()
    expect(shown.asWritten).toMatch(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
  })
})
