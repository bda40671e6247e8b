import type { Side } from './types.js'

// The paper's rules on matching, transcribed word for word so that what follows from them can be computed. None of this
// is what the specification says; `errata.ts` compares the two.

/** An order as Algorithm 7 has it: what it still gives and what it still gets, each in its own asset's units. */
export interface PaperOrder {
  readonly side: Side
  readonly price: bigint
  readonly remOut: bigint
  readonly remIn: bigint
}

/** An order to trade a volume at a price, in the paper's terms: a sell gives base lots, a buy gives quote units. */
export const paperOrder = (side: Side, price: bigint, volume: bigint): PaperOrder =>
  side === 'sell'
    ? { side, price, remOut: volume, remIn: volume * price }
    : { side, price, remOut: volume * price, remIn: volume }

/** What the annotations stand for where there is no order: Algorithm 7 writes 0 for no buy and INF for no sell. */
export const NO_BUY = 0n
/** See `NO_BUY`. */
export const INF = 2n ** 128n

/** The annotations of a tree: the lowest selling price and the highest buying price in it. */
export interface Annotation {
  readonly sell: bigint
  readonly buy: bigint
}

/** Algorithm 7, the two "first child" assertions: whether an incoming order may match in a tree with this annotation. */
export const mayMatch = (incoming: Pick<PaperOrder, 'side' | 'price'>, { sell, buy }: Annotation): boolean =>
  incoming.side === 'sell' ? buy > incoming.price : sell <= incoming.price

/** Algorithm 8, the last two assertions: whether what is left of an order may be appended. */
export const mayAppend = (incoming: Pick<PaperOrder, 'side' | 'price'>, { sell, buy }: Annotation): boolean =>
  incoming.side === 'sell' ? buy < incoming.price : sell > incoming.price

/** Algorithm 7, the arithmetic: what is matched, and the resting order after it. `:=` is the paper's, `-=` what it must mean. */
export const matchStep = (
  incoming: PaperOrder,
  resting: PaperOrder,
  assign: ':=' | '-=',
): { readonly matched: bigint; readonly resting: PaperOrder } => {
  const matched = incoming.remOut < resting.remIn ? incoming.remOut : resting.remIn
  const given = matched * incoming.price
  return {
    matched,
    resting: { ...resting, remIn: resting.remIn - matched, remOut: assign === ':=' ? given : resting.remOut - given },
  }
}

/** Algorithm 7, the last branch: the annotation of the resting order's leaf. The second condition asks for the incoming order. */
export const leafAfter = (incoming: PaperOrder, resting: PaperOrder, restingIsDone: boolean): Annotation => ({
  buy: restingIsDone || resting.side === 'sell' ? NO_BUY : resting.price,
  sell: restingIsDone || incoming.side === 'buy' ? INF : resting.price,
})

/** An order of a finished book, in the sequence in which it was accepted. */
export interface Finished {
  readonly id: string
  readonly side: Side
  readonly price: bigint
}

const crosses = (a: Finished, b: Finished): boolean => {
  const [buy, sell] = a.side === 'buy' ? [a, b] : [b, a]
  return buy.side !== sell.side && buy.price >= sell.price
}

/** Constraint 3 read over a finished book: every two orders that may match and did not. */
export const unmatchedPairs = (
  orders: ReadonlyArray<Finished>,
  matches: ReadonlyArray<readonly [string, string]>,
): ReadonlyArray<string> =>
  orders.flatMap((a, i) =>
    orders
      .slice(i + 1)
      .filter((b) => crosses(a, b) && !matches.some(([maker, taker]) => maker === a.id && taker === b.id))
      .map((b) => `${a.id}-${b.id}`),
  )

/** Constraint 1 read over a finished book: every C matched with an A although a B between them may match with A too. */
export const overtaken = (
  orders: ReadonlyArray<Finished>,
  matches: ReadonlyArray<readonly [string, string]>,
): ReadonlyArray<string> =>
  matches.flatMap(([maker, taker]) => {
    const a = orders.findIndex(({ id }) => id === maker)
    const c = orders.findIndex(({ id }) => id === taker)
    return orders
      .slice(a + 1, c)
      .filter(
        (b) => crosses(orders[a] as Finished, b) && !matches.some(([one, other]) => one === maker && other === b.id),
      )
      .map(({ id }) => `${taker} overtook ${id}`)
  })
