import type { Finding } from '../core/clause.js'
import type { Erratum } from '../core/erratum.js'
import type { OrderId, TraderId } from '../primitives/types.js'
import {
  type Finished,
  INF,
  leafAfter,
  matchStep,
  mayAppend,
  mayMatch,
  NO_BUY,
  overtaken,
  paperOrder,
  unmatchedPairs,
} from './as-written.js'
import { judgeMoment } from './clauses.js'
import { reader } from './history.js'
import type { Entry, Fill, Params, Side } from './types.js'
import { witnessRun } from './witness.js'

const TIME: Params = { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' }
const PRICE_TIME: Params = { ...TIME, preference: 'price-time' }

const fill = (maker: string, taker: string, volume: bigint, price: bigint): Fill => ({
  maker: maker as OrderId,
  taker: taker as OrderId,
  volume,
  price,
})

const limit = (
  id: string,
  side: Side,
  volume: bigint,
  price: bigint,
  fills: ReadonlyArray<Fill> = [],
  trader = `of-${id}`,
): Entry => ({
  event: { tag: 'limit', order: id as OrderId, trader: trader as TraderId, side, price, volume, lastEon: 1n },
  answer: { accepted: { fills, removed: [] } },
})

/** What the clauses find wrong with any entry of a history. */
const judged = (params: Params, entries: ReadonlyArray<Entry>): ReadonlyArray<Finding> => {
  const read = reader(params)
  return entries.flatMap((entry) => judgeMoment(read(entry)))
}

/** What the clauses find wrong with a history that the paper's words allow or require, and that history. */
const wrongly = (params: Params, entries: ReadonlyArray<Entry>) => ({
  findings: judged(params, entries),
  runs: [witnessRun(params, entries)],
})

const clausesOf = (found: ReadonlyArray<Finding>): string =>
  found.length === 0 ? 'keeps every clause' : `breaks ${[...new Set(found.map(({ clause }) => clause))].join(', ')}`

const bids = [limit('A', 'buy', 5n, 10n), limit('B', 'buy', 5n, 12n)]
const fromEarliest = [...bids, limit('C', 'sell', 5n, 9n, [fill('A', 'C', 5n, 10n)])]
const fromBest = [...bids, limit('C', 'sell', 5n, 9n, [fill('B', 'C', 5n, 12n)])]

const bothPreferences = (): string =>
  [
    `A first ${clausesOf(judged(TIME, fromEarliest))} under time and ${clausesOf(judged(PRICE_TIME, fromEarliest))} under price-time`,
    `B first ${clausesOf(judged(TIME, fromBest))} under time and ${clausesOf(judged(PRICE_TIME, fromBest))} under price-time`,
  ].join('; ')

const finished = (id: string, side: Side, price: bigint): Finished => ({ id, side, price })

/** Where the papers are ambiguous or wrong about the order book. */
export const orderBookErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T12',
    title: 'Equal prices can neither match nor rest',
    where: 'TEX Algorithm 7, first assertion for a sell; Algorithm 8, last assertion for a sell',
    written:
      'A sell matches a tree whose highest buy is strictly above its price, and is appended where the highest buy is strictly below. A buy matches at equality.',
    counterexample: 'A bid of 10 rests; a sell at 10 comes in.',
    resolution: 'A buy and a sell at the same price are compatible, whichever came first.',
    clauses: ['OB-3'],
    witness: () => {
      const book = { buy: 10n, sell: INF }
      const sell = { side: 'sell' as const, price: 10n }
      return {
        input: 'bid 10, then sell 10',
        asWritten: `may match: ${mayMatch(sell, book)}; may be appended: ${mayAppend(sell, book)}`,
        asResolved: `matched, ${clausesOf(judged(TIME, [limit('A', 'buy', 5n, 10n), limit('B', 'sell', 5n, 10n, [fill('A', 'B', 5n, 10n)])]))}`,
        ...wrongly(TIME, [limit('A', 'buy', 5n, 10n), limit('B', 'sell', 5n, 10n)]),
      }
    },
  },
  {
    id: 'T13',
    title: 'Which of several makers comes first is not said',
    where: 'TEX IV-E, constraint 1; Algorithm 7, "first child"; VI-B3',
    written:
      'The constraint orders the takers that compete for one maker. Which of several makers one taker gets it leaves open; the algorithm and its proof take the earliest, exchanges take the best price.',
    counterexample: 'Bids of 10 and then 12 rest; a sell at 9 comes in and is filled by either.',
    resolution: 'Preference is a parameter: time, which is Algorithm 7, or price-time.',
    clauses: ['OB-1'],
    witness: () => {
      const orders = [finished('A', 'buy', 10n), finished('B', 'buy', 12n), finished('C', 'sell', 9n)]
      return {
        input: 'bid A 10, bid B 12, sell C 9',
        asWritten: `filling A: ${overtaken(orders, [['A', 'C']]).length} violations; filling B: ${overtaken(orders, [['B', 'C']]).length} violations`,
        asResolved: bothPreferences(),
        ...wrongly(TIME, fromBest),
      }
    },
  },
  {
    id: 'T14',
    title: 'At whose price a fill trades',
    where: 'TEX Algorithm 7, the assignment after matched_volume',
    written:
      'The volume is multiplied by the price of the incoming order. Exchanges trade at the resting price; the text says nothing.',
    counterexample: 'A bid of 12 rests; a sell of one lot at 9 comes in.',
    resolution: 'The execution price is a parameter; both values respect both limits.',
    clauses: ['OB-4', 'OB-5'],
    witness: () => {
      const { resting } = matchStep(paperOrder('sell', 9n, 1n), paperOrder('buy', 12n, 1n), '-=')
      const at9 = [limit('A', 'buy', 1n, 12n), limit('B', 'sell', 1n, 9n, [fill('A', 'B', 1n, 9n)])]
      return {
        input: 'bid 12, then sell 9, one lot',
        asWritten: `the buyer pays ${12n - resting.remOut}`,
        asResolved: `resting: 12; incoming: 9, which ${clausesOf(judged({ ...TIME, executionPrice: 'incoming' }, at9))} where that is agreed`,
        ...wrongly(TIME, at9),
      }
    },
  },
  {
    id: 'T15',
    title: 'Units are mixed when the incoming order buys',
    where: 'TEX Algorithm 7, matched_volume and rem_out_vol',
    written:
      'What the incoming order gives is compared with what the resting one gets, and multiplied by the price to get what the resting one has given. For a sell that is lots times price, which is quote; for a buy it is quote times price.',
    counterexample: 'Five lots are offered at 10; a buyer with 50 quote units comes in.',
    resolution: 'Volumes are in base lots on both sides; the quote amount is volume times price.',
    clauses: ['OB-6', 'PR-3'],
    witness: () => ({
      input: 'ask 5 lots at 10, then a buy of 5 at 10, which gives 50 quote units',
      asWritten: `the seller's remaining lots: ${matchStep(paperOrder('buy', 10n, 5n), paperOrder('sell', 10n, 5n), '-=').resting.remOut}`,
      asResolved: `the seller's remaining lots: ${reader(TIME)(limit('A', 'sell', 5n, 10n)).after.get('A' as OrderId)?.volume} less 5`,
      findings: [],
      runs: [
        witnessRun(
          TIME,
          [limit('A', 'sell', 5n, 10n), limit('B', 'buy', 5n, 10n, [fill('A', 'B', 5n, 10n)])],
          'as it is said here',
        ),
      ],
    }),
  },
  {
    id: 'T16',
    title: 'A partly filled ask becomes invisible',
    where: 'TEX Algorithm 7, the assignment := and the last branch',
    written:
      'What the resting order still gives is set to what it gave, and its selling price is wiped from the tree if the incoming order, not the resting one, is a buy.',
    counterexample: 'Five lots are offered at 10, two are bought, and another buyer at 10 comes.',
    resolution: 'What is given is subtracted, and the leaf carries the price of what is left of the resting order.',
    clauses: ['OB-3', 'OB-15'],
    witness: () => {
      const ask = paperOrder('sell', 10n, 5n)
      const buyer = paperOrder('buy', 10n, 2n)
      const { sell } = leafAfter(buyer, ask, false)
      const first = [limit('A', 'sell', 5n, 10n), limit('B', 'buy', 2n, 10n, [fill('A', 'B', 2n, 10n)])]
      return {
        input: 'ask 5 at 10, buy 2 at 10, buy 2 at 10',
        asWritten: `after the first buy the lowest ask is ${sell === INF ? 'none' : sell}, so the second may be appended unmatched: ${mayAppend(buyer, { sell, buy: NO_BUY })}`,
        asResolved: `the second is filled, and that ${clausesOf(judged(TIME, [...first, limit('C', 'buy', 2n, 10n, [fill('A', 'C', 2n, 10n)])]))}`,
        ...wrongly(TIME, [...first, limit('C', 'buy', 2n, 10n)]),
      }
    },
  },
  {
    id: 'T17',
    title: 'After a better price an order is both filled and not',
    where: 'TEX Algorithm 7, rem_vol, rem_in_vol and rem_out_vol',
    written:
      'An order is done when its remaining volume is zero; but it has two remaining volumes, and after a trade at a better price only one of them is.',
    counterexample: 'A buy of 5 at 12 rests; a sell of 5 at 9 comes in and trades at 9.',
    resolution: 'The remaining volume is in base lots; what the buyer saved is its own again.',
    clauses: ['OB-6', 'OB-15'],
    witness: () => {
      const { resting } = matchStep(paperOrder('sell', 9n, 5n), paperOrder('buy', 12n, 5n), '-=')
      const params: Params = { ...TIME, executionPrice: 'incoming' }
      const entries = [limit('A', 'buy', 5n, 12n), limit('B', 'sell', 5n, 9n, [fill('A', 'B', 5n, 9n)])]
      return {
        input: 'bid 5 at 12, then sell 5 at 9, at the incoming price',
        asWritten: `it still gets ${resting.remIn} lots and still gives ${resting.remOut} quote units`,
        asResolved: `it is filled and live no more; the history ${clausesOf(judged(params, entries))}`,
        findings: [],
        runs: [witnessRun(params, entries, 'as it is said here')],
      }
    },
  },
  {
    id: 'T18',
    title: 'The signs for "no order" are prices',
    where: 'TEX Algorithm 7, n.buy <- 0 and n.sell <- INF; Algorithm 8, last assertions',
    written: 'Zero stands for no buy. Then a sell at zero is not above it.',
    counterexample:
      'A sell at 0 comes into an empty book. (On a real day an order to sell at 0 did come: it meant any price.)',
    resolution: 'Prices are above zero. An order at any price is a market order.',
    clauses: ['PR-2', 'OB-12'],
    witness: () => ({
      input: 'an empty book, then sell 0',
      asWritten: `may match: ${mayMatch({ side: 'sell', price: 0n }, { buy: NO_BUY, sell: INF })}; may be appended: ${mayAppend({ side: 'sell', price: 0n }, { buy: NO_BUY, sell: INF })}`,
      asResolved: 'refused by PR-2',
      ...wrongly(TIME, [limit('A', 'sell', 1n, 0n)]),
    }),
  },
  {
    id: 'T19',
    title: 'The third constraint cannot be kept',
    where: 'TEX IV-E, constraint 3',
    written: 'Two orders that may match must. Nothing says "still", and nothing speaks of volume.',
    counterexample: 'A sells 5 at 10; B buys all 5; C bids 10 too.',
    resolution: 'The constraint is judged after each event, by what is live then.',
    clauses: ['OB-3'],
    witness: () => ({
      input: 'sell A 5 at 10, buy B 5 at 10, buy C 5 at 10',
      asWritten: `not carried out: ${unmatchedPairs([finished('A', 'sell', 10n), finished('B', 'buy', 10n), finished('C', 'buy', 10n)], [['A', 'B']]).join(', ')}`,
      asResolved: `the only sound run ${clausesOf(judged(TIME, [limit('A', 'sell', 5n, 10n), limit('B', 'buy', 5n, 10n, [fill('A', 'B', 5n, 10n)]), limit('C', 'buy', 5n, 10n)]))}`,
      ...wrongly(TIME, [
        limit('A', 'sell', 5n, 10n),
        limit('B', 'buy', 5n, 10n, [fill('A', 'B', 5n, 10n)]),
        limit('C', 'buy', 5n, 10n, [fill('A', 'C', 5n, 10n)]),
      ]),
    }),
  },
  {
    id: 'T20',
    title: 'An order rests with more than is left of it',
    where: 'TEX Algorithm 8, the returned tree',
    written: 'The order itself is appended, not what is left of it after its matches.',
    counterexample: 'A sells 5; B buys 7, is filled 5, and is appended; C sells 7.',
    resolution: 'What is left of the order becomes live.',
    clauses: ['OB-6', 'OB-15'],
    witness: () => {
      const start = [limit('A', 'sell', 5n, 10n), limit('B', 'buy', 7n, 10n, [fill('A', 'B', 5n, 10n)])]
      return {
        input: 'sell A 5, buy B 7, sell C 7, all at 10',
        asWritten: `C is filled 7, and that ${clausesOf(judged(TIME, [...start, limit('C', 'sell', 7n, 10n, [fill('B', 'C', 7n, 10n)])]))}`,
        asResolved: `C is filled 2, and that ${clausesOf(judged(TIME, [...start, limit('C', 'sell', 7n, 10n, [fill('B', 'C', 2n, 10n)])]))}`,
        ...wrongly(TIME, [...start, limit('C', 'sell', 7n, 10n, [fill('B', 'C', 7n, 10n)])]),
      }
    },
  },
  {
    id: 'T21',
    title: 'A rate that is no integer loses units',
    where: 'TEX V (an amount of X for an amount of Y); Algorithm 7',
    written:
      'An order offers an amount of one coin for an amount of another. The rate of the two need not be an integer, and nothing says how a partial fill is rounded.',
    counterexample: 'Three lots for 10 quote units, filled one lot at a time.',
    resolution:
      'A price is a whole number of quote units a lot, so each fill has one exact quote amount, used for both legs.',
    clauses: ['PR-2', 'PR-3', 'OB-4'],
    witness: () => ({
      input: 'three lots for 10, in three fills',
      asWritten: `rounded down the seller gets ${3n * (10n / 3n)} of 10; rounded up the buyer pays ${3n * (10n / 3n + 1n)}`,
      asResolved: `at 3 a lot it is ${3n * 3n} in one fill and ${3n + 3n + 3n} in three`,
      findings: [],
    }),
  },
  {
    id: 'T22',
    title: 'Trading with oneself is required',
    where: 'TEX IV-E, constraint 3; Appendix B',
    written:
      'The third constraint makes no difference between traders, so two compatible orders of one trader have to match: a wash trade. The appendix deplores those.',
    counterexample: 'Eve sells 5 at 10 and bids 10.',
    resolution: 'The self-trade rule is a parameter; allowing it is what the paper has.',
    clauses: ['OB-9'],
    witness: () => {
      const rests = [limit('A', 'sell', 5n, 10n, [], 'eve'), limit('B', 'buy', 5n, 10n, [], 'eve')]
      const trades = [
        limit('A', 'sell', 5n, 10n, [], 'eve'),
        limit('B', 'buy', 5n, 10n, [fill('A', 'B', 5n, 10n)], 'eve'),
      ]
      return {
        input: 'eve sells 5 at 10, eve bids 10',
        asWritten: `to rest side by side ${clausesOf(judged(TIME, rests))}; to trade ${clausesOf(judged(TIME, trades))}`,
        asResolved: `where the resting order has to leave, to trade ${clausesOf(judged({ ...TIME, selfTrade: 'cancel-resting' }, trades))}`,
        ...wrongly(TIME, rests),
      }
    },
  },
  {
    id: 'T23',
    title: 'A dummy order blocks the book',
    where: 'TEX IV-D, zero-valued orders; Algorithms 7 and 8',
    written:
      'An order of volume zero is appended with its price in the annotations, which only a match can clear; and it never matches.',
    counterexample: 'A dummy bid of 12 is appended; a sell at 11 comes in.',
    resolution: 'A dummy order takes a place and is not live; what is not live is in no annotation.',
    clauses: ['OB-13'],
    witness: () => ({
      input: 'bid 12 with volume 0, then sell 5 at 11',
      asWritten: `the sell has to match a tree with a bid of 12 (${mayMatch({ side: 'sell', price: 11n }, { buy: 12n, sell: INF })}), for ${matchStep(paperOrder('sell', 11n, 5n), paperOrder('buy', 12n, 0n), '-=').matched} lots, and may then be appended: ${mayAppend({ side: 'sell', price: 11n }, { buy: 12n, sell: INF })}`,
      asResolved: `the sell rests, and that ${clausesOf(judged(TIME, [limit('A', 'buy', 0n, 12n), limit('B', 'sell', 5n, 11n)]))}`,
      ...wrongly(TIME, [limit('A', 'buy', 0n, 12n), limit('B', 'sell', 5n, 11n, [fill('A', 'B', 0n, 12n)])]),
    }),
  },
  {
    id: 'M9',
    title: '"In the exact order in which they were posted" fixes no price priority',
    where: 'Massacci-Ngo Table 1, trader’s precedence traceability; section 1, market order',
    written:
      'Orders are matched in the order of their posting, and a market order takes the best price. The two agree only while all prices are equal.',
    counterexample: 'Bids of 10 and then 12 rest; a sell at 9 comes in.',
    resolution: 'Preference is a parameter; under price-time the order of posting decides among equal prices.',
    clauses: ['OB-1', 'OB-14'],
    witness: () => ({
      input: 'bid A 10, bid B 12, sell C 9',
      asWritten: 'posting order fills A; the best price fills B',
      asResolved: bothPreferences(),
      ...wrongly(PRICE_TIME, fromEarliest),
    }),
  },
]
