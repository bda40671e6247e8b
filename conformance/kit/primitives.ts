import * as fc from 'fast-check'
import * as t from 'io-ts'
import { hashes } from '../../model/primitives/concrete.js'
import { exactly, oneOf } from '../../spec/core/codec.js'
import { datumOf, encode, JsonDatum } from '../../spec/primitives/encoding.js'
import { Bytes } from '../../spec/primitives/types.js'
import { decodeOrThrow } from './decode.js'
import type { DerivedMutant, Json, Kit } from './kit.js'

const Suite = oneOf('Suite', 'sha256', 'keccak256')
const EncodeArguments = exactly('EncodeArguments', { datum: JsonDatum })
const HashArguments = exactly('HashArguments', { suite: Suite, datum: JsonDatum })

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)

/** The functions of the chapter, on top of an encoding. */
const functionsOn = (encoding: typeof encode): Kit['functions'] => ({
  encode: (args) => hex(encoding(datumOf(decodeOrThrow(EncodeArguments, args).datum))),
  hash: (args) => {
    const { suite, datum } = decodeOrThrow(HashArguments, args)
    return hex(hashes[suite](encoding(datumOf(datum))))
  },
})

const noMachine = (): never => {
  throw new Error('the primitives have no machine')
}

/** The encoding of TEX's algorithms: everything written one after the other, with nothing between. */
const concatenated: typeof encode = ({ tag, fields }) => {
  const text = new TextEncoder()
  const parts = fields.map((field) => {
    if (typeof field === 'bigint') return text.encode(String(field))
    if (typeof field === 'string') return text.encode(field)
    return field instanceof Uint8Array ? field : Uint8Array.from(field.flatMap((datum) => [...concatenated(datum)]))
  })
  return Uint8Array.from([...text.encode(tag), ...parts.flatMap((part) => [...part])])
}

const derived: ReadonlyArray<DerivedMutant> = [
  {
    id: 'encode:concatenated',
    clause: 'PR-4',
    says: 'what is hashed is a bare concatenation, as in TEX Algorithms 2 and 7',
    functions: functionsOn(concatenated),
  },
  {
    id: 'encode:untagged',
    clause: 'PR-4',
    says: 'the tag of a datum is not encoded',
    functions: functionsOn((datum) => encode({ ...datum, tag: '' })),
  },
]

/** The primitives, as the kit sees them: functions only. */
export const primitivesKit: Kit = {
  chapter: 'primitives',
  codecs: { params: t.unknown, event: t.unknown, answer: t.unknown, observation: t.unknown, history: t.unknown },
  options: [
    { id: 'evaluate=encode', says: 'data are encoded into bytes', group: 'evaluate' },
    { id: 'evaluate=hash', says: 'data are hashed' },
    { id: 'hash=sha256', says: 'hashes are SHA-256' },
    { id: 'hash=keccak256', says: 'hashes are Keccak-256' },
  ],
  observations: [],
  needs: () => [],
  normalise: (outputs) => outputs,
  open: noMachine,
  derived,
  judge: () => [],
  params: fc.constant({}),
  functions: functionsOn(encode),
}
