import { effectOf, opened } from '../../spec/commit-chain/effects.js'
import { key, type Ledger } from '../../spec/commit-chain/ledger.js'
import { checkpointRoot } from '../../spec/commit-chain/proofs.js'
import type {
  AllotmentProof,
  Event,
  Leg,
  Membership,
  Params,
  Swap,
  Transfer,
  Update,
} from '../../spec/commit-chain/types.js'
import { isEnabled, type Move, next, type State } from '../../spec/integrity/automaton.js'
import {
  accountsOf,
  type Dealing,
  type Drafted,
  dueOf,
  type Evidence,
  placeIn,
  standingOf,
  transactionOf,
} from '../../spec/integrity/dealing.js'
import { movesBetween } from '../../spec/integrity/refinement.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { concreteSuite } from '../primitives/concrete.js'
import type { ArrowCount } from './walk.js'

// Reads arrows of the automaton off a verifier's log and nothing else. What was signed and what is committed is known as
// far as challenges, answers and requests show it; a dealing is read only where they show all that decides its state.

/** One thing that an event shows: a proof of an account, an update with what stands in it, and who signed that. */
interface Showing {
  readonly trader: TraderId
  readonly coin: CoinId
  readonly proof?: AllotmentProof
  readonly update?: Update | undefined
  readonly placed?: { readonly transaction: Swap | Transfer; readonly membership: Membership }
  /** Whether its trader signed the update, as the event shows: it shows its own order in it, or a signature. */
  readonly isSigned?: boolean
  /** Whether the operator's signature is there. */
  readonly isRatified?: boolean
}

const leg = (
  trader: TraderId,
  coin: CoinId,
  swap: Swap,
  { membership, before, after }: Leg,
): ReadonlyArray<Showing> => [
  { trader, coin, proof: before },
  { trader, coin, proof: after, update: after.update, placed: { transaction: swap, membership }, isSigned: true },
]

const showings = (event: Event): ReadonlyArray<Showing> => {
  switch (event.tag) {
    case 'requestWithdrawal':
    case 'recover':
      return [event]
    case 'challengeBalance': {
      const { trader, coin, before, claim } = event
      return [
        { trader, coin, proof: before },
        { trader, coin, update: claim?.update, isSigned: true, isRatified: true },
      ]
    }
    case 'answerBalance': {
      const { trader, coin, after, agreed } = event
      return [
        { trader, coin, proof: after },
        { trader, coin, update: agreed?.update, isSigned: true, isRatified: true },
      ]
    }
    case 'challengeDelivery': {
      const { transfer, claim, membership } = event
      const { sender: trader, coin } = transfer
      const placed = { transaction: transfer, membership }
      return [{ trader, coin, update: claim.update, placed, isSigned: true, isRatified: true }]
    }
    case 'answerDelivery': {
      const { transfer, after, membership } = event
      const { recipient: trader, coin } = transfer
      return [{ trader, coin, proof: after, update: after.update, placed: { transaction: transfer, membership } }]
    }
    case 'challengeSwap':
      return leg(event.trader, event.swap.sellCoin, event.swap, event.sell)
    case 'answerSwap':
      return leg(event.trader, event.swap.buyCoin, event.swap, event.buy)
    case 'punishSwap':
      return [
        ...leg(event.trader, event.swap.sellCoin, event.swap, event.sell),
        ...leg(event.trader, event.swap.buyCoin, event.swap, event.buy),
      ]
    default:
      return []
  }
}

const nameOf = ({ trader, coin, eon, spent, gained, transactions }: Update): string =>
  key(trader, coin, eon, spent, gained, [...transactions].join())

/** The updates that their traders signed, each with all that is shown to stand in it. */
const signedIn = (shown: ReadonlyArray<Showing>): ReadonlyArray<Drafted> => {
  const found = new Map<string, Drafted>()
  const none = new Uint8Array()
  for (const { update, isSigned, isRatified = false } of shown)
    if (update !== undefined && isSigned === true) {
      const known = found.get(nameOf(update))?.isRatified === true
      found.set(nameOf(update), {
        update,
        transactions: [],
        isRatified: known || isRatified,
        byTrader: none,
        byOperator: none,
      })
    }
  for (const { update, placed } of shown) {
    const draft = update === undefined ? undefined : found.get(nameOf(update))
    if (draft !== undefined && placed !== undefined)
      found.set(nameOf(draft.update), { ...draft, transactions: [...draft.transactions, placed] })
  }
  return [...found.values()]
}

const dealingsIn = (shown: ReadonlyArray<Showing>, evidence: Evidence): ReadonlyArray<Dealing> => {
  const found = new Map<string, Dealing>()
  const add = (name: string, dealing: Dealing) => found.set(name, dealing)
  for (const { transactions, update } of evidence.signed)
    for (const { transaction: one } of transactions)
      if ('sellCoin' in one)
        add(key('swap', update.eon, one.trader, one.nonce), { kind: 'swap', eon: update.eon, swap: one })
      else if (one.amount > 0n)
        add(key('transfer', update.eon, one.sender, one.nonce), { kind: 'transfer', eon: update.eon, transfer: one })
  for (const [at] of evidence.ledger.roots)
    for (const { trader, coin } of shown) add(key(trader, coin, at), { kind: 'account', eon: BigInt(at), trader, coin })
  return [...found.values()]
}

const isPlacedIn = (draft: Drafted, transaction: Swap | Transfer | undefined): boolean =>
  transaction === undefined || placeIn(draft, transaction) !== undefined

/**
 * Whether a log shows all that decides a dealing's state: the accounts before and after, and what is applied. Of an
 * update a log shows what stands in it, and never what does not.
 */
const isShown = (evidence: Evidence, dealing: Dealing): boolean =>
  accountsOf(dealing).every((account) => {
    const { before, after, applied } = standingOf(evidence, account, dueOf(dealing))
    if (before === undefined || after === undefined) return false
    return after.update === undefined || (applied !== undefined && isPlacedIn(applied, transactionOf(dealing)))
  })

/**
 * The arrows of the automaton that the dealings of a log took. `events` are those that the verifier accepted, from block
 * 0 on. O(events x dealings).
 */
export const arrowsOf = (params: Params, events: ReadonlyArray<Event>): ReadonlyArray<ArrowCount> => {
  const suite = concreteSuite(params.hash, params.signature)
  const start = opened(params, suite)
  const ledger = events.reduce<Ledger>((state, event) => effectOf(state, event).ledger, start)
  const shown = events.flatMap(showings)
  const proof: Evidence['proof'] = (eon, coin, trader) => {
    const root = ledger.roots.get(key(eon))
    return shown.find(
      (one) =>
        one.proof !== undefined &&
        one.trader === trader &&
        one.coin === coin &&
        root !== undefined &&
        sameBytes(checkpointRoot(suite.hash, params, coin, trader, one.proof), root),
    )?.proof
  }
  const evidence: Evidence = { ledger, signed: signedIn(shown), proof }
  const before: Evidence = { ledger: start, signed: [], proof }
  return dealingsIn(shown, evidence)
    .filter((dealing) => isShown(evidence, dealing))
    .flatMap((dealing) => arrowsTaken('s0', movesBetween(before, evidence, dealing)))
}

/** The arrows that some moves take, from a state on; moves that keep the state are none. */
export const arrowsTaken = (start: State, moves: ReadonlyArray<Move>): ReadonlyArray<ArrowCount> => {
  let from = start
  return moves.flatMap((move): ReadonlyArray<ArrowCount> => {
    const arrow = { from, move, to: next(from, move), count: 1 }
    from = arrow.to
    return isEnabled(arrow.from, move) ? [arrow] : []
  })
}
