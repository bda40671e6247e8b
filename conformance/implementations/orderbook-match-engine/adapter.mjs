import { createRequire } from 'node:module'
import { RpcError, serve } from '../npm-engines/rpc.mjs'

const { Orderbook, STP_MODE, TRADE_SIDE } = createRequire(import.meta.url)('orderbook-match-engine')

const SIDE = { buy: TRADE_SIDE.BID, sell: TRADE_SIDE.ASK }

/** The engine's name for what happens when an order meets one of its own trader; it has no other. */
const STP = { allow: STP_MODE.NONE, 'cancel-incoming': STP_MODE.CANCEL_NEW }

/** More levels than any case has; the engine lists only so many. */
const LEVELS = 1_000_000

const add = ({ book, stpMode }, { order, trader, side, price, volume }) => {
  const { order: after, trades } = book.add(order, SIDE[side], price, volume, { accountId: trader, stpMode })
  const fills = trades.map(({ makerOrderId, takerOrderId, tradePrice, tradeQuantity }) => ({
    maker: makerOrderId,
    taker: takerOrderId,
    price: tradePrice.toString(),
    volume: tradeQuantity.toString(),
  }))
  // An order that is stopped by a self-trade is reported with nothing left, although it was not filled.
  const filled = fills.reduce((sum, fill) => sum + BigInt(fill.volume), 0n)
  const lost = BigInt(volume) - filled - BigInt(after.leaveQuantity.toString())
  return { accepted: { fills, removed: lost === 0n ? [] : [{ order, volume: String(lost), why: 'self-trade' }] } }
}

const cancel = ({ book }, { order }) => {
  const { orderId, leaveQuantity } = book.cancel(order)
  return { accepted: { fills: [], removed: [{ order: orderId, volume: leaveQuantity.toString(), why: 'cancelled' }] } }
}

/** The engine refuses by throwing an error. */
const refusing = (act) => {
  try {
    return act()
  } catch {
    return { rejected: {} }
  }
}

const submit = (engine, event) => {
  if (event.tag === 'limit') return refusing(() => add(engine, event))
  if (event.tag === 'cancel') return refusing(() => cancel(engine, event))
  throw new RpcError(-32602, `no event ${event.tag}`)
}

const levels = (side) => side.map(({ price, quantity }) => ({ price, volume: quantity }))

await serve({
  about: {
    name: 'orderbook-match-engine',
    version: '2.0.0',
    language: `JavaScript on Node ${process.versions.node}`,
    homepage: 'https://github.com/Exchange-M/orderbook-ts',
    profiles: [
      {
        chapter: 'order-book',
        options: [
          'preference=price-time',
          'executionPrice=resting',
          'selfTrade=allow',
          'selfTrade=cancel-incoming',
          'event=limit',
          'event=cancel',
          'id-reuse',
          'observe=depth',
        ],
      },
    ],
  },
  open: ({ selfTrade }) => ({ book: new Orderbook({ limit: LEVELS }), stpMode: STP[selfTrade] }),
  submit,
  observe: {
    depth: ({ book }) => {
      const { asks, bids } = book.getOrderbook()
      return { buys: levels(bids), sells: levels(asks) }
    },
  },
})
