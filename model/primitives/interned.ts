import type { Datum, Field } from '../../spec/primitives/encoding.js'
import type { CryptoSuite } from './suite.js'

const word = (n: number): Uint8Array => Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255)

const bytesText = (bytes: Uint8Array): string => String.fromCharCode.apply(null, bytes as unknown as number[])

const fieldText = (field: Field): string => {
  if (typeof field === 'bigint') return `n${field};`
  if (typeof field === 'string') return `t${field.length}:${field}`
  if (field instanceof Uint8Array) return `b${field.length}:${bytesText(field)}`
  return `l${field.length}:${field.map(textOf).join('')}`
}

const textOf = ({ tag, fields }: Datum): string =>
  `${tag.length}:${tag}${fields.length}:${fields.map(fieldText).join('')}`

/**
 * The symbolic suite with its terms numbered: the hash of a datum is the number under which that datum was first seen.
 * Equal hashes are equal data, as in the symbolic suite, and terms stay small however deep the data are. Numbers are
 * only comparable within one suite, so each exploration makes its own.
 */
export const internedSuite = (): CryptoSuite => {
  const numbers = new Map<string, Uint8Array>()
  const numbered = (text: string): Uint8Array => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    const fresh = word(numbers.size + 1)
    numbers.set(text, fresh)
    return fresh
  }
  const signature = (publicKey: Uint8Array, datum: Datum): Uint8Array =>
    numbered(`signature ${bytesText(publicKey)} ${textOf(datum)}`)
  const publicOf = (secret: Uint8Array): Uint8Array => numbered(`public ${bytesText(secret)}`)
  return {
    name: 'interned',
    hash: (datum) => numbered(textOf(datum)),
    keyPair: (seed) => {
      const secret = numbered(`secret ${bytesText(seed)}`)
      return { secret, publicKey: publicOf(secret) }
    },
    sign: (secret, datum) => signature(publicOf(secret), datum),
    verify: (publicKey, datum, signed) => bytesText(signed) === bytesText(signature(publicKey, datum)),
  }
}
