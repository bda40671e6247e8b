import type { Finding } from '../core/clause.js'
import type { Erratum } from '../core/erratum.js'
import type { ClauseId } from '../core/ids.js'
import type { Datum } from '../primitives/encoding.js'
import { sameBytes } from '../primitives/suite.js'
import type { CoinId } from '../primitives/types.js'
import { commit, intervalProof, intervalTree } from './allotment.js'
import {
  type Account,
  closesSwapChallenge,
  lowerLimit,
  openSwapChallenge,
  ratifiesSwap,
  settlesInTotal,
} from './as-written.js'
import { swapDatum } from './data.js'
import { intervalRoot } from './proofs.js'
import { matchingSettlement, unmet } from './relations.js'
import {
  account,
  advance,
  alice,
  allotting,
  cancel,
  checking,
  checkpoint,
  deposit,
  params,
  proofOf,
  request,
  run,
  takenAsWritten,
  witnessRun,
  X,
} from './runs.js'
import { isAtLimit } from './settlement.js'
import type { Event, Params, Swap } from './types.js'

const says = (fails: ReadonlyArray<ClauseId>): string =>
  fails.length === 0 ? 'accepted' : `refused by ${fails.join(', ')}`
const none: ReadonlyArray<Finding> = []

const quiet: Account = { before: 0n, received: 0n, deposited: 0n, sent: 0n, requested: 0n, after: 0n }

/** 10 X in eon 2, and a checkpoint of eon 2 that says so; eon 3 has begun. */
const funded = [deposit(10n), advance(4n), checkpoint(allotting(10n, 0n)), advance(8n)]

const swap = (nonce: bigint): Swap => ({
  trader: alice,
  sellCoin: X,
  buyCoin: 'Y' as CoinId,
  sellAmount: 10n,
  buyAmount: 10n,
  nonce,
})

/** The errata of this chapter in TEX, each with what it leads to. */
export const commitChainErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T7',
    title: 'Two open orders, and what came back for both',
    where: 'TEX Algorithms 4 and 5',
    written: 'What is above the lower limit came back for the order that is challenged.',
    counterexample: 'Alice has 20 X and two orders to sell 10 X for 10 Y. The operator takes 10 X and gives nothing.',
    resolution:
      'A trader has one open order in an account at most, and an operator signs no second one (relation 10.+one).',
    clauses: ['CC-34', 'CC-46'],
    witness: () => {
      const sold: Account = { ...quiet, before: 20n, sent: 20n, after: 10n }
      const debited = openSwapChallenge(sold, 10n) as bigint
      return {
        input: '20 X sent in two orders, 10 X allotted afterwards, 0 Y',
        asWritten: `each challenge says that ${debited} X were debited; for nothing, nothing is owed: both close, and 10 X are gone`,
        asResolved: `one order of 20 X for 20 Y: 10 X were taken and 0 Y given, at the limit: ${isAtLimit({ ...swap(1n), sellAmount: 20n, buyAmount: 20n }, 10n, 0n)}`,
        findings: none,
      }
    },
  },
  {
    id: 'T8',
    title: 'Equal totals, unequal traders',
    where: 'TEX V-E; Algorithm 9',
    written: 'As much of a coin is debited in all as was matched in all.',
    counterexample: 'Alice and bob are each matched for 10; alice is debited 20 and bob nothing.',
    resolution: 'Each enactment is held against the fills of its own order (relations 6.+ and 9.+).',
    clauses: ['CC-46'],
    witness: () => {
      const orders = [
        { order: 'A', matched: 10n, debited: 20n },
        { order: 'B', matched: 10n, debited: 0n },
      ]
      return {
        input: 'matched 10 and 10, debited 20 and 0',
        asWritten: `settles: ${settlesInTotal(orders)}`,
        asResolved: `fails ${unmet(matchingSettlement, { orders })
          .map(({ line }) => line)
          .join(', ')}`,
        findings: none,
      }
    },
  },
  {
    id: 'T10',
    title: 'Approximately',
    where: 'TEX Algorithm 5, last assertion',
    written: 'Credited by debited is approximately the price of the order.',
    counterexample:
      'An order to sell 10 X for 10 Y: filled better than that; not filled at all; and filled for nothing. No one reading is right for all three.',
    resolution:
      'Given x amount sold >= taken x amount bought: exact integers, better prices are right, nothing for nothing is right.',
    clauses: ['CC-36', 'CC-37'],
    witness: () => {
      const price = [10n, 10n] as const
      const fills = [
        ['better', 10n, 12n],
        ['unfilled', 0n, 0n],
        ['robbed', 10n, 0n],
      ] as const
      const readings = (['equal', 'at most', 'at least'] as const).map(
        (reading) =>
          `${reading}: ${fills.map(([name, taken, given]) => `${name} ${closesSwapChallenge({ ...quiet, after: given }, taken, price, reading)}`).join(', ')}`,
      )
      return {
        input: '10 X for 10 Y: taken and given are 10 and 12, 0 and 0, 10 and 0',
        asWritten: readings.join('; '),
        asResolved: fills.map(([name, taken, given]) => `${name} ${isAtLimit(swap(1n), taken, given)}`).join(', '),
        findings: none,
      }
    },
  },
  {
    id: 'T11',
    title: 'Passive receipts as proceeds',
    where: 'TEX Algorithm 5, lowerLimit',
    written: 'R is what was received; whether that counts what was received passively is not said.',
    counterexample:
      'Alice sells 50 X for 50 Y. Somebody pays her 50 Y passively; the operator credits nothing for the swap.',
    resolution: 'The passive amount, which the account’s leaf commits, is a part of what is settled.',
    clauses: ['CC-29', 'CC-36'],
    witness: () => {
      const bought: Account = { ...quiet, after: 50n }
      const counted: Account = { ...bought, received: 50n }
      return {
        input: '50 X taken, 50 Y received passively, 50 Y allotted',
        asWritten: `without passive receipts in R the challenge closes: ${closesSwapChallenge(bought, 50n, [50n, 50n], 'at least')}`,
        asResolved: `with them: ${closesSwapChallenge(counted, 50n, [50n, 50n], 'at least')}`,
        findings: none,
      }
    },
  },
  {
    id: 'T27',
    title: 'A set of roots',
    where: 'TEX Algorithm 3',
    written: 'The coins’ roots are put into a set, and a tree is built over it.',
    counterexample: 'Two coins are allotted alike: the set has one root, and the index of every later coin is another.',
    resolution: 'A list by the index of the coin, and a leaf that names its coin.',
    clauses: ['CC-12'],
    witness: () => {
      const two: Params = { ...params, coins: [X, 'Y' as CoinId] }
      const both = commit(checking.hash, two, () => account(1n))
      const [first, second] = two.coins.map((coin) => both.proof(coin, 0).coins[0] as Uint8Array)
      return {
        input: 'X and Y with 1 each for alice and bob',
        asWritten: `a set of two equal roots has ${new Set(['same', 'same']).size} member`,
        asResolved: `the leaf of each is the other’s sibling, and they are the same: ${sameBytes(first as Uint8Array, second as Uint8Array)}`,
        findings: none,
      }
    },
  },
  {
    id: 'T30',
    title: 'One trade and the one before it',
    where: 'TEX Algorithm 6',
    written:
      'The proof of membership in the bought coin’s update is of trade i - 1; prices are compared only where a trade is not finalized, which is nowhere defined.',
    counterexample:
      'An honest operator has no proof for i - 1: the first trade has none before it. If "finalized" means matched in full, the price of a full fill is never compared.',
    resolution: 'Trade i throughout; the price, and the fills of the book, are compared for every enactment.',
    clauses: ['CC-33', 'CC-36'],
    witness: () => ({
      input: 'a trade of 10 X for 10 Y, matched in full, enacted for 0 Y',
      asWritten: 'finalized, so its price is not compared',
      asResolved: `at the limit: ${isAtLimit(swap(1n), 10n, 0n)}, so 6.7 fails`,
      findings: none,
    }),
  },
  {
    id: 'T31',
    title: 'What the operator signs',
    where: 'TEX Algorithm 10',
    written: 'Both updates hold the order, the one debits all and the other credits nothing; then both are signed.',
    counterexample: 'Alice has 5 X and orders to sell 10. Signed as asserted, no checkpoint can settle it.',
    resolution:
      'The relation also asks for the trader’s signatures, the accounts and the eon, that nothing agreed is taken back, the balance, and that no other order is open; both signatures are given at once or none is.',
    clauses: ['CC-29', 'CC-47'],
    witness: () => {
      const spent = 10n
      return {
        input: '5 X, an order of 10 X',
        asWritten: `ratified: ${ratifiesSwap({ amount: 10n, spent, gained: 0n })}; what is settled is then ${lowerLimit({ ...quiet, before: 5n, sent: spent })}, before anything comes back`,
        asResolved: `10.+balance: ${spent <= 5n}`,
        findings: none,
      }
    },
  },
  {
    id: 'T34',
    title: 'Nothing to cancel with',
    where: 'TEX III-C2, VI-C3 (s8 to s8)',
    written: 'Withdrawals are cancelled "by right"; by which right, and by what evidence, is not said.',
    counterexample: 'Alice signs away her 10 X in eon 3 and asks to withdraw 10 in the same eon.',
    resolution:
      'Whoever signs an update also signs how much is left to withdraw; with that, a request for more is cancelled.',
    clauses: ['CC-15', 'CC-16', 'CC-17', 'CC-47'],
    witness: () => {
      const asked = [...funded, checkpoint(allotting(10n, 0n)), request(10n, proofOf(allotting(10n, 0n)))]
      const due = lowerLimit({ ...quiet, before: 10n, sent: 10n, requested: 10n })
      return {
        input: '10 X, 10 signed away, 10 requested',
        asWritten: `the next checkpoint owes her ${due}: none can be made that passes, and an honest operator is halted`,
        asResolved: `cancelling, with 0 available: ${says(run([...asked, cancel(3n, 0n)]).fails)}; then she is owed ${lowerLimit({ ...quiet, before: 10n, sent: 10n })}`,
        findings: none,
        runs: [witnessRun('as it is said here', [...asked, cancel(3n, 0n)])],
      }
    },
  },
  {
    id: 'T35',
    title: 'One refund for two orders',
    where: 'TEX V-D, passive enactment, "an exercise to the reader"',
    written: 'The rest of an order comes back as a passive transfer.',
    counterexample: 'Two orders with the same terms: a transfer of what is left says nothing of which it is for.',
    resolution: 'An order has a nonce, so that two are never the same datum; and one is open at a time.',
    clauses: ['CC-33', 'CC-35'],
    witness: () => {
      const same = (a: Swap, b: Swap): boolean =>
        sameBytes(checking.hash(swapDatum(params, a)), checking.hash(swapDatum(params, b)))
      return {
        input: 'two orders of 10 X for 10 Y',
        asWritten: `without a nonce they are one datum: ${same(swap(1n), swap(1n))}`,
        asResolved: `with one: ${same(swap(1n), swap(2n))}`,
        findings: none,
      }
    },
  },
  {
    id: 'T36',
    title: 'A bad coin waits for its challenger',
    where: 'TEX V-C1, the root allotment is validated with every proof',
    written:
      'The check that no more of a coin is allotted than there is moves from the checkpoint to each use of a proof.',
    counterexample: '10 X were deposited; the operator allots 10 to alice and 1 to bob. Nobody challenges.',
    resolution:
      'The checkpoint is accepted, as TEX says; a coin is safe where one honest trader watches it. The theorem says so (CC-49), and the variant without the check breaks it.',
    clauses: ['CC-13', 'CC-49'],
    witness: () => {
      const bad = allotting(10n, 1n)
      const asked = [...funded, checkpoint(bad)]
      const answer = (): Event => ({ tag: 'answerBalance', trader: alice, coin: X, after: proofOf(bad) })
      const challenge = (): Event => ({
        tag: 'challengeBalance',
        trader: alice,
        coin: X,
        before: proofOf(allotting(10n, 0n)),
      })
      return {
        input: '11 X allotted of 10',
        asWritten: `the checkpoint is ${says(run(asked).fails)}`,
        asResolved: `alice’s challenge is ${says(run([...asked, advance(9n), challenge]).fails)}; its answer is ${says(run([...asked, advance(9n), challenge, answer]).fails)}`,
        findings: none,
        runs: [witnessRun('as it is said here', [...asked, advance(9n), challenge, answer])],
      }
    },
  },
  {
    id: 'T38',
    title: 'Punished with what the operator keeps',
    where: 'TEX V-C1, Algorithms 4 and 5 combined',
    written: 'A trader shows both new proofs, and that the price is wrong.',
    counterexample: 'Only the operator can make those proofs. It shows none.',
    resolution:
      'First a balance challenge, which needs nothing of the present checkpoint; its answer makes the proof public. Then the swap is challenged or punished.',
    clauses: ['CC-20', 'CC-22', 'CC-37', 'CC-46'],
    witness: () => {
      const now = [...funded, checkpoint(allotting(0n, 10n)), advance(9n)]
      const old = proofOf(allotting(10n, 0n))
      const leg = { membership: { index: 0n, path: [] }, before: old, after: old }
      const punish = (): Event => ({
        tag: 'punishSwap',
        trader: alice,
        swap: { ...swap(1n), buyCoin: X, sellCoin: X },
        sell: leg,
        buy: leg,
      })
      const challenge = (): Event => ({ tag: 'challengeBalance', trader: alice, coin: X, before: old })
      return {
        input: 'a checkpoint that alice has no proof of',
        asWritten: `punishing with the proofs that she has: ${says(
          run([...now, punish])
            .fails.filter((clause) => clause === 'CC-12')
            .slice(0, 1),
        )}`,
        asResolved: `a balance challenge: ${says(run([...now, challenge]).fails)}`,
        findings: none,
        runs: [
          witnessRun('punishing as the paper has it', [...now, punish]),
          witnessRun('as it is said here', [...now, challenge]),
        ],
      }
    },
  },
  {
    id: 'T39',
    title: 'Withdrawn in two eons',
    where: 'TEX III-C2a; NOCUST, withdrawal',
    written: 'A withdrawal is held against the allotment of the last checkpoint that is settled.',
    counterexample:
      'Alice has 10 X. She asks for 10 in eon 3 and, before the checkpoint of eon 4 that counts on it, with the same standing in eon 4, for 10 again: the checkpoint of eon 5 owes her less than nothing.',
    resolution: 'What was requested in the eon before counts as well.',
    clauses: ['CC-14', 'CC-47'],
    witness: () => {
      const ten = allotting(10n, 0n)
      const asked = [...funded, checkpoint(ten), request(10n, proofOf(ten)), advance(12n), request(10n, proofOf(ten))]
      return {
        input: '10 X, 10 requested in eon 3 and 10 in eon 4',
        asWritten: `10 <= 10 in each eon: the checkpoint of eon 5 owes her ${lowerLimit({ ...quiet, before: 0n, requested: 10n })}`,
        asResolved: `the second request is ${says(run(asked).fails)}`,
        ...takenAsWritten(asked),
      }
    },
  },
  {
    id: 'T40',
    title: 'Cancelled too late',
    where: 'TEX VI-C3 (s8 to s8); NOCUST, slashing',
    written: 'A withdrawal may be cancelled while it is pending.',
    counterexample:
      'The checkpoint of eon 4 counts on alice’s withdrawal and allots her nothing. Then anybody cancels it: what it should allot is 10 more, and an honest operator cannot answer.',
    resolution: 'It may be cancelled until the checkpoint is there that counts on it.',
    clauses: ['CC-15', 'CC-47'],
    witness: () => {
      const ten = allotting(10n, 0n)
      const counted = [
        ...funded,
        checkpoint(ten),
        request(10n, proofOf(ten)),
        advance(12n),
        checkpoint(allotting(0n, 0n)),
        cancel(3n, 0n),
      ]
      return {
        input: '10 requested in eon 3, the checkpoint of eon 4 allots 0, then it is cancelled',
        asWritten: `owed at that checkpoint: ${lowerLimit({ ...quiet, before: 10n, requested: 10n })} before cancelling, ${lowerLimit({ ...quiet, before: 10n })} after`,
        asResolved: `cancelling is ${says(run(counted).fails)}`,
        ...takenAsWritten(counted),
      }
    },
  },
  {
    id: 'T41',
    title: 'The start that nobody shows',
    where: 'TEX Algorithms 4 and 5, inputs',
    written:
      'Both compute with A(e - 1), but only the proof of A(e) is among their inputs, and the verifier keeps no balances.',
    counterexample: 'Whoever says what A(e - 1) was says what was debited: 20, or nothing.',
    resolution: 'A proof of the checkpoint before is a part of the evidence, for both coins.',
    clauses: ['CC-12', 'CC-33'],
    witness: () => {
      const at = (before: bigint): Account => ({ ...quiet, before, sent: 20n, after: 10n })
      return {
        input: '20 X sent in one order, 10 X allotted now',
        asWritten: `with a start of 20, ${openSwapChallenge(at(20n), 20n)} were debited; with one of 30, ${openSwapChallenge(at(30n), 20n)}`,
        asResolved: 'the start is proven',
        findings: none,
      }
    },
  },
  {
    id: 'T81',
    title: 'One mark for many passive transfers',
    where: 'TEX V-D, passive enactment; NOCUST, passive delivery',
    written:
      'What is left of an order and what it bought come back as passive transfers, for many trades in parallel. An account has one mark, where what it sent stands at its recipient.',
    counterexample:
      'Bob sends alice 1 X passively, and 1 X again in the same eon. The mark shows one of the two; bob challenges the other, and an honest operator that delivered both is halted.',
    resolution:
      'An operator signs one passive transfer of an account in an eon. (A transfer names its sender and has a nonce, so that its own place would do as well: explored without the mark, no theorem breaks.)',
    clauses: ['CC-35', 'CC-47'],
    witness: () => {
      const leaf = (nonce: bigint): Datum => ({ tag: 'transfer', fields: [nonce] })
      const both = [1n, 2n].map((nonce) => ({ content: checking.hash(leaf(nonce)), amount: 1n }))
      const tree = intervalTree(checking.hash, both)
      const isAt = (place: number, mark: bigint): boolean => {
        const { path } = intervalProof(tree, place)
        const { content } = both[place] as (typeof both)[number]
        const at = { left: mark, right: mark + 1n }
        return sameBytes(tree.root, intervalRoot(checking.hash, at, content, BigInt(place), path))
      }
      return {
        input: '1 X and 1 X from bob to alice, at 0 and at 1 of her passive tree',
        asWritten: `with the mark at 0, the first is delivered: ${isAt(0, 0n)}, the second: ${isAt(1, 0n)}; with the mark at 1: ${isAt(0, 1n)} and ${isAt(1, 1n)}`,
        asResolved: `the second, signed for the eon after, alone and at 0: ${sameBytes(intervalTree(checking.hash, both.slice(1)).root, intervalRoot(checking.hash, { left: 0n, right: 1n }, checking.hash(leaf(2n)), 0n, []))}`,
        findings: none,
      }
    },
  },
]
