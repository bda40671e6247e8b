import type { Bytes } from '../../spec/primitives/types.js'
import { receiptDatum } from '../../spec/receipts/data.js'
import { logRoot } from '../../spec/receipts/proofs.js'
import type { Receipt } from '../../spec/receipts/types.js'
import { type Ledger, orderOf, settledBy } from '../../spec/sealed-orders/ledger.js'
import type { EventOf, Sealed } from '../../spec/sealed-orders/types.js'
import { squaring } from './native.js'
import { type Cast, permitFor } from './trader.js'

/** What the operator signs as the receipt of an order at the next place of its log, or what is put in its place. */
export const receiptFor = (
  { params, suite, operator }: Cast,
  ledger: Ledger,
  reference: Uint8Array,
  changes: Partial<Receipt> = {},
): EventOf<'receipt'> => {
  const order = (orderOf(ledger, reference)?.sealed.orderHash ?? new Uint8Array(32)) as Bytes
  const before = ledger.log.flatMap((name) => ledger.orders.get(name)?.sealed.orderHash ?? [])
  const receipt: Receipt = {
    eon: ledger.eon,
    index: BigInt(ledger.log.length),
    order,
    commitment: logRoot(suite.hash, [...before, order]) as Bytes,
    ...changes,
  }
  return {
    tag: 'receipt',
    reference: reference as Bytes,
    receipt: {
      receipt,
      byOperator: suite.sign(operator.secret, receiptDatum(params.contract, receipt)) as Bytes,
    },
  }
}

/** What acknowledges an order that is open: a permit for each account of its trader. */
export const acknowledgement = (cast: Cast, ledger: Ledger, reference: Uint8Array): EventOf<'acknowledge'> => {
  const known = orderOf(ledger, reference)
  const { key, accounts } = known === undefined ? { key: new Uint8Array(), accounts: [] } : settledBy(ledger, known)
  return {
    tag: 'acknowledge',
    reference: reference as Bytes,
    permits: accounts.map((account) => permitFor(cast, key, account).signature),
  }
}

/** kappa_g by squaring, as the operator finds it: 2^k - 1 squarings, one after the other. */
export const solution = ({ puzzle: { modulus, generator, steps } }: Pick<Sealed, 'puzzle'>): bigint =>
  squaring(generator, Number(2n ** steps - 1n), modulus)
