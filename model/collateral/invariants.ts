import * as E from 'fp-ts/lib/Either.js'
import { judgeMoment } from '../../spec/collateral/clauses.js'
import { momentOf } from '../../spec/collateral/history.js'
import type { Answer, Event, Outputs } from '../../spec/collateral/types.js'
import type { Finding } from '../../spec/core/clause.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'
import type { State } from './state.js'

/** An answer of the model in the form in which a log records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

/** What the clauses say of one transition of the model, judged like the line of a log. */
export const judgeStep = ({ before, event, answer }: Step<State, Event, Outputs>): ReadonlyArray<Finding> =>
  judgeMoment(momentOf(before.log, event, answerOf(answer)))

/** What every state and every transition keeps. */
export const invariants: ReadonlyArray<Invariant<State, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'no debts',
    says: 'no trader has less than nothing of a coin',
    kind: 'always',
    findings: ({ holdings }) =>
      [...holdings].flatMap(([name, amount]) => (amount < 0n ? [`${name} stands at ${amount}`] : [])),
  },
  {
    name: 'conservation',
    says: 'traders have together exactly what was deposited',
    kind: 'always',
    findings: ({ params, holdings, deposited }) =>
      params.coins.flatMap(({ coin }) => {
        const of = (tally: ReadonlyMap<string, bigint>): bigint =>
          [...tally].reduce((all, [name, amount]) => (name.endsWith(`/${coin}`) ? all + amount : all), 0n)
        return of(holdings) === of(deposited)
          ? []
          : [`${of(holdings)} ${coin} are held, ${of(deposited)} were deposited`]
      }),
  },
]
