/**
 * Splits a whole number in proportion to weights: each gets its part rounded down, and what is left goes, one each, to
 * the largest remainders, the earlier first. Nobody gets more than its exact part rounded up. Weights of zero: nothing.
 */
export const apportion = (total: bigint, weights: ReadonlyArray<bigint>): ReadonlyArray<bigint> => {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const parts = weights.map((weight) => (total * weight) / sum)
  const remainders = weights.map((weight, i) => ({ i, left: (total * weight) % sum }))
  remainders.sort((a, b) => (a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1))
  let left = total - parts.reduce((a, b) => a + b, 0n)
  for (const { i } of remainders) {
    if (left === 0n) break
    parts[i] = (parts[i] as bigint) + 1n
    left -= 1n
  }
  return parts
}

/** Splits a number by weights, with at most `caps` for each; what the caps keep out is split by what is left of them. */
export const apportionWithin = (
  total: bigint,
  weights: ReadonlyArray<bigint>,
  caps: ReadonlyArray<bigint>,
): ReadonlyArray<bigint> => {
  const first = apportion(total, weights).map((part, i) => (part < caps[i]! ? part : caps[i]!))
  const rest = total - first.reduce((a, b) => a + b, 0n)
  const room = caps.map((cap, i) => cap - first[i]!)
  const second = apportion(rest, room)
  return first.map((part, i) => part + second[i]!)
}
