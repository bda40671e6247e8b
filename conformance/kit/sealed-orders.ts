import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import { draw, type Memory, params } from '../../model/sealed-orders/arbitrary.js'
import { rules, submissions } from '../../model/sealed-orders/machine.js'
import { type Cast, castOf } from '../../model/sealed-orders/trader.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { BEYOND_LOGS } from '../../spec/sealed-orders/clauses.js'
import { Answer, Event, History, Observation, Outputs, Params } from '../../spec/sealed-orders/types.js'
import { decodeOrThrow } from './decode.js'
import { expected } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'
import { functionNames, functions, judge, wrongFunctions } from './sealed-orders-functions.js'

const observations = ['orders', 'visible', 'scores', 'time', 'eon'] as const

const options: ReadonlyArray<Option> = [
  { id: 'hash=sha256', says: 'hashes are SHA-256', group: 'hash' },
  { id: 'hash=keccak256', says: 'hashes are Keccak-256', group: 'hash' },
  { id: 'signature=ed25519', says: 'signatures are Ed25519', group: 'signature' },
  { id: 'signature=secp256k1', says: 'signatures are ECDSA on secp256k1', group: 'signature' },
  {
    id: 'reason-precedence',
    says: 'of several conditions that fail, the first in the order of the chapter is the reason',
  },
  ...observations.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' })),
  ...functionNames.map((name) => ({ id: `evaluate=${name}`, says: `the function ${name} can be evaluated` })),
]

const session = (opened: Params, table: typeof rules = rules): Session => {
  const next = step(table)
  let state = submissions.init(opened)
  let cast: Cast | undefined
  let memory: Memory = new Map()
  const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
    Observation.encode(
      Object.fromEntries(
        observations.filter((name) => what.includes(name)).map((name) => [name, submissions.observe[name](state)]),
      ),
    ) as unknown as Record<string, Json>
  return {
    step: (event, what) => {
      const outcome = next(state, decodeOrThrow(Event, event))
      if (E.isRight(outcome)) state = outcome.right.state
      return { event, answer: expected(outcome, Outputs), observed: observe(what) }
    },
    observe,
    draw: (choice) => {
      cast ??= castOf(opened)
      const drawn = draw(cast, memory, state, choice)
      memory = drawn.memory
      return Event.encode(drawn.event) as unknown as Json
    },
  }
}

/**
 * Two conditions of which never both fail, so that their order means nothing: where an assertion leans on an earlier one
 * it says nothing while that fails. And two conditions of one clause, of which either is the same reason.
 */
const EQUIVALENT =
  /SO-1\+SO-2|SO-2.*\+SO-3|SO-3\+SO-4|SO-4\+SO-5|SO-2.*\+SO-12|SO-12\+SO-13|SO-19\+SO-20|SO-23\+SO-24|SO-25\+SO-26|SO-18\.1\+SO-18\.2|SO-24\.1\+SO-24\.2/

const wrongRules = mutations(rules)
  .filter(({ id }) => !EQUIVALENT.test(id))
  .map(
    ({ id, clause, says, rules: table }): DerivedMutant => ({
      // Other chapters have a submission and a clock, too.
      id: id.replace(':', ':sealed-orders/'),
      clause,
      says,
      open: (opened) => session(decodeOrThrow(Params, opened), table),
      functions: functions(),
    }),
  )

const forgetfulJudges = clauseIds['sealed-orders']
  .filter((clause) => !BEYOND_LOGS.includes(clause))
  .map(
    (clause: ClauseId): DerivedMutant => ({
      id: `judge:${clause}`,
      clause,
      says: `the judge forgets ${clause}`,
      functions: functions(clause),
    }),
  )

/** Sealed orders, as the kit sees them. */
export const sealedOrdersKit: Kit = {
  chapter: 'sealed-orders',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  options,
  observations,
  needs: (jsonParams) => {
    const { hash, signature } = decodeOrThrow(Params, jsonParams)
    return [`hash=${hash}`, `signature=${signature}`]
  },
  normalise: (outputs) => outputs,
  open: (jsonParams) => session(decodeOrThrow(Params, jsonParams)),
  derived: [...wrongRules, ...forgetfulJudges, ...wrongFunctions],
  judge: (history) => judge(decodeOrThrow(History, history)),
  params: params.map((value) => Params.encode(value) as unknown as Json),
  functions: functions(),
}
