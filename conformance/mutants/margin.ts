import { type Mutant, mutantsOf } from './mutant.js'

const ADMISSION = 'spec/margin/admission.ts'
const APPORTION = 'spec/margin/apportion.ts'
const BOOK = 'spec/margin/market.ts'
const EFFECTS = 'spec/margin/effects.ts'
const HISTORY = 'spec/margin/history.ts'
const LEDGER = 'spec/margin/ledger.ts'
const LIQUIDATION = 'spec/margin/liquidation.ts'
const MARGIN = 'spec/margin/margin.ts'
const MARKET = 'model/margin/market.ts'
const PROGRESS = 'spec/margin/progress.ts'
const SETTLEMENT = 'spec/margin/settlement.ts'
const SHOWN = 'spec/margin/shown.ts'
const VALUATION = 'spec/margin/valuation.ts'
const WATCH = 'model/margin/watch.ts'

const mutant = mutantsOf('margin')

/** Mistakes in a margin engine, each as an engineer would make it. */
export const marginMutants: ReadonlyArray<Mutant> = [
  // Prices and versions
  mutant('mid-of-one-side', 'MG-16', 'while a side of the book is empty the best price of the other is the mid', [
    VALUATION,
    'return bid === undefined || ask === undefined ? last : bid + ask',
    'return bid === undefined && ask === undefined ? last : (bid ?? ask ?? 0n) + (ask ?? bid ?? 0n)',
  ]),
  mutant('mid-rounded', 'MG-16', 'a mid price that ends in a half is rounded down', [
    VALUATION,
    '? last : bid + ask',
    '? last : ((bid + ask) / 2n) * 2n',
  ]),
  mutant('version-of-the-book', 'MG-17', 'every order makes all credentials stale, though the mid stands', [
    PROGRESS,
    "ledger.params.valuation === 'walk' || reference !== ledger.reference",
    'market !== ledger.market',
  ]),
  mutant('version-of-the-mid', 'MG-17', 'where the book is walked the version still follows the mid only', [
    PROGRESS,
    "ledger.params.valuation === 'walk' || reference !== ledger.reference",
    'reference !== ledger.reference',
  ]),
  mutant('credential-made-anew', 'MG-17', 'who is called gets a credential like everybody', [
    SHOWN,
    "credential: status === 'good' ? ledger.version : validUntil",
    'credential: validUntil > ledger.version ? validUntil : ledger.version',
  ]),
  mutant('credential-not-newer', 'MG-6', 'any credential that is not of the future is fresh', [
    ADMISSION,
    '{ version }) => version === ledger.version',
    '{ version }) => version <= ledger.version',
  ]),
  mutant('account-twice', 'MG-30', 'the first account is shown twice', [
    SHOWN,
    'ledger.params.traders.map((trader) => {',
    '[...ledger.params.traders, ...ledger.params.traders.slice(0, 1)].map((trader) => {',
  ]),
  // Margin
  mutant('all-orders-filled', 'MG-9', 'only the case in which every order is filled is looked at (P 2.1)', [
    MARGIN,
    'if (gain < 0n) margin += gain',
    'margin += gain',
  ]),
  mutant('orders-forgotten', 'MG-9', 'standing orders need no margin', [
    MARGIN,
    'worstMargin(account, [...ledger.market.ordersOf(trader), ...more], askedBy',
    'worstMargin(account, more, askedBy',
  ]),
  mutant('one-rate', 'MG-9', 'who posts needs the maintenance margin only', [
    MARGIN,
    "askedBy(ledger, 'initialRate')) >= 0n",
    "askedBy(ledger, 'maintenanceRate')) >= 0n",
  ]),
  mutant('more-than-the-margin', 'MG-32', 'who has exactly the initial margin does not meet it', [
    MARGIN,
    "askedBy(ledger, 'initialRate')) >= 0n",
    "askedBy(ledger, 'initialRate')) > 0n",
  ]),
  mutant('lifted-above-only', 'MG-20', 'who has exactly the maintenance margin stays called', [
    MARGIN,
    'maintenanceMargin(ledger, trader, ledger.market.ordersOf(trader)) >= 0n',
    'maintenanceMargin(ledger, trader, ledger.market.ordersOf(trader)) > 0n',
  ]),
  mutant('threshold-of-everybody', 'MG-32', 'who has neither a position nor an order leaves the threshold behind', [
    MARGIN,
    'position === 0n && orders.length === 0 ? 0n : threshold',
    'threshold',
  ]),
  mutant(
    'escrow-forgotten',
    'MG-19',
    'what a joint step holds does not count for the margin',
    [MARGIN, 'const fixed = WHOLE * (cashOf(account) + account.escrow -', 'const fixed = WHOLE * (cashOf(account) -'],
    [MARGIN, 'let margin = WHOLE * (cashOf(account) + account.escrow -', 'let margin = WHOLE * (cashOf(account) -'],
  ),
  mutant('walk-better-than-mid', 'MG-10', 'what the book gives for a position may be more than the mid price', [
    VALUATION,
    'return [ mid, ...walk(',
    'return [ ...walk(',
  ]),
  mutant('walk-rest-is-free', 'MG-18', 'lots that nobody bids for are worth what the lowest bid is', [
    VALUATION,
    "walk(orders, 'buy', 2n)",
    "walk(orders, 'buy', orders.reduce((low, { side, price }) => (side === 'buy' && 2n * price < low ? 2n * price : low), reference))",
  ]),
  mutant('walk-three-prices', 'MG-32', 'only the three best prices of a side are walked', [
    VALUATION,
    'for (const { price, volume } of own) {',
    'for (const { price, volume } of own.filter(({ price }) => [...new Set(own.map((one) => one.price))].slice(0, 3).includes(price))) {',
  ]),
  mutant('threshold-of-positions', 'MG-9', 'the threshold counts for positions, and not for orders', [
    MARGIN,
    'position === 0n && orders.length === 0 ? 0n : threshold',
    'position === 0n ? 0n : threshold',
  ]),
  // Admission
  mutant('reduces-each-for-itself', 'MG-8', 'of who is called each order is held against the position by itself', [
    ADMISSION,
    '(order.side === side ? sum + order.volume : sum), volume)',
    '(order.side === side ? sum + 0n * order.volume : sum), volume)',
  ]),
  mutant('reduces-at-any-price', 'MG-8', 'who is called may reduce at a price that costs it more', [
    ADMISSION,
    'maintenanceMargin(ledger, event.trader, [...orders, event]) >= maintenanceMargin(ledger, event.trader, orders)',
    'maintenanceMargin(ledger, event.trader, [...orders, event]) >= maintenanceMargin(ledger, event.trader, orders) - 2n ** 100n',
  ]),
  mutant(
    'reduces-at-initial',
    'MG-8',
    'an order of who is called may not make its margin at the initial rate worse',
    [
      ADMISSION,
      'maintenanceMargin(ledger, event.trader, [...orders, event]) >= maintenanceMargin(ledger, event.trader, orders)',
      "worstMargin(accountOf(ledger, event.trader), [...orders, event], askedBy(ledger, 'initialRate')) >= worstMargin(accountOf(ledger, event.trader), orders, askedBy(ledger, 'initialRate'))",
    ],
    [ADMISSION, 'import { largestPosition, maintenanceMargin,', 'import { askedBy, worstMargin, largestPosition,'],
  ),
  mutant('withdraws-beyond-held', 'MG-10', 'what others still owe can be withdrawn', [
    ADMISSION,
    'balance >= 0n && amount <= ledger.held &&',
    'balance >= 0n &&',
  ]),
  mutant('bound-of-largest', 'MG-1', 'positions are thought to be never larger than the largest', [
    ADMISSION,
    '12n * BigInt(traders.length + 1)',
    '4n * BigInt(traders.length + 1)',
  ]),
  mutant('withdraws-cash', 'MG-10', 'what a short position brought in can be withdrawn', [
    ADMISSION,
    'return balance >= 0n && amount',
    'return balance - account.cost >= 0n && amount',
  ]),
  mutant('position-without-orders', 'MG-5', 'standing orders do not count for the largest position', [
    ADMISSION,
    '[...ledger.market.ordersOf(event.trader), event]) <=',
    '[event]) <=',
  ]),
  mutant('position-of-own-side', 'MG-5', 'the largest position is asked of the side of the new order only', [
    ADMISSION,
    '[...ledger.market.ordersOf(event.trader), event]) <=',
    '[...ledger.market.ordersOf(event.trader).filter(({ side }) => side === event.side), event]) <=',
  ]),
  mutant('fund-not-held', 'MG-5', 'what the fund started with does not count for the most that can be held', [
    ADMISSION,
    'held + amount <= params.mostHeld',
    'held - params.fund + amount <= params.mostHeld',
  ]),
  mutant('drop-out-rate-unbounded', 'MG-1', 'what a joint step holds may be more than the margin', [
    ADMISSION,
    'dropOutRate <= maintenanceRate &&',
    '',
  ]),
  // Calls
  mutant('called-at-initial', 'MG-19', 'who falls below the initial margin is called', [
    WATCH,
    'maintenanceRate: rate',
    'initialRate: rate',
  ]),
  mutant(
    'poster-only',
    'MG-18',
    'only who acted is validated again',
    [
      LIQUIDATION,
      'progress.ledger.watch.failing(progress.ledger))',
      'progress.ledger.watch.failing(progress.ledger).filter((one) => touchedBefore.has(one)))',
    ],
    [
      LIQUIDATION,
      '{ reference, version }: Past): void => {',
      '{ reference, version }: Past): void => { const touchedBefore = new Set(progress.touched)',
    ],
  ),
  mutant(
    'poster-alone',
    'MG-18',
    'only who posted is validated again, and not even who traded with it',
    [
      LIQUIDATION,
      'progress.ledger.watch.failing(progress.ledger))',
      'progress.ledger.watch.failing(progress.ledger).filter((one) => one === poster))',
    ],
    [
      LIQUIDATION,
      '{ reference, version }: Past): void => {',
      '{ reference, version }: Past): void => { const [poster] = progress.touched',
    ],
  ),
  mutant(
    'watch-stale',
    'MG-18',
    'the range of prices at which a trader meets its margin is kept when its orders change',
    [WATCH, 'if (was.high !== is.high) {', 'if (was.high !== is.high && was.high === undefined) {'],
  ),
  mutant('call-at-new-price', 'MG-23', 'the price of a call is the one that caused it', [
    LIQUIDATION,
    'progress.outputs.called.push({ trader, price: reference })',
    'progress.outputs.called.push({ trader, price: progress.ledger.reference })',
  ]),
  mutant('call-at-first-price', 'MG-23', 'who is called by a liquidation was last solvent before the whole step', [
    LIQUIDATION,
    'last = progress.ledger liquidate',
    'last = { ...progress.ledger, reference: last.reference }\n    liquidate',
  ]),
  mutant(
    'call-forgets-since',
    'MG-21',
    'the deadline of a call counts from the first one',
    [
      LIQUIDATION,
      'const since = progress.ledger.time',
      'const since = accountOf(progress.ledger, trader).call?.since ?? progress.ledger.time',
    ],
    [LIQUIDATION, '({ status, call: undefined })', '({ status })'],
  ),
  mutant('flat-stays-called', 'MG-20', 'who is called and has closed its position itself stays called', [
    LIQUIDATION,
    "if (meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good') }",
    "if (accountOf(progress.ledger, trader).position !== 0n && meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good') }",
  ]),
  mutant('positions-only-watched', 'MG-18', 'who has only orders is not called', [
    LIQUIDATION,
    'progress.ledger.watch.failing(progress.ledger))) {',
    'progress.ledger.watch.failing(progress.ledger).filter((one) => accountOf(progress.ledger, one).position !== 0n))) {',
  ]),
  mutant(
    'falling-only',
    'MG-18',
    'the lowest price at which a trader meets its margin is watched, and not the highest',
    [WATCH, '[...new Set([...below(lows, -reference), ...below(highs, reference)])]', '[...below(lows, -reference)]'],
  ),
  mutant(
    'rising-only',
    'MG-18',
    'the highest price at which a trader meets its margin is watched, and not the lowest',
    [WATCH, '[...new Set([...below(lows, -reference), ...below(highs, reference)])]', '[...below(highs, reference)]'],
  ),
  mutant('cure-by-deposit-only', 'MG-20', 'only a change of its own account ends a call', [
    LIQUIDATION,
    "if (meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good') }",
    "if (progress.touched.has(trader) && meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good') }",
  ]),
  // Liquidations
  mutant('deadline-exclusive', 'MG-21', 'who is called is liquidated only after the deadline', [
    LIQUIDATION,
    'ledger.params.deadline <= ledger.time',
    'ledger.params.deadline < ledger.time',
  ]),
  mutant('called-first-goes-first', 'MG-20', 'of several that are due who was called first is liquidated first', [
    LIQUIDATION,
    'inSequence(ledger, ledger.called).find(',
    'inSequence(ledger, ledger.called).toSorted((a, b) => Number((accountOf(ledger, a).call?.since ?? 0n) - (accountOf(ledger, b).call?.since ?? 0n))).find(',
  ]),
  mutant(
    'liquidation-leaves-version',
    'MG-17',
    'orders that a liquidation takes out of the book leave the version as it was',
    [
      LIQUIDATION,
      'putMarket(progress, market)',
      'const { version } = progress.ledger; putMarket(progress, market); progress.ledger = { ...progress.ledger, version }',
    ],
  ),
  mutant('calls-outlive-the-day', 'MG-21', 'who is called when the day ends is not due', [
    LIQUIDATION,
    '(trader) => isDayOver || (accountOf',
    '(trader) => (isDayOver && false) || (accountOf',
  ]),
  mutant('orders-stay', 'MG-22', 'a liquidation leaves the orders in the book', [
    LIQUIDATION,
    'for (const { order } of market.ordersOf(trader)) {',
    'for (const { order } of market.ordersOf(trader).slice(0, 0)) {',
  ]),
  mutant('one-side-cancelled', 'MG-22', 'only the orders that add to the position are cancelled', [
    LIQUIDATION,
    'for (const { order } of market.ordersOf(trader)) {',
    "for (const { order } of market.ordersOf(trader).filter(({ side }) => (side === 'sell') === accountOf(progress.ledger, trader).position < 0n)) {",
  ]),
  mutant('closed-without-looking', 'MG-21', 'after the cancels the margin is not looked at again', [
    LIQUIDATION,
    "if (meetsMaintenance(progress.ledger, trader)) endCall(progress, trader, 'good') else close",
    'close',
  ]),
  mutant('reference-at-closing', 'MG-23', 'positions are closed at the price that stands, whatever was agreed', [
    LIQUIDATION,
    "ledger.params.liquidationPrice === 'last-solvent' ? (made?.price ?? ledger.reference) : ledger.reference",
    'made === undefined ? 0n : ledger.reference',
  ]),
  mutant('closed-evenly', 'MG-23', 'the lots are split evenly among the other side', [
    LIQUIDATION,
    'others.map((trader) => size(accountOf(ledger, trader).position)), )',
    'others.map(() => 1n), )',
  ]),
  mutant('remainder-to-the-first', 'MG-23', 'what rounding leaves goes to the first, one each', [
    APPORTION,
    'a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1',
    'a.i - b.i',
  ]),
  mutant('ties-to-the-last', 'MG-23', 'of equal remainders the last is favoured', [
    APPORTION,
    'a.left === b.left ? a.i - b.i :',
    'a.left === b.left ? b.i - a.i :',
  ]),
  mutant('net-positions-only', 'MG-24', 'losses are shared by net positions, whatever was agreed', [
    LIQUIDATION,
    "params.lossRule === 'closed-lots' ? params.traders.map((other) => lots.get(other) ?? 0n) : nets",
    'nets',
  ]),
  mutant('loss-beyond-net', 'MG-24', 'a part of a loss may be more than its trader has', [
    APPORTION,
    '(part < caps[i]! ? part : caps[i]!)',
    'part',
  ]),
  mutant('called-bears-nothing', 'MG-24', 'who is called bears no part of a loss', [
    LIQUIDATION,
    'return net > 0n ? net : 0n })',
    "return net > 0n && accountOf(ledger, other).status !== 'called' ? net : 0n })",
  ]),
  mutant('out-bears-nothing', 'MG-24', 'who is out bears no part of a loss', [
    LIQUIDATION,
    'return net > 0n ? net : 0n })',
    "return net > 0n && accountOf(ledger, other).status !== 'out' ? net : 0n })",
  ]),
  mutant('net-without-escrow', 'MG-24', 'what a joint step holds of a trader bears no part of a loss', [
    LIQUIDATION,
    'const net = netOf(accountOf(ledger, other), reference)',
    'const net = netOf({ ...accountOf(ledger, other), escrow: 0n }, reference)',
  ]),
  mutant('fund-all-or-nothing', 'MG-24', 'the fund pays a loss only if it can pay all of it', [
    LIQUIDATION,
    'loss < ledger.fund ? loss : ledger.fund',
    'loss <= ledger.fund ? loss : 0n',
  ]),
  mutant('out-comes-back', 'MG-30', 'who was liquidated is in good standing when it deposits', [
    EFFECTS,
    '({ balance, own }) => ({ balance: balance + amount, own: own + 1n })',
    "({ balance, own, status }) => ({ balance: balance + amount, own: own + 1n, status: status === 'out' ? 'good' : status })",
  ]),
  mutant('step-waits-for-the-liquidated', 'MG-26', 'a joint step still waits for who was liquidated', [
    LIQUIDATION,
    'awaited: step.awaited.delete(trader)',
    'awaited: step.awaited',
  ]),
  mutant('liquidated-rewarded', 'MG-26', 'who took part in a joint step and is liquidated before its end is rewarded', [
    LIQUIDATION,
    'done: step.done.delete(trader)',
    'done: step.done',
  ]),
  // Fills
  mutant(
    'taker-pays-its-limit',
    'MG-28',
    'who takes pays its own limit',
    [
      EFFECTS,
      'change(progress, trader, (account) => afterFill(account, bought, 2n * price))',
      'change(progress, trader, (account) => afterFill(account, bought, 2n * limit))',
    ],
    [
      EFFECTS,
      'const book = (progress: Progress, { side, trader }: EventOf',
      'const book = (progress: Progress, { side, trader, price: limit }: EventOf',
    ],
  ),
  mutant('flat-not-settled', 'MG-30', 'a position that is closed stays unsettled until the day ends', [
    LEDGER,
    'return position === 0n ?',
    'return position === 0n && account.position === 0n ?',
  ]),
  mutant('turned-settled', 'MG-30', 'a position that changes its sign settles what it cost', [
    LEDGER,
    'return position === 0n ?',
    'return position * account.position < 0n ? { ...account, position, cost: position * price, balance: account.balance - cost + position * price } : position === 0n ?',
  ]),
  // Days
  mutant('mark-again', 'MG-30', 'what was paid at the end of a day is paid again at the end of the next', [
    SETTLEMENT,
    '{ balance: account.balance + amount, cost: position * reference }',
    '{ balance: account.balance + amount, cost: account.cost }',
  ]),
  mutant('kept-at-the-last-day', 'MG-30', 'on the last day positions are kept', [
    EFFECTS,
    "markToMarket(progress, markRule === 'close' || day === lastDay)",
    "markToMarket(progress, markRule === 'close')",
  ]),
  mutant('one-day-more', 'MG-2', 'the contract is settled a day late', [
    EFFECTS,
    'isClosed: day === lastDay }',
    'isClosed: day > lastDay }',
  ]),
  // Joint steps
  mutant('stake-rounded-up', 'MG-30', 'what is held is rounded up', [
    SETTLEMENT,
    '(rate * size(account.position) * reference) / WHOLE',
    '(rate * size(account.position) * reference + WHOLE - 1n) / WHOLE',
  ]),
  mutant('stake-beyond-net', 'MG-30', 'more is held of who is called than it has', [
    SETTLEMENT,
    'return full < net ? full : net > 0n ? net : 0n',
    'return full < net ? full : full',
  ]),
  mutant('stake-by-balance', 'MG-30', 'no more is held than what is settled, though the net position is more', [
    SETTLEMENT,
    'const net = netOf(account, reference)',
    'const net = account.balance + 0n * netOf(account, reference)',
  ]),
  mutant('step-over-late', 'MG-26', 'a joint step waits one tick longer', [
    SETTLEMENT,
    'step.opened + params.stepDeadline > time',
    'step.opened + params.stepDeadline >= time',
  ]),
  mutant('forfeits-to-the-fund', 'MG-26', 'what is forfeited goes to the fund, whoever took part', [
    SETTLEMENT,
    'params.traders.map((trader) => step.done.get(trader) ?? 0n)',
    'params.traders.map(() => 0n)',
  ]),
  mutant('stake-kept', 'MG-30', 'who takes part has its escrow back only when the step is over', [
    SETTLEMENT,
    'balance: balance + stake, escrow: 0n, joint',
    'balance: balance, escrow: stake, joint',
  ]),
  mutant('step-never-over', 'MG-32', 'a joint step that waits for nobody stays open', [
    SETTLEMENT,
    'step.awaited.isEmpty() ? undefined : step',
    'step',
  ]),
  mutant('step-for-nobody', 'MG-32', 'a joint step that is opened while nobody has a position stays open', [
    SETTLEMENT,
    'step: unlessOver(step) }',
    'step }',
  ]),
  mutant('step-after-liquidation', 'MG-32', 'a joint step whose last awaited trader is liquidated stays open', [
    LIQUIDATION,
    'step: unlessOver({ ...step, awaited: step.awaited.delete(trader), done: step.done.delete(trader) })',
    'step: { ...step, awaited: step.awaited.delete(trader), done: step.done.delete(trader) }',
  ]),
  mutant('taking-part-is-own', 'MG-34', 'to take part in a joint step is counted as a message of one’s own', [
    SETTLEMENT,
    'joint: joint + 1n })',
    'joint, own: accountOf(progress.ledger, trader).own + 1n })',
  ]),
  mutant('matching-counts', 'MG-34', 'who is filled sends a message for it', [
    EFFECTS,
    'change(progress, other.trader, (account) => afterFill(account, -bought, 2n * price))',
    'change(progress, other.trader, (account) => ({ ...afterFill(account, -bought, 2n * price), own: account.own + 1n }))',
  ]),
  mutant('mark-without-entry', 'MG-25', 'a position is reported as marked with all that it is worth', [
    SETTLEMENT,
    'progress.outputs.marked.push({ trader, amount })',
    'progress.outputs.marked.push({ trader, amount: position * reference })',
  ]),
  // What the judge believes
  mutant('believes-in-listed-sequence', 'MG-30', 'fills of a log are booked in the sequence in which they are listed', [
    HISTORY,
    "possible.sort((a, b) => (isPreferred('price-time', a.maker, b.maker) ? -1 : a.maker === b.maker ? 0 : 1))",
    '',
  ]),
  mutant('believes-any-volume', 'MG-30', 'fills of a log are booked, though no more is left', [
    HISTORY,
    'const volume = fill.volume < most ? fill.volume : most',
    'const volume = fill.volume + 0n * most',
  ]),
  mutant('believes-any-maker', 'MG-30', 'fills of a log with orders that are not live are booked to the taker', [
    HISTORY,
    'return { fills: taken, removed }',
    'return { fills: [...taken, ...fills.filter(({ maker }) => market.get(maker) === undefined)], removed }',
  ]),
  // The book
  mutant('maker-filled-whole', 'MG-27', 'an order that is filled in part is booked to its trader as a whole', [
    EFFECTS,
    'afterFill(account, -bought, 2n * price)',
    "afterFill(account, side === 'buy' ? -other.volume : other.volume, 2n * price)",
  ]),
  mutant('trades-with-oneself', 'MG-15', 'orders of one trader trade with each other', [
    BOOK,
    "selfTrade: 'cancel-resting'",
    "selfTrade: 'allow'",
  ]),
  mutant('time-priority-only', 'MG-15', 'the earliest compatible order is filled first, whatever its price', [
    BOOK,
    "preference: 'price-time'",
    "preference: 'time'",
  ]),
  mutant('filled-at-the-limit', 'MG-15', 'fills are at the price of the incoming order', [
    BOOK,
    "executionPrice: 'resting'",
    "executionPrice: 'incoming'",
  ]),
  mutant('own-orders-lost', 'MG-22', 'an order that is filled in part is forgotten among those of its trader', [
    MARKET,
    'if (after.places.has(order)) continue const { trader }',
    'const { trader }',
  ]),
]
