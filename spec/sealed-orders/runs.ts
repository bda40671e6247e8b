import type { Bytes, CoinId, ContractId, TraderId } from '../primitives/types.js'
import { hash } from './as-written.js'
import {
  boundTo,
  CIPHERTEXT,
  materialOf,
  orderDatum,
  PLAINTEXT,
  plaintextOf,
  referenceDatum,
  type Sealing,
} from './data.js'
import { type Known, type Ledger, nameOf, opened } from './ledger.js'
import type { MoonwalkClaim } from './moonwalk.js'
import { power, smoothPower } from './numbers.js'
import type { Order, Params, Sealed } from './types.js'

// Short words for small runs, for the errata.

const tagOf = (material: Uint8Array, bound: Uint8Array, plaintext: Uint8Array): Uint8Array =>
  hash({ tag: 'seal', fields: [material, bound, plaintext] }).slice(0, CIPHERTEXT - PLAINTEXT)

/** A real hash, signatures that anybody could make, and a cipher that hides nothing but knows its key. */
export const crypto: Sealing = {
  hash,
  verify: () => true,
  unseal: (material, bound, ciphertext) => {
    const plaintext = ciphertext.slice(0, PLAINTEXT)
    const tag = nameOf(ciphertext.slice(PLAINTEXT))
    return tag === nameOf(tagOf(material, bound, plaintext)) ? plaintext : undefined
  },
}

const none = new Uint8Array() as Bytes

/** Alice and bob with 100 of each coin. */
export const PARAMS: Params = {
  hash: 'sha256',
  signature: 'ed25519',
  contract: 'market' as ContractId,
  limits: { leastBits: 16, mostBits: 64, bound: 17, rounds: 1, mostSteps: 8 },
  operator: none,
  traders: ['alice', 'bob'].map((trader) => ({ trader: trader as TraderId, key: none, anchor: none })),
  accounts: ['alice', 'bob'].flatMap((trader) =>
    ['X', 'Y'].map((coin) => ({
      trader: trader as TraderId,
      coin: coin as CoinId,
      available: 100n,
      version: 0n,
    })),
  ),
  speed: 1n,
  penalty: 0n,
  reward: 1n,
  fine: 1n,
}

/** A key of a chain, by its number. */
export const keyAt = (j: number): Bytes => hash({ tag: 'key', fields: [BigInt(j)] }) as Bytes

/** Alice sells 10 X at 3 Y. */
export const ORDER: Order = {
  trader: 'alice' as TraderId,
  eon: 1n,
  key: keyAt(1),
  side: 'sell',
  base: 'X' as CoinId,
  quote: 'Y' as CoinId,
  price: 3n,
  volume: 10n,
  give: none,
  take: none,
}

const N = 1019n * 2027n
const STEPS = 4n
const g = smoothPower(7n, 17, N)
const short = 2n ** (2n ** STEPS - 1n)
const root = power(g, short, N)

/** What alice sends and proves, with another hash than that of her order if one is given. */
export const claimOf = (orderHash = hash(orderDatum(ORDER))): MoonwalkClaim => {
  const statement = {
    eon: 1n,
    reference: hash(referenceDatum(ORDER.key, ORDER.trader)) as Bytes,
    orderHash: orderHash as Bytes,
    puzzle: { modulus: N, base: 7n, generator: g, steps: STEPS, end: (root * root) % N },
  }
  const bound = boundTo(PARAMS.contract, statement)
  const plaintext = plaintextOf(ORDER) ?? new Uint8Array(PLAINTEXT)
  const ciphertext = Uint8Array.from([...plaintext, ...tagOf(materialOf(root, statement.puzzle), bound, plaintext)])
  const permitted = (coin: string) => ({
    account: { trader: ORDER.trader, coin: coin as CoinId, available: 100n, version: 0n },
    signature: none,
  })
  return {
    params: PARAMS,
    crypto,
    sealed: { ...statement, ciphertext: ciphertext as Bytes },
    witness: {
      trader: ORDER.trader,
      key: ORDER.key,
      root: power(7n, short, N),
      order: ORDER,
      give: permitted('X'),
      take: permitted('Y'),
    },
  }
}

/** An order at some stage. */
export const known = (j: number, stage: Partial<Known>): Known => ({
  sealed: {
    ...(claimOf().sealed as Sealed),
    reference: hash(referenceDatum(keyAt(j), 'alice')) as Bytes,
    proof: { powers: [], rounds: [] },
  },
  submittedAt: 0n,
  ...stage,
})

/** A market in which some orders have come, those with a receipt in the log. */
export const ledgerWith = (eon: bigint, ...orders: ReadonlyArray<Known>): Ledger => {
  const named = orders.map((one) => [nameOf(one.sealed.reference), one] as const)
  return {
    ...opened(PARAMS, crypto),
    eon,
    orders: new Map(named),
    log: named.flatMap(([name, { receiptedAt }]) => (receiptedAt === undefined ? [] : [name])),
  }
}
