import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameDatum } from '../../spec/primitives/encoding.js'
import { concreteSuite, hashes, signatures } from './concrete.js'
import { symbolicSuite } from './symbolic.js'

const suites = [concreteSuite(), concreteSuite('keccak256', 'secp256k1'), symbolicSuite]
const seeds = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((seed) => seed.some((byte) => byte > 0 && byte < 255))
const data = fc.record({
  tag: fc.constantFrom('order', 'receipt'),
  fields: fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), fc.uint8Array({ maxLength: 8 })), {
    maxLength: 3,
  }),
})

describe('the hash functions', () => {
  it('are the standards’', () => {
    expect(bytesToHex(hashes.sha256(utf8ToBytes('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
    expect(bytesToHex(hashes.keccak256(utf8ToBytes('')))).toBe(
      'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    )
  })
})

describe('the signature schemes', () => {
  it('have the public key of RFC 8032, test 1', () => {
    const secret = hexToBytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
    expect(bytesToHex(signatures.ed25519.getPublicKey(secret))).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
  })
})

describe.each(suites)('the suite $name', ({ hash, keyPair, sign, verify }) => {
  it('hashes alike exactly what is the same', () => {
    fc.assert(
      fc.property(data, data, (one, other) => {
        expect(bytesToHex(hash(one)) === bytesToHex(hash(other))).toBe(sameDatum(one, other))
      }),
      { numRuns: 30 },
    )
    expect(hash({ tag: 'order', fields: [1n] })).toEqual(hash({ tag: 'order', fields: [1n] }))
  })

  it('verifies what was signed, by whom, and nothing else', () => {
    fc.assert(
      fc.property(seeds, seeds, data, data, (one, other, datum, another) => {
        const mine = keyPair(one)
        const signed = sign(mine.secret, datum)
        expect(verify(mine.publicKey, datum, signed)).toBe(true)
        expect(verify(keyPair(other).publicKey, datum, signed)).toBe(bytesToHex(one) === bytesToHex(other))
        if (bytesToHex(hash(datum)) !== bytesToHex(hash(another)))
          expect(verify(mine.publicKey, another, signed)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  it('answers false to what is no key and no signature', () => {
    expect(verify(new Uint8Array(3), { tag: 'order', fields: [] }, new Uint8Array(5))).toBe(false)
  })
})
