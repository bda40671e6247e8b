import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Datum, sameDatum } from '../../spec/primitives/encoding.js'
import { concreteSuite, hashes, portableSignatures, signatures } from './concrete.js'
import { internedSuite } from './interned.js'
import { hasPrimeOrder, isTorsionFree } from './keys.js'
import { nativeEd25519 } from './native.js'
import { symbolicSuite } from './symbolic.js'

/** Made in each test, so that a test meets whatever is wrong with how they are made. */
const suites = [
  { name: 'sha256+ed25519', make: () => concreteSuite() },
  { name: 'keccak256+secp256k1', make: () => concreteSuite('keccak256', 'secp256k1') },
  { name: 'symbolic', make: () => symbolicSuite },
  { name: 'interned', make: internedSuite },
]
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

describe.skipIf(nativeEd25519() === undefined)('Ed25519 by the platform’s library', () => {
  const { ed25519: fast } = signatures
  const { ed25519: portable } = portableSignatures
  const bytes = (n: number) => fc.uint8Array({ minLength: n, maxLength: n })

  it('is not the portable one', () => {
    expect(fast.verify).not.toBe(portable.verify)
  })

  it('signs like the portable one, and both verify what the other signed', () => {
    fc.assert(
      fc.property(seeds, bytes(32), (secret, message) => {
        const publicKey = portable.getPublicKey(secret)
        const signature = portable.sign(message, secret)
        expect(fast.sign(message, secret)).toEqual(signature)
        expect(fast.verify(signature, message, publicKey)).toBe(true)
        expect(portable.verify(fast.sign(message, secret), message, publicKey)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('refuses what the portable one refuses: a bit changed anywhere, S beyond the order, lengths, garbage', () => {
    const suite = concreteSuite()
    const datum = { tag: 'x', fields: [] }
    const { secret, publicKey } = suite.keyPair(new Uint8Array(32).fill(5))
    const message = suite.hash(datum)
    const signature = portable.sign(message, secret)
    const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + ORDER
    const beyond = Uint8Array.from([
      ...signature.slice(0, 32),
      ...Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n)),
    ])
    const accepts = (scheme: typeof fast, made: Uint8Array, key: Uint8Array): boolean => {
      try {
        return scheme.verify(made, message, key)
      } catch {
        return false
      }
    }
    const wrong = [
      beyond,
      signature.slice(0, 63),
      new Uint8Array(0),
      new Uint8Array(64),
      new Uint8Array(64).fill(255),
      ...Array.from({ length: 64 }, (_, i) => signature.map((byte, at) => (at === i ? byte ^ (1 << (i % 8)) : byte))),
    ]
    for (const made of wrong) {
      expect(accepts(fast, made, publicKey)).toBe(false)
      expect(accepts(portable, made, publicKey)).toBe(false)
    }
    for (const key of [new Uint8Array(0), new Uint8Array(32).fill(255), publicKey.slice(1)]) {
      expect(accepts(fast, signature, key)).toBe(false)
      expect(accepts(portable, signature, key)).toBe(false)
    }
  })
})

describe('the platform’s library', () => {
  const process = globalThis.process as { getBuiltinModule?: unknown }
  const given = process.getBuiltinModule

  it('is used where there is one, with keys of its own', () => {
    const library = nativeEd25519()
    expect(library === undefined).toBe(given === undefined)
    const secret = new Uint8Array(32).fill(9)
    const message = utf8ToBytes('anything')
    const { getPublicKey, sign } = portableSignatures.ed25519
    if (library !== undefined) {
      expect(library.verify(sign(message, secret), message, getPublicKey(secret))).toBe(true)
      expect(library.sign(message, secret)).toEqual(sign(message, secret))
    }
  })

  it('is not needed, as in a browser', () => {
    delete process.getBuiltinModule
    try {
      expect(nativeEd25519()).toBeUndefined()
    } finally {
      process.getBuiltinModule = given
    }
  })
})

describe('the points of Ed25519', () => {
  const { Point } = ed25519
  const torsion = ED25519_TORSION_SUBGROUP.map((point) => Point.fromHex(point))

  it('are keys if they have the order of the base point', () => {
    expect(hasPrimeOrder(Point.BASE.toBytes())).toBe(true)
    expect(hasPrimeOrder(Point.BASE.multiply(5n).toBytes())).toBe(true)
    for (const small of torsion) {
      expect(hasPrimeOrder(small.toBytes())).toBe(false)
      expect(hasPrimeOrder(Point.BASE.add(small).toBytes())).toBe(small.is0())
      expect(isTorsionFree(Point.BASE.add(small).toBytes())).toBe(small.is0())
      expect(isTorsionFree(small.toBytes())).toBe(small.is0())
    }
  })
})

describe.each([
  { by: 'the portable library', verify: portableSignatures.ed25519.verify },
  { by: 'the library that is used', verify: signatures.ed25519.verify },
])('Ed25519 by $by takes a key for one', ({ verify }) => {
  const { Point } = ed25519
  const ORDER = Point.Fn.ORDER
  const message = utf8ToBytes('anything')
  const torsion = Point.fromHex(ED25519_TORSION_SUBGROUP[1] as string)
  const number = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const inBytes = (n: bigint): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n))
  /** What the owner of 5 would sign with this nonce, for a key and a commitment that may have a part of small order. */
  const signed = (key: Uint8Array, nonce: bigint, commitment: Uint8Array): Uint8Array => {
    const challenge = number(sha512(Uint8Array.of(...commitment, ...key, ...message))) % ORDER
    return Uint8Array.of(...commitment, ...inBytes((nonce + challenge * 5n) % ORDER))
  }
  const key = Point.BASE.multiply(5n)
  const commitments = [...Array(16).keys()].map((i) => Point.BASE.multiply(BigInt(i + 1)))

  it('that has the order of the base point', () => {
    for (const [i, commitment] of commitments.entries())
      expect(verify(signed(key.toBytes(), BigInt(i + 1), commitment.toBytes()), message, key.toBytes())).toBe(true)
  })

  it('and none of small order, by which everybody could sign', () => {
    for (const small of ED25519_TORSION_SUBGROUP.map(hexToBytes)) {
      const forged = Uint8Array.of(...Point.ZERO.toBytes(), ...new Uint8Array(32))
      expect(verify(forged, message, small)).toBe(false)
    }
  })

  it('nor one with a part of small order, of which one equation takes signatures that another refuses', () => {
    const mixed = key.add(torsion).toBytes()
    for (const [i, commitment] of commitments.entries())
      expect(verify(signed(mixed, BigInt(i + 1), commitment.toBytes()), message, mixed)).toBe(false)
  })

  it('and no commitment of a signature with such a part', () => {
    for (const [i, commitment] of commitments.entries()) {
      const made = signed(key.toBytes(), BigInt(i + 1), commitment.add(torsion).toBytes())
      expect(verify(made, message, key.toBytes())).toBe(false)
    }
  })
})

describe.each(suites)('the suite $name', ({ name, make }) => {
  it('is the one that it says', () => {
    expect(make().name).toBe(name)
  })

  it('hashes alike exactly what is the same', () => {
    const { hash } = make()
    fc.assert(
      fc.property(data, data, (one, other) => {
        expect(bytesToHex(hash(one)) === bytesToHex(hash(other))).toBe(sameDatum(one, other))
      }),
      { numRuns: 30 },
    )
    expect(hash({ tag: 'order', fields: [1n] })).toEqual(hash({ tag: 'order', fields: [1n] }))
  })

  it('hashes no two data alike whose fields are of different kinds, or stand elsewhere', () => {
    const { hash } = make()
    const of = (...fields: Datum['fields']): Datum => ({ tag: 'x', fields })
    const [a, bytes] = [of(), Uint8Array.of(49)]
    const different = [
      ...[
        of(1n),
        of('1'),
        of(bytes),
        of([a]),
        of([]),
        of(''),
        of(new Uint8Array()),
        of('n1;'),
        of([a, a]),
        of([of(1n)]),
      ],
      ...[of('1', '1'), of('11', ''), of('', '11'), of(1n, 1n), of(11n), of([a], [a]), of([of([a])]), of([of('1')])],
      { tag: '', fields: [] },
    ]
    expect(new Set(different.map((one) => bytesToHex(hash(one)))).size).toBe(different.length)
  })

  it('verifies what was signed, by whom, and nothing else', () => {
    const { hash, keyPair, sign, verify } = make()
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
    const { verify } = make()
    expect(verify(new Uint8Array(3), { tag: 'order', fields: [] }, new Uint8Array(5))).toBe(false)
  })
})
