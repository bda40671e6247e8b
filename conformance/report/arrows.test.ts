import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { vectorsDirectory } from '../kit/root.js'
import { caseOf, passed, runOf } from '../testing/results.js'
import { readCase } from '../vectors/store.js'
import { arrowsOfRun } from './arrows.js'

/** The arrows that a log of the commit-chain shows, in the order in which they were taken, without those of quiet accounts. */
const shownBy = async (id: string): Promise<ReadonlyArray<string>> => {
  const one = await readCase(join(vectorsDirectory(), `${id}.json`))
  if (E.isLeft(one)) throw new Error(one.left.join('\n'))
  const run = runOf([caseOf(id, passed)], { profiles: ['commit-chain'] })
  const counts = arrowsOfRun(run, [one.right]) ?? []
  return counts
    .filter(({ from, move }) => `${from} ${move}` !== 's0 discard')
    .map(({ from, move, to }) => `${from} ${move} ${to}`)
}

describe('a log of the commit-chain', () => {
  it.each([
    ['an order that is filled at its limit', 'swap-better-than-limit', ['s0 order s4', 's4 include s8']],
    ['an order that is filled below it', 'punish-swap', ['s0 order s4', 's4 misprice s6']],
    [
      'an order on an update that both signed',
      'suite-sha256-secp256k1',
      ['s0 order s4', 's4 ratify s5', 's5 include s8'],
    ],
    ['nothing, where only one side of a transfer is shown', 'challenge-delivery', []],
  ])('shows how the automaton goes: %s', async (_, slug, expected) => {
    expect(await shownBy(`commit-chain/trace/${slug}`)).toEqual(expected)
  })
})
