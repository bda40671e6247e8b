import * as E from 'fp-ts/lib/Either.js'
import { Map as ImmutableMap } from 'immutable'
import type { Finding } from '../../spec/core/clause.js'
import { mostMoney, NUMBER_LIMIT } from '../../spec/margin/admission.js'
import { judgeMoment } from '../../spec/margin/clauses.js'
import { momentOf } from '../../spec/margin/history.js'
import { type Ledger, size } from '../../spec/margin/ledger.js'
import { largestPosition } from '../../spec/margin/margin.js'
import { recorded } from '../../spec/margin/market.js'
import { observe } from '../../spec/margin/shown.js'
import type { Answer, Event, Outputs } from '../../spec/margin/types.js'
import { everybody } from '../../spec/margin/watch.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'

/** An answer of the model in the form in which a log records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

/** The ledger as a log has it: a book that matches nothing, and a watch that looks at everybody. */
export const asLogged = (ledger: Ledger): Ledger => ({
  ...ledger,
  market: recorded(ImmutableMap(ledger.market.orders().map((order) => [order.order, order])), ledger.market.sequence),
  watch: everybody,
})

/** What the clauses say of one transition of the model, judged like the entry of a log that starts at its state. */
export const judgeStep = ({ before, event, answer, after }: Step<Ledger, Event, Outputs>): ReadonlyArray<Finding> =>
  judgeMoment(momentOf(asLogged(before), event, answerOf(answer), observe(after)))

/** What every state and every transition keeps. */
export const invariants: ReadonlyArray<Invariant<Ledger, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'validated',
    says: 'whoever is in good standing meets the maintenance margin, and whoever is called does not',
    kind: 'always',
    findings: (ledger) => [
      ...everybody.failing(ledger).map((trader) => `${trader} is in good standing and falls short`),
      ...[...ledger.called]
        .filter((trader) => ledger.accounts.get(trader)?.status !== 'called')
        .map((trader) => `${trader} is among the called, but its account is not`),
    ],
  },
  {
    name: 'positions',
    says: 'no position is beyond twice the largest, nor would be with all orders of a side filled',
    kind: 'always',
    findings: ({ params, accounts, market }) =>
      [...accounts].flatMap(([trader, account]) => {
        const most = largestPosition(account, market.ordersOf(trader))
        return most <= 2n * params.largestPosition ? [] : [`${trader} can come to ${most} lots`]
      }),
  },
  {
    name: 'bounded',
    says: 'no amount of money in an account is beyond the bound that the parameters give',
    kind: 'always',
    findings: ({ params, accounts }) =>
      2n * 10_000n * mostMoney(params) >= NUMBER_LIMIT
        ? []
        : [...accounts].flatMap(([trader, { balance, cost }]) =>
            size(balance - cost) <= mostMoney(params) ? [] : [`${trader} has a cash of ${balance - cost}`],
          ),
  },
]
