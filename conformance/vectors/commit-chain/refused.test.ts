import { describe, expect, it } from 'vitest'
import { conditions, conditionsOf, failing } from '../../../spec/commit-chain/admission.js'
import { refusedProofs } from './proofs.js'
import { refusedEvents } from './refused.js'
import { refusedTogether } from './together.js'

const all = [...refusedProofs, ...refusedEvents, ...refusedTogether].map((one) => {
  const failed = failing(one.scene.ledger, one.event)
  const places = failed.map((condition) => conditionsOf(one.event).indexOf(condition))
  return { ...one, failed, places, tag: one.event.tag }
})

const tables = Object.entries(conditions).map(([tag, table]) => ({ tag, clauses: table.map(({ clause }) => clause) }))

describe('the refused cases of the commit-chain', () => {
  it('each fail first what they say', () => {
    for (const { slug, clause, failed } of all) expect(`${slug} ${failed[0]?.clause}`).toBe(`${slug} ${clause}`)
  })

  it('have names of their own', () => {
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length)
  })

  it('negate every condition of every event once, but for one that another event implies', () => {
    const first = new Set(all.map(({ tag, places }) => `${tag} ${places[0]}`))
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.flatMap((clause, at) => (first.has(`${tag} ${at}`) ? [] : [`${tag} ${clause}`])),
    )
    // Its challenge was opened with a proof of the same tree.
    expect(missing).toEqual(['answerPassiveDelivery CC-13'])
  })

  it('show of every two neighbouring conditions that can fail together that the first is the reason', () => {
    const pairs = new Set(
      all.flatMap(({ tag, places: [a, b] }) => (a !== undefined && b === a + 1 ? [`${tag} ${a}`] : [])),
    )
    const missing = tables.flatMap(({ tag, clauses }) =>
      clauses.slice(1).flatMap((clause, at) => (pairs.has(`${tag} ${at}`) ? [] : [`${tag} ${clauses[at]}+${clause}`])),
    )
    expect(missing).toMatchInlineSnapshot(`
      [
        "deposit CC-3+CC-5",
        "checkpoint CC-7+CC-8",
        "challengeBalance CC-20+CC-21",
        "answerBalance CC-22+CC-23",
        "challengeDelivery CC-20+CC-21",
        "answerDelivery CC-22+CC-23",
        "challengePassiveDelivery CC-20+CC-21",
        "answerPassiveDelivery CC-22+CC-23",
        "answerPassiveDelivery CC-13+CC-35",
        "challengeSwap CC-20+CC-21",
        "answerSwap CC-22+CC-23",
        "recover CC-2+CC-39",
      ]
    `)
  })
})
