import type { CoinId } from '../primitives/types.js'
import { currentEon, depositedIn, requestedIn } from './ledger.js'
import { allotmentOf } from './proofs.js'
import { settled } from './settlement.js'
import type { TraderView } from './strategy.js'
import type { Update } from './types.js'

// What an honest trader leaves itself to withdraw when it signs something away, and how much it asks for.

/** What a trader has of a coin in this eon, as far as it can know: by its proof, or by what is due to it. */
const standing = (view: TraderView, coin: CoinId): bigint => {
  const { ledger, trader, signed } = view
  const eon = currentEon(ledger)
  const [start, end] = [view.proof(eon - 1n, coin), view.proof(eon, coin)]
  if (end !== undefined) return allotmentOf(end)
  if (start === undefined) return 0n
  const last = signed.findLast(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon - 1n,
  )
  return settled(ledger, { trader, coin, eon }, allotmentOf(start), last?.update, 0n)
}

/** What a trader states is left to withdraw when it signs an update of this eon: counted from this eon's requests on. */
export const leftBy = (view: TraderView, { coin, spent, gained }: Pick<Update, 'coin' | 'spent' | 'gained'>): bigint =>
  standing(view, coin) + depositedIn(view.ledger, view.trader, coin, currentEon(view.ledger)) + gained - spent

/** Whether a trader signs an update: what it asked to withdraw before is still left to withdraw after it. */
export const isFree = (view: TraderView, update: Pick<Update, 'coin' | 'spent' | 'gained'>): boolean => {
  const asked = requestedIn(view.ledger, view.trader, update.coin, currentEon(view.ledger))
  return asked === 0n || asked <= leftBy(view, update)
}

/**
 * How much of a coin an honest trader may ask to withdraw now: no more than the verifier lets it, and than each
 * statement leaves that it signed in this eon or in the one before. So nobody can cancel it.
 */
export const withdrawable = (view: TraderView, coin: CoinId): bigint => {
  const { ledger, trader, signed } = view
  const eon = currentEon(ledger)
  const proof = view.proof(eon - 1n, coin)
  if (proof === undefined) return 0n
  const now = requestedIn(ledger, trader, coin, eon)
  const both = now + requestedIn(ledger, trader, coin, eon - 1n)
  const stated = signed.flatMap(({ update, available }) =>
    available === undefined || update.trader !== trader || update.coin !== coin || update.eon < eon - 1n
      ? []
      : [available - (update.eon === eon ? now : both)],
  )
  return [allotmentOf(proof) - both, ...stated].reduce((least, left) => (left < least ? left : least))
}
