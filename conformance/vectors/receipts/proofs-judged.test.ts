import { describe, expect, it } from 'vitest'
import { concreteSuite } from '../../../model/primitives/concrete.js'
import type { Bytes } from '../../../spec/primitives/types.js'
import { judge, type Subject } from '../../../spec/receipts/clauses.js'
import { bookOf, matchRoot } from '../../../spec/receipts/match-tree.js'
import { decodeOrThrow } from '../../kit/decode.js'
import { Leaves, MatchArguments, OrderArguments } from '../../kit/receipts-functions.js'
import { kitFor } from '../build.js'
import { functionCases } from './functions.js'

const cases = functionCases(kitFor('receipts'))

/** The proof that a case is about, as the clauses judge it. */
const subjectOf = ({ function: name, arguments: args }: (typeof cases)[number]): Subject | undefined => {
  if (name === 'verifyMatch') {
    const { hash, ...claim } = decodeOrThrow(MatchArguments, args)
    return { hash: concreteSuite(hash).hash, ...claim }
  }
  if (name !== 'verifyOrder') return undefined
  const { hash, ...claim } = decodeOrThrow(OrderArguments, args)
  return { hash: concreteSuite(hash).hash, ...claim }
}

// A verifier stops at the first assertion that fails; an auditor is told of all. What changes here is read before it is
// committed: npx vitest run conformance/vectors/receipts/proofs-judged.test.ts --update
describe('a proof of the vectors that was accepted', () => {
  it('breaks first the clause that the verifier refuses it for, and none where it is right', async () => {
    const lines = cases.flatMap((one) => {
      const subject = subjectOf(one)
      if (subject === undefined) return []
      const found = judge(subject)
      const clauses = found.map(({ clause }) => clause)
      if (one.negative) expect(clauses, one.id).toContain(one.clauses[0])
      else expect(found, one.id).toEqual([])
      return found.map(({ clause, message }) => `${one.id.slice('receipts/function/'.length)}: ${clause}: ${message}`)
    })
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../findings/receipts-proofs.txt')
  })

  it('RE-25: is of the book that its leaves make, and of no other', () => {
    const committed = cases.flatMap((one) =>
      one.function === 'bookRoot' && !one.negative ? [decodeOrThrow(Leaves, one.arguments)] : [],
    )
    expect(committed.length).toBeGreaterThan(10)
    for (const { hash: name, leaves } of committed) {
      const { hash } = concreteSuite(name)
      const book = bookOf(hash, BigInt(leaves.length), matchRoot(hash, leaves))
      expect(judge({ hash, leaves, book })).toEqual([])
      for (const other of [book.slice(1), new Uint8Array(book.length)])
        expect(judge({ hash, leaves, book: other as Bytes }).map(({ clause }) => clause)).toEqual(['RE-25'])
    }
  })
})
