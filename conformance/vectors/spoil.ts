import type * as t from 'io-ts'
import { type Conditions, conditionsFor, failingOf, type Tagged } from '../../spec/core/condition.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Json } from '../kit/kit.js'
import type { Draft, Tamper } from './build.js'

// How the runs of a chapter are written down, and what is made of the last entry of a history that is judged.

/** The parameters and events of a chapter, in JSON. */
interface Written<Params, Event> {
  readonly Params: t.Encoder<Params, unknown>
  readonly Event: t.Encoder<Event, unknown>
}

/** Makes drafts of the runs of a chapter, whose parameters are where its scenes have them. */
export const drafting =
  <Params, Event, Run extends { readonly events: ReadonlyArray<Event> }>(
    types: Written<Params, Event>,
    paramsOf: (run: Run) => Params,
  ) =>
  (
    slug: string,
    comment: string,
    clauses: Draft['clauses'],
    run: Run,
    source: Draft['source'] = { from: 'hand' },
  ): Draft => ({
    slug,
    comment,
    source,
    clauses,
    params: types.Params.encode(paramsOf(run)) as Json,
    events: run.events.map((event) => types.Event.encode(event) as Json),
  })

/** A run with one event more, which may be refused. */
export const ending = <R extends { readonly events: ReadonlyArray<unknown> }>(
  run: R,
  last: R['events'][number],
): R => ({
  ...run,
  events: [...run.events, last],
})

/** Some fields of an entry. */
export type Fields = Readonly<Record<string, Json>>

/** It was answered so. */
export const answeredWith =
  (answer: Json): Tamper =>
  (last) => ({ ...last, answer })

/** It was accepted, and did this. */
export const accepted = (outputs: Json): Tamper => answeredWith({ accepted: outputs })

/** It was refused, for this reason or for none that is given. */
export const refusedBy = (reason?: ClauseId): Tamper =>
  answeredWith({ rejected: reason === undefined ? {} : { reason } })

/** This is seen after it. */
export const seen =
  (observed: Json): Tamper =>
  (last) => ({ ...last, observed })

/** Of events that are refused, for each condition the first that fails it and breaks no other clause. */
export const failingOne = <Known, Event extends Tagged, Refused extends { readonly event: Event }>(
  conditions: Conditions<Known, Event>,
  refused: ReadonlyArray<Refused>,
  knownOf: (one: Refused) => Known,
): ReadonlyArray<Refused> => {
  const done = new Set<string>()
  return refused.filter((one) => {
    const [failed, ...more] = failingOf(conditions, knownOf(one), one.event)
    if (failed === undefined || more.some(({ clause }) => clause !== failed.clause)) return false
    const which = `${one.event.tag} ${conditionsFor(conditions, one.event).indexOf(failed)}`
    const isFirst = !done.has(which)
    done.add(which)
    return isFirst
  })
}
