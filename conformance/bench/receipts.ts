import { random } from '../../model/core/random.js'
import { concreteSuite, hashes } from '../../model/primitives/concrete.js'
import { append, emptyLog, fastNodes, type Log, type Nodes, pathOf, root } from '../../model/receipts/log.js'
import { arrived, commitmentOf, emptyProving, proveOrder } from '../../model/receipts/prover.js'
import { encode } from '../../spec/primitives/encoding.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { firstBroken } from '../../spec/receipts/appending.js'
import { arrivalDatum, arrivalsDatum } from '../../spec/receipts/data.js'
import { rootFrom } from '../../spec/receipts/proofs.js'
import { CONTRACT } from '../../spec/receipts/runs.js'
import type { PlainOrder } from '../../spec/receipts/types.js'
import { inTurn, median, type Row, rounded } from './measure.js'

const ORDERS = 1_000_000
const ROUNDS = 3
const { hash } = concreteSuite()
const digest = hashes.sha256

const orderAt = (i: number): Uint8Array => {
  const bytes = new Uint8Array(32)
  for (let at = 31, rest = i; rest > 0; at--, rest >>>= 8) bytes[at] = rest
  return bytes
}

const grow = (nodes: Nodes, orders: number): Log => {
  let log = emptyLog
  for (let i = 0; i < orders; i++) log = append(nodes, log, orderAt(i))
  return log
}

/** Appending against the hashes alone: one of each leaf, and one of each node, of the same bytes. */
const appending = (): ReadonlyArray<Row> => {
  const nodes = fastNodes(digest)
  const [leaf, node] = [encode(arrivalDatum(orderAt(1))), encode(arrivalsDatum(orderAt(1), orderAt(2)))]
  const times = inTurn(ROUNDS, {
    log: () => void grow(nodes, ORDERS),
    hashes: () => {
      for (let i = 0; i < ORDERS; i++) {
        digest(leaf)
        digest(node)
      }
    },
    receipts: () => {
      let log = emptyLog
      for (let i = 0; i < ORDERS / 10; i++) {
        log = append(nodes, log, orderAt(i))
        root(nodes, log)
      }
    },
  })
  const share = median(times.hashes.map((ms, i) => ms / (times.log[i] as number)))
  const perSecond = ORDERS / (median(times.log) / 1000)
  return [
    {
      name: 'receipts, orders appended to the log',
      value: rounded(perSecond),
      unit: 'orders/s',
      against: 'two hashes an order',
      ratio: rounded(share),
      goal: 'ratio >= 0.8',
      met: share >= 0.8,
    },
    {
      name: 'receipts, appended with the commitment of each',
      value: rounded(ORDERS / 10 / (median(times.receipts) / 1000)),
      unit: 'orders/s',
      against: 'appending alone',
      ratio: rounded(ORDERS / 10 / (median(times.receipts) / 1000) / perSecond),
      goal: 'for comparison',
      met: true,
    },
  ]
}

/** How many hashes some work takes. */
const counted = (work: (counting: typeof hash) => void): number => {
  let count = 0
  work((datum) => {
    count += 1
    return hash(datum)
  })
  return count
}

const inclusion = (): ReadonlyArray<Row> => {
  const nodes = fastNodes(digest)
  const log = grow(nodes, ORDERS)
  const worst = Math.max(
    ...[0, 1, 333_333, 524_288, ORDERS - 1].map((index) =>
      counted((counting) =>
        rootFrom(counting, {
          order: orderAt(index),
          index: BigInt(index),
          size: BigInt(ORDERS),
          path: pathOf(nodes, log, index) ?? [],
        }),
      ),
    ),
  )
  return [
    {
      name: `receipts, an inclusion proof of ${ORDERS} orders`,
      value: worst,
      unit: 'hashes',
      against: 'its goal',
      ratio: rounded(worst / 25),
      goal: 'under 25',
      met: worst < 25,
    },
  ]
}

/** Orders that rest, and then some that are each matched with one far back. */
const book = (size: number): ReadonlyArray<PlainOrder> => {
  const next = random(3)
  return Array.from({ length: size }, (_, i) => ({
    order: `o${i}` as OrderId,
    trader: 't' as TraderId,
    side: 'sell',
    price: BigInt(100 + Math.floor(next() * 1000)),
    volume: 5n,
  }))
}

const SIZES = [10, 100, 1_000, 10_000, 100_000]

/** What Algorithms 7 and 8 cost an order with one match in a book of so many orders. */
const proving = (): ReadonlyArray<Row> =>
  SIZES.map((size) => {
    const orders = book(size)
    let made = 0
    let isCounted = false
    const counting = (datum: Parameters<typeof hash>[0]): Uint8Array => {
      if (isCounted) made += 1
      return hash(datum)
    }
    const place = Math.floor(size / 3)
    const [maker] = orders.slice(place)
    const taker: PlainOrder = {
      ...(maker as PlainOrder),
      order: 'taker' as OrderId,
      side: 'buy',
      price: 1n,
      volume: 5n,
    }
    const cheapest = orders.map((order, i) => (i === place ? { ...order, price: 1n } : order))
    const log = arrived(counting, CONTRACT, [...cheapest, taker])
    let state = emptyProving(counting)
    for (const order of cheapest) state = proveOrder(state, { ...log, path: () => [] }, { order, fills: [] }).book
    isCounted = true
    const { appended } = proveOrder(state, log, { order: taker, fills: [{ maker: place, volume: 5n }] })
    const proved = made
    made = 0
    const claim = {
      hash: counting,
      contract: CONTRACT,
      log: log.log,
      count: BigInt(size),
      before: commitmentOf(state),
      appended,
    }
    const before = made
    const isProven = firstBroken(claim) === undefined
    const checked = made - before
    const bits = Math.ceil(Math.log2(size + 1))
    return {
      name: `receipts, proving and checking a match among ${size}`,
      value: proved + checked,
      unit: 'hashes',
      against: `log2 ${size}`,
      ratio: rounded((proved + checked) / bits),
      goal: 'ratio <= 20',
      met: isProven && (proved + checked) / bits <= 20,
    }
  })

/** The order log against raw hashing, and the hashes that proofs take. */
export const receiptsRows = (): ReadonlyArray<Row> => [...appending(), ...inclusion(), ...proving()]
