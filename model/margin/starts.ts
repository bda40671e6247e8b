import type { Event, Params } from '../../spec/margin/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import type { Bounds } from './scope.js'

// Where the scopes start from.

/** Three traders, a poor one among them, prices around 10; called at once or with a deadline. */
export const scopeParams: Params = {
  traders: ['alice', 'bob', 'carol'] as ReadonlyArray<string> as ReadonlyArray<TraderId>,
  openingPrice: 10n,
  initialRate: 2_000n,
  maintenanceRate: 1_000n,
  threshold: 0n,
  deadline: 1n,
  valuation: 'mid',
  liquidationPrice: 'last-solvent',
  lossRule: 'net-positions',
  markRule: 'keep',
  fund: 1n,
  dropOutRate: 1_000n,
  stepDeadline: 1n,
  lastDay: 2n,
  highestPrice: 100n,
  largestPosition: 100n,
  mostHeld: 100_000n,
}

/** Deposits, in half quote units, in the sequence of the parameters. */
export const funded = (params: Params, amounts: ReadonlyArray<bigint>): ReadonlyArray<Event> =>
  params.traders.map((trader, i) => ({ tag: 'deposit', trader, amount: amounts[i] as bigint }))

const post = (trader: number, order: string, side: 'buy' | 'sell', price: bigint, volume: bigint): Event => ({
  tag: 'post',
  trader: scopeParams.traders[trader] as TraderId,
  order: order as OrderId,
  side,
  price,
  volume,
  version: 0n,
})

/** Alice is short 2 and Bob long 2, neither with much; Carol has enough, and her quotes at 8 and 12 stand beside Bob's at 10. */
export const openPositions: ReadonlyArray<Event> = [
  ...funded(scopeParams, [14n, 24n, 200n]),
  post(1, 's1', 'buy', 10n, 2n),
  post(0, 's2', 'sell', 10n, 2n),
  post(2, 's3', 'buy', 8n, 1n),
  post(2, 's4', 'sell', 12n, 1n),
]

/** Alice is called, and her ask at 12 keeps the mid at 11.5; Bob is short too, and would not meet his margin at 12.5. */
export const aCallOpen: ReadonlyArray<Event> = [
  ...funded(scopeParams, [10n, 12n, 300n]),
  post(2, 'c1', 'buy', 10n, 4n),
  post(0, 'c2', 'sell', 10n, 2n),
  post(1, 'c3', 'sell', 10n, 2n),
  post(2, 'c4', 'buy', 8n, 1n),
  post(0, 'c5', 'sell', 12n, 1n),
  post(2, 'c6', 'sell', 14n, 1n),
  post(2, 'c7', 'buy', 11n, 1n),
]

/** Without rates: Alice, short 2 from 10, is called at 11.5; Bob bought what was against her at 12, with just enough. */
export const thinMargins: Params = { ...scopeParams, initialRate: 0n, maintenanceRate: 0n, dropOutRate: 0n }
export const aThinCounterparty: ReadonlyArray<Event> = [
  ...funded(thinMargins, [2n, 2n, 300n]),
  post(2, 't1', 'buy', 10n, 2n),
  post(0, 't2', 'sell', 10n, 2n),
  post(2, 't3', 'sell', 12n, 2n),
  post(2, 't4', 'sell', 12n, 1n),
  post(2, 't5', 'buy', 11n, 1n),
  { ...post(1, 't6', 'buy', 12n, 2n), version: 1n } as Event,
]

/**
 * Six events from the empty market: three traders, three prices, volumes to 2, one size of deposit. Runs that differ in
 * the names of the traders count once.
 */
export const fromNothing: Bounds = {
  params: scopeParams,
  start: [],
  events: 6,
  prices: [8n, 10n, 14n],
  volumes: [1n, 2n],
  kinds: ['deposit', 'cancel', 'advance', 'endDay', 'openStep', 'takePart'],
  amounts: [24n],
  symmetric: true,
}
