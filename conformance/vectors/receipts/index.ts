import type { ClauseId } from '../../../spec/core/ids.js'
import { Event, Params } from '../../../spec/receipts/types.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { Draft } from '../build.js'
import { seededDrafts } from '../seeded.js'
import { acceptedRuns } from './accepted.js'
import { refusedEvents } from './refused.js'
import type { Scene } from './scene.js'

/** A run of this chapter as a draft. */
export const draft = (
  slug: string,
  comment: string,
  clauses: readonly [ClauseId, ...ClauseId[]],
  { params }: Scene,
  events: ReadonlyArray<Event>,
): Draft => ({
  slug,
  comment,
  source: { from: 'hand' },
  clauses,
  params: Params.encode(params) as unknown as Json,
  events: events.map((event) => Event.encode(event) as unknown as Json),
})

/** The runs of this chapter: those in which everything is accepted, those whose last event is refused, and drawn ones. */
export const traces = (kit: Kit): ReadonlyArray<Draft> => [
  ...acceptedRuns.map(({ slug, comment, clauses, scene }) => draft(slug, comment, clauses, scene, scene.events)),
  ...refusedEvents.map(({ slug, comment, clause, scene, event }) =>
    draft(`refused-${slug}`, comment, [clause], scene, [...scene.events, event]),
  ),
  ...seededDrafts(kit, { seeds: 8, events: 24, clauses: ['RE-4', 'RE-19', 'RE-20', 'RE-21'] }),
]
