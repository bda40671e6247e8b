import type { Datum } from '../primitives/encoding.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import type { Params, Passive, Statement, Swap, Transfer, Update } from './types.js'

// The one place that says what is hashed and what is signed. The tag of each datum says what it is (PR-4), so that a
// leaf is never a node, an update never a transfer, and what is signed for one instance is worth nothing in another.

/** The slot of a trader: its place among the registered ones; -1 if it is none of them. */
export const slotOf = ({ traders }: Params, trader: TraderId): number =>
  traders.findIndex((member) => member.trader === trader)

/** The index of a coin; -1 if there is no such coin. */
export const indexOf = ({ coins }: Params, coin: CoinId): number => coins.indexOf(coin)

const account = (params: Params, coin: CoinId, trader: TraderId) => [
  params.contract,
  coin,
  trader,
  BigInt(slotOf(params, trader)),
]

/** An update, as the trader and the operator sign it. */
export const updateDatum = (params: Params, update: Update): Datum => ({
  tag: 'update',
  fields: [
    ...account(params, update.coin, update.trader),
    update.eon,
    update.transactions,
    update.spent,
    update.gained,
  ],
})

/** A statement of what is available, as the trader signs it. */
export const statementDatum = (
  params: Params,
  coin: CoinId,
  trader: TraderId,
  { eon, available }: Omit<Statement, 'byTrader'>,
): Datum => ({ tag: 'available', fields: [...account(params, coin, trader), eon, available] })

/** A transfer, as it stands in a set of transactions and in a passive tree. */
export const transferDatum = (
  params: Params,
  { coin, sender, recipient, amount, passive, nonce }: Transfer,
): Datum => ({
  tag: 'transfer',
  fields: [params.contract, coin, sender, recipient, amount, passive ? 1n : 0n, nonce],
})

/** A swap, as it stands in the two sets of transactions. */
export const swapDatum = (
  params: Params,
  { trader, sellCoin, buyCoin, sellAmount, buyAmount, nonce }: Swap,
): Datum => ({
  tag: 'swap',
  fields: [params.contract, trader, sellCoin, buyCoin, sellAmount, buyAmount, nonce],
})

/** A place in a set of transactions that is not taken; alone, the empty set. */
export const noTransaction: Datum = { tag: 'no-transaction', fields: [] }

/** Two halves of a set of transactions. */
export const transactionsDatum = (left: Uint8Array, right: Uint8Array): Datum => ({
  tag: 'transactions',
  fields: [left, right],
})

/** What is known of an account in an eon: what it received passively, and the hash of the update that is applied. */
export const accountDatum = (
  params: Params,
  coin: CoinId,
  trader: TraderId,
  { root, amount, mark }: Passive,
  applied: Uint8Array,
): Datum => ({ tag: 'account', fields: [...account(params, coin, trader), root, amount, mark, applied] })

/** A leaf of an interval tree: what it is about, and the interval that is its own. */
export const leafDatum = (left: bigint, content: Uint8Array, right: bigint): Datum => ({
  tag: 'interval',
  fields: [left, content, right],
})

/** A node of an interval tree: its level, its bounds, and its children around the bound between them. */
export const nodeDatum = (
  hash: (datum: Datum) => Uint8Array,
  level: number,
  left: bigint,
  [leftChild, middle, rightChild]: readonly [Uint8Array, bigint, Uint8Array],
  right: bigint,
): Datum => ({
  tag: 'intervals',
  fields: [BigInt(level), left, hash({ tag: 'split', fields: [leftChild, middle, rightChild] }), right],
})

/** The root of an interval tree that begins at zero, and its total. */
export const totalDatum = (node: Uint8Array, total: bigint): Datum => ({ tag: 'total', fields: [node, total] })

/** A coin's leaf in the tree of coins. */
export const coinDatum = (coin: CoinId, root: Uint8Array): Datum => ({ tag: 'coin', fields: [coin, root] })

/** A place in the tree of coins that is not taken. */
export const noCoin: Datum = { tag: 'no-coin', fields: [] }

/** Two halves of the tree of coins. */
export const coinsDatum = (left: Uint8Array, right: Uint8Array): Datum => ({ tag: 'coins', fields: [left, right] })

/** The accumulator of an eon's deposits, before the first one. */
export const noOperations = (params: Params, eon: bigint): Datum => ({
  tag: 'operations',
  fields: [params.contract, eon],
})

/** The accumulator after one more deposit. */
export const operationDatum = (before: Uint8Array, coin: CoinId, trader: TraderId, amount: bigint): Datum => ({
  tag: 'operation',
  fields: [before, coin, trader, amount],
})
