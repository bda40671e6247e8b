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

  const says = (one: Passage): ReadonlyArray<string> => judge(one).map(({ clause, message }) => `${clause}: ${message}`)
  const hers = 'the X from alice to bob in eon 2'

  it('says of which dealing it speaks, and what should be', () => {
    expect(says(changed(passage, { was: 's1', moves: ['debit'], is: in_('s6') }))).toEqual([
      `IN-2: ${hers}: debit leads from s1 to s7, not to s6`,
      `IN-3: ${hers}: it is in s6; delivery of alice and delivery of bob cannot be closed, which is s7`,
    ])
    const none = { ...passage.readings[0]!.is, said: { state: 's8', against: [] } as const }
    expect(says(changed(passage, { was: 's7', moves: [], is: none }))).toEqual([
      `IN-3: ${hers}: it is in s7; nothing cannot be closed, which is s8`,
    ])
  })

  it('has every dealing decided by the checkpoint (IN-2)', () => {
    const open = changed(passage, { was: 's1', moves: [], is: in_('s1') })
    expect(says(open).filter((one) => one.startsWith('IN-2'))).toEqual([
      `IN-2: ${hers}: it is still in s1 after the checkpoint`,
    ])
    expect(found(changed(passage, { was: 's1', moves: [], is: in_('s7') }))).toContain('IN-2')
  })

  it('lets a withdrawal be cancelled where nothing changes by it, and only then (IN-5)', () => {
    const cancelled = (was: Reading['was'], is: Reading['was']) =>
      found(changed(passage, { was, moves: ['cancel'], is: in_(is) })).includes('IN-5')
    expect([cancelled('s8', 's8'), cancelled('s8', 's7'), cancelled('s7', 's7'), cancelled('s1', 's7')]).toEqual([
      ...[false, true, false, false],
    ])
    expect(found(changed(passage, { was: 's8', moves: ['lapse'] }))).not.toContain('IN-5')
  })

  it('asks for one trap, in the eon of the checkpoint, of whatever dealing (IN-7)', () => {
    const [reading] = passage.readings as readonly [Reading]
    const innocent: Reading = { ...reading, was: 's8', moves: [], is: { ...in_('s8'), said: undefined } }
    const earlier: Reading = { ...reading, was: 's7', moves: [], dealing: { ...reading.dealing, eon: 1n } }
    expect(found({ ...passage, readings: [innocent, reading] })).not.toContain('IN-7')
    expect(says({ ...passage, readings: [innocent, earlier] })[0]).toMatch(/^IN-7: no dealing is trapped, although /)
  })

  it('waits for the halt until the challenges have run out, and no longer (IN-8)', () => {
    const when = (...deeds: ReadonlyArray<Deed>) => found(last(...debited, ...deeds)).includes('IN-8')
    expect([when(comes(3n, 3n)), when(comes(4n)), when(comes(4n, 1n)), when(comes(5n))]).toEqual([
      ...[false, false, true, true],
    ])
    expect(when(comes(4n), commits([HUB, X, 2n], [BOB, Y, 1n], [HUB, Y, 1n]), comes(5n))).toBe(true)
  })

  it('asks for a halt that goes back before the checkpoint, for anybody that is honest (IN-8)', () => {
    const halted = (eon: bigint, safe: bigint, rest: Partial<Reading['is']> = {}) => {
      const ledger = { ...passage.after.ledger, halt: { eon, safe } }
      const is = { ...passage.readings[0]!.is, ...rest }
      return found(changed(passage, { is }, { after: { ...passage.after, ledger } })).includes('IN-8')
    }
    expect([halted(3n, 1n), halted(3n, 2n), halted(3n, 3n), halted(4n, 4n)]).toEqual([false, false, true, true])
    expect(halted(3n, 3n, { victims: [BOB, ALICE] })).toBe(true)
    expect(halted(3n, 3n, { victims: [BOB] })).toBe(false)
  })
})
