import { sha512 } from '@noble/hashes/sha2.js'
import type { signatureSuites } from './suite.js'

// Which signatures are good, written out with plain integers: what a library answers is judged by this, so it asks no
// library but for a hash. Points are (X : Y : Z) with x = X/Z and y = Y/Z, and the sums are complete: they hold for
// equal points, for opposite ones and for the neutral one, so that nothing needs a case of its own.

type Point = readonly [bigint, bigint, bigint]

/** A group of points: how they are added, and the point to which nothing is added. */
interface Group {
  readonly prime: bigint
  readonly order: bigint
  readonly neutral: Point
  readonly add: (a: Point, b: Point) => Point
}

const mod = (n: bigint, modulus: bigint): bigint => {
  const rest = n % modulus
  return rest < 0n ? rest + modulus : rest
}

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n
  let square = mod(base, modulus)
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** By Fermat, of a prime. */
const inverse = (n: bigint, prime: bigint): bigint => power(n, prime - 2n, prime)

const times = ({ add, neutral }: Group, factor: bigint, point: Point): Point => {
  let sum = neutral
  let double = point
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(sum, double)
    double = add(double, double)
  }
  return sum
}

const isSame = ({ prime }: Group, [x, y, z]: Point, [u, v, w]: Point): boolean =>
  mod(x * w - u * z, prime) === 0n && mod(y * w - v * z, prime) === 0n

const bigEndian = (bytes: Uint8Array): bigint => bytes.reduce((n, byte) => n * 256n + BigInt(byte), 0n)
const littleEndian = (bytes: Uint8Array): bigint => bigEndian(bytes.toReversed())

// Ed25519: -x^2 + y^2 = 1 + dx^2y^2 over 2^255 - 19 (RFC 8032, 5.1), with the sums of Bernstein and Lange.

const P = 2n ** 255n - 19n
const D = mod(-121665n * inverse(121666n, P), P)

const edwards: Group = {
  prime: P,
  order: 2n ** 252n + 27742317777372353535851937790883648493n,
  neutral: [0n, 1n, 1n],
  add: ([x1, y1, z1], [x2, y2, z2]) => {
    const a = mod(z1 * z2, P)
    const b = mod(a * a, P)
    const c = mod(x1 * x2, P)
    const d = mod(y1 * y2, P)
    const e = mod(D * c * d, P)
    const f = b - e
    const g = b + e
    return [mod(a * f * ((x1 + y1) * (x2 + y2) - c - d), P), mod(a * g * (c + d), P), mod(f * g, P)]
  },
}

/** The point of 32 bytes, if they are the one encoding of one: y below the prime, and no sign where x is zero. */
const edwardsPoint = (bytes: Uint8Array): Point | undefined => {
  const number = littleEndian(bytes)
  const sign = number >> 255n
  const y = number & (2n ** 255n - 1n)
  if (y >= P) return undefined
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n, P), P)
  const root = power(square, (P + 3n) / 8n, P)
  const x = mod(root * root - square, P) === 0n ? root : mod(root * power(2n, (P - 1n) / 4n, P), P)
  if (mod(x * x - square, P) !== 0n || (x === 0n && sign === 1n)) return undefined
  return [(x & 1n) === sign ? x : P - x, y, 1n]
}

/** y = 4/5, and x is even. */
const EDWARDS_BASE = edwardsPoint(Uint8Array.of(0x58, ...new Uint8Array(31).fill(0x66))) as Point

const isGoodEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = edwardsPoint(publicKey)
  const commitment = edwardsPoint(signature.subarray(0, 32))
  const s = littleEndian(signature.subarray(32))
  if (key === undefined || commitment === undefined || s >= edwards.order) return false
  const { neutral, order } = edwards
  if (isSame(edwards, key, neutral) || !isSame(edwards, times(edwards, order, key), neutral)) return false
  const k = littleEndian(sha512(Uint8Array.of(...signature.subarray(0, 32), ...publicKey, ...message)))
  return isSame(edwards, times(edwards, s, EDWARDS_BASE), edwards.add(commitment, times(edwards, k, key)))
}

// ECDSA on secp256k1: y^2 = x^3 + 7 (SEC 1, 4.1.4; SEC 2, 2.4.1), with the sums of Renes, Costello and Batina.

const Q = 2n ** 256n - 2n ** 32n - 977n

const koblitz: Group = {
  prime: Q,
  order: 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn,
  neutral: [0n, 1n, 0n],
  add: ([x1, y1, z1], [x2, y2, z2]) => {
    const x = mod(x1 * x2, Q)
    const y = mod(y1 * y2, Q)
    const z = 21n * mod(z1 * z2, Q)
    const xy = (x1 + y1) * (x2 + y2) - x - y
    const yz = (y1 + z1) * (y2 + z2) - y - mod(z1 * z2, Q)
    const xz = 21n * ((x1 + z1) * (x2 + z2) - x - mod(z1 * z2, Q))
    return [mod(xy * (y - z) - yz * xz, Q), mod((y - z) * (y + z) + 3n * xz * x, Q), mod((y + z) * yz + 3n * x * xy, Q)]
  },
}

/** The point of a compressed key: 33 bytes, of which the first says which of two it is. */
const koblitzPoint = (bytes: Uint8Array): Point | undefined => {
  const x = bigEndian(bytes.subarray(1))
  if (bytes.length !== 33 || (bytes[0] !== 2 && bytes[0] !== 3) || x >= Q) return undefined
  const square = mod(x * x * x + 7n, Q)
  const y = power(square, (Q + 1n) / 4n, Q)
  if (mod(y * y - square, Q) !== 0n) return undefined
  return [x, (y & 1n) === BigInt(bytes[0] & 1) ? y : Q - y, 1n]
}

const KOBLITZ_BASE: Point = [
  0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
  1n,
]

const isGoodSecp256k1 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const key = koblitzPoint(publicKey)
  const { order } = koblitz
  const r = bigEndian(signature.subarray(0, 32))
  const s = bigEndian(signature.subarray(32))
  if (key === undefined || signature.length !== 64 || r === 0n || r >= order || s === 0n || s > order / 2n) return false
  const w = inverse(s, order)
  const [x, , z] = koblitz.add(
    times(koblitz, mod(bigEndian(message) * w, order), KOBLITZ_BASE),
    times(koblitz, mod(r * w, order), key),
  )
  return z !== 0n && mod(mod(x * inverse(z, Q), Q) - r, order) === 0n
}

/**
 * Whether a signature of 32 bytes is good for a public key, by each suite. False for what is no signature or no key at
 * all. It takes about 50 times as long as a library.
 */
export const isGoodSignature: Readonly<
  Record<
    (typeof signatureSuites)[number],
    (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
  >
> = { ed25519: isGoodEd25519, secp256k1: isGoodSecp256k1 }
