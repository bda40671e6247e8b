import * as E from 'fp-ts/lib/Either.js'
import { accountOf, type Ledger, opened, type Watch } from '../../spec/margin/ledger.js'
import { askedBy, worstOfSubsets } from '../../spec/margin/margin.js'
import type { Event, Observation, Outputs, Params } from '../../spec/margin/types.js'
import type { TraderId } from '../../spec/primitives/types.js'
import type { Machine, Step } from '../core/machine.js'
import { futures } from './machine.js'
import { matching } from './market.js'

/** The definition, word for word: everybody, over every subset of their orders. O(traders x 2^orders). */
export const bySubsets: Watch = {
  failing: (ledger) =>
    ledger.params.traders.filter((trader) => {
      const account = accountOf(ledger, trader)
      const asked = askedBy(ledger, 'maintenanceRate')
      return account.status === 'good' && worstOfSubsets(account, ledger.market.ordersOf(trader), asked) < 0n
    }),
  touch: () => bySubsets,
}

/** The same machine without an index and without anything remembered about who falls short at which price. */
export const naive: Machine<Params, Ledger, Event, Outputs, Observation> = {
  ...futures,
  init: (params) => opened(params, matching(), bySubsets),
}

/** An inventory as P defines it: all money that came and went, and all lots. Half quote units, and lots. */
export interface Inventory {
  readonly cash: bigint
  readonly position: bigint
}

/** The inventory of a trader, from everything that ever happened; nothing is remembered in between. O(run). */
export const inventoryOf = (steps: ReadonlyArray<Step<Ledger, Event, Outputs>>, trader: TraderId): Inventory => {
  let cash = 0n
  let position = 0n
  const fill = (volume: bigint, price: bigint): void => {
    position += volume
    cash -= volume * price
  }
  for (const { before, event, answer, after } of steps) {
    if (E.isLeft(answer)) continue
    if (event.tag === 'deposit' && event.trader === trader) cash += event.amount
    if (event.tag === 'withdraw' && event.trader === trader) cash -= event.amount
    if (event.tag === 'post')
      for (const { maker, price, volume } of answer.right.fills) {
        const bought = event.side === 'buy' ? volume : -volume
        if (event.trader === trader) fill(bought, 2n * price)
        if (before.market.get(maker)?.trader === trader) fill(-bought, 2n * price)
      }
    for (const one of answer.right.liquidated) {
      const owed = one.fund + one.shared.reduce((sum, { amount }) => sum + amount, 0n)
      if (one.trader === trader) {
        fill(-position, one.price)
        cash += owed
      }
      for (const { trader: other, volume } of one.closed)
        if (other === trader) fill(position > 0n ? -volume : volume, one.price)
      for (const { trader: other, amount } of one.shared) if (other === trader) cash -= amount
    }
    for (const { trader: other, amount } of answer.right.forfeited) if (other === trader) cash -= amount
    for (const { trader: other, amount } of answer.right.rewarded) if (other === trader) cash += amount
    const { markRule, lastDay } = before.params
    if (event.tag === 'endDay' && (markRule === 'close' || event.day === lastDay)) fill(-position, after.reference)
  }
  return { cash, position }
}
