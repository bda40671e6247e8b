import { passiveProof } from '../../spec/commit-chain/allotment.js'
import { updateDatum } from '../../spec/commit-chain/data.js'
import { currentEon, key, position } from '../../spec/commit-chain/ledger.js'
import type { Agreed, AllotmentProof, Event, Membership, Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { checkpoints } from './checkpoints.js'
import {
  type Exchange,
  isFreeToSign,
  isHonest,
  type Move,
  proofOf,
  receivedOf,
  requestOf,
  send,
  transactionOf,
} from './exchange.js'
import { treeOf } from './passive.js'
import { signStatement } from './signing.js'

// What an operator and traders who are corrupt may do. They know everything that anybody signed, and sign for each
// other; they cannot sign for an honest trader. A move that the verifier would refuse is left out: it changes nothing.

/**
 * Every move that somebody may make now, while the operator is corrupt. What is signed, committed, shown or requested
 * in the first half of an eon might as well be at the end of it: honest traders act on none of it before. So those
 * moves are left for the second half, which leaves out no outcome.
 */
export const corruptMoves = (exchange: Exchange): ReadonlyArray<Move> => {
  if (exchange.ledger.halt !== undefined) return []
  const at = position(exchange.ledger)
  const half = exchange.ledger.params.blocksPerEon / 2n
  return [
    ...answers(exchange),
    ...payments(exchange),
    ...(at === half
      ? [...signings(exchange), ...ratifications(exchange), ...requests(exchange), ...withdrawings(exchange)]
      : []),
    ...cancellations(exchange),
    ...(at >= half ? [...checkpoints(exchange), ...showings(exchange)] : []),
    { tag: 'tick' },
  ]
}

/** What traders sign, in the order of the plan: a trader signs one thing only after the ones before it. */
export const signings = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, signed, accepted, ledger } = exchange
  return cast.plan.flatMap((intent, i): ReadonlyArray<Move> => {
    if (intent.eon !== currentEon(ledger)) return []
    const transaction = transactionOf(intent)
    const by = 'sender' in transaction ? transaction.sender : transaction.trader
    const isNext = cast.plan.every((earlier, j) => {
      const other = transactionOf(earlier)
      const isOwn = ('sender' in other ? other.sender : other.trader) === by
      return j >= i || !isOwn || signed.has(j) || earlier.eon !== intent.eon
    })
    if (!signed.has(i))
      return isNext && (!isHonest(exchange, by) || isFreeToSign(exchange, i)) ? [{ tag: 'sign', intent: i }] : []
    return 'sender' in transaction && !transaction.passive && !accepted.has(i) ? [{ tag: 'accept', intent: i }] : []
  })
}

/** The operator's signature on a draft reaches an honest trader: on its last one, the others being outdated. */
export const ratifications = (exchange: Exchange): ReadonlyArray<Move> =>
  exchange.drafts.flatMap(({ update, isRatified }, i): ReadonlyArray<Move> => {
    const isLast = !exchange.drafts.some(
      (later, j) =>
        j > i &&
        later.update.trader === update.trader &&
        later.update.coin === update.coin &&
        later.update.eon === update.eon,
    )
    const isOfNow = update.eon === currentEon(exchange.ledger)
    return isHonest(exchange, update.trader) && isLast && isOfNow && !isRatified ? [{ tag: 'ratify', draft: i }] : []
  })

/** The proofs of the present checkpoint that honest traders have not been shown. */
export const showings = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger, commitments, shown } = exchange
  const eon = currentEon(ledger)
  if (eon <= 1n || !commitments.has(eon)) return []
  return cast.honest.traders.flatMap((trader) =>
    cast.params.coins.flatMap(
      (coin): ReadonlyArray<Move> => (shown.has(key(eon, coin, trader)) ? [] : [{ tag: 'show', trader, coin }]),
    ),
  )
}

/** Every answer that can be built from what the operator knows and that the verifier accepts. */
export const answers = (exchange: Exchange): ReadonlyArray<Move> =>
  exchange.ledger.challenges
    .valueSeq()
    .filter(({ isOpen }) => isOpen)
    .toArray()
    .flatMap(({ kind, trader, coin, eon, about }) =>
      kind === 'balance'
        ? balanceAttempts(exchange, trader, coin, eon)
        : 'swap' in about
          ? swapAttempts(exchange, about.swap, eon)
          : 'transfer' in about
            ? (about.transfer.passive ? passiveAttempts : deliveryAttempts)(exchange, trader, about.transfer, eon)
            : [],
    )
    .filter((event) => send(exchange, event) !== exchange)
    .map((event): Move => ({ tag: 'send', event }))

const around = (exchange: Exchange, eon: bigint, coin: CoinId, trader: TraderId): ReadonlyArray<AllotmentProof> =>
  [eon, eon - 1n].flatMap((of) => present(proofOf(exchange, of, coin, trader)))

const present = <A>(a: A | undefined): ReadonlyArray<A> => (a === undefined ? [] : [a])

/** With no update, with any that the trader ever signed, and with one that only the operator signed. */
const balanceAttempts = (exchange: Exchange, trader: TraderId, coin: CoinId, eon: bigint): ReadonlyArray<Event> => {
  const { cast, drafts } = exchange
  return around(exchange, eon, coin, trader).flatMap((after) => {
    const { update } = after
    const own =
      update === undefined ? undefined : cast.suite.sign(cast.operator.secret, updateDatum(cast.params, update))
    const forgedOne = own === undefined ? [] : [{ update, byTrader: own, byOperator: own } as Agreed]
    const signed = drafts.flatMap((draft) => (draft.update.trader === trader ? [draft.agreed] : []))
    return [
      { tag: 'answerBalance', trader, coin, after } as const,
      ...[...signed, ...forgedOne].map((agreed) => ({ tag: 'answerBalance' as const, trader, coin, after, agreed })),
    ]
  })
}

const swapAttempts = (exchange: Exchange, swap: Swap, eon: bigint): ReadonlyArray<Event> =>
  membershipsOf(exchange, swap).flatMap((membership) =>
    around(exchange, eon, swap.buyCoin, swap.trader).flatMap((after) =>
      around(exchange, eon, swap.buyCoin, swap.trader).map(
        (before): Event => ({ tag: 'answerSwap', trader: swap.trader, swap, buy: { membership, before, after } }),
      ),
    ),
  )

const deliveryAttempts = (
  exchange: Exchange,
  trader: TraderId,
  transfer: Transfer,
  eon: bigint,
): ReadonlyArray<Event> =>
  membershipsOf(exchange, transfer).flatMap((membership) =>
    around(exchange, eon, transfer.coin, transfer.recipient).map(
      (after): Event => ({ tag: 'answerDelivery', trader, transfer, membership, after }),
    ),
  )

/** With every proof, and every place in every tree, of the challenged eon and of the one before, whoever's they are. */
const passiveAttempts = (
  exchange: Exchange,
  trader: TraderId,
  transfer: Transfer,
  eon: bigint,
): ReadonlyArray<Event> => {
  const { cast } = exchange
  const { coin } = transfer
  return cast.params.traders.flatMap(({ trader: whose }) =>
    [eon, eon - 1n].flatMap((of) => {
      const after = proofOf(exchange, of, coin, whose)
      const transfers = receivedOf(exchange, of, coin, whose)
      const places = transfers.map((_, i) => passiveProof(treeOf(cast, transfers), i))
      return after === undefined
        ? []
        : [...places, { index: 0n, path: [] }].map(
            (interval): Event => ({ tag: 'answerPassiveDelivery', trader, transfer, after, interval }),
          )
    }),
  )
}

const membershipsOf = ({ drafts }: Exchange, transaction: Swap | Transfer): ReadonlyArray<Membership> =>
  drafts.flatMap(({ transactions }) =>
    transactions.flatMap((placed) => (placed.transaction === transaction ? [placed.membership] : [])),
  )

/** A corrupt trader requests as much as it is allotted. */
export const requests = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger } = exchange
  const eon = currentEon(ledger)
  return cast.params.traders
    .filter(({ trader }) => !isHonest(exchange, trader))
    .flatMap(({ trader }) =>
      cast.params.coins.flatMap((coin): ReadonlyArray<Move> => {
        const proof = proofOf(exchange, eon - 1n, coin, trader)
        const amount = proof === undefined ? 0n : proof.right - proof.left
        if (proof === undefined || amount === 0n) return []
        return [{ tag: 'send', event: { tag: 'requestWithdrawal', trader, coin, amount, proof } }]
      }),
    )
    .filter((move) => move.tag === 'send' && send(exchange, move.event) !== exchange)
}

/** An honest trader asks for what it planned to withdraw. */
export const withdrawings = (exchange: Exchange): ReadonlyArray<Move> =>
  exchange.cast.withdrawals.flatMap(
    (_, i): ReadonlyArray<Move> =>
      exchange.asked.has(i) || requestOf(exchange, i).length === 0 ? [] : [{ tag: 'withdraw', withdrawal: i }],
  )

/**
 * What was requested is cancelled: with any statement that an honest trader signed, and with one that a corrupt trader
 * signs for the purpose. Left out where only corrupt traders withdraw: as if they had not asked.
 */
export const cancellations = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger, drafts } = exchange
  if (cast.withdrawals.length === 0) return []
  return [...ledger.withdrawals]
    .flatMap(([at]) => {
      const [trader, coin, requested] = at.split(' ') as [TraderId, CoinId, string]
      const eon = BigInt(requested)
      const stated = isHonest(exchange, trader)
        ? drafts.flatMap(({ update, available }) =>
            available === undefined || update.trader !== trader || update.coin !== coin
              ? []
              : [{ eon: update.eon, available }],
          )
        : [{ eon, available: 0n }]
      return stated.map(
        (one): Event => ({
          tag: 'cancelWithdrawal',
          trader,
          coin,
          eon,
          statement: signStatement(cast, { trader, coin, eon: one.eon }, one.available),
        }),
      )
    })
    .filter((event) => send(exchange, event) !== exchange)
    .map((event): Move => ({ tag: 'send', event }))
}

/** What was requested is paid, whenever the verifier does so. */
export const payments = (exchange: Exchange): ReadonlyArray<Move> =>
  [...exchange.ledger.withdrawals]
    .filter(([, { isPaid }]) => !isPaid)
    .map(([at]): Move => {
      const [trader, coin, requested] = at.split(' ') as [TraderId, CoinId, string]
      return { tag: 'send', event: { tag: 'confirmWithdrawal', trader, coin, eon: BigInt(requested) } }
    })
    .filter((move) => move.tag === 'send' && send(exchange, move.event) !== exchange)
