import { drawing, params } from '../../model/margin/arbitrary.js'
import { futures } from '../../model/margin/machine.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { judgeMoment } from '../../spec/margin/clauses.js'
import { reader } from '../../spec/margin/history.js'
import * as types from '../../spec/margin/types.js'
import {
  type Event,
  LiquidationPrice,
  LossRule,
  MarkRule,
  type Outputs,
  type Params,
  Valuation,
} from '../../spec/margin/types.js'
import type { Json, Kit, Option } from './kit.js'
import { choosing, isWide, machineKit, observed, reasonPrecedence } from './machine.js'
import { normalisedFills } from './order-book.js'

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

const options: ReadonlyArray<Option> = [
  ...choosing('valuation', Valuation.values, (value) => says[value]),
  ...choosing('liquidationPrice', LiquidationPrice.values, (value) => says[value]),
  ...choosing('lossRule', LossRule.values, (value) => says[value]),
  ...choosing('markRule', MarkRule.values, (value) => says[value]),
  { id: 'deadline=none', says: 'who is called can be liquidated in the same step', group: 'deadline' },
  { id: 'deadline=some', says: 'calls can stand until a deadline', group: 'deadline' },
  { id: 'withdrawals', says: 'money can be withdrawn' },
  { id: 'joint-steps', says: 'joint steps can be opened and taken part in' },
  { id: 'days', says: 'days end, and the contract is settled' },
  { id: 'fund', says: 'there is an insurance fund to start with' },
  { id: 'wide-amounts', says: 'integers beyond 2^53 are exact' },
  reasonPrecedence,
  ...observed(observations),
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

// Needs

/** The option that an event needs; the other events belong to every claim. */
const optionOf: Partial<Readonly<Record<Event['tag'], string>>> = {
  withdraw: 'withdrawals',
  openStep: 'joint-steps',
  takePart: 'joint-steps',
  endDay: 'days',
}

const needs = (
  { valuation, liquidationPrice, lossRule, markRule, deadline, fund }: Params,
  events: ReadonlyArray<Event>,
  json: ReadonlyArray<Json>,
): ReadonlyArray<string | undefined> => [
  `valuation=${valuation}`,
  `liquidationPrice=${liquidationPrice}`,
  `lossRule=${lossRule}`,
  `markRule=${markRule}`,
  `deadline=${deadline === 0n ? 'none' : 'some'}`,
  ...(fund === 0n ? [] : ['fund']),
  ...(isWide(json) ? ['wide-amounts'] : []),
  ...events.map(({ tag }) => optionOf[tag]),
]

// Outputs

const by =
  <A>(key: (one: A) => string) =>
  (a: A, b: A): number =>
    key(a) < key(b) ? -1 : 1

const ofTrader = by(({ trader }: { readonly trader: string }) => trader)

/** In what sequence the parts are listed means nothing. */
const normalised = (outputs: Outputs): Outputs => ({
  fills: normalisedFills(outputs.fills),
  removed: [...outputs.removed].sort(by(({ order, why }) => `${order} ${why}`)),
  called: [...outputs.called].sort(by(({ trader, price }) => `${trader} ${price}`)),
  lifted: [...outputs.lifted].sort(),
  liquidated: [...outputs.liquidated]
    .sort(ofTrader)
    .map((one) => ({ ...one, closed: [...one.closed].sort(ofTrader), shared: [...one.shared].sort(ofTrader) })),
  forfeited: [...outputs.forfeited].sort(ofTrader),
  rewarded: [...outputs.rewarded].sort(ofTrader),
  marked: [...outputs.marked].sort(ofTrader),
})

// Mistakes

/**
 * Two conditions of which never both fail, so that their order means nothing: an amount of zero is an amount (PR-1,
 * MG-4), an order that is not live is nobody's (OB-18, OB-19), a trader that was liquidated is not called (MG-7, MG-8),
 * and of who is called the initial margin is not asked (MG-8, MG-9). Where the parameters are not sound no contract was
 * ever settled (MG-1, MG-2); after that no order is live (MG-2, OB-17) and no joint step is open (MG-2, MG-12).
 */
const EQUIVALENT = /PR-1\+MG-4|OB-18\+OB-19|MG-7\+MG-8|MG-8\+MG-9|MG-1\+MG-2|MG-2\+OB-17|MG-2\+MG-12/

/**
 * Clauses that no log breaks alone. Where positions or money do not add up, where an obligation is not kept, or a loss
 * has no reason, there an account also stands where it should not, or is shown twice (MG-27, MG-28, MG-29 and MG-33
 * with MG-30); and in which sequence everybody is validated again is not to be seen in a log (MG-35).
 */
const NEVER_ALONE = new Set<ClauseId>(['MG-27', 'MG-28', 'MG-29', 'MG-33', 'MG-35'])

/** The futures exchange, as the kit sees it. */
export const marginKit: Kit = machineKit({
  machine: futures,
  types,
  options,
  observations,
  needs,
  normalised,
  drawing,
  params,
  reader,
  judge: judgeMoment,
  judged: clauseIds.margin.filter((clause) => !NEVER_ALONE.has(clause)),
  equivalent: EQUIVALENT,
  // Other chapters have a deposit and a cancel, too.
  prefix: 'margin/',
})
