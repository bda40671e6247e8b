import * as E from 'fp-ts/lib/Either.js'
import { type Allotted, type Commitment, commit, nothingPassive } from '../../spec/commit-chain/allotment.js'
import { openChallenge } from '../../spec/commit-chain/assertions.js'
import { opened } from '../../spec/commit-chain/effects.js'
import { currentEon, key, type Ledger, startOf } from '../../spec/commit-chain/ledger.js'
import { type OperatorView, type TraderView, traderMoves } from '../../spec/commit-chain/strategy.js'
import type { Ending } from '../../spec/commit-chain/theorems.js'
import type { AllotmentProof, Event, Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Cast, Intent } from './scope.js'
import { type Draft, draftUpdate } from './signing.js'

// Types

/** A checkpoint as the operator made it. */
export interface Committed {
  /** Tells it from the other checkpoints that the operator could have made instead. */
  readonly choice: string
  readonly accounts: ReadonlyMap<string, Allotted>
  readonly commitment: Commitment
}

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
  /** The operator commits these accounts. */
  | { readonly tag: 'commit'; readonly choice: string; readonly accounts: Committed['accounts'] }
  /** The operator shows an honest trader its proof in the present checkpoint. */
  | { readonly tag: 'show'; readonly trader: TraderId; readonly coin: CoinId }
  /** Somebody sends something to the verifier. */
  | { readonly tag: 'send'; readonly event: Event }
  /** Honest traders do what they should, and a block goes by. */
  | { readonly tag: 'tick' }

// What everybody sees

const accountKey = (coin: CoinId, trader: TraderId): string => key(coin, trader)

const intentOf = ({ cast }: Exchange, i: number): Intent => cast.plan[i] as Intent

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

/** What a checkpoint commits of an account. */
export const committedOf = (
  { commitments }: Exchange,
  eon: bigint,
  coin: CoinId,
  trader: TraderId,
): Allotted | undefined => commitments.get(eon)?.accounts.get(accountKey(coin, trader))

const hasSeen = ({ shown }: Exchange, eon: bigint, coin: CoinId, trader: TraderId): boolean =>
  eon <= 1n || shown.has(key(eon, coin, trader))

/** What an honest trader has seen. */
export const traderView = (exchange: Exchange, trader: TraderId): TraderView => ({
  ledger: exchange.ledger,
  trader,
  signed: exchange.drafts,
  ratified: (signed) => {
    const { update, byOperator } = (signed as Draft).agreed
    return { update, byOperator }
  },
  proof: (eon, coin) => (hasSeen(exchange, eon, coin, trader) ? proofOf(exchange, eon, coin, trader) : undefined),
  isDelivered: (transfer) =>
    exchange.cast.plan.some((intent, i) => transactionOf(intent) === transfer && exchange.delivered.has(i)),
})

/** What the operator has. */
export const operatorView = (exchange: Exchange): OperatorView => ({
  ledger: exchange.ledger,
  signed: exchange.drafts.map((draft) => ({ ...draft, ...draft.agreed })),
  proof: (eon, coin, trader) => proofOf(exchange, eon, coin, trader),
})

/** How far the run has come, for the theorems to judge. */
export const endingOf = (exchange: Exchange): Ending => ({
  ledger: exchange.ledger,
  honest: exchange.cast.honest,
  committed: (eon, coin, trader) => committedOf(exchange, eon, coin, trader),
  signed: exchange.drafts,
  evidence: (eon, coin, trader) =>
    hasSeen(exchange, eon, coin, trader) ? proofOf(exchange, eon, coin, trader) : undefined,
})

// Moves

/** The exchange after the verifier got an event; unchanged if it is refused. */
export const send = (exchange: Exchange, event: Event): Exchange => {
  const outcome = exchange.cast.verify(exchange.ledger, event)
  return E.isLeft(outcome)
    ? exchange
    : learn(exchange, { ...exchange, ledger: outcome.right.state, log: [...exchange.log, event] }, event)
}

/** What an accepted event makes public: the evidence in an answer reaches the trader that asked for it. */
const learn = (before: Exchange, exchange: Exchange, event: Event): Exchange => {
  if (event.tag === 'answerBalance') {
    const { trader, coin } = event
    const eon = openChallenge(before.ledger, { kind: 'balance', trader, matter: coin })?.eon ?? 0n
    return {
      ...exchange,
      shown: new Set([...exchange.shown, key(eon, coin, trader)]),
      drafts: exchange.drafts.map((draft) =>
        draft.update === event.agreed?.update ? { ...draft, isRatified: true } : draft,
      ),
    }
  }
  if (event.tag === 'answerDelivery') {
    const i = exchange.cast.plan.findIndex((intent) => transactionOf(intent) === event.transfer)
    return { ...exchange, delivered: new Set([...exchange.delivered, i]) }
  }
  return exchange
}

interface Account {
  readonly trader: TraderId
  readonly coin: CoinId
  readonly eon: bigint
}

/** The update of an account with everything that its trader signed in the eon, and one transaction more. */
const draft = (exchange: Exchange, account: Account, transaction: Transfer | Swap): Draft => {
  const { trader, coin, eon } = account
  const last = exchange.drafts.findLast(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon,
  )
  const all = [...(last?.transactions ?? []).map((placed) => placed.transaction), transaction]
  const names = all.map((one) => exchange.cast.plan.findIndex((intent) => transactionOf(intent) === one))
  return once(exchange.cast, key('draft', trader, coin, eon, ...names.map(String)), () =>
    draftUpdate(exchange.cast, account, all),
  )
}

const made = new WeakMap<Cast, Map<string, unknown>>()

/** Makes a thing once for a cast, so that the same thing is the same object in every run. */
const once = <A>(cast: Cast, name: string, make: () => A): A => {
  const things = made.get(cast) ?? new Map<string, unknown>()
  made.set(cast, things)
  if (!things.has(name)) things.set(name, make())
  return things.get(name) as A
}

const sign = (exchange: Exchange, i: number): Exchange => {
  const intent = intentOf(exchange, i)
  const { eon } = intent
  const transaction = transactionOf(intent)
  const accounts =
    'transfer' in intent
      ? [{ trader: intent.transfer.sender, coin: intent.transfer.coin, eon }]
      : [intent.swap.sellCoin, intent.swap.buyCoin].map((coin) => ({ trader: intent.swap.trader, coin, eon }))
  const fresh = accounts.map((account) => draft(exchange, account, transaction))
  return { ...exchange, signed: new Set([...exchange.signed, i]), drafts: [...exchange.drafts, ...fresh] }
}

const accept = (exchange: Exchange, i: number): Exchange => {
  const { transfer, eon } = intentOf(exchange, i) as Extract<Intent, { readonly transfer: Transfer }>
  const account = { trader: transfer.recipient, coin: transfer.coin, eon }
  const fresh = draft(exchange, account, transfer)
  return { ...exchange, accepted: new Set([...exchange.accepted, i]), drafts: [...exchange.drafts, fresh] }
}

/** Makes a checkpoint of accounts; the same choice of the same cast is made once. */
export const committedFrom = (cast: Cast, choice: string, accounts: Committed['accounts']): Committed =>
  once(cast, `commit ${choice}`, () => {
    const { params, suite } = cast
    const commitment = commit(suite.hash, params, (coin, slot) =>
      present(accounts.get(accountKey(coin, (params.traders[slot] as Cast['params']['traders'][number]).trader))),
    )
    return { choice, accounts, commitment }
  })

const present = (allotted: Allotted | undefined): Allotted =>
  allotted ?? { amount: 0n, passive: nothingPassive, update: undefined }

const commitNow = (exchange: Exchange, committed: Committed): Exchange => {
  const eon = currentEon(exchange.ledger)
  const operations = exchange.ledger.operations.get(key(eon - 1n)) as AllotmentProof['coins'][number]
  const { root } = committed.commitment
  const sent = send(exchange, { tag: 'checkpoint', by: 'operator', root, operations })
  return sent === exchange ? exchange : { ...sent, commitments: new Map([...exchange.commitments, [eon, committed]]) }
}

/** What honest traders send now, until they have nothing more to send. */
const tradersAct = (exchange: Exchange): Exchange => {
  let after = exchange
  for (const trader of exchange.cast.honest.traders)
    for (const event of traderMoves(traderView(after, trader))) after = send(after, event)
  return after
}

/** The exchange after a move; what the verifier refuses changes nothing. */
export const next = (exchange: Exchange, move: Move): Exchange => {
  switch (move.tag) {
    case 'sign':
      return sign(exchange, move.intent)
    case 'accept':
      return accept(exchange, move.intent)
    case 'ratify':
      return {
        ...exchange,
        drafts: exchange.drafts.map((draft, i) => (i === move.draft ? { ...draft, isRatified: true } : draft)),
      }
    case 'commit':
      return commitNow(exchange, committedFrom(exchange.cast, move.choice, move.accounts))
    case 'show':
      return {
        ...exchange,
        shown: new Set([...exchange.shown, key(currentEon(exchange.ledger), move.coin, move.trader)]),
      }
    case 'send':
      return send(exchange, move.event)
    case 'tick': {
      const acted = tradersAct(exchange)
      return send(acted, { tag: 'advance', block: acted.ledger.block + 1n })
    }
  }
}

/** The exchange at the start of its second eon, when the deposits of the first one were made. */
export const begin = (cast: Cast): Exchange => {
  const empty = committedFrom(cast, 'empty', new Map())
  const start: Exchange = {
    cast,
    ledger: opened(cast.params, cast.suite),
    drafts: [],
    signed: new Set(),
    accepted: new Set(),
    commitments: new Map([
      [0n, empty],
      [1n, empty],
    ]),
    shown: new Set(),
    delivered: new Set(),
    log: [],
  }
  const deposited = cast.deposits.reduce((exchange, deposit) => send(exchange, { tag: 'deposit', ...deposit }), start)
  return send(deposited, { tag: 'advance', block: startOf(cast.params, 2n) })
}
