import * as t from 'io-ts'
import { exactly, oneOf, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { Side } from '../order-book/types.js'
import { hashSuites, signatureSuites } from '../primitives/suite.js'
import { Bytes, ContractId, EonLength, Integer, OrderId, TraderId } from '../primitives/types.js'

/**
 * What an instance is opened with: one order log of one market. `contract` names it, so that a receipt for one is worth
 * nothing in another; `operator` is the public key that its receipts are checked against.
 */
export const Params = exactly('Params', {
  contract: ContractId,
  blocksPerEon: EonLength,
  hash: oneOf('Hash', ...hashSuites),
  signature: oneOf('SignatureScheme', ...signatureSuites),
  operator: Bytes,
})
export type Params = t.TypeOf<typeof Params>

/**
 * A blind receipt (TEX IV-C): in eon `eon` the order that hashes to `order` took the place `index`, counted from 0, and
 * `commitment` is the root of the log that ends with it. It binds once the operator has signed it.
 */
export const Receipt = exactly('Receipt', { eon: Integer, index: Integer, order: Bytes, commitment: Bytes })
export type Receipt = t.TypeOf<typeof Receipt>

/** A receipt with the operator's signature: what a trader holds, and all that it needs to open a challenge. */
export const SignedReceipt = exactly('SignedReceipt', { receipt: Receipt, byOperator: Bytes })
export type SignedReceipt = t.TypeOf<typeof SignedReceipt>

/** The siblings on the way from a leaf to the root, from the bottom up. On which side each lies follows from the place. */
export const Path = t.readonlyArray(Bytes)
export type Path = t.TypeOf<typeof Path>

/** A log that is committed: how many orders it has, and its root. */
export const LogRoot = exactly('LogRoot', { size: Integer, root: Bytes })
export type LogRoot = t.TypeOf<typeof LogRoot>

/** The log of an eon, as the operator committed it on the parent chain. */
export const Committed = exactly('Committed', { eon: Integer, size: Integer, root: Bytes })
export type Committed = t.TypeOf<typeof Committed>

/**
 * What happens.
 *
 * - `advance`: time goes by up to `block`.
 * - `append`: an order arrives, known by its hash alone; the operator answers with its receipt.
 * - `commit`: the operator commits the log of the eon before.
 * - `challenge`: somebody shows a receipt and asks where its order is (TEX IV-C).
 * - `answer`: the operator shows the way from the order to the committed root (TEX Algorithm 2).
 */
export const Event = taggedBy('Event', 'tag', {
  advance: exactly('advance', { tag: t.literal('advance'), block: Integer }),
  append: exactly('append', { tag: t.literal('append'), order: Bytes }),
  commit: exactly('commit', { tag: t.literal('commit'), eon: Integer, size: Integer, root: Bytes }),
  challenge: exactly('challenge', { tag: t.literal('challenge'), receipt: Receipt, byOperator: Bytes }),
  answer: exactly('answer', { tag: t.literal('answer'), receipt: Receipt, path: Path }),
})
export type Event = t.TypeOf<typeof Event>

/** The events with one of these tags. */
export type EventOf<Tag extends Event['tag']> = Extract<Event, { readonly tag: Tag }>

/** A halt: the eon in which it came, and why: a log was not committed, or a challenge not answered, in time. */
export const Halt = exactly('Halt', { eon: Integer, why: oneOf('WhyHalted', 'uncommitted', 'unanswered') })
export type Halt = t.TypeOf<typeof Halt>

/** What an order that arrived is answered with: its receipt, and the hash that the operator signs for it. */
export const Issued = exactly('Issued', { receipt: Receipt, signs: Bytes })
export type Issued = t.TypeOf<typeof Issued>

/** What an accepted event did: the receipt that it brought, and whether the market halts with it. */
export const Outputs = exactly('Outputs', {}, { issued: Issued, halted: Halt })
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. Whoever gives no reason leaves it out. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

/** A challenge that waits for its answer: the receipt, and the block in which it was opened. */
export const OpenChallenge = exactly('OpenChallenge', { receipt: Receipt, block: Integer })
export type OpenChallenge = t.TypeOf<typeof OpenChallenge>

/**
 * What can be seen between two events: `block` and `eon`; `size` and `root` of the log of the eon that runs;
 * `committed`, the logs of the eons before, the latest last; `challenges`, those that are open, in the order in which
 * they were opened; `halt`, if there was one.
 */
export const Observation = exactly(
  'Observation',
  {},
  {
    block: Integer,
    eon: Integer,
    size: Integer,
    root: Bytes,
    committed: t.readonlyArray(Committed),
    challenges: t.readonlyArray(OpenChallenge),
    halt: t.readonlyArray(Halt),
  },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log: an event, the answer to it, and what was seen afterwards. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole history, from block 0 on. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>

// Provably consistent matching

/** A limit order in the clear; its hash is what arrives. Volumes are base lots, prices quote units a lot. */
export const PlainOrder = exactly('PlainOrder', {
  order: OrderId,
  trader: TraderId,
  side: Side,
  price: Integer,
  volume: Integer,
})
export type PlainOrder = t.TypeOf<typeof PlainOrder>

/** A leaf of the match tree: an order by its hash, and how much of it is left. */
export const MatchLeaf = exactly('MatchLeaf', { order: Bytes, side: Side, price: Integer, remaining: Integer })
export type MatchLeaf = t.TypeOf<typeof MatchLeaf>

/** A node of the match tree: its hash, the lowest selling and the highest buying price of what is left below it, if any. */
export const MatchNode = exactly('MatchNode', { hash: Bytes }, { sell: Integer, buy: Integer })
export type MatchNode = t.TypeOf<typeof MatchNode>

/** A match, as a prover shows it: the maker at its place, the nodes on the way to the root, the volume, and the book after it. */
export const Match = exactly('Match', {
  place: Integer,
  maker: MatchLeaf,
  path: t.readonlyArray(MatchNode),
  matched: Integer,
  after: Bytes,
})
export type Match = t.TypeOf<typeof Match>

/** What of an incoming order Algorithm 7 looks at. */
export const IncomingOrder = exactly('IncomingOrder', { side: Side, price: Integer, remaining: Integer })
export type IncomingOrder = t.TypeOf<typeof IncomingOrder>

/** What Algorithm 8 takes from the settlement: whether the account's update is applied, and whether its allotment is committed. */
export const Validated = exactly('Validated', { applied: t.boolean, committed: t.boolean })
export type Validated = t.TypeOf<typeof Validated>

/** An order that is appended with all its matches, as a prover shows it (TEX Algorithm 8). */
export const Appended = exactly('Appended', {
  order: PlainOrder,
  validated: Validated,
  /** The way from the order, at the place that it takes, to the root of the log of arrivals. */
  arrival: Path,
  matches: t.readonlyArray(Match),
  /** The mountains of the book after the matches, from the largest to the smallest. */
  peaks: t.readonlyArray(MatchNode),
  /** The book with the order. */
  after: Bytes,
})
export type Appended = t.TypeOf<typeof Appended>
