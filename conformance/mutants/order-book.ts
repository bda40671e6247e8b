import { type Mutant, mutantsOf } from './mutant.js'

const MACHINE = 'model/order-book/machine.ts'
const BOOK = 'model/order-book/book.ts'
const HISTORY = 'spec/order-book/history.ts'
const NUMBERS = 'spec/primitives/clauses.ts'
const KIT = 'conformance/kit/machine.ts'

const mutant = mutantsOf('order-book', '')

/** Mistakes in an order book, each as an engineer would make it. */
export const orderBookMutants: ReadonlyArray<Mutant> = [
  // Precedence
  mutant('last-in-first-out', 'OB-1', 'of equal orders the latest is filled first', [
    BOOK,
    'const left = node.left as Book\n    node = reaches(left, side, limit) ? left : (node.right as Book)',
    'const right = node.right as Book\n    node = reaches(right, side, limit) ? right : (node.left as Book)',
  ]),
  mutant(
    'market-takes-its-own-side',
    'OB-7',
    'under time preference a market order takes the earliest order of any side',
    [BOOK, 'best !== undefined && compatible(side, best, limit)', 'compatible(side, best as bigint, limit)'],
  ),
  mutant('always-time', 'OB-1', 'the best price is not preferred where it is agreed', [
    MACHINE,
    "preference === 'price-time' ? best : limit",
    "preference === 'price-time' ? limit : limit",
  ]),
  mutant('always-price', 'OB-1', 'the best price is preferred where time is agreed', [
    MACHINE,
    "preference === 'price-time' ? best : limit",
    "preference === 'price-time' ? best : best",
  ]),
  mutant('stale-best-buy', 'OB-1', 'the best buying price of a branch is that of its left half', [
    BOOK,
    'b === undefined || a >= b ? a : b',
    'a',
  ]),
  mutant(
    'partial-fill-to-the-back',
    'OB-14',
    'a partly filled order loses its place',
    [
      MACHINE,
      '{ params, book: start, places: startPlaces }: State,',
      '{ params, book: start, places: startPlaces, sequence }: State,',
    ],
    [
      MACHINE,
      '} else book = replace(book, { ...maker, volume: maker.volume - filled })',
      '} else {\n      const rest = remove(book, maker.place)\n      const again = { ...maker, volume: maker.volume - filled, place: sequence + 0.5 }\n      book = append(rest, again)\n      places = places.set(maker.order, again.place)\n    }',
    ],
  ),
  // Direction and completeness
  mutant('maker-and-taker-swapped', 'OB-2', 'fills name the incoming order as the maker', [
    MACHINE,
    'maker: maker.order,\n        taker,',
    'maker: taker,\n        taker: maker.order,',
  ]),
  mutant('equal-prices-do-not-match', 'OB-3', 'a sell matches only bids above its price, as TEX Algorithm 7 has it', [
    HISTORY,
    "(side === 'buy' ? price >= limit : price <= limit)",
    "(side === 'buy' ? price > limit : price <= limit)",
  ]),
  mutant('one-maker-only', 'OB-3', 'matching ends after the first maker', [
    MACHINE,
    'while (left > 0n) {',
    'while (left > 0n && fills.length === 0) {',
  ]),
  mutant('three-makers-at-most', 'OB-3', 'matching ends after three makers', [
    MACHINE,
    'while (left > 0n) {',
    'while (left > 0n && fills.length < 3) {',
  ]),
  mutant('one-price-only', 'OB-3', 'matching does not go on to the next price', [
    MACHINE,
    'if (book === undefined || maker === undefined) break',
    'if (book === undefined || maker === undefined || (fills[0] !== undefined && fills[0].price !== maker.price)) break',
  ]),
  // Fills
  mutant('limit-off-by-one', 'OB-4', 'a buyer pays up to one more than its limit', [
    HISTORY,
    "(side === 'buy' ? price >= limit : price <= limit)",
    "(side === 'buy' ? price >= limit : price <= limit + 1n)",
  ]),
  mutant('always-incoming-price', 'OB-5', 'fills are at the incoming price although the resting one is agreed', [
    MACHINE,
    "params.executionPrice === 'incoming' ? (limit ?? maker.price) : maker.price",
    'limit ?? maker.price',
  ]),
  mutant('always-resting-price', 'OB-5', 'fills are at the resting price although the incoming one is agreed', [
    MACHINE,
    "params.executionPrice === 'incoming' ? (limit ?? maker.price) : maker.price",
    'maker.price',
  ]),
  mutant('middle-price', 'OB-5', 'fills are half way between both limits', [
    MACHINE,
    "params.executionPrice === 'incoming' ? (limit ?? maker.price) : maker.price",
    '(maker.price + (limit ?? maker.price)) / 2n',
  ]),
  mutant('first-price-for-all', 'OB-5', 'a sweep trades with every maker at the price of the first', [
    MACHINE,
    "params.executionPrice === 'incoming' ? (limit ?? maker.price) : maker.price",
    "params.executionPrice === 'incoming' ? (limit ?? maker.price) : (fills[0]?.price ?? maker.price)",
  ]),
  mutant('maker-overfilled', 'OB-6', 'the volume of a fill is all that the taker wants', [
    MACHINE,
    'left < maker.volume ? left : maker.volume',
    'left',
  ]),
  mutant('taker-overfilled', 'OB-6', 'the volume of a fill is all that the maker has', [
    MACHINE,
    'left < maker.volume ? left : maker.volume',
    'maker.volume',
  ]),
  mutant('same-side', 'OB-7', 'orders of one side trade with each other', [
    MACHINE,
    'mostPreferred(book, opposite(side), limit, params)',
    'mostPreferred(book, side, limit, params)',
  ]),
  mutant(
    'lazy-deletion',
    'OB-8',
    'a cancelled order is hidden from the book but not from the match',
    [MACHINE, 'book = book && remove(book, place)', "if (why !== 'cancelled') book = book && remove(book, place)"],
    [
      MACHINE,
      'book: ({ book }) => ordersOf(book).map(',
      'book: ({ book, places }) => ordersOf(book).filter(({ order }) => places.has(order)).map(',
    ],
    [
      MACHINE,
      "depth: ({ book }) => ({ buys: levels(book, 'buy'), sells: levels(book, 'sell') })",
      "depth: ({ book, places }) => ({ buys: levels(book, 'buy', places), sells: levels(book, 'sell', places) })",
    ],
    [
      MACHINE,
      'const levels = (book: Book | undefined, side: Side)',
      "const levels = (book: Book | undefined, side: Side, places: State['places'])",
    ],
    [MACHINE, 'if (order.side === side)', 'if (order.side === side && places.has(order.order))'],
  ),
  // Self-trade
  mutant('self-trade-ignored', 'OB-9', 'the self-trade rule is ignored', [
    MACHINE,
    "maker.trader === trader && params.selfTrade !== 'allow'",
    'false',
  ]),
  mutant('self-trade-always', 'OB-9', 'own orders are kept apart although self-trades are allowed', [
    MACHINE,
    "maker.trader === trader && params.selfTrade !== 'allow'",
    'maker.trader === trader',
  ]),
  mutant('self-trade-first-only', 'OB-9', 'only the first maker is asked whose it is', [
    MACHINE,
    "maker.trader === trader && params.selfTrade !== 'allow'",
    "fills.length === 0 && maker.trader === trader && params.selfTrade !== 'allow'",
  ]),
  mutant('self-trade-forgets-fills', 'OB-9', 'an order that is stopped leaves with the volume that it came with', [
    MACHINE,
    'return { book, places, fills, removed, left, stopped: true }',
    'return { book, places, fills, removed, left: volume, stopped: true }',
  ]),
  mutant('self-trade-resting-for-incoming', 'OB-9', 'the resting order leaves although the incoming one should', [
    MACHINE,
    "if (own && params.selfTrade === 'cancel-incoming')",
    "if (own && params.selfTrade === ('never' as string))",
  ]),
  // Leaving
  mutant('cancel-all-of-a-trader', 'OB-10', 'a cancel takes out all orders of its trader', [
    MACHINE,
    'becomes: (state, { order }) => leave(state, present(live(state, order)), ',
    'becomes: (state, { trader }) => leave(state, ordersOf(state.book).filter((other) => other.trader === trader), ',
  ]),
  mutant('cancel-says-nothing-left', 'OB-10', 'a cancel of a partly filled order does not say what was left', [
    MACHINE,
    'removed: leaving.map(({ order, volume }) => ({ order, volume, why }))',
    "removed: leaving.map(({ order, volume }) => ({ order, volume: why === 'cancelled' && volume < 5n ? 5n : volume, why }))",
  ]),
  mutant('expiry-too-early', 'OB-11', 'orders leave an eon too early', [
    MACHINE,
    'lastEon <= eon)',
    'lastEon <= eon + 1n)',
  ]),
  mutant('expiry-too-late', 'OB-11', 'orders leave an eon too late', [MACHINE, 'lastEon <= eon)', 'lastEon < eon)']),
  mutant('expiry-of-all', 'OB-11', 'the end of an eon empties the book', [MACHINE, 'lastEon <= eon)', 'lastEon > 0n)']),
  mutant('expiry-of-one-side', 'OB-11', 'only buys expire', [
    MACHINE,
    'ordersOf(state.book).filter(({ lastEon }) => lastEon <= eon)',
    "ordersOf(state.book).filter(({ lastEon, side }) => side === 'buy' && lastEon <= eon)",
  ]),
  mutant('market-rest-forgotten', 'OB-12', 'nothing is said of what a market order drops', [
    MACHINE,
    "left > 0n ? [{ order, volume: left, why: stopped ? 'self-trade' : 'dropped' }] : []",
    "stopped ? [{ order, volume: left, why: 'self-trade' }] : []",
  ]),
  mutant(
    'limit-dropped',
    'OB-12',
    'what is left of a limit order that was partly filled is dropped',
    [
      MACHINE,
      'const rests = left > 0n && !stopped',
      'const rests = left > 0n && !stopped && matched.fills.length === 0',
    ],
    [
      MACHINE,
      "stopped ? [{ order, volume: left, why: 'self-trade' }] : [])",
      "stopped ? [{ order, volume: left, why: 'self-trade' }] : left > 0n && !rests ? [{ order, volume: left, why: 'dropped' }] : [])",
    ],
  ),
  mutant('dummy-refused', 'OB-13', 'a volume of zero is refused', [
    MACHINE,
    'holds: (_, { volume }) => isAmount(volume),',
    'holds: (_, { volume }) => isAmount(volume) && volume > 0n,',
  ]),
  // Sequence and book
  mutant('only-resting-orders-take-a-place', 'OB-14', 'an order that does not rest takes no place', [
    MACHINE,
    'sequence: state.sequence + 1,',
    'sequence: state.sequence + (resting === undefined ? 0 : 1),',
  ]),
  mutant('book-by-price', 'OB-14', 'the book is shown by price and not by sequence', [
    MACHINE,
    'ordersOf(book).map(({ place: _, ...resting }) => resting)',
    'ordersOf(book).map(({ place: _, ...resting }) => resting).sort((a, b) => (a.price < b.price ? -1 : 1))',
  ]),
  mutant('depth-not-added-up', 'OB-15', 'the depth shows the last order of a price and not their sum', [
    MACHINE,
    '(volumes.get(order.price) ?? 0n) + order.volume',
    'order.volume',
  ]),
  mutant('eon-stands-still', 'OB-15', 'the first eon is shown for ever', [
    MACHINE,
    'eon: ({ eon }) => eon,',
    'eon: () => 1n,',
  ]),
  mutant('refused-end-counts', 'OB-16', 'a refused end of an eon ends it all the same', [
    KIT,
    'state = outcome.right.state }',
    "state = outcome.right.state } else if (event.tag === 'endEon') state = { ...state, eon: state.eon + 1n }",
  ]),
  // Admission
  mutant('id-free-for-market-orders', 'OB-17', 'a market order may have the id of a live one', [
    MACHINE,
    'requires: [volumeIsAmount, idIsFree]',
    'requires: [volumeIsAmount]',
  ]),
  mutant('last-eon-off-by-one', 'OB-20', 'an order for the eon that has just ended is accepted', [
    MACHINE,
    'lastEon >= eon,',
    'lastEon >= eon - 1n,',
  ]),
  mutant('later-eon-may-end', 'OB-21', 'an eon may end before it runs', [
    MACHINE,
    'holds: (state, { eon }) => eon === state.eon',
    'holds: (state, { eon }) => eon >= state.eon',
  ]),
  mutant('order-for-this-eon-refused', 'OB-22', 'an order for the eon that runs is refused', [
    MACHINE,
    'lastEon >= eon,',
    'lastEon > eon,',
  ]),
  mutant('sixty-four-bits', 'OB-22', 'quote amounts end at 2^64', [
    MACHINE,
    'isAmount(volume * price)',
    'volume * price < 2n ** 64n',
  ]),
  mutant('amount-off-by-one', 'PR-1', '2^128 is an amount', [
    NUMBERS,
    'n >= 0n && n < AMOUNT_LIMIT',
    'n >= 0n && n <= AMOUNT_LIMIT',
  ]),
  mutant('price-zero', 'PR-2', 'zero is a price', [
    NUMBERS,
    'n > 0n && n < AMOUNT_LIMIT',
    'n >= 0n && n < AMOUNT_LIMIT',
  ]),
  mutant('quote-amount-added', 'PR-3', 'volume plus price is bounded, not volume times price', [
    MACHINE,
    'isAmount(volume * price)',
    'isAmount(volume + price)',
  ]),
]
