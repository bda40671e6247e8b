import * as t from 'io-ts'
import { distinct, exactly, oneOf, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { hashSuites, signatureSuites } from '../primitives/suite.js'
import { Bytes, CoinId, ContractId, EonLength, Integer, TraderId } from '../primitives/types.js'

// Who, what, when

/** A trader, and the public key that its signatures are checked against. Its place in the list is its slot. */
export const Member = exactly('Member', { trader: TraderId, key: Bytes })
export type Member = t.TypeOf<typeof Member>

/**
 * What an instance is opened with. `contract` names the instance, so that what is signed for one is worth nothing in
 * another. The slot of a trader, and the index of a coin, is its place in the list, where no name stands twice.
 */
export const Params = exactly('Params', {
  contract: ContractId,
  blocksPerEon: EonLength,
  hash: oneOf('Hash', ...hashSuites),
  signature: oneOf('SignatureScheme', ...signatureSuites),
  operator: Bytes,
  coins: distinct('Coins', CoinId, (coin) => coin),
  traders: distinct('Members', Member, ({ trader }) => trader),
})
export type Params = t.TypeOf<typeof Params>

// What is agreed off the chain

/**
 * The state of a trader's account in a coin at some moment of an eon: the root of the set of its transactions, and how
 * much it spent and gained in this eon so far. It binds once both the trader and the operator have signed it.
 */
export const Update = exactly('Update', {
  trader: TraderId,
  coin: CoinId,
  eon: Integer,
  transactions: Bytes,
  spent: Integer,
  gained: Integer,
})
export type Update = t.TypeOf<typeof Update>

/** An update that the operator signed: what a trader opens a challenge with. */
export const Ratified = exactly('Ratified', { update: Update, byOperator: Bytes })
export type Ratified = t.TypeOf<typeof Ratified>

/** An update that both signed: what the operator answers with. */
export const Agreed = exactly('Agreed', { update: Update, byTrader: Bytes, byOperator: Bytes })
export type Agreed = t.TypeOf<typeof Agreed>

/**
 * An amount that goes from one trader to another. An active transfer stands in the updates of both; of a passive one
 * the recipient signs nothing.
 */
export const Transfer = exactly('Transfer', {
  coin: CoinId,
  sender: TraderId,
  recipient: TraderId,
  amount: Integer,
  passive: t.boolean,
  nonce: Integer,
})
export type Transfer = t.TypeOf<typeof Transfer>

/** An order to give up to `sellAmount` of one coin for another, at `sellAmount` for `buyAmount` or better. */
export const Swap = exactly('Swap', {
  trader: TraderId,
  sellCoin: CoinId,
  buyCoin: CoinId,
  sellAmount: Integer,
  buyAmount: Integer,
  nonce: Integer,
})
export type Swap = t.TypeOf<typeof Swap>

/** Where in a set of transactions something stands: its index, and the siblings from the bottom up. */
export const Membership = exactly('Membership', { index: Integer, path: t.readonlyArray(Bytes) })
export type Membership = t.TypeOf<typeof Membership>

/** What a trader says at most it will withdraw, counted from this eon's requests on, after having signed spending. */
export const Statement = exactly('Statement', { eon: Integer, available: Integer, byTrader: Bytes })
export type Statement = t.TypeOf<typeof Statement>

// What is committed

/** What an account received passively in an eon: the tree of those transfers, their total, and the account's own mark. */
export const Passive = exactly('Passive', { root: Bytes, amount: Integer, mark: Integer })
export type Passive = t.TypeOf<typeof Passive>

/** A step of a proof in an interval tree: the sibling, and its bound on the far side. */
export const Sibling = exactly('Sibling', { hash: Bytes, bound: Integer })
export type Sibling = t.TypeOf<typeof Sibling>

/**
 * A proof of exclusive allotment: the account's leaf, `left` to `right`, the path to the root of its coin, and that
 * coin's path to the checkpoint. Its allotment is `right` - `left`.
 */
export const AllotmentProof = exactly(
  'AllotmentProof',
  {
    left: Integer,
    right: Integer,
    passive: Passive,
    path: t.readonlyArray(Sibling),
    coins: t.readonlyArray(Bytes),
  },
  { update: Update },
)
export type AllotmentProof = t.TypeOf<typeof AllotmentProof>

/** A proof that a passive transfer occupies its place in the recipient's passive tree. */
export const PassiveProof = exactly('PassiveProof', { index: Integer, path: t.readonlyArray(Sibling) })
export type PassiveProof = t.TypeOf<typeof PassiveProof>

/** One coin's half of the evidence about a swap: the order in the update, and the allotments before and after. */
export const Leg = exactly('Leg', { membership: Membership, before: AllotmentProof, after: AllotmentProof })
export type Leg = t.TypeOf<typeof Leg>

// What happens on the parent chain

const account = { trader: TraderId, coin: CoinId }

/** What is sent to the verifier. `trader` is whoever sends it, unless the event may be sent by anybody (the answers). */
export const Event = taggedBy('Event', 'tag', {
  advance: exactly('advance', { tag: t.literal('advance'), block: Integer }),
  deposit: exactly('deposit', { tag: t.literal('deposit'), ...account, amount: Integer }),
  checkpoint: exactly('checkpoint', {
    tag: t.literal('checkpoint'),
    by: t.union([t.literal('operator'), TraderId], 'Sender'),
    root: Bytes,
    operations: Bytes,
  }),
  requestWithdrawal: exactly('requestWithdrawal', {
    tag: t.literal('requestWithdrawal'),
    ...account,
    amount: Integer,
    proof: AllotmentProof,
  }),
  cancelWithdrawal: exactly('cancelWithdrawal', {
    tag: t.literal('cancelWithdrawal'),
    ...account,
    eon: Integer,
    statement: Statement,
  }),
  confirmWithdrawal: exactly('confirmWithdrawal', { tag: t.literal('confirmWithdrawal'), ...account, eon: Integer }),
  challengeBalance: exactly(
    'challengeBalance',
    { tag: t.literal('challengeBalance'), ...account, before: AllotmentProof },
    { claim: Ratified },
  ),
  answerBalance: exactly(
    'answerBalance',
    { tag: t.literal('answerBalance'), ...account, after: AllotmentProof },
    { agreed: Agreed },
  ),
  challengeDelivery: exactly('challengeDelivery', {
    tag: t.literal('challengeDelivery'),
    trader: TraderId,
    transfer: Transfer,
    claim: Ratified,
    membership: Membership,
  }),
  answerDelivery: exactly('answerDelivery', {
    tag: t.literal('answerDelivery'),
    trader: TraderId,
    transfer: Transfer,
    membership: Membership,
    after: AllotmentProof,
  }),
  challengePassiveDelivery: exactly('challengePassiveDelivery', {
    tag: t.literal('challengePassiveDelivery'),
    trader: TraderId,
    transfer: Transfer,
    membership: Membership,
    after: AllotmentProof,
  }),
  answerPassiveDelivery: exactly('answerPassiveDelivery', {
    tag: t.literal('answerPassiveDelivery'),
    trader: TraderId,
    transfer: Transfer,
    after: AllotmentProof,
    interval: PassiveProof,
  }),
  challengeSwap: exactly('challengeSwap', { tag: t.literal('challengeSwap'), trader: TraderId, swap: Swap, sell: Leg }),
  answerSwap: exactly('answerSwap', { tag: t.literal('answerSwap'), trader: TraderId, swap: Swap, buy: Leg }),
  punishSwap: exactly('punishSwap', {
    tag: t.literal('punishSwap'),
    trader: TraderId,
    swap: Swap,
    sell: Leg,
    buy: Leg,
  }),
  recover: exactly('recover', { tag: t.literal('recover'), ...account, proof: AllotmentProof }),
})
export type Event = t.TypeOf<typeof Event>

/** The events with one of these tags. */
export type EventOf<Tag extends Event['tag']> = Extract<Event, { readonly tag: Tag }>

/** An amount that the verifier pays out to a trader. */
export const Payment = exactly('Payment', { trader: TraderId, coin: CoinId, amount: Integer })
export type Payment = t.TypeOf<typeof Payment>

/** A halt: the eon in which it came, and the last eon whose checkpoint passed its challenges, from which all recover. */
export const Halt = exactly('Halt', { eon: Integer, safe: Integer })
export type Halt = t.TypeOf<typeof Halt>

/** What an accepted event did: whom it paid, and whether the exchange halts with it. */
export const Outputs = exactly('Outputs', { paid: t.readonlyArray(Payment) }, { halted: Halt })
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. Whoever gives no reason leaves it out. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

// What can be seen

/** What kinds of challenge there are. */
export const ChallengeKind = oneOf('ChallengeKind', 'balance', 'delivery', 'passive-delivery', 'swap')
export type ChallengeKind = t.TypeOf<typeof ChallengeKind>

/** A challenge that waits for its answer. `coin` is the coin that the trader complains about. */
export const OpenChallenge = exactly('OpenChallenge', {
  kind: ChallengeKind,
  ...account,
  eon: Integer,
  block: Integer,
})
export type OpenChallenge = t.TypeOf<typeof OpenChallenge>

/** A withdrawal that was requested in an eon and is not paid yet. */
export const Pending = exactly('Pending', { ...account, eon: Integer, amount: Integer })
export type Pending = t.TypeOf<typeof Pending>

/**
 * What can be seen of the verifier between two events: `block` and `eon`; `held`, what it holds of each coin, in the
 * order of the coins; `challenges`, those that are open, and `withdrawals`, those that are pending, each by trader,
 * coin and eon; `operations`, the accumulator of this eon's deposits; `halt`, if there was one.
 */
export const Observation = exactly(
  'Observation',
  {},
  {
    block: Integer,
    eon: Integer,
    held: t.readonlyArray(exactly('Held', { coin: CoinId, amount: Integer })),
    challenges: t.readonlyArray(OpenChallenge),
    withdrawals: t.readonlyArray(Pending),
    operations: Bytes,
    halt: t.readonlyArray(Halt),
  },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log: an event, the answer to it, and what was seen afterwards. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole log, from block 0 of an instance where nobody has anything. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>
