import { describe, expect, it } from 'vitest'
import { conditions } from '../../../spec/commit-chain/admission.js'
import { coverageOf } from '../../testing/refusals.js'
import { refusedProofs } from './proofs.js'
import { refusedEvents } from './refused.js'
import { refusedTogether } from './together.js'

const coverage = coverageOf(
  conditions,
  [...refusedProofs, ...refusedEvents, ...refusedTogether].map((one) => ({ ...one, known: one.scene.ledger })),
)

describe('the refused cases of the commit-chain', () => {
  it('each fail first what they say', () => {
    expect(coverage.misnamed).toEqual([])
  })

  it('have names of their own', () => {
    expect(coverage.repeated).toEqual([])
  })

  it('negate every condition of every event once, but for one that another event implies', () => {
    // Its challenge was opened with a proof of the same tree.
    expect(coverage.notNegated).toEqual(['answerPassiveDelivery CC-13'])
  })

  it('show of every two neighbouring conditions that can fail together that the first is the reason', () => {
    expect(coverage.withoutPrecedence).toMatchInlineSnapshot(`
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
