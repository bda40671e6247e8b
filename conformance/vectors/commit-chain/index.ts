import type { Draft } from '../build.js'
import { ending } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { refusedProofs } from './proofs.js'
import { refusedEvents } from './refused.js'
import { refusedClosely } from './refused-closely.js'
import { draft } from './scene.js'
import { refusedTogether } from './together.js'

/** The runs of this chapter: those in which everything is accepted, and those whose last event is refused. */
export const traces = (): ReadonlyArray<Draft> => [
  ...acceptedRuns.map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene)),
  ...[...refusedProofs, ...refusedEvents, ...refusedClosely, ...refusedTogether].map(
    ({ slug, comment, clause, scene, event }) => draft(`refused-${slug}`, comment, [clause], ending(scene, event)),
  ),
]
