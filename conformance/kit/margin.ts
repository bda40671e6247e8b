import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import { draw, params } from '../../model/margin/arbitrary.js'
import { futures, rules } from '../../model/margin/machine.js'
import type { Finding } from '../../spec/core/clause.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { judgeMoment } from '../../spec/margin/clauses.js'
import { reader } from '../../spec/margin/history.js'
import {
  Answer,
  Event,
  History,
  LiquidationPrice,
  LossRule,
  MarkRule,
  Observation,
  Outputs,
  Params,
  Valuation,
} from '../../spec/margin/types.js'
import type { Fill } from '../../spec/order-book/types.js'
import { decodeOrThrow } from './decode.js'
import { expected, verdict } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'

const observations = ['accounts', 'reference', 'version', 'fund', 'time', 'day', 'book'] as const

const says = {
  mid: 'positions are valued at the reference price',
  walk: 'positions are valued at what the standing orders give for them',
  'last-solvent': 'positions are closed at the last price at which their trader met its margin',
  reference: 'positions are closed at the price that stands',
  'net-positions': 'losses are shared by net positions',
  'closed-lots': 'losses are shared by the lots that each took over',
  keep: 'positions are kept at the end of a day',
  close: 'positions are closed at the end of a day',
}

/** The option that an event needs; the other events belong to every claim. */
const optionOf: Partial<Readonly<Record<Event['tag'], string>>> = {
  withdraw: 'withdrawals',
  openStep: 'joint-steps',
  takePart: 'joint-steps',
  endDay: 'days',
}

const options: ReadonlyArray<Option> = [
  ...Valuation.values.map((value) => ({ id: `valuation=${value}`, says: says[value], group: 'valuation' })),
  ...LiquidationPrice.values.map((value) => ({
    id: `liquidationPrice=${value}`,
    says: says[value],
    group: 'liquidationPrice',
  })),
  ...LossRule.values.map((value) => ({ id: `lossRule=${value}`, says: says[value], group: 'lossRule' })),
  ...MarkRule.values.map((value) => ({ id: `markRule=${value}`, says: says[value], group: 'markRule' })),
  { id: 'deadline=none', says: 'who is called can be liquidated in the same step', group: 'deadline' },
  { id: 'deadline=some', says: 'calls can stand until a deadline', group: 'deadline' },
  { id: 'withdrawals', says: 'money can be withdrawn' },
  { id: 'joint-steps', says: 'joint steps can be opened and taken part in' },
  { id: 'days', says: 'days end, and the contract is settled' },
  { id: 'fund', says: 'there is an insurance fund to start with' },
  { id: 'wide-amounts', says: 'integers beyond 2^53 are exact' },
  {
    id: 'reason-precedence',
    says: 'of several conditions that fail, the first in the order of the chapter is the reason',
  },
  ...observations.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' })),
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

// Judging

/** What the clauses say of the last entry. */
const judge = ({ params: opened, entries }: History): ReadonlyArray<Finding> => {
  const last = entries.map(reader(opened)).at(-1)
  return last === undefined ? [] : judgeMoment(last)
}

const functions = (forgets?: ClauseId): Kit['functions'] => ({
  judge: (args) =>
    verdict(
      judge(decodeOrThrow(History, (args as { readonly history: Json }).history)).filter(
        ({ clause }) => clause !== forgets,
      ),
    ),
})

// Sessions

const session = (opened: Params, table: typeof rules = rules): Session => {
  const next = step(table)
  let state = futures.init(opened)
  const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
    Observation.encode(
      Object.fromEntries(
        observations.filter((name) => what.includes(name)).map((name) => [name, futures.observe[name](state)]),
      ),
    ) as unknown as Record<string, Json>
  return {
    step: (event, what) => {
      const outcome = next(state, decodeOrThrow(Event, event))
      if (E.isRight(outcome)) state = outcome.right.state
      return { event, answer: expected(outcome, Outputs), observed: observe(what) }
    },
    observe,
    draw: (choice) => Event.encode(draw(state, choice)) as unknown as Json,
  }
}

// Mistakes

/**
 * Two conditions of which never both fail, so that their order means nothing: an amount of zero is an amount (PR-1,
 * MG-4), an order that is not live is nobody's (OB-18, OB-19), a trader that was liquidated is not called (MG-7, MG-8),
 * and of who is called the initial margin is not asked (MG-8, MG-9). Where the parameters are not sound no contract was
 * ever settled (MG-1, MG-2); after that no order is live (MG-2, OB-17) and no joint step is open (MG-2, MG-12).
 */
const EQUIVALENT = /PR-1\+MG-4|OB-18\+OB-19|MG-7\+MG-8|MG-8\+MG-9|MG-1\+MG-2|MG-2\+OB-17|MG-2\+MG-12/

const wrongRules = mutations(rules)
  .filter(({ id }) => !EQUIVALENT.test(id))
  .map(
    ({ id, clause, says: mistake, rules: table }): DerivedMutant => ({
      // Other chapters have a deposit and a cancel, too.
      id: id.replace(':', ':margin/'),
      clause,
      says: mistake,
      open: (opened) => session(decodeOrThrow(Params, opened), table),
      functions: functions(),
    }),
  )

/**
 * Clauses that no log breaks alone. Where positions or money do not add up, where an obligation is not kept, or a loss
 * has no reason, there an account also stands where it should not, or is shown twice (MG-27, MG-28, MG-29 and MG-33
 * with MG-30); and in which sequence everybody is validated again is not to be seen in a log (MG-35).
 */
const NEVER_ALONE = new Set<ClauseId>(['MG-27', 'MG-28', 'MG-29', 'MG-33', 'MG-35'])

const forgetfulJudges = clauseIds.margin
  .filter((clause) => !NEVER_ALONE.has(clause))
  .map(
    (clause): DerivedMutant => ({
      id: `judge:${clause}`,
      clause,
      says: `the judge forgets ${clause}`,
      functions: functions(clause),
    }),
  )

// Needs

const WIDE = BigInt(Number.MAX_SAFE_INTEGER)

const isWide = (datum: Json): boolean => {
  if (typeof datum === 'string') return /^-?\d{16,}$/.test(datum) && BigInt(datum.replace('-', '')) > WIDE
  if (datum === null || typeof datum !== 'object') return false
  return Object.values(datum).some(isWide)
}

const needs = (jsonParams: Json, events: ReadonlyArray<Json>): ReadonlyArray<string> => {
  const { valuation, liquidationPrice, lossRule, markRule, deadline, fund } = decodeOrThrow(Params, jsonParams)
  const needed = new Set([
    `valuation=${valuation}`,
    `liquidationPrice=${liquidationPrice}`,
    `lossRule=${lossRule}`,
    `markRule=${markRule}`,
    `deadline=${deadline === 0n ? 'none' : 'some'}`,
    ...(fund === 0n ? [] : ['fund']),
    ...(isWide([jsonParams, ...events]) ? ['wide-amounts'] : []),
    ...events.map((event) => optionOf[(event as { readonly tag: Event['tag'] }).tag]),
  ])
  return options.map(({ id }) => id).filter((id) => needed.has(id))
}

// Outputs

const by =
  <A>(key: (one: A) => string) =>
  (a: A, b: A): number =>
    key(a) < key(b) ? -1 : 1

const ofTrader = by(({ trader }: { readonly trader: string }) => trader)

/** In what sequence the parts are listed means nothing, nor does it whether two fills of one pair are added up. */
const normalised = (outputs: Outputs): Outputs => {
  const pairs = new Map<string, Fill>()
  for (const fill of outputs.fills) {
    const pair = `${fill.maker} ${fill.taker} ${fill.price}`
    const sofar = pairs.get(pair)
    pairs.set(pair, sofar === undefined ? fill : { ...fill, volume: sofar.volume + fill.volume })
  }
  return {
    fills: [...pairs].sort(by(([pair]) => pair)).map(([, fill]) => fill),
    removed: [...outputs.removed].sort(by(({ order, why }) => `${order} ${why}`)),
    called: [...outputs.called].sort(by(({ trader, price }) => `${trader} ${price}`)),
    lifted: [...outputs.lifted].sort(),
    liquidated: [...outputs.liquidated]
      .sort(ofTrader)
      .map((one) => ({ ...one, closed: [...one.closed].sort(ofTrader), shared: [...one.shared].sort(ofTrader) })),
    forfeited: [...outputs.forfeited].sort(ofTrader),
    rewarded: [...outputs.rewarded].sort(ofTrader),
    marked: [...outputs.marked].sort(ofTrader),
  }
}

/** The futures exchange, as the kit sees it. */
export const marginKit: Kit = {
  chapter: 'margin',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  options,
  observations,
  needs,
  normalise: (outputs) => Outputs.encode(normalised(decodeOrThrow(Outputs, outputs))) as unknown as Json,
  open: (jsonParams) => session(decodeOrThrow(Params, jsonParams)),
  derived: [...wrongRules, ...forgetfulJudges],
  judge: (history) => judge(decodeOrThrow(History, history)),
  params: params.map((value) => Params.encode(value) as unknown as Json),
  functions: functions(),
}
