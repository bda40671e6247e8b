/** Amounts under composed names; what is not there is zero, and what is zero is not there. */
export type Tally = ReadonlyMap<string, bigint>

/** A name of several parts. Identifiers and integers have no slash. */
export type Parts = ReadonlyArray<string | bigint>

/** The amount under a name. */
export const amountOf = (tally: Tally, ...parts: Parts): bigint => tally.get(parts.join('/')) ?? 0n

/** The tally with an amount added under a name. */
export const plus = (tally: Tally, amount: bigint, ...parts: Parts): Tally => {
  const added = new Map(tally)
  const sum = amountOf(tally, ...parts) + amount
  if (sum === 0n) added.delete(parts.join('/'))
  else added.set(parts.join('/'), sum)
  return added
}
