/** One measurement, as `npm run bench` reports it. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it is compared with. */
  readonly against: string
  readonly ratio: number
  readonly goal: string
  readonly met: boolean
}

/** The middle of some numbers. */
export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How long something takes, in milliseconds. */
export const timed = (work: () => void): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}

/**
 * Runs several pieces of work in turn, a b c a b c ..., so that a machine that gets slower does so for all of them;
 * answers the times of each.
 */
export const inTurn = <Name extends string>(
  rounds: number,
  work: Readonly<Record<Name, () => void>>,
): Readonly<Record<Name, ReadonlyArray<number>>> => {
  const names = Object.keys(work) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round++) for (const name of names) times[name].push(timed(work[name]))
  return times
}

/** A number with three digits that count. */
export const rounded = (n: number): number => Number(n.toPrecision(3))
