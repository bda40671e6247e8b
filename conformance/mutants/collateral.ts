import { type Mutant, mutantsOf } from './mutant.js'

const GUARDS = 'model/collateral/guards.ts'
const HISTORY = 'spec/collateral/history.ts'
const MACHINE = 'model/collateral/machine.ts'
const PROTECTION = 'spec/collateral/protection.ts'
const STATE = 'model/collateral/state.ts'
const THEOREMS = 'spec/collateral/theorems.ts'

const mutant = mutantsOf('collateral')

/** Mistakes in an exchange with collateral, each as an engineer would make it. */
export const collateralMutants: ReadonlyArray<Mutant> = [
  // Admission
  mutant('failure-in-first-eon', 'CO-1', 'a failure before the first checkpoint halts nothing', [
    MACHINE,
    '{ isFailed: true }).state',
    '{ isFailed: state.eon > 1n }).state',
  ]),
  mutant('failure-halts-trades', 'CO-1', 'after a failure only trades are refused', [
    GUARDS,
    'deposit: [runs, accountIsKnown,',
    'deposit: [accountIsKnown,',
  ]),
  mutant('one-namespace', 'CO-2', 'a coin is known as a trader', [
    GUARDS,
    'params.traders.some(({ trader }) => trader === name)',
    'params.traders.some(({ trader }) => trader === name) || isCoin({ params } as State, name as never)',
  ]),
  mutant('trades-with-oneself', 'CO-2', 'a trader may trade with itself', [
    GUARDS,
    'seller !== buyer && base !== quote &&',
    'base !== quote &&',
  ]),
  mutant('one-coin', 'CO-2', 'a coin may be traded for itself', [
    GUARDS,
    'seller !== buyer && base !== quote &&',
    'seller !== buyer &&',
  ]),
  mutant('buyer-not-asked', 'CO-3', 'only the seller has to have what it gives', [
    GUARDS,
    'given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings',
    'given(trade).slice(0, 1).every(({ trader, coin, amount }) => amount <= amountOf(holdings',
  ]),
  mutant('stake-is-spent', 'CO-3', 'what the operator staked can be given, too', [
    GUARDS,
    'holds: ({ holdings }, trade) => given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings, trader, coin))',
    'holds: ({ holdings, staked }, trade) => given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings, trader, coin) + amountOf(staked, coin))',
  ]),
  mutant('deposits-only', 'CO-18', 'what was bought cannot be given before it is settled', [
    GUARDS,
    'holds: ({ holdings }, trade) => given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings, trader, coin))',
    `holds: ({ holdings, log }, trade) => given(trade).every(({ trader, coin, amount }) => amount <= amountOf(holdings, trader, coin) - log.swaps.reduce((all, swap) => (swap.trader === trader && swap.buyCoin === coin && swap.eon >= log.passed ? all + swap.bought : all), 0n))`,
  ]),
  mutant('reserved-late', 'CO-4', 'collateral is reserved for the next eon', [
    GUARDS,
    'eon >= state.eon + 2n',
    'eon >= state.eon + 1n',
  ]),
  mutant('reserved-early', 'CO-18', 'collateral is reserved three eons ahead', [
    GUARDS,
    'eon >= state.eon + 2n',
    'eon >= state.eon + 3n',
  ]),
  mutant('shared-by-all', 'CO-5', 'the whole stake is reserved for each trader', [
    GUARDS,
    'holds: (state, { coin, eon, amount }) => eon <= passed(state) || amountOf(state.pledged, eon, coin)',
    'holds: (state, { trader, coin, eon, amount }) => eon <= passed(state) || amountOf(state.reserved, eon, trader, coin)',
  ]),
  mutant('reserved-once', 'CO-5', 'each reservation is held against the stake by itself', [
    GUARDS,
    'amountOf(state.pledged, eon, coin) + amount <=',
    'amount <=',
  ]),
  mutant('reserved-for-all-eons', 'CO-18', 'what is reserved for one eon is not free for another', [
    GUARDS,
    'amountOf(state.pledged, eon, coin) + amount <=',
    '[...state.pledged].reduce((all, [name, n]) => (name.split("/")[1] === coin ? all + n : all), 0n) + amount <=',
  ]),
  mutant('free-with-the-eon', 'CO-5', 'what is reserved is free when its eon begins', [
    GUARDS,
    'BigInt(eon) <= passed(state)',
    'BigInt(eon) <= state.eon',
  ]),
  mutant('free-while-contested', 'CO-5', 'what is reserved is free when its eon ends, contested or not', [
    GUARDS,
    'BigInt(eon) <= passed(state)',
    'BigInt(eon) < state.eon',
  ]),
  mutant('never-free', 'CO-18', 'what was ever reserved stays in', [GUARDS, 'BigInt(eon) <= passed(state)', 'false']),
  mutant('unstaked-unasked', 'CO-5', 'where nothing is reserved more can be taken out than is there', [
    GUARDS,
    'amount <= amountOf(state.staked, coin) && [',
    '[',
  ]),
  mutant('next-eon-only', 'CO-5', 'only what is reserved for the next two eons stays in', [
    GUARDS,
    'of !== coin || BigInt(eon) <= passed(state)',
    'of !== coin || BigInt(eon) > state.eon + 2n || BigInt(eon) <= passed(state)',
  ]),
  // Covered
  mutant('this-eon-only', 'CO-6', 'what was sold in the eon before counts no more', [
    GUARDS,
    'holds: (state, trade) => covers(state, trade, state.eon),',
    'holds: (state, trade) => covers({ ...state, sold: new Map([...state.sold].filter(([name]) => name.split("/")[0] === String(state.eon))) }, trade, state.eon),',
  ]),
  mutant('share-rounded-down', 'CO-6', 'the share that is to be covered is rounded down', [
    GUARDS,
    'numerator * sold <= denominator * amountOf(state.reserved, eon, trader, coin)',
    '(numerator * sold) / denominator <= amountOf(state.reserved, eon, trader, coin)',
  ]),
  mutant('seller-covered-only', 'CO-6', 'only the seller has to be covered', [
    GUARDS,
    'return given(trade).every(({ trader, coin, amount }) => { if',
    'return given(trade).slice(0, 1).every(({ trader, coin, amount }) => { if',
  ]),
  mutant('any-coin-protects', 'CO-6', 'collateral in any coin covers (T46)', [
    GUARDS,
    'denominator * amountOf(state.reserved, eon, trader, coin)',
    'denominator * state.params.coins.reduce((all, one) => all + amountOf(state.reserved, eon, trader, one.coin), 0n)',
  ]),
  mutant('collateral-of-all', 'CO-6', 'what is reserved for others covers, too', [
    GUARDS,
    'denominator * amountOf(state.reserved, eon, trader, coin)',
    'denominator * amountOf(state.pledged, eon, coin)',
  ]),
  mutant('trade-by-trade', 'CO-6', 'each trade is covered for itself', [
    GUARDS,
    'let sold = amount for (let since = eon - 1n; since <= state.eon; since += 1n)',
    'let sold = amount\n    for (let since = state.eon; since < state.eon; since += 1n)',
  ]),
  mutant('deposits-cover', 'CO-6', 'own deposits of the eon cover, too (T42)', [
    GUARDS,
    'denominator * amountOf(state.reserved, eon, trader, coin)',
    'denominator * (amountOf(state.reserved, eon, trader, coin) + amountOf(state.deposited, state.eon, trader, coin))',
  ]),
  mutant('everybody-careful', 'CO-18', 'whoever trades has to be covered', [
    GUARDS,
    'known.trader === trader && known.careful)) return true',
    'known.trader === trader)) return true',
  ]),
  mutant('more-than-covered', 'CO-18', 'what is just covered is not covered', [
    GUARDS,
    'numerator * sold <= denominator',
    'numerator * sold < denominator',
  ]),
  mutant('this-eon-twice', 'CO-7', 'the collateral for this eon covers the next, too', [
    GUARDS,
    'covers(state, trade, state.eon + 1n)',
    'covers(state, trade, state.eon)',
  ]),
  mutant('both-eons-next', 'CO-18', 'the collateral for the next eon has to cover the eon before, too', [
    GUARDS,
    'let since = eon - 1n; since <= state.eon',
    'let since = eon > state.eon ? state.eon - 1n : eon - 1n; since <= state.eon',
  ]),
  mutant('two-eons-contested', 'CO-8', 'while a challenge is open two eons are covered, as the paper has it (T44)', [
    GUARDS,
    'covers(state, trade, state.eon - 1n)',
    'covers(state, trade, state.eon)',
  ]),
  mutant('contested-standstill', 'CO-18', 'while a challenge is open nobody trades', [
    GUARDS,
    '!state.isContested || covers(state, trade, state.eon - 1n)',
    '!state.isContested',
  ]),
  mutant('three-eons-always', 'CO-18', 'three eons are to be covered, contested or not', [
    GUARDS,
    '!state.isContested || covers(state, trade, state.eon - 1n)',
    'covers(state, trade, state.eon - 1n)',
  ]),
  // Eons
  mutant('contested-again', 'CO-9', 'an eon can end with a challenge while one is open', [
    GUARDS,
    'holds: ({ isContested }) => !isContested',
    'holds: ({ isContested }, event) => !isContested || event.challenged',
  ]),
  mutant('answered-after-all', 'CO-10', 'a checkpoint that has passed is still answered for', [
    GUARDS,
    'holds: ({ isContested }) => isContested }',
    'holds: ({ isContested, eon }) => isContested || eon > 1n }',
  ]),
  mutant('answer-forgotten', 'CO-18', 'an answer leaves the challenge open', [
    MACHINE,
    '{ isContested: false }),',
    '{}),',
  ]),
  mutant('contested-passes', 'CO-11', 'a checkpoint that is contested is recovered from', [
    STATE,
    'isContested ? eon - 2n : eon - 1n',
    'isContested ? eon - 1n : eon - 1n',
  ]),
  // Recoveries
  mutant('settled-next-eon', 'CO-11', 'the checkpoint of the eon that runs is recovered from', [
    MACHINE,
    'state.checkpoints.get(safe)',
    'state.checkpoints.get(now)',
  ]),
  mutant('nothing-undone', 'CO-11', 'everybody recovers what it has with all its trades', [
    MACHINE,
    'let held = amountOf(holdings, trader, coin) for (let eon = safe; eon <= now; eon += 1n)',
    'let held = amountOf(state.holdings, trader, coin)\n      for (let eon = now; eon < now; eon += 1n)',
  ]),
  mutant('deposits-of-now-lost', 'CO-11', 'deposits of the eon that runs are not recovered', [
    MACHINE,
    'eon <= now; eon',
    'eon < now; eon',
  ]),
  mutant('deposits-of-then-lost', 'CO-11', 'deposits of the eon of the checkpoint are not recovered', [
    MACHINE,
    'let eon = safe; eon <=',
    'let eon = safe + 1n; eon <=',
  ]),
  mutant('deposits-twice', 'CO-11', 'deposits that the checkpoint allots are recovered again', [
    MACHINE,
    'let eon = safe; eon <=',
    'let eon = safe - 1n; eon <=',
  ]),
  mutant('taken-undone-only', 'CO-11', 'what a swap took is lost, and what it gave is not given back', [
    MACHINE,
    'const collateral = amountOf(reserved, safe + 1n, trader, coin)',
    `for (const swap of state.log.swaps) if (swap.trader === trader && swap.sellCoin === coin && swap.eon >= safe) held -= swap.sold
      const collateral = amountOf(reserved, safe + 1n, trader, coin)`,
  ]),
  mutant('collateral-of-now', 'CO-12', 'the collateral for the eon that runs is paid, contested or not', [
    MACHINE,
    'amountOf(reserved, safe + 1n, trader, coin)',
    'amountOf(state.reserved, now, trader, coin)',
  ]),
  mutant('collateral-of-all-eons', 'CO-12', 'the collateral for this eon and for the next is paid', [
    MACHINE,
    'amountOf(reserved, safe + 1n, trader, coin)',
    'amountOf(reserved, safe + 1n, trader, coin) + amountOf(reserved, safe + 2n, trader, coin)',
  ]),
  mutant('collateral-for-losses', 'CO-12', 'collateral is paid only to whom a trade of the coin is undone', [
    MACHINE,
    'const collateral = amountOf(reserved, safe + 1n, trader, coin)',
    'const collateral = held === amountOf(state.holdings, trader, coin) ? 0n : amountOf(reserved, safe + 1n, trader, coin)',
  ]),
  mutant('collateral-as-needed', 'CO-12', 'only as much collateral is paid as the volatility asks for', [
    MACHINE,
    'const collateral = amountOf(reserved, safe + 1n, trader, coin)',
    `let sold = 0n
      for (let eon = safe; eon <= now; eon += 1n) sold += amountOf(state.sold, eon, trader, coin)
      const needed = (sold * params.volatility.numerator) / params.volatility.denominator
      const most = amountOf(reserved, safe + 1n, trader, coin)
      const collateral = needed < most ? needed : most`,
  ]),
  mutant('collateral-of-holders', 'CO-12', 'collateral is paid only to who recovers something of the coin besides', [
    MACHINE,
    'return held === 0n && collateral === 0n ? []',
    'return held === 0n ? []',
  ]),
  // What is seen
  mutant('eons-from-zero', 'CO-19', 'the eons that are shown are counted from zero', [
    MACHINE,
    'eon: ({ eon }) => eon,',
    'eon: ({ eon }) => eon - 1n,',
  ]),
  mutant('shown-when-settled', 'CO-19', 'a trade is shown once it is settled', [
    MACHINE,
    'holdings: ({ params, holdings }) =>',
    'holdings: ({ params, checkpoints, eon, holdings: all }, holdings = checkpoints.get(eon)?.holdings ?? all) =>',
  ]),
  mutant('shown-with-collateral', 'CO-19', 'what is reserved for a trader is shown as its own', [
    MACHINE,
    'holdings: ({ params, holdings }) => params.traders.flatMap(({ trader }) => params.coins.map(({ coin }) => ({ trader, coin, amount: amountOf(holdings, trader, coin) }))',
    'holdings: ({ params, holdings, reserved, eon }) => params.traders.flatMap(({ trader }) => params.coins.map(({ coin }) => ({ trader, coin, amount: amountOf(holdings, trader, coin) + amountOf(reserved, eon, trader, coin) }))',
  ]),
  mutant('shown-if-any', 'CO-19', 'of which a trader has nothing is left out', [
    MACHINE,
    'amount: amountOf(holdings, trader, coin) })), )',
    'amount: amountOf(holdings, trader, coin) })), ).filter(({ amount }) => amount !== 0n)',
  ]),
  mutant('failure-shown', 'CO-19', 'after a failure nobody is shown to have anything', [
    MACHINE,
    'holdings: ({ params, holdings }) =>',
    'holdings: ({ params, isFailed, holdings: all }, holdings = isFailed ? new Map() : all) =>',
  ]),
  // Judging
  mutant('principal-protects', 'CO-13', 'the principal of the swaps counts as protection (T9)', [
    PROTECTION,
    'value(collateralAt(account, trader, safe), account.prices) /** What',
    'value(collateralAt(account, trader, safe), account.prices) - value(soldSince(account, trader, safe), account.prices)\n\n/** What',
  ]),
  mutant('deposits-protect', 'CO-13', 'deposits since the checkpoint count as protection (T42)', [
    PROTECTION,
    'value(collateralAt(account, trader, safe), account.prices) /** What',
    'value(collateralAt(account, trader, safe), account.prices) - value(total(account.deposits.flatMap((one) => (one.trader === trader && one.eon >= safe ? [[one.coin, one.amount] as const] : []))), account.prices)\n\n/** What',
  ]),
  mutant('contested-is-past', 'CO-13', 'swaps that a contested checkpoint commits are taken to be settled (T44)', [
    THEOREMS,
    'admissible(({ passed }) => passed)',
    'admissible(({ eon }) => eon - 1n)',
  ]),
  mutant('admissible-two-ahead', 'CO-14', 'swaps of this eon are taken to be settled in the next', [
    THEOREMS,
    'admissible(({ eon }) => eon)',
    'admissible(({ eon }) => eon + 1n)',
  ]),
  mutant('had-what-was-settled', 'CO-15', 'what a trader had is what is settled of it', [
    THEOREMS,
    'const due = value(promised(before, trader), before.prices)',
    'const due = value(promised({ ...before, swaps: before.swaps.filter(({ eon }) => eon < before.passed) }, trader), before.prices)',
  ]),
  mutant('volatility-is-a-loss', 'CO-15', 'a trader may lose what is within the volatility', [
    THEOREMS,
    'due - got) <= excess(before, trader, before.passed)',
    'due - got) <= excess(before, trader, before.passed) + before.params.volatility.numerator * due',
  ]),
  mutant('nothing-beyond', 'CO-15', 'a careful trader may lose nothing, whatever prices do', [
    THEOREMS,
    'due - got) <= excess(before, trader, before.passed)',
    'due - got) <= 0n',
  ]),
  mutant('greatest-of-all', 'CO-16', 'the stake suffices if it does for each trader', [
    THEOREMS,
    'const volume = sum(carefulOf(m).map((trader) => soldSince(after, trader, after.passed).get(coin) ?? 0n))',
    'const volume = carefulOf(m).map((trader) => soldSince(after, trader, after.passed).get(coin) ?? 0n).reduce((a, b) => (a > b ? a : b), 0n)',
  ]),
  mutant('stake-for-one-eon', 'CO-16', 'the stake suffices if it does for the trades of this eon', [
    THEOREMS,
    'soldSince(after, trader, after.passed)',
    'soldSince(after, trader, after.eon)',
  ]),
  mutant('debts-pay', 'CO-17', 'what one owes pays another', [
    THEOREMS,
    'sum(due.filter((amount) => amount > 0n))',
    'sum(due)',
  ]),
  mutant('deposits-back-collateral', 'CO-17', 'deposits of every coin back what is paid', [
    THEOREMS,
    'const staked = stakedOf(m.before, coin)',
    'const staked = sum(m.before.params.coins.map((one) => stakedOf(m.before, one.coin) + depositedOf(m, one.coin)))',
  ]),
  mutant('late-is-in-time', 'CO-12', 'what was reserved after the checkpoint is paid, too', [
    PROTECTION,
    'r.eon === safe + 1n && r.madeIn < safe',
    'r.eon === safe + 1n',
  ]),
  mutant('doubted', 'CO-13', 'what was accepted against a condition is taken not to have happened', [
    HISTORY,
    'after: accepted(answer) === undefined ? before',
    "after: accepted(answer) === undefined || (event.tag === 'trade' && !isContested(before) && before.reserved.every(({ eon }) => eon !== before.eon)) ? before",
  ]),
  mutant('refusals-believed', 'CO-18', 'what was refused is taken to have happened', [
    HISTORY,
    'after: accepted(answer) === undefined ? before : record(before, event)',
    "after: accepted(answer) === undefined && event.tag !== 'deposit' ? before : record(before, event)",
  ]),
]
