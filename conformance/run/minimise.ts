import type { Json } from '../kit/kit.js'
import type { Divergence } from './compare.js'

const MAX_ATTEMPTS = 600

/** Tries shorter sequences of events; answers the divergence, if there still is one. */
export type Diverges = (events: ReadonlyArray<Json>) => Promise<Divergence | undefined>

/**
 * Leaves out events, in ever smaller runs of them, as long as some divergence remains (delta debugging, Zeller and
 * Hildebrandt 2002); then two events that stand apart. What comes after the divergence is cut off each time. The
 * result is minimal in that no one and no two events can be left out, unless the attempts run out.
 */
export const minimise = async (found: Divergence, diverges: Diverges): Promise<Divergence> => {
  let best = found
  let attempts = 0
  for (let size = Math.max(1, Math.floor(best.at / 2)); size >= 0 && attempts < MAX_ATTEMPTS; ) {
    let smaller: Divergence | undefined
    for (const without of size > 0 ? runs(best.at, size) : pairs(best.at)) {
      if (attempts >= MAX_ATTEMPTS) break
      attempts += 1
      smaller = await diverges(eventsOf(best).filter((_, i) => !without.includes(i)))
      if (smaller !== undefined) break
    }
    if (smaller === undefined) size = size > 1 ? Math.floor(size / 2) : size - 1
    else {
      best = smaller
      size = Math.max(1, Math.min(size, best.at))
    }
  }
  return best
}

const eventsOf = ({ expected }: Divergence): ReadonlyArray<Json> => expected.map(({ event }) => event)

/** The indices below `end`, `size` neighbours at a time. */
const runs = (end: number, size: number): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: Math.floor(end / size) }, (_, i) => Array.from({ length: size }, (_, j) => i * size + j))

/** Every two indices below `end`. */
const pairs = (end: number): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: end }, (_, i) => i).flatMap((i) => Array.from({ length: end - i - 1 }, (_, j) => [i, i + j + 1]))
