import * as E from 'fp-ts/lib/Either.js'
import { type Account, sum } from '../../spec/order-book/history.js'
import { type Answer, type Entry, type Fill, opposite, type Side } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { type Ahead, ahead } from './ahead.js'
import { type Auditor, type AuditReport, auditor, type Violation } from './audit.js'
import { type Instruction, type Pair, parseInstruction, parseTrade, showTrade, type Trade } from './csv.js'
import type { MalformedLog } from './lines.js'

/** How many instructions are looked ahead, to see which orders are still to come. */
const INSTRUCTIONS_AHEAD = 100_000

/** How many lines of fills are looked ahead, where the next one is not what an instruction traded. */
const TRADES_AHEAD = 1_000

/**
 * Audits one instrument's log in the format of Garg and Sarswat's verified continuous double auctions: a file of
 * instructions, and one of fills that does not say to which instruction a line belongs nor at what price it traded.
 * Matching is price, then time. A price that is not recorded cannot be wrong: each fill is taken to be at the resting
 * order's, so OB-4 and OB-5 are not judged.
 *
 * An order at price 0 has no limit: it is a market order.
 *
 * Both files are read as streams: memory is for the live orders and what is looked ahead. Lines of fills are in the
 * order of their instructions, so one that is passed over belongs to none, and is a violation.
 */
export const auditCda = async (
  ordersFile: string,
  fillsFile: string,
  maxViolations: number,
): Promise<E.Either<MalformedLog, AuditReport>> => {
  const coming = counted()
  const instructions = ahead(ordersFile, INSTRUCTIONS_AHEAD, parseInstruction, coming.more)
  const trades = ahead(fillsFile, TRADES_AHEAD, parseTrade)
  const audit = auditor({ preference: 'price-time', executionPrice: 'resting', selfTrade: 'allow' }, maxViolations)
  try {
    while (!audit.isFull()) {
      const problem = (await instructions.fill()) ?? (await trades.fill())
      if (problem !== undefined) return E.left(problem)
      const instruction = instructions.take()
      if (instruction === undefined && trades.size() === 0) break
      if (instruction === undefined) note(audit, strayLines(audit, trades, trades.size(), fillsFile))
      else {
        coming.fewer(instruction)
        judge(audit, instruction, trades, { isComing: coming.has, sawEnd: instructions.sawEnd() }, fillsFile)
      }
    }
    return E.right(audit.report())
  } finally {
    await Promise.all([instructions.close(), trades.close()])
  }
}

/** Judges an instruction with the line of fills that is its own; the lines before that one are passed over. */
const judge = (
  audit: Auditor,
  instruction: Instruction,
  trades: Ahead<Trade>,
  future: Future,
  fillsFile: string,
): void => {
  const own = ownLine(instruction, trades, audit.account(), future)
  const strays = own === undefined ? [] : strayLines(audit, trades, own, fillsFile)
  audit.judge(entryOf(instruction, own === undefined ? undefined : trades.take(), audit.account()))
  note(audit, strays)
}

type Stray = Pick<Violation, 'clause' | 'message'>

const note = (audit: Auditor, strays: ReadonlyArray<Stray>): void => {
  for (const { clause, message } of strays) audit.note(clause, message)
}

/** Takes so many lines that belong to no instruction, and says what is wrong with each. */
const strayLines = (audit: Auditor, trades: Ahead<Trade>, count: number, fillsFile: string): ReadonlyArray<Stray> =>
  Array.from({ length: count }, () => {
    const trade = trades.take() as Trade
    const orders = new Set(trade.pairs.flatMap(({ bid, ask }) => [bid, ask]))
    const gone = [...orders].find((id) => audit.account().get(id as OrderId) === undefined)
    return {
      clause: gone === undefined ? 'OB-2' : 'OB-8',
      message: `line ${trade.line} of ${fillsFile} (${showTrade(trade)}) belongs to no instruction: ${gone === undefined ? 'all of its orders were accepted before, so none is the taker' : `${gone} is not live`}; there should be no such line here`,
    }
  })

/** What is known of the instructions to come. */
interface Future {
  readonly isComing: (id: string) => boolean
  /** Whether all of them are known. */
  readonly sawEnd: boolean
}

/**
 * Which of the next lines of fills an instruction traded, if any: one that names it in all pairs, on its side, and
 * whose other orders came before it.
 *
 * An instruction that meets somebody should have traded, so its line is looked for behind others, too. One that meets
 * nobody should not have: then it has to be certain that the next line is not of a later instruction, to whom this one
 * is the maker.
 */
const ownLine = (
  instruction: Instruction,
  trades: Ahead<Trade>,
  account: Account,
  { isComing, sawEnd }: Future,
): number | undefined => {
  if (instruction.kind === 'Del') return undefined
  const isLive = (id: string): boolean => account.get(id as OrderId) !== undefined
  const meetsSomebody =
    account.preferred(opposite(sideOf(instruction)), limitOf(instruction), 'price-time') !== undefined
  for (let i = 0; i < (meetsSomebody ? trades.size() : 1); i++) {
    const others = othersOf(instruction, trades.at(i))
    const fits = meetsSomebody
      ? others?.every((id) => isLive(id) || !isComing(id))
      : !isComing(instruction.id) && others?.every((id) => !isComing(id) && (sawEnd || isLive(id)))
    if (fits) return i
  }
  return undefined
}

/** With whom a line of fills says that an instruction traded; nothing, where it names the instruction not in all pairs. */
const othersOf = ({ kind, id }: Instruction, trade: Trade | undefined): ReadonlyArray<string> | undefined => {
  const own = ({ bid, ask }: Pair): string => (kind === 'Buy' ? bid : ask)
  const other = ({ bid, ask }: Pair): string => (kind === 'Buy' ? ask : bid)
  return trade?.pairs.every((pair) => own(pair) === id) ? trade.pairs.map(other) : undefined
}

/** How many of the instructions ahead submit an order with an id. */
const counted = () => {
  const counts = new Map<string, number>()
  const add = ({ kind, id }: Instruction, n: number): void => {
    if (kind === 'Del') return
    const count = (counts.get(id) ?? 0) + n
    if (count === 0) counts.delete(id)
    else counts.set(id, count)
  }
  return {
    more: (instruction: Instruction): void => add(instruction, 1),
    fewer: (instruction: Instruction): void => add(instruction, -1),
    has: (id: string): boolean => counts.has(id),
  }
}

const sideOf = ({ kind }: Instruction): Side => (kind === 'Buy' ? 'buy' : 'sell')

/** The price of an order; 0 is none. */
const limitOf = ({ price }: Instruction): bigint | undefined => (price === 0n ? undefined : price)

const entryOf = (instruction: Instruction, trade: Trade | undefined, account: Account): Entry => {
  const { kind, id, quantity, price } = instruction
  const order = id as OrderId
  // The log has no traders: each order is of one of its own.
  const trader = `trader-${id}` as TraderId
  if (kind === 'Del') {
    const live = account.get(order)
    const answer: Answer =
      live === undefined
        ? { rejected: { reason: 'OB-18' } }
        : { accepted: { fills: [], removed: [{ order, volume: live.volume, why: 'cancelled' }] } }
    return { event: { tag: 'cancel', order, trader }, answer }
  }
  const side = sideOf(instruction)
  const fills = (trade?.pairs ?? []).map(({ bid, ask, quantity: volume }): Fill => {
    const maker = (side === 'buy' ? ask : bid) as OrderId
    return { maker, taker: order, price: account.get(maker)?.price ?? price, volume }
  })
  if (price > 0n)
    return {
      event: { tag: 'limit', order, trader, side, price, volume: quantity, lastEon: 1n },
      answer: { accepted: { fills, removed: [] } },
    }
  const left = quantity - sum(fills.map(({ volume }) => volume))
  const removed = left > 0n ? [{ order, volume: left, why: 'dropped' as const }] : []
  return { event: { tag: 'market', order, trader, side, volume: quantity }, answer: { accepted: { fills, removed } } }
}
