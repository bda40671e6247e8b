import type { ClauseId } from './ids.js'

/** An event of any chapter: a tagged record. */
export interface Tagged {
  readonly tag: string
}

/** A condition under which an event is accepted, the clause that requires it, and the condition in a sentence. */
export interface Condition<Known, Event> {
  readonly clause: ClauseId
  readonly says: string
  readonly holds: (known: Known, event: Event) => boolean
}

/** The conditions of each kind of event, in order of precedence: of several that fail, the first is the reason. */
export type Conditions<Known, Event extends Tagged> = {
  readonly [Tag in Event['tag']]: ReadonlyArray<Condition<Known, Extract<Event, { readonly tag: Tag }>>>
}

/** The conditions of an event, in order of precedence. */
export const conditionsFor = <Known, Event extends Tagged>(
  conditions: Conditions<Known, Event>,
  event: Event,
): ReadonlyArray<Condition<Known, Event>> =>
  conditions[event.tag as Event['tag']] as unknown as ReadonlyArray<Condition<Known, Event>>

/** The conditions that an event fails, in order of precedence. */
export const failingOf = <Known, Event extends Tagged>(
  conditions: Conditions<Known, Event>,
  known: Known,
  event: Event,
): ReadonlyArray<Condition<Known, Event>> =>
  conditionsFor(conditions, event).filter(({ holds }) => !holds(known, event))
