import type { Params, Puzzle } from './types.js'

/** How many squarings the operator makes to find the key: from g to kappa_g, and one more is C_K. */
export const squaringsOf = ({ steps }: Pick<Puzzle, 'steps'>): bigint => 2n ** steps - 1n

/** How many ticks the fastest processor needs for that: the whole number above. */
export const delayOf = ({ speed }: Pick<Params, 'speed'>, puzzle: Pick<Puzzle, 'steps'>): bigint =>
  (squaringsOf(puzzle) + speed - 1n) / speed

/** Whether a receipt was prompt: after no more than a quarter of the time that the fastest processor would need (TEX IV-D). */
export const isPrompt = ({ speed }: Pick<Params, 'speed'>, puzzle: Pick<Puzzle, 'steps'>, waited: bigint): boolean =>
  4n * waited * speed <= squaringsOf(puzzle)

/** F(p, d) = alpha p - beta d (TEX Equation 1). */
export const scoreOf = ({ reward, fine }: Pick<Params, 'reward' | 'fine'>, prompt: bigint, late: bigint): bigint =>
  reward * prompt - fine * late

/**
 * The chance that a sealed order picked at random is a real one, if of every k orders k - 1 are dummies (TEX VI-B4): 1 of
 * k. Nothing where k is below 1.
 */
export const chanceOfReal = (
  every: bigint,
): { readonly numerator: bigint; readonly denominator: bigint } | undefined =>
  every < 1n ? undefined : { numerator: 1n, denominator: every }
