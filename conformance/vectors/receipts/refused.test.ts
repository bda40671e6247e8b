import { describe, expect, it } from 'vitest'
import { conditions, conditionsOf, failing } from '../../../spec/receipts/admission.js'
import { appending } from '../../../spec/receipts/appending.js'
import { matching } from '../../../spec/receipts/matching.js'
import { kitFor } from '../build.js'
import { functionCases } from './functions.js'
import { refusedEvents } from './refused.js'

const all = refusedEvents.map((one) => {
  const failed = failing(one.scene.state, one.event)
  const places = failed.map((condition) => conditionsOf(one.event).indexOf(condition))
  return { ...one, failed, places, tag: one.event.tag }
})

const tables = Object.entries(conditions).map(([tag, table]) => ({
  tag,
  clauses: (table as ReadonlyArray<{ readonly clause: string }>).map(({ clause }) => clause),
}))

describe('the refused cases of receipts', () => {
  it('each fail first what they say, and have names of their own', () => {
    for (const { slug, clause, failed } of all) expect(`${slug} ${failed[0]?.clause}`).toBe(`${slug} ${clause}`)
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length)
  })

  it('negate every condition of every event once', () => {
    const first = new Set(all.map(({ tag, places }) => `${tag} ${places[0]}`))
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.flatMap((clause, at) => (first.has(`${tag} ${at}`) ? [] : [`${tag} ${clause}`])),
    )
    expect(missing).toEqual([])
  })

  it('show of every two neighbouring conditions that the first is the reason', () => {
    const pairs = new Set(
      all.flatMap(({ tag, places: [a, b] }) => (a !== undefined && b === a + 1 ? [`${tag} ${a}`] : [])),
    )
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.slice(1).flatMap((clause, at) => (pairs.has(`${tag} ${at}`) ? [] : [`${tag} ${clauses[at]}+${clause}`])),
    )
    expect(missing).toEqual([])
  })

  it('negate every assertion of Algorithms 7 and 8 once', () => {
    const broken = (name: string): ReadonlySet<string> =>
      new Set(
        functionCases(kitFor('receipts')).flatMap((one) =>
          one.function === name && one.negative ? [one.clauses[0] as string] : [],
        ),
      )
    const [matches, orders] = [broken('verifyMatch'), broken('verifyOrder')]
    expect(matching.filter(({ clause }) => !matches.has(clause)).map(({ line }) => line)).toEqual([])
    expect(appending.filter(({ clause }) => !orders.has(clause)).map(({ line }) => line)).toEqual([])
  })
})
