import { describe, expect, it } from 'vitest'
import { sealedOrdersErrata } from './errata.js'

/** What each witness has to show: as written, and as resolved. */
const SHOWN: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  T3: [/lines that fail: none/, /line 1\.\+hash fails/],
  T4: [/the gcd of the three is \d+\nn = 1019 x 2027\nit works/, /discrete logarithm/],
  T5: [/equations of all 4 steps: holds.*\n.*\nit works/, /11\.\+first/],
  T6: [/3 other keys pass line 3\nit works/, /0 other keys pass line 3\nit does not work/],
  T24: [/takes in 1 of 3/, /SO-33/],
  T29: [/known before she sends them/, /was public/],
  T32: [/try \d+: .* is 3\nboth equations of all 4 steps: holds/, /guessed at once/],
  T70: [/after \d+ hashes: alice, sell, 10 at 3/, /256 bits/],
  T71: [/both equations of the last step: holds.*\n.*none.*\nit works/, /refuses it/],
  T72: [/(\d+) bytes and (?!\1)\d+ bytes/, /512 bytes and 512 bytes/],
  T73: [/out for good/, /void: true/],
}

describe('the errata of sealed orders', () => {
  it('are each shown by a run', () => {
    expect(sealedOrdersErrata.map(({ id }) => id)).toEqual(Object.keys(SHOWN))
  })

  it.each(sealedOrdersErrata)('$id: $title', ({ id, witness }) => {
    const [asWritten, asResolved] = SHOWN[id] as (typeof SHOWN)[string]
    const shown = witness()
    expect(shown.asWritten).toMatch(asWritten)
    expect(shown.asResolved).toMatch(asResolved)
    expect(shown.asWritten.split('\n').length).toBeLessThanOrEqual(12)
  })
})
