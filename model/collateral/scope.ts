import { judgeMoment } from '../../spec/collateral/clauses.js'
import { momentOf } from '../../spec/collateral/history.js'
import type { Event, EventOf, Outputs, Params } from '../../spec/collateral/types.js'
import type { Finding } from '../../spec/core/clause.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Explorable } from '../core/explore.js'
import { isEnabled, type Rules, step } from '../core/machine.js'
import { run, stepOf } from '../core/run.js'
import { answerOf } from './invariants.js'
import { collateral, rules as keptRules } from './machine.js'
import { passed, type State } from './state.js'

const ALICE = 'alice' as TraderId
const BOB = 'bob' as TraderId
const X = 'X' as CoinId
const Y = 'Y' as CoinId

/** Two coins at 10 units each; a careful trader and one that is not; a volatility of a tenth. */
export const scopeParams: Params = {
  coins: [
    { coin: X, price: 10n },
    { coin: Y, price: 10n },
  ],
  traders: [
    { trader: ALICE, careful: true },
    { trader: BOB, careful: false },
  ],
  volatility: { numerator: 1n, denominator: 10n },
}

const deposit = (trader: TraderId, coin: CoinId): Event => ({ tag: 'deposit', trader, coin, amount: 20n })
const reserve = (trader: TraderId, coin: CoinId, eon: bigint): Event => ({
  tag: 'reserve',
  trader,
  coin,
  eon,
  amount: 1n,
})

/** Ten of the one coin for ten of the other. */
const trade = (base: CoinId, quote: CoinId): EventOf<'trade'> => ({
  tag: 'trade',
  seller: ALICE,
  buyer: BOB,
  base,
  quote,
  baseAmount: 10n,
  quoteAmount: 10n,
})

/** An event, in a line. */
const show = (event: Event): string => {
  switch (event.tag) {
    case 'deposit':
      return `${event.trader} deposits ${event.amount} ${event.coin}`
    case 'stake':
    case 'unstake':
      return `${event.tag} ${event.amount} ${event.coin}`
    case 'reserve':
      return `reserve ${event.amount} ${event.coin} for ${event.trader} in eon ${event.eon}`
    case 'trade':
      return `${event.seller} gives ${event.baseAmount} ${event.base} for ${event.quoteAmount} ${event.quote} of ${event.buyer}`
    case 'price':
      return `the price of ${event.coin} is ${event.price}`
    case 'endEon':
      return event.challenged ? 'the eon ends, and its checkpoint is challenged' : 'the eon ends'
    case 'answer':
      return 'the challenge is answered'
    case 'fail':
      return 'the operator fails'
  }
}

/** How far a scope goes. */
export interface Bounds {
  /** The last eon. */
  readonly eons: bigint
  /** So many trades at most. */
  readonly trades: number
  /** What is staked of each coin. */
  readonly stake: bigint
  /** How much may be tried to be reserved of a coin for an eon. */
  readonly reservations: bigint
  /** Prices that the market may give each coin. */
  readonly prices: ReadonlyMap<CoinId, ReadonlyArray<bigint>>
  /** Which coins alice may sell. */
  readonly sells: ReadonlyArray<CoinId>
}

/** What is explored: a state, and what the clauses say of the event that led to it. */
export interface Reached {
  readonly state: State
  readonly found: ReadonlyArray<Finding>
}

const movesOf =
  (rules: Rules<State, Event, Outputs>, bounds: Bounds) =>
  ({ state }: Reached): ReadonlyArray<Event> => {
    if (state.isFailed) return []
    const traded = state.log.swaps.length / 2
    const targets = [state.eon + 1n, state.eon + 2n].filter((eon) => eon <= bounds.eons + 1n)
    const candidates: ReadonlyArray<Event> = [
      ...bounds.sells.flatMap((coin) =>
        [ALICE, BOB].flatMap((trader) =>
          targets.flatMap((eon) =>
            (state.pledged.get(`${eon}/${coin}`) ?? 0n) < bounds.reservations ? [reserve(trader, coin, eon)] : [],
          ),
        ),
      ),
      ...(traded < bounds.trades ? bounds.sells.map((coin) => trade(coin, coin === X ? Y : X)) : []),
      ...[...bounds.prices].flatMap(([coin, prices]) =>
        prices.flatMap(
          (price): ReadonlyArray<Event> =>
            state.log.prices.get(coin) === price ? [] : [{ tag: 'price', coin, price }],
        ),
      ),
      ...(state.eon < bounds.eons ? [false, true].map((challenged): Event => ({ tag: 'endEon', challenged })) : []),
      { tag: 'unstake', coin: X, amount: 1n },
      { tag: 'answer' },
      { tag: 'fail' },
    ]
    return candidates.filter((event) => isEnabled(rules)(state, event))
  }

/**
 * Two states with the same key have the same futures. What is settled is in the holdings of the last checkpoint that
 * passed, so of swaps and reservations only the later ones count, and in no order.
 */
const keyOf = ({ state, found }: Reached): string => {
  const { log } = state
  const safe = passed(state)
  const live = (tally: ReadonlyMap<string, bigint>, from: bigint): string =>
    [...tally]
      .filter(([name]) => BigInt(name.split('/')[0] as string) >= from)
      .map((entry) => entry.join('='))
      .sort()
      .join(' ')
  return [
    state.eon,
    safe,
    state.isFailed,
    found.length,
    [...log.prices.values()],
    [...state.holdings].map((entry) => entry.join('=')).sort(),
    [...state.staked],
    log.swaps.length,
    live(state.sold, safe),
    live(state.reserved, safe + 1n),
    log.reserved
      .filter(({ eon }) => eon > safe)
      .map((r) => `${r.trader} ${r.coin} ${r.eon} ${r.madeIn}`)
      .sort(),
  ].join(';')
}

/**
 * Every run of a small exchange, where each trader begins with 20 of one coin. Other rules than the chapter's show what
 * follows from a mistake in them; then only the findings that `counts` lets through are findings.
 */
export const scope = (
  name: string,
  bounds: Bounds,
  rules: Rules<State, Event, Outputs> = keptRules,
  counts: (clause: ClauseId) => boolean = () => true,
): Explorable<Reached, Event> => {
  const opening: ReadonlyArray<Event> = [
    deposit(ALICE, X),
    deposit(BOB, Y),
    { tag: 'stake', coin: X, amount: bounds.stake },
    { tag: 'stake', coin: Y, amount: bounds.stake },
  ]
  const start = run(keptRules, collateral.init(scopeParams), opening)
  const next = step(rules)
  const moves = movesOf(rules, bounds)
  return {
    name,
    says: `two traders, ${bounds.eons} eons, at most ${bounds.trades} trades of 10, a failure at any moment`,
    start: { state: start, found: [] },
    moves,
    next: ({ state }, event) => {
      const { answer, after } = stepOf(state, event, next(state, event))
      return {
        state: after,
        found: judgeMoment(momentOf(state.log, event, answerOf(answer))).filter(({ clause }) => counts(clause)),
      }
    },
    key: keyOf,
    findings: ({ found }) => found,
    show,
    replay: (path) => {
      const events: Event[] = []
      path.reduce((state, at) => {
        const event = moves({ state, found: [] })[at] as Event
        events.push(event)
        return stepOf(state, event, next(state, event)).after
      }, start)
      return { params: scopeParams, events: [...opening, ...events] }
    },
  }
}
