import * as E from 'fp-ts/lib/Either.js'
import { openChallenge } from '../../spec/commit-chain/assertions.js'
import { opened } from '../../spec/commit-chain/effects.js'
import type { Asked } from '../../spec/commit-chain/ending.js'
import { currentEon, key, startOf } from '../../spec/commit-chain/ledger.js'
import type { AllotmentProof, Event, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { isFree, leftBy } from '../../spec/commit-chain/withdrawing.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { committedFrom, once } from './made.js'
import type { Cast, Intent } from './scope.js'
import { type Draft, draftUpdate } from './signing.js'
import { type Committed, type Exchange, intentOf, type Move, proofOf, transactionOf } from './state.js'
import { traderView } from './views.js'

export * from './state.js'
export * from './views.js'

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
  if (event.tag === 'answerDelivery' || event.tag === 'answerPassiveDelivery') {
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

/**
 * With what it spends a trader states what is left to withdraw. That is kept only of those who mean to withdraw: of
 * others a statement can cancel nothing.
 */
const stating = (exchange: Exchange, draft: Draft): Draft => {
  const { trader, coin, spent } = draft.update
  const isOfInterest = exchange.cast.withdrawals.some((one) => one.trader === trader && one.coin === coin)
  return spent === 0n || !isOfInterest
    ? draft
    : { ...draft, available: leftBy(traderView(exchange, trader), draft.update) }
}

const draftsOf = (exchange: Exchange, i: number): ReadonlyArray<Draft> => {
  const intent = intentOf(exchange, i)
  const { eon } = intent
  const transaction = transactionOf(intent)
  const accounts =
    'transfer' in intent
      ? [{ trader: intent.transfer.sender, coin: intent.transfer.coin, eon }]
      : [intent.swap.sellCoin, intent.swap.buyCoin].map((coin) => ({ trader: intent.swap.trader, coin, eon }))
  return accounts.map((account) => draft(exchange, account, transaction))
}

/** Whether an honest trader signs an intent: not what it asked to withdraw already. */
export const isFreeToSign = (exchange: Exchange, i: number): boolean =>
  draftsOf(exchange, i).every(({ update }) => isFree(traderView(exchange, update.trader), update))

const sign = (exchange: Exchange, i: number): Exchange => {
  const fresh = draftsOf(exchange, i).map((one) => stating(exchange, one))
  return { ...exchange, signed: new Set([...exchange.signed, i]), drafts: [...exchange.drafts, ...fresh] }
}

const accept = (exchange: Exchange, i: number): Exchange => {
  const { transfer, eon } = intentOf(exchange, i) as Extract<Intent, { readonly transfer: Transfer }>
  const account = { trader: transfer.recipient, coin: transfer.coin, eon }
  const fresh = stating(exchange, draft(exchange, account, transfer))
  return { ...exchange, accepted: new Set([...exchange.accepted, i]), drafts: [...exchange.drafts, fresh] }
}

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
    for (const event of exchange.cast.traderMoves(traderView(after, trader))) after = send(after, event)
  return after
}

/** What an honest trader asks for when its planned withdrawal is due; nothing, while it may not ask for that much. */
export const requestOf = (exchange: Exchange, i: number): ReadonlyArray<Event> => {
  const { trader, coin, amount, eon } = exchange.cast.withdrawals[i] as Asked
  const proof = proofOf(exchange, eon - 1n, coin, trader)
  const isPossible =
    eon === currentEon(exchange.ledger) &&
    proof !== undefined &&
    amount <= exchange.cast.withdrawable(traderView(exchange, trader), coin)
  return isPossible ? [{ tag: 'requestWithdrawal', trader, coin, amount, proof }] : []
}

const withdraw = (exchange: Exchange, i: number): Exchange => {
  const sent = requestOf(exchange, i).reduce(send, exchange)
  return sent === exchange ? exchange : { ...sent, asked: new Set([...exchange.asked, i]) }
}

/** The exchange after a move; what the verifier refuses changes nothing. */
export const next = (exchange: Exchange, move: Move): Exchange => {
  switch (move.tag) {
    case 'sign':
      return sign(exchange, move.intent)
    case 'accept':
      return accept(exchange, move.intent)
    case 'withdraw':
      return withdraw(exchange, move.withdrawal)
    case 'ratify':
      return {
        ...exchange,
        drafts: exchange.drafts.map((draft, i) => (i === move.draft ? { ...draft, isRatified: true } : draft)),
      }
    case 'commit':
      return commitNow(exchange, committedFrom(exchange.cast, move.choice, move.accounts, move.received))
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
    asked: new Set(),
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
