import type { Bytes, CoinId, ContractId, TraderId } from '../../spec/primitives/types.js'
import {
  accountDatum,
  afterOrder,
  boundTo,
  givenBy,
  keyChain,
  materialOf,
  orderDatum,
  permitDatum,
  plaintextOf,
  referenceDatum,
} from '../../spec/sealed-orders/data.js'
import { accountsOf, type Ledger } from '../../spec/sealed-orders/ledger.js'
import type { Account, EventOf, Order, Params, Permitted, Sealed } from '../../spec/sealed-orders/types.js'
import type { KeyPair } from '../primitives/suite.js'
import { type SealingSuite, sealingSuite } from './cipher.js'
import { type Group, type Lock, lock, toyGroup, toyLimits } from './group.js'
import { type ProofChanges, provePuzzle } from './prover.js'

/** Everybody’s secrets: what the operator and the traders sign with, and the traders’ key chains. */
export interface Cast {
  readonly params: Params
  readonly suite: SealingSuite
  readonly operator: KeyPair
  readonly traders: ReadonlyMap<string, KeyPair & { readonly chain: ReadonlyArray<Uint8Array> }>
}

/** How many orders a key chain is for. */
export const CHAIN_LENGTH = 8

const seeded = (suite: SealingSuite, name: string): Uint8Array => suite.hash({ tag: 'seed', fields: [name] })

const NAMES = ['alice', 'bob', 'carol'] as unknown as ReadonlyArray<TraderId>

type Secrets = Pick<Cast, 'suite' | 'operator' | 'traders'>

const secretsWith = ({ hash, signature }: Pick<Params, 'hash' | 'signature'>): Secrets => {
  const suite = sealingSuite({ hash, signature })
  const of = (name: string) => ({
    ...suite.keyPair(seeded(suite, name)),
    chain: keyChain(suite.hash, seeded(suite, `${name}'s chain`), CHAIN_LENGTH),
  })
  return {
    suite,
    operator: suite.keyPair(seeded(suite, 'operator')),
    traders: new Map(NAMES.map((name) => [name as string, of(name)])),
  }
}

/** Alice, bob and carol with coins of two kinds, an operator, and toy puzzles; everybody’s secrets follow from names. */
export const castOf = (changes: Partial<Params> = {}): Cast => {
  const named = { hash: 'sha256', signature: 'ed25519', ...changes } as const
  const { suite, operator, traders } = secretsWith(named)
  const names = NAMES
  const params: Params = {
    ...named,
    contract: 'market' as ContractId,
    limits: toyLimits,
    operator: operator.publicKey as Bytes,
    traders: names.map((trader) => {
      const { publicKey, chain } = traders.get(trader) as NonNullable<ReturnType<typeof traders.get>>
      return { trader, key: publicKey as Bytes, anchor: chain[0] as Bytes }
    }),
    accounts: names.flatMap((trader) =>
      (['X', 'Y'] as unknown as ReadonlyArray<CoinId>).map((coin) => ({ trader, coin, available: 100n, version: 0n })),
    ),
    speed: 2n,
    penalty: 10n,
    reward: 1n,
    fine: 3n,
    ...changes,
  }
  return { params, suite, operator, traders }
}

/** What a trader wants: the rest of an order follows. */
export type Wish = Pick<Order, 'side' | 'price' | 'volume'>

/** What may be changed on the way from a wish to a sealed order; what depends on it follows. */
export interface Changes {
  /** Which order of its chain this is; 1 at first. */
  readonly turn?: number
  readonly eon?: bigint
  readonly steps?: number
  readonly group?: Group
  /** The puzzle and what opens it, in the place of an honest one. */
  readonly lock?: (honest: Lock) => Lock
  readonly key?: Uint8Array
  readonly accounts?: { readonly give: Account; readonly take: Account }
  readonly permits?: { readonly give: Uint8Array; readonly take: Uint8Array }
  /** What is sealed, in the place of the order. */
  readonly order?: (order: Order) => Order
  readonly plaintext?: (plaintext: Uint8Array) => Uint8Array
  readonly statement?: (statement: Omit<Sealed, 'ciphertext' | 'proof'>) => Omit<Sealed, 'ciphertext' | 'proof'>
  readonly proof?: ProofChanges
}

const secretsOf = ({ traders }: Cast, trader: string) => {
  const known = traders.get(trader)
  if (known === undefined) throw new Error(`nobody is called ${trader}`)
  return known
}

/** The operator’s permit: its signature on a key of the chain and an account. */
export const permitFor = ({ params, suite, operator }: Cast, key: Uint8Array, account: Account): Permitted => ({
  account,
  signature: suite.sign(operator.secret, permitDatum(params.contract, key, account)) as Bytes,
})

const signedBy = (cast: Cast, trader: string, account: Account): Bytes =>
  cast.suite.sign(secretsOf(cast, trader).secret, accountDatum(cast.params.contract, account)) as Bytes

/** An order of a trader, signed, and the accounts that it uses with their permits. */
const drafted = (cast: Cast, ledger: Ledger, trader: string, wish: Wish, changes: Changes) => {
  const { turn = 1, eon = ledger.eon } = changes
  const { chain } = secretsOf(cast, trader)
  const key = changes.key ?? (chain[turn] as Uint8Array)
  const unsigned: Order = {
    ...wish,
    trader: trader as TraderId,
    eon,
    key: key as Bytes,
    base: 'X' as CoinId,
    quote: 'Y' as CoinId,
    give: new Uint8Array() as Bytes,
    take: new Uint8Array() as Bytes,
  }
  const { gives, takes, amount } = givenBy(unsigned)
  const own = accountsOf(ledger, trader)
  const of = (coin: string): Account =>
    own.find((account) => account.coin === coin) ?? {
      trader: trader as TraderId,
      coin: coin as CoinId,
      available: 0n,
      version: 0n,
    }
  const accounts = changes.accounts ?? { give: of(gives), take: of(takes) }
  const before = chain[turn - 1] as Uint8Array
  const permits = changes.permits ?? {
    give: permitFor(cast, before, accounts.give).signature,
    take: permitFor(cast, before, accounts.take).signature,
  }
  const isPayable = amount <= accounts.give.available
  const order: Order = {
    ...unsigned,
    ...(isPayable
      ? {
          give: signedBy(cast, trader, afterOrder(accounts.give, amount)),
          take: signedBy(cast, trader, afterOrder(accounts.take, 0n)),
        }
      : {}),
  }
  return { order: changes.order?.(order) ?? order, key, accounts, permits }
}

/** The event in which a trader submits an order, sealed and proven, and the number that opens it. */
export const submission = (
  cast: Cast,
  ledger: Ledger,
  trader: string,
  wish: Wish,
  changes: Changes = {},
): { readonly event: EventOf<'submit'>; readonly root: bigint; readonly order: Order } => {
  const { params, suite } = cast
  const { group = toyGroup, steps = 4 } = changes
  const { order, key, accounts, permits } = drafted(cast, ledger, trader, wish, changes)
  const honest = lock(group, params.limits, steps)
  const { puzzle, root, rootOfBase } = changes.lock?.(honest) ?? honest
  const plain: Omit<Sealed, 'ciphertext' | 'proof'> = {
    eon: order.eon,
    reference: suite.hash(referenceDatum(key, trader)) as Bytes,
    orderHash: suite.hash(orderDatum(order)) as Bytes,
    puzzle,
  }
  const statement = changes.statement?.(plain) ?? plain
  const plaintext = plaintextOf(order) ?? new Uint8Array(512)
  const bound = boundTo(params.contract, statement)
  const ciphertext = suite.seal(materialOf(root, statement.puzzle), bound, changes.plaintext?.(plaintext) ?? plaintext)
  // Of this proof alone, and nothing that is ever shown: not of K(j), which an open order has, and which comes again
  // with another order where the first became void.
  const seed = suite.hash({ tag: 'seed', fields: [secretsOf(cast, trader).secret, bound] })
  return {
    root,
    order,
    event: {
      tag: 'submit',
      sealed: {
        ...statement,
        ciphertext: ciphertext as Bytes,
        proof: provePuzzle(suite.hash, group, params.limits, statement.puzzle, seed, changes.proof),
      },
      witness: {
        trader: trader as TraderId,
        key: key as Bytes,
        root: rootOfBase,
        order,
        give: { account: accounts.give, signature: permits.give as Bytes },
        take: { account: accounts.take, signature: permits.take as Bytes },
      },
    },
  }
}
