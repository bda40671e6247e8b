import { currentEon, position } from '../../spec/commit-chain/ledger.js'
import type { Event } from '../../spec/commit-chain/types.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { signings, withdrawings } from './adversary.js'
import { type Exchange, type Move, proofOf, send } from './exchange.js'
import { signStatement } from './signing.js'

// What corrupt traders may do while the operator is honest: sign, or not; withdraw any amount at any time; have it paid;
// and open every challenge that the verifier lets them open, with any update that the operator signed, old ones too.

/**
 * Every move that somebody may make now, while the operator is honest. As with a corrupt operator, what might as well
 * be done in the second half of an eon is left for it.
 */
export const troubleMoves = (exchange: Exchange): ReadonlyArray<Move> => {
  const corrupt = exchange.cast.params.traders
    .map(({ trader }) => trader)
    .filter((trader) => !exchange.cast.honest.traders.includes(trader))
  const at = position(exchange.ledger)
  const half = exchange.ledger.params.blocksPerEon / 2n
  if (at < half) return [{ tag: 'tick' }]
  const sent = corrupt
    .flatMap((trader) => [
      ...(at === half ? withdrawals(exchange, trader) : []),
      ...cancellations(exchange, trader),
      ...balanceChallenges(exchange, trader),
      ...transactionChallenges(exchange, trader),
    ])
    .filter((event) => send(exchange, event) !== exchange)
  return [
    ...(at === half ? [...signings(exchange), ...withdrawings(exchange)] : []),
    ...sent.map((event): Move => ({ tag: 'send', event })),
    { tag: 'tick' },
  ]
}

const withdrawals = (exchange: Exchange, trader: TraderId): ReadonlyArray<Event> => {
  const eon = currentEon(exchange.ledger)
  return exchange.cast.params.coins.flatMap((coin) => {
    const proof = proofOf(exchange, eon - 1n, coin, trader)
    const allotted = proof === undefined ? 0 : Number(proof.right - proof.left)
    const requested = Array.from({ length: allotted }, (_, i): Event => {
      return {
        tag: 'requestWithdrawal',
        trader,
        coin,
        amount: BigInt(i + 1),
        proof: proof as NonNullable<typeof proof>,
      }
    })
    const confirmed = [eon - 2n, eon - 3n].map((of): Event => ({ tag: 'confirmWithdrawal', trader, coin, eon: of }))
    return [...requested, ...confirmed]
  })
}

/** It cancels its own requests, with a statement that nothing was available. */
const cancellations = (exchange: Exchange, trader: TraderId): ReadonlyArray<Event> => {
  const now = currentEon(exchange.ledger)
  return exchange.cast.params.coins.flatMap((coin) =>
    [now - 1n, now].map((eon): Event => {
      const statement = signStatement(exchange.cast, { trader, coin, eon }, 0n)
      return { tag: 'cancelWithdrawal', trader, coin, eon, statement }
    }),
  )
}

const balanceChallenges = (exchange: Exchange, trader: TraderId): ReadonlyArray<Event> => {
  const eon = currentEon(exchange.ledger)
  return exchange.cast.params.coins.flatMap((coin) => {
    const before = proofOf(exchange, eon - 1n, coin, trader)
    if (before === undefined) return []
    const claims = exchange.drafts.filter(
      ({ update, isRatified }) => isRatified && update.trader === trader && update.coin === coin,
    )
    return [
      { tag: 'challengeBalance', trader, coin, before } as const,
      ...claims.map(({ agreed: { update, byOperator } }) => ({
        tag: 'challengeBalance' as const,
        trader,
        coin,
        before,
        claim: { update, byOperator },
      })),
    ]
  })
}

const transactionChallenges = (exchange: Exchange, trader: TraderId): ReadonlyArray<Event> => {
  const eon = currentEon(exchange.ledger)
  return exchange.drafts
    .filter(({ isRatified }) => isRatified)
    .flatMap(({ agreed: { update, byOperator }, transactions }) =>
      transactions.flatMap(({ transaction, membership }): ReadonlyArray<Event> => {
        if ('sender' in transaction && transaction.passive) {
          const after = proofOf(exchange, eon, transaction.coin, transaction.sender)
          return after === undefined
            ? []
            : [{ tag: 'challengePassiveDelivery', trader, transfer: transaction, membership, after }]
        }
        if ('sender' in transaction)
          return [
            { tag: 'challengeDelivery', trader, transfer: transaction, claim: { update, byOperator }, membership },
          ]
        const [before, after] = [eon - 1n, eon].map((of) => proofOf(exchange, of, transaction.sellCoin, trader))
        return before === undefined || after === undefined || update.coin !== transaction.sellCoin
          ? []
          : [{ tag: 'challengeSwap', trader, swap: transaction, sell: { membership, before, after } }]
      }),
    )
}
