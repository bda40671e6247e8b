import { Bytes } from '../../../spec/primitives/types.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase } from '../types.js'
import { ed25519Shown, type Shown, secp256k1Shown } from './signatures.js'

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

/** What each datum is encoded as, and hashed to, and which signatures are good. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> => [
  ...DATA.flatMap(([slug, comment, one]) => [
    functionCase(kit, 'PR-4', `encode-${slug}`, comment, 'encode', { datum: one }, []),
    ...(['sha256', 'keccak256'] as const).map((suite) =>
      functionCase(kit, 'PR-4', `hash-${suite}-${slug}`, comment, 'hash', { suite, datum: one }, [`hash=${suite}`]),
    ),
  ]),
  ...ed25519Shown().map((shown) => verifyCase(kit, 'ed25519', shown)),
  ...secp256k1Shown().map((shown) => verifyCase(kit, 'secp256k1', shown)),
]

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)

const verifyCase = (
  kit: Kit,
  suite: 'ed25519' | 'secp256k1',
  { slug, comment, publicKey, message, signature }: Shown,
): FunctionCase => {
  const args = { suite, publicKey: hex(publicKey), message: hex(message), signature: hex(signature) }
  const made = functionCase(kit, 'PR-5', `verify-${suite}-${slug}`, comment, 'verify', args, [`signature=${suite}`])
  return { ...made, negative: made.result === false }
}

const functionCase = (
  kit: Kit,
  clause: 'PR-4' | 'PR-5',
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
  clauses: [clause],
  negative: false,
  needs: [`evaluate=${name}`, ...needs],
  function: name,
  arguments: args,
  result: kit.functions[name]?.(args) as Json,
})
