import type { ClauseId } from '../core/ids.js'
import { isAmount, isPrice } from '../primitives/clauses.js'
import { type Checking, sameBytes } from '../primitives/suite.js'
import type { Bytes, ContractId } from '../primitives/types.js'
import { orderDatum } from './data.js'
import { bag, bookOf, emptyRoot, grow, leafNode } from './match-tree.js'
import { canMatch, hasPrices, type MatchClaim, matching } from './matching.js'
import { rootFrom } from './proofs.js'
import { type Assertion, unmet } from './relation.js'
import type { Appended, IncomingOrder, LogRoot, MatchLeaf, MatchNode } from './types.js'

/** What Algorithm 8 is about: a book of so many orders, the log in which the next one arrived, and what is shown of it. */
export interface AppendClaim {
  readonly hash: Checking['hash']
  readonly contract: ContractId
  /** The log of arrivals, as it was committed. */
  readonly log: LogRoot
  readonly count: bigint
  readonly before: Uint8Array
  readonly appended: Appended
}

/** What is left of the order before each of its matches, and in which book; and after all of them. */
interface Matched {
  readonly claims: ReadonlyArray<MatchClaim>
  readonly left: bigint
  readonly book: Uint8Array
}

const matched = ({ hash, count, before, appended: { order, matches } }: AppendClaim): Matched => {
  const claims: MatchClaim[] = []
  let [left, book] = [order.volume, before]
  for (const match of matches) {
    const incoming: IncomingOrder = { side: order.side, price: order.price, remaining: left }
    claims.push({ hash, count, before: book, incoming, match })
    left -= match.matched
    book = match.after
  }
  return { claims, left, book }
}

const hasNumbers = ({ count, appended: { order } }: AppendClaim): boolean =>
  isAmount(count) && isAmount(order.volume) && isPrice(order.price)

const hashOf = ({ hash, contract, appended: { order } }: AppendClaim): Bytes =>
  hash(orderDatum(contract, order)) as Bytes

const arrives = (claim: AppendClaim): boolean => {
  if (!hasNumbers(claim)) return false
  const { log, count, appended } = claim
  const way = { order: hashOf(claim), index: count, size: log.size, path: appended.arrival }
  const root = rootFrom(claim.hash, way)
  return root !== undefined && sameBytes(root, log.root)
}

/** The peaks of the book after the matches, where they are those of so many orders and their prices are prices. */
const peaksOf = ({ hash, count, appended: { peaks } }: AppendClaim): MatchNode | undefined =>
  isAmount(count) && hasPrices(peaks) ? bag(hash, count, peaks) : undefined

/** Whether nothing is left of the order, or nothing in the book can match what is. */
const rests = (claim: AppendClaim): boolean =>
  matched(claim).left <= 0n || !claim.appended.peaks.some((peak) => canMatch(claim.appended.order, peak))

const isAppended = (claim: AppendClaim): boolean => {
  const { hash, count, appended } = claim
  const { left } = matched(claim)
  if (!hasNumbers(claim) || !isAmount(left) || peaksOf(claim) === undefined) return false
  const { side, price } = appended.order
  const leaf: MatchLeaf = { order: hashOf(claim), side, price, remaining: left }
  const root = bag(hash, count + 1n, grow(hash, count, appended.peaks, leafNode(hash, leaf)))
  return root !== undefined && sameBytes(bookOf(hash, count + 1n, root), appended.after)
}

/**
 * TEX Algorithm 8, one assertion a line; the matches in between are each held against Algorithm 7. With n orders and m
 * matches about (2 m + 4) log n hashes.
 */
export const appending: ReadonlyArray<Assertion<AppendClaim>> = [
  {
    clause: 'RE-33',
    line: '8.1',
    says: 'the update that authorises the order is applied to the account',
    holds: ({ appended }) => appended.validated.applied,
  },
  {
    clause: 'RE-34',
    line: '8.2',
    says: 'the allotment of the account leads to the checkpoint',
    holds: ({ appended }) => appended.validated.committed,
  },
  {
    clause: 'PR-1',
    line: '8.+amounts',
    says: 'the volume is an amount, and so is the number of orders',
    holds: ({ count, appended: { order } }) => isAmount(count) && isAmount(order.volume),
  },
  {
    clause: 'PR-2',
    line: '8.+price',
    says: 'the price is a price',
    holds: ({ appended }) => isPrice(appended.order.price),
  },
  {
    clause: 'RE-36',
    line: '8.+arrival',
    says: 'the order is what arrived at the place that it takes in the book',
    holds: arrives,
  },
  {
    clause: 'RE-37',
    line: '8.3',
    says: 'the order is matched only while something is left of it',
    holds: (claim) => matched(claim).claims.every(({ incoming }) => incoming.remaining > 0n),
  },
  {
    clause: 'RE-35',
    line: '8.4',
    says: 'the peaks are those of the book after the matches',
    holds: (claim) => {
      const root = peaksOf(claim)
      return root !== undefined && sameBytes(bookOf(claim.hash, claim.count, root), matched(claim).book)
    },
  },
  {
    clause: 'RE-38',
    line: '8.5',
    says: 'if something is left of a sell, no order in the book buys at its limit or better',
    holds: (claim) => claim.appended.order.side === 'buy' || rests(claim),
  },
  {
    clause: 'RE-39',
    line: '8.6',
    says: 'if something is left of a buy, no order in the book sells at its limit or better',
    holds: (claim) => claim.appended.order.side === 'sell' || rests(claim),
  },
  {
    clause: 'RE-40',
    line: '8.7',
    says: 'the book after has the order as its last leaf, with what is left of it',
    holds: isAppended,
  },
]

/** Which assertion a proof fails first, and of a whole book which order's. */
export interface Broken {
  readonly clause: ClauseId
  readonly line: string
}

const MATCHES_AFTER = '8.3'

/** The relations of Algorithms 7 and 8. */
interface Relations {
  readonly matching: typeof matching
  readonly appending: typeof appending
}

/** The assertions that fail, one after the other; those of the matches come in the place of the third line. */
export function* unmetIn(
  claim: AppendClaim,
  relations: Relations = { matching, appending },
): Generator<Assertion<AppendClaim> | Assertion<MatchClaim>, undefined> {
  for (const assertion of relations.appending) {
    if (!assertion.holds(claim)) yield assertion
    if (assertion.line === MATCHES_AFTER) for (const one of matched(claim).claims) yield* unmet(relations.matching, one)
  }
}

/** The first assertion that fails. */
export const firstBroken = (claim: AppendClaim, relations?: Relations): Broken | undefined =>
  unmetIn(claim, relations).next().value

/** The book of no order. */
export const emptyBook = (hash: Checking['hash']): Bytes => bookOf(hash, 0n, emptyRoot(hash))

/** A whole book: each order of a log, in the sequence in which they arrived, as it was appended. */
export interface BookClaim {
  readonly hash: Checking['hash']
  readonly contract: ContractId
  readonly log: LogRoot
  readonly appended: ReadonlyArray<Appended>
}

/** How far a proof of a whole book holds: to the book that it leads to, or to the first order that it does not hold of. */
export type BookVerdict =
  | { readonly tag: 'proven'; readonly count: bigint; readonly book: Bytes }
  | { readonly tag: 'broken'; readonly at: number; readonly broken: Broken }

/** Algorithm 8 from the empty book on, once for every order (TEX IV-F, Appendix C). */
export const verifyBook = ({ hash, contract, log, appended: all }: BookClaim, relations?: Relations): BookVerdict => {
  let before = emptyBook(hash)
  for (const [at, appended] of all.entries()) {
    const broken = firstBroken({ hash, contract, log, count: BigInt(at), before, appended }, relations)
    if (broken !== undefined) return { tag: 'broken', at, broken: { clause: broken.clause, line: broken.line } }
    before = appended.after
  }
  return { tag: 'proven', count: BigInt(all.length), book: before }
}
