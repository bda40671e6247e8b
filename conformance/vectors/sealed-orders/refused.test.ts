import { describe, expect, it } from 'vitest'
import { firstUnmet } from '../../../spec/receipts/relation.js'
import { conditions, failing } from '../../../spec/sealed-orders/admission.js'
import { verifyMoonwalk } from '../../../spec/sealed-orders/moonwalk.js'
import { verifyPuzzle } from '../../../spec/sealed-orders/puzzle.js'
import { coverageOf } from '../../testing/refusals.js'
import { refusedEvents } from './refused.js'
import { opened } from './scene.js'
import { spoiled } from './spoiled.js'

const cases = refusedEvents().map((one) => ({ ...one, known: one.scene.ledger }))
const coverage = coverageOf(conditions, cases)

describe('the refused cases of sealed orders', () => {
  it('each fail first what they say', () => {
    expect(coverage.misnamed).toEqual([])
  })

  it('have names of their own', () => {
    expect(coverage.repeated).toEqual([])
  })

  it('have for each line of Algorithms 1 and 11 an order that fails exactly there', () => {
    const alone = new Map(spoiled().map(({ slug, line }) => [`submit-${slug}`, line]))
    const lines = cases.flatMap(({ slug, known, event }) => {
      const line = alone.get(slug)
      const clauses = new Set(failing(known, event).map(({ clause }) => clause))
      return line !== undefined && clauses.size === 1 ? [line] : []
    })
    expect([...new Set(lines)].sort()).toEqual([...verifyPuzzle, ...verifyMoonwalk].map(({ line }) => line).sort())
  })

  it.each(['sha256', 'keccak256'] as const)('fail the line that they are for first as functions, too (%s)', (hash) => {
    const scene = opened({ hash })
    const { params, suite } = scene.cast
    const wrong = spoiled(scene)
    const failed = wrong.map(({ slug, line, event: { sealed, witness } }) => {
      const { puzzle, proof } = sealed
      const first = line.startsWith('11')
        ? firstUnmet(verifyPuzzle, { limits: params.limits, hash: suite.hash, puzzle, proof })
        : firstUnmet(verifyMoonwalk, { params, crypto: suite, sealed, witness })
      return `${slug}: ${first?.line}`
    })
    expect(failed).toEqual(wrong.map(({ slug, line }) => `${slug}: ${line}`))
  })

  it('negate every condition of every event once', () => {
    expect(coverage.notNegated).toEqual([])
  })

  it('show of every two neighbouring conditions that can fail together that the first is the reason', () => {
    // Those that never fail together: why is said in the kit, which leaves out the swaps of them.
    expect(coverage.withoutPrecedence).toMatchInlineSnapshot(`
      [
        "submit SO-1+SO-2",
        "submit SO-2+SO-3",
        "submit SO-3+SO-4",
        "submit SO-4+SO-5",
        "submit SO-2+SO-12",
        "submit SO-12+SO-13",
        "submit SO-19+SO-20",
        "receipt SO-23+SO-24",
        "open SO-25+SO-26",
        "solve SO-25+SO-26",
      ]
    `)
  })
})
