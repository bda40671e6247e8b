import * as E from 'fp-ts/lib/Either.js'
import { type Account, sum } from '../../spec/order-book/history.js'
import type { Answer, Entry, Fill, Side } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { type AuditReport, auditor } from './audit.js'
import { linesOf, type MalformedLog } from './lines.js'

/** A line of the file of orders: `Buy|Sell|Del,id,time,quantity,price`. */
interface Instruction {
  readonly kind: 'Buy' | 'Sell' | 'Del'
  readonly id: string
  readonly quantity: bigint
  readonly price: bigint
}

/** A line of the file of fills: `bidId,askId,quantity` joined by `;`, all that one instruction traded. */
interface Trade {
  readonly line: number
  readonly pairs: ReadonlyArray<{ readonly bid: string; readonly ask: string; readonly quantity: bigint }>
}

/**
 * Audits one instrument's log in the format of Garg and Sarswat's verified continuous double auctions: a file of
 * instructions, and one of fills that does not say to which instruction a line belongs nor at what price it traded.
 * Matching is price, then time. A price that is not recorded cannot be wrong: each fill is taken to be at the resting
 * order's.
 *
 * An order at price 0 has no limit: it is a market order.
 *
 * A line of fills belongs to the first instruction after that of the line before which names itself in all of the
 * line's pairs, on its side, and finds somebody to trade with; or which is the last that can be.
 */
export const auditCda = async (
  ordersFile: string,
  fillsFile: string,
  maxViolations: number,
): Promise<E.Either<MalformedLog, AuditReport>> => {
  const instructions = await readAll(ordersFile, parseInstruction)
  if (E.isLeft(instructions)) return instructions
  const trades = await readAll(fillsFile, parseTrade)
  if (E.isLeft(trades)) return trades
  const lastPosition = new Map(
    instructions.right.flatMap(({ kind, id }, i): ReadonlyArray<[string, number]> => (kind === 'Del' ? [] : [[id, i]])),
  )
  const audit = auditor({ preference: 'price-time', executionPrice: 'resting', selfTrade: 'allow' }, maxViolations)
  let at = 0
  const skipStray = (position: number): void => {
    for (
      let trade = trades.right[at];
      trade !== undefined && isStray(trade, position, lastPosition);
      trade = trades.right[at]
    ) {
      audit.note(
        'OB-2',
        `line ${trade.line} of ${fillsFile} (${showTrade(trade)}) belongs to no instruction: no order in all of its pairs is submitted after those that traded before`,
      )
      at += 1
    }
  }
  for (const [position, instruction] of instructions.right.entries()) {
    skipStray(position)
    const trade = trades.right[at]
    const own =
      trade !== undefined && belongs(trade, instruction, position, audit.account(), lastPosition) ? trade : undefined
    if (own !== undefined) at += 1
    audit.judge(entryOf(instruction, own, audit.account()))
    if (audit.isFull()) return E.right(audit.report())
  }
  skipStray(Number.POSITIVE_INFINITY)
  return E.right(audit.report())
}

const readAll = async <A>(
  file: string,
  parse: (text: string, line: number) => A | string,
): Promise<E.Either<MalformedLog, ReadonlyArray<A>>> => {
  const parsed: A[] = []
  let line = 0
  try {
    for await (const lot of linesOf(file))
      for (const text of lot) {
        line += 1
        if (text === '') continue
        const result = parse(text, line)
        if (typeof result === 'string') return E.left({ file, line, problem: result })
        parsed.push(result)
      }
  } catch (error) {
    return E.left({ file, line, problem: (error as Error).message })
  }
  return E.right(parsed)
}

const WHOLE = /^\d{1,39}$/
const NAME = /^[A-Za-z0-9._:-]{1,60}$/

const parseInstruction = (text: string): Instruction | string => {
  const fields = text.split(',')
  if (fields.length !== 5)
    return `expected Buy|Sell|Del,id,time,quantity,price, which are 5 fields, got ${fields.length}: ${text.slice(0, 80)}`
  const [kind, id, time, quantity, price] = fields as [string, string, string, string, string]
  if (kind !== 'Buy' && kind !== 'Sell' && kind !== 'Del') return `kind: expected Buy, Sell or Del, got ${kind}`
  if (!NAME.test(id)) return `id: expected a name, got ${id || 'nothing'}`
  for (const [name, value] of Object.entries({ time, quantity, price }))
    if (!WHOLE.test(value)) return `${name}: expected a whole number, got ${value || 'nothing'}`
  return { kind, id, quantity: BigInt(quantity), price: BigInt(price) }
}

const parseTrade = (text: string, line: number): Trade | string => {
  const pairs = text.split(';').map((pair) => pair.split(','))
  for (const fields of pairs) {
    const [bid = '', ask = '', quantity = ''] = fields
    if (fields.length !== 3) return `expected bidId,askId,quantity joined by ";", got ${fields.join(',').slice(0, 80)}`
    if (!NAME.test(bid) || !NAME.test(ask)) return `id: expected a name, got ${bid || ask || 'nothing'}`
    if (!WHOLE.test(quantity)) return `quantity: expected a whole number, got ${quantity || 'nothing'}`
  }
  return {
    line,
    pairs: pairs.map(([bid = '', ask = '', quantity = '0']) => ({ bid, ask, quantity: BigInt(quantity) })),
  }
}

const showTrade = ({ pairs }: Trade): string =>
  pairs.map(({ bid, ask, quantity }) => `${bid},${ask},${quantity}`).join(';')

const idsOf = ({ pairs }: Trade): ReadonlyArray<string> => pairs.flatMap(({ bid, ask }) => [bid, ask])

/** Whether none of a line's orders is submitted from this position on, so that it can belong to nothing any more. */
const isStray = (trade: Trade, position: number, lastPosition: ReadonlyMap<string, number>): boolean =>
  idsOf(trade).every((id) => (lastPosition.get(id) ?? -1) < position)

const belongs = (
  trade: Trade,
  instruction: Instruction,
  position: number,
  account: Account,
  lastPosition: ReadonlyMap<string, number>,
): boolean => {
  const { kind, id } = instruction
  if (kind === 'Del' || !trade.pairs.every(({ bid, ask }) => (kind === 'Buy' ? bid : ask) === id)) return false
  const findsSomebody =
    account.preferred(kind === 'Buy' ? 'sell' : 'buy', limitOf(instruction), 'price-time') !== undefined
  return findsSomebody || isStray(trade, position + 1, lastPosition)
}

/** The price of an order; 0 is none. */
const limitOf = ({ price }: Instruction): bigint | undefined => (price === 0n ? undefined : price)

const entryOf = ({ kind, id, quantity, price }: Instruction, trade: Trade | undefined, account: Account): Entry => {
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
  const side: Side = kind === 'Buy' ? 'buy' : 'sell'
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
