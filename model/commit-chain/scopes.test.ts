import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type Event, Params } from '../../spec/commit-chain/types.js'
import { decode } from '../../spec/core/codec.js'
import { type Explorable, explore } from '../core/explore.js'
import { step } from '../core/machine.js'
import type { Exchange, Move } from './exchange.js'
import { rules, verifier } from './machine.js'
import { commitChainScopes } from './scopes.js'
import { variants } from './variants.js'
import { withoutMark } from './variants-passive.js'

const limits = { states: 1_000_000, violations: 1 }

// The larger scopes are explored by `touchstone explore`; their numbers are in the chapter.
const SMALL = [
  'commit-chain-small',
  'commit-chain-withdrawals',
  'commit-chain-passive-small',
  'commit-chain-passive-withdrawal',
]

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

describe('a large scope of the commit-chain', () => {
  it.each(
    commitChainScopes.filter(({ name }) => name.endsWith('honest-operator')).map((one) => [one.name, one] as const),
  )('%s keeps every theorem, up to a bound', (_, scope) => {
    expect(explore(scope, { states: 1_500, violations: 1 }).violations.map(({ finding }) => finding)).toEqual([])
  })
})

const withdrawing = commitChainScopes.find(({ name }) => name === 'commit-chain-passive-withdrawal') as Explorable<
  Exchange,
  Move
>

describe('the key of a state', () => {
  it('is what its future depends on: states with one key have the same moves to the same keys', () => {
    const { key, moves, next, findings } = withdrawing
    const keyOf = (exchange: Exchange): string => [key(exchange)].flat().join('|')
    const futureOf = (exchange: Exchange): ReadonlyArray<string> => [
      ...moves(exchange).map((move) => keyOf(next(exchange, move))),
      ...findings(exchange).map(({ message }) => message),
    ]
    const first = new Map<string, Exchange>()
    let merged = 0
    const look = (_: Exchange, later: Exchange): void => {
      const known = first.get(keyOf(later))
      first.set(keyOf(later), known ?? later)
      if (known === undefined || later.ledger.halt !== undefined) return
      merged += 1
      expect(futureOf(later).toSorted()).toEqual(futureOf(known).toSorted())
    }
    explore(withdrawing, { states: 1_500, violations: 1, onStep: look })
    expect(merged).toBeGreaterThan(100)
  })
})

describe('a checkpoint of a corrupt operator', () => {
  it('is the same wherever it has the same name: it is made once, and states are told apart by it', () => {
    const contents = new Map<string, string>()
    const looked = new Set<Exchange>()
    const different = new Set<string>()
    const look = (exchange: Exchange): void => {
      if (looked.has(exchange)) return
      looked.add(exchange)
      for (const move of withdrawing.moves(exchange))
        if (move.tag === 'commit') {
          const content = contentOf(move)
          if ((contents.get(move.choice) ?? content) !== content) different.add(move.choice)
          contents.set(move.choice, content)
        }
    }
    explore(withdrawing, { states: 1_500, violations: 1, onStep: look })
    expect([...different]).toEqual([])
    expect(contents.size).toBeGreaterThan(100)
  })
})

/** All that a checkpoint commits, written out. */
const contentOf = ({ accounts, received = new Map() }: Extract<Move, { readonly tag: 'commit' }>): string =>
  JSON.stringify([[...accounts].sort(), [...received].sort()], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )

describe('another rule, or another habit', () => {
  it.each(variants.map((variant) => [variant.id, variant] as const))('%s breaks its theorem', (_, variant) => {
    const { violations } = explore(variant.scope, limits)
    const [first] = violations
    expect(first?.finding.clause).toBe(variant.breaks)
    // A dozen lines tell it, to somebody who knows nothing of moves and intents.
    const told = variant.scope.tell?.(first?.path ?? []) ?? []
    expect(told.length).toBeGreaterThan(2)
    expect(told.length).toBeLessThanOrEqual(12)
    for (const line of told) {
      expect(line).toMatch(/^block \d+, eon \d+: (alice|bob|the operator|the exchange|the checkpoint|the delivery)/)
      expect(line.length).toBeLessThanOrEqual(140)
    }
    if (variant.id === 'swap-price-reversed')
      expect(told).toMatchInlineSnapshot(`
      [
        "block 0, eon 1: alice 1 X and bob 1 Y are deposited",
        "block 6, eon 2: alice signs order 1, 1 X for 1 Y",
        "block 6, eon 2: the operator commits of X alice 1, of Y bob 1",
        "block 6, eon 2: the operator shows alice its proof of X and Y",
        "block 10, eon 3: the operator commits of X alice 0 (spent 1, gained 0) and bob 1, of Y alice 0 and bob 1",
        "block 10, eon 3: alice challenges its balance of X and Y",
        "block 11, eon 3: alice's challenge is answered: 0 X allotted, with an update that spent 1 and gained 0",
        "block 11, eon 3: alice's challenge is answered: 0 Y allotted, with an update that spent 0 and gained 0",
        "block 11, eon 3: alice challenges its swap of 1 X for 1 Y",
        "block 12, eon 4: alice's swap challenge is answered: 0 Y are allotted, 0 were",
        "block 13, eon 4: the checkpoint of eon 3 has passed its challenges",
      ]
    `)
  })

  it('breaks nothing where the mark of a passive transfer is not compared (T81)', () => {
    const { complete, violations } = explore(withoutMark, limits)
    expect(violations.map(({ finding }) => finding)).toEqual([])
    expect(complete).toBe(true)
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
