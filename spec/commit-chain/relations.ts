import { isAmount } from '../primitives/clauses.js'
import { type Checking, sameBytes } from '../primitives/suite.js'
import { contains } from './assertions.js'
import { slotOf, updateDatum } from './data.js'
import { allotmentOf, checkpointRoot } from './proofs.js'
import { isAtLimit } from './settlement.js'
import type { Agreed, AllotmentProof, Membership, Params, Swap, Update } from './types.js'

// What an operator proves or promises beyond the verifier's challenges: Algorithms 6, 9 and 10, one named assertion a
// line, so that a rejection says which.

/** One assertion of a relation. */
export interface Assertion<A> {
  /** The line of the algorithm; `+` where the paper lacks it. */
  readonly line: string
  readonly says: string
  readonly holds: (given: A) => boolean
}

/** The assertions of a relation that fail, in order. */
export const unmet = <A>(relation: ReadonlyArray<Assertion<A>>, given: A): ReadonlyArray<Assertion<A>> =>
  relation.filter(({ holds }) => !holds(given))

interface Context {
  readonly params: Params
  readonly checking: Checking
}

const isIn = ({ params, checking }: Context, update: Update | undefined, swap: Swap, place: Membership): boolean =>
  contains({ params, checking }, update, swap, place)

// Algorithm 6

/** One coin's side of an enacted trade. */
export interface Side {
  readonly membership: Membership
  readonly update: Update
  readonly proof: AllotmentProof
  /** What is settled of the account before the trade. */
  readonly settled: bigint
}

/** What a trade was settled with, and what the book says of it. */
export interface Enactment extends Context {
  /** The root of the checkpoint of the eon after the trade. */
  readonly checkpoint: Uint8Array
  readonly swap: Swap
  readonly sell: Side
  readonly buy: Side
  /** The order's fills in the book; nothing, where the book does not hold it. */
  readonly book: { readonly taken: bigint; readonly given: bigint } | undefined
}

const isApplied = (checking: Checking, params: Params, { update, proof }: Side): boolean =>
  proof.update !== undefined &&
  [update, proof.update].every(
    ({ trader, spent, gained, eon }) => slotOf(params, trader) >= 0 && [spent, gained, eon].every(isAmount),
  ) &&
  sameBytes(checking.hash(updateDatum(params, update)), checking.hash(updateDatum(params, proof.update)))

const leads = ({ checking, params, checkpoint, swap }: Enactment, coin: Swap['sellCoin'], { proof }: Side): boolean =>
  sameBytes(checkpoint, checkpointRoot(checking.hash, params, coin, swap.trader, proof))

const takenIn = ({ swap, sell }: Enactment): bigint => swap.sellAmount - (allotmentOf(sell.proof) - sell.settled)
const givenIn = ({ buy }: Enactment): bigint => allotmentOf(buy.proof) - buy.settled

/**
 * A trade is enacted as the book has it (TEX Algorithm 6). The paper says trade i - 1 in one place and i in another, and
 * compares with the price only where a trade is "not finalized", which it does not define (T30); it never compares with
 * the fills of the book, so that only totals are (T8). Here every enactment is held against its fills.
 */
export const enactment: ReadonlyArray<Assertion<Enactment>> = [
  {
    line: '6.1',
    says: 'the order stands in the update of the coin that it buys',
    holds: (given) => isIn(given, given.buy.update, given.swap, given.buy.membership),
  },
  {
    line: '6.2',
    says: 'the order stands in the update of the coin that it sells',
    holds: (given) => isIn(given, given.sell.update, given.swap, given.sell.membership),
  },
  {
    line: '6.3',
    says: 'the update of the coin that it buys is applied',
    holds: ({ checking, params, buy }) => isApplied(checking, params, buy),
  },
  {
    line: '6.4',
    says: 'the update of the coin that it sells is applied',
    holds: ({ checking, params, sell }) => isApplied(checking, params, sell),
  },
  {
    line: '6.5',
    says: 'the bought coin’s proof leads to the checkpoint',
    holds: (given) => leads(given, given.swap.buyCoin, given.buy),
  },
  {
    line: '6.6',
    says: 'the sold coin’s proof leads to the checkpoint',
    holds: (given) => leads(given, given.swap.sellCoin, given.sell),
  },
  {
    line: '6.7',
    says: 'what was given for what was taken is at the limit price of the order or better',
    holds: (given) => isAtLimit(given.swap, takenIn(given), givenIn(given)),
  },
  { line: '6.8', says: 'the order is in the book', holds: ({ book }) => book !== undefined },
  {
    line: '6.+',
    says: 'what was taken and given is what the book filled',
    holds: (given) =>
      given.book === undefined || (takenIn(given) === given.book.taken && givenIn(given) === given.book.given),
  },
]

// Algorithm 9

/** What a book matched of a coin, and what the accounts were debited for it. */
export interface Settlement {
  readonly orders: ReadonlyArray<{ readonly order: string; readonly matched: bigint; readonly debited: bigint }>
}

/** Matched and settled amounts correspond (TEX Algorithm 9), in total and order by order (T8). */
export const matchingSettlement: ReadonlyArray<Assertion<Settlement>> = [
  {
    line: '9.3',
    says: 'as much of the coin was debited in all as was matched',
    holds: ({ orders }) => orders.reduce((sum, { matched, debited }) => sum + debited - matched, 0n) === 0n,
  },
  {
    line: '9.+',
    says: 'of each order as much was debited as was matched',
    holds: ({ orders }) => orders.every(({ matched, debited }) => matched === debited),
  },
]

// Algorithm 10

/** What an operator looks at before it signs a swap. */
export interface Ratification extends Context {
  readonly swap: Swap
  readonly eon: bigint
  /** The new updates, signed by the trader. */
  readonly sell: Omit<Agreed, 'byOperator'> & { readonly membership: Membership }
  readonly buy: Omit<Agreed, 'byOperator'> & { readonly membership: Membership }
  /** What was agreed of the two accounts before. */
  readonly before: { readonly sell: Pick<Update, 'spent' | 'gained'>; readonly buy: Pick<Update, 'spent' | 'gained'> }
  /** What is left of the coin sold, with what is requested to withdraw set aside. */
  readonly available: bigint
  /** Whether another order of the account is open. */
  readonly hasOpenOrder: boolean
}

const isSignedBy = ({ params, checking }: Context, { update, byTrader }: Omit<Agreed, 'byOperator'>): boolean => {
  const member = params.traders.find(({ trader }) => trader === update.trader)
  return (
    member !== undefined &&
    [update.eon, update.spent, update.gained].every(isAmount) &&
    checking.verify(member.key, updateDatum(params, update), byTrader)
  )
}

/**
 * When an operator signs both updates of a swap (TEX Algorithm 10), at once or not at all. What the paper leaves out
 * (T31) is marked: the signatures, whose and when the updates are, that nothing agreed is taken back, that the amount is
 * there, and that no other order of the account is open (T7).
 */
export const ratification: ReadonlyArray<Assertion<Ratification>> = [
  {
    line: '10.1',
    says: 'the order stands in the update of the coin that it sells',
    holds: (given) => isIn(given, given.sell.update, given.swap, given.sell.membership),
  },
  {
    line: '10.2',
    says: 'the order stands in the update of the coin that it buys',
    holds: (given) => isIn(given, given.buy.update, given.swap, given.buy.membership),
  },
  {
    line: '10.3',
    says: 'the update of the coin sold spends the full amount, and gains nothing',
    holds: ({ sell, swap, before }) =>
      sell.update.spent === before.sell.spent + swap.sellAmount && sell.update.gained === before.sell.gained,
  },
  {
    line: '10.4',
    says: 'the update of the coin bought spends and gains nothing',
    holds: ({ buy, before }) => buy.update.gained === before.buy.gained && buy.update.spent === before.buy.spent,
  },
  {
    line: '10.+accounts',
    says: 'the updates are of the two accounts of the order, in this eon',
    holds: ({ swap, eon, sell, buy }) =>
      sell.update.trader === swap.trader &&
      buy.update.trader === swap.trader &&
      sell.update.coin === swap.sellCoin &&
      buy.update.coin === swap.buyCoin &&
      sell.update.eon === eon &&
      buy.update.eon === eon,
  },
  {
    line: '10.+signatures',
    says: 'the trader signed both updates',
    holds: (given) => isSignedBy(given, given.sell) && isSignedBy(given, given.buy),
  },
  { line: '10.+balance', says: 'the amount is there', holds: ({ swap, available }) => swap.sellAmount <= available },
  { line: '10.+one', says: 'no other order of the account is open', holds: ({ hasOpenOrder }) => !hasOpenOrder },
]
