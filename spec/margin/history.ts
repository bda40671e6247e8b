import { type MomentOf, momentsOf, reading } from '../core/history.js'
import { isPreferred } from '../order-book/history.js'
import type { Outputs as BookOutputs, Fill } from '../order-book/types.js'
import { failing } from './admission.js'
import { effectOf } from './effects.js'
import { type Ledger, opened } from './ledger.js'
import { recorded } from './market.js'
import type { Entry, Event, Observation, Outputs, Params } from './types.js'
import { everybody } from './watch.js'

/** One event of a log, and what the clauses need to judge it, all by the log's own account. */
export type Moment = MomentOf<Ledger, Ledger, Event, Observation, Outputs>

/** The market before anything happened, by a log's own account. */
export const openLog = (params: Params): Ledger => opened(params, recorded(), everybody)

/** What an answer to a `post` says that happened in the book: who left it by a liquidation left it later. */
export const tradingOf = ({ fills, removed }: Outputs): BookOutputs => ({
  fills,
  removed: removed.filter(({ why }) => why === 'self-trade'),
})

/**
 * What of a report is believed: of the fills those in which the order that is posted takes from one that is live on the
 * other side, in the sequence of matching, whatever the sequence in which they are listed, and no more than is left of
 * either order. So positions add up to zero after any report; MG-15 judges the report itself.
 */
export const believed = ({ market }: Ledger, event: Event, report: Outputs): BookOutputs | undefined => {
  if (event.tag !== 'post') return undefined
  const { fills, removed } = tradingOf(report)
  const possible = fills.flatMap((fill) => {
    const maker = market.get(fill.maker)
    return maker === undefined || maker.side === event.side || fill.taker !== event.order ? [] : [{ fill, maker }]
  })
  possible.sort((a, b) => (isPreferred('price-time', a.maker, b.maker) ? -1 : a.maker === b.maker ? 0 : 1))
  const left = new Map(possible.map(({ maker }) => [maker.order, maker.volume]))
  let wanted = event.volume
  const taken: Fill[] = []
  for (const { fill, maker } of possible) {
    const has = left.get(maker.order) ?? 0n
    const most = has < wanted ? has : wanted
    const volume = fill.volume < most ? fill.volume : most
    if (volume <= 0n) continue
    left.set(maker.order, has - volume)
    wanted -= volume
    taken.push({ ...fill, volume })
  }
  return { fills: taken, removed }
}

/** One moment, from what was known before it. What a refused event should have done nobody asks. */
export const momentOf = momentsOf(failing, (before: Ledger, event: Event, report: Outputs | undefined) =>
  report === undefined ? undefined : effectOf(before, event, believed(before, event, report)),
)

/**
 * Reads a log entry by entry. Nothing is matched: fills are what the log says. What follows from them is what should
 * follow; an event that was accepted against the clauses, or refused against them, has no consequence.
 */
export const reader = (params: Params): ((entry: Entry) => Moment) => reading(openLog(params), momentOf<Observation>)
