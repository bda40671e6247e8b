import { describe, expect, it } from 'vitest'
import { missing } from './as-written.js'
import { type Arrow, arrows, isEnabled, moveNames, next, stateNames } from './automaton.js'
import { judge } from './clauses.js'
import { paths, showPath } from './paths.js'

/** An automaton of other arrows. */
const automatonOf = (table: ReadonlyArray<Arrow>) => ({
  arrows: table,
  next: (from: Arrow['from'], move: Arrow['move']) =>
    table.find((arrow) => arrow.from === from && arrow.move === move)?.to ?? from,
})

const broken = (table: ReadonlyArray<Arrow>): ReadonlyArray<string> =>
  judge(automatonOf(table)).map(({ clause, message }) => `${clause} ${message}`)

describe('the automaton', () => {
  it('has exactly one successor of every state by every move', () => {
    expect(judge({ arrows, next })).toEqual([])
    for (const state of stateNames) for (const move of moveNames) expect(stateNames).toContain(next(state, move))
  })

  it('keeps the state by a move that is not enabled', () => {
    for (const state of stateNames)
      for (const move of moveNames) if (!isEnabled(state, move)) expect(next(state, move)).toBe(state)
  })

  it('has no arrow out of a reject state', () => {
    expect(arrows.filter(({ from }) => from === 's6' || from === 's7')).toEqual([])
    expect(broken([...arrows, { from: 's7', move: 'cancel', to: 's8' }])).toEqual([
      'IN-4 cancel leads from s7 to s8',
      'IN-4 cancel leads out of s7',
    ])
  })

  it('is not deterministic with two arrows for one move', () => {
    expect(broken([...arrows, { from: 's2', move: 'debit', to: 's8' }])).toEqual([
      'IN-1 debit leads from s2 to s7 and s8',
    ])
  })

  it('is not total if a state cannot be reached, or has no honest way out', () => {
    expect(broken(arrows.filter(({ to }) => to !== 's6'))).toEqual(['IN-1 nothing leads to s6'])
    expect(broken(arrows.filter(({ to }) => to !== 's1'))).toEqual([
      'IN-1 nothing leads to s1',
      'IN-1 nothing leads to s2',
      'IN-1 nothing leads to s3',
    ])
    expect(broken(arrows.filter(({ from, to }) => from !== 's5' || to !== 's8'))).toEqual([
      'IN-1 from s5 no honest operator comes to s8',
    ])
  })

  it('does what its table says', () => {
    expect(judge({ arrows, next: (state) => state }).map(({ clause }) => clause)).toContain('IN-1')
  })
})

describe('the paths of TEX VI-C3', () => {
  it('are twelve, and ways through the automaton', () => {
    expect(paths.map(showPath)).toEqual([
      's0 s8',
      's0 s1 s8',
      's0 s1 s2 s8',
      's0 s1 s2 s3 s8',
      's0 s4 s8',
      's0 s4 s5 s8',
      's8 s8',
      's0 s7',
      's0 s1 s7',
      's0 s1 s2 s3 s7',
      's0 s4 s6',
      's0 s4 s5 s6',
    ])
    for (const { states, moves } of paths)
      for (const [i, move] of moves.entries()) {
        expect(isEnabled(states[i]!, move), `${states[i]} ${move}`).toBe(true)
        expect(next(states[i]!, move)).toBe(states[i + 1])
      }
  })

  it('leave out these arrows', () => {
    expect([...new Set(missing.map(({ from, to }) => `${from} ${to}`))].sort()).toEqual([
      's1 s3',
      's2 s7',
      's4 s7',
      's5 s7',
      's8 s6',
      's8 s7',
    ])
  })
})
