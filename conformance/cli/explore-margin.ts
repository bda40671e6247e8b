import { monotonicity, monotonicityTable } from '../../model/margin/monotonicity.js'
import { show } from '../../model/margin/scope.js'
import type { Json } from '../kit/kit.js'
import { format } from '../vectors/format.js'
import { EXIT } from './exit.js'
import type { ExploreOptions } from './explore.js'
import { write } from './reports.js'

/** `touchstone explore margin --table`: explores what each kind of event can do to the proofs of others. */
export const exploreMonotonicity = async (options: ExploreOptions): Promise<number> => {
  const found = monotonicity()
  console.log(monotonicityTable(found))
  console.log(`\n${found.states} states, ${found.transitions} transitions, each scope complete`)
  const told = (shortest: (typeof found.rows)[number]['voids']): Json =>
    shortest === undefined ? null : { from: shortest.from, run: shortest.events.map(show) }
  if (options.json !== undefined)
    await write(
      options.json,
      format({
        states: found.states,
        transitions: found.transitions,
        complete: true,
        events: found.rows.map(({ kind, taken, voids, stale }) => ({
          kind,
          taken,
          voids: told(voids),
          stale: told(stale),
        })),
      }),
    )
  return EXIT.conformant
}
