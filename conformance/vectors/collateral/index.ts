import { collateralErrata } from '../../../spec/collateral/errata.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { seededDrafts } from '../seeded.js'
import { acceptedRuns } from './accepted.js'
import { refusedEvents } from './refused.js'
import { draft } from './scene.js'

/** The runs of the errata in which everybody recovers. */
const ofErrata = (): ReadonlyArray<Draft> =>
  collateralErrata.flatMap(({ id, where, clauses, witness }) =>
    (witness().runs ?? [])
      .filter((run) => 'events' in run && run.answers === undefined)
      .map((run, i) => {
        const { says, params, events } = run as unknown as { says: string; params: Json; events: ReadonlyArray<Json> }
        return {
          slug: `erratum-${id.toLowerCase()}${i === 0 ? '' : `-${i + 1}`}`,
          comment: `${id}: ${says}.`,
          source: { from: 'paper', where },
          clauses: ['CO-11', 'CO-12', ...clauses.filter((clause) => clause !== 'CO-11' && clause !== 'CO-12')],
          params,
          events,
        }
      }),
  )

/** The runs of this chapter: those in which everything is accepted, those whose last event is refused, and random ones. */
export const traces = (kit: Kit): ReadonlyArray<Draft> => [
  ...acceptedRuns().map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene)),
  ...ofErrata(),
  ...refusedEvents().map(({ slug, comment, clause, scene, event }) =>
    draft(`refused-${slug}`, comment, [clause], { params: scene.params, events: [...scene.events, event] }),
  ),
  ...seededDrafts(kit, { seeds: 6, events: 28, clauses: ['CO-18', 'CO-6', 'CO-7', 'CO-19'] }),
]
