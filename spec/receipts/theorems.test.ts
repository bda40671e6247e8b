import { describe, expect, it } from 'vitest'
import { judge } from './clauses.js'
import { blind, hash, receiptFor } from './runs.js'
import { type Ending, isKept } from './theorems.js'
import type { Receipt } from './types.js'

const log = ['a', 'b', 'c', 'd'].map(blind)
const receiptAt = (index: number): Receipt => receiptFor(log.slice(0, index + 1))
const [first, second, third] = [receiptAt(0), receiptAt(1), receiptAt(2)]
const replaced = [blind('x'), ...log.slice(1)]

const ending = (change: Partial<Ending> = {}): Ending => ({
  hash,
  isOperatorHonest: false,
  committed: log,
  receipts: [first, second, third],
  challenged: [],
  isHalted: false,
  ...change,
})
const closed = (...receipts: ReadonlyArray<Receipt>) => receipts.map((receipt) => ({ receipt, isClosed: true }))
const open = (...receipts: ReadonlyArray<Receipt>) => receipts.map((receipt) => ({ receipt, isClosed: false }))
const broken = (change: Partial<Ending>) => judge(ending(change)).map(({ clause }) => clause)

describe('a receipt', () => {
  it('is kept by a log that has its order at its place, and before it what the receipt saw', () => {
    for (const receipt of [first, second, third]) expect(isKept(hash, log, receipt)).toBe(true)
    expect(isKept(hash, log.slice(0, 3), third)).toBe(true)
    expect(isKept(hash, [...log.slice(0, 3), blind('y')], third)).toBe(true)
  })

  it('is not kept where its order is gone, or stands elsewhere, or what came before is another', () => {
    expect(isKept(hash, [], first)).toBe(false)
    expect(isKept(hash, log.slice(0, 2), third)).toBe(false)
    expect(isKept(hash, replaced, first)).toBe(false)
    expect(isKept(hash, replaced, third)).toBe(false)
    expect(isKept(hash, log, { ...third, order: blind('y') })).toBe(false)
    expect(isKept(hash, log, { ...third, index: 1n })).toBe(false)
  })
})

describe('how an eon ended', () => {
  it('RE-22: is wrong where a challenge was closed although its receipt is not kept', () => {
    expect(broken({ challenged: closed(third) })).toEqual([])
    expect(broken({ committed: replaced, challenged: [...closed(second), ...open(third)] })).toEqual(['RE-22'])
    expect(broken({ committed: undefined, challenged: [...closed(second), ...open(third)] })).toEqual(['RE-22'])
    const wrong = ending({ committed: replaced, challenged: [...closed(second), ...open(third)] })
    expect(judge(wrong).map(({ message }) => message)).toEqual([
      'the receipt for place 1 of eon 1 is not kept by the committed log, but its challenge was closed',
    ])
    expect(broken({ committed: replaced, challenged: open(second, third) })).toEqual([])
  })

  it('RE-23: is wrong where a receipt is not kept and every challenge was closed, or where there were three', () => {
    expect(broken({ committed: log.slice(0, 2), challenged: closed(second) })).toEqual(['RE-23'])
    expect(broken({ committed: log.slice(0, 2) })).toEqual(['RE-23'])
    expect(broken({ committed: log.slice(0, 2), challenged: [...closed(second), ...open(third)] })).toEqual([])
    expect(broken({ committed: undefined, challenged: open(third) })).toEqual([])
    expect(broken({ committed: undefined, receipts: [] })).toEqual([])
    expect(broken({ challenged: closed(second, third) })).toEqual([])
    expect(broken({ challenged: closed(first, second, third) })).toEqual(['RE-23'])
    expect(judge(ending({ committed: log.slice(0, 2) })).map(({ message }) => message)).toEqual([
      'the receipt for place 2 of eon 1 is not kept by the committed log, and nobody was told',
    ])
  })

  it('RE-24: is wrong where an honest operator could not answer, or was halted', () => {
    const honest = { isOperatorHonest: true }
    expect(broken({ ...honest, challenged: closed(second, third) })).toEqual([])
    expect(broken({ ...honest, challenged: [...closed(second), ...open(third)] })).toEqual(['RE-24'])
    expect(broken({ ...honest, isHalted: true })).toEqual(['RE-24'])
    expect(broken({ challenged: open(third), isHalted: true })).toEqual([])
  })
})

describe('a book', () => {
  it('RE-41: is proven exactly if its fills keep the clauses of the order book', () => {
    const finding = { clause: 'OB-1', message: 'filled out of turn' } as const
    expect(judge({ isProven: true, findings: [] })).toEqual([])
    expect(judge({ isProven: false, findings: [finding] })).toEqual([])
    expect(judge({ isProven: false, findings: [] }).map(({ clause }) => clause)).toEqual(['RE-41'])
    expect(judge({ isProven: true, findings: [finding] })).toEqual([
      { clause: 'RE-41', message: 'a book was proven although it breaks OB-1: filled out of turn' },
    ])
  })
})
