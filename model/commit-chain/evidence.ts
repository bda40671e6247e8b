import { passiveProof } from '../../spec/commit-chain/allotment.js'
import { key } from '../../spec/commit-chain/ledger.js'
import type { EventOf, Leg, Membership, Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Cast } from './scope.js'
import { at, proofIn, type Received, type Sheet } from './sheets.js'
import type { Draft } from './signing.js'

// The evidence that challenges and answers show, from the sheets of the eons that they are about.

/** The checkpoint that is challenged, and the one before it. */
export interface Sheets {
  readonly cast: Cast
  readonly before: Sheet
  readonly after: Sheet
}

interface Account {
  readonly trader: TraderId
  readonly coin: CoinId
}

const placeIn = (draft: Draft, transaction: Swap | Transfer): Membership =>
  (draft.transactions.find((placed) => placed.transaction === transaction) as Draft['transactions'][number]).membership

/** A balance challenge with the update that was agreed last, if there is one. */
export const challengeBalance = ({ cast, before, after }: Sheets, account: Account): EventOf<'challengeBalance'> => {
  const draft = after.drafts.get(at(account))
  return {
    tag: 'challengeBalance',
    ...account,
    before: proofIn(cast, before, account),
    ...(draft === undefined ? {} : { claim: { update: draft.update, byOperator: draft.agreed.byOperator } }),
  }
}

/** The answer to it, with what is applied, as far as it was agreed. */
export const answerBalance = ({ cast, after }: Sheets, account: Account): EventOf<'answerBalance'> => {
  const proof = proofIn(cast, after, account)
  const agreed = [...after.drafts.values()].find(({ update }) => update === proof.update)?.agreed
  return { tag: 'answerBalance', ...account, after: proof, ...(agreed === undefined ? {} : { agreed }) }
}

const draftOf = ({ drafts }: Sheet, coin: CoinId, trader: TraderId): Draft => drafts.get(key(coin, trader)) as Draft

/** A delivery challenge: the transfer is in its sender's update. */
export const challengeDelivery = (
  { after }: Sheets,
  trader: TraderId,
  transfer: Transfer,
): EventOf<'challengeDelivery'> => {
  const draft = draftOf(after, transfer.coin, transfer.sender)
  const claim = { update: draft.update, byOperator: draft.agreed.byOperator }
  return { tag: 'challengeDelivery', trader, transfer, claim, membership: placeIn(draft, transfer) }
}

/** The answer to it: the transfer is in the update that is applied to its recipient. */
export const answerDelivery = (
  { cast, after }: Sheets,
  trader: TraderId,
  transfer: Transfer,
): EventOf<'answerDelivery'> => ({
  tag: 'answerDelivery',
  trader,
  transfer,
  membership: placeIn(draftOf(after, transfer.coin, transfer.recipient), transfer),
  after: proofIn(cast, after, { trader: transfer.recipient, coin: transfer.coin }),
})

/** A challenge of a passive delivery: the transfer is in the update that is applied to its sender. */
export const challengePassiveDelivery = (
  { cast, after }: Sheets,
  trader: TraderId,
  transfer: Transfer,
): EventOf<'challengePassiveDelivery'> => ({
  tag: 'challengePassiveDelivery',
  trader,
  transfer,
  membership: placeIn(draftOf(after, transfer.coin, transfer.sender), transfer),
  after: proofIn(cast, after, { trader: transfer.sender, coin: transfer.coin }),
})

/** The answer to it: the transfer has its place in the recipient's passive tree. */
export const answerPassiveDelivery = (
  { cast, after }: Sheets,
  trader: TraderId,
  transfer: Transfer,
): EventOf<'answerPassiveDelivery'> => {
  const { tree, transfers } = after.received.get(key(transfer.coin, transfer.recipient)) as Received
  return {
    tag: 'answerPassiveDelivery',
    trader,
    transfer,
    after: proofIn(cast, after, { trader: transfer.recipient, coin: transfer.coin }),
    interval: passiveProof(tree, transfers.indexOf(transfer)),
  }
}

const leg = ({ cast, before, after }: Sheets, swap: Swap, coin: CoinId): Leg => {
  const account = { trader: swap.trader, coin }
  return {
    membership: placeIn(draftOf(after, coin, swap.trader), swap),
    before: proofIn(cast, before, account),
    after: proofIn(cast, after, account),
  }
}

/** A swap challenge: what was taken of the coin that is sold. */
export const challengeSwap = (sheets: Sheets, swap: Swap): EventOf<'challengeSwap'> => ({
  tag: 'challengeSwap',
  trader: swap.trader,
  swap,
  sell: leg(sheets, swap, swap.sellCoin),
})

/** The answer to it: what was given of the coin that is bought. */
export const answerSwap = (sheets: Sheets, swap: Swap): EventOf<'answerSwap'> => ({
  tag: 'answerSwap',
  trader: swap.trader,
  swap,
  buy: leg(sheets, swap, swap.buyCoin),
})

/** Both at once: what was taken and given. */
export const punishSwap = (sheets: Sheets, swap: Swap): EventOf<'punishSwap'> => ({
  tag: 'punishSwap',
  trader: swap.trader,
  swap,
  sell: leg(sheets, swap, swap.sellCoin),
  buy: leg(sheets, swap, swap.buyCoin),
})
