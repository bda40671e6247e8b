import { describe, expect, it } from 'vitest'
import { clauseIds } from '../core/ids.js'
import { judge } from './clauses.js'
import { challengeBalance } from './disputes.js'
import type { Passage, Reading } from './passage.js'
import { ALICE, BOB, comes, commits, DEALINGS, type Deed, HUB, passagesOf, signs, TRANSFER, X, Y } from './runs.js'

describe('each clause', () => {
  const debited: ReadonlyArray<Deed> = [
    signs(ALICE, X, TRANSFER),
    comes(3n),
    commits([ALICE, X, 0n, 'applied'], [HUB, X, 2n], [BOB, Y, 1n], [HUB, Y, 1n]),
  ]
  const last = (...deeds: ReadonlyArray<Deed>): Passage => passagesOf(DEALINGS.slice(0, 1), ...deeds).at(-1)!
  const changed = (passage: Passage, change: Partial<Reading>, rest: Partial<Passage> = {}): Passage => ({
    ...passage,
    ...rest,
    readings: passage.readings.map((one) => ({ ...one, ...change })),
  })
  const found = (passage: Passage): ReadonlyArray<string> => [...new Set(judge(passage).map(({ clause }) => clause))]
  const passage = last(...debited)
  const in_ = (state: Reading['was']): Reading['is'] => ({ ...passage.readings[0]!.is, state })

  it('is kept by a checkpoint that traps the operator, and is broken by another word about it', () => {
    expect(found(passage)).toEqual([])
    const broken = new Map<string, ReadonlyArray<string>>([
      ['IN-2', found(changed(passage, { is: in_('s6') }))],
      ['IN-3', found(changed(passage, { is: in_('s8'), moves: ['discard'] }))],
      ['IN-4', found(changed(passage, { was: 's7', is: in_('s8'), moves: [] }))],
      ['IN-5', found(changed(passage, { was: 's8', moves: ['cancel'] }))],
      ['IN-6', found({ ...passage, honest: { operator: true, traders: [] } })],
      ['IN-7', found(changed(passage, { is: in_('s8') }))],
      ['IN-8', found(last(...debited, comes(4n, 1n)))],
    ])
    for (const [clause, clauses] of broken) expect(clauses, clause).toContain(clause)
    expect(clauseIds.integrity.filter((id) => id !== 'IN-1' && !broken.has(id))).toEqual([])
  })

  it('is kept once alice challenges: nothing answers, and the exchange halts (IN-8)', () => {
    expect(found(last(...debited, challengeBalance, comes(4n, 1n)))).toEqual([])
  })
})
