/** Makes the node over two others. */
export type Join<N> = (left: N, right: N) => N

/** A perfect tree over a power of two of leaves; a leaf has no children. */
export interface Mountain<N> {
  readonly node: N
  readonly size: number
  readonly left: Mountain<N> | undefined
  readonly right: Mountain<N> | undefined
}

/**
 * A Merkle mountain range (TEX II-D3): mountains of falling size, the last one at hand, since that is where it grows.
 * Immutable: every length that it ever had stays as it was.
 */
export interface Range<N> {
  readonly size: number
  readonly last: Mountains<N> | undefined
}

interface Mountains<N> {
  readonly peak: Mountain<N>
  readonly before: Mountains<N> | undefined
}

/** The range without a leaf. */
export const emptyRange: Range<never> = { size: 0, last: undefined }

const joined = <N>(join: Join<N>, left: Mountain<N>, right: Mountain<N>): Mountain<N> => ({
  node: join(left.node, right.node),
  size: left.size + right.size,
  left,
  right,
})

/** The range with one more leaf: one node on average, and at most log n. */
export const append = <N>(join: Join<N>, { size, last }: Range<N>, leaf: N): Range<N> => {
  let peak: Mountain<N> = { node: leaf, size: 1, left: undefined, right: undefined }
  let before = last
  while (before !== undefined && before.peak.size === peak.size) {
    peak = joined(join, before.peak, peak)
    before = before.before
  }
  return { size: size + 1, last: { peak, before } }
}

/** The root, the peaks bagged from the right; nothing, where there is no leaf. A node less than there are mountains. */
export const root = <N>(join: Join<N>, { last }: Range<N>): N | undefined => {
  if (last === undefined) return undefined
  let bagged = last.peak.node
  for (let at = last.before; at !== undefined; at = at.before) bagged = join(at.peak.node, bagged)
  return bagged
}

/** The nodes of the mountains, the largest first. */
export const peaks = <N>({ last }: Range<N>): ReadonlyArray<N> => {
  const found: N[] = []
  for (let at = last; at !== undefined; at = at.before) found.push(at.peak.node)
  return found.reverse()
}

/** Whether a range has a place. */
const has = ({ size }: Range<unknown>, index: number): boolean => Number.isInteger(index) && index >= 0 && index < size

/** The siblings on the way from a place to the root, bottom up; nothing, where there is no such place. At most log n nodes. */
export const pathOf = <N>(join: Join<N>, range: Range<N>, index: number): ReadonlyArray<N> | undefined => {
  if (!has(range, index)) return undefined
  let bagged: readonly [N] | undefined
  let at = range.last as Mountains<N>
  let from = range.size - at.peak.size
  while (index < from) {
    bagged = [bagged === undefined ? at.peak.node : join(at.peak.node, bagged[0])]
    at = at.before as Mountains<N>
    from -= at.peak.size
  }
  const path = [...inside(at.peak, index - from), ...(bagged ?? [])]
  for (let left = at.before; left !== undefined; left = left.before) path.push(left.peak.node)
  return path
}

const inside = <N>(mountain: Mountain<N>, index: number): ReadonlyArray<N> => {
  const down: N[] = []
  let [at, place] = [mountain, index]
  while (at.left !== undefined && at.right !== undefined) {
    const isRight = place >= at.left.size
    down.push(isRight ? at.left.node : at.right.node)
    if (isRight) place -= at.left.size
    at = isRight ? at.right : at.left
  }
  return down.reverse()
}

/** The range with another leaf at a place, which it has. At most log n nodes. */
export const replace = <N>(join: Join<N>, { size, last }: Range<N>, index: number, leaf: N): Range<N> => {
  const at = (mountains: Mountains<N> | undefined, end: number): Mountains<N> | undefined => {
    if (mountains === undefined) return undefined
    const { peak, before } = mountains
    const from = end - peak.size
    return index >= from ? { peak: put(join, peak, index - from, leaf), before } : { peak, before: at(before, from) }
  }
  return { size, last: at(last, size) }
}

const put = <N>(join: Join<N>, { left, right, size }: Mountain<N>, index: number, leaf: N): Mountain<N> => {
  if (left === undefined || right === undefined) return { node: leaf, size, left, right }
  return index < left.size
    ? joined(join, put(join, left, index, leaf), right)
    : joined(join, left, put(join, right, index - left.size, leaf))
}
