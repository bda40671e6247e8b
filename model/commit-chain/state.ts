import { type Allotted, type Commitment, nothingAllotted } from '../../spec/commit-chain/allotment.js'
import { key, type Ledger } from '../../spec/commit-chain/ledger.js'
import type { AllotmentProof, Event, Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Cast, Intent } from './scope.js'
import type { Draft } from './signing.js'

/** A checkpoint as the operator made it. */
export interface Committed {
  /** Tells it from the other checkpoints that the operator could have made instead. */
  readonly choice: string
  readonly accounts: ReadonlyMap<string, Allotted>
  /** The transfers in the passive trees that are not empty, by account. */
  readonly received: Received
  readonly commitment: Commitment
}

/** Passive transfers by the account in whose tree they stand, in order. */
export type Received = ReadonlyMap<string, ReadonlyArray<Transfer>>

/**
 * The whole exchange between two moves: the verifier, what was signed off the chain, what the operator committed, and
 * what it has shown to whom. The verifier in it is the machine of this chapter.
 */
export interface Exchange {
  readonly cast: Cast
  readonly ledger: Ledger
  /** What traders signed, in order. */
  readonly drafts: ReadonlyArray<Draft>
  /** The intents that their traders signed, and the transfers that their recipients signed, by index in the plan. */
  readonly signed: ReadonlySet<number>
  readonly accepted: ReadonlySet<number>
  /** What honest traders asked to withdraw, by index among the withdrawals that are planned. */
  readonly asked: ReadonlySet<number>
  /** By eon. */
  readonly commitments: ReadonlyMap<bigint, Committed>
  /** The proofs that honest traders have, by eon, coin and trader. */
  readonly shown: ReadonlySet<string>
  /** The transfers that were seen to be delivered, by index in the plan. */
  readonly delivered: ReadonlySet<number>
  /** What the verifier accepted so far: the run as its public log has it. */
  readonly log: ReadonlyArray<Event>
}

/** What can happen in the exchange. */
export type Move =
  /** The trader of an intent signs it; the recipient of a transfer does. */
  | { readonly tag: 'sign' | 'accept'; readonly intent: number }
  /** The operator's signature on a draft reaches its trader. */
  | { readonly tag: 'ratify'; readonly draft: number }
  /** The operator commits these accounts, with these transfers in their passive trees. */
  | {
      readonly tag: 'commit'
      readonly choice: string
      readonly accounts: Committed['accounts']
      readonly received?: Received
    }
  /** An honest trader asks for a withdrawal that is planned. */
  | { readonly tag: 'withdraw'; readonly withdrawal: number }
  /** The operator shows an honest trader its proof in the present checkpoint. */
  | { readonly tag: 'show'; readonly trader: TraderId; readonly coin: CoinId }
  /** Somebody sends something to the verifier. */
  | { readonly tag: 'send'; readonly event: Event }
  /** Honest traders do what they should, and a block goes by. */
  | { readonly tag: 'tick' }

/** Whether a trader is one of the honest ones. */
export const isHonest = ({ cast }: Exchange, trader: TraderId): boolean => cast.honest.traders.includes(trader)

/** An intent of the plan. */
export const intentOf = ({ cast }: Exchange, i: number): Intent => cast.plan[i] as Intent

/** The transfer or the swap of an intent. */
export const transactionOf = (intent: Intent): Transfer | Swap => ('transfer' in intent ? intent.transfer : intent.swap)

/** The proof of an account in an eon's checkpoint, if there is one. */
export const proofOf = (
  { commitments, ledger }: Exchange,
  eon: bigint,
  coin: CoinId,
  trader: TraderId,
): AllotmentProof | undefined => {
  const slot = ledger.params.traders.findIndex((member) => member.trader === trader)
  return commitments.get(eon)?.commitment.proof(coin, slot)
}

/** What a checkpoint commits of an account: an empty one, where nothing is said of it. */
export const committedOf = (
  { commitments }: Exchange,
  eon: bigint,
  coin: CoinId,
  trader: TraderId,
): Allotted | undefined => {
  const accounts = commitments.get(eon)?.accounts
  return accounts && (accounts.get(key(coin, trader)) ?? nothingAllotted)
}

/** The transfers in the passive tree that a checkpoint commits of an account, in order. */
export const receivedOf = (
  { commitments }: Exchange,
  eon: bigint,
  coin: CoinId,
  trader: TraderId,
): ReadonlyArray<Transfer> => commitments.get(eon)?.received.get(key(coin, trader)) ?? []

/** Whether an honest trader has a proof of its account. Those of eons in which nobody has anything it makes itself. */
export const hasSeen = ({ shown }: Exchange, eon: bigint, coin: CoinId, trader: TraderId): boolean =>
  eon <= 1n || shown.has(key(eon, coin, trader))
