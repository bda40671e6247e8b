import type { Asked } from '../../spec/commit-chain/ending.js'
import type { Ledger } from '../../spec/commit-chain/ledger.js'
import { traderMoves } from '../../spec/commit-chain/strategy.js'
import type { Event, Outputs, Params, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { withdrawable } from '../../spec/commit-chain/withdrawing.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { step } from '../core/machine.js'
import type { CryptoSuite, KeyPair } from '../primitives/suite.js'
import { rules } from './machine.js'

/** Something that a trader means to do in an eon: all of it stands in the trader's updates of that eon. */
export type Intent =
  | { readonly eon: bigint; readonly transfer: Transfer }
  | { readonly eon: bigint; readonly swap: Swap }

/** Who takes part in a run of the whole exchange, who of them is honest, and what they mean to do. */
export interface Cast {
  readonly params: Params
  readonly suite: CryptoSuite
  readonly operator: KeyPair
  readonly keys: ReadonlyMap<TraderId, KeyPair>
  readonly honest: { readonly operator: boolean; readonly traders: ReadonlyArray<TraderId> }
  /** What is deposited in the first eon. */
  readonly deposits: ReadonlyArray<{ readonly trader: TraderId; readonly coin: CoinId; readonly amount: bigint }>
  readonly plan: ReadonlyArray<Intent>
  /** What honest traders mean to withdraw, each in an eon. */
  readonly withdrawals: ReadonlyArray<Asked>
  /** Whether a corrupt operator tries also to have passive transfers in a checkpoint before the one that they are due in. */
  readonly isEarly: boolean
  /** The run ends in the middle of this eon. */
  readonly lastEon: bigint
  /** The verifier: the machine of this chapter, or one with other rules, to see what comes of them. */
  readonly verify: ReturnType<typeof step<Ledger, Event, Outputs>>
  /** What honest traders send to the verifier: the strategy of this chapter, or another, to see what comes of it. */
  readonly traderMoves: typeof traderMoves
  /** How much they may ask to withdraw: the same. */
  readonly withdrawable: typeof withdrawable
}

const seed = (name: string): Uint8Array => {
  const bytes = new TextEncoder().encode(name)
  return Uint8Array.from({ length: 32 }, (_, i) => bytes[i % bytes.length] ?? 0)
}

/** Keys that follow from a name: for tests and vectors, not for money. */
export const keyPairOf = (suite: CryptoSuite, name: string): KeyPair => suite.keyPair(seed(name))

/** The parameters of an instance whose keys follow from the names of those who take part. */
export const namedParams = (
  suite: CryptoSuite,
  { traders, coins }: { readonly traders: ReadonlyArray<string>; readonly coins: ReadonlyArray<string> },
  rest: Partial<Pick<Params, 'contract' | 'blocksPerEon' | 'hash' | 'signature'>> = {},
): Params => ({
  contract: 'exchange-1' as Params['contract'],
  blocksPerEon: 4n,
  hash: 'sha256',
  signature: 'ed25519',
  ...rest,
  operator: keyPairOf(suite, 'operator').publicKey as Params['operator'],
  coins: coins as ReadonlyArray<CoinId>,
  traders: traders.map((trader) => ({
    trader: trader as TraderId,
    key: keyPairOf(suite, trader).publicKey as Params['operator'],
  })),
})

/** Casts a run: everybody's keys follow from their names. */
export const castOf = (
  suite: CryptoSuite,
  params: Params,
  rest: Pick<Cast, 'honest' | 'deposits' | 'plan' | 'lastEon'> &
    Partial<Pick<Cast, 'withdrawals' | 'isEarly' | 'traderMoves' | 'withdrawable'>>,
  table: typeof rules = rules,
): Cast => ({
  params,
  suite,
  operator: keyPairOf(suite, 'operator'),
  keys: new Map(params.traders.map(({ trader }) => [trader, keyPairOf(suite, trader)])),
  verify: step(table),
  withdrawals: [],
  isEarly: false,
  traderMoves,
  withdrawable,
  ...rest,
})
