import { Event, Params } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import type { Json } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { acceptedRuns } from './accepted.js'
import { refusedProofs } from './proofs.js'
import { refusedEvents } from './refused.js'
import { refusedClosely } from './refused-closely.js'
import type { Scene } from './scene.js'
import { refusedTogether } from './together.js'

const draft = (
  slug: string,
  comment: string,
  clauses: readonly [ClauseId, ...ClauseId[]],
  { cast }: Scene,
  events: ReadonlyArray<Event>,
): Draft => ({
  slug,
  comment,
  source: { from: 'hand' },
  clauses,
  params: Params.encode(cast.params) as unknown as Json,
  events: events.map((event) => Event.encode(event) as unknown as Json),
})

/** The runs of this chapter: those in which everything is accepted, and those whose last event is refused. */
export const traces = (): ReadonlyArray<Draft> => [
  ...acceptedRuns.map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene, scene.events)),
  ...[...refusedProofs, ...refusedEvents, ...refusedClosely, ...refusedTogether].map(
    ({ slug, comment, clause, scene, event }) =>
      draft(`refused-${slug}`, comment, [clause], scene, [...scene.events, event]),
  ),
]
