import { describe, expect, it } from 'vitest'
import { marginErrata } from './errata.js'

/** What each witness has to show: as written, as resolved, and the clauses that the paper's run breaks. */
const SHOWN: Readonly<Record<string, readonly [string, string, ReadonlyArray<string>]>> = {
  M1: ['at mid she has 500', 'walking the book she has -4 with 21 lots at 11, and 2 with 22', []],
  M2: ['positions of 30, 30, 30', 'positions of 29, 31, 30; Eve’s bid fills 0 orders', []],
  M3: ['next ask 22: Alice has 5 and is good', 'next ask 23: Alice has -40 and is called', []],
  M4: [
    'closed at 13, she has 230 left, and the others pay 0',
    'closed at 16, she has 0 left, and the others pay 40',
    ['MG-23'],
  ],
  M5: ['with a threshold of 0, 0 are called', 'with a threshold of 250, 1 is called', ['MG-18']],
  M6: ['best bid none, best ask 17: there is no mid', 'the reference price stays 13', []],
  M7: ['before the deadline both are called', 'after it who paid 40 is good, who did not is out', []],
  M8: ['only Eve proves: nobody is called', 'everybody proves: alice is called', ['MG-18']],
  M10: ['cash 1400', '500 settled and 900 of proceeds; closing at 13 takes 270 from her', []],
  M11: ['at 10 she has 50', 'the order is accepted, and in the same step alice is called', ['MG-18']],
  M12: ['she is out, and 50 is missing', 'the fund pays 20, the others bob 5.5, carol 8, maker 16.5', ['MG-24']],
  M13: ['alice at 10 with 0 to share, then bob at 15 with 40 to share', 'alice at 15 with 40 to share', []],
  M14: [
    'Bob first: nobody liquidated, bob, alice cured',
    'Alice first: alice at 13.5, bob at 12.5 liquidated, nobody cured',
    [],
  ],
  M15: ['67 and 1067', '99 and 499; 67 and 1067 need 68 and 1068 traders', []],
  M16: ['settled at 17 she has -20', 'settled at 13 she has 20, and is good', []],
  M17: ['of her -10 she forfeits 16 in each step', '0 is held of her, and nothing forfeited', ['MG-26']],
}

describe('the errata of margin', () => {
  it('are each shown by a run', () => {
    expect(marginErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(marginErrata)('$id: $title', ({ id, witness }) => {
    const { asWritten, asResolved, findings } = witness()
    expect([asWritten, asResolved, [...new Set(findings.map(({ clause }) => clause))].sort()]).toEqual(SHOWN[id])
  })
})
