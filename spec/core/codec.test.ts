import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { asString, ClauseIdCodec, Count, decode, distinct, exactly, oneOf, showMalformed, taggedBy } from './codec.js'

/** The codecs are made in each test, so that a test meets whatever is wrong with how they are made. */
const shapes = () => {
  const Point = exactly('Point', { x: Count, y: Count }, { name: t.string })
  const Colour = oneOf('Colour', 'red', 'green')
  const Shape = taggedBy('Shape', 'tag', {
    dot: exactly('Dot', { tag: t.literal('dot'), at: Point }),
    blot: exactly('Blot', { tag: t.literal('blot'), colour: Colour, points: t.readonlyArray(Point) }),
  })
  return { Point, Colour, Shape }
}

/** What is said of a datum that is malformed. */
const wrongWith = (codec: t.Mixed, datum: unknown): ReadonlyArray<string> => {
  const decoded = decode(codec, datum)
  expect(codec.is(datum)).toBe(E.isRight(decoded))
  return E.isLeft(decoded) ? decoded.left.map(showMalformed) : []
}

describe('a datum from outside', () => {
  it('has exactly the fields that it may have', () => {
    const { Point } = shapes()
    expect(wrongWith(Point, { x: 1, y: 2 })).toEqual([])
    expect(wrongWith(Point, { x: 1, y: 2, name: 'p' })).toEqual([])
    expect(wrongWith(Point, { x: 1 })).toEqual(['y: expected a whole number, got nothing'])
    expect(wrongWith(Point, { x: '1', y: -2 })).toEqual([
      'x: expected a whole number, got "1"',
      'y: expected a whole number, got -2',
    ])
    expect(wrongWith(Point, { x: 1, y: 2, name: 3 })).toEqual(['name: expected string, got 3'])
    expect(wrongWith(Point, { x: 1, y: 2, z: 3, nam: 'p' })).toEqual([
      'z: expected no such field; the fields are x, y, name, got 3',
      'nam: expected no such field; the fields are x, y, name, got "p"',
    ])
  })

  it('is an object where one is expected', () => {
    const { Point, Shape } = shapes()
    for (const datum of [null, [], 'x', 1, undefined]) {
      expect(wrongWith(Point, datum)).toEqual([expect.stringMatching(/^the whole: expected Point, got /)])
      expect(wrongWith(Shape, datum)).toEqual([expect.stringMatching(/^the whole: expected Shape, got /)])
    }
  })

  it('is judged by the member that its tag names, and by no other', () => {
    const { Shape } = shapes()
    expect(wrongWith(Shape, { tag: 'dot', at: { x: 1, y: 2 } })).toEqual([])
    expect(wrongWith(Shape, { tag: 'blot', colour: 'red', points: [{ x: 1, y: 1 }] })).toEqual([])
    expect(wrongWith(Shape, { tag: 'dot', at: { x: 1, y: null } })).toEqual(['at.y: expected a whole number, got null'])
    expect(wrongWith(Shape, { tag: 'blot', colour: 'blue', points: [{ x: 1, y: 1 }, { x: 1 }] })).toEqual([
      'colour: expected one of "red", "green", got "blue"',
      'points[1].y: expected a whole number, got nothing',
    ])
  })

  it('has a tag that is one of the strings there are, and nothing that can be read as one', () => {
    const { Shape } = shapes()
    for (const tag of ['line', 'toString', ['dot'], 1, undefined])
      expect(wrongWith(Shape, { tag })).toEqual([expect.stringMatching(/^tag: expected one of "dot", "blot", got /)])
  })

  it('names a clause by an id that there is', () => {
    expect(wrongWith(ClauseIdCodec, 'OB-17')).toEqual([])
    for (const id of ['OB-99', '', 17, ['OB-17'], null])
      expect(wrongWith(ClauseIdCodec, id)).toEqual([expect.stringMatching(/expected the id of a clause/)])
  })

  it('counts in whole numbers from zero', () => {
    expect([0, 7].map((n) => wrongWith(Count, n))).toEqual([[], []])
    for (const n of [-1, 1.5, 2 ** 53, '1']) expect(wrongWith(Count, n)).toHaveLength(1)
  })

  it('is a string of its shape where it is written as one, and nothing that reads like that string', () => {
    const Digits = asString('Digits', 'digits', /^[0-9]+$/, BigInt, String, (u): u is bigint => typeof u === 'bigint')
    expect(decode(Digits, '12')).toEqual(E.right(12n))
    for (const datum of ['', 'x', '1x', 12, ['12'], null])
      expect(decode(Digits, datum)).toEqual(E.left([expect.objectContaining({ expected: 'digits' })]))
  })

  it('is said to be wrong at its place: the number of a member, and the name of a field, also of one with a number in it', () => {
    const { Point } = shapes()
    const Series = exactly('Series', { x1: t.readonlyArray(Point), '2y': Count })
    const points = Array.from({ length: 11 }, (_, i) => ({ x: i, y: i === 10 ? -1 : i }))
    expect(wrongWith(Series, { x1: points, '2y': -1 })).toEqual([
      'x1[10].y: expected a whole number, got -1',
      '2y: expected a whole number, got -1',
    ])
    expect(wrongWith(exactly('Outer', { x1: Series, '2y': Series }), { x1: { x1: [], '2y': -1 }, '2y': 3 })).toEqual([
      'x1.2y: expected a whole number, got -1',
      '2y: expected Series, got 3',
    ])
    expect(wrongWith(exactly('Outer', { in: exactly('Inner', { x1: Count }) }), { in: { x1: -1 } })).toEqual([
      'in.x1: expected a whole number, got -1',
    ])
  })

  it('has no two members of one name, where they are told apart by it', () => {
    const Points = distinct('Points', shapes().Point, ({ x }) => String(x))
    expect([Points._tag, Points.item.name]).toEqual(['Distinct', 'Point'])
    expect(wrongWith(Points, [])).toEqual([])
    expect(
      wrongWith(Points, [
        { x: 1, y: 1 },
        { x: 2, y: 1 },
      ]),
    ).toEqual([])
    expect(
      wrongWith(Points, [
        { x: 1, y: 1 },
        { x: 2, y: 1 },
        { x: 1, y: 2 },
      ]),
    ).toEqual([expect.stringMatching(/^the whole: expected different names; 1 is there twice, got /)])
    expect(wrongWith(Points, [{ x: 1, y: 1 }, { x: 1 }])).toEqual(['[1].y: expected a whole number, got nothing'])
  })

  it('is shown no longer than a line', () => {
    const { Point } = shapes()
    const [said] = wrongWith(Point, { x: 'a'.repeat(200), y: 1 })
    expect(said).toMatch(/got "a{76}\.\.\.$/)
    expect(wrongWith(Point, { x: 'a'.repeat(78), y: 1 })[0]).toMatch(/got "a{78}"$/)
    expect(wrongWith(Point, { x: 12n, y: 1 })[0]).toMatch(/got "12"$/)
  })
})

describe('a codec', () => {
  it('shows what it is made of, so that a schema can be derived from it', () => {
    const { Point, Colour, Shape } = shapes()
    expect([Point._tag, Object.keys(Point.required), Object.keys(Point.optional)]).toEqual([
      'ExactFields',
      ['x', 'y'],
      ['name'],
    ])
    expect([Colour._tag, Colour.values]).toEqual(['OneOf', ['red', 'green']])
    expect([Shape._tag, Shape.field, Object.keys(Shape.members)]).toEqual(['TaggedBy', 'tag', ['dot', 'blot']])
    const digits = /^[0-9]+$/
    const Digits = asString('Digits', 'digits', digits, BigInt, String, (u): u is bigint => typeof u === 'bigint')
    expect([Digits._tag, Digits.expected, Digits.pattern]).toEqual(['AsString', 'digits', digits])
  })
})

describe('a datum that goes out', () => {
  it('is written by the member that its tag names', () => {
    const { Shape } = shapes()
    const dot = { tag: 'dot', at: { x: 1, y: 2 } } as const
    expect(Shape.encode(dot)).toEqual(dot)
    expect(Shape.encode({ ...dot, at: { ...dot.at, ...({ name: undefined } as object) } })).toEqual(dot)
  })

  it('does not have the fields that are left out', () => {
    const { Point } = shapes()
    expect(Object.keys(Point.encode({ x: 1, y: 2 }))).toEqual(['x', 'y'])
    expect(Object.keys(Point.encode({ x: 1, y: 2, ...({ name: undefined } as object) }))).toEqual(['x', 'y'])
  })
})
