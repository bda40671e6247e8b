import type { WitnessLog } from '../core/erratum.js'
import { type Entry, History, type Params } from './types.js'

/** A history of an erratum, for whoever wants to step through it. */
export const witnessRun = (params: Params, entries: ReadonlyArray<Entry>, says = 'as the paper has it'): WitnessLog => {
  const history = History.encode({ params, entries })
  return {
    says,
    chapter: 'order-book',
    params: history.params,
    events: history.entries.map(({ event }) => event),
    answers: history.entries.map(({ answer }) => answer),
  }
}
