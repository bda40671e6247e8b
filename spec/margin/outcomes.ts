import { type Clauses, invariant } from '../core/clause.js'
import { inOneLine } from '../core/codec.js'
import { accepted } from '../core/history.js'
import { judgeMoment as judgeBook } from '../order-book/clauses.js'
import { reader as bookReader } from '../order-book/history.js'
import type { Removed } from '../order-book/types.js'
import { effectOf } from './effects.js'
import { believed, type Moment, tradingOf } from './history.js'
import { BOOK } from './market.js'
import type { Liquidation, Outputs } from './types.js'

// What an accepted event has to do, part by part: what the answer reports against what follows from the log.

type Judge = (m: Moment) => ReadonlyArray<string>

/** Compares what an answer reports with what was due, where the event was to be accepted and was. */
const compared =
  (judge: (got: Outputs, due: Outputs, m: Moment) => ReadonlyArray<string>): Judge =>
  (m) => {
    const got = accepted(m.answer)
    return got === undefined || m.expected === undefined ? [] : judge(got, m.expected, m)
  }

/** Which entries two lists do not share, whatever their sequence. */
const differing = <A>(got: ReadonlyArray<A>, due: ReadonlyArray<A>) => {
  if (got.length === 0 && due.length === 0) return { extra: [], missing: [] }
  const left = due.map(inOneLine)
  const extra = got.filter((one) => {
    const at = left.indexOf(inOneLine(one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { extra: extra.map(inOneLine), missing: left }
}

const asDue =
  (what: string, of: (outputs: Outputs, m: Moment) => ReadonlyArray<unknown>): Judge =>
  (m) =>
    compared((got, due) => {
      const { extra, missing } = differing(of(got, m), of(due, m))
      return [
        ...missing.map((one) => `${what}: ${one} is missing`),
        ...extra.map((one) => `${what}: ${one} is not due`),
      ]
    })(m)

/** Fills and removals are those of the chapter Order-book. */
const matching: Judge = compared((report, _, m) => {
  const { event, before } = m
  if (event.tag !== 'post')
    return [
      ...report.fills.map(({ maker, taker }) => `${maker} and ${taker} are filled by an event that posts no order`),
      ...asDue('removed', (outputs) => outputs.removed.filter((gone) => isOwnRemoval(gone, m)))(m),
    ]
  const strange = report.removed.filter((gone) => isOwnRemoval(gone, m) && gone.why !== 'self-trade')
  const { order, trader, side, price, volume } = event
  const { market, day: eon } = before
  const read = bookReader(BOOK, { eon, sequence: market.sequence, orders: market.orders() })
  const posted = { tag: 'limit', order, trader, side, price, volume, lastEon: eon } as const
  return [
    ...strange.map(({ order: gone, why }) => `${gone} is ${why} by an order that is posted`),
    ...judgeBook(read({ event: posted, answer: { accepted: tradingOf(report) } })).map(
      ({ clause, message }) => `${clause}: ${message}`,
    ),
  ]
})

/** Whether an order left by the event itself, and not by a liquidation. */
const isOwnRemoval = ({ order, why }: Removed, { event }: Moment): boolean =>
  why !== 'cancelled' || (event.tag === 'cancel' && event.order === order)

const liquidatedIn = ({ liquidated }: Outputs, name: string): Liquidation | undefined =>
  liquidated.find(({ trader }) => trader === name)

/** Compares a part of each liquidation that was both due and reported. */
const liquidations = (part: (liquidation: Liquidation) => unknown, what: (liquidation: Liquidation) => string): Judge =>
  compared((got, due) =>
    due.liquidated.flatMap((one) => {
      const other = liquidatedIn(got, one.trader)
      return other === undefined || inOneLine(part(other)) === inOneLine(part(one))
        ? []
        : [`${one.trader}: expected ${what(one)}, got ${what(other)}`]
    }),
  )

const sorted = <A extends { readonly trader: string }>(some: ReadonlyArray<A>): ReadonlyArray<A> =>
  [...some].sort((a, b) => (a.trader < b.trader ? -1 : 1))

/** What follows from an event for everybody. */
export const outcomes: Pick<
  Clauses<'margin', Moment>,
  'MG-15' | 'MG-18' | 'MG-19' | 'MG-20' | 'MG-21' | 'MG-22' | 'MG-23' | 'MG-24' | 'MG-25' | 'MG-26' | 'MG-35'
> = {
  'MG-15': invariant(
    'MG-15',
    'Matching',
    'Orders are matched, cancelled and expire as in the chapter Order-book, best price first, at the resting price, and never with an order of the same trader.',
    'P section 1; Table 1, order book availability, precedence traceability',
    matching,
  ),
  'MG-18': invariant(
    'MG-18',
    'Everybody is called',
    'Whoever an event leaves below the maintenance margin is called in the step of that event, whoever acted.',
    'P 4, Principle 3; Challenge 3.1; Table 1, solvency',
    compared((got, due) =>
      differing(
        got.called.map(({ trader }) => trader),
        due.called.map(({ trader }) => trader),
      ).missing.map((trader) => `${trader} falls below its margin and is not called`),
    ),
  ),
  'MG-19': invariant(
    'MG-19',
    'Nobody else is called',
    'Who meets the maintenance margin is not called.',
    'P 4, Principle 3',
    compared((got, due) =>
      differing(
        got.called.map(({ trader }) => trader),
        due.called.map(({ trader }) => trader),
      ).extra.map((trader) => `${trader} is called and meets its margin`),
    ),
  ),
  'MG-20': invariant(
    'MG-20',
    'Cure',
    'A call is over as soon as its trader meets the maintenance margin again, by a deposit, by reducing, by a cancel or by the market; then it is not liquidated.',
    'P section 1, margin call',
    asDue('calls that are over', ({ lifted }) => lifted),
  ),
  'MG-21': invariant(
    'MG-21',
    'Deadline',
    'A trader whose call is not over by its deadline, or by the end of the day, is liquidated in that step if it still falls short without its orders, and nobody else is liquidated.',
    'P sections 1 and 3; Fig. 1 (M7)',
    asDue('liquidated', ({ liquidated }) => liquidated.map(({ trader }) => trader)),
  ),
  'MG-22': invariant(
    'MG-22',
    'Orders first',
    'First all orders of a trader that is due leave the book, and with them no other order.',
    'FuturesMEX, “cancelled” before “broke”',
    (m) => asDue('removed', (outputs) => outputs.removed.filter((gone) => !isOwnRemoval(gone, m)))(m),
  ),
  'MG-23': invariant(
    'MG-23',
    'Closing',
    'A position is closed against everybody on the other side, in proportion to their positions, at the last reference price at which its trader met the margin, or at the one that stands, as agreed.',
    'P Fig. 1, round t+3 (M4)',
    (m) => [
      ...liquidations(
        ({ price, closed }) => [price, sorted(closed)],
        ({ price, closed }) => `${inOneLine(closed)} at ${price}`,
      )(m),
      ...compared((got, due) =>
        due.called.flatMap(({ trader, price }) => {
          const other = got.called.find((called) => called.trader === trader)
          return other === undefined || other.price === price
            ? []
            : [`${trader} is called as last solvent at ${other.price}, but it was at ${price}`]
        }),
      )(m),
    ],
  ),
  'MG-24': invariant(
    'MG-24',
    'Residual loss',
    'What a liquidated trader owes beyond its cash is paid by the insurance fund first, then by the others in proportion to their net positions, or to the lots that they closed, as agreed, by nobody beyond its net position.',
    'Touchstone; P 3, a bad creditor (M12)',
    liquidations(
      ({ fund, shared }) => [fund, sorted(shared)],
      ({ fund, shared }) => `${fund} from the fund and ${inOneLine(shared)}`,
    ),
  ),
  'MG-25': invariant(
    'MG-25',
    'Mark to market',
    'The end of a day pays every trader its position times the reference price, less what the position cost, and nothing else does.',
    'P section 1, settled in cash at the end of each day; section 3',
    asDue('marked', ({ marked }) => marked),
  ),
  'MG-26': invariant(
    'MG-26',
    'Drop-out',
    'Who has not taken part in a joint step by its deadline forfeits what was held for it, in proportion to its position and no more than it had; it goes to those who took part and were not liquidated since, in proportion to theirs, and nobody who took part pays.',
    'P 7, Principle 6; Challenge 6.3, Hawk',
    (m) => [
      ...asDue('forfeited', ({ forfeited }) => forfeited)(m),
      ...asDue('rewarded', ({ rewarded }) => rewarded)(m),
    ],
  ),
  'MG-35': invariant(
    'MG-35',
    'Confluence',
    'In which sequence the traders are validated again makes no difference.',
    'P Challenge 3.1, all parties join',
    compared((report, due, m) => {
      // Of one trader, or none, there is one sequence only.
      if (due.called.length < 2) return []
      const { watch } = m.before
      const backwards = {
        failing: (ledger: Moment['before']) => [...watch.failing(ledger)].reverse(),
        touch: () => backwards,
      }
      const { outputs } = effectOf({ ...m.before, watch: backwards }, m.event, believed(m.before, m.event, report))
      return inOneLine(outputs) === inOneLine(due) ? [] : ['validated backwards, the event does something else']
    }),
  ),
}
