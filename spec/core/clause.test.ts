import { describe, expect, it } from 'vitest'
import { findings, invariant } from './clause.js'

const clause = (judge?: (subject: number) => ReadonlyArray<string>) =>
  invariant<'PR-1', number>('PR-1', 'Small', 'A number is below ten.', 'Touchstone', judge)

describe('a clause', () => {
  it('says what is wrong with a subject, under its id', () => {
    const judged = { 'PR-1': clause((n) => (n < 10 ? [] : [`${n} is not`])) }
    expect(findings(judged, 9)).toEqual([])
    expect(findings(judged, 10)).toEqual([{ clause: 'PR-1', message: '10 is not' }])
  })

  it('without a judge says nothing of any', () => {
    expect(clause().judge(10)).toEqual([])
  })
})
