import type { Json } from '../kit/kit.js'
import type { Divergence } from './failure.js'

const MAX_ATTEMPTS = 300

/**
 * Leaves out events, in ever smaller runs of them, as long as some divergence remains (delta debugging, Zeller and
 * Hildebrandt 2002). What comes after the divergence is cut off each time. The result is minimal in that no single
 * event can be left out, unless the attempts run out.
 */
export const minimise = async (
  found: Divergence,
  diverges: (events: ReadonlyArray<Json>) => Promise<Divergence | undefined>,
): Promise<Divergence> => {
  let best = found
  let attempts = 0
  let size = Math.max(1, Math.floor(best.at / 2))
  for (;;) {
    let smaller: Divergence | undefined
    for (let from = 0; from + size <= best.at && attempts < MAX_ATTEMPTS; from += size) {
      attempts += 1
      smaller = await diverges(eventsOf(best).filter((_, i) => i < from || i >= from + size))
      if (smaller !== undefined) break
    }
    if (smaller !== undefined) {
      best = smaller
      size = Math.min(size, Math.max(1, best.at))
    } else if (size > 1 && attempts < MAX_ATTEMPTS) size = Math.floor(size / 2)
    else return best
  }
}

const eventsOf = ({ expected }: Divergence): ReadonlyArray<Json> => expected.map(({ event }) => event)
