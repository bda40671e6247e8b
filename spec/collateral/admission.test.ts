import { describe, expect, it } from 'vitest'
import { failing } from './admission.js'
import { type Asked, admissions } from './cases.js'
import { opened, record } from './history.js'
import { ALICE, deposit, trade, X, Y, Z } from './runs.js'

const failed = ({ params, before, event }: Asked): ReadonlyArray<string> =>
  failing(before.reduce(record, opened(params)), event).map(({ clause }) => clause)

describe('an event is accepted if', () => {
  it.each(Object.keys(admissions))('%s', (says) => {
    const cases = admissions[says] as ReadonlyArray<Asked>
    expect(cases.map(failed)).toEqual(cases.map(({ fails }) => fails))
  })

  it('who trades is covered in every coin that it sold, though a log tells of a trade that left it uncovered', () => {
    const [now] = admissions['a trader has what it gives, with all its trades before (CO-3)'] as readonly [Asked]
    const uncovered = [...now.before, deposit(ALICE, Z, 10n), trade(Z, Y, 10n)]
    expect(failed({ ...now, before: uncovered, event: trade(X, Y, 10n) })).toEqual(['CO-6', 'CO-7'])
  })
})
