import type { TraderId } from '../primitives/types.js'
import { apportion, apportionWithin } from './apportion.js'
import { accountOf, afterFill, type Ledger, size } from './ledger.js'
import { meetsMaintenance, netOf } from './margin.js'
import { change, type Progress, putMarket } from './progress.js'
import { unlessOver } from './settlement.js'
import type { Due, Lots } from './types.js'

/** The last moment at which everybody in good standing met its margin. */
export type Past = Pick<Ledger, 'reference' | 'version'>

/**
 * Validates everybody again, whoever acted (P 3): calls that are met again are lifted, whoever falls below its margin
 * is called, and who is due is liquidated, one at a time, in the sequence of the parameters; until nobody is due. Every
 * liquidation takes orders out of the book or a trader out of the market, so this ends.
 */
export const revalidate = (progress: Progress, past: Past, isDayOver = false): void => {
  let last = past
  for (;;) {
    lift(progress)
    call(progress, last)
    const due = nextDue(progress.ledger, isDayOver)
    if (due === undefined) {
      refresh(progress)
      return
    }
    last = progress.ledger
    liquidate(progress, due)
  }
}

const lift = (progress: Progress): void => {
  for (const trader of inSequence(progress.ledger, progress.ledger.called))
    if (meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good')
}

const endCall = (progress: Progress, trader: TraderId, status: 'good' | 'out'): void => {
  change(progress, trader, () => ({ status, call: undefined }))
  progress.ledger = { ...progress.ledger, called: progress.ledger.called.delete(trader) }
  if (status === 'good') progress.outputs.lifted.push(trader)
}

/** Tells the watch whose accounts or orders changed. */
const refresh = (progress: Progress): void => {
  const watch = progress.ledger.watch.touch(progress.ledger, progress.touched)
  progress.touched.clear()
  progress.ledger = { ...progress.ledger, watch }
}

const call = (progress: Progress, { reference, version }: Past): void => {
  refresh(progress)
  for (const trader of inSequence(progress.ledger, progress.ledger.watch.failing(progress.ledger))) {
    const since = progress.ledger.time
    change(progress, trader, () => ({ status: 'called', call: { since, price: reference }, validUntil: version }))
    progress.ledger = { ...progress.ledger, called: progress.ledger.called.add(trader) }
    progress.outputs.called.push({ trader, price: reference })
  }
}

const nextDue = (ledger: Ledger, isDayOver: boolean): TraderId | undefined =>
  inSequence(ledger, ledger.called).find(
    (trader) => isDayOver || (accountOf(ledger, trader).call?.since ?? 0n) + ledger.params.deadline <= ledger.time,
  )

/** Traders in the sequence of the parameters. O(k log k) for k traders, and once O(all). */
const inSequence = ({ params }: Ledger, traders: Iterable<TraderId>): ReadonlyArray<TraderId> => {
  const some = [...traders]
  if (some.length < 2) return some
  const ranks = ranksOf(params)
  return some.sort((a, b) => ranks.get(a)! - ranks.get(b)!)
}

const known = new WeakMap<Ledger['params'], ReadonlyMap<TraderId, number>>()

/** The place of each trader in the parameters. */
const ranksOf = (params: Ledger['params']): ReadonlyMap<TraderId, number> => {
  const ranks = known.get(params) ?? new Map(params.traders.map((trader, i) => [trader, i]))
  known.set(params, ranks)
  return ranks
}

/** Cancels the orders of a trader; if it then meets its margin the call is over, else its position is closed. */
const liquidate = (progress: Progress, trader: TraderId): void => {
  let { market } = progress.ledger
  for (const { order } of market.ordersOf(trader)) {
    const traded = market.trade({ tag: 'cancel', order, trader })
    progress.outputs.removed.push(...traded.outputs.removed)
    market = traded.market
  }
  if (market !== progress.ledger.market) {
    progress.touched.add(trader)
    putMarket(progress, market)
  }
  if (meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good')
  else close(progress, trader)
}

/** Closes a position against those on the other side, pro rata, at the price of the rule; shares the loss that is left. */
const close = (progress: Progress, trader: TraderId): void => {
  const { ledger } = progress
  const { position, call: made } = accountOf(ledger, trader)
  const price = ledger.params.liquidationPrice === 'last-solvent' ? (made?.price ?? ledger.reference) : ledger.reference
  const closed = counterparties(ledger, position)
  for (const { trader: other, volume } of closed)
    change(progress, other, (account) => afterFill(account, position > 0n ? volume : -volume, price))
  change(progress, trader, (account) => afterFill(account, -account.position, price))
  release(progress, trader)
  endCall(progress, trader, 'out')
  const { balance } = accountOf(progress.ledger, trader)
  const { fund, shared } = balance < 0n ? share(progress, trader, -balance, closed) : { fund: 0n, shared: [] }
  progress.outputs.liquidated.push({ trader, price, closed, fund, shared })
}

/** Who takes over how much of a position: everybody on the other side, in proportion to its own position. */
const counterparties = (ledger: Ledger, position: bigint): ReadonlyArray<Lots> => {
  const others = ledger.params.traders.filter((trader) => {
    const other = accountOf(ledger, trader).position
    return position > 0n ? other < 0n : other > 0n
  })
  const parts = apportion(
    size(position),
    others.map((trader) => size(accountOf(ledger, trader).position)),
  )
  return others.map((trader, i) => ({ trader, volume: parts[i] as bigint })).filter(({ volume }) => volume > 0n)
}

/** What a joint step holds of a trader that leaves the market goes back to it. */
const release = (progress: Progress, trader: TraderId): void => {
  change(progress, trader, ({ balance, escrow }) => ({ balance: balance + escrow, escrow: 0n }))
  const { step } = progress.ledger
  if (step !== undefined)
    progress.ledger = {
      ...progress.ledger,
      step: unlessOver({ ...step, awaited: step.awaited.delete(trader), done: step.done.delete(trader) }),
    }
}

/**
 * The insurance fund pays a loss first; the others what it cannot pay, by the rule, nobody below zero. Who owes it has
 * less than nothing, and took over no lots: it bears no part.
 */
const share = (
  progress: Progress,
  trader: TraderId,
  loss: bigint,
  closed: ReadonlyArray<Lots>,
): { readonly fund: bigint; readonly shared: ReadonlyArray<Due> } => {
  const { ledger } = progress
  const { params, reference } = ledger
  const fund = loss < ledger.fund ? loss : ledger.fund
  progress.ledger = { ...ledger, fund: ledger.fund - fund }
  change(progress, trader, ({ balance }) => ({ balance: balance + loss }))
  const nets = params.traders.map((other) => {
    const net = netOf(accountOf(ledger, other), reference)
    return net > 0n ? net : 0n
  })
  const lots = new Map(closed.map(({ trader: other, volume }) => [other, volume]))
  const weights = params.lossRule === 'closed-lots' ? params.traders.map((other) => lots.get(other) ?? 0n) : nets
  const parts = apportionWithin(loss - fund, weights, nets)
  const shared = params.traders
    .map((other, i) => ({ trader: other, amount: parts[i] as bigint }))
    .filter(({ amount }) => amount > 0n)
  for (const { trader: other, amount } of shared)
    change(progress, other, ({ balance }) => ({ balance: balance - amount }))
  return { fund, shared }
}
