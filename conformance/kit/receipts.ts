import { concreteSuite } from '../../model/primitives/concrete.js'
import { drawing, params } from '../../model/receipts/arbitrary.js'
import { receipts } from '../../model/receipts/machine.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { judge } from '../../spec/receipts/clauses.js'
import { reader } from '../../spec/receipts/history.js'
import * as types from '../../spec/receipts/types.js'
import type { Kit, Option } from './kit.js'
import { machineKit, observed, reasonPrecedence, suites, suitesOf } from './machine.js'
import { forgetfulRelations, receiptsFunctions } from './receipts-functions.js'

const observations = ['block', 'eon', 'size', 'root', 'committed', 'challenges', 'halt'] as const

const FUNCTIONS: Readonly<Record<string, string>> = {
  logRoot: 'the root of a log can be computed',
  logPath: 'the path of a place can be made',
  recompute: 'what a path leads to can be computed',
  link: 'whether one log extends another can be checked',
  bookRoot: 'a book can be committed',
  verifyMatch: 'the proof of a match can be checked',
  verifyOrder: 'the proof of an order can be checked',
  verifyBook: 'the proof of a book can be checked',
  judge: 'histories can be judged',
}

const options: ReadonlyArray<Option> = [
  ...suites,
  reasonPrecedence,
  ...observed(observations),
  ...Object.entries(FUNCTIONS).map(([name, says]) => ({ id: `evaluate=${name}`, says })),
]

/** Clauses that no history breaks: the theorems, and those of proofs, are judged of other things than a history. */
const OF_NO_HISTORY = (clause: ClauseId): boolean => Number(clause.slice('RE-'.length)) >= 22

/** A path of the wrong shape leads nowhere, nor does one from outside the log: these never stand alone. */
const NEVER_ALONE = new Set<ClauseId>(['RE-14', 'RE-15', 'RE-16'])

/** Receipts and provable matching, as the kit sees them. */
export const receiptsKit: Kit = machineKit({
  machine: receipts,
  types,
  options,
  observations,
  needs: suitesOf,
  drawing,
  params,
  reader: (opened) => reader(opened, concreteSuite(opened.hash, opened.signature)),
  judge,
  functions: receiptsFunctions(),
  judged: clauseIds.receipts.filter((clause) => !OF_NO_HISTORY(clause) && !NEVER_ALONE.has(clause)),
  wrongFunctions: forgetfulRelations.map(({ id, clause, says, relations }) => ({
    id,
    clause,
    says,
    functions: receiptsFunctions(relations),
  })),
})
