/**
 * The deposits of a penalty protocol in which parties reveal in a fixed order, each in units of what every other one is
 * to be compensated with: who moves when k others have revealed must be able to pay each of them, so it deposits k; who
 * moves first has nobody to pay, and still deposits one for its own answer (P, Challenge 6.3; Kumaresan et al.).
 */
export const staggeredDeposits = (traders: number): ReadonlyArray<bigint> =>
  Array.from({ length: traders }, (_, before) => (before === 0 ? 1n : BigInt(before)))

/** How many times the smallest deposit the largest one is. */
export const spread = (deposits: ReadonlyArray<bigint>): bigint => {
  const sorted = [...deposits].sort((a, b) => (a < b ? -1 : 1))
  return (sorted.at(-1) ?? 0n) / (sorted[0] ?? 1n)
}

/** The deposits of an escrow in proportion to what is at stake: as many times as the stakes themselves differ. */
export const proportionalDeposits = (stakes: ReadonlyArray<bigint>, rate: bigint): ReadonlyArray<bigint> =>
  stakes.map((stake) => (stake * rate) / 10_000n)

/** What is done in a market, and by how many. */
export interface Activity {
  readonly traders: number
  /** Orders and cancels of all traders. */
  readonly messages: number
  readonly trades: number
  /** Joint steps in which everybody takes part. */
  readonly jointSteps: number
}

/** How many messages one trader sends that starts so many events itself: with everybody in every event, or by MG-34. */
export const burden = (
  { messages, jointSteps }: Activity,
  own: number,
): { allParties: number; proportional: number } => ({
  allParties: messages,
  proportional: own + jointSteps,
})
