import { opened, record } from '../../spec/collateral/history.js'
import type { Event, Observation, Outputs, Paid, Params } from '../../spec/collateral/types.js'
import type { Machine, Outcome, Rules } from '../core/machine.js'
import { given, guards } from './guards.js'
import { invariants } from './invariants.js'
import { type Checkpoint, passed, type State } from './state.js'
import { amountOf, plus } from './tally.js'

// Rules

const changing = (state: State, event: Event, changes: Partial<State>): Outcome<State, Outputs> => ({
  state: { ...state, ...changes, log: record(state.log, event) },
  outputs: { paid: [] },
})

/** What each event requires and does. */
export const rules: Rules<State, Event, Outputs> = {
  deposit: {
    id: 'deposit',
    requires: guards.deposit,
    becomes: (state, event) => {
      const { trader, coin, amount } = event
      return changing(state, event, {
        holdings: plus(state.holdings, amount, trader, coin),
        deposited: plus(state.deposited, amount, state.eon, trader, coin),
      })
    },
  },
  stake: {
    id: 'stake',
    requires: guards.stake,
    becomes: (state, event) => changing(state, event, { staked: plus(state.staked, event.amount, event.coin) }),
  },
  unstake: {
    id: 'unstake',
    requires: guards.unstake,
    becomes: (state, event) => changing(state, event, { staked: plus(state.staked, -event.amount, event.coin) }),
  },
  reserve: {
    id: 'reserve',
    requires: guards.reserve,
    becomes: (state, event) => {
      const { trader, coin, eon, amount } = event
      return changing(state, event, {
        reserved: plus(state.reserved, amount, eon, trader, coin),
        pledged: plus(state.pledged, amount, eon, coin),
      })
    },
  },
  trade: {
    id: 'trade',
    requires: guards.trade,
    becomes: (state, event) => {
      const [sells, buys] = given(event)
      const moved = [
        [sells.trader, sells.coin, -sells.amount],
        [sells.trader, buys.coin, buys.amount],
        [buys.trader, buys.coin, -buys.amount],
        [buys.trader, sells.coin, sells.amount],
      ] as const
      return changing(state, event, {
        holdings: moved.reduce((held, [trader, coin, amount]) => plus(held, amount, trader, coin), state.holdings),
        sold: given(event).reduce(
          (sold, { trader, coin, amount }) => plus(sold, amount, state.eon, trader, coin),
          state.sold,
        ),
      })
    },
  },
  price: {
    id: 'price',
    requires: guards.price,
    becomes: (state, event) => changing(state, event, {}),
  },
  endEon: {
    id: 'endEon',
    requires: guards.endEon,
    becomes: (state, event) => {
      const { holdings, reserved } = state
      return changing(state, event, {
        eon: state.eon + 1n,
        isContested: event.challenged,
        checkpoints: new Map(state.checkpoints).set(state.eon + 1n, { holdings, reserved }),
      })
    },
  },
  answer: {
    id: 'answer',
    requires: guards.answer,
    becomes: (state, event) => changing(state, event, { isContested: false }),
  },
  fail: {
    id: 'fail',
    requires: guards.fail,
    becomes: (state, event) => ({
      state: changing(state, event, { isFailed: true }).state,
      outputs: { paid: recoveries(state) },
    }),
  },
}

/** What everybody recovers: from the last checkpoint that passed its challenges, and the deposits that came after it. */
const recoveries = (state: State): ReadonlyArray<Paid> => {
  const { params, deposited, eon: now } = state
  const safe = passed(state)
  const { holdings, reserved } = state.checkpoints.get(safe) ?? NOTHING
  return params.traders.flatMap(({ trader }) =>
    params.coins.flatMap(({ coin }) => {
      let held = amountOf(holdings, trader, coin)
      for (let eon = safe; eon <= now; eon += 1n) held += amountOf(deposited, eon, trader, coin)
      const collateral = amountOf(reserved, safe + 1n, trader, coin)
      return held === 0n && collateral === 0n ? [] : [{ trader, coin, holdings: held, collateral }]
    }),
  )
}

const NOTHING: Checkpoint = { holdings: new Map(), reserved: new Map() }

// Machine

/** An exchange whose operator may fail, with collateral (chapter `collateral`). */
export const collateral: Machine<Params, State, Event, Outputs, Observation> = {
  chapter: 'collateral',
  init: (params) => ({
    params,
    eon: 1n,
    isContested: false,
    isFailed: false,
    checkpoints: new Map(),
    ...NOTHING,
    deposited: new Map(),
    sold: new Map(),
    staked: new Map(),
    pledged: new Map(),
    log: opened(params),
  }),
  rules,
  observe: {
    eon: ({ eon }) => eon,
    holdings: ({ params, holdings }) =>
      params.traders.flatMap(({ trader }) =>
        params.coins.map(({ coin }) => ({ trader, coin, amount: amountOf(holdings, trader, coin) })),
      ),
  },
  invariants,
}
