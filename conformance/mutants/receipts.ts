import { type Mutant, mutantsOf } from './mutant.js'

const ADMISSION = 'spec/receipts/admission.ts'
const APPENDING = 'spec/receipts/appending.ts'
const DATA = 'spec/receipts/data.ts'
const EFFECTS = 'spec/receipts/effects.ts'
const HISTORY = 'spec/core/history.ts'
const LOG = 'model/receipts/log.ts'
const MACHINE = 'model/receipts/machine.ts'
const MATCHING = 'spec/receipts/matching.ts'
const PROOFS = 'spec/receipts/proofs.ts'
const RANGE = 'model/receipts/range.ts'
const SHAPE = 'spec/receipts/shape.ts'
const SHOWN = 'spec/receipts/shown.ts'
const STATE = 'model/receipts/state.ts'
const TREE = 'spec/receipts/match-tree.ts'

const mutant = mutantsOf('receipts')

/** Mistakes in a receipt log and in a matching prover's verifier, each as an engineer would make it. */
export const receiptsMutants: ReadonlyArray<Mutant> = [
  // The receipt
  mutant(
    'place-not-signed',
    'RE-5',
    'the place is not in what is signed (T28)',
    [DATA, 'fields: [contract, eon, index, order, commitment]', 'fields: [contract, eon, order, commitment]'],
    [DATA, '{ eon, index, order, commitment }: Receipt', '{ eon, order, commitment }: Receipt'],
  ),
  mutant(
    'eon-not-signed',
    'RE-5',
    'the eon is not in what is signed (T28)',
    [DATA, 'fields: [contract, eon, index, order, commitment]', 'fields: [contract, index, order, commitment]'],
    [DATA, '{ eon, index, order, commitment }: Receipt', '{ index, order, commitment }: Receipt'],
  ),
  mutant('market-not-signed', 'RE-5', 'a receipt for one market is one for all', [
    DATA,
    'fields: [contract, eon, index, order, commitment]',
    'fields: [eon, index, order, commitment]',
  ]),
  mutant('place-from-one', 'RE-3', 'places are counted from 1', [
    MACHINE,
    'BigInt(state.log.size), root(state.nodes, log)',
    'BigInt(log.size), root(state.nodes, log)',
  ]),
  mutant('commitment-before', 'RE-4', 'the commitment is that of the log before the order', [
    MACHINE,
    'BigInt(state.log.size), root(state.nodes, log)',
    'BigInt(state.log.size), root(state.nodes, state.log)',
  ]),
  mutant('places-go-on', 'RE-21', 'places are not counted anew in a new eon', [
    MACHINE,
    'orders: state.orders.clear(),\n  log: emptyLog,',
    'orders: state.orders.clear(),',
  ]),
  // The log
  mutant(
    'untagged',
    'RE-4',
    'leaves and nodes have no tags (T26)',
    [DATA, "tag: 'arrival', fields", "tag: '', fields"],
    [DATA, "tag: 'arrivals',", "tag: '',"],
  ),
  mutant('leaf-tagged-as-node', 'RE-4', 'leaves and nodes have the same tag', [
    DATA,
    "tag: 'arrival', fields",
    "tag: 'arrivals', fields",
  ]),
  mutant('leaf-is-the-order', 'RE-4', 'the leaf of an order is its hash as it came', [
    LOG,
    'leaf: (order) => hash(arrivalDatum(order))',
    'leaf: (order) => order',
  ]),
  mutant('bagged-from-the-left', 'RE-4', 'the peaks are bagged from the left (T25)', [
    RANGE,
    `let bagged = last.peak.node
  for (let at = last.before; at !== undefined; at = at.before) bagged = join(at.peak.node, bagged)
  return bagged`,
    `const all = peaks({ size: 0, last })
  return all.slice(1).reduce((left, right) => join(left, right), all[0] as N)`,
  ]),
  mutant('bagged-mirrored', 'RE-4', 'a bagged peak stands on the right (Algorithm 2 as written, T25)', [
    RANGE,
    'at = at.before) bagged = join(at.peak.node, bagged)\n  return bagged',
    'at = at.before) bagged = join(bagged, at.peak.node)\n  return bagged',
  ]),
  mutant('unbalanced-split', 'RE-17', 'a log is split in the middle, not at the largest power of two', [
    SHAPE,
    '1n << BigInt((n - 1n).toString(2).length - 1)',
    '(n + 1n) / 2n',
  ]),
  mutant('empty-log-is-nothing', 'RE-8', 'the root of the empty log is no bytes', [
    ADMISSION,
    'sameBytes(root, checking.hash(noArrivals))',
    'root.length === 0 && noArrivals !== undefined && checking !== undefined',
  ]),
  // Challenges
  mutant('challenge-one-block-early', 'RE-10', 'a receipt is challenged in the last block of the first epoch', [
    ADMISSION,
    'position(known) >= epochOf(known.params)',
    'position(known) + 1n >= epochOf(known.params)',
  ]),
  mutant('committed-in-the-first-epoch-only', 'RE-20', 'a log is not accepted any more once the first epoch is over', [
    ADMISSION,
    'eon > 0n && eon === currentEon(known) - 1n',
    'eon > 0n && eon === currentEon(known) - 1n && position(known) < epochOf(known.params)',
  ]),
  mutant('any-eon', 'RE-9', 'a receipt of any eon before is challenged', [
    ADMISSION,
    'receipt.eon === currentEon(known) - 1n',
    'receipt.eon < currentEon(known)',
  ]),
  mutant('challenged-again', 'RE-12', 'a receipt whose challenge was closed can be challenged again', [
    ADMISSION,
    'holds: ({ challenges }, { receipt }) => !challenges.has(receiptKey(receipt))',
    'holds: (known, { receipt }) => openChallenge(known, receipt) === undefined || receiptKey(receipt) === ""',
  ]),
  mutant('stale-root', 'RE-18', 'an answer is held against the root of the receipt, not against the committed one', [
    ADMISSION,
    'sameBytes(found.root, committed.root)',
    '(sameBytes(found.root, committed.root) || event.path.length > 0)',
  ]),
  mutant('prefix-not-compared', 'RE-17', 'an answer need not lead to the commitment of the receipt', [
    ADMISSION,
    'found !== undefined && sameBytes(found.commitment, event.receipt.commitment)',
    'found !== undefined && event.receipt.commitment !== undefined',
  ]),
  mutant('right-siblings-folded', 'RE-17', 'right siblings are folded into the commitment too', [
    PROOFS,
    '} else root = join(root, sibling)',
    '} else { root = join(root, sibling); commitment = join(commitment, sibling) }',
  ]),
  mutant(
    'place-past-the-end',
    'RE-15',
    'the place after the last one lies within the log',
    [ADMISSION, 'index >= 0n && index < committed.size', 'index >= 0n && index <= committed.size'],
    [SHAPE, 'index >= size) return', 'index > size) return'],
  ),
  mutant(
    'surplus-ignored',
    'RE-16',
    'siblings beyond the root are ignored',
    [
      PROOFS,
      'if (sides?.length !== path.length) return undefined\n  const join = joined(hash)\n  let commitment',
      'if (sides === undefined || sides.length > path.length) return undefined\n  const join = joined(hash)\n  let commitment',
    ],
    [
      PROOFS,
      'for (const [i, sibling] of path.entries())',
      'for (const [i, sibling] of path.slice(0, sides.length).entries())',
    ],
    [PROOFS, 'sidesOf(index, size)?.length === path.length', '(sidesOf(index, size)?.length ?? 999) <= path.length'],
  ),
  mutant('answered-a-block-late', 'RE-19', 'a challenge may be answered a block later', [
    EFFECTS,
    'oldest + epochOf(params) + 1n',
    'oldest + epochOf(params) + 2n',
  ]),
  mutant('commit-an-eon-late', 'RE-19', 'a log may be committed an eon later', [EFFECTS, 'last + 3n', 'last + 4n']),
  mutant('newest-challenge-counts', 'RE-19', 'the challenge that was opened last counts for the halt', [
    EFFECTS,
    '.find(({ isOpen }) => isOpen)',
    '.findLast(({ isOpen }) => isOpen)',
  ]),
  mutant('closed-still-shown', 'RE-21', 'challenges that are closed are shown', [
    SHOWN,
    '(isOpen ? [{ receipt, block }] : [])',
    '(isOpen || receipt.index === 0n ? [{ receipt, block }] : [])',
  ]),
  mutant(
    'size-of-all-eons',
    'RE-21',
    'the size counts the orders of the eon before too',
    [STATE, 'BigInt(log.size)', 'BigInt(log.size + (past[0]?.size ?? 0))'],
    [STATE, 'size: ({ log })', 'size: ({ log, past })'],
  ),
  // Provable matching
  mutant(
    'annotations-not-bound',
    'RE-30',
    'a node binds its own prices and not those of its children (T1)',
    [
      DATA,
      'fields: [left, right].flatMap(({ hash, sell, buy }) => [priceOrNone(sell), priceOrNone(buy), hash])',
      'fields: [min(left.sell, right.sell), left.hash, right.hash, max(left.buy, right.buy)]',
    ],
    [
      DATA,
      '/** A leaf of the match tree. */',
      `const max = (a = 0n, b = 0n): bigint => (a > b ? a : b)
const min = (a?: bigint, b?: bigint): bigint => (a === undefined ? (b ?? 0n) : b === undefined || a < b ? a : b)
/** A leaf of the match tree. */`,
    ],
  ),
  mutant('used-up-has-a-price', 'RE-25', 'an order that is used up still has its price in the tree (T23)', [
    TREE,
    'leaf.remaining > 0n ? leaf.price : undefined',
    'leaf.remaining >= 0n ? leaf.price : undefined',
  ]),
  mutant(
    'count-not-bound',
    'RE-25',
    'a book does not say how many orders it has',
    [
      DATA,
      'fields: [count, priceOrNone(sell), priceOrNone(buy), hash]',
      'fields: [priceOrNone(sell), priceOrNone(buy), hash]',
    ],
    [DATA, 'bookDatum = (count: bigint,', 'bookDatum = (_: bigint,'],
  ),
  mutant('strictly-better', 'RE-27', 'a bid at exactly the price of the sell cannot be matched (T12)', [
    MATCHING,
    'buy !== undefined && buy >= price',
    'buy !== undefined && buy > price',
  ]),
  mutant('right-siblings-first', 'RE-28', 'an order is the first if none after it can be matched', [
    MATCHING,
    "side === 'right' || !canMatch(incoming, path[i] ?? NONE)",
    "side === 'left' || !canMatch(incoming, path[i] ?? NONE)",
  ]),
  mutant('topmost-left-sibling-only', 'RE-29', 'of the left siblings only the topmost is looked at', [
    MATCHING,
    "every((side, i) => side === 'right' || !canMatch(incoming, path[i] ?? NONE))",
    "every((side, i, sides) => side === 'right' || sides.includes('left', i + 1) || !canMatch(incoming, path[i] ?? NONE))",
  ]),
  mutant('peaks-not-counted', 'RE-35', 'mountains that are joined already pass for the peaks', [
    TREE,
    'peaks.length !== peakCount(count)',
    'peaks.length > peakCount(count) || (count > 0n && peaks.length === 0)',
  ]),
  mutant('peak-price-zero', 'RE-35', 'a price of 0 in a peak passes for none', [
    APPENDING,
    'isAmount(count) && hasPrices(peaks)',
    'isAmount(count) && hasPrices(peaks.map(({ hash, sell, buy }) => ({ hash, ...(sell ? { sell } : {}), ...(buy ? { buy } : {}) })))',
  ]),
  mutant('rest-is-what-was-matched', 'RE-32', 'the leaf after a match holds what was matched (T16)', [
    MATCHING,
    'remaining: maker.remaining - matched',
    'remaining: matched',
  ]),
  mutant('rests-with-all', 'RE-40', 'an order rests with its whole volume (T20)', [
    APPENDING,
    'const leaf: MatchLeaf = { order: hashOf(claim), side, price, remaining: left }',
    'const leaf: MatchLeaf = { order: hashOf(claim), side, price, remaining: appended.order.volume }',
  ]),
  mutant('arrival-anywhere', 'RE-36', 'an order may have arrived at any place of the log', [
    APPENDING,
    'return root !== undefined && sameBytes(root, log.root)',
    'return root !== undefined || sameBytes(root ?? log.root, log.root)',
  ]),
  mutant('grown-from-the-left', 'RE-40', 'a new leaf is joined with the largest mountain', [
    TREE,
    'joinNodes(hash)(grown.pop() as MatchNode, last)',
    'joinNodes(hash)(grown.shift() as MatchNode, last)',
  ]),
  // Judging
  mutant('refused-is-done', 'RE-20', 'what was refused for no reason counts as done', [
    HISTORY,
    'reported === undefined ? undefined : effect',
    'effect',
  ]),
]
