import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type Event, Params } from '../../spec/commit-chain/types.js'
import { decode } from '../../spec/core/codec.js'
import { explore } from '../core/explore.js'
import { step } from '../core/machine.js'
import type { Exchange, Move } from './exchange.js'
import { rules, verifier } from './machine.js'
import { commitChainScopes } from './scopes.js'
import { variants } from './variants.js'

const limits = { states: 1_000_000, violations: 1 }

// The larger scopes are explored by `touchstone explore`; their numbers are in the chapter.
const SMALL = ['commit-chain-small', 'commit-chain-withdrawals']

describe('a small scope of the commit-chain', () => {
  it.each(commitChainScopes.filter(({ name }) => SMALL.includes(name)).map((scope) => [scope.name, scope] as const))(
    '%s keeps every theorem, in every state',
    (_, scope) => {
      const { complete, violations, states } = explore(scope, limits)
      expect(violations.map(({ finding }) => finding)).toEqual([])
      expect(complete).toBe(true)
      expect(states).toMatchSnapshot()
    },
  )
})

describe('another rule, or another habit', () => {
  it.each(variants.map((variant) => [variant.id, variant] as const))('%s breaks its theorem', (_, variant) => {
    const { violations } = explore(variant.scope, limits)
    const [first] = violations
    expect(first?.finding.clause).toBe(variant.breaks)
    // A dozen lines tell it, where what is repeated is told once.
    const told = (first?.moves ?? []).map((move) => variant.scope.show(move as Move))
    expect(told.filter((line, i) => line !== told[i - 1]).length).toBeLessThanOrEqual(20)
  })

  it('is told as a run of the verifier with real cryptography', () => {
    const variant = variants.find(({ id }) => id === 'delivery-not-compared') as (typeof variants)[number]
    const { violations } = explore<Exchange, Move>(variant.scope, limits)
    const replay = variant.scope.replay as NonNullable<typeof variant.scope.replay>
    const { params, events } = replay(violations[0]?.path ?? []) as {
      readonly params: Params
      readonly events: ReadonlyArray<Event>
    }
    expect(E.isRight(decode(Params, Params.encode(params)))).toBe(true)
    const refused: string[] = []
    events.reduce((state, event) => {
      const outcome = step(rules)(state, event)
      if (E.isRight(outcome)) return outcome.right.state
      refused.push(`${event.tag} ${outcome.left.clause}`)
      return state
    }, verifier.init(params))
    // The verifier of the specification refuses exactly the answer that the other rule let through.
    expect(refused).toEqual(['answerDelivery CC-31'])
  })
})
