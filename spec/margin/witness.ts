import type { WitnessLog } from '../core/erratum.js'
import { openLog } from './history.js'
import { current, outputsOf, played, type Written } from './runs.js'
import { History, type Outputs, type Params } from './types.js'

/**
 * A run of an erratum, for whoever wants to step through it. With `changes`, a market did that instead of what it should
 * have done at the last event, and right before; without, it is left to the model what the market answers.
 */
export const witnessRun = (
  says: string,
  params: Params,
  run: ReadonlyArray<Written>,
  changes?: Partial<Outputs>,
): WitnessLog => {
  let ledger = openLog(params)
  const entries = run.map((written, i) => {
    const last = i === run.length - 1 ? changes : undefined
    const entry = {
      event: current(ledger, written.event),
      answer: { accepted: { ...outputsOf(ledger, written), ...last } },
    }
    ledger = played(ledger, written).ledger
    return entry
  })
  const history = History.encode({ params, entries })
  const events = history.entries.map(({ event }) => event)
  const about = { says, chapter: 'margin' as const, params: history.params, events }
  return changes === undefined ? about : { ...about, answers: history.entries.map(({ answer }) => answer) }
}
