import type { Erratum } from '../core/erratum.js'
import type { TraderId } from '../primitives/types.js'
import { accountOf, size } from './ledger.js'
import { netOf, WHOLE } from './margin.js'
import { spread, staggeredDeposits } from './penalties.js'
import { advance, deposit, judged, outputsOf, PAPER, play, post, type Written } from './runs.js'
import type { Params } from './types.js'
import { witnessRun } from './witness.js'

const names = (...some: ReadonlyArray<string>): ReadonlyArray<TraderId> => some as ReadonlyArray<TraderId>
const units = (halves: bigint): string => `${Number(halves) / 2}`
const sum = (amounts: ReadonlyArray<bigint>): bigint => amounts.reduce((a, b) => a + b, 0n)

const FOUR: Params = { ...PAPER, traders: names('alice', 'bob', 'carol', 'maker') }

/** Alice, with 50, is short 10 to Bob; the mid is 10. */
const SHORT_TEN: ReadonlyArray<Written> = [
  deposit('alice', 50n),
  deposit('bob', 100n),
  deposit('carol', 300n),
  deposit('maker', 600n),
  post('bob', 'b', 'buy', 10n, 10n),
  post('alice', 'a', 'sell', 10n, 10n, [['b', 10n, 10n]]),
  post('maker', 'bid-9', 'buy', 1n, 9n),
]
const GAP = post('maker', 'ask-31', 'sell', 1n, 31n)

/** Alice is called at 15; then Bob, with 10, buys what is against her at 15. */
const THIN: ReadonlyArray<Written> = [
  deposit('alice', 10n),
  deposit('bob', 10n),
  deposit('carol', 300n),
  deposit('maker', 600n),
  post('carol', 'c', 'buy', 10n, 10n),
  post('alice', 'a', 'sell', 10n, 10n, [['c', 10n, 10n]]),
  post('maker', 'ask-16', 'sell', 1n, 16n),
  post('maker', 'bid-14', 'buy', 1n, 14n),
  post('carol', 'c-15', 'sell', 10n, 15n),
  post('bob', 'b-15', 'buy', 10n, 15n, [['c-15', 10n, 15n]]),
]

/** Two that are due at once: Alice holds the best ask, Bob the best bid. */
const TWO_DUE: ReadonlyArray<Written> = [
  deposit('alice', 20n),
  deposit('bob', 20n),
  deposit('carol', 300n),
  deposit('maker', 600n),
  post('carol', 'c', 'buy', 20n, 10n),
  post('alice', 'a', 'sell', 10n, 10n, [['c', 10n, 10n]]),
  post('bob', 'b', 'sell', 10n, 10n, [['c', 10n, 10n]]),
  post('maker', 'bid-9', 'buy', 1n, 9n),
  post('alice', 'alice-14', 'sell', 1n, 14n),
  post('maker', 'ask-16', 'sell', 1n, 16n),
  post('bob', 'bob-11', 'buy', 1n, 11n),
]

/** What was found beyond the candidates: M11 on. */
export const furtherErrata: ReadonlyArray<Erratum> = [
  {
    id: 'M11',
    title: 'One’s own order moves the price',
    where: 'Massacci-Ngo 3, Challenge 2.1',
    written: 'A trader proves its margin with the new order given the new book, before the order is accepted.',
    counterexample:
      'Alice, short 10 with 50, bids 9 beside an ask of 23: at the mid that stands she meets her margin, at the one that her own bid makes she does not.',
    resolution:
      'Admission is at the reference price that stands: what the order makes of it depends on matches that only its acceptance brings. Validating everybody again finds the poster too.',
    clauses: ['MG-9', 'MG-18'],
    witness: () => {
      const params: Params = { ...FOUR, deadline: 1n }
      const before = [...SHORT_TEN.slice(0, -1), post('maker', 'ask-23', 'sell', 1n, 23n)]
      const ledger = play(params, before)
      const own = post('alice', 'own', 'buy', 1n, 9n)
      const { called } = outputsOf(ledger, own)
      return {
        input: 'Alice short 10 with 50 at a reference price of 10; asks at 23, no bids; she bids 9',
        asWritten: `at ${units(ledger.reference)} she has ${units(netOf(accountOf(ledger, 'alice' as TraderId), ledger.reference))}`,
        asResolved: `the order is accepted, and in the same step ${called.map(({ trader }) => trader).join()} is called`,
        findings: judged(ledger, own, { called: [] }),
        runs: [
          witnessRun('nobody is called', params, [...before, own], { called: [] }),
          witnessRun('as it is said here', params, [...before, own]),
        ],
      }
    },
  },
  {
    id: 'M12',
    title: 'Who pays what a bad creditor cannot',
    where: 'Massacci-Ngo 3; 1, nets them out',
    written: 'The positions are netted out. Who bears what is missing is not said.',
    counterexample: 'The mid jumps from 10 to 20 while Alice, short 10, has 50.',
    resolution:
      'The insurance fund first, then the others, by net positions or by the lots that they closed, as agreed.',
    clauses: ['MG-24', 'MG-28'],
    witness: () => {
      const params: Params = { ...FOUR, liquidationPrice: 'reference', fund: 40n }
      const ledger = play(params, SHORT_TEN)
      const [one] = outputsOf(ledger, GAP).liquidated
      const unpaid = { liquidated: outputsOf(ledger, GAP).liquidated.map((made) => ({ ...made, shared: [] })) }
      return {
        input: 'Alice short 10 with 50; the mid jumps to 20; a fund of 20',
        asWritten: 'she is out, and 50 is missing',
        asResolved: `the fund pays ${units(one?.fund ?? 0n)}, the others ${(one?.shared ?? []).map(({ trader, amount }) => `${trader} ${units(amount)}`).join(', ')}`,
        findings: judged(ledger, GAP, unpaid),
        runs: [
          witnessRun('nobody pays', params, [...SHORT_TEN, GAP], unpaid),
          witnessRun('as it is said here', params, [...SHORT_TEN, GAP]),
        ],
      }
    },
  },
  {
    id: 'M13',
    title: 'The last solvent price makes another insolvent',
    where: 'Massacci-Ngo 2, round t+3: cashed out at the previous price',
    written: 'Closing at the price at which the trader was still solvent leaves no loss.',
    counterexample:
      'Alice was last solvent at 10. Bob bought at 15, when she was called already; closed at 10 he loses 50 of his 10.',
    resolution:
      'Kept as the paper has it, since it is a parameter; everybody is validated again after a liquidation, so Bob is found. At the reference price the loss is the debtor’s and is shared.',
    clauses: ['MG-23', 'MG-33'],
    witness: () => {
      const at = (liquidationPrice: Params['liquidationPrice']): Params => ({ ...FOUR, deadline: 1n, liquidationPrice })
      const closed = (liquidationPrice: Params['liquidationPrice']): string => {
        const params = at(liquidationPrice)
        const first = outputsOf(play(params, THIN), advance(1n))
        const second = outputsOf(play(params, [...THIN, advance(1n)]), advance(2n))
        return [...first.liquidated, ...second.liquidated]
          .map(
            ({ trader, price, shared }) =>
              `${trader} at ${units(price)} with ${units(sum(shared.map(({ amount }) => amount)))} to share`,
          )
          .join(', then ')
      }
      return {
        input: 'Alice short 10 called at 15; Bob buys 10 at 15 with 10; her deadline passes, and then his',
        asWritten: closed('last-solvent'),
        asResolved: closed('reference'),
        findings: [],
        runs: [
          witnessRun('at the last solvent price', at('last-solvent'), [...THIN, advance(1n), advance(2n)]),
          witnessRun('at the price that stands', at('reference'), [...THIN, advance(1n)]),
        ],
      }
    },
  },
  {
    id: 'M14',
    title: 'The sequence of liquidations matters',
    where: 'Massacci-Ngo 4, Challenge 3.1; 1, liquidate the open positions',
    written: 'All parties validate again together. In which sequence several that fail are liquidated is not said.',
    counterexample:
      'Alice and Bob are due. Without Alice’s ask the price rises, without Bob’s bid it falls; who goes first decides what is left to the other.',
    resolution:
      'Validating has no sequence (MG-35). Liquidating has one: that of the parameters; after each everybody is validated again.',
    clauses: ['MG-21', 'MG-35'],
    witness: () => {
      const first = (...traders: ReadonlyArray<string>): Params => ({
        ...FOUR,
        deadline: 1n,
        liquidationPrice: 'reference',
        traders: names(...traders, 'carol', 'maker'),
      })
      const ends = (params: Params): string => {
        const { liquidated, lifted } = outputsOf(play(params, TWO_DUE), advance(1n))
        const out = liquidated.map(({ trader, price }) => `${trader} at ${units(price)}`).join(', ') || 'nobody'
        return `${out} liquidated, ${lifted.join(', ') || 'nobody'} cured`
      }
      return {
        input: 'Alice and Bob, both short 10 and called, are due in one step',
        asWritten: `Bob first: ${ends(first('bob', 'alice'))}`,
        asResolved: `Alice first: ${ends(first('alice', 'bob'))}`,
        findings: [],
        runs: [
          witnessRun('Bob first', first('bob', 'alice'), [...TWO_DUE, advance(1n)]),
          witnessRun('Alice first', first('alice', 'bob'), [...TWO_DUE, advance(1n)]),
        ],
      }
    },
  },
  {
    id: 'M15',
    title: '67 and 1067 times',
    where: 'Massacci-Ngo 7, Challenge 6.3; 5, about 100 and 500+ traders',
    written:
      'Who goes first deposits 67 times the stake of who goes last in a small market, 1067 times in a large one.',
    counterexample:
      'With one unit of compensation for everybody else the spread is one less than the traders: 99 and 499. The small market’s figure is below that and the large one’s above, and no c n or c n^2 gives both.',
    resolution:
      'The figures cannot be derived from the sizes in the text; by this law they belong to 68 and 1068 traders. That deposits in a fixed order grow with the market, and those in proportion to the stake do not, holds without them.',
    clauses: ['MG-26'],
    witness: () => ({
      input: 'markets of 100 and 500 traders',
      asWritten: '67 and 1067',
      asResolved: `${[100, 500].map((n) => spread(staggeredDeposits(n))).join(' and ')}; 67 and 1067 need ${[67, 1067].map((times) => [...Array(1100).keys()].find((n) => n > 1 && spread(staggeredDeposits(n)) === BigInt(times))).join(' and ')} traders`,
      findings: [],
    }),
  },
  {
    id: 'M16',
    title: 'Settled at another price than validated',
    where: 'Massacci-Ngo 3, Principle 2; 1, settled at the end of the day',
    written: 'Solvency is validated at the mid price; at which price the day is settled is not said.',
    counterexample:
      'Alice, short 10, passes at a mid of 13; settled at 17, the price of the last trade, she ends below zero.',
    resolution: 'The day is marked at the reference price, which is what everybody was validated at.',
    clauses: ['MG-25', 'MG-29'],
    witness: () => {
      const last = 17n
      const traded = [
        ...SHORT_TEN,
        post('maker', 'ask-17', 'sell', 1n, 17n),
        post('carol', 'c-17', 'buy', 1n, 17n, [['ask-17', 1n, 17n]]),
        post('maker', 'ask-17b', 'sell', 1n, 17n),
      ]
      const ledger = play(FOUR, traded)
      const alice = accountOf(ledger, 'alice' as TraderId)
      return {
        input: 'Alice short 10 with 50; one lot trades at 17; bid 9, ask 17',
        asWritten: `settled at ${last} she has ${units(netOf(alice, 2n * last))}`,
        asResolved: `settled at ${units(ledger.reference)} she has ${units(netOf(alice, ledger.reference))}, and is ${alice.status}`,
        findings: [],
        runs: [
          witnessRun('the day is settled at 13', FOUR, [...traded, { event: { tag: 'endDay', day: 1n }, fills: [] }]),
        ],
      }
    },
  },
  {
    id: 'M17',
    title: 'A penalty that nobody can pay',
    where: 'Massacci-Ngo 7, Principle 6; Challenge 6.2',
    written: 'Who drops out is penalised in proportion to its stake, to the gain of those who stay.',
    counterexample:
      'Alice, short 10, is called and has -10. In each joint step until her deadline she is to forfeit 16, which she does not have: who takes part is rewarded with what all others, at her liquidation, have to pay.',
    resolution:
      'A joint step holds no more of a trader than its net position. Who meets its margin always has what is in proportion to its stake.',
    clauses: ['MG-26', 'MG-24'],
    witness: () => {
      const params: Params = {
        ...FOUR,
        deadline: 9n,
        initialRate: 1_000n,
        maintenanceRate: 1_000n,
        dropOutRate: 1_000n,
      }
      const run = [...SHORT_TEN, post('maker', 'ask-23', 'sell', 1n, 23n)]
      const ledger = play(params, run)
      const { reference } = ledger
      const alice = accountOf(ledger, 'alice' as TraderId)
      const amount = (params.dropOutRate * size(alice.position) * reference) / WHOLE
      const step: Written = { event: { tag: 'openStep' }, fills: [] }
      const opened = play(params, [...run, step])
      const { escrow } = accountOf(opened, 'alice' as TraderId)
      const forfeited = [{ trader: 'alice' as TraderId, amount }, ...outputsOf(opened, advance(1n)).forfeited]
      return {
        input: 'Alice short 10 and called; a joint step opens',
        asWritten: `of her ${units(netOf(alice, reference))} she forfeits ${units(amount)} in each step`,
        asResolved: `${units(escrow)} is held of her, and nothing forfeited`,
        findings: judged(opened, advance(1n), { forfeited }),
        runs: [
          witnessRun('she forfeits all the same', params, [...run, step, advance(1n)], { forfeited }),
          witnessRun('as it is said here', params, [...run, step, advance(1n)]),
        ],
      }
    },
  },
]
