import type { Erratum } from '../core/erratum.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { admitsNext, admitsNow, admitsWithPrincipal, changeSince, recNow } from './as-written.js'
import { CONTESTED_EONS, collateralForFinality, TWO_EONS } from './finality.js'
import { isAdmissible, isCovered, shortfall, value } from './protection.js'
import {
  ALICE,
  accountAfter,
  BOB,
  CHALLENGED,
  deposit,
  END,
  ends,
  judged,
  price,
  reserve,
  stake,
  trade,
  X,
  Y,
  Z,
} from './runs.js'
import type { Event } from './types.js'
import { accepted, costing, recovering } from './witness.js'

const OPENING = [deposit(ALICE, X, 100n), deposit(BOB, Y, 200n), END, END, END]

const t9 = [...OPENING, trade(X, Y, 100n), price(Y, 11n)]
const ownDeposit = [
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  END,
  END,
  END,
  deposit(ALICE, Z, 50n),
  trade(X, Y, 100n),
  price(Y, 11n),
]
const fallen = [...OPENING, trade(X, Y, 100n), price(X, 9n)]
const contested = [
  deposit(ALICE, X, 200n),
  deposit(BOB, Y, 200n),
  stake(X, 10n),
  reserve(X, 3n, 10n),
  reserve(X, 4n, 10n),
  reserve(X, 5n, 10n),
  reserve(X, 6n, 10n),
  END,
  END,
  trade(X, Y, 100n),
  END,
  CHALLENGED,
  trade(X, Y, 100n),
]
const otherCoin = [
  deposit(ALICE, X, 100n),
  deposit(BOB, Y, 200n),
  stake(Z, 10n),
  reserve(Z, 3n, 10n),
  reserve(Z, 4n, 10n),
  END,
  END,
  trade(X, Y, 100n),
]

const round = [deposit(ALICE, X, 100n), deposit(BOB, Y, 100n), trade(X, Y, 100n), trade(Y, X, 100n)]
const rises = (coin: typeof X): ReadonlyArray<Event> => [...OPENING, trade(X, Y, 100n), price(coin, 11n)]

/** A day's volume of the paper, in units of account. */
const DAILY = 300_000_000n

const paper = { change: { numerator: 1n, denominator: 10n }, eons: TWO_EONS, sides: 1n, eonHours: 12n } as const

/** Where the paper is ambiguous or wrong about collateral. */
export const collateralErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T9',
    title: 'What one gets back protects nothing',
    where: 'TEX VI-C4, Equations 4 and 5, right side',
    written:
      'The changes of value may be as high as all that is recovered. That holds the principal of the swaps, which was the trader’s before.',
    counterexample: 'No collateral; 100 X at 10 swapped for 100 Y at 10; Y rises to 11; the operator fails.',
    resolution: 'The changes of value are no more than the value of the collateral alone.',
    clauses: ['CO-6', 'CO-7', 'CO-13', 'CO-14'],
    witness: () => {
      const account = accountAfter(...t9)
      return {
        input: '100 X for 100 Y, then Y at 11, no collateral',
        asWritten: `a change of 100 is within ${recNow(account, ALICE)}: admitted now ${admitsNow(account, ALICE)}, next ${admitsNext(account, ALICE)}; alice ${ends(account)}`,
        asResolved: `admissible: ${isAdmissible(account, ALICE, account.passed)}; short by ${shortfall(account, ALICE, account.passed)}`,
        findings: judged(...t9),
        runs: [accepted('admitted as the paper has it', t9), recovering('and the operator fails', t9)],
      }
    },
  },
  {
    id: 'T33',
    title: 'The same coins are recovered twice',
    where: 'TEX VI-C4, Equations 2 and 3; footnote 1',
    written:
      'To the collateral are added transactions (T), which have no amount; if deposits (D) are meant, a swap of what was deposited counts as deposit and as principal. So does a swap of what another swap brought. The footnote excepts neither, and allows collateral to be spent, which would count twice too.',
    counterexample: 'Alice deposits 100 X, swaps them for 100 Y and those back for 100 X in the same eon.',
    resolution:
      'What is recovered is what the last checkpoint that passed allots, the deposits since, and the collateral: each once.',
    clauses: ['CO-11', 'CO-12', 'CO-17'],
    witness: () => {
      const account = accountAfter(...round)
      return {
        input: 'deposit 100 X, 100 X for 100 Y, 100 Y for 100 X, all prices 10',
        asWritten: `Rec(e) is ${recNow(account, ALICE)}`,
        asResolved: `alice ${ends(account)}`,
        findings: [],
        runs: [recovering('swapped and swapped back, and the operator fails', round)],
      }
    },
  },
  {
    id: 'T37',
    title: 'Eons of 12 hours, and of 36',
    where: 'TEX VII-A; VII-A2 and Fig. 5',
    written: 'TEX is said to run in eons of 36 hours; the cost of collateral is given for eons of 12.',
    counterexample: '300 million a day, a change of a tenth.',
    resolution: 'The length of an eon is a parameter of the figure.',
    clauses: ['CO-16'],
    witness: () => ({
      input: '300 million a day, a change of 10%',
      asWritten: `12 hours: ${collateralForFinality({ ...paper, dailyVolume: 300n })} million`,
      asResolved: `36 hours: ${collateralForFinality({ ...paper, dailyVolume: 300n, eonHours: 36n })} million, even if 10% were enough for three days`,
      findings: [],
      runs: [
        costing('the eons of VII-A2', { ...paper, dailyVolume: DAILY }),
        costing('the eons of VII-A', { ...paper, dailyVolume: DAILY, eonHours: 36n }),
      ],
    }),
  },
  {
    id: 'T42',
    title: 'Nor do one’s own deposits',
    where: 'TEX VI-C4, Equations 2 to 5',
    written:
      'Deposits of the last two eons are on the right side. Where the principal is put on both sides, to mend T9, they remain.',
    counterexample: 'As in T9, and alice has just deposited 50 Z that she trades with nobody.',
    resolution: 'Deposits are recovered, and are no part of the condition.',
    clauses: ['CO-13', 'CO-14'],
    witness: () => {
      const account = accountAfter(...ownDeposit)
      return {
        input: '100 X for 100 Y, then Y at 11; a deposit of 50 Z; no collateral',
        asWritten: `with the principal on both sides, admitted: ${admitsWithPrincipal(account, ALICE)}; alice ${ends(account)}`,
        asResolved: `admissible: ${isAdmissible(account, ALICE, account.passed)}`,
        findings: judged(...ownDeposit),
        runs: [
          accepted('admitted with the principal on both sides', ownDeposit),
          recovering('and the operator fails', ownDeposit),
        ],
      }
    },
  },
  {
    id: 'T43',
    title: 'The coin that comes back may have fallen',
    where: 'TEX VI-C4, the change of value; "an arbitrary unit"',
    written:
      'A change of value compares a price of now with the price first set. In a unit in which the coin bought stands still, there is no change, although the coin sold fell.',
    counterexample: 'No collateral; 100 X at 10 for 100 Y at 10; X falls to 9.',
    resolution:
      'A change of value is what the coin bought is worth now, less what the coin sold is worth now. Its sign is the same in every unit.',
    clauses: ['CO-13', 'CO-14'],
    witness: () => {
      const account = accountAfter(...fallen)
      const [swap] = account.swaps
      const before = accountAfter(...OPENING).prices
      return {
        input: '100 X for 100 Y, then X at 9, no collateral',
        asWritten: `a change of ${swap && changeSince(swap, before, account.prices)}, and a collateral of 0; alice ${ends(account)}`,
        asResolved: `admissible: ${isAdmissible(account, ALICE, account.passed)}; short by ${shortfall(account, ALICE, account.passed)}`,
        findings: judged(...fallen),
        runs: [accepted('admitted as the paper has it', fallen), recovering('and the operator fails', fallen)],
      }
    },
  },
  {
    id: 'T44',
    title: 'A failure can undo more than two eons',
    where: 'TEX VI-C4, the three cases of the proof; VII-A2, the last two eons',
    written:
      'In eon e + 1 only what was traded in e and later is at stake. But a challenge of the checkpoint of e may stay open through the first epoch of e + 1; left open, it halts the exchange, and all recover from the checkpoint of e - 1.',
    counterexample:
      'Collateral of 10 X for each eon; 100 X sold in eon 3; the checkpoint of eon 4 is challenged; 100 X sold at the start of eon 5; the challenge is never answered.',
    resolution:
      'While a challenge is open, three eons are to be covered, by the collateral for the eon before (CO-8); or one does not trade. The collateral is that of two eons and a quarter.',
    clauses: ['CO-8', 'CO-16'],
    witness: () => {
      const account = accountAfter(...contested)
      const rising = accountAfter(...contested, price(Y, 11n))
      return {
        input: '100 X for 100 Y in eon 3 and again in eon 5, while the checkpoint of eon 4 is contested; Y at 11',
        asWritten: `Equations 4 and 5, with T9 mended, hold after the second swap: ${isCovered(account, ALICE, 4n)} and ${isCovered(account, ALICE, 5n)}; alice ${ends(rising)}`,
        asResolved: `covered: ${isCovered(account, ALICE, account.passed)}; 300 million a day in eons of 12 hours: ${collateralForFinality({ ...paper, dailyVolume: DAILY, eons: CONTESTED_EONS })}`,
        findings: judged(...contested),
        runs: [
          accepted('admitted as the paper has it', contested),
          recovering('and Y rises, and the operator fails', [...contested, price(Y, 11n)]),
          costing('two eons and a quarter', { ...paper, dailyVolume: DAILY, eons: CONTESTED_EONS }),
        ],
      }
    },
  },
  {
    id: 'T45',
    title: 'A trade has two sides',
    where: 'TEX VII-A2, Fig. 5',
    written:
      'The collateral is volume times change in price. But it is exclusive, and reserved before the eon begins, when nobody knows which coin will rise.',
    counterexample: 'Alice gives 100 X for 100 Y of bob; both are to be protected.',
    resolution:
      'Volume counts for each side that is protected: twice, unless one of them is a market maker who is not.',
    clauses: ['CO-5', 'CO-16'],
    witness: () => {
      const lossOf = (trader: TraderId, coin: CoinId): bigint => {
        const account = accountAfter(...rises(coin))
        return shortfall(account, trader, account.passed)
      }
      return {
        input: '100 X for 100 Y, then the one or the other at 11',
        asWritten: `300 million a day: ${collateralForFinality({ ...paper, dailyVolume: 300n })} million`,
        asResolved: `Y rises: alice is short by ${lossOf(ALICE, Y)}; X rises: bob is short by ${lossOf(BOB, X)}; both protected: ${collateralForFinality({ ...paper, dailyVolume: 300n, sides: 2n })} million`,
        findings: [],
        runs: [
          recovering('Y rises, and the operator fails', rises(Y)),
          recovering('X rises, and the operator fails', rises(X)),
          costing('both protected', { ...paper, dailyVolume: DAILY, sides: 2n }),
        ],
      }
    },
  },
  {
    id: 'T46',
    title: 'Collateral in another coin may melt',
    where: 'TEX VI-C4, Value(C_i)',
    written: 'Collateral counts by its value, in whatever coin it is.',
    counterexample: 'Collateral of 10 Z at 10 for 100 X at 10 swapped for 100 Y; Y rises by a tenth, and Z falls to 5.',
    resolution:
      'A trader trusts only collateral in the coin that it sells. A tenth of what it sells is then enough whatever all prices do, while the coin bought rises no more than a tenth against it.',
    clauses: ['CO-6', 'CO-7', 'CO-8'],
    witness: () => {
      const account = accountAfter(...otherCoin)
      const melts = [...otherCoin, price(Y, 11n), price(Z, 5n)]
      const melted = accountAfter(...melts)
      return {
        input: '100 X for 100 Y with a collateral of 10 Z; then Y at 11 and Z at 5',
        asWritten: `collateral worth ${value(new Map([[Z, 10n]]), account.prices)}, a tenth of what was sold; alice ${ends(melted)}`,
        asResolved: `covered: ${isCovered(account, ALICE, account.passed)}`,
        findings: judged(...melts),
        runs: [accepted('admitted as the paper has it', melts), recovering('and the operator fails', melts)],
      }
    },
  },
]
