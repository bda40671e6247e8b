import { ratifiesSwap } from '../commit-chain/as-written.js'
import type { Swap, Update } from '../commit-chain/types.js'
import type { Finding } from '../core/clause.js'
import type { Erratum, Witness, WitnessCall } from '../core/erratum.js'
import { type Compared, compare } from './as-written.js'
import { uncloseable } from './challenges.js'
import { judge } from './clauses.js'
import type { Dealing, Evidence } from './dealing.js'
import { answerBalance, challengeBalance, challengeSwap, deliveryChallenge } from './disputes.js'
import { passageOf } from './passage.js'
import {
  ALICE,
  BOB,
  comes,
  commits,
  type Deed,
  endOf,
  evidenceOf,
  HUB,
  isAccepted,
  momentsOf,
  ORDER,
  type Row,
  ratifies,
  sends,
  signs,
  TRANSFER,
  X,
  Y,
} from './runs.js'

const TRANSFERRED: Dealing = { kind: 'transfer', eon: 2n, transfer: TRANSFER }
const SWAPPED: Dealing = { kind: 'swap', eon: 2n, swap: ORDER }

const SIGN = signs(ALICE, X, TRANSFER)
const ACCEPT = signs(BOB, X, TRANSFER)
const ORDERED: ReadonlyArray<Deed> = [signs(ALICE, X, ORDER), signs(ALICE, Y, ORDER)]

/** A checkpoint of eon 3; what is not alice's in X and Y and bob's in X stays as it was, or is the hub's. */
const commit3 = (...rows: ReadonlyArray<Row>): ReadonlyArray<Deed> => [
  comes(3n),
  commits(...rows, [BOB, Y, 1n], [HUB, Y, 1n]),
]

const compared = (dealing: Dealing, ...deeds: ReadonlyArray<Deed>): Compared =>
  compare(momentsOf(...deeds).map(evidenceOf), dealing)

/** What the clauses say of the last step of a run whose operator means well. */
const judgedAsHonest = (dealing: Dealing, ...deeds: ReadonlyArray<Deed>): ReadonlyArray<Finding> => {
  const [before, last] = momentsOf(...deeds)
    .slice(-2)
    .map(evidenceOf) as [Evidence, Evidence]
  return judge(passageOf(before, last, [dealing], { operator: true, traders: [] }))
}

const show = ({ asResolved, cannotClose }: Compared): string =>
  `${asResolved.join(' ')}${cannotClose.length === 0 ? '' : `: ${cannotClose[0]} cannot be closed`}`

/** The moves that a run is, one after the other in the automaton. */
const walkOf = (says: string, { moves }: Compared): WitnessCall => ({
  says,
  chapter: 'integrity',
  function: 'automaton',
  arguments: { from: 's0', moves },
})

/** Several runs, each with what happens in it, as the paper and as we have them. */
const witnessOf = (...runs: ReadonlyArray<readonly [string, Compared]>): Witness => ({
  input: runs.map(([says]) => says).join('; '),
  asWritten: runs.map(([, { asWritten }]) => asWritten.join(' ')).join('; '),
  asResolved: runs.map(([, run]) => show(run)).join('; '),
  findings: runs.flatMap(([, { findings }]) => findings),
  runs: runs.map(([says, run]) => walkOf(says, run)),
})

/** What is wrong or missing in the automaton, each with a run. */
export const integrityErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T47',
    title: 'Both have signed, one is debited',
    where: 'TEX VI-C3, the list of reject paths; Fig. 6, s2',
    written: 'From s2 the paper has only the way to s8 and the one to s3. It does not say what traps a hub in s2.',
    counterexample:
      'Alice and bob have signed the transfer of 1 X; the hub commits alice without it and bob as he was, and takes the coin.',
    resolution: 'An arrow from s2 to s7: the delivery challenge cannot be closed, as in s1.',
    clauses: ['IN-2', 'IN-3'],
    witness: () =>
      witnessOf([
        'alice and bob sign, alice is debited, bob is not credited',
        compared(TRANSFERRED, SIGN, ACCEPT, ...commit3([ALICE, X, 0n, 'applied'], [HUB, X, 2n])),
      ]),
  },
  {
    id: 'T48',
    title: 'What no swap challenge covers',
    where: 'TEX VI-C3, s4 and s5 to s6; Algorithm 4',
    written:
      'A hub that cheats an order comes to s6. But a swap challenge is only about an order that stands in the committed update, of which no more is taken than it sells.',
    counterexample:
      'An order of 1 X is signed, and the hub takes the coin without applying it; or it has ratified the order and leaves it out.',
    resolution:
      'Arrows from s4 and s5 to s7. Which state it is follows from the challenge that cannot be closed: s6 if a swap challenge is among them, else s7.',
    clauses: ['IN-2', 'IN-3'],
    witness: () =>
      witnessOf(
        ['an order is not applied, and 1 X taken', compared(SWAPPED, ...ORDERED, ...commit3([HUB, X, 2n]))],
        [
          'it is ratified, not applied, and 1 X taken',
          compared(SWAPPED, ...ORDERED, ratifies(ALICE, X), ratifies(ALICE, Y), ...commit3([HUB, X, 2n])),
        ],
        [
          'it is ratified, and left out',
          compared(SWAPPED, ...ORDERED, ratifies(ALICE, X), ...commit3([ALICE, X, 1n], [HUB, X, 1n])),
        ],
      ),
  },
  {
    id: 'T49',
    title: 'Being able is not enough',
    where: 'TEX VI-C3, s8; Fig. 6, the only arrow from s8',
    written: 'Nothing leads out of s8 but a loop.',
    counterexample:
      'A correct checkpoint; alice challenges her balance, and the hub does not answer within an epoch. Or a transfer that only its parties signed is left out, and the hub reveals its signature on it afterwards.',
    resolution:
      'Arrows from s8: to s7 or s6 by a challenge that is left unanswered, to s7 by a signature revealed late.',
    clauses: ['IN-2', 'IN-3'],
    witness: () => {
      const kept = commit3([ALICE, X, 1n], [HUB, X, 1n])
      const filled = commit3([ALICE, X, 0n, 'applied'], [ALICE, Y, 1n, 'applied'], [BOB, Y, 0n], [HUB, X, 2n])
      return witnessOf(
        [
          'a balance challenge is left unanswered',
          compared({ kind: 'account', eon: 2n, trader: ALICE, coin: X }, ...kept, challengeBalance, comes(4n)),
        ],
        ['a swap challenge is left unanswered', compared(SWAPPED, ...ORDERED, ...filled, challengeSwap, comes(4n))],
        [
          'a signature is revealed after the checkpoint',
          compared(TRANSFERRED, SIGN, ACCEPT, ...kept, ratifies(BOB, X)),
        ],
      )
    },
  },
  {
    id: 'T50',
    title: 'No checkpoint at all',
    where: 'TEX VI-C3; III-C2d',
    written: 'Every path ends with a checkpoint, but the hub may let the eon end without one.',
    counterexample: 'A transfer that both signed; an order that is ratified; then no checkpoint of eon 3.',
    resolution:
      'Arrows from s0 to s5 to s7: a balance challenge can be opened without a checkpoint, and nothing answers it. The exchange halts besides.',
    clauses: ['IN-2', 'IN-3'],
    witness: () =>
      witnessOf(
        ['both sign, and eon 3 ends without a checkpoint', compared(TRANSFERRED, SIGN, ACCEPT, comes(4n))],
        [
          'an order is ratified, and eon 3 ends without a checkpoint',
          compared(SWAPPED, ...ORDERED, ratifies(ALICE, X), comes(4n)),
        ],
      ),
  },
  {
    id: 'T51',
    title: 'The hub signs before the recipient',
    where: 'TEX VI-C3, s1 to s3',
    written: 'The hub countersigns only in s2, and then has to deliver.',
    counterexample:
      'Alice has signed, bob has not; the hub lets its signature reach alice. It can neither debit her nor not.',
    resolution:
      'An arrow from s1 to s3: now only bob can save the hub, who may sign or not. An honest hub waits for both.',
    clauses: ['IN-2', 'IN-3', 'IN-6'],
    witness: () =>
      witnessOf(
        [
          'alice signs, the hub signs, and alice is debited',
          compared(TRANSFERRED, SIGN, ratifies(ALICE, X), ...commit3([ALICE, X, 0n, 'applied'], [HUB, X, 2n])),
        ],
        [
          'alice signs, the hub signs, and alice is left as she was',
          compared(TRANSFERRED, SIGN, ratifies(ALICE, X), ...commit3([ALICE, X, 1n], [HUB, X, 1n])),
        ],
      ),
  },
  {
    id: 'T52',
    title: 'It matters who saw the signature',
    where: 'TEX VI-C3, s3: "P_i and/or P_j"',
    written: 'Once one of them has the countersigned update the hub may not back out of the transfer.',
    counterexample:
      'Both signed, and the signature reached bob alone. The hub credits bob out of its own account, and leaves alice as she was. Had it reached alice, she could challenge that.',
    resolution:
      'A move of its own, `credit`: only the side that gives. From s3 it leads to s8; where the payer has the signature the same checkpoint is `outdate`, and leads to s7.',
    clauses: ['IN-3'],
    witness: () => {
      const gift = commit3([ALICE, X, 1n], [BOB, X, 1n, 'applied'], [HUB, X, 0n])
      const [toBob, toAlice] = [BOB, ALICE].map((to) =>
        compared(TRANSFERRED, SIGN, ACCEPT, ratifies(to, X), ...gift),
      ) as [Compared, Compared]
      return {
        input: 'both sign, the hub signs; bob is credited by the hub, alice is not debited',
        asWritten: 's0 s1 s2 s3 s7, whoever has the signature',
        asResolved: `bob has it: ${show(toBob)}; alice has it: ${show(toAlice)}`,
        findings: [],
        runs: [walkOf('bob has the signature', toBob), walkOf('alice has it', toAlice)],
      }
    },
  },
  {
    id: 'T53',
    title: 'Two challenges, one after the other',
    where: 'TEX VI-C3, s0 to s1 to s7',
    written:
      'Alice opens a delivery challenge in s1. The line on s1 to s8 says why she cannot: she has no update with the operator’s signature.',
    counterexample:
      'Alice signed, bob did not; alice is debited. She has no signature of the hub to open a delivery challenge with.',
    resolution:
      'She challenges her balance first. The hub has to show the countersigned update, and she opens the delivery challenge with that. It takes two epochs, so the first challenge is due in the third epoch.',
    clauses: ['IN-3', 'IN-8'],
    witness: () => {
      const debited = [SIGN, ...commit3([ALICE, X, 0n, 'applied'], [HUB, X, 2n])]
      const challenged = [...debited, challengeBalance]
      const isOpenable = (isShown: boolean, ...deeds: ReadonlyArray<Deed>): boolean =>
        isAccepted(endOf(...deeds), deliveryChallenge(evidenceOf(endOf(...deeds)), isShown))
      return {
        input: 'alice signs; alice is debited, bob is not credited',
        asWritten: `a delivery challenge with what alice has: ${isOpenable(false, ...debited, comes(3n, 1n))}`,
        asResolved: `with what the answer to her balance challenge shows: ${isOpenable(true, ...challenged, answerBalance)}; ${uncloseable(evidenceOf(endOf(...challenged)), TRANSFERRED).length > 0 ? 'nothing closes it' : 'it is closed'}`,
        findings: [],
        runs: [walkOf('alice signs, and is debited', compared(TRANSFERRED, ...debited))],
      }
    },
  },
  {
    id: 'T54',
    title: 'An order that comes back, and a signature on nothing',
    where: 'TEX VI-C3, s4 to s6, s5 to s6; Algorithm 5, line 2',
    written: 'Only a hub that takes coins, or backs out of a ratified debit, comes to a reject state.',
    counterexample:
      'An unfilled order: its coins come back in X, and the update of Y, which changes no amount, is left out. Or the hub ratified that update alone, and left the order out.',
    resolution:
      'It is trapped, in s6 and in s7: Algorithm 5 wants the order in both updates, and what is countersigned has to be applied. Nobody lost anything, so no honest trader complains (IN-8 speaks of harm). An honest hub applies both sides of what does not match.',
    clauses: ['IN-3', 'IN-8'],
    witness: () => {
      const back = compared(SWAPPED, ...ORDERED, ...commit3([ALICE, X, 1n, 'applied'], [HUB, X, 1n]))
      const nothing = compared(SWAPPED, ...ORDERED, ratifies(ALICE, Y), ...commit3([ALICE, X, 1n], [HUB, X, 1n]))
      return {
        input: 'an order comes back without its update of Y; only that update is ratified, and left out',
        asWritten: 's0 s4 s8; s0 s4 s8',
        asResolved: `${show(back)}; ${show(nothing)}`,
        findings: [],
        runs: [
          walkOf('an order comes back without its update of Y', back),
          walkOf('only that update is ratified', nothing),
        ],
      }
    },
  },
  {
    id: 'T80',
    title: 'One signature for all that an update holds',
    where: 'TEX Algorithm 10; VI-C3, s4 to s5 and s1 to s8',
    written:
      'The hub looks for the order in both updates, and at what it debits and credits. What else they hold it does not ask; that a transfer is signed by its recipient is asked only where the hub comes to sign that.',
    counterexample:
      'Alice puts a transfer of 1 X to bob, who never signs it, into her update of X, and an order of 1 Y for 1 X on top. Algorithm 10 passes: Y is debited in full and no X is credited. The hub that signs has signed the transfer.',
    resolution:
      'The totals are held against what was agreed before (relation 10.3 and 10.4), so the order is refused while the transfer is in its updates; and an honest operator signs an update only if each transaction in it is agreed by its other side.',
    clauses: ['CC-47', 'IN-3', 'IN-6'],
    witness: () => {
      const order: Swap = { ...ORDER, sellCoin: Y, buyCoin: X }
      const signed = [
        sends({ tag: 'deposit', trader: ALICE, coin: Y, amount: 1n }),
        signs(ALICE, Y, order),
        signs(ALICE, X, TRANSFER, order),
      ]
      const [sell, buy] = endOf(...signed).signed.map(({ update }) => update) as [Update, Update]
      const back: Row = [ALICE, Y, 1n, 'applied']
      const runs = [
        commit3([ALICE, X, 0n, 'applied'], back, [HUB, X, 2n]),
        commit3([ALICE, X, 1n], back, [HUB, X, 1n]),
      ].map((deeds) => [...signed, ratifies(ALICE, Y), ratifies(ALICE, X), ...deeds])
      const [debited, left] = runs.map((deeds) => compared(TRANSFERRED, ...deeds)) as [Compared, Compared]
      const isAgreed = buy.spent === 0n && buy.gained === 0n
      return {
        input:
          'alice signs a transfer and an order, bob nothing; both her updates are ratified; X is debited, or is not',
        asWritten: `signs: ${ratifiesSwap({ amount: order.sellAmount, spent: sell.spent, gained: buy.gained })}; ${[debited, left].map(show).join('; ')}`,
        asResolved: `signs: ${isAgreed}, the update of X spends ${buy.spent} of which nothing was agreed`,
        findings: runs.flatMap((deeds) => judgedAsHonest(TRANSFERRED, ...deeds)),
        runs: [walkOf('X is debited', debited), walkOf('X is not debited', left)],
      }
    },
  },
]
