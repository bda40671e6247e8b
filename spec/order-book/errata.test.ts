import { describe, expect, it } from 'vitest'
import { orderBookErrata } from './errata.js'

/** What each witness has to show: as written, as resolved, and the clauses that the paper's run breaks. */
const SHOWN: Readonly<Record<string, readonly [RegExp, RegExp, ReadonlyArray<string>]>> = {
  T12: [/may match: false; may be appended: false/, /matched, keeps every clause/, ['OB-3']],
  T13: [
    /filling A: 0 violations; filling B: 0 violations/,
    /A first keeps every clause under time and breaks OB-1 under price-time; B first breaks OB-1 under time and keeps every clause under price-time/,
    ['OB-1'],
  ],
  T14: [/the buyer pays 9/, /resting: 12; incoming: 9, which keeps every clause/, ['OB-5']],
  T15: [/remaining lots: -495/, /remaining lots: 5 less 5/, []],
  T16: [
    /the lowest ask is none, so the second may be appended unmatched: true/,
    /is filled, and that keeps every clause/,
    ['OB-3'],
  ],
  T17: [/still gets 0 lots and still gives 15 quote units/, /live no more; the history keeps every clause/, []],
  T18: [/may match: false; may be appended: false/, /refused by PR-2/, ['PR-2']],
  T19: [/not carried out: A-C/, /keeps every clause/, ['OB-8']],
  T20: [/filled 7, and that breaks OB-6/, /filled 2, and that keeps every clause/, ['OB-6']],
  T21: [/seller gets 9 of 10; rounded up the buyer pays 12/, /9 in one fill and 9 in three/, []],
  T22: [/side by side breaks OB-3; to trade keeps every clause/, /to trade breaks OB-9/, ['OB-3']],
  T23: [
    /a bid of 12 \(true\), for 0 lots, and may then be appended: false/,
    /rests, and that keeps every clause/,
    ['OB-6', 'OB-8'],
  ],
  M9: [/posting order fills A; the best price fills B/, /B first breaks OB-1 under time/, ['OB-1']],
}

describe('the errata of the order book', () => {
  it('are each shown by a run', () => {
    expect(orderBookErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(orderBookErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved, broken] = SHOWN[id] as (typeof SHOWN)[string]
    const shown = witness()
    expect(shown.asWritten).toMatch(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
    expect([...new Set(shown.findings.map(({ clause }) => clause))].sort()).toEqual(broken)
  })
})
