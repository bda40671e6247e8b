import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase } from '../types.js'

const amount = (n: bigint | number): Json => ({ amount: String(n) })
const text = (s: string): Json => ({ text: s })
const bytes = (s: string): Json => ({ bytes: s })
const list = (...data: ReadonlyArray<Json>): Json => ({ list: data })
const datum = (tag: string, ...fields: ReadonlyArray<Json>): Json => ({ tag, fields })

/** Data that are easily encoded alike, and the limits of each kind of field. */
const DATA: ReadonlyArray<readonly [string, string, Json]> = [
  ['empty', 'A datum without tag and fields.', datum('')],
  ['no-fields', 'A datum that is its tag alone.', datum('order')],
  ['amount-zero', 'An amount is 16 bytes, even zero.', datum('x', amount(0))],
  ['amount-small', 'The example of the chapter.', datum('x', amount(258))],
  ['amount-largest', 'The largest amount.', datum('x', amount(2n ** 128n - 1n))],
  ['amount-64-bits', 'The largest amount of 64 bits.', datum('x', amount(2n ** 64n - 1n))],
  ['amount-65-bits', 'The smallest amount that 64 bits do not hold.', datum('x', amount(2n ** 64n))],
  ['amount-54-bits', 'An amount that no floating-point number is.', datum('x', amount(2n ** 53n + 1n))],
  ['amount-128-bits', 'The smallest amount whose first bit is 1: it has no sign.', datum('x', amount(2n ** 127n))],
  ['text', 'A text, after its length.', datum('x', text('abc'))],
  ['text-empty', 'An empty text is a field.', datum('x', text(''))],
  ['text-beyond-ascii', 'A text is UTF-8, and its length is in bytes.', datum('é', text('ü€𝄞'))],
  ['text-mixed', 'A text that begins and ends in ASCII, and is longer in bytes.', datum('x', text('a€b'))],
  [
    'text-first-beyond-ascii',
    'The last character of one byte, and the first of two.',
    datum('x', text('\u007f\u0080')),
  ],
  ['bytes-256', 'A length that one byte does not hold.', datum('x', bytes(`0x${'5a'.repeat(256)}`))],
  [
    'fields-256',
    'A number of fields that one byte does not hold.',
    datum('x', ...Array.from({ length: 256 }, () => text(''))),
  ],
  ['list-256', 'A list as long.', datum('x', list(...Array.from({ length: 256 }, () => datum(''))))],
  ['bytes', 'Bytes, after their length.', datum('x', bytes('0x00ff'))],
  ['bytes-empty', 'No bytes are a field.', datum('x', bytes('0x'))],
  ['text-is-not-bytes', 'A text and its bytes are different data.', datum('x', bytes('0x616263'))],
  ['text-is-not-amount', 'The text of a number is not the number.', datum('x', text('258'))],
  ['boundary-left', 'Where one field ends and the next begins is encoded.', datum('x', text('ab'), text('c'))],
  ['boundary-right', 'The same letters, parted elsewhere.', datum('x', text('a'), text('bc'))],
  ['boundary-tag', 'Nor does the tag flow into the first field.', datum('xa', text('b'))],
  ['list-empty', 'A list without members.', datum('x', list())],
  ['list-of-two', 'A list of two data.', datum('x', list(datum('a'), datum('b', amount(1))))],
  ['list-nested', 'A list in a list.', datum('x', list(datum('a', list(datum('b')))))],
  [
    'list-is-not-its-members',
    'A list of one datum is not its encoding as bytes.',
    datum('x', bytes('0x01000000016100000000')),
  ],
  ['leaf', 'A leaf and a node of a tree carry different tags.', datum('leaf', bytes(`0x${'11'.repeat(32)}`))],
  [
    'node',
    'So one cannot be taken for the other.',
    datum('node', bytes(`0x${'11'.repeat(32)}`), bytes(`0x${'22'.repeat(32)}`)),
  ],
]

/** What each datum is encoded as, and hashed to. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> =>
  DATA.flatMap(([slug, comment, one]) => [
    functionCase(kit, `encode-${slug}`, comment, 'encode', { datum: one }, ['evaluate=encode']),
    ...(['sha256', 'keccak256'] as const).map((suite) =>
      functionCase(kit, `hash-${suite}-${slug}`, comment, 'hash', { suite, datum: one }, [
        'evaluate=hash',
        `hash=${suite}`,
      ]),
    ),
  ])

const functionCase = (
  kit: Kit,
  slug: string,
  comment: string,
  name: string,
  args: Json,
  needs: ReadonlyArray<string>,
): FunctionCase => ({
  kind: 'function',
  id: `${kit.chapter}/function/${slug}`,
  chapter: kit.chapter,
  comment,
  source: { from: 'hand' },
  clauses: ['PR-4'],
  negative: false,
  needs,
  function: name,
  arguments: args,
  result: kit.functions[name]?.(args) as Json,
})
