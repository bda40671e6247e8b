import { describe, expect, it } from 'vitest'
import type { Event, Params } from '../../spec/receipts/types.js'
import { run } from '../core/run.js'
import { concreteSuite } from '../primitives/concrete.js'
import { receipts, rules } from './machine.js'

const suite = concreteSuite()
const params: Params = {
  contract: 'market-1' as Params['contract'],
  blocksPerEon: 4n,
  hash: 'sha256',
  signature: 'ed25519',
  operator: suite.keyPair(new Uint8Array(32).fill(1)).publicKey as Params['operator'],
}
const append = (n: number): Event => ({ tag: 'append', order: Uint8Array.of(n) as never })
const advance = (block: bigint): Event => ({ tag: 'advance', block })

/** How many orders the log of the eon that runs has, and those of the two before, the latest first. */
const sizes = (...events: ReadonlyArray<Event>): ReadonlyArray<number> => {
  const { log, past } = run(rules, receipts.init(params), events)
  return [log, ...past].map(({ size }) => size)
}

describe('a log', () => {
  const ordersThen = (block: bigint) => sizes(append(1), advance(4n), append(2), append(3), advance(block))

  it('grows within its eon', () => {
    expect(ordersThen(7n)).toEqual([2, 1, 0])
  })

  it('is the first of the two before when the next eon begins', () => {
    expect(ordersThen(8n)).toEqual([0, 2, 1])
  })

  it('is the second where an eon is passed over, and none where more are', () => {
    expect(ordersThen(12n)).toEqual([0, 0, 2])
    expect(ordersThen(16n)).toEqual([0, 0, 0])
    expect(ordersThen(40n)).toEqual([0, 0, 0])
  })
})
