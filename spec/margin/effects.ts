import type { Outputs as BookOutputs, Fill } from '../order-book/types.js'
import { afterFill, type Ledger } from './ledger.js'
import { revalidate } from './liquidation.js'
import { begin, change, type Progress, putMarket } from './progress.js'
import { endStepIfDue, markToMarket, openStep, takePart } from './settlement.js'
import type { Event, EventOf, Outputs } from './types.js'

/** The ledger after an event, and what the event did. */
export interface Effect {
  readonly ledger: Ledger
  readonly outputs: Outputs
}

type Effects = {
  readonly [Tag in Event['tag']]: (progress: Progress, event: EventOf<Tag>, reported: BookOutputs | undefined) => void
}

/** The fills move positions and money: who buys pays in full, who sells is paid in full. */
const book = (progress: Progress, { side, trader }: EventOf<'post'>, fills: ReadonlyArray<Fill>): void => {
  const before = progress.ledger.market
  for (const { maker, price, volume } of fills) {
    const bought = side === 'buy' ? volume : -volume
    change(progress, trader, (account) => afterFill(account, bought, 2n * price))
    const other = before.get(maker)
    if (other !== undefined) change(progress, other.trader, (account) => afterFill(account, -bought, 2n * price))
  }
}

const effects: Effects = {
  deposit: (progress, { trader, amount }) => {
    change(progress, trader, ({ balance, own }) => ({ balance: balance + amount, own: own + 1n }))
    progress.ledger = { ...progress.ledger, held: progress.ledger.held + amount }
  },
  withdraw: (progress, { trader, amount }) => {
    change(progress, trader, ({ balance, own }) => ({ balance: balance - amount, own: own + 1n }))
    progress.ledger = { ...progress.ledger, held: progress.ledger.held - amount }
  },
  post: (progress, event, reported) => {
    const { trader, order, side, price, volume } = event
    const { market, outputs } = progress.ledger.market.trade(
      { tag: 'limit', order, trader, side, price, volume, lastEon: progress.ledger.day },
      reported,
    )
    change(progress, trader, ({ own }) => ({ own: own + 1n }))
    book(progress, event, outputs.fills)
    progress.outputs.fills.push(...outputs.fills)
    progress.outputs.removed.push(...outputs.removed)
    putMarket(progress, market)
  },
  cancel: (progress, { trader, order }) => {
    const { market, outputs } = progress.ledger.market.trade({ tag: 'cancel', order, trader })
    change(progress, trader, ({ own }) => ({ own: own + 1n }))
    progress.outputs.removed.push(...outputs.removed)
    putMarket(progress, market)
  },
  advance: (progress, { time }) => {
    progress.ledger = { ...progress.ledger, time }
    endStepIfDue(progress)
  },
  openStep: (progress) => openStep(progress),
  takePart: (progress, { trader }) => takePart(progress, trader),
  endDay: (progress, { day }) => {
    const { reference, version } = progress.ledger
    const { market, outputs } = progress.ledger.market.trade({ tag: 'endEon', eon: day })
    for (const { trader } of progress.ledger.market.orders()) progress.touched.add(trader)
    progress.outputs.removed.push(...outputs.removed)
    putMarket(progress, market)
    revalidate(progress, { reference, version }, true)
    const { markRule, lastDay } = progress.ledger.params
    markToMarket(progress, markRule === 'close' || day === lastDay)
    progress.ledger = { ...progress.ledger, day: day + 1n, isClosed: day === lastDay }
  },
}

/**
 * What an event that fails no condition does: its own effect, and then everybody is validated again (P 3). `reported`
 * is what a log says that a `post` did to the book; a market that matches by itself needs none.
 */
export const effectOf = (ledger: Ledger, event: Event, reported?: BookOutputs): Effect => {
  const progress = begin(ledger)
  const effect = effects[event.tag] as (progress: Progress, event: Event, reported: BookOutputs | undefined) => void
  effect(progress, event, reported)
  revalidate(progress, ledger)
  return { ledger: progress.ledger, outputs: progress.outputs }
}
