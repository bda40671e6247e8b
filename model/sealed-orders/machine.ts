import { conditions } from '../../spec/sealed-orders/admission.js'
import { effectOf } from '../../spec/sealed-orders/effects.js'
import { type Ledger, opened } from '../../spec/sealed-orders/ledger.js'
import { shown } from '../../spec/sealed-orders/shown.js'
import type { Event, Observation, Outputs, Params } from '../../spec/sealed-orders/types.js'
import { type Machine, rulesFrom } from '../core/machine.js'
import { sealingSuite } from './cipher.js'
import { invariants } from './invariants.js'

// What passes between traders and operator is public but for what is sealed, so the state is what a log says, and the
// rules are the conditions and effects that the specification lists. What is worth modelling is what the two do with it.

/** What each event requires and does; the order of the guards is their order of precedence. */
export const rules = rulesFrom(conditions, effectOf)

/** The submission of sealed orders (chapter `sealed-orders`), with real cryptography. */
export const submissions: Machine<Params, Ledger, Event, Outputs, Observation> = {
  chapter: 'sealed-orders',
  init: (params) => opened(params, sealingSuite(params)),
  rules,
  observe: shown,
  invariants,
}
