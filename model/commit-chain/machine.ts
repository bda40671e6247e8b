import { conditions } from '../../spec/commit-chain/admission.js'
import { effectOf, opened } from '../../spec/commit-chain/effects.js'
import type { Ledger } from '../../spec/commit-chain/ledger.js'
import { shown } from '../../spec/commit-chain/shown.js'
import type { Event, Observation, Outputs, Params } from '../../spec/commit-chain/types.js'
import type { Guard, Machine, Rule, Rules } from '../core/machine.js'
import { concreteSuite } from '../primitives/concrete.js'
import { invariants } from './invariants.js'

// The verifier is public and has no secrets, so its state is what its log says, and its rules are the conditions and
// effects that the specification lists. What is worth modelling is what its users do with it: see `exchange.ts`.

const tags = Object.keys(conditions) as ReadonlyArray<Event['tag']>

/** What each event requires and does; the order of the guards is their order of precedence. */
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

/** The verifier on the parent chain (chapter `commit-chain`), with real cryptography. */
export const verifier: Machine<Params, Ledger, Event, Outputs, Observation> = {
  chapter: 'commit-chain',
  init: (params) => opened(params, concreteSuite(params.hash, params.signature)),
  rules,
  observe: shown,
  invariants,
}
