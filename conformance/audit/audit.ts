import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { rules } from '../../model/order-book/machine.js'
import { snapshotOf, stateOf } from '../../model/order-book/snapshot.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { judgeMoment } from '../../spec/order-book/clauses.js'
import {
  type Account,
  type Moment,
  outputsOf,
  type Reader,
  reader,
  snapshotBefore,
} from '../../spec/order-book/history.js'
import type { Entry, Outputs, Params } from '../../spec/order-book/types.js'

/** One thing that a log breaks: the clause, the number of the instruction (from 1), and what is wrong and should have been. */
export interface Violation {
  readonly clause: ClauseId
  readonly instruction: number
  readonly message: string
}

/** What an audit found. */
export interface AuditReport {
  /** How many instructions were judged. */
  readonly instructions: number
  /** How many single fills the log reports. */
  readonly fills: number
  /** How many of those stand in entries that break nothing. */
  readonly agree: number
  /** How many entries report fills, and how many of those break nothing. */
  readonly trades: number
  readonly tradesAgree: number
  readonly cancelsWithoutEffect: number
  readonly violations: ReadonlyArray<Violation>
  /** Whether the audit ended early because there were too many violations. */
  readonly stopped: boolean
}

/** Judges a log entry by entry. */
export interface Auditor {
  /** What is live now, by the log's account. */
  readonly account: () => Account
  readonly judge: (entry: Entry) => void
  /** Notes something that is wrong with the log besides its entries, at the instruction that was judged last. */
  readonly note: (clause: ClauseId, message: string) => void
  /** Whether there were so many violations that there is no point in going on. */
  readonly isFull: () => boolean
  readonly report: () => AuditReport
}

/**
 * An auditor of order-book logs. Every entry is judged by the clauses, by the log's own account. After an entry that
 * breaks one, the audit goes on from what should have happened, which the model says, so that one wrong line is one
 * violation and not the cause of many.
 */
export const auditor = (params: Params, maxViolations: number): Auditor => {
  const next = step(rules)
  const violations: Violation[] = []
  let read: Reader = reader(params)
  let instructions = 0
  let fills = 0
  let agree = 0
  let trades = 0
  let tradesAgree = 0
  let cancelsWithoutEffect = 0

  const violate = (clause: ClauseId, message: string): void => {
    if (violations.length < maxViolations) violations.push({ clause, instruction: instructions, message })
  }

  const correct = (moment: Moment): string => {
    const outcome = next(stateOf(params, snapshotBefore(moment)), moment.event)
    if (E.isLeft(outcome)) {
      read = reader(params, snapshotBefore(moment))
      return `it should have been refused by ${outcome.left.clause}`
    }
    read = reader(params, snapshotOf(outcome.right.state))
    return `it should have ${shown(outcome.right.outputs)}`
  }

  return {
    account: () => read.account,
    judge: (entry) => {
      instructions += 1
      const moment = read(entry)
      const found = judgeMoment(moment)
      const reported = outputsOf(entry.answer).fills.length
      fills += reported
      if (reported > 0) trades += 1
      if (entry.event.tag === 'cancel' && 'rejected' in entry.answer) cancelsWithoutEffect += 1
      if (found.length === 0) {
        agree += reported
        if (reported > 0) tradesAgree += 1
        return
      }
      const expected = correct(moment)
      for (const clause of new Set(found.map((finding) => finding.clause))) {
        const messages = found.filter((finding) => finding.clause === clause).map(({ message }) => message)
        violate(clause, `${messages.join('; ')}; ${expected}`)
      }
    },
    note: violate,
    isFull: () => violations.length >= maxViolations,
    report: () => ({
      instructions,
      fills,
      agree,
      trades,
      tradesAgree,
      cancelsWithoutEffect,
      violations,
      stopped: violations.length >= maxViolations,
    }),
  }
}

const shown = ({ fills, removed }: Outputs): string => {
  const parts = [
    ...fills.map(({ maker, taker, price, volume }) => `filled ${volume} at ${price} between ${maker} and ${taker}`),
    ...removed.map(({ order, volume, why }) => `taken ${order} out, ${why}, with ${volume}`),
  ]
  return parts.length === 0 ? 'filled nothing' : parts.join(', ')
}
