import type { ClauseId } from '../../spec/core/ids.js'
import { effectOf } from '../../spec/margin/effects.js'
import { type Account, accountOf, afterFill, type Ledger, type Watch } from '../../spec/margin/ledger.js'
import { askedBy, marginOf } from '../../spec/margin/margin.js'
import type { Market } from '../../spec/margin/market.js'
import type { Event, EventOf, Outputs } from '../../spec/margin/types.js'
import { everybody } from '../../spec/margin/watch.js'
import type { TraderId } from '../../spec/primitives/types.js'
import type { Outcome, Rules } from '../core/machine.js'
import { mutations } from '../core/mutate.js'
import { rules } from './machine.js'

/** A margin engine with one mistake that people make, and the clause that finds it. */
export interface Mistake {
  readonly id: string
  readonly clause: ClauseId
  readonly says: string
  readonly rules: Rules<Ledger, Event, Outputs>
}

type Made = Outcome<Ledger, Outputs>

/** Rules whose effects are those of another ledger, or come out otherwise; what is refused stays the same. */
const acting = (
  before: (ledger: Ledger, event: Event) => Ledger,
  after: (made: Made, ledger: Ledger, event: Event) => Made = (made) => made,
): Rules<Ledger, Event, Outputs> =>
  Object.fromEntries(
    Object.entries(rules).map(([tag, rule]) => [
      tag,
      {
        ...rule,
        becomes: (ledger: Ledger, event: Event): Made => {
          const { ledger: state, outputs } = effectOf(before(ledger, event), event)
          const { params, watch } = ledger
          const sound = { ...state, params, watch: watch === everybody ? watch : state.watch }
          return after({ state: sound, outputs }, ledger, event)
        },
      },
    ]),
  ) as unknown as Rules<Ledger, Event, Outputs>

const same = (ledger: Ledger): Ledger => ledger

const withParams = (change: (ledger: Ledger, event: Event) => Partial<Ledger['params']>) =>
  acting((ledger, event) => ({ ...ledger, watch: everybody, params: { ...ledger.params, ...change(ledger, event) } }))

/** A watch that finds only some. */
const only = (some: (trader: TraderId) => boolean): Watch => ({
  failing: (ledger) => everybody.failing(ledger).filter(some),
  touch: () => only(some),
})

/** A book that shows another best price than it has. */
const showing = (market: Market, best: (market: Market, side: 'buy' | 'sell') => bigint | undefined): Market => ({
  ...market,
  best: (side) => best(market, side),
  trade: (event, reported) => {
    const traded = market.trade(event, reported)
    return { ...traded, market: showing(traded.market, best) }
  },
})

const everyAccount = (ledger: Ledger, change: (account: Account) => Account): Ledger => ({
  ...ledger,
  accounts: ledger.accounts.map(change),
})

const posting = (
  replace: ClauseId,
  holds: (ledger: Ledger, event: EventOf<'post'>) => boolean,
): Rules<Ledger, Event, Outputs> => ({
  ...rules,
  post: {
    ...rules.post,
    requires: rules.post.requires.map((guard) => (guard.clause === replace ? { ...guard, holds } : guard)),
  },
})

const dropped = (id: string): Rules<Ledger, Event, Outputs> =>
  mutations(rules).find((made) => made.id === `drop:${id}`)?.rules ?? rules

const mistake = (id: string, clause: ClauseId, says: string, wrong: Mistake['rules']): Mistake => ({
  id,
  clause,
  says,
  rules: wrong,
})

/** The mistakes, each a machine that can be run like the right one. */
export const mistakes: ReadonlyArray<Mistake> = [
  mistake(
    'only-the-poster',
    'MG-18',
    'validates only the trader that acted',
    acting((ledger, event) => ({ ...ledger, watch: only((trader) => 'trader' in event && event.trader === trader) })),
  ),
  mistake(
    'cancel-unseen',
    'MG-18',
    'does not validate again after a cancel',
    acting((ledger, { tag }) => ({ ...ledger, watch: tag === 'cancel' ? only(() => false) : everybody })),
  ),
  mistake(
    'calls-at-initial',
    'MG-19',
    'calls who falls below the initial margin',
    withParams(({ params }) => ({ maintenanceRate: params.initialRate + 100n })),
  ),
  mistake(
    'mid-from-one-side',
    'MG-16',
    'takes the best bid for the mid price',
    acting((ledger) => ({ ...ledger, market: showing(ledger.market, (market) => market.best('buy')) })),
  ),
  mistake(
    'half-a-tick',
    'MG-16',
    'rounds the mid price down to whole units',
    acting((ledger) => ({
      ...ledger,
      market: showing(ledger.market, (market, side) => {
        const best = market.best(side)
        const bid = market.best('buy')
        return side === 'buy' || best === undefined || bid === undefined ? best : best - ((best + bid) % 2n)
      }),
    })),
  ),
  mistake('stale-accepted', 'MG-6', 'accepts a credential of any version', dropped('post/MG-6')),
  mistake('out-accepted', 'MG-7', 'accepts orders of who was liquidated', dropped('post/MG-7')),
  mistake('called-accepted', 'MG-8', 'accepts any order of who is called', dropped('post/MG-8')),
  mistake('withdraws-margin', 'MG-10', 'pays out what the margin needs', dropped('withdraw/MG-10')),
  mistake(
    'all-orders',
    'MG-9',
    'looks at all orders filled together, and not at the worst subset',
    posting('MG-9', (ledger, event) => {
      const account = accountOf(ledger, event.trader)
      const all = [...ledger.market.ordersOf(event.trader), event].reduce(
        (filled, { side, price, volume }) => afterFill(filled, side === 'buy' ? volume : -volume, 2n * price),
        account,
      )
      return account.status === 'called' || marginOf(all, askedBy(ledger, 'initialRate')) >= 0n
    }),
  ),
  mistake(
    'no-orders',
    'MG-9',
    'looks at the position only, and not at the orders',
    posting(
      'MG-9',
      (ledger, { trader }) =>
        accountOf(ledger, trader).status === 'called' ||
        marginOf(accountOf(ledger, trader), askedBy(ledger, 'initialRate')) >= 0n,
    ),
  ),
  mistake(
    'other-price',
    'MG-23',
    'closes at the other price than agreed: at the new one where it is the last solvent one',
    withParams(({ params }) => ({
      liquidationPrice: params.liquidationPrice === 'reference' ? 'last-solvent' : 'reference',
    })),
  ),
  mistake(
    'other-loss-rule',
    'MG-24',
    'shares losses by the other rule',
    withParams(({ params }) => ({ lossRule: params.lossRule === 'closed-lots' ? 'net-positions' : 'closed-lots' })),
  ),
  mistake(
    'fund-spared',
    'MG-24',
    'shares losses before the insurance fund pays',
    acting(
      (ledger) => ({ ...ledger, fund: 0n }),
      ({ state, outputs }, { fund }) => ({ state: { ...state, fund: state.fund + fund }, outputs }),
    ),
  ),
  mistake(
    'late',
    'MG-21',
    'liquidates one tick of the clock too late',
    withParams(({ params }) => ({ deadline: params.deadline + 1n })),
  ),
  mistake(
    'early',
    'MG-21',
    'liquidates in the step of the call',
    withParams(() => ({ deadline: 0n })),
  ),
  mistake(
    'orders-stay',
    'MG-22',
    'leaves the orders of who is liquidated in the book',
    acting((ledger) => ({ ...ledger, watch: everybody, market: hidingOrders(ledger.market) })),
  ),
  mistake(
    'step-never-ends',
    'MG-26',
    'waits longer for who drops out',
    withParams(({ params }) => ({ stepDeadline: params.stepDeadline + 2n })),
  ),
  mistake(
    'cure-forgotten',
    'MG-20',
    'does not say that a call is over',
    acting(same, ({ state, outputs }) => ({ state, outputs: { ...outputs, lifted: [] } })),
  ),
  mistake(
    'version-stays',
    'MG-17',
    'leaves the version as it was',
    acting(same, ({ state, outputs }, { version }) => ({ state: { ...state, version }, outputs })),
  ),
  mistake(
    'everybody-pays-messages',
    'MG-34',
    'has everybody send a message for everything',
    acting(same, ({ state, outputs }) => ({
      state: everyAccount(state, (account) => ({ ...account, own: account.own + 1n })),
      outputs,
    })),
  ),
  mistake(
    'unmarked',
    'MG-25',
    'ends a day without marking to market',
    acting(same, ({ state, outputs }) => ({ state, outputs: { ...outputs, marked: [] } })),
  ),
  mistake(
    'lots-from-nowhere',
    'MG-27',
    'credits the buyer with a lot more than it trades',
    acting(same, (made, _, event) => {
      if (event.tag !== 'post' || event.side !== 'buy' || made.outputs.fills.length === 0) return made
      const account = accountOf(made.state, event.trader)
      const accounts = made.state.accounts.set(event.trader, { ...account, position: account.position + 1n })
      return { ...made, state: { ...made.state, accounts, watch: everybody } }
    }),
  ),
  mistake(
    'fee',
    'MG-28',
    'keeps a unit of every fill',
    acting(same, (made, _, event) => {
      if (event.tag !== 'post' || made.outputs.fills.length === 0) return made
      const account = accountOf(made.state, event.trader)
      const accounts = made.state.accounts.set(event.trader, { ...account, balance: account.balance - 1n })
      return { ...made, state: { ...made.state, accounts, watch: everybody } }
    }),
  ),
]

/** A book in which nobody’s orders are found when they are looked for by trader. */
function hidingOrders(market: Market): Market {
  return {
    ...market,
    ordersOf: () => [],
    trade: (event, reported) => {
      const traded = market.trade(event, reported)
      return { ...traded, market: hidingOrders(traded.market) }
    },
  }
}
