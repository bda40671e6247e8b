import { accountOf } from '../../spec/margin/ledger.js'
import { maintenanceMargin, WHOLE } from '../../spec/margin/margin.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { type Mark, plot, type Series } from '../core/plot.js'
import { trace } from '../core/run.js'
import type { Assumed, Measured } from './day.js'
import { bids, type Experiment, type Gain } from './discrimination.js'
import { futures, rules } from './machine.js'
import type { Scenario } from './scenarios.js'

// The figures of the chapter, each drawn from runs.

const percent = (rate: bigint): string => `${Number(rate) / 100}%`

/**
 * The margin of some traders after each event of a scenario: by how much they are above what staying in takes, whichever
 * of their orders are filled, in quote units; with calls, liquidations and calls that are over marked.
 */
export const drawScenario = (scenario: Scenario, traders: ReadonlyArray<string>): string => {
  const { steps } = trace(rules, futures.init(scenario.params), scenario.events)
  const margin = (trader: string): ReadonlyArray<readonly [number, number]> =>
    steps.map(({ after }, i) => {
      const who = trader as TraderId
      return [i + 1, Number(maintenanceMargin(after, who, after.market.ordersOf(who))) / Number(2n * WHOLE)]
    })
  // Before everybody has paid in there is nothing to see.
  const first = scenario.events.findIndex(({ tag }) => tag !== 'deposit')
  const series: ReadonlyArray<Series> = traders.map((trader) => ({
    name: trader,
    kind: 'dots',
    points: margin(trader).slice(first - 1),
  }))
  const heightOf = (trader: string, i: number): number =>
    series.find(({ name }) => name === trader)?.points.find(([x]) => x === i + 1)?.[1] ?? 0
  const marks = steps.flatMap(({ answer }, i): ReadonlyArray<Mark> => {
    if (answer._tag === 'Left') return []
    const { called, lifted, liquidated, forfeited } = answer.right
    const out = liquidated.map(({ trader }) => trader)
    const at = (trader: string, word: string, tone: 'good' | 'bad'): Mark => ({
      x: i + 1,
      y: heightOf(trader, i),
      label: `${trader} ${word}`,
      tone,
    })
    return [
      ...called.filter(({ trader }) => !out.includes(trader)).map(({ trader }) => at(trader, 'is called', 'bad')),
      ...liquidated.map(({ trader, price }) => at(trader, `is liquidated at ${Number(price) / 2}`, 'bad')),
      ...lifted.filter((trader) => !out.includes(trader)).map((trader) => at(trader, 'is cured', 'good')),
      ...forfeited.map(({ trader }) => at(trader, 'forfeits', 'bad')),
    ].filter(({ label }) => traders.some((trader) => label.startsWith(`${trader} `)))
  })
  return plot({
    id: `margin-${scenario.name}`,
    title: scenario.name.replaceAll('-', ' '),
    desc: `${scenario.says} ${marks.map(({ x, label }) => `Event ${x}: ${label}.`).join(' ')}`,
    x: { label: 'event', domain: [first, steps.length] },
    y: { label: 'above the maintenance margin, quote units' },
    series,
    marks,
  })
}

/** How many proofs of margin a flow of orders voids in each thousand of its instructions, by the initial rate. */
export const drawDay = (measured: ReadonlyArray<Measured>, { traders, maintenanceRate, window }: Assumed): string =>
  plot({
    id: 'margin-day',
    title: 'Proofs of margin that somebody else’s event voids',
    desc: `Orders dealt out to ${traders} traders at random, seeds ${measured[0]?.seeds.join(', ')}. ${measured
      .map(
        ({ initialRate, voided }) =>
          `With an initial rate of ${percent(initialRate)}: ${voided.toFixed(2)} in a thousand instructions.`,
      )
      .join(' ')}`,
    x: { label: 'instructions so far' },
    y: { label: `void for each ${window} instructions; the maintenance rate is ${percent(maintenanceRate)}` },
    series: measured.map(({ initialRate, windows }) => ({
      name: `initial ${percent(initialRate)}`,
      kind: 'step',
      points: [
        ...windows.map(({ from, to, voided }): readonly [number, number] => [from, (voided * window) / (to - from)]),
        ...windows
          .slice(-1)
          .map(({ from, to, voided }): readonly [number, number] => [to, (voided * window) / (to - from)]),
      ],
    })),
  })

/** Eve’s bid in Fig. 1. */
const FIG_1 = 15n

/** What Eve can expect, by how deep Alice’s pockets may be. */
export const drawGains = (gains: ReadonlyArray<Gain>, { poorest, seed, draws, met }: Experiment): string =>
  plot({
    id: 'margin-discrimination',
    title: 'What Eve can expect from driving Alice out',
    desc: `Alice has between ${poorest} and what the horizontal axis says; ${draws} draws, seed ${seed}; Eve’s bid is met in ${met * 100}% of the cases. ${gains
      .map(
        ({ richest, withKnowledge, withPrior }) =>
          `Up to ${richest}: ${withKnowledge.toFixed(1)} if she knows what Alice has, ${withPrior.toFixed(1)} with the best bid if she does not.`,
      )
      .join(' ')}`,
    x: { label: 'the most that Alice may have', scale: 'log' },
    y: { label: 'expected gain, quote units' },
    series: [
      { name: 'knowing', kind: 'dots', points: gains.map(({ richest, withKnowledge }) => [richest, withKnowledge]) },
      { name: 'best bid', kind: 'dots', points: gains.map(({ richest, withPrior }) => [richest, withPrior]) },
      {
        name: `bid of ${FIG_1}`,
        kind: 'dots',
        points: gains.map(({ richest, ofBid }) => [richest, ofBid[bids.indexOf(FIG_1)] ?? 0]),
      },
    ],
  })

/** What an event costs, by the number of traders. */
export interface Cost {
  readonly name: string
  /** Traders, and microseconds for an event. */
  readonly points: ReadonlyArray<readonly [traders: number, microseconds: number]>
}

/** What validating everybody again costs, with and without what is remembered. */
export const drawCosts = (costs: ReadonlyArray<Cost>): string =>
  plot({
    id: 'margin-costs',
    title: 'What validating everybody again costs',
    desc: costs
      .map(
        ({ name, points }) =>
          `${name}: ${points.map(([traders, us]) => `${us} microseconds with ${traders} traders`).join(', ')}.`,
      )
      .join(' '),
    x: { label: 'traders', scale: 'log' },
    y: { label: 'microseconds for an event', scale: 'log' },
    series: costs.map(({ name, points }) => ({ name, kind: 'dots', points })),
  })

/** Whether a trader was in good standing throughout; those are not worth a line. */
export const strugglers = (scenario: Scenario): ReadonlyArray<string> => {
  const { steps } = trace(rules, futures.init(scenario.params), scenario.events)
  return scenario.params.traders.filter((trader) =>
    steps.some(({ after }) => accountOf(after, trader).status !== 'good'),
  )
}
