import { describe, expect, it } from 'vitest'
import { conditions, failing } from '../../../spec/margin/admission.js'
import { refusedEvents } from './refused.js'

const all = refusedEvents().map((one) => {
  const failed = failing(one.scene.ledger, one.event)
  const table = conditions[one.event.tag] as ReadonlyArray<(typeof failed)[number]>
  return { ...one, failed, places: failed.map((condition) => table.indexOf(condition)), tag: one.event.tag }
})

const tables = Object.entries(conditions).map(([tag, table]) => ({ tag, clauses: table.map(({ clause }) => clause) }))

describe('the refused cases of margin', () => {
  it('each fail first what they say', () => {
    for (const { slug, clause, failed } of all) expect(`${slug} ${failed[0]?.clause}`).toBe(`${slug} ${clause}`)
  })

  it('have names of their own', () => {
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length)
  })

  it('negate every condition of every event once', () => {
    const first = new Set(all.map(({ tag, places }) => `${tag} ${places[0]}`))
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.flatMap((clause, at) => (first.has(`${tag} ${at}`) ? [] : [`${tag} ${clause}`])),
    )
    expect(missing).toEqual([])
  })

  it('show of every two neighbouring conditions that can fail together that the first is the reason', () => {
    const pairs = new Set(
      all.flatMap(({ tag, places: [a, b] }) => (a !== undefined && b === a + 1 ? [`${tag} ${a}`] : [])),
    )
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.slice(1).flatMap((clause, at) => (pairs.has(`${tag} ${at}`) ? [] : [`${tag} ${clauses[at]}+${clause}`])),
    )
    // Those that never fail together: why is said in the kit, which leaves out the swaps of them.
    expect(missing).toMatchInlineSnapshot(`
      [
        "deposit PR-1+MG-4",
        "withdraw PR-1+MG-4",
        "post MG-2+OB-17",
        "post MG-7+MG-8",
        "post MG-8+MG-9",
        "cancel OB-18+OB-19",
        "advance MG-1+MG-2",
        "openStep MG-1+MG-2",
        "openStep MG-2+MG-12",
        "endDay MG-1+MG-2",
      ]
    `)
  })
})
