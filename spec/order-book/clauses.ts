import { type Clauses, type Finding, findings } from '../core/clause.js'
import { primitivesClauses } from '../primitives/clauses.js'
import { admissionMessage, failing, fails } from './admission.js'
import {
  filledOf,
  fillsOf,
  isOwn,
  leastPreferredMaker,
  leaving,
  leftover,
  makerOf,
  partiesOf,
  partiesOfAll,
  preferredBecause,
  present,
  show,
  wasRemoved,
} from './facts.js'
import { compatible, isAccepted, isPreferred, type Moment, makerSide } from './history.js'
import { selfTrade } from './self-trade.js'
import { shownWrongly } from './shown.js'

/** The clauses of the order book. Each judges one moment of a log, by the log's own account of what was live. */
export const orderBookClauses: Clauses<'order-book', Moment> = {
  'OB-1': {
    id: 'OB-1',
    title: 'Precedence',
    says: 'An incoming order is filled against the most preferred compatible resting order, and moves on to the next only when that one is exhausted.',
    source: 'TEX IV-E constraint 1; VI-B3; Algorithm 7 "first child"; P section 1, best price from the standing quotes',
    kind: 'invariant',
    judge: (m) => {
      const last = leastPreferredMaker(m)
      if (last === undefined || m.incoming === undefined) return []
      const rival = m.after.preferred(last.side, m.incoming.price, m.params.preference, (order) => isOwn(m, order))
      return rival !== undefined && isPreferred(m.params.preference, rival, last)
        ? [
            `${m.incoming.order} was filled against ${show(last)} while ${show(rival)}, which ${preferredBecause(m, rival, last)}, still has ${rival.volume} left`,
          ]
        : []
    },
  },
  'OB-2': {
    id: 'OB-2',
    title: 'Direction',
    says: 'The taker of a fill is the order that the event submits, and its maker was accepted before it.',
    source: 'TEX IV-E constraint 2; VI-B3',
    kind: 'invariant',
    judge: (m) =>
      fillsOf(m).flatMap(({ maker, taker }) =>
        m.incoming === undefined
          ? [`${maker} and ${taker} are filled by an event that submits no order`]
          : taker !== m.incoming.order
            ? [`the taker is ${taker}, but the incoming order is ${m.incoming.order}`]
            : maker === taker
              ? [`${maker} is filled against itself`]
              : [],
      ),
  },
  'OB-3': {
    id: 'OB-3',
    title: 'Completeness',
    says: 'After each event no two live orders are compatible, and a market order leaves something unfilled only when nothing compatible is left.',
    source: 'TEX IV-E constraint 3; VI-B3; Algorithm 8, last two assertions',
    kind: 'invariant',
    judge: (m) => {
      if (
        m.incoming === undefined ||
        !isAccepted(m.answer) ||
        leftover(m) <= 0n ||
        wasRemoved(m, m.incoming.order, 'self-trade')
      )
        return []
      const missed = m.after.preferred(makerSide(m.incoming), m.incoming.price, m.params.preference)
      return missed === undefined
        ? []
        : [
            `${m.incoming.order} has ${leftover(m)} left and was not matched with ${show(missed)}, which has ${missed.volume} left`,
          ]
    },
  },
  'OB-4': {
    id: 'OB-4',
    title: 'Limits',
    says: 'A fill is at a price no higher than the limit of its buyer and no lower than the limit of its seller.',
    source: 'TEX V, the guarantee for a swap; Algorithm 7, both "first child" assertions',
    kind: 'invariant',
    judge: (m) =>
      fillsOf(m).flatMap((fill) =>
        partiesOf(m, fill).flatMap(({ order, side, price }) =>
          price === undefined || compatible(side, price, fill.price)
            ? []
            : [
                `${order} ${side === 'buy' ? 'buys at no more than' : 'sells at no less than'} ${price}, but trades at ${fill.price}`,
              ],
        ),
      ),
  },
  'OB-5': {
    id: 'OB-5',
    title: 'Execution price',
    says: 'A fill is at the price of the resting order, or of the incoming one where that is agreed and it has one.',
    source: 'TEX Algorithm 7 multiplies by the incoming price; exchanges use the resting price (T14)',
    kind: 'convention',
    judge: (m) =>
      fillsOf(m).flatMap((fill) => {
        const price =
          (m.params.executionPrice === 'incoming' ? m.incoming?.price : undefined) ?? makerOf(m, fill)?.price
        return price === undefined || price === fill.price
          ? []
          : [
              `${fill.maker} and ${fill.taker} trade at ${fill.price}, but the ${m.params.executionPrice} price is ${price}`,
            ]
      }),
  },
  'OB-6': {
    id: 'OB-6',
    title: 'Conservation',
    says: 'Every fill has a volume above zero, and no order is filled beyond what remains of it.',
    source: 'TEX Algorithm 7, matched_volume and rem_vol; Algorithm 9',
    kind: 'invariant',
    judge: (m) => [
      ...fillsOf(m).flatMap(({ maker, taker, volume }) =>
        volume > 0n ? [] : [`${maker} and ${taker} trade a volume of ${volume}`],
      ),
      ...partiesOfAll(m).flatMap(({ order, volume }) => {
        const filled = filledOf(m, order)
        return filled > volume ? [`${order} is filled for ${filled}, but only ${volume} remained of it`] : []
      }),
    ],
  },
  'OB-7': {
    id: 'OB-7',
    title: 'Two sides',
    says: 'A fill has one buyer and one seller.',
    source: 'TEX II-A; Algorithm 7 pairs X for Y with Y for X',
    kind: 'invariant',
    judge: (m) =>
      fillsOf(m).flatMap((fill) => {
        const [one, other] = partiesOf(m, fill)
        return one !== undefined && other !== undefined && one.order !== other.order && one.side === other.side
          ? [`${one.order} and ${other.order} trade, and both ${one.side}`]
          : []
      }),
  },
  'OB-8': {
    id: 'OB-8',
    title: 'Life',
    says: 'Only live orders trade: one that was filled up, cancelled, expired, dropped or never accepted does not.',
    source: 'TEX IV-E, "may still match"; P section 1',
    kind: 'invariant',
    judge: (m) =>
      fillsOf(m).flatMap(({ maker, taker }) =>
        [maker, taker].flatMap((order) =>
          m.before.has(order) || m.incoming?.order === order ? [] : [`${order} trades, but is not live`],
        ),
      ),
  },
  'OB-9': {
    id: 'OB-9',
    title: 'Self-trade',
    says: 'Where an incoming order reaches a resting one of its own trader they trade, the resting one leaves, or what is left of the incoming one does, as agreed.',
    source: 'Touchstone; TEX Appendix B leaves it open (T22)',
    kind: 'convention',
    judge: (m) => (isAccepted(m.answer) ? selfTrade(m) : []),
  },
  'OB-10': {
    id: 'OB-10',
    title: 'Cancellation',
    says: 'An accepted cancel takes the order that it names out of the book, with all that remains of it, and nothing else does.',
    source: 'Touchstone; absent in TEX (T34); P section 1',
    kind: 'invariant',
    judge: (m) => leaving(m, 'cancelled', m.event.tag === 'cancel' ? present(m.before.get(m.event.order)) : []),
  },
  'OB-11': {
    id: 'OB-11',
    title: 'Expiry',
    says: 'The end of an eon takes exactly those orders out of the book whose last eon it is, with all that remains of them, and nothing else does.',
    source: 'TEX III-C2c; V-C: a swap is authorised for as many eons as it lives',
    kind: 'invariant',
    judge: (m) => leaving(m, 'expired', m.ending),
  },
  'OB-12': {
    id: 'OB-12',
    title: 'Market orders',
    says: 'What is left of a market order is dropped at once; a limit order is never dropped.',
    source: 'P section 1, market order',
    kind: 'invariant',
    judge: (m) => {
      const rest = leftover(m)
      const { incoming } = m
      const drops =
        m.event.tag === 'market' && incoming !== undefined && rest > 0n && !wasRemoved(m, incoming.order, 'self-trade')
      return leaving(m, 'dropped', drops ? [{ order: incoming.order, volume: rest }] : [])
    },
  },
  'OB-13': {
    id: 'OB-13',
    title: 'Dummy orders',
    says: 'An order of volume zero is accepted like any other, trades nothing, and does not become live.',
    source: 'TEX IV-D, zero-valued orders',
    kind: 'invariant',
    judge: (m) => {
      const { incoming, observed, answer } = m
      if (incoming?.volume !== 0n) return []
      if (!isAccepted(answer))
        return failing(m).length === 0 ? [`${incoming.order} has volume zero and was refused`] : []
      return [
        ...fillsOf(m).map((fill) => `${incoming.order} has volume zero and trades ${fill.volume} with ${fill.maker}`),
        ...(observed?.book ?? [])
          .filter(({ order, volume }) => order === incoming.order && volume === 0n)
          .map(({ order }) => `${order} has volume zero and stands in the book`),
      ]
    },
  },
  'OB-14': {
    id: 'OB-14',
    title: 'Sequence',
    says: 'Each accepted order takes the next place in the sequence, a refused one takes none, and the book shows the live orders in that sequence.',
    source: 'TEX IV-C, IV-E; P Table 1, precedence traceability',
    kind: 'invariant',
    judge: ({ observed, after }) => {
      if (observed === undefined) return []
      const found: string[] = []
      if (observed.sequence !== undefined && observed.sequence !== BigInt(after.sequence))
        found.push(`${observed.sequence} orders are said to have a place, but ${after.sequence} were accepted`)
      const shown = (observed.book ?? []).flatMap(({ order }) => present(after.get(order)))
      shown.forEach((order, i) => {
        const previous = shown[i - 1]
        if (previous !== undefined && order.place < previous.place)
          found.push(`the book shows ${order.order} after ${previous.order}, but it was accepted before`)
      })
      return found
    },
  },
  'OB-15': {
    id: 'OB-15',
    title: 'The book',
    says: 'After an accepted event the book shows every live order with what remains of it, and no other, and the eon that runs.',
    source: 'P Table 1, order book availability; TEX IV-F',
    kind: 'invariant',
    judge: (m) => (isAccepted(m.answer) ? shownWrongly(m) : []),
  },
  'OB-16': {
    id: 'OB-16',
    title: 'Refusal',
    says: 'A refused event changes nothing.',
    source: 'Touchstone',
    kind: 'invariant',
    judge: (m) =>
      isAccepted(m.answer) ? [] : shownWrongly(m).map((message) => `the event was refused, yet ${message}`),
  },
  'OB-17': admission(
    'OB-17',
    'Unique ids',
    'A new order does not have the id of a live one.',
    'Touchstone; TEX IV-A, a reference is used once',
  ),
  'OB-18': admission('OB-18', 'Known order', 'A cancel names a live order.', 'Touchstone; TEX IV-E, "may still match"'),
  'OB-19': admission(
    'OB-19',
    'Own order',
    'An order is cancelled only by its own trader.',
    'Touchstone; P Table 1, precedence traceability',
  ),
  'OB-20': admission(
    'OB-20',
    'Last eon',
    'The last eon of a new order is the one that runs, or a later one.',
    'TEX V-C: a swap is authorised for as many eons as it lives',
  ),
  'OB-21': admission(
    'OB-21',
    'Running eon',
    'The eon that ends is the one that runs.',
    'TEX V-B, one commitment an eon',
  ),
  'OB-22': {
    id: 'OB-22',
    title: 'Admission',
    says: 'An event is refused only for a condition of admission that it fails, and the reason given is one of those.',
    source: 'TEX IV-B: a logically sound order is receipted; VI-B4',
    kind: 'invariant',
    judge: (m) => {
      if (isAccepted(m.answer)) return []
      const { reason } = m.answer.rejected
      const fails = failing(m)
      if (fails.length === 0)
        return m.incoming?.volume === 0n
          ? []
          : [
              `the ${m.event.tag} event was refused${reason === undefined ? '' : ` by ${reason}`}, but nothing stands against it`,
            ]
      return reason === undefined || fails.includes(reason)
        ? []
        : [`the ${m.event.tag} event was refused by ${reason}, but what it fails is ${fails.join(', ')}`]
    },
  },
}

/** A condition of admission: broken by accepting an event that fails it. The refusal for it is judged by OB-22. */
function admission<Id extends 'OB-17' | 'OB-18' | 'OB-19' | 'OB-20' | 'OB-21'>(
  id: Id,
  title: string,
  says: string,
  source: string,
) {
  const judge = (m: Moment): ReadonlyArray<string> =>
    isAccepted(m.answer) && fails(m, id)
      ? [`the ${m.event.tag} event ${admissionMessage(m, id)}, yet it was accepted`]
      : []
  return { id, title, says, source, kind: 'invariant' as const, judge }
}

/** Every clause that a moment breaks, those of the primitives among them: an accepted order has to have sound numbers. */
export const judgeMoment = (m: Moment): ReadonlyArray<Finding> => [...numbers(m), ...findings(orderBookClauses, m)]

const NUMBERS = ['PR-1', 'PR-2', 'PR-3'] as const

/** The first clause on numbers that an accepted order breaks; the later ones mean little where an earlier one is broken. */
const numbers = (m: Moment): ReadonlyArray<Finding> => {
  if (!isAccepted(m.answer) || m.incoming === undefined) return []
  const clause = NUMBERS.find((id) => fails(m, id))
  if (clause === undefined) return []
  const { order, price, volume } = m.incoming
  return [
    {
      clause,
      message: `${order}, with a volume of ${volume}${price === undefined ? '' : ` at ${price}`}, was accepted, but ${primitivesClauses[clause].says}`,
    },
  ]
}
