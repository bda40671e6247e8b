import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentEon } from '../../spec/commit-chain/ledger.js'
import { choice } from '../core/arbitrary.js'
import { corruptScope, honestScope } from './scopes.js'
import { passiveSettings, stir, wander } from './wander.js'

/** How many runs, from which seed; `RUNS=2000 SEED=7 npx vitest run model/commit-chain/wander.test.ts` looks further. */
const RUNS = Number(process.env.RUNS ?? 16)
const SEED = Number(process.env.SEED ?? 1)

const MOVES = 160

/** In how many runs each event was accepted, where every state of every run keeps the theorems. */
const counted = (isOperatorHonest: boolean): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  fc.assert(
    fc.property(passiveSettings, fc.array(choice, { minLength: MOVES, maxLength: MOVES }), (setting, chosen) => {
      const scope = (isOperatorHonest ? honestScope : corruptScope)('wander', setting)
      let now = scope.start
      for (const one of chosen) {
        if (now.ledger.halt !== undefined || currentEon(now.ledger) >= setting.lastEon) break
        now = scope.next(now, isOperatorHonest ? stir(scope.moves(now), one) : wander(now, one))
        expect(scope.findings(now)).toEqual([])
      }
      for (const tag of new Set(now.log.map((event) => event.tag))) counts.set(tag, (counts.get(tag) ?? 0) + 1)
      if (now.ledger.halt !== undefined) counts.set('halted', (counts.get('halted') ?? 0) + 1)
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
  return counts
}

describe('passive transfers beyond the scopes: three or four traders, three coins, five eons', () => {
  it('keep every theorem, whatever a corrupt operator does', () => {
    const counts = counted(false)
    for (const mark of ['challengePassiveDelivery', 'answerPassiveDelivery', 'challengeBalance', 'halted'])
      expect(counts.get(mark) ?? 0, mark).toBeGreaterThan(0)
  })

  it('keep every theorem and never halt an honest operator, whatever traders do', () => {
    const counts = counted(true)
    for (const mark of ['challengePassiveDelivery', 'answerPassiveDelivery', 'confirmWithdrawal'])
      expect(counts.get(mark) ?? 0, mark).toBeGreaterThan(0)
    expect(counts.get('halted')).toBeUndefined()
  })
})
