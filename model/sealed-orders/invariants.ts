import * as E from 'fp-ts/lib/Either.js'
import type { Finding } from '../../spec/core/clause.js'
import { judgeMoment } from '../../spec/sealed-orders/clauses.js'
import { momentOf } from '../../spec/sealed-orders/history.js'
import type { Ledger } from '../../spec/sealed-orders/ledger.js'
import { observe } from '../../spec/sealed-orders/shown.js'
import type { Answer, Event, Outputs } from '../../spec/sealed-orders/types.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'

/** An answer of the model in the form in which a log records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

/** What the clauses say of one transition of the model. */
export const judgeStep = ({ before, event, answer, after }: Step<Ledger, Event, Outputs>): ReadonlyArray<Finding> =>
  judgeMoment(momentOf(before, event, answerOf(answer), observe(after)))

/** What every state and every transition keeps. */
export const invariants: ReadonlyArray<Invariant<Ledger, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'blindness',
    says: 'what the book has taken in is open, and what stands right behind it is not',
    kind: 'always',
    findings: ({ log, orders, visible }) =>
      log.flatMap((name, place) =>
        (orders.get(name)?.openedAt !== undefined) === place < visible || place > visible
          ? []
          : [`${visible} orders are taken in, but the one at place ${place} says otherwise`],
      ),
  },
  {
    name: 'no debts',
    says: 'no account has less than nothing',
    kind: 'always',
    findings: ({ accounts }) =>
      [...accounts].flatMap(([name, { available }]) => (available < 0n ? [`${name} stands at ${available}`] : [])),
  },
]
