import { membership, transactionSet } from '../../spec/commit-chain/allotment.js'
import { statementDatum, swapDatum, transferDatum, updateDatum } from '../../spec/commit-chain/data.js'
import type { Placed, Signed } from '../../spec/commit-chain/ending.js'
import type { Agreed, Statement, Swap, Transfer, Update } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { KeyPair } from '../primitives/suite.js'
import type { Cast } from './scope.js'

/** An update that both can sign: a trader's, with its transactions. */
export interface Draft extends Signed {
  readonly agreed: Agreed
}

/** The update of an account in an eon after some transactions, and both signatures on it. */
export const draftUpdate = (
  { params, suite, keys, operator }: Cast,
  { trader, coin, eon }: { readonly trader: TraderId; readonly coin: CoinId; readonly eon: bigint },
  transactions: ReadonlyArray<Swap | Transfer>,
): Draft => {
  const data = transactions.map((t) => ('sender' in t ? transferDatum(params, t) : swapDatum(params, t)))
  const set = transactionSet(suite.hash, data)
  const sum = (of: (t: Swap | Transfer) => bigint): bigint => transactions.reduce((total, t) => total + of(t), 0n)
  const update: Update = {
    trader,
    coin,
    eon,
    transactions: set.root,
    spent: sum((t) => spentBy(t, trader, coin)),
    gained: sum((t) => ('recipient' in t && t.recipient === trader && !t.passive ? t.amount : 0n)),
  }
  const signature = (pair: KeyPair | undefined): Agreed['byTrader'] =>
    (pair === undefined ? new Uint8Array() : suite.sign(pair.secret, updateDatum(params, update))) as Agreed['byTrader']
  return {
    update,
    transactions: transactions.map((transaction, i): Placed => ({ transaction, membership: membership(set, i) })),
    isRatified: false,
    agreed: { update, byTrader: signature(keys.get(trader)), byOperator: signature(operator) },
  }
}

/** What a transaction takes from an account: a transfer its amount from the sender, a swap all that it sells. */
const spentBy = (t: Swap | Transfer, trader: TraderId, coin: CoinId): bigint => {
  if ('sender' in t) return t.sender === trader ? t.amount : 0n
  return t.sellCoin === coin ? t.sellAmount : 0n
}

/** A trader's statement of what is available. */
export const signStatement = (
  { params, suite, keys }: Cast,
  { trader, coin, eon }: { readonly trader: TraderId; readonly coin: CoinId; readonly eon: bigint },
  available: bigint,
): Statement => ({
  eon,
  available,
  byTrader: suite.sign(
    (keys.get(trader) as KeyPair).secret,
    statementDatum(params, coin, trader, { eon, available }),
  ) as Statement['byTrader'],
})
