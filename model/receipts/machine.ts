import { conditions } from '../../spec/receipts/admission.js'
import { changed, haltedBy, issue, opened } from '../../spec/receipts/effects.js'
import { currentEon } from '../../spec/receipts/ledger.js'
import type { Event, EventOf, Observation, Outputs, Params } from '../../spec/receipts/types.js'
import type { Guard, Machine, Outcome, Rule, Rules } from '../core/machine.js'
import { concreteSuite, hashes } from '../primitives/concrete.js'
import type { CryptoSuite } from '../primitives/suite.js'
import { invariants } from './invariants.js'
import { append, emptyLog, fastNodes, type Nodes, root } from './log.js'
import { observed, type State } from './state.js'

// Rules

/** The conditions of the specification look at nothing but what is known, so they are the guards of the model too. */
const requires = <Tag extends Event['tag']>(tag: Tag): ReadonlyArray<Guard<State, EventOf<Tag>>> => conditions[tag]

const quiet = <Tag extends Exclude<Event['tag'], 'append'>>(tag: Tag): Rule<State, EventOf<Tag>, Outputs> => ({
  id: tag,
  requires: requires(tag),
  becomes: (state, event) => {
    const next = changed(state, event)
    const eons = currentEon(next) - currentEon(state)
    return { state: eons === 0n ? next : turned(next, eons), outputs: haltedBy(state, next) }
  },
})

/** A new eon has an empty log; of an eon that was passed over there is one too. */
const turned = (state: State, eons: bigint): State => ({
  ...state,
  orders: state.orders.clear(),
  log: emptyLog,
  past:
    eons === 1n ? [state.log, ...state.past.slice(0, 1)] : eons === 2n ? [emptyLog, state.log] : [emptyLog, emptyLog],
})

/** An order arrives. The log grows by two hashes on average; the commitment is another for each other mountain. */
const arrives = (state: State, { order }: EventOf<'append'>): Outcome<State, Outputs> => {
  const log = append(state.nodes, state.log, order)
  return {
    state: { ...state, orders: state.orders.push(order), log },
    outputs: { issued: issue(state, order, BigInt(state.log.size), root(state.nodes, log)) },
  }
}

/** What each event requires and does; the order of the guards is their order of precedence. */
export const rules: Rules<State, Event, Outputs> = {
  advance: quiet('advance'),
  append: { id: 'append', requires: requires('append'), becomes: arrives },
  commit: quiet('commit'),
  challenge: quiet('challenge'),
  answer: quiet('answer'),
}

// Machine

/** The order log with its receipts and challenges, with a suite's cryptography. */
export const receiptsWith = (
  suiteOf: (params: Params) => CryptoSuite,
  nodes: (params: Params) => Nodes,
): Machine<Params, State, Event, Outputs, Observation> => ({
  chapter: 'receipts',
  init: (params) => {
    const suite = suiteOf(params)
    return { ...opened(params, suite), nodes: nodes(params), log: emptyLog, past: [emptyLog, emptyLog] }
  },
  rules,
  observe: observed,
  invariants,
})

/** The order log with its receipts and challenges (chapter `receipts`), with real cryptography. */
export const receipts = receiptsWith(
  ({ hash, signature }) => concreteSuite(hash, signature),
  ({ hash }) => fastNodes(hashes[hash]),
)
