import type { Fraction } from './types.js'

/** How many eons' trades a failure can undo when no checkpoint is contested (TEX VII-A2). */
export const TWO_EONS: Fraction = { numerator: 2n, denominator: 1n }

/** And at most: while a challenge is open a third eon runs for its first epoch, a quarter of it (T44). */
export const CONTESTED_EONS: Fraction = { numerator: 9n, denominator: 4n }

/** What the collateral for instant finality follows from. */
export interface Finality {
  /** The volume traded in a day, in units of account. */
  readonly dailyVolume: bigint
  readonly eonHours: bigint
  /** By how much the price of the one coin in the other may change while a trade is not settled. */
  readonly change: Fraction
  /** How many eons' trades a failure can undo; `TWO_EONS` is the paper's. */
  readonly eons: Fraction
  /** For how many of the two sides of each trade collateral is reserved; the paper's is 1 (T45). */
  readonly sides: 1n | 2n
}

/**
 * The collateral with which an operator can promise that trades are final at once: the volume of as many eons as a
 * failure undoes, times the change in price (TEX VII-A2), for each side that is protected. In units of account, rounded
 * up.
 */
export const collateralForFinality = ({ dailyVolume, eonHours, change, eons, sides }: Finality): bigint =>
  ceilDiv(
    dailyVolume * eonHours * eons.numerator * change.numerator * sides,
    24n * eons.denominator * change.denominator,
  )

/** One line of the figure: the collateral by daily volume, for eons of one length. */
export interface CollateralLine {
  readonly eonHours: bigint
  readonly points: ReadonlyArray<{ readonly dailyVolume: bigint; readonly collateral: bigint }>
}

/** The data of TEX Fig. 5: a line for each length of an eon, a point for each daily volume. */
export const collateralCurve = (
  {
    dailyVolumes,
    eonHours,
  }: { readonly dailyVolumes: ReadonlyArray<bigint>; readonly eonHours: ReadonlyArray<bigint> },
  assumed: Pick<Finality, 'change' | 'eons' | 'sides'>,
): ReadonlyArray<CollateralLine> =>
  eonHours.map((hours) => ({
    eonHours: hours,
    points: dailyVolumes.map((dailyVolume) => ({
      dailyVolume,
      collateral: collateralForFinality({ ...assumed, dailyVolume, eonHours: hours }),
    })),
  }))

const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b
