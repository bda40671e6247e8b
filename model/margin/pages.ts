import * as E from 'fp-ts/lib/Either.js'
import { accountOf, type Ledger } from '../../spec/margin/ledger.js'
import { netOf } from '../../spec/margin/margin.js'
import { burden, spread, staggeredDeposits } from '../../spec/margin/penalties.js'
import type { Event, Outputs } from '../../spec/margin/types.js'
import type { TraderId } from '../../spec/primitives/types.js'
import type { Step } from '../core/machine.js'
import { trace } from '../core/run.js'
import { strugglers } from './draw.js'
import { futures, rules } from './machine.js'
import { type Scenario, scenarios } from './scenarios.js'
import { show } from './scope.js'

// The named scenarios as the chapter shows them: every number is that of a run. Money is in quote units.

const units = (halves: bigint): string => `${Number(halves) / 2}`

const shares = (some: ReadonlyArray<{ readonly trader: string; readonly amount: bigint }>): string =>
  some.map(({ trader, amount }) => `${trader} ${units(amount)}`).join(', ')

/** What an event brought about, besides fills. */
const happened = ({ called, lifted, liquidated, removed, forfeited, rewarded }: Outputs): ReadonlyArray<string> => [
  ...called.map(({ trader }) => `${trader} is called`),
  ...liquidated.map(({ trader, price, closed, fund, shared }) =>
    [
      `${trader} is closed at ${units(price)} against ${closed.map((lots) => `${lots.trader} ${lots.volume}`).join(', ')}`,
      ...(fund > 0n ? [`the fund pays ${units(fund)}`] : []),
      ...(shared.length > 0 ? [`the others share ${shares(shared)}`] : []),
    ].join('; '),
  ),
  ...removed.map(({ order, why }) => `${order} is ${why}`),
  ...lifted.map((trader) => `${trader}’s call is over`),
  ...(forfeited.length > 0 ? [`forfeited: ${shares(forfeited)}`] : []),
  ...(rewarded.length > 0 ? [`to those who took part: ${shares(rewarded)}`] : []),
]

const told = (event: Event): string =>
  event.tag === 'deposit' || event.tag === 'withdraw'
    ? `${event.trader} ${event.tag}s ${units(event.amount)}`
    : show(event)

const row = (
  { event, answer, after }: Step<Ledger, Event, Outputs>,
  i: number,
  traders: ReadonlyArray<TraderId>,
): string => {
  const nets = traders.map((trader) => units(netOf(accountOf(after, trader), after.reference)))
  const what = E.isLeft(answer) ? [`refused, ${answer.left.clause}`] : happened(answer.right)
  return `| ${[i + 1, told(event), units(after.reference), ...nets, what.join('; ')].join(' | ')} |`
}

/** A scenario in Markdown: what it shows, and the net positions of who is in trouble after each of its events. */
export const scenarioPage = (scenario: Scenario): string => {
  const { name, says, source, params, events } = scenario
  const struggling = strugglers(scenario)
  const traders = params.traders.filter((trader) => struggling.length === 0 || struggling.includes(trader))
  const first = events.findIndex(({ tag }) => tag !== 'deposit')
  const { steps } = trace(rules, futures.init(params), events)
  const deposits = events
    .slice(0, first)
    .map((event) => (event.tag === 'deposit' ? `${event.trader} ${units(event.amount)}` : ''))
  return [
    `### \`${name}\``,
    '',
    `${says} (${source})`,
    '',
    `Deposits: ${deposits.join(', ')}.`,
    '',
    `| | event | mid | ${traders.map((trader) => `net of ${trader}`).join(' | ')} | what it does |`,
    `| --- | --- | --- | ${traders.map(() => '---').join(' | ')} | --- |`,
    ...steps.slice(first).map((step, i) => row(step, first + i, traders)),
  ].join('\n')
}

/** P Challenge 6.3 and Principle 5 in numbers, in Markdown. */
export const depositsPage = (): string =>
  [
    '| traders | the largest deposit in a fixed order, in smallest ones |',
    '| --- | --- |',
    ...[68, 100, 500, 1_068].map((traders) => `| ${traders} | ${spread(staggeredDeposits(traders))} |`),
  ].join('\n')

/** TSX, February 2012, as P section 6 has it; with a joint step every quarter of an hour of a day. */
const TSX = { traders: 100, messages: 250_000, trades: 5_000, jointSteps: 26 }

export const burdenPage = (): string =>
  [
    '| messages that a trader starts | sends where everybody joins in everything | sends here |',
    '| --- | --- | --- |',
    ...[0, 10, 1_000, 250_000].map((own) => {
      const { allParties, proportional } = burden(TSX, own)
      return `| ${own} | ${allParties} | ${proportional} |`
    }),
  ].join('\n')

/** All that the chapter shows of its scenarios. */
export const scenarioPages = (): ReadonlyArray<string> => [...scenarios.map(scenarioPage), depositsPage(), burdenPage()]
