import { conditions } from '../../spec/margin/admission.js'
import { effectOf } from '../../spec/margin/effects.js'
import { type Ledger, opened } from '../../spec/margin/ledger.js'
import { shown } from '../../spec/margin/shown.js'
import type { Event, Observation, Outputs, Params } from '../../spec/margin/types.js'
import type { Guard, Machine, Rule, Rules } from '../core/machine.js'
import { invariants } from './invariants.js'
import { matching } from './market.js'
import { indexed } from './watch.js'

const tags = Object.keys(conditions) as ReadonlyArray<Event['tag']>

/**
 * What each event requires and does: the conditions and the effects of the specification, over the order-book machine
 * and an index of who falls short at which price. The order of the guards is their order of precedence.
 */
export const rules: Rules<Ledger, Event, Outputs> = Object.fromEntries(
  tags.map((tag): [string, Rule<Ledger, Event, Outputs>] => [
    tag,
    {
      id: tag,
      requires: conditions[tag] as unknown as ReadonlyArray<Guard<Ledger, Event>>,
      becomes: (ledger, event) => {
        const { ledger: state, outputs } = effectOf(ledger, event)
        return { state, outputs }
      },
    },
  ]),
) as unknown as Rules<Ledger, Event, Outputs>

/** The futures exchange (chapter `margin`). */
export const futures: Machine<Params, Ledger, Event, Outputs, Observation> = {
  chapter: 'margin',
  init: (params) => opened(params, matching(), indexed()),
  rules,
  observe: shown,
  invariants,
}
