import { Map as ImmutableMap } from 'immutable'
import type { TraderId } from '../primitives/types.js'
import { apportion } from './apportion.js'
import { type Account, accountOf, afterFill, type JointStep, size } from './ledger.js'
import { netOf, WHOLE } from './margin.js'
import { change, type Progress } from './progress.js'

/**
 * Marks every position to market at the reference price: pays what it is worth less what it cost, which is
 * v x (mark - entry), and keeps it at that value; or closes it. Nobody's net position changes.
 */
export const markToMarket = (progress: Progress, closes: boolean): void => {
  const { reference, params } = progress.ledger
  for (const trader of params.traders) {
    const { position, cost } = accountOf(progress.ledger, trader)
    const amount = position * reference - cost
    if (amount !== 0n) progress.outputs.marked.push({ trader, amount })
    change(progress, trader, (account) =>
      closes
        ? afterFill(account, -position, reference)
        : { balance: account.balance + amount, cost: position * reference },
    )
  }
}

/**
 * Opens a joint step: of everybody with a position a part that is in proportion to it is held until it takes part. Who
 * meets its margin has so much. Of who is called no more is held than it has: what it forfeits others would have to pay.
 */
export const openStep = (progress: Progress): void => {
  const { params, reference, time } = progress.ledger
  const awaited: Array<[TraderId, bigint]> = []
  for (const trader of params.traders) {
    const account = accountOf(progress.ledger, trader)
    if (account.position === 0n) continue
    const stake = stakeOf(account, params.dropOutRate, reference)
    change(progress, trader, ({ balance }) => ({ balance: balance - stake, escrow: stake }))
    awaited.push([trader, stake])
  }
  const step = { opened: time, awaited: ImmutableMap(awaited), done: ImmutableMap<TraderId, bigint>() }
  progress.ledger = { ...progress.ledger, step: unlessOver(step) }
}

/** What a joint step holds of a trader: in proportion to its position, rounded down, and no more than its net position. */
const stakeOf = (account: Account, rate: bigint, reference: bigint): bigint => {
  const full = (rate * size(account.position) * reference) / WHOLE
  const net = netOf(account, reference)
  return full < net ? full : net > 0n ? net : 0n
}

/** A joint step, unless it waits for nobody: then it is over. */
export const unlessOver = (step: JointStep): JointStep | undefined => (step.awaited.isEmpty() ? undefined : step)

/** A trader takes part, and has back what was held of it. */
export const takePart = (progress: Progress, trader: TraderId): void => {
  const { step } = progress.ledger
  if (step === undefined) return
  const stake = step.awaited.get(trader) ?? 0n
  change(progress, trader, ({ balance, joint }) => ({ balance: balance + stake, escrow: 0n, joint: joint + 1n }))
  const awaited = step.awaited.delete(trader)
  progress.ledger = {
    ...progress.ledger,
    step: unlessOver({ ...step, awaited, done: step.done.set(trader, stake) }),
  }
}

/**
 * At the deadline of a joint step who has not taken part forfeits what was held of it. It goes to those who took part,
 * in proportion to their own stakes; to the insurance fund where there are none (P, Principle 6).
 */
export const endStepIfDue = (progress: Progress): void => {
  const { step, time, params } = progress.ledger
  if (step === undefined || step.opened + params.stepDeadline > time) return
  let pot = 0n
  for (const trader of params.traders) {
    const amount = step.awaited.get(trader) ?? 0n
    if (amount === 0n) continue
    change(progress, trader, () => ({ escrow: 0n }))
    progress.outputs.forfeited.push({ trader, amount })
    pot += amount
  }
  const parts = apportion(
    pot,
    params.traders.map((trader) => step.done.get(trader) ?? 0n),
  )
  params.traders.forEach((trader, i) => {
    const amount = parts[i] as bigint
    if (amount === 0n) return
    change(progress, trader, ({ balance }) => ({ balance: balance + amount }))
    progress.outputs.rewarded.push({ trader, amount })
    pot -= amount
  })
  progress.ledger = { ...progress.ledger, fund: progress.ledger.fund + pot, step: undefined }
}
