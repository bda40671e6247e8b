import { OrderBook } from 'nodejs-order-book'
import { RpcError, serve } from '../npm-engines/rpc.mjs'

/** The engine's names for what happens when an order meets one of its own trader. */
const STP = { allow: 'NONE', 'cancel-resting': 'EXPIRE_MAKER', 'cancel-incoming': 'EXPIRE_TAKER' }

/** The engine's error code when it stops an order at one of its own trader. */
const STP_TRIGGERED = 1202

/** The makers that the engine reports: `done` were filled up, with the size that they had left; `partial` was filled in part. */
const fillsOf = (taker, { done, partial, partialQuantityProcessed }) => [
  ...done.filter(({ id }) => id !== taker).map(({ id, price, size }) => fill(id, taker, price, size)),
  ...(partial !== null && partial.id !== taker
    ? [fill(partial.id, taker, partial.price, partialQuantityProcessed)]
    : []),
]

const fill = (maker, taker, price, volume) => ({ maker, taker, price: String(price), volume: String(volume) })

const removal = (order, volume, why) => ({ order, volume: String(volume), why })

/** What the engine did with an order; `rest` says what becomes of what is left of it. */
const submitted = (order, response, rest) => {
  const stopped = response.err?.code === STP_TRIGGERED
  if (response.err !== null && !stopped) return { rejected: {} }
  const expired = (response.stpExpired ?? []).map(({ id, size }) => removal(id, size, 'self-trade'))
  const left = response.quantityLeft
  const removed = stopped
    ? [removal(order, left, 'self-trade')]
    : rest === 'dropped' && left > 0
      ? [removal(order, left, rest)]
      : []
  return { accepted: { fills: fillsOf(order, response), removed: [...expired, ...removed] } }
}

const submit = ({ book, stpMode }, event) => {
  const { order, trader: accountId, side } = event
  switch (event.tag) {
    case 'limit':
      return submitted(
        order,
        book.limit({ id: order, side, size: Number(event.volume), price: Number(event.price), accountId, stpMode }),
        'rests',
      )
    case 'market':
      return submitted(order, book.market({ side, size: Number(event.volume), accountId, stpMode }), 'dropped')
    case 'cancel': {
      const cancelled = book.cancel(order)?.order
      return cancelled === undefined
        ? { rejected: {} }
        : { accepted: { fills: [], removed: [removal(cancelled.id, cancelled.size, 'cancelled')] } }
    }
    default:
      throw new RpcError(-32602, `no event ${event.tag}`)
  }
}

const levels = (side) => side.map(([price, volume]) => ({ price: String(price), volume: String(volume) }))

await serve({
  about: {
    name: 'nodejs-order-book',
    version: '10.1.1',
    language: `JavaScript on Node ${process.versions.node}`,
    homepage: 'https://github.com/fasenderos/nodejs-order-book',
    profiles: [
      {
        chapter: 'order-book',
        options: [
          'preference=price-time',
          'executionPrice=resting',
          'selfTrade=allow',
          'selfTrade=cancel-resting',
          'selfTrade=cancel-incoming',
          'event=limit',
          'event=market',
          'event=cancel',
          'id-reuse',
          'observe=depth',
        ],
      },
    ],
  },
  open: ({ selfTrade }) => ({ book: new OrderBook(), stpMode: STP[selfTrade] }),
  submit,
  observe: {
    depth: ({ book }) => {
      const [asks, bids] = book.depth()
      return { buys: levels(bids), sells: levels(asks) }
    },
  },
})
