import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { step } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import { concreteSuite } from '../../model/primitives/concrete.js'
import { draw, params } from '../../model/receipts/arbitrary.js'
import { receipts, rules } from '../../model/receipts/machine.js'
import type { Finding } from '../../spec/core/clause.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import { judge as judgeSubject } from '../../spec/receipts/clauses.js'
import { reader } from '../../spec/receipts/history.js'
import { Answer, Event, History, Observation, Outputs, Params, type Receipt } from '../../spec/receipts/types.js'
import { decodeOrThrow } from './decode.js'
import { expected, verdict } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'
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
  ...hashSuites.map((value) => ({ id: `hash=${value}`, says: `hashes are of ${value}`, group: 'hash' })),
  ...signatureSuites.map((value) => ({
    id: `signature=${value}`,
    says: `signatures are of ${value}`,
    group: 'signature',
  })),
  {
    id: 'reason-precedence',
    says: 'of several conditions that fail, the first in the order of the chapter is the reason',
  },
  ...observations.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' })),
  ...Object.entries(FUNCTIONS).map(([name, says]) => ({ id: `evaluate=${name}`, says })),
]

const json = <A>(codec: t.Type<A, unknown, unknown>, value: A): Json => codec.encode(value) as Json

const functions = (forgets?: ClauseId): Kit['functions'] => ({
  ...receiptsFunctions(),
  judge: (args) =>
    verdict(
      judge(decodeOrThrow(History, (args as { readonly history: Json }).history)).filter(
        ({ clause }) => clause !== forgets,
      ),
    ),
})

/** What the clauses say of the last entry. */
const judge = ({ params: opened, entries }: History): ReadonlyArray<Finding> => {
  const read = reader(opened, concreteSuite(opened.hash, opened.signature))
  const last = entries.map(read).at(-1)
  return last === undefined ? [] : judgeSubject(last)
}

const session = (opened: Params, table: typeof rules = rules): Session => {
  const next = step(table)
  let state = receipts.init(opened)
  let given: ReadonlyArray<Receipt> = []
  const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
    Observation.encode(
      Object.fromEntries(
        observations.filter((name) => what.includes(name)).map((name) => [name, receipts.observe[name](state)]),
      ),
    ) as unknown as Record<string, Json>
  return {
    step: (jsonEvent, what) => {
      const outcome = next(state, decodeOrThrow(Event, jsonEvent))
      if (E.isRight(outcome)) {
        const { issued } = outcome.right.outputs
        if (issued !== undefined) given = [...given, issued.receipt]
        state = outcome.right.state
      }
      return { event: jsonEvent, answer: expected(outcome, Outputs), observed: observe(what) }
    },
    observe,
    draw: (choice) => json(Event, draw({ receipts: given }, state, choice)),
  }
}

const wrongRules = mutations(rules).map(
  ({ id, clause, says, rules: table }): DerivedMutant => ({
    id,
    clause,
    says,
    open: (opened) => session(decodeOrThrow(Params, opened), table),
    functions: functions(),
  }),
)

const wrongRelations = forgetfulRelations.map(
  ({ id, clause, says, relations }): DerivedMutant => ({
    id,
    clause,
    says,
    functions: { ...functions(), ...receiptsFunctions(relations) },
  }),
)

/** Clauses that no history breaks: the theorems, and those of proofs, are judged of other things than a history. */
const OF_NO_HISTORY = (clause: ClauseId): boolean => Number(clause.slice('RE-'.length)) >= 22

/** A path of the wrong shape leads nowhere, nor does one from outside the log: these never stand alone. */
const NEVER_ALONE = new Set<ClauseId>(['RE-14', 'RE-15', 'RE-16'])

const forgetfulJudges = clauseIds.receipts
  .filter((clause) => !OF_NO_HISTORY(clause) && !NEVER_ALONE.has(clause))
  .map(
    (clause): DerivedMutant => ({
      id: `judge:${clause}`,
      clause,
      says: `the judge forgets ${clause}`,
      functions: functions(clause),
    }),
  )

/** Receipts and provable matching, as the kit sees them. */
export const receiptsKit: Kit = {
  chapter: 'receipts',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  options,
  observations,
  needs: (jsonParams) => {
    const { hash, signature } = decodeOrThrow(Params, jsonParams)
    return [`hash=${hash}`, `signature=${signature}`]
  },
  normalise: (outputs) => outputs,
  open: (jsonParams) => session(decodeOrThrow(Params, jsonParams)),
  derived: [...wrongRules, ...wrongRelations, ...forgetfulJudges],
  judge: (history) => judge(decodeOrThrow(History, history)),
  params: params.map((value) => json(Params, value)),
  functions: functions(),
}
