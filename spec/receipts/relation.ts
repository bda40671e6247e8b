import type { ClauseId } from '../core/ids.js'

/** One assertion of a relation between what is stated and what is shown. */
export interface Assertion<A> {
  readonly clause: ClauseId
  /** The assertion of the algorithm, counted; `+` where the paper lacks it. */
  readonly line: string
  readonly says: string
  readonly holds: (given: A) => boolean
}

/** The assertions that fail, in order. */
export const unmet = <A>(relation: ReadonlyArray<Assertion<A>>, given: A): ReadonlyArray<Assertion<A>> =>
  relation.filter(({ holds }) => !holds(given))

/** The first assertion that fails. */
export const firstUnmet = <A>(relation: ReadonlyArray<Assertion<A>>, given: A): Assertion<A> | undefined =>
  relation.find(({ holds }) => !holds(given))
