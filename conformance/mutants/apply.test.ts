import { describe, expect, it } from 'vitest'
import { changedBy } from './apply.js'
import { handMade } from './kill.js'

describe('the mutants that are made by hand', () => {
  it('each find the lines that they change, once', () => {
    const lost = handMade.flatMap(({ id, edits }) => {
      try {
        return changedBy(id, edits).size > 0 ? [] : [`${id} changes nothing`]
      } catch (error) {
        return [(error as Error).message]
      }
    })
    expect(lost).toEqual([])
  })

  it('have names of their own', () => {
    const ids = handMade.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([])
  })
})
