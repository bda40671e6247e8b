import { Map as ImmutableMap } from 'immutable'
import { describe, expect, it } from 'vitest'
import { ALICE, accountAfter, CHALLENGED, END, X } from '../../spec/collateral/runs.js'
import { haltBy } from '../../spec/commit-chain/effects.js'
import type { Challenge, Ledger } from '../../spec/commit-chain/ledger.js'

/** A verifier in an eon of four blocks, with every checkpoint up to `last`, and perhaps an open challenge of an eon. */
const verifier = (eon: bigint, last: bigint, challengedIn?: bigint): Ledger => {
  const challenge = { kind: 'balance', trader: ALICE, coin: X, eon: challengedIn, isOpen: true } as Challenge
  return {
    params: { blocksPerEon: 4n },
    block: (eon - 1n) * 4n,
    roots: ImmutableMap(Array.from({ length: Number(last) + 1 }, (_, e) => [`${e}`, new Uint8Array()])),
    challenges: challengedIn === undefined ? ImmutableMap() : ImmutableMap([['it', challenge]]),
  } as unknown as Ledger
}

const LATER = 1000n

describe('the eon that all recover from', () => {
  it('is that of the commit-chain where an eon ends without a checkpoint', () => {
    const account = accountAfter(END, END, END)
    expect(account.eon).toBe(4n)
    expect(haltBy(verifier(4n, 3n), LATER)?.safe).toBe(account.passed)
  })

  it('is that of the commit-chain where a challenge stays open into the next eon, in which trades go on', () => {
    const account = accountAfter(END, END, END, CHALLENGED)
    expect(account.eon).toBe(5n)
    expect(haltBy(verifier(5n, 4n, 4n), LATER)).toEqual({ eon: 5n, safe: account.passed })
    expect(haltBy(verifier(5n, 4n, 4n), 16n)).toBeUndefined()
  })
})
