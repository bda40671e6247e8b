import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, bytesToNumberLE, numberToBytesBE, numberToBytesLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'

/** A signature that is shown to a verifier, and what about it a verifier may get wrong. */
export interface Shown {
  readonly slug: string
  readonly comment: string
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const SECRET = filled(7)
const MESSAGE = filled(0x2a)
const OTHER_MESSAGE = filled(0x2b)

const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - 1)
const lengthened = (bytes: Uint8Array): Uint8Array => concatBytes(bytes, Uint8Array.of(0))
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

/** What is the same for every scheme: one thing of a good signature is another, or of another length. */
const spoiled = ({ publicKey, message, signature }: Shown, otherKey: Uint8Array): ReadonlyArray<Shown> => {
  const shown = (slug: string, comment: string, change: Partial<Shown>): Shown => ({
    ...{ slug, comment, publicKey, message, signature },
    ...change,
  })
  return [
    shown('other-message', 'A signature of another message.', { message: OTHER_MESSAGE }),
    shown('other-key', 'A signature by somebody else.', { publicKey: otherKey }),
    shown('first-half', 'A bit is changed in the first half.', { signature: flipped(signature, 1) }),
    shown('second-half', 'A bit is changed in the second half.', { signature: flipped(signature, 33) }),
    shown('signature-short', 'A signature of 63 bytes.', { signature: cut(signature) }),
    shown('signature-long', 'A signature of 65 bytes.', { signature: lengthened(signature) }),
    shown('signature-empty', 'A signature without bytes.', { signature: Uint8Array.of() }),
    shown('key-short', 'A key that is a byte short.', { publicKey: cut(publicKey) }),
    shown('key-long', 'A key that is a byte long.', { publicKey: lengthened(publicKey) }),
    shown('key-empty', 'A key without bytes.', { publicKey: Uint8Array.of() }),
  ]
}

const { Point: Edwards } = ed25519
const ORDER = Edwards.Fn.ORDER

/** The owner of this number. */
const OWNER = 5n
const owned = Edwards.BASE.multiply(OWNER)
const torsion = Edwards.fromHex(ED25519_TORSION_SUBGROUP[1] as string)

const challenge = (commitment: Uint8Array, key: Uint8Array): bigint =>
  bytesToNumberLE(sha512(concatBytes(commitment, key, MESSAGE))) % ORDER

/** What the owner signs with a nonce, for a key and a commitment as they are written, which may not be its own. */
const signedAs = (key: Uint8Array, nonce: bigint, commitment: Uint8Array): Uint8Array =>
  concatBytes(commitment, numberToBytesLE((nonce + challenge(commitment, key) * OWNER) % ORDER, 32))

/** The first nonce from one on for which something is so. */
const nonceWhere = (isSo: (nonce: bigint) => boolean): bigint => {
  let nonce = 1n
  while (!isSo(nonce)) nonce += 1n
  return nonce
}

const bytesOf = (nonce: bigint): Uint8Array => Edwards.BASE.multiply(nonce).toBytes()

/** 32 bytes that say y, and which of two x. */
const written = (y: bigint, sign: 0n | 1n = 0n): Uint8Array => numberToBytesLE(y + (sign << 255n), 32)

/** Bytes from a signature’s first half on, where a number is added to its second half. */
const withAdded = (signature: Uint8Array, n: bigint): Uint8Array =>
  concatBytes(signature.subarray(0, 32), numberToBytesLE(bytesToNumberLE(signature.subarray(32)) + n, 32))

/** The signature with the opposite S. */
const negated = (signature: Uint8Array): Uint8Array =>
  concatBytes(signature.subarray(0, 32), numberToBytesLE(ORDER - bytesToNumberLE(signature.subarray(32)), 32))

/** Ed25519: what RFC 8032 says, what it leaves open, and what libraries read in more than one way. */
export const ed25519Shown = (): ReadonlyArray<Shown> => {
  const P = Edwards.Fp.ORDER
  const publicKey = owned.toBytes()
  const by = (slug: string, comment: string, signature: Uint8Array, key: Uint8Array = publicKey): Shown => ({
    ...{ slug, comment, publicKey: key, message: MESSAGE, signature },
  })
  const zero = Edwards.ZERO.toBytes()
  const right = by('right', 'A good signature.', signedAs(publicKey, 9n, bytesOf(9n)))
  const made = ed25519.sign(MESSAGE, SECRET)
  const off = written(nonceWhere((y) => !isOnCurve(written(y))))
  const mixed = owned.add(torsion).toBytes()
  const where = (rest: bigint) => nonceWhere((nonce) => challenge(bytesOf(nonce), mixed) % 8n === rest)
  const signedMixed = (nonce: bigint) => signedAs(mixed, nonce, bytesOf(nonce))
  // Of a point of small order everybody can sign: S is the nonce where the challenge takes the point to the neutral one.
  const forged = (slug: string, comment: string, key: Uint8Array): Shown => {
    const nonce = nonceWhere((n) => challenge(bytesOf(n), key) % 8n === 0n)
    return by(slug, comment, concatBytes(bytesOf(nonce), written(nonce)), key)
  }
  return [
    right,
    by('made', 'A good signature, as libraries make it.', made, ed25519.getPublicKey(SECRET)),
    ...spoiled(right, Edwards.BASE.multiply(6n).toBytes()),
    by('s-beyond', 'S is not below the order.', withAdded(right.signature, ORDER)),
    by(
      's-negated',
      'S has the opposite sign, so that of two points only y is the same.',
      negated(signedAs(publicKey, 9n, bytesOf(9n))),
    ),
    by(
      'r-mixed-negated',
      'R has a part of order 2 besides, so that only x is the same.',
      negated(
        signedAs(
          publicKey,
          9n,
          Edwards.BASE.multiply(9n)
            .add(Edwards.fromBytes(written(P - 1n)))
            .toBytes(),
        ),
      ),
    ),
    by(
      'key-long-signed',
      'A key with a byte of 0 more, which is what was signed for.',
      signedAs(lengthened(publicKey), 9n, bytesOf(9n)),
      lengthened(publicKey),
    ),
    by('r-neutral', 'R is the neutral point: a bad nonce, but the equation holds.', signedAs(publicKey, 0n, zero)),
    by('r-neutral-beyond', 'R has y = p + 1, which is 1.', signedAs(publicKey, 0n, written(P + 1n))),
    by('r-neutral-signed', 'R says that its x is odd, and it is 0.', signedAs(publicKey, 0n, written(1n, 1n))),
    by('r-off-curve', 'R is the encoding of no point.', concatBytes(off, filled(0))),
    by(
      'r-mixed',
      'R has a part of small order, which a cofactor would take away.',
      signedAs(publicKey, 9n, Edwards.BASE.multiply(9n).add(torsion).toBytes()),
    ),
    by('key-off-curve', 'A key that is the encoding of no point.', right.signature, off),
    by('key-mixed', 'A key with a part of small order, which the challenge takes away.', signedMixed(where(0n)), mixed),
    by('key-mixed-3', 'A key with such a part, which a cofactor would take away.', signedMixed(where(3n)), mixed),
    forged('key-neutral', 'The neutral point is no key: everybody can sign for it.', zero),
    forged('key-neutral-beyond', 'Nor is it in another encoding.', written(P + 1n)),
    forged('key-order-2', 'Nor is the point of order 2.', written(P - 1n)),
    forged('key-order-4', 'Nor is a point of order 4.', written(0n)),
    forged('key-order-8', 'Nor is a point of order 8.', torsion.toBytes()),
  ]
}

const isOnCurve = (bytes: Uint8Array): boolean => {
  try {
    return Edwards.fromBytes(bytes) !== undefined
  } catch {
    return false
  }
}

const { Point: Koblitz } = secp256k1
const { Fn } = Koblitz
const P = Koblitz.Fp.ORDER

type KoblitzPoint = typeof Koblitz.BASE

const e = (message: Uint8Array): bigint => Fn.create(bytesToNumberBE(message))
const halves = (r: bigint, s: bigint): Uint8Array => concatBytes(numberToBytesBE(r, 32), numberToBytesBE(s, 32))

/** The key for which r and s are a good signature, where r comes from this point: ECDSA recovers keys. */
const keyOf = (commitment: KoblitzPoint, r: bigint, s: bigint, message: Uint8Array = MESSAGE): Uint8Array =>
  commitment
    .multiply(s)
    .subtract(Koblitz.BASE.multiply(e(message)))
    .multiply(Fn.inv(r))
    .toBytes()

/** The point with this x, or with the next one that has a point. */
const pointFrom = (x: bigint): KoblitzPoint => {
  for (let at = x; ; at++) {
    const bytes = concatBytes(Uint8Array.of(2), numberToBytesBE(at, 32))
    if (secp256k1.utils.isValidPublicKey(bytes)) return Koblitz.fromBytes(bytes)
  }
}

/** ECDSA on secp256k1: the two forms of s and of keys, and the ends of the ranges. */
export const secp256k1Shown = (): ReadonlyArray<Shown> => {
  const publicKey = secp256k1.getPublicKey(SECRET)
  const long = secp256k1.getPublicKey(SECRET, false)
  const made = secp256k1.sign(MESSAGE, SECRET, { prehash: false })
  const [r, s] = [made.subarray(0, 32), made.subarray(32)].map(bytesToNumberBE) as [bigint, bigint]
  const by = (
    slug: string,
    comment: string,
    signature: Uint8Array,
    key: Uint8Array = publicKey,
    message: Uint8Array = MESSAGE,
  ): Shown => ({
    ...{ slug, comment, publicKey: key, message, signature },
  })
  const right = by('right', 'A good signature.', made)
  const withFirst = (byte: number): Uint8Array => Uint8Array.of(byte, ...publicKey.subarray(1))
  const half = Fn.ORDER / 2n
  const nonce = Koblitz.BASE.multiply(9n)
  const small = pointFrom(1n)
  const large = pointFrom(Fn.ORDER + 1n)
  const largest = filled(0xff)
  // A signature for a key whose secret nobody knows, since the message follows from it.
  const [ofG, ofKey] = [3n, 5n]
  const sum = Fn.create(Koblitz.BASE.multiply(ofG).add(small.multiply(ofKey)).x)
  const either = Fn.div(sum, ofKey)
  const follows = halves(sum, either > half ? Fn.neg(either) : either)
  const message = numberToBytesBE(Fn.mul(ofG, either), 32)
  return [
    right,
    ...spoiled(right, Koblitz.BASE.multiply(6n).toBytes()),
    by('s-high', 'The other s: in the upper half.', halves(r, Fn.ORDER - s)),
    by('s-half', 'The largest s of the lower half.', halves(nonce.x, half), keyOf(nonce, nonce.x, half)),
    by('s-above-half', 'The smallest of the upper half.', halves(nonce.x, half + 1n), keyOf(nonce, nonce.x, half + 1n)),
    by('s-one', 'The smallest s.', halves(nonce.x, 1n), keyOf(nonce, nonce.x, 1n)),
    by('s-zero', 'An s of 0.', halves(r, 0n)),
    by('r-zero', 'An r of 0.', halves(0n, s)),
    by('r-order', 'An r of the order, which is 0.', halves(Fn.ORDER, s)),
    by('r-small', 'A small r.', halves(small.x, 9n), keyOf(small, small.x, 9n)),
    by('r-beyond', 'The same r, and the order more.', halves(small.x + Fn.ORDER, 9n), keyOf(small, small.x, 9n)),
    by(
      'x-beyond',
      'The x that r comes from is not below the order.',
      halves(large.x - Fn.ORDER, 9n),
      keyOf(large, large.x - Fn.ORDER, 9n),
    ),
    by(
      'message-beyond',
      'A message that is not below the order.',
      halves(nonce.x, 9n),
      keyOf(nonce, nonce.x, 9n, largest),
      largest,
    ),
    by('neutral', 'The sum is the neutral point, which has no x.', halves(r, s), toNeutral(r)),
    by('key-in-full', 'A key that is not compressed.', made, long),
    by('key-hybrid', 'A key in full that says too which of two it is.', made, hybrid(long)),
    by('key-first-byte', 'A key whose first byte is 4 or 5.', made, withFirst((publicKey[0] as number) + 2)),
    by(
      'key-padded',
      'A key with a byte of 0 before its x.',
      made,
      concatBytes(publicKey.subarray(0, 1), Uint8Array.of(0), publicKey.subarray(1)),
    ),
    by(
      'signature-padded',
      'A signature with a byte of 0 before s.',
      concatBytes(made.subarray(0, 32), Uint8Array.of(0), made.subarray(32)),
    ),
    by('key-other-y', 'The other key with this x.', made, flipped(publicKey, 0)),
    by('key-small', 'A key with a small x.', follows, small.toBytes(), message),
    by(
      'key-beyond',
      'The same key with p more, which is another encoding.',
      follows,
      concatBytes(small.toBytes().subarray(0, 1), numberToBytesBE(small.x + P, 32)),
      message,
    ),
    by('key-off-curve', 'No key has an x of 0.', made, Uint8Array.of(2, ...filled(0))),
    by('der', 'A signature in DER.', secp256k1.Signature.fromBytes(made).toBytes('der')),
  ]
}

/** The key for which the sum of a signature with this r is the neutral point. */
const toNeutral = (r: bigint): Uint8Array => Koblitz.BASE.multiply(Fn.neg(Fn.div(e(MESSAGE), r))).toBytes()

const hybrid = (key: Uint8Array): Uint8Array => Uint8Array.of(6 + ((key.at(-1) as number) & 1), ...key.subarray(1))
