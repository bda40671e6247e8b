import { conditions } from '../../spec/margin/admission.js'
import { effectOf } from '../../spec/margin/effects.js'
import { type Ledger, opened } from '../../spec/margin/ledger.js'
import { shown } from '../../spec/margin/shown.js'
import type { Event, Observation, Outputs, Params } from '../../spec/margin/types.js'
import { type Machine, rulesFrom } from '../core/machine.js'
import { invariants } from './invariants.js'
import { matching } from './market.js'
import { indexed } from './watch.js'

/**
 * What each event requires and does: the conditions and the effects of the specification, over the order-book machine
 * and an index of who falls short at which price. The order of the guards is their order of precedence.
 */
export const rules = rulesFrom(conditions, effectOf)

/** The futures exchange (chapter `margin`). */
export const futures: Machine<Params, Ledger, Event, Outputs, Observation> = {
  chapter: 'margin',
  init: (params) => opened(params, matching(), indexed()),
  rules,
  observe: shown,
  invariants,
}
