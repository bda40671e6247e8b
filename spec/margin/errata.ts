import type { Erratum } from '../core/erratum.js'
import type { TraderId } from '../primitives/types.js'
import { furtherErrata } from './errata-further.js'
import { accountOf, cashOf, type Ledger } from './ledger.js'
import { netOf } from './margin.js'
import {
  advance,
  cancel,
  deposit,
  EVE,
  judged,
  outputsOf,
  PAPER,
  play,
  post,
  QUOTED,
  SHORT_NINETY,
  WIPED,
  type Written,
} from './runs.js'
import { boundsOf, worthOf } from './valuation.js'
import { witnessRun } from './witness.js'

const ALICE = 'alice' as TraderId

/** Half quote units, as quote units. */
const units = (halves: bigint): string => `${Number(halves) / 2}`
const netUnits = (ledger: Ledger, trader: TraderId): string => units(netOf(accountOf(ledger, trader), ledger.reference))

/** A bid of 9, so many lots at 11 and the rest of what Alice has to buy at 17. */
const quotes = (lots: bigint): ReadonlyArray<Written> => [
  post('maker', 'bid-9', 'buy', 1n, 9n),
  post('maker', 'ask-11', 'sell', lots, 11n),
  post('maker', 'ask-17', 'sell', 90n - lots, 17n),
]
/** First the deposits, of which the maker’s covers what it quotes, then the quotes; then Alice goes short. */
const quotedFirst = (lots: bigint): ReadonlyArray<Written> => [
  ...SHORT_NINETY.slice(0, 5),
  deposit('maker', 200_000n),
  ...quotes(lots),
  ...SHORT_NINETY.slice(5),
]

/** Alice's net position if the book is walked. */
const walked = (lots: bigint): string => {
  const ledger = play(PAPER, [...SHORT_NINETY, ...quotes(lots)])
  const { position, ...account } = accountOf(ledger, ALICE)
  const worth = worthOf(boundsOf({ ...PAPER, valuation: 'walk' }, ledger.market, ledger.reference), position)
  return units(cashOf({ position, ...account }) + worth)
}

const LATE = { ...PAPER, deadline: 1n }
const wiping17 = (ask: bigint): ReadonlyArray<Written> => [
  ...WIPED,
  post('maker', 'next', 'sell', 1n, ask),
  post('carol', 'carol-17', 'buy', 1n, 17n, [['ask-17', 1n, 17n]]),
]
const wipes17 = (ask: bigint): Ledger => play(LATE, wiping17(ask))

/** Where Massacci-Ngo is ambiguous or wrong about margin; M9 stands in the chapter Order-book. */
export const marginErrata: ReadonlyArray<Erratum> = [
  {
    id: 'M1',
    title: 'Everything at the mid price',
    where: 'Massacci-Ngo 2, Fig. 1, round t',
    written: 'The exchange assumes that all contracts can be bought at the mid price of 10 at once.',
    counterexample:
      'Alice has to buy 90 from asks at 11 and 17: with 21 lots at 11 she is insolvent from the start, with 22 she is not.',
    resolution: 'The valuation is a parameter: mid, which the figure has, or walking the book.',
    clauses: ['MG-9', 'MG-18'],
    witness: () => ({
      input: 'Alice short 90 with a cash of 1400; asks at 11 and 17',
      asWritten: `at mid she has ${netUnits(play(PAPER, QUOTED), ALICE)}`,
      asResolved: `walking the book she has ${walked(21n)} with 21 lots at 11, and ${walked(22n)} with 22`,
      findings: [],
      runs: [
        witnessRun('at the mid price', LATE, quotedFirst(21n)),
        witnessRun('walking the book, 21 lots at 11', { ...LATE, valuation: 'walk' }, quotedFirst(21n)),
        witnessRun('walking the book, 22 lots at 11', { ...LATE, valuation: 'walk' }, quotedFirst(22n)),
      ],
    }),
  },
  {
    id: 'M2',
    title: 'Something was traded',
    where: 'Massacci-Ngo 2, after Fig. 1',
    written: 'The others force Alice out without trading anything.',
    counterexample: 'At round t+1 Carol’s order is filled against Bob’s: they hold 31 and 29, not 30 each.',
    resolution: 'Fills move positions; only Eve’s bid trades nothing.',
    clauses: ['MG-30'],
    witness: () => {
      const ledger = play(PAPER, WIPED)
      const lots = (trader: string): bigint => accountOf(ledger, trader as TraderId).position
      return {
        input: 'Carol takes Bob’s ask at 11',
        asWritten: 'positions of 30, 30, 30',
        asResolved: `positions of ${lots('bob')}, ${lots('carol')}, ${lots('eve')}; Eve’s bid fills ${outputsOf(ledger, EVE).fills.length} orders`,
        findings: [],
        runs: [witnessRun('the whole run', PAPER, [...WIPED, EVE])],
      }
    },
  },
  {
    id: 'M3',
    title: 'Two versions of one run',
    where: 'Massacci-Ngo 2, round t+1, and 4',
    written: 'In section 2 Carol wipes the ask at 11, in section 4 she wipes the one at 17 and Alice’s proof is void.',
    counterexample: 'With the next ask at 22 the mid is 15.5 and Alice has 5 left; it takes more than 22.11.',
    resolution: 'Both are scenarios; the second has a further ask, at 23.',
    clauses: ['MG-16', 'MG-18'],
    witness: () => ({
      input: 'bid 9, asks 11, 17 and one more; Carol takes 11 and 17',
      asWritten: `next ask 22: Alice has ${netUnits(wipes17(22n), ALICE)} and is ${accountOf(wipes17(22n), ALICE).status}`,
      asResolved: `next ask 23: Alice has ${netUnits(wipes17(23n), ALICE)} and is ${accountOf(wipes17(23n), ALICE).status}`,
      findings: [],
      runs: [22n, 23n].map((ask) => witnessRun(`the next ask at ${ask}`, LATE, wiping17(ask))),
    }),
  },
  {
    id: 'M4',
    title: 'Cashed out at a price that is gone',
    where: 'Massacci-Ngo 2, rounds t+2 and t+3',
    written: 'Alice falls below the threshold at 16 and is cashed out at 13.',
    counterexample: 'At 13 she keeps 230, which the others do not get; at 16 she owes 40.',
    resolution: 'The price is a parameter: the last one at which she met her margin, or the one that stands.',
    clauses: ['MG-23', 'MG-24'],
    witness: () => {
      const at = (liquidationPrice: 'last-solvent' | 'reference'): string => {
        const params = { ...PAPER, liquidationPrice }
        const ledger = play(params, WIPED)
        const [one] = outputsOf(ledger, EVE).liquidated
        const shared = (one?.shared ?? []).reduce((sum, { amount }) => sum + amount, 0n)
        return `closed at ${units(one?.price ?? 0n)}, she has ${units(accountOf(play(params, [...WIPED, EVE]), ALICE).balance)} left, and the others pay ${units(shared)}`
      }
      const ledger = play(PAPER, WIPED)
      const at16 = { liquidated: outputsOf(ledger, EVE).liquidated.map((one) => ({ ...one, price: 32n })) }
      return {
        input: 'Fig. 1, round t+2',
        asWritten: at('last-solvent'),
        asResolved: at('reference'),
        findings: judged(ledger, EVE, at16),
        runs: [
          witnessRun('cashed out at 13', PAPER, [...WIPED, EVE]),
          witnessRun('cashed out at 16', { ...PAPER, liquidationPrice: 'reference' }, [...WIPED, EVE]),
          witnessRun('at 16 where 13 is agreed', PAPER, [...WIPED, EVE], at16),
        ],
      }
    },
  },
  {
    id: 'M5',
    title: 'Zero, or a threshold',
    where: 'Massacci-Ngo 2, round t+2; 4, the inequality',
    written:
      'Alice is out when her net position is negative, “below the margin call threshold”; in section 4 the proof is of at least zero.',
    counterexample: 'With a threshold of 250 she is called one round earlier, at 13, with 230.',
    resolution: 'The threshold and the two rates are parameters.',
    clauses: ['MG-18', 'MG-19'],
    witness: () => {
      const carol = WIPED.at(-1)!
      const called = (threshold: bigint): number => outputsOf(play({ ...LATE, threshold }, QUOTED), carol).called.length
      return {
        input: 'Fig. 1, round t+1: the mid moves to 13, and Alice has 230',
        asWritten: `with a threshold of 0, ${called(0n)} are called`,
        asResolved: `with a threshold of 250, ${called(500n)} is called`,
        findings: judged(play({ ...LATE, threshold: 500n }, QUOTED), carol, { called: [] }),
        runs: [
          witnessRun('a threshold of 0', LATE, WIPED),
          witnessRun('a threshold of 250', { ...LATE, threshold: 500n }, WIPED),
          witnessRun('a threshold of 250, and nobody is called', { ...LATE, threshold: 500n }, WIPED, { called: [] }),
        ],
      }
    },
  },
  {
    id: 'M6',
    title: 'A book with one side',
    where: 'Massacci-Ngo 2, the current mid price',
    written: 'The mid price of the best bid and the best ask.',
    counterexample: 'The maker takes back the only bid.',
    resolution: 'While a side is empty the last reference price stands.',
    clauses: ['MG-16'],
    witness: () => {
      const emptied = [...WIPED, cancel('maker', 'bid-9')]
      const ledger = play(PAPER, emptied)
      return {
        input: 'Fig. 1, round t+1; then the only bid is cancelled',
        asWritten: `best bid ${ledger.market.best('buy') ?? 'none'}, best ask ${ledger.market.best('sell')}: there is no mid`,
        asResolved: `the reference price stays ${units(ledger.reference)}`,
        findings: [],
        runs: [witnessRun('the only bid is cancelled', PAPER, emptied)],
      }
    },
  },
  {
    id: 'M7',
    title: 'Broke, or silent',
    where: 'Massacci-Ngo 1, margin call; 3, Challenge 2.1',
    written: 'A trader who fails to fulfil the margin call is liquidated.',
    counterexample: 'Until something says that time is up, Alice who will pay and Alice who cannot look the same.',
    resolution: 'A clock is part of the events, and a call has a deadline.',
    clauses: ['MG-11', 'MG-21'],
    witness: () => {
      const run = [...WIPED, EVE]
      const [paying, failing] = [
        [...run, deposit('alice', 40n), advance(1n)],
        [...run, advance(1n)],
      ] as const
      const [pays, silent] = [play(LATE, paying), play(LATE, failing)]
      return {
        input: 'Fig. 1, round t+2, with a deadline',
        asWritten: `before the deadline both are ${accountOf(play(LATE, run), ALICE).status}`,
        asResolved: `after it who paid 40 is ${accountOf(pays, ALICE).status}, who did not is ${accountOf(silent, ALICE).status}`,
        findings: [],
        runs: [witnessRun('she pays', LATE, paying), witnessRun('she does not', LATE, failing)],
      }
    },
  },
  {
    id: 'M8',
    title: 'Whose order asks for a proof',
    where: 'Massacci-Ngo 3, Challenge 2.1, against 4, Principle 3',
    written:
      'Whenever a trader posts an order the margin condition must be satisfied, “given the new order posted by somebody”.',
    counterexample: 'If only the poster proves, Eve’s bid of 15 finds nothing wrong, and Alice stays in with -40.',
    resolution: 'The poster proves the initial margin; then everybody is validated again.',
    clauses: ['MG-9', 'MG-18'],
    witness: () => {
      const ledger = play(LATE, WIPED)
      return {
        input: 'Fig. 1, round t+2',
        asWritten: 'only Eve proves: nobody is called',
        asResolved: `everybody proves: ${outputsOf(ledger, EVE)
          .called.map(({ trader }) => trader)
          .join()} is called`,
        findings: judged(ledger, EVE, { called: [] }),
        runs: [witnessRun('only Eve proves', LATE, [...WIPED, EVE], { called: [] })],
      }
    },
  },
  {
    id: 'M10',
    title: 'What a cash of 1400 holds',
    where: 'Massacci-Ngo 2, Fig. 1',
    written: 'Alice has a cash of 1400 and owes 90 contracts; she is cashed out with a payout to the others.',
    counterexample: 'Only 500 of it are hers: 900 is what the others paid. Closing at 13 pays them 270 in all.',
    resolution: 'What a position cost is kept apart from what is settled, and only the latter can be withdrawn.',
    clauses: ['MG-10', 'MG-25'],
    witness: () => {
      const ledger = play(PAPER, SHORT_NINETY)
      const { balance, cost } = accountOf(ledger, ALICE)
      const closed = play(PAPER, [...WIPED, EVE])
      return {
        input: 'Fig. 1, rounds t to t+3',
        asWritten: `cash ${units(balance - cost)}`,
        asResolved: `${units(balance)} settled and ${units(-cost)} of proceeds; closing at 13 takes ${units(balance - accountOf(closed, ALICE).balance)} from her`,
        findings: [],
        runs: [witnessRun('the whole run', PAPER, [...WIPED, EVE])],
      }
    },
  },
  ...furtherErrata,
]
