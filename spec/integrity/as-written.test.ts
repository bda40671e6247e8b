import { expect, it } from 'vitest'
import { compare } from './as-written.js'
import type { Dealing } from './dealing.js'
import { ALICE, BOB, evidenceOf, momentsOf, signs, TRANSFER, X } from './runs.js'

const dealing: Dealing = { kind: 'transfer', eon: 2n, transfer: TRANSFER }

it('before the checkpoint the paper’s automaton is ours, and no challenge is asked', () => {
  const signed = momentsOf(signs(ALICE, X, TRANSFER), signs(BOB, X, TRANSFER)).map(evidenceOf)
  expect(compare(signed, dealing)).toEqual({
    dealing: 'the X from alice to bob in eon 2',
    moves: ['sign', 'accept'],
    asResolved: ['s0', 's1', 's2'],
    asWritten: ['s0', 's1', 's2'],
    cannotClose: [],
    findings: [],
  })
})
