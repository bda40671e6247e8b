import type { Allotted } from '../../spec/commit-chain/allotment.js'
import { operatorAnswers } from '../../spec/commit-chain/answers.js'
import { currentEon, depositedIn, key, type Ledger, requestedIn } from '../../spec/commit-chain/ledger.js'
import { settled } from '../../spec/commit-chain/settlement.js'
import type { Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import {
  committedOf,
  type Exchange,
  type Move,
  next,
  operatorView,
  type Received,
  send,
  transactionOf,
} from './exchange.js'
import { draftName, passiveOf, placeOf } from './passive.js'
import { type Draft, signStatement } from './signing.js'

// The honest operator. It answers, cancels what is overdrawn, commits at the start of an eon, shows every proof, and
// signs only what it can keep.

/** How an operator signs: the exchange after everything that it signs now. */
export type Ratify = (exchange: Exchange) => Exchange

/** What the operator does at once, until it has nothing more to do; it may have another habit of signing. */
export const operatorActs = (exchange: Exchange, ratify: Ratify = ratifyAll): Exchange =>
  exchange.ledger.halt !== undefined
    ? exchange
    : [answerAll, cancelOverdrawn, commitOnce, showAll, ratify].reduce((after, act) => act(after), exchange)

const answerAll = (exchange: Exchange): Exchange => operatorAnswers(operatorView(exchange)).reduce(send, exchange)

const accounts = ({ cast }: Exchange): ReadonlyArray<{ readonly trader: TraderId; readonly coin: CoinId }> =>
  cast.params.traders.flatMap(({ trader }) => cast.params.coins.map((coin) => ({ trader, coin })))

const lastDraft = (
  { drafts }: Exchange,
  { trader, coin }: { readonly trader: TraderId; readonly coin: CoinId },
  eon: bigint,
): Draft | undefined =>
  drafts.findLast(
    ({ update, isRatified }) => isRatified && update.trader === trader && update.coin === coin && update.eon === eon,
  )

/** What a trader has left to withdraw in an eon after what it signed: it says so itself with whatever it spends. */
const available = (
  exchange: Exchange,
  { trader, coin }: { readonly trader: TraderId; readonly coin: CoinId },
  eon: bigint,
  { update }: Pick<Draft, 'update'>,
): bigint =>
  (committedOf(exchange, eon, coin, trader)?.amount ?? 0n) +
  depositedIn(exchange.ledger, trader, coin, eon) +
  update.gained -
  update.spent

/** Cancels what traders requested beyond what they said was available: before the checkpoint that would count on it. */
const cancelOverdrawn = (exchange: Exchange): Exchange => {
  const eon = currentEon(exchange.ledger)
  return accounts(exchange).reduce((after, account) => {
    const { trader, coin } = account
    return [eon - 1n, eon].reduce((cancelled, requested) => {
      if (requestedIn(cancelled.ledger, trader, coin, requested) === 0n) return cancelled
      const statements = [requested - 1n, requested].flatMap((of) => {
        const draft = lastDraft(cancelled, account, of)
        return draft === undefined || draft.update.spent === 0n
          ? []
          : [signStatement(cancelled.cast, { ...account, eon: of }, available(cancelled, account, of, draft))]
      })
      return statements.reduce(
        (tried, statement) => send(tried, { tag: 'cancelWithdrawal', trader, coin, eon: requested, statement }),
        cancelled,
      )
    }, after)
  }, exchange)
}

/** Commits what was ratified in the eon before, once. */
const commitOnce = (exchange: Exchange): Exchange => {
  const eon = currentEon(exchange.ledger)
  if (exchange.commitments.has(eon)) return exchange
  const made = [...settledAccounts(exchange)]
  const received = settledTrees(exchange)
  // What was sent passively, and where it stands, follows from the updates.
  const names = made.map(([at, { amount, update }]) => {
    const draft = exchange.drafts.find((one) => one.update === update)
    return `${at} ${amount} ${draft === undefined ? '-' : draftName(exchange.cast, draft)}`
  })
  return next(exchange, {
    tag: 'commit',
    choice: `${eon} honest ${names.join(' ')}`,
    accounts: new Map(made),
    received,
  })
}

/** The passive transfers that were ratified in the eon before, by recipient and in the order of the plan. */
export const settledTrees = (exchange: Exchange): Received => {
  const eon = currentEon(exchange.ledger)
  const sent = accounts(exchange).flatMap((account) => passivelySent(lastDraft(exchange, account, eon - 1n)))
  const inOrder = exchange.cast.plan.map(transactionOf).filter((one): one is Transfer => sent.includes(one as Transfer))
  return new Map(
    accounts(exchange).map(({ trader, coin }) => [
      key(coin, trader),
      inOrder.filter((one) => one.recipient === trader && one.coin === coin),
    ]),
  )
}

/** What an update's trader sends passively with it: such a transfer stands in its sender's update only. */
const passivelySent = (draft: Draft | undefined): ReadonlyArray<Transfer> =>
  (draft?.transactions ?? []).flatMap(({ transaction }) =>
    'sender' in transaction && transaction.passive ? [transaction] : [],
  )

/** What every account has by right in the checkpoint of this eon, after everything that was ratified in the one before. */
export const settledAccounts = (exchange: Exchange): ReadonlyMap<string, Allotted> => {
  const { cast } = exchange
  const eon = currentEon(exchange.ledger)
  const trees = settledTrees(exchange)
  return new Map(
    accounts(exchange).map((account): [string, Allotted] => {
      const { trader, coin } = account
      const draft = lastDraft(exchange, account, eon - 1n)
      const had = committedOf(exchange, eon - 1n, coin, trader)?.amount ?? 0n
      const [sent] = passivelySent(draft)
      const treeOf = (holder: TraderId) => trees.get(key(coin, holder)) as ReadonlyArray<Transfer>
      const mark = sent === undefined ? 0n : placeOf(cast, treeOf(sent.recipient), sent)
      const passive = passiveOf(cast, treeOf(trader), mark)
      const due = settled(exchange.ledger, { ...account, eon }, had, draft?.update, passive.amount)
      return [key(coin, trader), { amount: due + swapped(exchange, account, draft), passive, update: draft?.update }]
    }),
  )
}

/** What an account gets back or gains by the swaps in its update: all of them are filled by each other, or none is. */
const swapped = (exchange: Exchange, { coin }: { readonly coin: CoinId }, draft: Draft | undefined): bigint => {
  const own = draft?.transactions.find(({ transaction }) => 'sellCoin' in transaction)?.transaction as Swap | undefined
  if (own === undefined || draft === undefined) return 0n
  const isFilled = opposite(exchange, own, draft.update.eon) !== undefined
  if (coin === own.sellCoin) return isFilled ? 0n : own.sellAmount
  return isFilled ? own.buyAmount : 0n
}

/** An order of the same eon that fills another exactly, as far as it is agreed: it stands in an update that is ratified. */
const opposite = ({ drafts }: Exchange, swap: Swap, eon: bigint): Swap | undefined =>
  drafts
    .filter(({ update, isRatified }) => isRatified && update.eon === eon)
    .flatMap(({ transactions }) => transactions.map(({ transaction }) => transaction))
    .find(
      (other): other is Swap =>
        'sellCoin' in other &&
        other.sellCoin === swap.buyCoin &&
        other.buyCoin === swap.sellCoin &&
        other.sellAmount === swap.buyAmount &&
        other.buyAmount === swap.sellAmount,
    )

const holding = ({ drafts }: Exchange, transaction: Swap | Transfer): ReadonlyArray<number> =>
  drafts.flatMap(({ transactions }, i) =>
    transactions.some((placed) => placed.transaction === transaction) ? [i] : [],
  )

const showAll = (exchange: Exchange): Exchange => {
  const eon = currentEon(exchange.ledger)
  if (!exchange.commitments.has(eon)) return exchange
  return exchange.cast.honest.traders.reduce(
    (after, trader) =>
      exchange.cast.params.coins.reduce(
        (shown, coin) => next(shown, { tag: 'show', trader, coin } satisfies Move),
        after,
      ),
    exchange,
  )
}

/** Whether everybody signed a transaction who must: an active transfer both, a passive one its sender, a swap its trader. */
const isComplete = (exchange: Exchange, transaction: Swap | Transfer): boolean => {
  const i = exchange.cast.plan.findIndex((intent) => transactionOf(intent) === transaction)
  return 'sender' in transaction && !transaction.passive ? exchange.accepted.has(i) : exchange.signed.has(i)
}

/** Whether what an update spends is there, with what is requested to be withdrawn. */
const isCovered = (exchange: Exchange, draft: Draft): boolean => {
  const { trader, coin, eon } = draft.update
  return available(exchange, { trader, coin }, eon, draft) >= requestedIn(exchange.ledger, trader, coin, eon)
}

const accountsIn = (
  transaction: Swap | Transfer,
): ReadonlyArray<{ readonly trader: TraderId; readonly coin: CoinId }> =>
  'sender' in transaction
    ? [transaction.sender, ...(transaction.passive ? [] : [transaction.recipient])].map((trader) => ({
        trader,
        coin: transaction.coin,
      }))
    : [transaction.sellCoin, transaction.buyCoin].map((coin) => ({ trader: transaction.trader, coin }))

/**
 * Signs what was signed by everybody who must (TEX Algorithm 10 for swaps), and what is covered. An update may hold
 * several transactions: it is signed only if each of them stands on its other side, too, in an update that is signed. Of
 * what it sends passively one at most: the account has one mark.
 */
export const ratifyAll: Ratify = (exchange) => ratifyWhere(exchange, (draft) => passivelySent(draft).length <= 1)

/** Signs any number of passive transfers. No honest operator of this specification does so. */
export const ratifyAny: Ratify = (exchange) => ratifyWhere(exchange, () => true)

const ratifyWhere = (exchange: Exchange, isAnswerable: (draft: Draft) => boolean): Exchange => {
  const { drafts, ledger } = exchange
  const eon = currentEon(ledger)
  let ripe = drafts.flatMap((draft, i) =>
    draft.update.eon === eon && isCovered(exchange, draft) && isAnswerable(draft) ? [i] : [],
  )
  const isMet = (transaction: Swap | Transfer): boolean =>
    accountsIn(transaction).every(({ trader, coin }) =>
      ripe.some((i) => {
        const { update, transactions } = drafts[i] as Draft
        return (
          update.trader === trader &&
          update.coin === coin &&
          transactions.some((one) => one.transaction === transaction)
        )
      }),
    )
  for (let size = -1; size !== ripe.length; ) {
    size = ripe.length
    ripe = ripe.filter((i) => (drafts[i] as Draft).transactions.every(({ transaction }) => isMet(transaction)))
  }
  const fresh = ripe.filter((i) => drafts[i]?.isRatified !== true)
  return fresh.reduce((signed, draft) => next(signed, { tag: 'ratify', draft }), exchange)
}

/**
 * Signs as TEX Algorithm 10 has it: it looks at one transaction, and not at what else its updates hold (T80). No honest
 * operator of this specification does so.
 */
export const ratifyEach: Ratify = (exchange) =>
  exchange.cast.plan.reduce((after, intent) => {
    const transaction = transactionOf(intent)
    const drafts = holding(after, transaction)
    const isRipe =
      intent.eon === currentEon(after.ledger) &&
      isComplete(after, transaction) &&
      drafts.every((i) => isCovered(after, after.drafts[i] as Draft))
    return isRipe ? drafts.reduce((signed, draft) => next(signed, { tag: 'ratify', draft }), after) : after
  }, exchange)

/** Whether a view of the public ledger says that everything is closed. */
export const isQuiet = ({ challenges }: Ledger): boolean => challenges.every(({ isOpen }) => !isOpen)
