import type { WitnessCall, WitnessLog } from '../core/erratum.js'
import type { Finality } from './finality.js'
import { PARAMS } from './runs.js'
import { type Event, History, type Params } from './types.js'

const logOf = (says: string, params: Params, events: ReadonlyArray<Event>): Required<WitnessLog> => {
  const entries = events.map((event) => ({ event, answer: { accepted: { paid: [] } } }))
  const history = History.encode({ params, entries })
  return {
    says,
    chapter: 'collateral',
    params: history.params,
    events: history.entries.map((entry) => entry.event),
    answers: history.entries.map(({ answer }) => answer),
  }
}

/** A run of an erratum in which every event was accepted, as the paper has it. */
export const accepted = (says: string, events: ReadonlyArray<Event>): WitnessLog => logOf(says, PARAMS, events)

/** The same traders, and none of them is careful: what the paper admits is admitted. */
const CARELESS: Params = { ...PARAMS, traders: PARAMS.traders.map(({ trader }) => ({ trader, careful: false })) }

/** A run of an erratum without care, and at its end the operator fails, so that it shows who recovers what. */
export const recovering = (says: string, events: ReadonlyArray<Event>): WitnessLog => {
  const { answers: _, ...log } = logOf(says, CARELESS, [...events, { tag: 'fail' }])
  return log
}

const fraction = ({ numerator, denominator }: Finality['change']) => ({
  numerator: `${numerator}`,
  denominator: `${denominator}`,
})

/** What an erratum says of the collateral for instant finality, as a call of the function that computes it. */
export const costing = (says: string, { dailyVolume, eonHours, change, eons, sides }: Finality): WitnessCall => ({
  says,
  chapter: 'collateral',
  function: 'collateralForFinality',
  arguments: {
    dailyVolume: `${dailyVolume}`,
    eonHours: `${eonHours}`,
    change: fraction(change),
    eons: fraction(eons),
    sides: `${sides}`,
  },
})
