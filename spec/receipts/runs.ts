import { sha256 } from '@noble/hashes/sha2.js'
import { encode } from '../primitives/encoding.js'
import { type Checking, sameBytes } from '../primitives/suite.js'
import type { Bytes, ContractId, OrderId, TraderId } from '../primitives/types.js'
import { failing } from './admission.js'
import { orderDatum, receiptDatum } from './data.js'
import { effectOf, opened } from './effects.js'
import type { Ledger } from './ledger.js'
import { logPath, logRoot } from './proofs.js'
import type { Event, EventOf, Params, Path, PlainOrder, Receipt, SignedReceipt } from './types.js'

// Short words for small runs, for the errata and the tests: a real hash, and signatures that anybody could make.

export const hash: Checking['hash'] = (datum) => sha256(encode(datum))

const signed = (publicKey: Uint8Array, datum: Parameters<typeof hash>[0]): Bytes =>
  sha256(Uint8Array.from([...publicKey, ...hash(datum)])) as Bytes

export const checking: Checking = {
  hash,
  verify: (publicKey, datum, signature) => sameBytes(signature, signed(publicKey, datum)),
}

export const CONTRACT = 'market-1' as ContractId

export const PARAMS: Params = {
  contract: CONTRACT,
  blocksPerEon: 8n,
  hash: 'sha256',
  signature: 'ed25519',
  operator: new Uint8Array(32).fill(9) as Bytes,
}

/** The hash of an order that nobody can read yet. */
export const blind = (name: string): Bytes => sha256(new TextEncoder().encode(name)) as Bytes

export const plain = (
  order: string,
  side: PlainOrder['side'],
  price: bigint,
  volume = 5n,
  trader = `trader-of-${order}`,
): PlainOrder => ({ order: order as OrderId, trader: trader as TraderId, side, price, volume })

/** What arrives of an order in the clear. */
export const hashOf = (order: PlainOrder): Bytes => hash(orderDatum(CONTRACT, order)) as Bytes

/** The receipt of the last of some orders. */
export const receiptFor = (orders: ReadonlyArray<Uint8Array>, eon = 1n): Receipt => ({
  eon,
  index: BigInt(orders.length - 1),
  order: orders.at(-1) as Bytes,
  commitment: logRoot(hash, orders) as Bytes,
})

export const signedReceipt = (receipt: Receipt): SignedReceipt => ({
  receipt,
  byOperator: signed(PARAMS.operator, receiptDatum(CONTRACT, receipt)),
})

export const commit = (orders: ReadonlyArray<Uint8Array>, eon = 1n): Event => ({
  tag: 'commit',
  eon,
  size: BigInt(orders.length),
  root: logRoot(hash, orders) as Bytes,
})
export const advance = (block: bigint): Event => ({ tag: 'advance', block })
export const arrive = (order: Bytes): Event => ({ tag: 'append', order })
export const challenge = (receipt: Receipt): Event => ({ tag: 'challenge', ...signedReceipt(receipt) })
export const answer = (receipt: Receipt, path: Path = []): EventOf<'answer'> => ({ tag: 'answer', receipt, path })

/** The path of a place in the log of some orders; none where there is no such place. */
export const pathIn = (orders: ReadonlyArray<Uint8Array>, index: bigint | number): Path =>
  logPath(hash, orders, Number(index)) ?? []

/** What is known after some events, and what the last of them failed. */
export const after = (...events: ReadonlyArray<Event>): { readonly ledger: Ledger; readonly fails: string } => {
  let ledger = opened(PARAMS, checking)
  let fails = ''
  for (const event of events) {
    const failed = failing(ledger, event)
    fails = failed.map(({ clause }) => clause).join(', ')
    if (failed.length === 0) ledger = effectOf(ledger, event).ledger
  }
  return { ledger, fails }
}

/** What comes of a challenge in the eon after: the log is committed, the receipt challenged, and answered as can be. */
export const challenged = (
  receipt: Receipt,
  committed: ReadonlyArray<Uint8Array>,
  path: Path = pathIn(committed, receipt.index),
): string => {
  const { fails } = after(
    advance((receipt.eon - 1n) * PARAMS.blocksPerEon + PARAMS.blocksPerEon + 2n),
    ...(receipt.eon === 1n ? [commit(committed)] : []),
    challenge(receipt),
    answer(receipt, path),
  )
  return fails === '' ? 'the challenge is closed' : `the answer fails ${fails}`
}
