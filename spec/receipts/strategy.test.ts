import { describe, expect, it } from 'vitest'
import { blind, CONTRACT, checking, hash, PARAMS, pathIn, receiptFor, signedReceipt } from './runs.js'
import { intent, isLink, isReceiptFor, type Sent, toChallenge } from './strategy.js'
import type { Receipt } from './types.js'

const log = ['a', 'b', 'c', 'd', 'e'].map(blind)
const receiptAt = (index: number): Receipt => receiptFor(log.slice(0, index + 1))
const sent = (index: number, isLinked = false): Sent => ({
  order: log[index] as Uint8Array,
  signed: signedReceipt(receiptAt(index)),
  isLinked,
})
const unanswered = (index: number): Sent => ({ ...sent(index), signed: undefined })

describe('an honest trader sends an order', () => {
  it('at first, and then only with the receipt of the last one', () => {
    expect(intent([])).toEqual({ tag: 'send' })
    expect(intent([unanswered(0)])).toEqual({ tag: 'await receipt' })
    expect(intent([sent(0)])).toEqual({ tag: 'send' })
    expect(intent([sent(0, true), unanswered(1)])).toEqual({ tag: 'await receipt' })
  })

  it('only when the one before the last is proven inside the last', () => {
    expect(intent([sent(0), sent(2)])).toEqual({ tag: 'await link', earlier: receiptAt(0), later: receiptAt(2) })
    expect(intent([sent(0, true), sent(2)])).toEqual({ tag: 'send' })
    expect(intent([sent(0), sent(1, true), sent(2)])).toEqual({ tag: 'send' })
    expect(intent([sent(0, true), sent(1), sent(2)])).toMatchObject({ tag: 'await link', earlier: receiptAt(1) })
    expect(intent([unanswered(0), sent(2)])).toEqual({ tag: 'send' })
  })
})

describe('an honest trader accepts a receipt', () => {
  const known = { params: PARAMS, checking }
  const awaited = { order: log[2] as Uint8Array, eon: 1n, before: receiptAt(1) }
  const accepts = (change: Partial<Receipt>, expected: Partial<typeof awaited> | { readonly before: undefined } = {}) =>
    isReceiptFor(known, { ...awaited, ...expected }, signedReceipt({ ...receiptAt(2), ...change }))

  it('for this order, of this eon, after the one before, and signed', () => {
    expect(accepts({})).toBe(true)
    expect(accepts({}, { before: undefined })).toBe(true)
    expect(accepts({ index: 0n }, { before: undefined })).toBe(true)
  })

  it('and no other', () => {
    expect(accepts({ order: blind('b') })).toBe(false)
    expect(accepts({ eon: 2n })).toBe(false)
    expect(accepts({}, { eon: 2n })).toBe(false)
    expect(accepts({ index: 1n })).toBe(false)
    expect(accepts({ index: 0n })).toBe(false)
    const { receipt, byOperator } = signedReceipt(receiptAt(2))
    expect(isReceiptFor(known, awaited, { receipt: { ...receipt, index: 3n }, byOperator })).toBe(false)
    const elsewhere = { ...PARAMS, contract: `${CONTRACT}-other` as typeof CONTRACT }
    expect(isReceiptFor({ params: elsewhere, checking }, awaited, { receipt, byOperator })).toBe(false)
  })
})

describe('a link', () => {
  it('shows of two receipts of one eon that the log of the later one extends that of the earlier', () => {
    for (const [earlier, later] of [[0, 0], [0, 4], [1, 4], [3, 4], [2, 3]] as const)
      expect(isLink(hash, receiptAt(earlier), receiptAt(later), pathIn(log.slice(0, later + 1), earlier))).toBe(true)
  }) // biome-ignore format: a line each

  it('shows nothing of another eon, another log, or with another path', () => {
    const path = pathIn(log, 1)
    const other = [blind('x'), ...log.slice(1)]
    expect(isLink(hash, receiptAt(1), { ...receiptAt(4), eon: 2n }, path)).toBe(false)
    expect(isLink(hash, receiptAt(1), receiptFor(other), pathIn(other, 1))).toBe(false)
    expect(isLink(hash, receiptAt(1), receiptFor(other), path)).toBe(false)
    expect(isLink(hash, receiptAt(1), receiptFor([...log.slice(0, 4), blind('y')]), path)).toBe(false)
    expect(isLink(hash, receiptAt(4), receiptAt(1), pathIn(log, 4))).toBe(false)
    expect(isLink(hash, receiptAt(1), receiptAt(4), path.slice(1))).toBe(false)
    expect(isLink(hash, receiptAt(1), receiptAt(4), [])).toBe(false)
  })
})

describe('an honest trader challenges', () => {
  const indices = (...all: ReadonlyArray<Sent>) => toChallenge(all).map(({ receipt }) => Number(receipt.index))

  it('the last receipt that it holds, and the one before where that is not proven inside it', () => {
    expect(indices()).toEqual([])
    expect(indices(sent(0))).toEqual([0])
    expect(indices(sent(0, true))).toEqual([0])
    expect(indices(sent(0), sent(1))).toEqual([0, 1])
    expect(indices(sent(0, true), sent(1))).toEqual([1])
    expect(indices(sent(0), sent(1, true))).toEqual([0, 1])
    expect(indices(sent(0), sent(1, true), sent(2))).toEqual([2])
    expect(indices(sent(0), sent(1), sent(2))).toEqual([1, 2])
  })

  it('nothing that it has no receipt for', () => {
    expect(indices(unanswered(0))).toEqual([])
    expect(indices(sent(0), unanswered(1))).toEqual([0])
    expect(indices(sent(0), unanswered(1), sent(2))).toEqual([0, 2])
  })
})
