import { describe, expect, it } from 'vitest'
import type { Dealing } from '../../spec/integrity/dealing.js'
import { paths, showPath } from '../../spec/integrity/paths.js'
import { commitChainScopes, corruptScope, transferOf } from '../commit-chain/scopes.js'
import { showMove } from '../commit-chain/show.js'
import { allPaths, reach } from './reach.js'

const ALL = { states: 1_000_000 }

const swaps = commitChainScopes[0]!
const transfers = corruptScope('one-transfer', {
  deposits: ['alice 1 X'],
  plan: [transferOf(2n, 'alice', 'bob', 'X', 1n)],
  lastEon: 4n,
})

describe('the ways through the automaton', () => {
  const [order, transfer] = [swaps.start.cast.plan[0]!, transfers.start.cast.plan[0]!]
  const swapped = { kind: 'swap', eon: 2n, swap: 'swap' in order && order.swap } as Dealing
  const transferred = { kind: 'transfer', eon: 2n, transfer: 'transfer' in transfer && transfer.transfer } as Dealing
  const found = [...reach(swaps, swapped, ALL), ...reach(transfers, transferred, ALL)]
  const reached = new Set(found.map(({ path }) => path))

  it('that TEX lists are all gone by some run of the exchange', () => {
    const listed = paths.map(showPath).filter((path) => path !== 's8 s8')
    expect(listed.filter((path) => !reached.has(path))).toEqual([])
  })

  it('are all gone, but to s6 from what is no swap', () => {
    expect(allPaths().filter((path) => !reached.has(path))).toEqual([
      's0 s1 s2 s3 s8 s6',
      's0 s1 s2 s8 s6',
      's0 s1 s3 s8 s6',
      's0 s1 s8 s6',
      's0 s8 s6',
    ])
    expect([...reached].filter((path) => !allPaths().includes(path))).toEqual([])
  })

  it('have a shortest run each: bob’s signature, and alice debited alone (T47)', () => {
    const steps = found.find(({ path }) => path === 's0 s1 s2 s7')!.steps.map(showMove)
    expect(steps.length).toBe(12)
    expect(steps.slice(2, 4)).toEqual(['the trader of intent 1 signs it', 'the recipient of intent 1 signs it'])
  })
})
