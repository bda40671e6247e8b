import { accountOf, type Ledger } from '../../spec/margin/ledger.js'
import { netOf } from '../../spec/margin/margin.js'
import type { Event } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { random } from '../core/random.js'
import { run } from '../core/run.js'
import { futures, rules } from './machine.js'
import { priceDiscrimination, units } from './scenarios.js'

// P's Principle 1 as an experiment: what Eve gains in P Fig. 1 when she knows what Alice has, and when she only knows
// what somebody like Alice may have. Money is in quote units; every gain is that of a run of the exchange.

/** What the paper leaves open. */
export interface Experiment {
  /** Alice has between `poorest` and `richest`, every amount as likely as any other. */
  readonly poorest: number
  readonly richest: number
  /** So many amounts are drawn, one from each of as many equal parts of that range. */
  readonly draws: number
  readonly seed: number
  /** The price that the market returns to, at which Eve could get rid of what she holds: the standing bid of Fig. 1. */
  readonly returnsTo: bigint
  /** How often somebody meets Eve's bid before she takes it back. */
  readonly met: number
}

/** The experiment of the chapter: from what just meets the margin at 13 to a pension fund's. */
export const discriminationExperiment: Experiment = {
  poorest: 270,
  richest: 100_000,
  draws: 400,
  seed: 1,
  returnsTo: 9n,
  met: 0.5,
}

/** Eve's bids between the best bid and the best ask. */
export const bids: ReadonlyArray<bigint> = [10n, 11n, 12n, 13n, 14n, 15n, 16n]

const ALICE = 'alice' as TraderId
const EVE = 'eve' as TraderId
const BID = 'eve-bid' as OrderId

/** P Fig. 1 after round t+1, where Alice has just what she needs at a mid of 13; the mid then is 13. */
const atThirteen = (poorest: number): Ledger => {
  const events = priceDiscrimination.events
    .slice(0, -2)
    .map(
      (event): Event =>
        event.tag === 'deposit' && event.trader === ALICE ? { ...event, amount: units(poorest) } : event,
    )
  return run(rules, futures.init(priceDiscrimination.params), events)
}

/** What Eve has where the market returns to that price; quote units. */
const worth = (ledger: Ledger, price: bigint): number => Number(netOf(accountOf(ledger, EVE), 2n * price)) / 2

/** What Eve gains with each bid, if Alice has so much: with her bid met, as often as that is, and without. */
const gainsAgainst = (start: Ledger, has: number, { poorest, returnsTo, met }: Experiment): ReadonlyArray<number> => {
  const more = units(has - poorest)
  const ledger = more === 0n ? start : run(rules, start, [{ tag: 'deposit', trader: ALICE, amount: more }])
  const without = worth(ledger, returnsTo)
  return bids.map((price) => {
    const bid = { tag: 'post', order: BID, side: 'buy', price, volume: 1n } as const
    const posted = run(rules, ledger, [{ ...bid, trader: EVE, version: ledger.version }])
    const { version } = posted
    const meets = { ...bid, order: 'meets' as OrderId, side: 'sell', trader: 'maker' as TraderId, version } as const
    const ends = [run(rules, posted, [{ tag: 'cancel', trader: EVE, order: BID }]), run(rules, posted, [meets])].map(
      (end) => worth(end, returnsTo) - without,
    ) as [number, number]
    return (1 - met) * ends[0] + met * ends[1]
  })
}

/** What Eve gains on average; of each bid, and of the bid that is best for what Alice has, none where none pays. */
export interface Gain {
  readonly richest: number
  readonly ofBid: ReadonlyArray<number>
  /** Knowing only the prior she makes one bid whatever Alice has: the best of them. */
  readonly withPrior: number
  readonly withKnowledge: number
}

/** Eve's expected gain. O(draws x bids) runs of three events. */
export const discriminationGain = (experiment: Experiment): Gain => {
  const { poorest, richest, draws, seed } = experiment
  const start = atThirteen(poorest)
  const draw = random(seed)
  const sums = bids.map(() => 0)
  let known = 0
  for (let i = 0; i < draws; i += 1) {
    const has = Math.floor(poorest + ((richest - poorest) * (i + draw())) / draws)
    const gains = gainsAgainst(start, has, experiment)
    for (const [at, gain] of gains.entries()) sums[at] = (sums[at] as number) + gain
    known += Math.max(0, ...gains)
  }
  const ofBid = sums.map((sum) => sum / draws)
  return { richest, ofBid, withPrior: Math.max(...ofBid), withKnowledge: known / draws }
}

/** What Eve gains against an Alice of whom she knows what she has; the best bid, none where none pays. */
export const gainKnowing = (
  has: number,
  experiment: Experiment,
): { readonly bid: bigint | undefined; readonly gain: number } => {
  const gains = gainsAgainst(atThirteen(experiment.poorest), has, experiment)
  const gain = Math.max(0, ...gains)
  return { bid: gain > 0 ? bids[gains.indexOf(gain)] : undefined, gain }
}
