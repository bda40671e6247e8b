import * as t from 'io-ts'
import { Count, exactly, oneOf, taggedBy } from '../core/codec.js'
import { answerOf } from '../core/history.js'
import { Side } from '../order-book/types.js'
import { hashSuites, signatureSuites } from '../primitives/suite.js'
import { Bytes, CoinId, ContractId, Integer, TraderId } from '../primitives/types.js'
import { SignedReceipt } from '../receipts/types.js'
import { Natural } from './numbers.js'

/** What a puzzle may be: bounds that are looked at before anything is computed. */
export const Limits = exactly('Limits', {
  /** The modulus has from `leastBits` to `mostBits` bits. */
  leastBits: Count,
  mostBits: Count,
  /** The primes below `bound` are kept out of the order of g, and challenges are below it. */
  bound: Count,
  /** How often each step is proven: the chance to cheat in a step is one in `bound` to the power of this. */
  rounds: Count,
  /** A puzzle takes 2^k - 1 squarings to solve, and k is from 1 to `mostSteps`. */
  mostSteps: Count,
})
export type Limits = t.TypeOf<typeof Limits>

/** What a trader has of a coin and has not promised, and how many orders it has made with it. */
export const Account = exactly('Account', { trader: TraderId, coin: CoinId, available: Integer, version: Integer })
export type Account = t.TypeOf<typeof Account>

/** What is known before the first order. */
export const Params = exactly('Params', {
  hash: oneOf('HashSuite', ...hashSuites),
  signature: oneOf('SignatureSuite', ...signatureSuites),
  contract: ContractId,
  limits: Limits,
  /** The operator's public key. */
  operator: Bytes,
  /** The traders: the public key of each, and the anchor K(0) of its key chain. */
  traders: t.readonlyArray(exactly('Trader', { trader: TraderId, key: Bytes, anchor: Bytes })),
  /** What each has at first, in version 0; of what is not named, nothing. */
  accounts: t.readonlyArray(Account),
  /** How many squarings the fastest processor makes in a tick of the clock. */
  speed: Integer,
  /** How many ticks an operator waits with the permit after it had to solve an order. */
  penalty: Integer,
  /** What a prompt receipt is worth in the score of the operator, and what a late one costs. */
  reward: Integer,
  fine: Integer,
})
export type Params = t.TypeOf<typeof Params>

/** An RSA group, a generator without small primes in its order, and the end of the chain of squarings. */
export const Puzzle = exactly('Puzzle', {
  /** n */
  modulus: Natural,
  /** h, and g = h^Q */
  base: Natural,
  generator: Natural,
  /** k */
  steps: Integer,
  /** C_K = g^(2^(2^k)) */
  end: Natural,
})
export type Puzzle = t.TypeOf<typeof Puzzle>

/** One proof of one step, from b(i-1) to b(i). */
export const Round = exactly('Round', {
  /** g^alpha and b(i-1)^alpha, for an alpha that nobody else knows */
  byGenerator: Natural,
  byPower: Natural,
  /** c */
  challenge: Natural,
  /** y */
  response: Natural,
})
export type Round = t.TypeOf<typeof Round>

/** The proof that the end of a puzzle is what the squarings lead to. */
export const PuzzleProof = exactly('PuzzleProof', {
  /** b(0) to b(k), where b(i) = g^(2^(2^i)) */
  powers: t.readonlyArray(Natural),
  /** For each step, as many rounds as the limits ask for. */
  rounds: t.readonlyArray(t.readonlyArray(Round)),
})
export type PuzzleProof = t.TypeOf<typeof PuzzleProof>

/** An order with all that makes it its trader's: the key of its place in the chain, and the two accounts after it. */
export const Order = exactly('Order', {
  trader: TraderId,
  eon: Integer,
  /** K(j) */
  key: Bytes,
  side: Side,
  base: CoinId,
  quote: CoinId,
  price: Integer,
  volume: Integer,
  /** The trader's signatures on its account of the coin that it gives, and of the one that it takes, after the order. */
  give: Bytes,
  take: Bytes,
})
export type Order = t.TypeOf<typeof Order>

/** A moonwalk order (TEX IV-B) as the operator gets it. */
export const Sealed = exactly('Sealed', {
  eon: Integer,
  /** H(K(j) || trader) */
  reference: Bytes,
  /** H of the order: what the log holds. */
  orderHash: Bytes,
  puzzle: Puzzle,
  /** C_M */
  ciphertext: Bytes,
  proof: PuzzleProof,
})
export type Sealed = t.TypeOf<typeof Sealed>

/** An account, and the operator's signature on it together with K(j-1): the permit for order j. */
export const Permitted = exactly('Permitted', { account: Account, signature: Bytes })
export type Permitted = t.TypeOf<typeof Permitted>

/** What Algorithm 1 is proven with: nobody but the trader knows it. */
export const Witness = exactly('Witness', {
  trader: TraderId,
  /** K(j) */
  key: Bytes,
  /** kappa_h, of which kappa_g is the Q-th power */
  root: Natural,
  order: Order,
  give: Permitted,
  take: Permitted,
})
export type Witness = t.TypeOf<typeof Witness>

/**
 * What happens between traders and operator.
 *
 * - `submit`: a sealed order arrives, with its proof of Algorithm 1, which is the relation's witness. What the witness
 *   says is for checking that there is a proof: the operator does not see it, and nothing shown may depend on it.
 * - `receipt`: the operator puts the order at the next place of its log, and signs that.
 * - `open`: the trader reveals kappa_g, by which the operator reads the order.
 * - `solve`: the operator has found kappa_g by squaring.
 * - `acknowledge`: the operator signs each of the trader's accounts as it is after the order, together with K(j), in the
 *   sequence of the parameters: the permits for the next order.
 * - `advance`: the clock goes forward.
 * - `endEon`: the eon ends, and its log with it. An order that has no receipt by then is void.
 */
export const Event = taggedBy('Event', 'tag', {
  submit: exactly('submit', { tag: t.literal('submit'), sealed: Sealed, witness: Witness }),
  receipt: exactly('receipt', { tag: t.literal('receipt'), reference: Bytes, receipt: SignedReceipt }),
  open: exactly('open', { tag: t.literal('open'), reference: Bytes, root: Natural, order: Order }),
  solve: exactly('solve', { tag: t.literal('solve'), reference: Bytes, root: Natural, order: Order }),
  acknowledge: exactly('acknowledge', {
    tag: t.literal('acknowledge'),
    reference: Bytes,
    permits: t.readonlyArray(Bytes),
  }),
  advance: exactly('advance', { tag: t.literal('advance'), time: Integer }),
  endEon: exactly('endEon', { tag: t.literal('endEon'), eon: Integer }),
})
export type Event = t.TypeOf<typeof Event>

/** An event of one kind. */
export type EventOf<Tag extends Event['tag']> = Extract<Event, { readonly tag: Tag }>

/** What an accepted event did: the orders, by their references, that the book now takes in, in the sequence of the log. */
export const Outputs = exactly('Outputs', { entered: t.readonlyArray(Bytes) })
export type Outputs = t.TypeOf<typeof Outputs>

/** The answer to an event: what it did, or the clause that refuses it. Whoever gives no reason leaves it out. */
export const Answer = answerOf(Outputs)
export type Answer = t.TypeOf<typeof Answer>

/** How far an order is. */
export const Stage = oneOf('Stage', 'sealed', 'receipted', 'opened', 'solved', 'acknowledged', 'void')
export type Stage = t.TypeOf<typeof Stage>

/** An order as everybody sees it. While it is closed there is no order: `place` from 0 on once it has a receipt. */
export const Shown = exactly(
  'Shown',
  { reference: Bytes, eon: Integer, stage: Stage },
  {
    place: Integer,
    order: exactly('Plain', {
      trader: TraderId,
      side: Side,
      base: CoinId,
      quote: CoinId,
      price: Integer,
      volume: Integer,
    }),
  },
)
export type Shown = t.TypeOf<typeof Shown>

/** What the operator's receipts for a trader's opened orders are worth to it: F(p, d) = reward p - fine d. */
export const Score = exactly('Score', { trader: TraderId, prompt: Integer, late: Integer, score: Integer })
export type Score = t.TypeOf<typeof Score>

/**
 * What can be seen between two events: `orders`, in the sequence in which they arrived; `visible`, how many orders at the
 * front of the running eon's log the book has taken in; `scores`, of the traders in the sequence of the parameters;
 * `time`; `eon`.
 */
export const Observation = exactly(
  'Observation',
  {},
  { orders: t.readonlyArray(Shown), visible: Integer, scores: t.readonlyArray(Score), time: Integer, eon: Integer },
)
export type Observation = t.TypeOf<typeof Observation>

/** One line of a log. */
export const Entry = exactly('Entry', { event: Event, answer: Answer }, { observed: Observation })
export type Entry = t.TypeOf<typeof Entry>

/** A whole log, from eon 1 at time 0 on. */
export const History = exactly('History', { params: Params, entries: t.readonlyArray(Entry) })
export type History = t.TypeOf<typeof History>
