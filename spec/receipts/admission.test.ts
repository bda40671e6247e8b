import { describe, expect, it } from 'vitest'
import { failing } from './admission.js'
import { advance, after, arrive, blind, challenge, receiptFor } from './runs.js'
import type { EventOf } from './types.js'

describe('a challenge', () => {
  const { ledger } = after(arrive(blind('a')), advance(10n))
  const right = challenge(receiptFor([blind('a')])) as EventOf<'challenge'>
  const failed = (change: Partial<typeof right.receipt>) =>
    failing(ledger, { ...right, receipt: { ...right.receipt, ...change } }).map(({ clause }) => clause)

  it('is admitted with what the operator signed', () => {
    expect(failed({})).toEqual([])
    expect(failed({ index: 1n })).toEqual(['RE-11'])
  })

  it('with a number that is no amount has no signature, for no bytes could have been signed', () => {
    for (const index of [-1n, 2n ** 128n]) expect(failed({ index })).toEqual(['PR-1', 'RE-11'])
    for (const eon of [-1n, 2n ** 128n]) expect(failed({ eon })).toEqual(['PR-1', 'RE-9', 'RE-11'])
  })
})
