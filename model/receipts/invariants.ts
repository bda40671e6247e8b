import * as E from 'fp-ts/lib/Either.js'
import type { Finding } from '../../spec/core/clause.js'
import { judge } from '../../spec/receipts/clauses.js'
import { momentOf } from '../../spec/receipts/history.js'
import type { Answer, Event, Observation, Outputs } from '../../spec/receipts/types.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'
import { observed, type State } from './state.js'

/** An answer of the model in the form in which a history records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

const observe = (state: State): Observation =>
  Object.fromEntries(Object.entries(observed).map(([name, of]) => [name, of(state)])) as Observation

/** What the clauses say of one transition of the model. */
export const judgeStep = ({ before, event, answer, after }: Step<State, Event, Outputs>): ReadonlyArray<Finding> =>
  judge(momentOf(before, event, answerOf(answer), observe(after)))

/** What every state and every transition keeps. */
export const invariants: ReadonlyArray<Invariant<State, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'one log',
    says: 'the mountain range has exactly the orders that arrived in the eon that runs',
    kind: 'always',
    findings: ({ orders, log }) =>
      orders.size === log.size ? [] : [`${orders.size} orders arrived, the log has ${log.size}`],
  },
]
