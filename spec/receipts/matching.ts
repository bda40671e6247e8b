import { isAmount, isPrice } from '../primitives/clauses.js'
import type { Checking } from '../primitives/suite.js'
import { sameBytes } from '../primitives/suite.js'
import { bookOf, climb, leafNode } from './match-tree.js'
import type { Assertion } from './relation.js'
import { sidesOf } from './shape.js'
import type { IncomingOrder, Match, MatchLeaf, MatchNode } from './types.js'

/** What Algorithm 7 is about: an incoming order in a book, and the match that is shown. */
export interface MatchClaim {
  readonly hash: Checking['hash']
  /** How many orders were appended to the book, and its commitment. */
  readonly count: bigint
  readonly before: Uint8Array
  readonly incoming: IncomingOrder
  readonly match: Match
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)

const isPriceIfAny = (price: bigint | undefined): boolean => price === undefined || isPrice(price)

/** Whether the prices of some nodes, where they have any, are prices. */
export const hasPrices = (nodes: ReadonlyArray<MatchNode>): boolean =>
  nodes.every(({ sell, buy }) => isPriceIfAny(sell) && isPriceIfAny(buy))

/** Whether a node can match an incoming order: it has a price on the other side that is at the limit or better. */
export const canMatch = ({ side, price }: Pick<IncomingOrder, 'side' | 'price'>, { sell, buy }: MatchNode): boolean =>
  side === 'sell' ? buy !== undefined && buy >= price : sell !== undefined && sell <= price

/** What a maker has left after the match. */
const after = ({ maker, matched }: Match): MatchLeaf => ({ ...maker, remaining: maker.remaining - matched })

/** No sibling on the left of the way can match: nothing that came before the maker can. */
const isFirst = ({ count, incoming, match: { place, path } }: MatchClaim): boolean =>
  (sidesOf(place, count) ?? []).every((side, i) => side === 'right' || !canMatch(incoming, path[i] ?? NONE))

const NONE: MatchNode = { hash: new Uint8Array() }

const leadsTo = ({ hash, count, match }: MatchClaim, leaf: MatchLeaf, book: Uint8Array): boolean => {
  if (![count, leaf.remaining].every(isAmount) || !isPrice(leaf.price) || !hasPrices(match.path)) return false
  const root = climb(hash, leafNode(hash, leaf), match.place, count, match.path)
  return root !== undefined && sameBytes(bookOf(hash, count, root), book)
}

/**
 * TEX Algorithm 7, one assertion a line: an incoming order is matched with the first order of the other side that it can
 * be matched with. Each is total: where the numbers are none, or the path has not its shape, it leads nowhere. Two
 * hashes a sibling, and four.
 */
export const matching: ReadonlyArray<Assertion<MatchClaim>> = [
  {
    clause: 'PR-1',
    line: '7.+amounts',
    says: 'what is left of both orders and what is matched are amounts, and so is the number of orders',
    holds: ({ count, incoming, match }) =>
      [count, incoming.remaining, match.maker.remaining, match.matched].every(isAmount),
  },
  {
    clause: 'PR-2',
    line: '7.+prices',
    says: 'the prices of both orders and those on the path are prices',
    holds: ({ incoming, match: { maker, path } }) => isPrice(incoming.price) && isPrice(maker.price) && hasPrices(path),
  },
  {
    clause: 'RE-26',
    line: '7.+place',
    says: 'the maker has a place in the book, and the path as many siblings as there are on the way from it',
    holds: ({ count, match: { place, path } }) => sidesOf(place, count)?.length === path.length,
  },
  {
    clause: 'RE-27',
    line: '7.+maker',
    says: 'something is left of the maker, which is on the other side and at the limit or better',
    holds: ({ incoming, match: { maker } }) =>
      maker.remaining > 0n &&
      canMatch(incoming, {
        hash: maker.order,
        ...(maker.side === 'sell' ? { sell: maker.price } : { buy: maker.price }),
      }),
  },
  {
    clause: 'RE-28',
    line: '7.1',
    says: 'if the incoming order sells, no order before the maker buys at its limit or better',
    holds: (claim) => claim.incoming.side === 'buy' || isFirst(claim),
  },
  {
    clause: 'RE-29',
    line: '7.2',
    says: 'if the incoming order buys, no order before the maker sells at its limit or better',
    holds: (claim) => claim.incoming.side === 'sell' || isFirst(claim),
  },
  {
    clause: 'RE-30',
    line: '7.3',
    says: 'the maker and the path lead to the book before',
    holds: (claim) => leadsTo(claim, claim.match.maker, claim.before),
  },
  {
    clause: 'RE-31',
    line: '7.4',
    says: 'as much is matched as is left of either order',
    holds: ({ incoming, match: { maker, matched } }) => matched === min(incoming.remaining, maker.remaining),
  },
  {
    clause: 'RE-32',
    line: '7.5',
    says: 'what is left of the maker and the same path lead to the book after',
    holds: (claim) => leadsTo(claim, after(claim.match), claim.match.after),
  },
]
