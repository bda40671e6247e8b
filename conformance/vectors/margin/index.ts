import type { Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { seededDrafts } from '../seeded.js'
import { ending } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { refusedEvents } from './refused.js'
import { draft } from './scene.js'

/** The runs of this chapter: those in which everything is accepted, those whose last event is refused, and random ones. */
export const traces = (kit: Kit): ReadonlyArray<Draft> => [
  ...acceptedRuns().map(({ slug, comment, clauses, scene, source }) => draft(slug, comment, clauses, scene, source)),
  ...refusedEvents().map(({ slug, comment, clause, scene, event }) =>
    draft(`refused-${slug}`, comment, [clause], ending(scene, event)),
  ),
  ...seededDrafts(kit, { seeds: 20, events: 16, clauses: ['MG-18', 'MG-16', 'MG-30', 'MG-32'] }),
]
