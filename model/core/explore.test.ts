import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../spec/core/clause.js'
import { type Explorable, explore, follow } from './explore.js'
import { among, integers, record, tabled, upTo } from './finite.js'
import { dictionary, seenBy, seenOf } from './seen.js'
import { intList, table } from './table.js'

const limits = { states: 100_000, violations: 9 }

/** Two counters that go up one at a time, to a bound each; where the first is 3 and the second 2, something is wrong. */
const counters = (most: bigint): Explorable<{ readonly a: bigint; readonly b: bigint }, 'a' | 'b'> => ({
  name: 'counters',
  says: 'two counters',
  start: { a: 0n, b: 0n },
  moves: ({ a, b }) => [...(a < most ? (['a'] as const) : []), ...(b < most ? (['b'] as const) : [])],
  next: (state, move) => ({ ...state, [move]: state[move] + 1n }),
  key: ({ a, b }) => [String(a), String(b)],
  findings: ({ a, b }) => (a === 3n && b === 2n ? [{ clause: 'OB-1', message: 'three and two' }] : []),
  show: (move) => move,
})

describe('an exploration', () => {
  it('sees each state once, counts every transition, and does not go on from a state that is wrong', () => {
    const { states, transitions, depth, complete, violations } = explore(counters(9n), limits)
    expect({ states, transitions, depth, complete }).toEqual({
      states: 100,
      transitions: 178,
      depth: 18,
      complete: true,
    })
    expect(violations).toEqual([
      {
        finding: { clause: 'OB-1', message: 'three and two' },
        moves: ['a', 'a', 'a', 'b', 'b'],
        path: [0, 0, 0, 1, 1],
      },
    ])
  })

  it('answers the same by keys in one part, in several, and by numbers', () => {
    const of = (scope: ReturnType<typeof counters>) => {
      const { seconds: _, ...rest } = explore(scope, limits)
      return rest
    }
    const scope = counters(9n)
    const key = ({ a, b }: { readonly a: bigint; readonly b: bigint }): string => `${a}/${b}`
    const finite = record({ a: integers(0n, 9n), b: integers(0n, 9n) })
    expect(of({ ...scope, key })).toEqual(of(scope))
    expect(of({ ...scope, finite })).toEqual(of(scope))
  })

  it('can be followed to a state, by the places of its moves', () => {
    expect(follow(counters(9n), [0, 0, 1])).toEqual({ a: 2n, b: 1n })
    expect(follow(counters(9n), [])).toEqual({ a: 0n, b: 0n })
  })

  it('tells of every step that it takes', () => {
    let steps = 0
    const { transitions } = explore(counters(4n), { ...limits, onStep: () => (steps += 1) })
    expect(steps).toBe(transitions)
  })
})

/** One counter that goes up to a bound; where something is wrong with it is said. */
const counter = (most: number, findings: (n: number) => ReadonlyArray<Finding> = () => []): Explorable<number, 1> => ({
  name: 'counter',
  says: 'one counter',
  start: 0,
  moves: (n) => (n < most ? [1] : []),
  next: (n, by) => n + by,
  key: String,
  findings,
  show: String,
})

describe('the account of an exploration', () => {
  it('tells of its progress after each number of moves, of which those only to wrong states are none', () => {
    const told: unknown[] = []
    const wrong = { clause: 'OB-1', message: 'three' } as const
    const { depth, complete } = explore(
      counter(9, (n) => (n === 3 ? [wrong] : [])),
      { ...limits, onProgress: (soFar) => told.push(Object.values(soFar)) },
    )
    expect(told).toEqual([
      [1, 0, 0],
      [2, 1, 1],
      [3, 2, 2],
      [4, 3, 2],
      [4, 3, 2],
    ])
    expect({ depth, complete }).toEqual({ depth: 2, complete: true })
    expect(
      explore(
        counter(0, () => [wrong]),
        limits,
      ),
    ).toMatchObject({ states: 1, depth: 0, complete: true })
  })

  it('is of a part only where a limit is reached', () => {
    expect(explore(counter(9), { ...limits, states: 11 })).toMatchObject({ states: 10, complete: true })
    expect(explore(counter(9), { ...limits, states: 10 })).toMatchObject({ states: 10, complete: false })
    expect(explore(counter(9), { ...limits, states: 5 })).toMatchObject({ states: 5, transitions: 4, complete: false })
  })

  it('has the first violation of each clause, and no more than were asked for', () => {
    const wrong = (clause: Finding['clause'], message: string): Finding => ({ clause, message })
    const scope = counter(9, (n) =>
      n === 2 ? [wrong('OB-1', 'first'), wrong('OB-1', 'second'), wrong('OB-2', 'third'), wrong('OB-3', 'fourth')] : [],
    )
    const found = (violations: number) => explore(scope, { ...limits, violations })
    expect(found(9).violations.map(({ finding }) => finding.message)).toEqual(['first', 'third', 'fourth'])
    expect(found(9).complete).toBe(true)
    expect(found(2).violations.map(({ finding }) => finding.message)).toEqual(['first', 'third'])
    expect(found(2).complete).toBe(false)
  })

  it('has the seconds that it took, which are not more than have gone by', () => {
    const began = performance.now()
    const { seconds } = explore(counters(9n), limits)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual((performance.now() - began) / 1000)
  })
})

describe('a finite set', () => {
  const orders = () =>
    record({ side: among(['buy', 'sell'] as const), price: integers(5n, 9n), last: among([true, false]) })
  const made = () => upTo(3, () => tabled(orders()))

  it('numbers its members from 0 without a gap', () => {
    const lists = made()
    expect(lists.size).toBe(1 + 20 + 400 + 8000)
    const numbers = Array.from({ length: lists.size }, (_, index) => index)
    expect(numbers.map((index) => lists.indexOf(lists.at(index)))).toEqual(numbers)
    expect(new Set(numbers.map((index) => JSON.stringify(lists.at(index), show))).size).toBe(lists.size)
  })

  it('numbers what is equal alike, whoever made it', () => {
    const { size, indexOf, at } = orders()
    const numbers = Array.from({ length: size }, (_, index) => index)
    expect(size).toBe(20)
    expect(numbers.map((index) => indexOf({ ...at(index) }))).toEqual(numbers)
    expect(at(7)).toEqual({ side: 'buy', price: 8n, last: false })
    expect(tabled(orders()).indexOf({ side: 'buy', price: 8n, last: false })).toBe(7)
  })

  it('has no number for what is outside', () => {
    const lists = made()
    expect(() => lists.indexOf([{ side: 'buy', price: 10n, last: true }])).toThrow(RangeError)
    expect(() => lists.indexOf([{ side: 'buy', price: 4n, last: true }])).toThrow(RangeError)
    expect(() => lists.indexOf([{ side: 'hold' as 'buy', price: 9n, last: true }])).toThrow(RangeError)
    expect(() => lists.indexOf(Array.from({ length: 4 }, () => lists.at(1)[0]!))).toThrow(RangeError)
    expect(() => upTo(20, () => integers(0n, 9n))).toThrow(RangeError)
    expect(() => integers(0n, 2n ** 53n - 1n)).toThrow(RangeError)
    expect(integers(1n, 2n ** 53n - 1n).size).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('has one list of nothing', () => {
    const { size, at, indexOf } = upTo(0, () => integers(0n, 9n))
    expect([size, at(0), indexOf([])]).toEqual([1, [], 0])
  })
})

const show = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)

describe('a table', () => {
  it.each([1, 2, 5])('of rows of %i keeps each row once, in the sequence in which they came', (width) => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: width, maxLength: width }), {
          maxLength: 3000,
        }),
        (rows) => {
          const { add, count, get } = table(width)
          const known = new Map<string, number>()
          for (const row of rows) {
            const isNew = !known.has(row.join())
            if (isNew) known.set(row.join(), known.size)
            if (add(Int32Array.from(row)) !== isNew) return false
          }
          return (
            count() === known.size &&
            [...known].every(
              ([row, number]) => Array.from({ length: width }, (_, column) => get(number, column)).join() === row,
            )
          )
        },
      ),
      { numRuns: 10 },
    )
  })

  it('grows as often as it must', () => {
    const { add, count, get } = table(2)
    const list = intList()
    const numbers = Array.from({ length: 20_000 }, (_, n) => n)
    for (const n of numbers) list.push(n)
    expect(numbers.every((n) => add(Int32Array.of(n, -n)))).toBe(true)
    expect(numbers.every((n) => !add(Int32Array.of(n, -n)) && get(n, 1) === -n && list.get(n) === n)).toBe(true)
    expect([count(), list.count()]).toEqual([20_000, 20_000])
  })

  it('has no row of zeros before it is put in, however many others there are', () => {
    for (let others = 1; others < 700; others++) {
      const { add } = table(1)
      for (let n = 1; n <= others; n++) add(Int32Array.of(n))
      if (!add(Int32Array.of(0))) throw new Error(`a row of zeros after ${others} others`)
    }
  })
})

describe('what was seen', () => {
  it.each([2 ** 10, 2 ** 30, 2 ** 31, 2 ** 40])(
    'is each member of a set of %i once, made again from its number',
    (size) => {
      const seen = seenOf({ size, indexOf: Number, at: BigInt })
      const members = [0, 1, 31, 32, size - 1, 1, 0, size - 1].map(BigInt)
      expect(members.map(seen.add)).toEqual([true, true, true, true, true, false, false, false])
      expect([seen.count(), ...[0, 1, 2, 3, 4].map(seen.take)]).toEqual([5, ...members.slice(0, 5)])
    },
  )

  it.each([
    ['of a finite set', () => seenOf({ size: 2 ** 10, indexOf: Number, at: String })],
    ['of a large finite set', () => seenOf({ size: 2 ** 40, indexOf: Number, at: String })],
    ['by keys in one part', () => seenBy((state: string) => state)],
    ['by keys in two parts', () => seenBy((state: string) => [`${Number(state) % 3}`, state])],
  ])('%s is sent to another exploration, and each state is added there once', (_, make) => {
    const [sender, receiver, alone] = [make(), make(), make()]
    for (const seen of [sender, receiver, alone]) for (const state of ['1', '2', '3']) seen.add(state)
    const pack = sender.sender()
    const unpack = receiver.receiver()
    // What the receiver saw for itself since stands between what it is sent; '5' and '8' are known to both then.
    const batches = [
      { own: ['4', '5'], sent: ['5', '6', '2', '7'] },
      { own: ['8'], sent: [] },
      { own: [], sent: ['8', '9', '6', '10'] },
    ]
    for (const { own, sent } of batches) {
      const fresh = sent.filter((state) => sender.add(state))
      const packed = pack()
      for (const state of own) expect(receiver.add(state)).toBe(alone.add(state))
      const add = unpack(packed)
      expect(fresh.map((_, at) => add(at))).toEqual(fresh.map((state) => alone.add(state)))
      expect(receiver.count()).toBe(alone.count())
      const { numbers, texts } = pack()
      expect([numbers.length, texts.flat()]).toEqual([0, []])
    }
    // Whatever it is told apart by is the same, whoever added it.
    for (const state of ['1', '4', '5', '6', '7', '8', '9', '10', '11'])
      expect(receiver.add(state)).toBe(alone.add(state))
  })

  it('gives equal texts one number', () => {
    const numberOf = dictionary()
    expect(['a', 'b', 'a', 'c', 'b'].map(numberOf)).toEqual([0, 1, 0, 2, 1])
  })

  it('refuses keys of another number of parts, and hands each state out once', () => {
    const seen = seenBy((parts: ReadonlyArray<string>) => parts)
    const states = [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b'],
      ['c', 'c'],
    ]
    expect(states.map(seen.add)).toEqual([true, true, false, true])
    expect(seen.take(0)).toBe(states[0])
    seen.add(['d', 'd'])
    expect([1, 2, 3].map(seen.take)).toEqual([
      ['b', 'a'],
      ['c', 'c'],
      ['d', 'd'],
    ])
    expect(() => seen.add(['a'])).toThrow(RangeError)
  })
})
