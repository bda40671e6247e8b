import type { ShownBy } from '../core/history.js'
import type { Known, Ledger } from './ledger.js'
import { isPrompt, scoreOf } from './score.js'
import type { Observation, Score, Shown, Stage } from './types.js'

const stageOf = (known: Known, eon: bigint): Stage => {
  if (known.isAcknowledged === true) return 'acknowledged'
  if (known.openedAt !== undefined) return known.isSolved === true ? 'solved' : 'opened'
  if (known.receiptedAt !== undefined) return 'receipted'
  return known.sealed.eon < eon ? 'void' : 'sealed'
}

/** An order as everybody sees it: nothing of what is sealed, while it is. */
const shownOrder = (known: Known, eon: bigint): Shown => {
  const { sealed, place, order } = known
  const plain = order && {
    trader: order.trader,
    side: order.side,
    base: order.base,
    quote: order.quote,
    price: order.price,
    volume: order.volume,
  }
  return {
    reference: sealed.reference,
    eon: sealed.eon,
    stage: stageOf(known, eon),
    ...(place === undefined ? {} : { place: BigInt(place) }),
    ...(plain === undefined ? {} : { order: plain }),
  }
}

const scoreShown = ({ params, orders }: Ledger, trader: Score['trader']): Score => {
  const own = [...orders.values()].filter(({ order }) => order?.trader === trader)
  const isLate = ({ sealed, submittedAt, receiptedAt = submittedAt }: Known): boolean =>
    !isPrompt(params, sealed.puzzle, receiptedAt - submittedAt)
  const late = BigInt(own.filter(isLate).length)
  const prompt = BigInt(own.length) - late
  return { trader, prompt, late, score: scoreOf(params, prompt, late) }
}

/** What can be seen, by name. */
export const shown: ShownBy<Ledger, Observation> = {
  orders: ({ orders, eon }) => [...orders.values()].map((known) => shownOrder(known, eon)),
  visible: ({ visible }) => BigInt(visible),
  scores: (ledger) => ledger.params.traders.map(({ trader }) => scoreShown(ledger, trader)),
  time: ({ time }) => time,
  eon: ({ eon }) => eon,
}

/** All that can be seen. */
export const observe = (ledger: Ledger): Required<Observation> => ({
  orders: shown.orders(ledger),
  visible: shown.visible(ledger),
  scores: shown.scores(ledger),
  time: shown.time(ledger),
  eon: shown.eon(ledger),
})
