import type { Json } from '../../kit/kit.js'

/** The short hand in which the cases of the order book are written. Volumes and prices are in base lots and quote units. */

type Whole = number | bigint

interface Terms {
  readonly by?: string
  readonly until?: Whole
}

const submit =
  (side: 'buy' | 'sell') =>
  (order: string, volume: Whole, price: Whole, { by, until = 1 }: Terms = {}): Json => ({
    tag: 'limit',
    order,
    trader: by ?? ownerOf(order),
    side,
    price: String(price),
    volume: String(volume),
    lastEon: String(until),
  })

const submitAtMarket =
  (side: 'buy' | 'sell') =>
  (order: string, volume: Whole, { by }: Terms = {}): Json => ({
    tag: 'market',
    order,
    trader: by ?? ownerOf(order),
    side,
    volume: String(volume),
  })

/** A limit order to buy; by a trader of its own unless `by` says whose. */
export const buy = submit('buy')

/** A limit order to sell. */
export const sell = submit('sell')

/** A market order to buy. */
export const buyAtMarket = submitAtMarket('buy')

/** A market order to sell. */
export const sellAtMarket = submitAtMarket('sell')

/** A cancel; by the trader of the order unless `by` says otherwise. */
export const cancel = (order: string, { by }: Terms = {}): Json => ({
  tag: 'cancel',
  order,
  trader: by ?? ownerOf(order),
})

/** The end of an eon. */
export const endEon = (eon: Whole): Json => ({ tag: 'endEon', eon: String(eon) })

/** Parameters: preference, execution price, self-trade rule. */
export const book = (
  preference: 'time' | 'price-time' = 'time',
  executionPrice: 'resting' | 'incoming' = 'resting',
  selfTrade: 'allow' | 'cancel-resting' | 'cancel-incoming' = 'allow',
): Json => ({
  preference,
  executionPrice,
  selfTrade,
})

const ownerOf = (order: string): string => `trader-of-${order}`
