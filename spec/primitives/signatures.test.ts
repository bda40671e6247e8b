import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { primitivesClauses } from './clauses.js'
import { isGoodSignature } from './signatures.js'

/** RFC 8032, 7.1: the key, the message and the signature of the first three tests. */
const RFC_8032 = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const secrets = bytes.filter(secp256k1.utils.isValidSecretKey)

describe('a signature', () => {
  it('PR-5: is good where RFC 8032 says so', () => {
    for (const [key, message, signature] of RFC_8032)
      expect(isGoodSignature.ed25519(hexToBytes(key), hexToBytes(message), hexToBytes(signature))).toBe(true)
  })

  it('PR-5: is good if it was made for this message, by the owner of this key, with nothing changed', () => {
    fc.assert(
      fc.property(secrets, bytes, fc.nat(63), fc.nat(7), (secret, message, at, bit) => {
        const changed = (signature: Uint8Array) => signature.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte))
        const ed = [ed25519.getPublicKey(secret), message, ed25519.sign(message, secret)] as const
        const ec = [
          secp256k1.getPublicKey(secret),
          message,
          secp256k1.sign(message, secret, { prehash: false }),
        ] as const
        return (
          isGoodSignature.ed25519(...ed) &&
          isGoodSignature.secp256k1(...ec) &&
          !isGoodSignature.ed25519(ed[0], message, changed(ed[2])) &&
          !isGoodSignature.secp256k1(ec[0], message, changed(ec[2]))
        )
      }),
      { numRuns: 10 },
    )
  })

  it('PR-5: that is good is taken, and no other', () => {
    const [key, message, signature] = RFC_8032[1].map(hexToBytes) as [Uint8Array, Uint8Array, Uint8Array]
    const judged = (signed: Uint8Array, taken: boolean) =>
      primitivesClauses['PR-5'].judge({ suite: 'ed25519', publicKey: key, message, signature: signed, taken })
    const another = new Uint8Array(64)
    expect([judged(signature, true), judged(another, false)]).toEqual([[], []])
    expect(judged(signature, false)).toEqual(['a good signature was refused'])
    expect(judged(another, true)).toEqual(['a signature that is not good was taken'])
    expect(primitivesClauses['PR-5'].judge({ amount: 1n })).toEqual([])
  })
})
