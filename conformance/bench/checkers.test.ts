import { describe, expect, it } from 'vitest'
import { explore } from '../../model/core/explore.js'
import { liveScope } from '../../model/order-book/live.js'
import { countedByQuint, hasQuint, hasSpin, withSpin } from './checkers.js'

const counted = (most: number) => {
  const { states, transitions } = explore(liveScope(most), { states: 1_000_000, violations: 1 })
  return { states, transitions }
}

describe.skipIf(!hasSpin())('Spin (skipped where spin or cc is not installed)', () => {
  it.each([2, 3])('counts the same books of up to %i live orders, and the same events between them', (most) => {
    expect(withSpin(most, '-O0', (search) => search())).toMatchObject(counted(most))
  })
})

describe.skipIf(!hasQuint())('Quint (skipped where it is not installed in conformance/bench/models)', () => {
  it('counts the same books of up to 2 live orders, by its own successors', () => {
    expect(countedByQuint()).toBe(counted(2).states)
  })
})
