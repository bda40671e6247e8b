import type { Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { seededDrafts } from '../seeded.js'
import { ending } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { refusedEvents } from './refused.js'
import { draft } from './scene.js'

/** The runs of this chapter: those in which everything is accepted, those whose last event is refused, and random ones. */
export const traces = (kit: Kit): ReadonlyArray<Draft> => [
  ...acceptedRuns().map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene)),
  ...refusedEvents().map(({ slug, comment, clause, scene, event }) =>
    draft(`refused-${slug}`, comment, [clause], ending(scene, event)),
  ),
  ...seededDrafts(kit, { seeds: 6, events: 10, clauses: ['SO-35', 'SO-34', 'SO-36', 'SO-42'] }),
]
