import type { CoinId, TraderId } from '../primitives/types.js'
import type { Signed } from './ending.js'
import type { Ledger } from './ledger.js'
import type { AllotmentProof, Event, PassiveProof, Swap, Transfer } from './types.js'

/** What an operator has: everything that was signed, and its own trees. */
export interface OperatorView {
  readonly ledger: Ledger
  /** Everything that any trader signed, with the trader's signature. */
  readonly signed: ReadonlyArray<Signed & { readonly byTrader: Uint8Array; readonly byOperator: Uint8Array }>
  readonly proof: (eon: bigint, coin: CoinId, trader: TraderId) => AllotmentProof | undefined
  /** Where a passive transfer stands in its recipient's tree, in the checkpoint of an eon. */
  readonly interval: (eon: bigint, transfer: Transfer) => PassiveProof | undefined
}

/** The answers with which an operator can close what is open: for each open challenge, the one that its trees hold. */
export const operatorAnswers = (view: OperatorView): ReadonlyArray<Event> =>
  view.ledger.challenges
    .valueSeq()
    .filter(({ isOpen }) => isOpen)
    .toArray()
    .flatMap((challenge): ReadonlyArray<Event> => {
      const { trader, coin, eon, about } = challenge
      if ('allotted' in about) return balanceAnswer(view, eon, coin, trader)
      if ('swap' in about) return swapAnswer(view, eon, about.swap)
      return about.transfer.passive
        ? passiveAnswer(view, eon, trader, about.transfer)
        : deliveryAnswer(view, eon, trader, about.transfer)
    })

type SignedByBoth = OperatorView['signed'][number]

const signedFor = ({ signed }: OperatorView, proof: AllotmentProof | undefined): SignedByBoth | undefined =>
  proof?.update === undefined ? undefined : signed.find(({ update }) => update === proof.update)

const balanceAnswer = (view: OperatorView, eon: bigint, coin: CoinId, trader: TraderId): ReadonlyArray<Event> => {
  const after = view.proof(eon, coin, trader)
  const both = signedFor(view, after)
  if (after === undefined || (after.update !== undefined && both === undefined)) return []
  const { update, byTrader, byOperator } = both ?? {}
  return [
    {
      tag: 'answerBalance',
      trader,
      coin,
      after,
      ...(update === undefined ? {} : { agreed: { update, byTrader, byOperator } as never }),
    },
  ]
}

const placedIn = (view: OperatorView, after: AllotmentProof | undefined, is: (t: Swap | Transfer) => boolean) =>
  signedFor(view, after)?.transactions.find(({ transaction }) => is(transaction))

const swapAnswer = (view: OperatorView, eon: bigint, swap: Swap): ReadonlyArray<Event> => {
  const { trader, buyCoin } = swap
  const [before, after] = [view.proof(eon - 1n, buyCoin, trader), view.proof(eon, buyCoin, trader)]
  const placed = placedIn(view, after, (transaction) => transaction === swap)
  if (before === undefined || after === undefined || placed === undefined) return []
  return [{ tag: 'answerSwap', trader, swap, buy: { membership: placed.membership, before, after } }]
}

const deliveryAnswer = (
  view: OperatorView,
  eon: bigint,
  trader: TraderId,
  transfer: Transfer,
): ReadonlyArray<Event> => {
  const after = view.proof(eon, transfer.coin, transfer.recipient)
  const placed = placedIn(view, after, (transaction) => transaction === transfer)
  if (after === undefined || placed === undefined) return []
  return [{ tag: 'answerDelivery', trader, transfer, membership: placed.membership, after }]
}

const passiveAnswer = (view: OperatorView, eon: bigint, trader: TraderId, transfer: Transfer): ReadonlyArray<Event> => {
  const after = view.proof(eon, transfer.coin, transfer.recipient)
  const interval = view.interval(eon, transfer)
  if (after === undefined || interval === undefined) return []
  return [{ tag: 'answerPassiveDelivery', trader, transfer, after, interval }]
}
