import { conditions } from '../../spec/commit-chain/admission.js'
import { effectOf, opened } from '../../spec/commit-chain/effects.js'
import type { Ledger } from '../../spec/commit-chain/ledger.js'
import { shown } from '../../spec/commit-chain/shown.js'
import type { Event, Observation, Outputs, Params } from '../../spec/commit-chain/types.js'
import { type Machine, rulesFrom } from '../core/machine.js'
import { concreteSuite } from '../primitives/concrete.js'
import { invariants } from './invariants.js'

// The verifier is public and has no secrets, so its state is what its log says, and its rules are the conditions and
// effects that the specification lists. What is worth modelling is what its users do with it: see `exchange.ts`.

/** What each event requires and does; the order of the guards is their order of precedence. */
export const rules = rulesFrom(conditions, effectOf)

/** The verifier on the parent chain (chapter `commit-chain`), with real cryptography. */
export const verifier: Machine<Params, Ledger, Event, Outputs, Observation> = {
  chapter: 'commit-chain',
  init: (params) => opened(params, concreteSuite(params.hash, params.signature)),
  rules,
  observe: shown,
  invariants,
}
