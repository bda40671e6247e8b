import type { ClauseId } from '../core/ids.js'
import { isAmount, isPrice } from '../primitives/clauses.js'
import type { Moment, Placed } from './history.js'
import type { Event } from './types.js'

/** What a condition of admission looks at: the named orders that were live before the event, and the eon that runs. */
export type Before = Pick<Moment, 'before' | 'eon'>

/** A condition under which an event is admitted, and the clause that requires it. */
interface Condition<E> {
  readonly clause: ClauseId
  readonly holds: (event: E, before: Before) => boolean
}

type Conditions = { readonly [Tag in Event['tag']]: ReadonlyArray<Condition<Extract<Event, { readonly tag: Tag }>>> }

const named = ({ before }: Before, { order }: Extract<Event, { readonly order: string }>): Placed | undefined =>
  before.get(order)

/** The conditions of each event, in order of precedence: of several that fail, the first is the reason. */
const conditions: Conditions = {
  limit: [
    { clause: 'PR-1', holds: ({ volume }) => isAmount(volume) },
    { clause: 'PR-2', holds: ({ price }) => isPrice(price) },
    { clause: 'PR-3', holds: ({ volume, price }) => isAmount(volume * price) },
    { clause: 'OB-20', holds: ({ lastEon }, { eon }) => lastEon >= eon },
    { clause: 'OB-17', holds: (event, before) => named(before, event) === undefined },
  ],
  market: [
    { clause: 'PR-1', holds: ({ volume }) => isAmount(volume) },
    { clause: 'OB-17', holds: (event, before) => named(before, event) === undefined },
  ],
  cancel: [
    { clause: 'OB-18', holds: (event, before) => named(before, event) !== undefined },
    { clause: 'OB-19', holds: (event, before) => (named(before, event)?.trader ?? event.trader) === event.trader },
  ],
  endEon: [{ clause: 'OB-21', holds: (event, { eon }) => event.eon === eon }],
}

const conditionsOf = (event: Event): ReadonlyArray<Condition<Event>> =>
  conditions[event.tag] as ReadonlyArray<Condition<Event>>

/** The conditions of admission that an event fails, in order of precedence. */
export const failing = ({ event, ...before }: Before & Pick<Moment, 'event'>): ReadonlyArray<ClauseId> =>
  conditionsOf(event).flatMap(({ clause, holds }) => (holds(event, before) ? [] : [clause]))

/** Whether an event fails the condition that a clause requires. */
export const fails = (m: Before & Pick<Moment, 'event'>, clause: ClauseId): boolean =>
  conditionsOf(m.event).some((condition) => condition.clause === clause && !condition.holds(m.event, m))

/** What is wrong with an event that fails a condition, for a message. */
export const admissionMessage = ({ event, before, eon }: Before & Pick<Moment, 'event'>, clause: ClauseId): string => {
  if (event.tag === 'endEon') return `ends eon ${event.eon}, while eon ${eon} runs`
  switch (clause) {
    case 'OB-17':
      return `submits ${event.order}, which is the id of a live order`
    case 'OB-19':
      return `of ${event.trader} names ${event.order}, an order of ${before.get(event.order)?.trader}`
    case 'OB-20':
      return `submits ${event.order} for eons that ended before eon ${eon}`
    default:
      return `names ${event.order}, which is not live`
  }
}
