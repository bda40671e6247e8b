import { isAccepted } from '../order-book/history.js'
import type { Entry } from '../order-book/types.js'
import type { OrderId, TraderId } from '../primitives/types.js'

// Wash trading (TEX Appendix B). Where an operator cannot help, a wash trader has to send a buy and a sell with the least
// delay, again and again, so that they meet each other and nobody else. That is what is looked for; it proves nothing.

/** What is suspicious. */
export interface WashRule {
  /** The two orders of a fill have at most so many orders between them. */
  readonly between: number
  /** So many such fills of the same two traders, or of one with itself. */
  readonly repeats: number
}

/** Two traders, in the order of their names, who met so often in the way of a wash trade; they may be one. */
export interface Suspicion {
  readonly traders: readonly [TraderId, TraderId]
  readonly fills: number
  /** The lots that they traded in those fills. */
  readonly volume: bigint
}

/** Next to each other, and three times. */
export const WASH_RULE: WashRule = { between: 0, repeats: 3 }

/** Reads a log entry by entry, in the memory of its live orders and of the pairs that met. */
export interface WashWatch {
  readonly read: (entry: Entry) => void
  /** The pairs that are suspicious, the busiest first. */
  readonly suspicions: () => ReadonlyArray<Suspicion>
  /** How many fills there were, and of how many pairs of traders. */
  readonly seen: () => { readonly fills: number; readonly pairs: number }
}

interface Known {
  readonly trader: TraderId
  readonly place: number
  readonly volume: bigint
}

/** Watches a log of an order book for the pattern: both orders filled as a whole by each other, with no delay, repeatedly. */
export const washWatch = ({ between, repeats }: WashRule = WASH_RULE): WashWatch => {
  const live = new Map<OrderId, Known>()
  const pairs = new Set<string>()
  const suspected = new Map<string, Suspicion>()
  let sequence = 0
  let fills = 0
  return {
    read: ({ event, answer }) => {
      if (!isAccepted(answer)) return
      const isOrder = event.tag === 'limit' || event.tag === 'market'
      if (isOrder) live.set(event.order, { trader: event.trader, place: sequence, volume: event.volume })
      for (const { maker, taker, volume } of answer.accepted.fills) {
        const [one, other] = [live.get(maker), live.get(taker)]
        if (one === undefined || other === undefined) continue
        const traders = [one.trader, other.trader].sort() as [TraderId, TraderId]
        const key = traders.join(' ')
        fills += 1
        pairs.add(key)
        const isWhole = one.volume === volume && other.volume === volume
        if (isWhole && other.place - one.place <= between + 1) {
          const before = suspected.get(key) ?? { traders, fills: 0, volume: 0n }
          suspected.set(key, { traders, fills: before.fills + 1, volume: before.volume + volume })
        }
      }
      if (isOrder) sequence += 1
      for (const { order } of answer.accepted.removed) live.delete(order)
      if (event.tag === 'market') live.delete(event.order)
    },
    suspicions: () => [...suspected.values()].filter((one) => one.fills >= repeats).sort((a, b) => b.fills - a.fills),
    seen: () => ({ fills, pairs: pairs.size }),
  }
}
