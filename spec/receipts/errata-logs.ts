import type { Erratum } from '../core/erratum.js'
import { sameBytes } from '../primitives/suite.js'
import {
  type Bagging,
  closeFrontRunning,
  mountainRange,
  type PaperSibling,
  paperHash,
  paperPath,
} from './as-written.js'
import { logRoot, recompute } from './proofs.js'
import { blind, challenged, hash, pathIn, receiptFor } from './runs.js'
import { isLink, type Sent, toChallenge } from './strategy.js'
import { type Ending, twoSuffice } from './theorems.js'
import type { Receipt } from './types.js'

const same = (a: Uint8Array, b: Uint8Array): boolean => sameBytes(a, b)

// T25

const SIZES = Array.from({ length: 65 }, (_, i) => i + 1)

/** At how many places of the logs of 1 to 65 orders the fold of Algorithm 2 is the root that the log had at arrival. */
const rightFolds = (bagging: Bagging, mirrored: boolean): string => {
  const leaves = SIZES.map((i) => blind(`${i}`))
  const roots = SIZES.map((n) => mountainRange(leaves.slice(0, n), bagging).hash)
  let [right, places] = [0, 0]
  for (const n of SIZES) {
    const tree = mountainRange(leaves.slice(0, n), bagging)
    for (let i = 0; i < n; i++) {
      const path = paperPath(tree, i)
      const leaf = leaves[i] as Uint8Array
      const fold = mirrored
        ? closeFrontRunning(leaf, path).commitment
        : path.reduce((node, { hash: s, isLeft }) => (isLeft ? paperHash(s, node) : node), leaf as Uint8Array)
      places += 1
      if (same(fold, roots[i] as Uint8Array)) right += 1
    }
  }
  return `${right} of ${places}`
}

/** The same with the data of this chapter. */
const ourFolds = (): string => {
  const orders = SIZES.map((i) => blind(`${i}`))
  let right = 0
  let places = 0
  for (const n of [1, 2, 3, 5, 8, 13, 21, 33])
    for (let i = 0; i < n; i++) {
      const log = orders.slice(0, n)
      const way = { order: orders[i] as Uint8Array, index: BigInt(i), size: BigInt(n), path: pathIn(log, i) }
      const found = recompute(hash, way)
      places += 1
      if (found !== undefined && same(found.commitment, logRoot(hash, orders.slice(0, i + 1)))) right += 1
    }
  return `${right} of ${places}`
}

// T26

/** Two orders of the operator, and one "order" that is their two hashes, written side by side. */
const mine = ['buy everything that bob wants', 'and sell it to him'].map((order) => paperHash(order))
const both = paperHash(...mine)
const bobs = paperHash('the order of bob')
/** What the receipt of bob says: his order came after one other. */
const bobsReceipt = closeFrontRunning(bobs, [{ hash: both, isLeft: true }]).commitment

const closes = (path: ReadonlyArray<PaperSibling>, root: Uint8Array): boolean => {
  const { node, commitment } = closeFrontRunning(bobs, path)
  return same(node, root) && same(commitment, bobsReceipt)
}

const onePlaceLater = (): string => {
  const [a, b, bob] = [blind('a'), blind('b'), blind('bob')]
  const pair = logRoot(hash, [a, b]) as Receipt['commitment']
  return challenged(receiptFor([pair, bob]), [a, b, bob])
}

// T60

const [x, y, one, two, three] = ['x', 'y', 'order 1', 'order 2', 'order 3'].map(blind) as [
  Receipt['order'],
  Receipt['order'],
  Receipt['order'],
  Receipt['order'],
  Receipt['order'],
]
const committed = [y, one, two, three]
/** The first receipt saw x before the trader's order; the others, and the committed log, have y in its place. */
const receipts = [receiptFor([x, one]), receiptFor(committed.slice(0, 3)), receiptFor(committed)] as const

const isMember = (earlier: Receipt, later: Receipt, log: ReadonlyArray<Uint8Array>): boolean => {
  const path = pathIn(log, earlier.index)
  const found = recompute(hash, { ...earlier, size: later.index + 1n, path })
  return found !== undefined && same(found.root, later.commitment)
}

const ending = (challenges: ReadonlyArray<Receipt>): Ending => ({
  hash,
  isOperatorHonest: false,
  committed,
  receipts,
  challenged: challenges.map((receipt) => ({
    receipt,
    isClosed: challenged(receipt, committed) === 'the challenge is closed',
  })),
  isHalted: false,
})

// T61

/** A trader's two orders of each of two eons, as it saw them: none of them was linked. */
const twoEons = [1n, 2n].map((eon) =>
  [[one], [one, two]].map(
    (orders): Sent => ({
      order: orders.at(-1) as Uint8Array,
      signed: { receipt: receiptFor(orders, eon), byOperator: new Uint8Array() as Receipt['order'] },
      isLinked: false,
    }),
  ),
)

/** Errata of the log and of the challenges. */
export const logErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T25',
    title: 'Algorithm 2 finds the receipt again only in one shape of the log',
    where: 'TEX II-D3, IV-C; Algorithm 2, mr_commitment',
    written:
      'The commitment is folded from the order over the left siblings of its path in the final log, each put behind what is folded so far. How the peaks of the range are bagged is left open, and with the arguments in this order the fold is the root of no log.',
    counterexample:
      'Seven orders arrive, then an eighth: where peaks are bagged from the left, the left siblings of the seventh are no longer what they were.',
    resolution:
      'Peaks are bagged from the right, the shape of RFC 6962, and a left sibling stands on the left: then the fold is the root of the log as it was at arrival, for every place and length.',
    clauses: ['RE-4', 'RE-17'],
    witness: () => ({
      input: 'every place of the logs of 1 to 65 orders: is the fold the root at arrival?',
      asWritten: `as written ${rightFolds('from the right', true)}; with the sibling on the left, bagged from the left ${rightFolds('from the left', false)}`,
      asResolved: `bagged from the right ${rightFolds('from the right', false)}; by this chapter's data ${ourFolds()}`,
      findings: [],
    }),
  },
  {
    id: 'T26',
    title: 'Two orders for one: a node passes for a leaf',
    where: 'TEX Algorithm 2, H(order) and H(sibling || node)',
    written:
      'A leaf is the hash of an order and a node the hash of two hashes, with nothing to tell them apart. An order that is two hashes, written side by side, has the hash of their node.',
    counterexample:
      'The operator logs an "order" that is the hashes of two orders of its own. Bob gets the receipt after it, and opens. Now the operator decides whether there was one unreadable order before his, or two good ones.',
    resolution: 'Leaves and nodes are data with tags of their own, and the place is in the receipt.',
    clauses: ['RE-4', 'RE-15', 'RE-16', 'RE-17'],
    witness: () => {
      const short: ReadonlyArray<PaperSibling> = [{ hash: both, isLeft: true }]
      const long = mountainRange([...mine, bobs], 'from the right')
      return {
        input: 'the log [H(a) H(b), bob] and the log [a, b, bob]; bob holds one receipt',
        asWritten: `the roots are equal: ${same(paperHash(both, bobs), long.hash)}; his challenge is closed as the second of two: ${closes(short, long.hash)}; as the third of three: ${closes(paperPath(long, 2), long.hash)}`,
        asResolved: `the roots are equal: ${same(logRoot(hash, [logRoot(hash, [blind('a'), blind('b')]), blind('bob')]), logRoot(hash, ['a', 'b', 'bob'].map(blind)))}; against the log of three ${onePlaceLater()}`,
        findings: [],
      }
    },
  },
  {
    id: 'T28',
    title: 'A receipt does not say which place it is for, nor of which eon',
    where: 'TEX III-C1, IV-C; the challenge of Algorithm 2 has no opening',
    written:
      'A receipt is a signed commitment with the hash of the order. How a challenge is opened, and against the log of which eon it is held, is not said.',
    counterexample:
      'Bob is first in eon 1. The operator leaves him out, and puts him first in eon 2, after it has seen his order: the commitment is the same. The other way round, a trader may show an old receipt to an honest operator.',
    resolution:
      'Market, eon and place are signed with the order and the commitment; a receipt is challenged in the eon after its own, against the log of its own.',
    clauses: ['RE-3', 'RE-5', 'RE-9', 'RE-11', 'RE-15'],
    witness: () => {
      const bob = blind('bob')
      const [first, moved] = [receiptFor([bob], 1n), receiptFor([bob], 2n)]
      const alone = closeFrontRunning(bobs, [])
      const second = mountainRange([bobs, ...mine], 'from the right')
      const inSecond = closeFrontRunning(bobs, paperPath(second, 0))
      return {
        input: 'bob has a receipt for the first place of eon 1; the log of eon 1 is [a, b], that of eon 2 [bob, a, b]',
        asWritten: `held against the log of eon 2 his challenge is closed: ${same(inSecond.commitment, alone.commitment) && same(inSecond.node, second.hash)}`,
        asResolved: `one datum for both eons: ${first.eon === moved.eon}; against the log of eon 1 ${challenged(first, ['a', 'b'].map(blind))}`,
        findings: [],
      }
    },
  },
  {
    id: 'T60',
    title: 'That the order before is in the next log is not enough',
    where: 'TEX IV-C, last paragraph: a membership proof of order n - 2 in the receipt of order n - 1',
    written:
      'The trader waits for a proof that order n - 2 is a member of the log that the receipt of order n - 1 commits to. From that, two challenges are to protect all of its orders.',
    counterexample:
      'The first receipt saw x before the trader’s order. In the next log y stands in the place of x: the trader’s order is a member, at its place, but what came before it has changed.',
    resolution: 'The proof is held against both commitments, as in Algorithm 2: then the one log extends the other.',
    clauses: ['RE-23'],
    witness: () => {
      const [first, second, third] = receipts
      return {
        input: 'logs [x, 1], then [y, 1, 2], then [y, 1, 2, 3], which is committed',
        asWritten: `1 is a member of the second log: ${isMember(first, second, committed.slice(0, 3))}; 2 of the third: ${isMember(second, third, committed)}; both challenges: ${[second, third].map((receipt) => challenged(receipt, committed)).join(', ')}; ${twoSuffice(ending([second, third])).join('; ')}`,
        asResolved: `the second log extends the first: ${isLink(hash, first, second, pathIn(committed.slice(0, 3), 1n))}; so no third order is sent, and of the first receipt ${challenged(first, committed)}`,
        findings: twoSuffice(ending([second, third])).map((message) => ({ clause: 'RE-23' as const, message })),
      }
    },
  },
  {
    id: 'T61',
    title: 'Two challenges for every log, not in all',
    where: 'TEX IV-C: regardless of the number of orders at most two challenges need to be issued',
    written: 'Whatever the number of its orders, a trader needs two challenges at most.',
    counterexample:
      'The log begins anew with every eon, and every pair of coins has its own. The last order of one log is never inside a receipt of another.',
    resolution: 'Two challenges at most for every log: of every market, in every eon.',
    clauses: ['RE-23'],
    witness: () => ({
      input: 'two orders in eon 1 and two in eon 2',
      asWritten: `as one sequence, challenges: ${toChallenge(twoEons.flat()).length}, of eon ${toChallenge(
        twoEons.flat(),
      )
        .map(({ receipt }) => receipt.eon)
        .join(' and eon ')}`,
      asResolved: `log by log, challenges: ${twoEons.map((sent) => toChallenge(sent).length).join(' and ')}; a link across: ${isLink(hash, receiptFor([one], 1n), receiptFor([one, two], 2n), pathIn([one, two], 0n))}`,
      findings: [],
    }),
  },
]
