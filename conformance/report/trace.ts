import * as E from 'fp-ts/lib/Either.js'
import type { Json } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import type { Failure } from '../run/result.js'

/** What the model shows through the events of a failure: before the first, and after each with the answer to it. */
export interface Trace {
  readonly observations: ReadonlyArray<string>
  readonly moments: ReadonlyArray<{ readonly answer?: Json; readonly observed: Readonly<Record<string, Json>> }>
  /** What the implementation showed after the last event, as far as it was asked. */
  readonly shown: Readonly<Record<string, Json>> | undefined
  /** What it answered to the last event. */
  readonly answered: Json | undefined
}

/** The trace of a failure; nothing, where the chapter has no machine, or the events are none of its. */
export const traceOf = (chapter: string, failure: Failure): Trace | undefined => {
  const kit = kitOf(chapter)
  if (kit === undefined || kit.observations.length === 0) return undefined
  const { params, events } = failure
  const run = E.tryCatch(() => {
    const session = kit.open(params)
    const first = { observed: session.observe(kit.observations) }
    const rest = events.map((event) => {
      const { answer, observed } = session.step(event, kit.observations)
      return { answer: answer as unknown as Json, observed }
    })
    return [first, ...rest]
  }, E.toError)
  if (E.isLeft(run)) return undefined
  const { observed, ...answer } = (failure.actual ?? {}) as { readonly observed?: Readonly<Record<string, Json>> }
  return {
    observations: kit.observations,
    moments: run.right,
    shown: typeof observed === 'object' && observed !== null && Object.keys(observed).length > 0 ? observed : undefined,
    answered: 'accepted' in answer || 'rejected' in answer ? (answer as Json) : undefined,
  }
}

/** An answer with its outputs in the one form in which they were compared, so that both sides read alike. */
export const inOneForm = (chapter: string, answer: Json): Json => {
  const kit = kitOf(chapter)
  if (kit === undefined || typeof answer !== 'object' || answer === null || !('accepted' in answer)) return answer
  const { accepted } = answer as { readonly accepted: Json }
  const normal = E.tryCatch(() => kit.normalise(accepted), E.toError)
  return E.isLeft(normal) ? answer : { ...answer, accepted: normal.right }
}
