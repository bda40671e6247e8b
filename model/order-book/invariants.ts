import * as E from 'fp-ts/lib/Either.js'
import type { Finding } from '../../spec/core/clause.js'
import { judgeMoment } from '../../spec/order-book/clauses.js'
import { reader } from '../../spec/order-book/history.js'
import type { Answer, Event, Outputs } from '../../spec/order-book/types.js'
import type { Invariant, Refusal, Step } from '../core/machine.js'
import { at, ordersOf } from './book.js'
import type { State } from './machine.js'
import { snapshotOf } from './snapshot.js'

/** An answer of the model in the form in which a log records it. */
export const answerOf = (answer: E.Either<Refusal, Outputs>): Answer =>
  E.isLeft(answer) ? { rejected: { reason: answer.left.clause } } : { accepted: answer.right }

/** What the clauses say of one transition of the model, judged like the entry of a log that starts at its state. */
export const judgeStep = ({ before, event, answer, after }: Step<State, Event, Outputs>): ReadonlyArray<Finding> => {
  const read = reader(before.params, snapshotOf(before))
  const observed = { book: ordersOf(after.book), sequence: BigInt(after.sequence), eon: after.eon }
  return judgeMoment(read({ event, answer: answerOf(answer), observed }))
}

/** What every state and every transition of the order book keeps. */
export const invariants: ReadonlyArray<Invariant<State, Event, Outputs>> = [
  { name: 'clauses', says: 'every clause of the chapter holds of every transition', kind: 'step', findings: judgeStep },
  {
    name: 'uncrossed',
    says: 'no two live orders are compatible',
    kind: 'always',
    findings: ({ book }) =>
      book?.maxBuy !== undefined && book.minSell !== undefined && book.maxBuy >= book.minSell
        ? [`the best buy is at ${book.maxBuy} and the best sell at ${book.minSell}`]
        : [],
  },
  {
    name: 'live orders are live',
    says: 'every live order has something left of it and an eon to live in',
    kind: 'always',
    findings: ({ book, eon }) =>
      ordersOf(book)
        .filter(({ volume, lastEon }) => volume <= 0n || lastEon < eon)
        .map(({ order, volume, lastEon }) => `${order} has ${volume} left, until eon ${lastEon}`),
  },
  {
    name: 'places are known',
    says: 'the index of places and the tree hold the same orders, each before the end of the sequence',
    kind: 'always',
    findings: ({ book, places, sequence }) => {
      const orders = ordersOf(book)
      const lost = orders.filter(
        ({ order, place }) =>
          places.get(order) !== place || place >= sequence || book === undefined || at(book, place).order !== order,
      )
      return [
        ...(orders.length === places.size ? [] : [`${orders.length} orders in the tree, ${places.size} in the index`]),
        ...lost.map(({ order, place }) => `${order} is at place ${place}, but not in the index`),
      ]
    },
  },
]
