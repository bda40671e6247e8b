// The shape of every tree of this chapter, and what it commits. Of n > 1 leaves the first k are the left subtree and the
// others the right one, where k is the largest power of two below n. That is the shape of RFC 6962, and the same as that
// of a Merkle mountain range whose peaks are bagged from the right (T25).

/** The largest power of two below n, for n > 1. */
export const splitOf = (n: bigint): bigint => 1n << BigInt((n - 1n).toString(2).length - 1)

/** On which side of the way from a leaf to the root a sibling lies. */
export type SiblingSide = 'left' | 'right'

/**
 * On which side the siblings of a leaf lie, from the bottom up; nothing, where there is no such leaf. At most one for
 * each bit of `size`.
 */
export const sidesOf = (index: bigint, size: bigint): ReadonlyArray<SiblingSide> | undefined => {
  if (index < 0n || index >= size) return undefined
  const sides: SiblingSide[] = []
  let [place, leaves] = [index, size]
  while (leaves > 1n) {
    const split = splitOf(leaves)
    const isRight = place >= split
    sides.push(isRight ? 'left' : 'right')
    if (isRight) place -= split
    leaves = isRight ? leaves - split : split
  }
  return sides.reverse()
}

/** The root over some leaves, at least one; `join` makes a node of two children. */
export const rootOver = <A>(leaves: readonly [A, ...A[]], join: (left: A, right: A) => A): A => {
  const over = (from: number, to: number): A => {
    if (to - from === 1) return leaves[from] as A
    const middle = from + Number(splitOf(BigInt(to - from)))
    return join(over(from, middle), over(middle, to))
  }
  return over(0, leaves.length)
}

/** The siblings of a leaf, from the bottom up; nothing, where there is no such leaf. */
export const siblingsOver = <A>(
  leaves: ReadonlyArray<A>,
  index: number,
  join: (left: A, right: A) => A,
): ReadonlyArray<A> | undefined => {
  if (!(index >= 0 && index < leaves.length)) return undefined
  const rootOf = (from: number, to: number): A =>
    rootOver(leaves.slice(from, to) as unknown as readonly [A, ...A[]], join)
  const path: A[] = []
  let [from, to] = [0, leaves.length]
  while (to - from > 1) {
    const middle = from + Number(splitOf(BigInt(to - from)))
    path.push(index < middle ? rootOf(middle, to) : rootOf(from, middle))
    if (index < middle) to = middle
    else from = middle
  }
  return path.reverse()
}
