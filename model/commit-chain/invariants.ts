import * as E from 'fp-ts/lib/Either.js'
import { judge } from '../../spec/commit-chain/clauses.js'
import { momentOf } from '../../spec/commit-chain/history.js'
import { heldOf, type Ledger } from '../../spec/commit-chain/ledger.js'
import { shown } from '../../spec/commit-chain/shown.js'
import type { Answer, Event, Observation, Outputs } from '../../spec/commit-chain/types.js'
import type { Finding } from '../../spec/core/clause.js'
import { isAmount } from '../../spec/primitives/clauses.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'

/** An answer of the model in the form in which a log records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

const observe = (ledger: Ledger): Observation =>
  Object.fromEntries(Object.entries(shown).map(([name, of]) => [name, of(ledger)])) as Observation

/** What the clauses say of one transition of the model. */
export const judgeStep = ({ before, event, answer, after }: Step<Ledger, Event, Outputs>): ReadonlyArray<Finding> =>
  judge(momentOf(before, event, answerOf(answer), observe(after)))

const sumOf = (ledger: Ledger, coin: string, of: (ledger: Ledger) => Iterable<[string, bigint]>): bigint => {
  let sum = 0n
  for (const [at, amount] of of(ledger)) if (at.split(' ')[1] === coin) sum += amount
  return sum
}

/** What every state and every transition of the verifier keeps. */
export const invariants: ReadonlyArray<Invariant<Ledger, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'held',
    says: 'what is held of a coin is an amount, and is what was deposited less what was paid',
    kind: 'always',
    findings: (ledger) =>
      ledger.params.coins.flatMap((coin) => {
        const held = heldOf(ledger, coin)
        const deposited = sumOf(ledger, coin, ({ deposits }) => deposits.entries())
        const paid = sumOf(ledger, coin, ({ withdrawals }) =>
          withdrawals
            .filter(({ isPaid }) => isPaid)
            .map(({ amount }) => amount)
            .entries(),
        )
        const recovering = ledger.recovered.some((at) => at.split(' ')[1] === coin)
        return isAmount(held) && (recovering ? held <= deposited - paid : held === deposited - paid)
          ? []
          : [`${held} ${coin} are held, ${deposited} were deposited and ${paid} withdrawn`]
      }),
  },
]
