import { describe, expect, it } from 'vitest'
import { encode } from '../primitives/encoding.js'
import type { Bytes, CoinId, TraderId } from '../primitives/types.js'
import { orderDatum, PLAINTEXT, plaintextOf } from './data.js'
import type { Order } from './types.js'

const MOST = 2n ** 128n - 1n
const bytes = (length: number) => new Uint8Array(length).fill(7) as Bytes

/** Names of 64 characters, amounts of 16 bytes, a hash, and two signatures. */
const largest: Order = {
  trader: 't'.repeat(64) as TraderId,
  eon: MOST,
  key: bytes(32),
  side: 'sell',
  base: 'b'.repeat(64) as CoinId,
  quote: 'q'.repeat(64) as CoinId,
  price: MOST,
  volume: MOST,
  give: bytes(64),
  take: bytes(64),
}

describe('an order before it is sealed', () => {
  it('has 475 bytes at most, so that every order that is signed can be sealed', () => {
    expect(encode(orderDatum(largest)).length).toBe(475)
  })

  it('is filled up with zeros to 512 bytes, and is none when it is longer', () => {
    const of = (length: number) => plaintextOf({ ...largest, give: bytes(64 + length - 475) })
    expect(of(475)).toEqual(Uint8Array.from([...encode(orderDatum(largest)), ...new Uint8Array(37)]))
    expect(of(PLAINTEXT)).toHaveLength(512)
    expect(of(PLAINTEXT)?.at(-1)).toBe(7)
    expect(of(PLAINTEXT + 1)).toBeUndefined()
  })
})
