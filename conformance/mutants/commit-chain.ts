import { type Mutant, mutantsOf } from './mutant.js'

const ADMISSION = 'spec/commit-chain/admission.ts'
const ASSERTIONS = 'spec/commit-chain/assertions.ts'
const DATA = 'spec/commit-chain/data.ts'
const EFFECTS = 'spec/commit-chain/effects.ts'
const LEDGER = 'spec/commit-chain/ledger.ts'
const PROOFS = 'spec/commit-chain/proofs.ts'
const SETTLEMENT = 'spec/commit-chain/settlement.ts'
const SHOWN = 'spec/commit-chain/shown.ts'
const ALLOTMENT = 'spec/commit-chain/allotment.ts'

const mutant = mutantsOf('commit-chain')

/** Mistakes in a verifier, each as an engineer would make it. */
export const commitChainMutants: ReadonlyArray<Mutant> = [
  // Time
  mutant('eon-begins-late', 'CC-43', 'the first block of an eon is counted to the one before', [
    LEDGER,
    'block / blocksPerEon + 1n',
    '(block === 0n ? 0n : (block - 1n) / blocksPerEon) + 1n',
  ]),
  mutant('challenge-one-block-early', 'CC-20', 'challenges are opened in the last block of the first epoch', [
    ADMISSION,
    'position(ledger) >= epochOf(ledger.params)',
    'position(ledger) + 1n >= epochOf(ledger.params)',
  ]),
  mutant('answer-a-block-late', 'CC-23', 'an answer is accepted one block after its time', [
    ADMISSION,
    'ledger.block <= challenge.block + epochOf(ledger.params)',
    'ledger.block <= challenge.block + epochOf(ledger.params) + 1n',
  ]),
  mutant('answer-exactly-an-epoch-refused', 'CC-42', 'an answer in the last block of its time is refused', [
    ADMISSION,
    'ledger.block <= challenge.block + epochOf(ledger.params)',
    'ledger.block < challenge.block + epochOf(ledger.params)',
  ]),
  mutant('answer-within-the-eon-only', 'CC-42', 'a challenge cannot be answered in the next eon', [
    ASSERTIONS,
    'return [now, now - 1n]',
    'return [now]',
  ]),
  mutant('payment-a-quarter', 'CC-19', 'a withdrawal is paid after a quarter of the eon', [
    ADMISSION,
    '(ledger.block - startOf(ledger.params, eon + 2n)) * 3n >= ledger.params.blocksPerEon',
    '(ledger.block - startOf(ledger.params, eon + 2n)) * 4n >= ledger.params.blocksPerEon',
  ]),
  mutant('payment-an-eon-early', 'CC-19', 'a withdrawal is paid in the eon after its request', [
    ADMISSION,
    'startOf(ledger.params, eon + 2n)) * 3n',
    'startOf(ledger.params, eon + 1n)) * 3n',
  ]),
  // Proofs
  mutant('bounds-not-compared', 'CC-11', 'an interval may overlap its sibling', [
    PROOFS,
    'if (right > bound) return undefined\n      right = bound',
    'right = bound',
  ]),
  mutant('bounds-compared-with-tolerance', 'CC-11', 'an interval may overlap its sibling by one', [
    PROOFS,
    'if (right > bound) return undefined',
    'if (right > bound + 1n) return undefined',
  ]),
  mutant('begins-anywhere', 'CC-11', 'the whole need not begin at 0', [
    ASSERTIONS,
    'wholeShown(ledger, subject(event, ledger), proof(event, ledger))?.left === 0n',
    'wholeShown(ledger, subject(event, ledger), proof(event, ledger)) !== undefined',
  ]),
  mutant('length-not-checked', 'CC-10', 'a proof may have a sibling too many', [
    ASSERTIONS,
    'path.length === depthOf(params.traders.length)',
    'path.length >= depthOf(params.traders.length)',
  ]),
  mutant('cover-in-every-later-eon', 'CC-13', 'what can be allotted counts the deposits of the eon itself', [
    LEDGER,
    'for (let later = eon; later <= last; later += 1n)',
    'for (let later = eon + 1n; later <= last; later += 1n)',
  ]),
  mutant('cover-off-by-one', 'CC-13', 'one more of a coin may be allotted than there is', [
    ASSERTIONS,
    'whole.right <= allottable(ledger, coin, eon)',
    'whole.right <= allottable(ledger, coin, eon) + 1n',
  ]),
  mutant('coin-not-in-its-leaf', 'CC-12', 'the leaf of a coin does not name it', [
    DATA,
    "tag: 'coin', fields: [coin, root]",
    "tag: 'coin', fields: [root]",
  ]),
  mutant('level-not-hashed', 'CC-12', 'a node of an interval tree does not say its level', [
    DATA,
    'fields: [BigInt(level), left,',
    'fields: [0n, left,',
  ]),
  mutant('padding-is-zero', 'CC-12', 'padding begins and ends at zero, and not at the total', [
    ALLOTMENT,
    'const padding = { left: bound, right: bound, hash: hash(leafDatum(bound, new Uint8Array(), bound)) }',
    'const padding = { left: bound, right: bound, hash: hash(leafDatum(0n, new Uint8Array(), 0n)) }',
  ]),
  // Withdrawals
  mutant('request-of-this-eon-only', 'CC-14', 'what was requested in the eon before does not count (T39)', [
    ADMISSION,
    'requestedIn(ledger, trader, coin, eon) + requestedIn(ledger, trader, coin, eon - 1n)',
    'requestedIn(ledger, trader, coin, eon)',
  ]),
  mutant('request-each-for-itself', 'CC-14', 'each request is held against the allotment by itself', [
    ADMISSION,
    'return amount + requested <= allotmentOf(proof)',
    'return amount + requested * 0n <= allotmentOf(proof)',
  ]),
  mutant('cancelled-eons-later', 'CC-15', 'a withdrawal of any eon can be cancelled until the next checkpoint', [
    ADMISSION,
    'eon === current - 1n && !ledger.roots',
    '!ledger.roots',
  ]),
  mutant('cancelled-late', 'CC-15', 'a withdrawal can be cancelled after the checkpoint that counts on it (T40)', [
    ADMISSION,
    '(eon === current - 1n && !ledger.roots.has(key(current)))',
    'eon === current - 1n',
  ]),
  mutant('cancelled-by-its-own-eon', 'CC-42', 'what was requested in the eon of the statement does not count', [
    ADMISSION,
    'return earlier + requestedIn(ledger, trader, coin, eon) > statement.available',
    'return 0n * earlier + requestedIn(ledger, trader, coin, eon) > statement.available',
  ]),
  mutant('cancelled-when-equal', 'CC-17', 'a withdrawal of exactly what is available is cancelled', [
    ADMISSION,
    'earlier + requestedIn(ledger, trader, coin, eon) > statement.available',
    'earlier + requestedIn(ledger, trader, coin, eon) >= statement.available',
  ]),
  mutant('statement-of-any-eon', 'CC-16', 'a statement of long ago cancels a withdrawal', [
    ADMISSION,
    '(statement.eon === eon || statement.eon === eon - 1n) &&',
    'statement.eon <= eon &&',
  ]),
  mutant('statement-without-coin', 'CC-42', 'what is signed as available does not say of which coin', [
    DATA,
    "({ tag: 'available', fields: [...account(params, coin, trader), eon, available] })",
    "({ tag: 'available', fields: [...account(params, '' as CoinId, trader), eon, available] })",
  ]),
  mutant('paid-twice', 'CC-18', 'a withdrawal that is paid can be confirmed again', [
    ADMISSION,
    'ledger.withdrawals.get(key(trader, coin, eon))?.isPaid === false',
    'ledger.withdrawals.has(key(trader, coin, eon))',
  ]),
  // Updates
  mutant('update-of-any-eon', 'CC-24', 'an update of another eon counts', [
    ASSERTIONS,
    'shown.eon === eon - 1n && hasAmounts(shown)',
    'hasAmounts(shown)',
  ]),
  mutant('update-of-any-coin', 'CC-24', 'an update of another coin counts', [
    ASSERTIONS,
    'shown.trader === trader && shown.coin === coin &&',
    'shown.trader === trader &&',
  ]),
  mutant('update-without-contract', 'CC-26', 'what is signed does not name the instance and the account', [
    DATA,
    '...account(params, update.coin, update.trader), update.eon,',
    'update.eon,',
  ]),
  mutant('stale-update-accepted', 'CC-27', 'only what was gained is compared with what the trader showed', [
    ADMISSION,
    'update.spent >= claim.spent && update.gained >= claim.gained',
    'update.gained >= claim.gained',
  ]),
  mutant('gain-forgotten', 'CC-27', 'only what was spent is compared with what the trader showed', [
    ADMISSION,
    'update.spent >= claim.spent && update.gained >= claim.gained',
    'update.spent >= claim.spent',
  ]),
  mutant('claim-forgotten', 'CC-27', 'an answer without an update settles a challenge that showed one', [
    ADMISSION,
    'claim === undefined || (update !== undefined &&',
    'claim === undefined || update === undefined || (update !== undefined &&',
  ]),
  mutant('applied-by-amounts', 'CC-28', 'an update is the applied one if it spent and gained the same', [
    ADMISSION,
    'a.gained === b.gained && sameBytes(a.transactions, b.transactions)',
    'a.gained === b.gained',
  ]),
  mutant('applied-without-gains', 'CC-28', 'what the applied update gained is not compared', [
    ADMISSION,
    'a.gained === b.gained &&',
    'true &&',
  ]),
  mutant('applied-not-asked', 'CC-28', 'an answer may leave out the update that is applied', [
    ADMISSION,
    'a === undefined || b === undefined ? a === b',
    'a === undefined || b === undefined ? a === undefined',
  ]),
  mutant('balance-without-deposits', 'CC-29', 'a deposit of the eon before is not settled', [
    SETTLEMENT,
    'depositedIn(ledger, trader, coin, eon - 1n) +',
    '',
  ]),
  mutant('balance-without-passive', 'CC-36', 'what was received passively is taken for the proceeds of a swap (T11)', [
    SETTLEMENT,
    'received -',
    '0n * received -',
  ]),
  mutant('settled-without-requests', 'CC-42', 'what was requested to withdraw is still owed by the next checkpoint', [
    SETTLEMENT,
    '(update?.spent ?? 0n) - requestedIn(ledger, trader, coin, eon - 1n)',
    '(update?.spent ?? 0n)',
  ]),
  mutant('settled-in-the-present-eon', 'CC-42', 'a balance that is answered late is settled as of the present eon', [
    ADMISSION,
    'settled(ledger, answered(event, ledger, matter), start,',
    'settled(ledger, now(event, ledger), start,',
  ]),
  mutant('cover-without-requests', 'CC-13', 'what was requested to withdraw can still be allotted', [
    EFFECTS,
    'flows: flow(ledger, coin, eon, -amount)',
    'flows: flow(ledger, coin, eon, 0n * amount)',
  ]),
  mutant('malleable', 'CC-26', 'a signature has a second form', [
    'model/primitives/concrete.ts',
    'const asItIs = { prehash: false } as const',
    'const asItIs = { prehash: false, lowS: false } as const',
  ]),
  mutant('index-in-range-only', 'CC-42', 'an index with more bits than there are siblings is refused', [
    ASSERTIONS,
    'if (membership.path.length > MAX_DEPTH) return false',
    'if (membership.path.length > MAX_DEPTH || membership.index >> BigInt(membership.path.length) > 0n) return false',
  ]),
  // Transfers
  mutant('one-kind-of-delivery', 'CC-42', 'an active and a passive transfer are one matter', [
    LEDGER,
    'key(kind, eon, trader, matter)',
    "key(kind === 'passive-delivery' ? 'delivery' : kind, eon, trader, matter)",
  ]),
  mutant('passive-tree-disorderly', 'CC-35', 'intervals of a passive tree may overlap', [
    ADMISSION,
    'whole?.left === 0n && whole.right <= after.passive.amount &&',
    '(whole?.left ?? 0n) === 0n && (whole?.right ?? 0n) <= after.passive.amount &&',
  ]),
  mutant('delivery-of-anybody', 'CC-30', 'anybody challenges the delivery of anything', [
    ADMISSION,
    '!transfer.passive && (trader === transfer.sender || trader === transfer.recipient)',
    '!transfer.passive',
  ]),
  mutant('set-without-sides', 'CC-31', 'the place in a set of transactions is not looked at', [
    PROOFS,
    'hash(liesRight(index, level) ? transactionsDatum(sibling, node) : transactionsDatum(node, sibling)), hash(transaction)',
    'hash(sibling < node ? transactionsDatum(sibling, node) : transactionsDatum(node, sibling)), hash(transaction)',
  ]),
  mutant('mark-not-compared', 'CC-35', 'a passive transfer may stand anywhere in the passive tree', [
    ADMISSION,
    'const leaf = { left: mark, right: mark + transfer.amount }',
    'const from = (interval.index & 1n) === 1n ? (interval.path[0]?.bound ?? 0n) + 2n : 0n\n        const leaf = { left: from, right: from + transfer.amount }',
  ]),
  mutant('passive-total-not-compared', 'CC-35', 'the passive tree may be of more than the passive amount', [
    ADMISSION,
    'whole.right <= after.passive.amount &&',
    '',
  ]),
  // Swaps
  mutant('swap-with-tolerance', 'CC-36', 'a swap may be one part in a hundred below its limit, or a unit', [
    SETTLEMENT,
    'given >= 0n && given * sellAmount >= taken * buyAmount',
    'given >= 0n && (given + 1n) * sellAmount >= taken * buyAmount',
  ]),
  mutant('swap-price-divided', 'CC-36', 'prices are divided and rounded down before they are compared', [
    SETTLEMENT,
    'given >= 0n && given * sellAmount >= taken * buyAmount',
    'given >= 0n && (taken === 0n || given / taken >= buyAmount / sellAmount - 1n)',
  ]),
  mutant('swap-price-inverted', 'CC-36', 'the price of a swap is compared the wrong way round (TEX Algorithm 5, T10)', [
    SETTLEMENT,
    'given * sellAmount >= taken * buyAmount',
    'given * sellAmount <= taken * buyAmount',
  ]),
  mutant('swap-taken-unbounded', 'CC-34', 'more may be taken for a swap than its order sells', [
    ADMISSION,
    'takenFor(ledger, swap, currentEon(ledger), sell) <= swap.sellAmount',
    'takenFor(ledger, swap, currentEon(ledger), sell) >= 0n',
  ]),
  mutant('swap-of-anybody', 'CC-32', 'an order of a coin for itself is challenged', [
    ADMISSION,
    'swap.sellCoin !== swap.buyCoin &&',
    '',
  ]),
  mutant('swap-answer-for-another-order', 'CC-32', 'the answer may be about an order with another limit', [
    ADMISSION,
    'a.sellAmount === b.sellAmount && a.buyAmount === b.buyAmount &&',
    'a.sellAmount === b.sellAmount &&',
  ]),
  mutant('swap-given-negative', 'CC-36', 'that less than nothing was given is not looked at', [
    SETTLEMENT,
    'given >= 0n && given * sellAmount',
    'given * sellAmount',
  ]),
  mutant('swap-matter-with-nonce', 'CC-21', 'each order of a pair of coins is a matter of its own', [
    ASSERTIONS,
    'key(about.sellCoin, about.buyCoin)',
    'key(about.sellCoin, about.buyCoin, about.nonce)',
  ]),
  // Checkpoints, challenges, halt, recovery
  mutant(
    'checkpoint-with-open-challenge',
    'CC-8',
    'a checkpoint is accepted while a challenge of the eon before is open',
    [ADMISSION, '!challenge.isOpen || challenge.eon === eon', '!challenge.isOpen || challenge.eon <= eon'],
  ),
  mutant('checkpoint-without-any-open', 'CC-42', 'no checkpoint is accepted while any challenge is open', [
    ADMISSION,
    '!challenge.isOpen || challenge.eon === eon',
    '!challenge.isOpen || challenge.eon > eon',
  ]),
  mutant('operations-of-this-eon', 'CC-9', 'a checkpoint quotes the deposits of its own eon', [
    ADMISSION,
    'ledger.operations.get(key(currentEon(ledger) - 1n))',
    'ledger.operations.get(key(currentEon(ledger)))',
  ]),
  mutant('operations-overwritten', 'CC-43', 'the accumulator holds the last deposit only', [
    EFFECTS,
    'operationDatum(before, coin, trader, amount)',
    'operationDatum(before.slice(0, 0), coin, trader, amount)',
  ]),
  mutant('challenged-again', 'CC-21', 'a challenge that was answered can be opened again in the same eon', [
    ADMISSION,
    'return !ledger.challenges.has(challengeKey(kind, currentEon(ledger), trader, about))',
    'return ledger.challenges.get(challengeKey(kind, currentEon(ledger), trader, about))?.isOpen !== true',
  ]),
  mutant('answered-stays-open', 'CC-43', 'an answer does not close the challenge', [
    EFFECTS,
    '{ ...challenge, isOpen: false }',
    '{ ...challenge, isOpen: true }',
  ]),
  mutant('deposit-wraps', 'CC-5', 'what is held may become more than an amount', [
    ADMISSION,
    'isAmount(heldOf(ledger, coin) + amount)',
    'isAmount(amount)',
  ]),
  mutant('unanswered-overlooked', 'CC-41', 'a challenge that is not answered halts nothing', [
    EFFECTS,
    'unanswered < missing ? [unanswered, epochOf(params)]',
    'unanswered < 0n ? [unanswered, epochOf(params)]',
  ]),
  mutant(
    'halt-to-the-eon-before',
    'CC-41',
    'after a missing checkpoint all recover from one that could not be challenged',
    [EFFECTS, '{ eon: last + 1n, safe: last - 1n }', '{ eon: last + 1n, safe: wait === 0n ? last : last - 1n }'],
  ),
  mutant('answered-counted-as-open', 'CC-41', 'the exchange halts for a challenge that was answered', [
    EFFECTS,
    'ledger.challenges.find(({ isOpen }) => isOpen)?.eon',
    'ledger.challenges.find(() => true)?.eon',
  ]),
  mutant('halt-every-time', 'CC-41', 'the exchange halts again whenever time goes by', [
    EFFECTS,
    'outputs: halt === undefined || ledger.halt !== undefined ? nothing',
    'outputs: halt === undefined ? nothing',
  ]),
  mutant('recovery-without-deposits', 'CC-40', 'deposits since the last settled checkpoint are lost', [
    SETTLEMENT,
    'return allotmentOf(proof) + deposits + unpaidOf',
    'return allotmentOf(proof) + 0n * deposits + unpaidOf',
  ]),
  mutant('recovery-with-every-request', 'CC-40', 'a request that the checkpoint does not count is paid as well', [
    SETTLEMENT,
    'unpaidOf(ledger, trader, coin) - requestedSince',
    'unpaidOf(ledger, trader, coin) - 0n * requestedSince',
  ]),
  mutant('recovered-once-in-all', 'CC-42', 'who recovered one coin cannot recover another', [
    ADMISSION,
    '!recovered.has(key(trader, coin))',
    "!recovered.some((at) => at.split(' ')[0] === trader)",
  ]),
  mutant('recovered-again', 'CC-39', 'a recovery is remembered for its coin only, and forgotten with the next', [
    EFFECTS,
    'recovered: ledger.recovered.add(key(trader, coin))',
    'recovered: ledger.recovered.clear()',
  ]),
  mutant('pending-shows-paid', 'CC-43', 'a paid withdrawal is still shown as pending', [
    SHOWN,
    '.filter(([, { isPaid }]) => !isPaid)',
    '.filter(() => true)',
  ]),
]
