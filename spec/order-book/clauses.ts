import { type Clauses, type Finding, findings } from '../core/clause.js'
import type { ClauseId } from '../core/ids.js'
import { isAmount, isPrice, primitivesClauses } from '../primitives/clauses.js'
import type { OrderId } from '../primitives/types.js'
import type { Incoming, Moment, Placed } from './history.js'
import { compatible, isAccepted, isPreferred, makerSide, outputsOf, sum } from './history.js'
import type { Fill, Removed, Resting } from './types.js'

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
      const rival = m.after.preferred(
        last.side,
        m.incoming.price,
        m.params.preference,
        (order) => isOwn(m, order) || order.place === m.incoming?.place,
      )
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
    source: 'TEX V-C: a swap is authorised for as many eons as it lives',
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

/** The conditions under which an event is admitted, in order of precedence: of several that fail, the first is the reason. */
export const admissionOf = (
  m: Pick<Moment, 'event' | 'before' | 'eon'>,
): ReadonlyArray<readonly [ClauseId, boolean]> => {
  const { event, before, eon } = m
  switch (event.tag) {
    case 'limit':
      return [
        ['PR-1', isAmount(event.volume)],
        ['PR-2', isPrice(event.price)],
        ['PR-3', isAmount(event.volume * event.price)],
        ['OB-20', event.lastEon >= eon],
        ['OB-17', !before.has(event.order)],
      ]
    case 'market':
      return [
        ['PR-1', isAmount(event.volume)],
        ['OB-17', !before.has(event.order)],
      ]
    case 'cancel': {
      const order = before.get(event.order)
      return [
        ['OB-18', order !== undefined],
        ['OB-19', order === undefined || order.trader === event.trader],
      ]
    }
    case 'endEon':
      return [['OB-21', event.eon === eon]]
  }
}

/** The conditions of admission that an event fails, in order of precedence. */
export const failing = (m: Pick<Moment, 'event' | 'before' | 'eon'>): ReadonlyArray<ClauseId> =>
  admissionOf(m).flatMap(([clause, holds]) => (holds ? [] : [clause]))

/** A condition of admission: broken by accepting an event that fails it. The refusal for it is judged by OB-22. */
function admission<Id extends 'OB-17' | 'OB-18' | 'OB-19' | 'OB-20' | 'OB-21'>(
  id: Id,
  title: string,
  says: string,
  source: string,
) {
  const judge = (m: Moment): ReadonlyArray<string> =>
    isAccepted(m.answer) && failing(m).includes(id)
      ? [`the ${m.event.tag} event ${admissionMessage(m, id)}, yet it was accepted`]
      : []
  return { id, title, says, source, kind: 'invariant' as const, judge }
}

const admissionMessage = ({ event, before, eon }: Moment, id: ClauseId): string => {
  if (event.tag === 'endEon') return `ends eon ${event.eon}, while eon ${eon} runs`
  if (id === 'OB-17') return `submits ${event.order}, which is the id of a live order`
  if (id === 'OB-20') return `submits ${event.order} for eons that ended before eon ${eon}`
  if (id === 'OB-19')
    return `of ${(event as { trader: string }).trader} names ${event.order}, an order of ${before.get(event.order)?.trader}`
  return `names ${event.order}, which is not live`
}

const fillsOf = (m: Moment): ReadonlyArray<Fill> => outputsOf(m.answer).fills

interface Party extends Pick<Resting, 'order' | 'trader' | 'side' | 'volume'> {
  readonly price: bigint | undefined
}

const partyOf = (m: Moment, order: OrderId): Party | undefined =>
  m.incoming?.order === order ? m.incoming : m.before.get(order)

const partiesOf = (m: Moment, { maker, taker }: Fill): ReadonlyArray<Party> => [
  ...present(partyOf(m, maker)),
  ...present(partyOf(m, taker)),
]

const partiesOfAll = (m: Moment): ReadonlyArray<Party> =>
  [...new Set(fillsOf(m).flatMap(({ maker, taker }) => [maker, taker]))].flatMap((order) => present(partyOf(m, order)))

const makerOf = (m: Moment, { maker }: Fill): Placed | undefined => m.before.get(maker)

const present = <A>(a: A | undefined): ReadonlyArray<A> => (a === undefined ? [] : [a])

/** What is filled of an order in this moment. */
const filledOf = (m: Moment, order: OrderId): bigint =>
  sum(fillsOf(m).flatMap(({ maker, taker, volume }) => (maker === order || taker === order ? [volume] : [])))

/** What the incoming order has left after its fills. */
const leftover = (m: Moment): bigint =>
  m.incoming === undefined ? 0n : m.incoming.volume - filledOf(m, m.incoming.order)

const wasRemoved = (m: Moment, id: OrderId, why: Removed['why']): boolean =>
  outputsOf(m.answer).removed.some((gone) => gone.order === id && gone.why === why)

/** Whether a self-trade rule keeps the incoming order from trading with this one. */
const isOwn = (m: Moment, order: Pick<Placed, 'trader'>): boolean =>
  m.params.selfTrade !== 'allow' && order.trader === m.incoming?.trader

/** Of the live compatible makers of this moment, the one that should have been filled last. */
const leastPreferredMaker = (m: Moment): Placed | undefined => {
  const { incoming } = m
  if (incoming === undefined) return undefined
  return fillsOf(m)
    .flatMap((fill) => present(makerOf(m, fill)))
    .filter((maker) => maker.side === makerSide(incoming) && compatible(maker.side, maker.price, incoming.price))
    .reduce<Placed | undefined>(
      (last, maker) => (last === undefined || isPreferred(m.params.preference, last, maker) ? maker : last),
      undefined,
    )
}

const preferredBecause = (m: Moment, rival: Placed, last: Placed): string =>
  m.params.preference === 'price-time' && rival.price !== last.price
    ? `has the better price of ${rival.price}`
    : 'was accepted earlier'

const show = ({ order, side, price }: Pick<Placed, 'order' | 'side' | 'price'>): string =>
  `${order} (${side} at ${price})`

/** Compares who left for one reason with who should have: nobody missing, nobody extra, each with all that remained. */
const leaving = (
  m: Moment,
  why: Removed['why'],
  expected: ReadonlyArray<Pick<Placed, 'order' | 'volume'>>,
): ReadonlyArray<string> => {
  if (!isAccepted(m.answer)) return []
  const left = m.answer.accepted.removed.filter((gone) => gone.why === why)
  if (left.length === 0 && expected.length === 0) return []
  const due = new Map(expected.map(({ order, volume }) => [order, volume]))
  const gone = new Map(left.map(({ order, volume }) => [order, volume]))
  return [
    ...expected.flatMap(({ order, volume }) =>
      gone.has(order) ? [] : [`${order} should have been ${why}, with the ${volume} left of it`],
    ),
    ...left.flatMap(({ order, volume }, i) => {
      const remains = due.get(order)
      if (remains === undefined) return [`${order} is ${why} without a reason`]
      if (left.findIndex((other) => other.order === order) !== i) return [`${order} is ${why} twice`]
      return remains === volume ? [] : [`${order} is ${why} with ${volume}, but ${remains} remained of it`]
    }),
  ]
}

const selfTrade = (m: Moment): ReadonlyArray<string> => {
  const { incoming } = m
  const gone = outputsOf(m.answer).removed.filter(({ why }) => why === 'self-trade')
  if (incoming === undefined) return gone.map(({ order }) => `${order} leaves for a self-trade, but no order came in`)
  if (m.params.selfTrade === 'allow')
    return gone.map(({ order }) => `${order} leaves for a self-trade, but self-trades are allowed`)
  const own = fillsOf(m).flatMap((fill) =>
    makerOf(m, fill)?.trader === incoming.trader
      ? [`${fill.maker} and ${fill.taker} trade, and both are of ${incoming.trader}`]
      : [],
  )
  return [
    ...own,
    ...(m.params.selfTrade === 'cancel-resting' ? cancelResting(m, incoming, gone) : cancelIncoming(m, incoming, gone)),
  ]
}

/** Own orders leave exactly if the incoming order reached them: it was not used up before. */
const cancelResting = (m: Moment, incoming: Incoming, gone: ReadonlyArray<Removed>): ReadonlyArray<string> => {
  const last = leastPreferredMaker(m)
  const spared = m.after.preferred(
    makerSide(incoming),
    incoming.price,
    m.params.preference,
    (order) => order.trader !== incoming.trader,
  )
  const passedOver = spared !== undefined && last !== undefined && isPreferred(m.params.preference, spared, last)
  return [
    ...gone.flatMap(({ order, volume }, i) => {
      const resting = m.before.get(order)
      if (
        resting === undefined ||
        resting.trader !== incoming.trader ||
        resting.side === incoming.side ||
        !compatible(resting.side, resting.price, incoming.price)
      )
        return [`${order} leaves for a self-trade, but ${incoming.order} cannot meet it`]
      if (gone.findIndex((other) => other.order === order) !== i) return [`${order} leaves twice`]
      if (volume !== resting.volume) return [`${order} leaves with ${volume}, but ${resting.volume} remained of it`]
      const reached = leftover(m) > 0n || (last !== undefined && isPreferred(m.params.preference, resting, last))
      return reached ? [] : [`${order} leaves for a self-trade, but ${incoming.order} was used up before it`]
    }),
    ...(passedOver
      ? [
          `${show(spared)} is of ${incoming.trader} too, and should have left before ${incoming.order} was filled against ${show(last)}`,
        ]
      : []),
  ]
}

/** What is left of the incoming order leaves exactly if an own order is the next that it would meet. */
const cancelIncoming = (m: Moment, incoming: Incoming, gone: ReadonlyArray<Removed>): ReadonlyArray<string> => {
  const last = leastPreferredMaker(m)
  const next = m.after.preferred(makerSide(incoming), incoming.price, m.params.preference)
  const own = m.after.preferred(
    makerSide(incoming),
    incoming.price,
    m.params.preference,
    (order) => order.trader !== incoming.trader,
  )
  const stops = next !== undefined && next.trader === incoming.trader && leftover(m) > 0n
  const passedOver = own !== undefined && last !== undefined && isPreferred(m.params.preference, own, last)
  return [
    ...gone.flatMap(({ order, volume }) => {
      if (order !== incoming.order)
        return [`${order} leaves for a self-trade, but it is the incoming order that should`]
      if (volume !== leftover(m)) return [`${order} leaves with ${volume}, but ${leftover(m)} remained of it`]
      return stops
        ? []
        : [
            `${order} leaves for a self-trade, but the next order that it would meet is ${next === undefined ? 'none' : show(next)}`,
          ]
    }),
    ...(stops && gone.length === 0
      ? [`${show(next)} is of ${incoming.trader} too, so what is left of ${incoming.order} should have left`]
      : []),
    ...(passedOver
      ? [`${show(own)} is of ${incoming.trader} too, and should have stopped ${incoming.order} before ${show(last)}`]
      : []),
  ]
}

/** Where what is shown differs from what is live; the sequence is for OB-14 to judge. */
const shownWrongly = ({ observed, after }: Moment): ReadonlyArray<string> => {
  if (observed === undefined) return []
  const found: string[] = []
  if (observed.eon !== undefined && observed.eon !== after.eon)
    found.push(`eon ${observed.eon} is said to run, but it is ${after.eon}`)
  if (observed.book !== undefined) found.push(...bookWrongly(observed.book, after.orders()))
  if (observed.depth !== undefined) {
    const depth = after.depth()
    for (const side of ['buys', 'sells'] as const) {
      const shown = observed.depth[side].map(({ price, volume }) => `${volume} at ${price}`).join(', ')
      const live = depth[side].map(({ price, volume }) => `${volume} at ${price}`).join(', ')
      if (shown !== live)
        found.push(`the depth shows ${side} of ${shown || 'nothing'}, but live are ${live || 'nothing'}`)
    }
  }
  return found
}

const bookWrongly = (book: ReadonlyArray<Resting>, live: ReadonlyArray<Placed>): ReadonlyArray<string> => {
  const shown = new Map(book.map((order) => [order.order, order]))
  const due = new Set(live.map(({ order }) => order))
  return [
    ...live.flatMap((order) => {
      const seen = shown.get(order.order)
      if (seen === undefined) return [`the book lacks ${show(order)}, which has ${order.volume} left`]
      if (seen.volume !== order.volume)
        return [`the book shows ${seen.volume} left of ${order.order}, but it is ${order.volume}`]
      return seen.side === order.side &&
        seen.price === order.price &&
        seen.trader === order.trader &&
        seen.lastEon === order.lastEon
        ? []
        : [`the book shows ${order.order} with other terms than it was accepted with`]
    }),
    ...book.flatMap(({ order, volume }) =>
      due.has(order) || volume === 0n ? [] : [`the book shows ${order}, which is not live`],
    ),
  ]
}

/** Every clause that a moment breaks, those of the primitives among them: an accepted order has to have sound numbers. */
export const judgeMoment = (m: Moment): ReadonlyArray<Finding> => [...numbers(m), ...findings(orderBookClauses, m)]

const numbers = (m: Moment): ReadonlyArray<Finding> => {
  if (!isAccepted(m.answer) || m.incoming === undefined) return []
  const { price, volume } = m.incoming
  return [
    ...findings(primitivesClauses, { amount: volume }),
    ...(price === undefined
      ? []
      : [
          ...findings(primitivesClauses, { price }),
          ...(isPrice(price) && isAmount(volume) ? findings(primitivesClauses, { price, volume }) : []),
        ]),
  ]
}
