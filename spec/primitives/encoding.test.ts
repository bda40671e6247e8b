import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { primitivesClauses } from './clauses.js'
import { type Datum, encode, type Field, sameDatum } from './encoding.js'
import { sameBytes } from './suite.js'
import { AMOUNT_LIMIT, Bytes, Integer } from './types.js'

const amount = fc.bigInt({ min: 0n, max: AMOUNT_LIMIT - 1n })
const { datum } = fc.letrec<{ datum: Datum; field: Field }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 3 },
    amount,
    fc.string({ maxLength: 3 }),
    fc.uint8Array({ maxLength: 4 }),
    fc.array(tie('datum'), { maxLength: 2 }),
  ),
  datum: fc.record({ tag: fc.constantFrom('', 'a', 'ab'), fields: fc.array(tie('field'), { maxLength: 3 }) }),
}))

describe('the encoding', () => {
  it('PR-4: never encodes two different data alike', () => {
    fc.assert(
      fc.property(datum, datum, (one, other) => {
        expect(primitivesClauses['PR-4'].judge({ one, other })).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('PR-4: tells apart what bare concatenation does not', () => {
    const pairs: ReadonlyArray<readonly [Datum, Datum]> = [
      [
        { tag: 'a', fields: ['b', 'c'] },
        { tag: 'a', fields: ['bc', ''] },
      ],
      [
        { tag: 'ab', fields: [] },
        { tag: 'a', fields: ['b'] },
      ],
      [
        { tag: 'a', fields: ['1'] },
        { tag: 'a', fields: [1n] },
      ],
      [
        { tag: 'a', fields: [new Uint8Array([49])] },
        { tag: 'a', fields: ['1'] },
      ],
      [
        { tag: 'a', fields: [[{ tag: 'x', fields: [] }]] },
        { tag: 'a', fields: [encode({ tag: 'x', fields: [] })] },
      ],
    ]
    for (const [one, other] of pairs) expect(encode(one)).not.toEqual(encode(other))
  })

  it('PR-4: is broken by an encoding that runs fields together, that cuts off, or that depends on when it is asked', () => {
    const bare = ({ tag, fields }: Datum) => new TextEncoder().encode(`${tag}${fields.join('')}`)
    let asked = 0
    const counting = () => new Uint8Array([asked++])
    const judged = (encoding: (one: Datum) => Uint8Array, one: Datum, other: Datum) =>
      primitivesClauses['PR-4'].judge({ one, other, encoding })
    const of = (tag: string, ...fields: ReadonlyArray<Field>): Datum => ({ tag, fields })
    expect(judged(bare, of('a', 'b', 'c'), of('a', 'bc'))).toEqual(['two different data have the same encoding'])
    expect(judged(counting, of('a'), of('a'))).toEqual(['one datum has two encodings'])
    expect(primitivesClauses['PR-4'].judge({ amount: 1n })).toEqual([])
    // One encoding may begin like another.
    expect(judged(bare, of('a'), of('a', 'b'))).toEqual([])
    expect(judged(bare, of('a', 'b'), of('a'))).toEqual([])
  })

  it('PR-4: is one of data of any size, those that just fill the room for them and those far beyond it among them', () => {
    const ROOM = 1 << 14
    for (const length of [ROOM - 50, ROOM - 15, ROOM - 14, ROOM - 13, ROOM, 2 * ROOM - 14, 2 * ROOM, 5 * ROOM]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i % 251)
      const encoded = encode({ tag: '', fields: [bytes, bytes, 'a'.repeat(length), 7n] })
      const [header, field, text, amount] = [9, 5 + length, 5 + length, 21]
      expect(encoded.length).toBe(header + 2 * field + text + amount)
      expect(sameBytes(encoded.slice(header + 5, header + field), bytes)).toBe(true)
      expect(sameBytes(encoded.slice(header + field + 5, header + 2 * field), bytes)).toBe(true)
      expect(encoded.at(header + 2 * field + text - 1)).toBe(97)
      expect(encoded.at(-1)).toBe(7)
      expect(encode({ tag: '', fields: [] })).toEqual(new Uint8Array([1, ...new Uint8Array(8)]))
    }
  })

  it('is what the chapter says, byte for byte', () => {
    expect(
      Bytes.encode(
        encode({ tag: 'x', fields: [258n, 'é', new Uint8Array([255]), [{ tag: '', fields: [] }]] }) as Bytes,
      ),
    ).toBe(
      `0x01${'00000001'}78${'00000004'}` +
        `01${'00000010'}${'00'.repeat(14)}0102` +
        `02${'00000002'}c3a9` +
        `03${'00000001'}ff` +
        `04${'00000001'}${'00000009'}01${'00000000'}${'00000000'}`,
    )
  })

  it('refuses what is no amount, and text that is not well-formed', () => {
    expect(() => encode({ tag: 'x', fields: [-1n] })).toThrow(RangeError)
    expect(() => encode({ tag: 'x', fields: [AMOUNT_LIMIT] })).toThrow(RangeError)
    expect(() => encode({ tag: 'x', fields: ['\ud800'] })).toThrow(RangeError)
  })
})

describe('two data', () => {
  const of = (...fields: ReadonlyArray<Field>): Datum => ({ tag: 'x', fields })
  const bytes = (...values: ReadonlyArray<number>) => Uint8Array.from(values)

  it('are the same if they are read from the same text, however deep', () => {
    fc.assert(
      fc.property(datum, (one) => {
        expect(sameDatum(one, structuredClone(one))).toBe(true)
      }),
    )
    const deep = () => of(1n, 'a', bytes(1, 2), [of([of(), of(bytes())]), of('b')])
    expect(sameDatum(deep(), deep())).toBe(true)
  })

  it('are not the same if one field is another, or of another kind, or one is a beginning of the other', () => {
    const different: ReadonlyArray<Field> = [
      ...[0n, 1n, '', '1', '0', 'length', bytes(), bytes(1), bytes(2), bytes(1, 2), bytes(1, 3), []],
      ...[[of()], [of(), of()], [of(1n)], [of(2n), of()], [{ tag: 'y', fields: [] }]],
    ]
    different.forEach((one, i) => {
      different.forEach((other, j) => {
        expect(sameDatum(of(one), of(other))).toBe(i === j)
        expect(sameDatum(of(1n, one), of(1n, other))).toBe(i === j)
      })
      expect(sameDatum(of(one), of(one, one))).toBe(false)
      expect(sameDatum(of(one, one), of(one))).toBe(false)
    })
  })

  it('are of bytes that are the same where they are as long and each byte is', () => {
    expect(sameBytes(bytes(1, 2), bytes(1, 2))).toBe(true)
    for (const other of [bytes(), bytes(1), bytes(1, 3), bytes(2, 2), bytes(1, 2, 0)]) {
      expect(sameBytes(bytes(1, 2), other)).toBe(false)
      expect(sameBytes(other, bytes(1, 2))).toBe(false)
    }
  })
})

describe('integers in JSON', () => {
  it('are decimal strings without a leading zero or a plus sign', () => {
    for (const text of ['0', '-1', '10', String(AMOUNT_LIMIT)]) expect(Integer.decode(text)._tag).toBe('Right')
    for (const text of ['', '-0', '007', '+1', '1.5', '1e3', ' 1', '0x10', '1'.repeat(102), 7, null])
      expect(Integer.decode(text)._tag).toBe('Left')
  })
})
