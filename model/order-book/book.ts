import type { Placed } from '../../spec/order-book/history.js'
import { compatible } from '../../spec/order-book/history.js'
import type { Side } from '../../spec/order-book/types.js'

/**
 * Live orders in the sequence in which they were accepted: an immutable binary tree over their places. Every node
 * carries the lowest selling and the highest buying price below it, like the min-max tree of TEX IV-F, so the earliest
 * order that is compatible with a limit is found on one way down.
 *
 * A branch covers an aligned block of places, the lower half on its left; a branch with an empty half is not kept, so
 * there are as many branches as orders, less one. With n orders accepted so far every function here takes O(log n)
 * steps and builds at most O(log n) new nodes.
 */
export interface Book {
  /** The order of a leaf; a branch has none, and both children instead. */
  readonly order: Placed | undefined
  readonly left: Book | undefined
  readonly right: Book | undefined
  /** The first place of the block, and how many places it has: a power of two. */
  readonly base: number
  readonly size: number
  readonly minSell: bigint | undefined
  readonly maxBuy: bigint | undefined
}

/** The best price on a side; none where the side is empty. */
export const bestPrice = (book: Book, side: Side): bigint | undefined => (side === 'buy' ? book.maxBuy : book.minSell)

/** The earliest order on `side` that is compatible with a limit of the other side; there has to be one. */
export const earliest = (book: Book, side: Side, limit: bigint | undefined): Placed => {
  let node = book
  while (node.order === undefined) {
    const left = node.left as Book
    node = reaches(left, side, limit) ? left : (node.right as Book)
  }
  return node.order
}

/** The order at a place, which is live. */
export const at = (book: Book, place: number): Placed => {
  let node = book
  while (node.order === undefined) node = (isLeft(node, place) ? node.left : node.right) as Book
  return node.order
}

/** The book with one more order, whose place is after all others. */
export const append = (book: Book | undefined, order: Placed): Book => {
  if (book === undefined) return leaf(order)
  if (order.place < book.base + book.size)
    return branch(book.base, book.size, book.left as Book, append(book.right, order))
  let { base, size } = book
  do {
    size *= 2
    base -= base % size
  } while (order.place >= base + size)
  return branch(base, size, book, leaf(order))
}

/** The book without the order at this place, which is live. */
export const remove = (book: Book, place: number): Book | undefined => {
  if (book.order !== undefined) return undefined
  const { left, right } = book as { readonly left: Book; readonly right: Book }
  if (isLeft(book, place)) {
    const rest = remove(left, place)
    return rest === undefined ? right : branch(book.base, book.size, rest, right)
  }
  const rest = remove(right, place)
  return rest === undefined ? left : branch(book.base, book.size, left, rest)
}

/** The book with this order in the stead of the one at its place, which is live. */
export const replace = (book: Book, order: Placed): Book =>
  book.order !== undefined
    ? leaf(order)
    : isLeft(book, order.place)
      ? branch(book.base, book.size, replace(book.left as Book, order), book.right as Book)
      : branch(book.base, book.size, book.left as Book, replace(book.right as Book, order))

/** The orders in the sequence in which they were accepted. */
export const ordersOf = (book: Book | undefined): ReadonlyArray<Placed> => {
  const orders: Placed[] = []
  if (book !== undefined) collect(book, orders)
  return orders
}

const collect = ({ order, left, right }: Book, into: Placed[]): void => {
  if (order !== undefined) into.push(order)
  else {
    collect(left as Book, into)
    collect(right as Book, into)
  }
}

const reaches = (book: Book, side: Side, limit: bigint | undefined): boolean => {
  const best = bestPrice(book, side)
  return best !== undefined && compatible(side, best, limit)
}

const isLeft = (book: Book, place: number): boolean => place < book.base + book.size / 2

const leaf = (order: Placed): Book => ({
  order,
  left: undefined,
  right: undefined,
  base: order.place,
  size: 1,
  minSell: order.side === 'sell' ? order.price : undefined,
  maxBuy: order.side === 'buy' ? order.price : undefined,
})

const branch = (base: number, size: number, left: Book, right: Book): Book => ({
  order: undefined,
  left,
  right,
  base,
  size,
  minSell: lower(left.minSell, right.minSell),
  maxBuy: higher(left.maxBuy, right.maxBuy),
})

const lower = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined ? b : b === undefined || a <= b ? a : b

const higher = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined ? b : b === undefined || a >= b ? a : b
