import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { hashes, isSigned, signatures } from '../../model/primitives/concrete.js'
import { isPrimeOrder } from '../../model/primitives/keys.js'
import { exactly, oneOf } from '../../spec/core/codec.js'
import { datumOf, encode, JsonDatum } from '../../spec/primitives/encoding.js'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import { Bytes } from '../../spec/primitives/types.js'
import { decodeOrThrow } from './decode.js'
import type { DerivedMutant, Json, Kit } from './kit.js'

const Suite = oneOf('Suite', ...hashSuites)
const SignatureSuite = oneOf('SignatureSuite', ...signatureSuites)
const EncodeArguments = exactly('EncodeArguments', { datum: JsonDatum })
const HashArguments = exactly('HashArguments', { suite: Suite, datum: JsonDatum })

const VerifyArguments = exactly('VerifyArguments', {
  suite: SignatureSuite,
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
})

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)

/** The functions of the chapter, on top of an encoding and of signature schemes. */
const functionsOn = (encoding: typeof encode, schemes: typeof signatures = signatures): Kit['functions'] => ({
  encode: (args) => hex(encoding(datumOf(decodeOrThrow(EncodeArguments, args).datum))),
  hash: (args) => {
    const { suite, datum } = decodeOrThrow(HashArguments, args)
    return hex(hashes[suite](encoding(datumOf(datum))))
  },
  verify: (args) => {
    const { suite, publicKey, message, signature } = decodeOrThrow(VerifyArguments, args)
    return isSigned(schemes[suite], publicKey, message, signature)
  },
})

type Verify = (typeof signatures)['ed25519']['verify']

/** The functions where signatures are verified otherwise. */
const verifying = (
  schemes: {
    readonly [Suite in keyof typeof signatures]?: Verify
  },
): Kit['functions'] =>
  functionsOn(encode, {
    ed25519: { ...signatures.ed25519, verify: schemes.ed25519 ?? signatures.ed25519.verify },
    secp256k1: { ...signatures.secp256k1, verify: schemes.secp256k1 ?? signatures.secp256k1.verify },
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

/** The equation of RFC 8032 without the cofactor, and without a look at the key's order. */
const isGoodUnderAnyKey: Verify = (signature, message, publicKey) => {
  const { Point } = ed25519
  const commitment = signature.subarray(0, 32)
  const [s, k] = [signature.subarray(32), sha512(Uint8Array.of(...commitment, ...publicKey, ...message))].map(
    bytesToNumberLE,
  ) as [bigint, bigint]
  if (signature.length !== 64) return false
  return Point.fromBytes(commitment)
    .add(Point.fromBytes(publicKey).multiplyUnsafe(k % Point.Fn.ORDER))
    .equals(Point.BASE.multiplyUnsafe(s))
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
  {
    id: 'verify:cofactor',
    clause: 'PR-5',
    says: 'the equation of Ed25519 is multiplied by the cofactor',
    functions: verifying({
      ed25519: (signature, message, publicKey) =>
        isPrimeOrder(publicKey) && ed25519.verify(signature, message, publicKey, { zip215: false }),
    }),
  },
  {
    id: 'verify:zip-215',
    clause: 'PR-5',
    says: 'Ed25519 is verified as in ZIP 215: any encoding, any key, and with the cofactor',
    functions: verifying({ ed25519: (...given) => ed25519.verify(...given, { zip215: true }) }),
  },
  {
    id: 'verify:any-key',
    clause: 'PR-5',
    says: 'any point that is encoded in the one way is a key of Ed25519',
    functions: verifying({ ed25519: isGoodUnderAnyKey }),
  },
  {
    id: 'verify:high-s',
    clause: 'PR-5',
    says: 'of ECDSA both s are taken',
    functions: verifying({
      secp256k1: (signature, message, publicKey) =>
        publicKey.length === 33 && secp256k1.verify(signature, message, publicKey, { prehash: false, lowS: false }),
    }),
  },
  {
    id: 'verify:long-key',
    clause: 'PR-5',
    says: 'keys of secp256k1 that are not compressed are taken',
    functions: verifying({
      secp256k1: (signature, message, publicKey) => secp256k1.verify(signature, message, publicKey, { prehash: false }),
    }),
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
    { id: 'evaluate=verify', says: 'signatures are verified' },
    { id: 'signature=ed25519', says: 'signatures are Ed25519' },
    { id: 'signature=secp256k1', says: 'signatures are ECDSA on secp256k1' },
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
