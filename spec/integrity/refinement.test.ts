import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from './clauses.js'
import { answerBalance, challengeBalance, challengeSwap } from './disputes.js'
import {
  ALICE,
  BOB,
  comes,
  commits,
  DEALINGS,
  type Deed,
  HUB,
  ORDER,
  passagesOf,
  type Row,
  ratifies,
  signs,
  TRANSFER,
  X,
  Y,
} from './runs.js'

describe('random runs of one eon', () => {
  const optional = (deed: Deed): fc.Arbitrary<ReadonlyArray<Deed>> => fc.constantFrom([], [deed])
  const row = (trader: Row[0], coin: Row[1], ...amounts: ReadonlyArray<bigint>): fc.Arbitrary<Row> =>
    fc
      .tuple(fc.constantFrom(...amounts), fc.boolean())
      .map(([amount, isApplied]): Row => (isApplied ? [trader, coin, amount, 'applied'] : [trader, coin, amount]))
  const signed = fc.oneof(
    fc.tuple(optional(signs(ALICE, X, TRANSFER)), optional(signs(BOB, X, TRANSFER))),
    fc.tuple(optional(signs(ALICE, X, ORDER)), optional(signs(ALICE, Y, ORDER))),
  )
  const ratified = fc.tuple(optional(ratifies(ALICE, X)), optional(ratifies(BOB, X)), optional(ratifies(ALICE, Y)))
  const rows = fc.tuple(
    ...[X, Y].flatMap((coin) => [row(ALICE, coin, 0n, 1n, 2n), row(BOB, coin, 0n, 0n, 1n), row(HUB, coin, 0n, 0n, 1n)]),
  )
  const run = fc
    .tuple(
      fc.tuple(signed, ratified).map(([a, b]) => [...a, ...b].flat()),
      fc.oneof(
        { weight: 9, arbitrary: rows.map((all) => [commits(...all)]) },
        { weight: 1, arbitrary: fc.constant([]) },
      ),
      ratified.map((all) => all.flat()),
      fc.constantFrom<ReadonlyArray<Deed>>([], [challengeBalance], [challengeBalance, answerBalance], [challengeSwap]),
    )
    .map(([before, commit, late, disputes]) => [...before, comes(3n), ...commit, ...late, ...disputes, comes(4n, 1n)])

  it('refine the automaton, and their states are what the challenges say (IN-2 to IN-5, IN-7)', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(run, (deeds) => {
        for (const passage of passagesOf(DEALINGS, ...deeds)) {
          expect(judge(passage).filter(({ clause }) => clause !== 'IN-8')).toEqual([])
          for (const { is, moves } of passage.readings) for (const one of [is.state, ...moves]) seen.add(one)
        }
      }),
      { numRuns: 400, seed: 20260101 },
    )
    // Not a word about what never happened: these all did.
    expect([...seen].sort()).toEqual(
      [
        ...['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'],
        ...['accept', 'contradict', 'credit', 'debit', 'discard', 'include', 'lapse', 'lapse-swap', 'misprice', 'omit'],
        ...['order', 'outdate', 'overallot', 'ratify', 'short', 'sign'],
      ].sort(),
    )
  })
})
