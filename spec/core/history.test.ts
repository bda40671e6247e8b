import { describe, expect, it } from 'vitest'
import { shownAs } from './history.js'

interface Known {
  readonly block: bigint
  readonly orders: ReadonlyArray<bigint>
}

const shown = {
  block: ({ block }: Known): bigint => block,
  orders: ({ orders }: Known): ReadonlyArray<bigint> => orders,
}
const after: Known = { block: 7n, orders: [1n, 2n] }

describe('what is seen after an event', () => {
  it('is what follows from the log, by all names that are observed', () => {
    expect(shownAs(shown)()({ observed: {}, after })).toEqual([])
    expect(shownAs(shown)()({ observed: { block: 7n, orders: [1n, 2n] }, after })).toEqual([])
    expect(shownAs(shown)()({ observed: { block: 8n, orders: [2n] }, after })).toEqual([
      'block: expected "7", got "8"',
      'orders: expected ["1","2"], got ["2"]',
    ])
  })

  it('is compared by the names that are given, where they are observed', () => {
    expect(shownAs(shown)('block')({ observed: { block: 7n, orders: [2n] }, after })).toEqual([])
    expect(shownAs(shown)('orders')({ observed: { block: 8n }, after })).toEqual([])
    expect(shownAs(shown)('orders')({ observed: { block: 8n, orders: [1n, 2n] }, after })).toEqual([])
    expect(shownAs(shown)('block', 'orders')({ observed: { block: 8n, orders: [] }, after })).toHaveLength(2)
  })
})
