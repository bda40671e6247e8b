import type { List } from 'immutable'
import type { Checking } from '../primitives/suite.js'
import { Bytes } from '../primitives/types.js'
import type { Committed, Halt, Params, Receipt } from './types.js'

/** A challenge that was opened: with which receipt and when; it stays known after it was answered. */
export interface Challenge {
  readonly receipt: Receipt
  readonly block: bigint
  readonly isOpen: boolean
}

/** What everybody knows who reads the history: nothing in it is secret. */
export interface Ledger {
  readonly params: Params
  readonly checking: Checking
  readonly block: bigint
  /** The hashes of the orders that arrived in the eon that runs, in this sequence. */
  readonly orders: List<Uint8Array>
  /** The logs of the last two eons that were committed, the latest last. */
  readonly committed: ReadonlyArray<Committed>
  /** By receipt, in the order in which they were opened; those of the last two eons, and whatever is open. */
  readonly challenges: ReadonlyMap<string, Challenge>
  readonly halt: Halt | undefined
}

/** The eon of a block; the first is 1. */
export const eonOf = ({ blocksPerEon }: Params, block: bigint): bigint => block / blocksPerEon + 1n

/** The first block of an eon. */
export const startOf = ({ blocksPerEon }: Params, eon: bigint): bigint => (eon - 1n) * blocksPerEon

/** How many blocks an epoch has: a quarter of the eon. */
export const epochOf = ({ blocksPerEon }: Params): bigint => blocksPerEon / 4n

/** The eon that runs. */
export const currentEon = ({ params, block }: Pick<Ledger, 'params' | 'block'>): bigint => eonOf(params, block)

/** How far into the eon the present block is. */
export const position = (ledger: Pick<Ledger, 'params' | 'block'>): bigint =>
  ledger.block - startOf(ledger.params, currentEon(ledger))

/** The log that was committed of an eon, if it was. */
export const committedOf = ({ committed }: Pick<Ledger, 'committed'>, eon: bigint): Committed | undefined =>
  committed.find((one) => one.eon === eon)

/** The key of a receipt among the challenges. */
export const receiptKey = ({ eon, index, order, commitment }: Receipt): string =>
  `${eon} ${index} ${Bytes.encode(order)} ${Bytes.encode(commitment)}`

/** The challenge with a receipt, if it is open. */
export const openChallenge = ({ challenges }: Pick<Ledger, 'challenges'>, receipt: Receipt): Challenge | undefined => {
  const challenge = challenges.get(receiptKey(receipt))
  return challenge?.isOpen ? challenge : undefined
}
