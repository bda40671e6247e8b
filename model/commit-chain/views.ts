import type { OperatorView } from '../../spec/commit-chain/answers.js'
import type { Ending } from '../../spec/commit-chain/ending.js'
import type { TraderView } from '../../spec/commit-chain/strategy.js'
import type { TraderId } from '../../spec/primitives/types.js'
import { intervalOf } from './passive.js'
import type { Draft } from './signing.js'
import { committedOf, type Exchange, hasSeen, proofOf, receivedOf, transactionOf } from './state.js'

// What each of those who take part knows, and what the theorems judge.

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
  interval: (eon, transfer) => intervalOf(exchange, eon, transfer),
})

/** How far the run has come, for the theorems to judge. */
export const endingOf = (exchange: Exchange): Ending => ({
  ledger: exchange.ledger,
  honest: exchange.cast.honest,
  committed: (eon, coin, trader) => committedOf(exchange, eon, coin, trader),
  received: (eon, coin, trader) => receivedOf(exchange, eon, coin, trader),
  asked: exchange.cast.withdrawals.filter((_, i) => exchange.asked.has(i)),
  signed: exchange.drafts,
  evidence: (eon, coin, trader) =>
    hasSeen(exchange, eon, coin, trader) ? proofOf(exchange, eon, coin, trader) : undefined,
})
