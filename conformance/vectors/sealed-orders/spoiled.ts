import {
  type Group,
  inverseOf,
  type Lock,
  lock,
  lockAt,
  toyGroup,
  toyLimits,
} from '../../../model/sealed-orders/group.js'
import { exponentOf, provePuzzle } from '../../../model/sealed-orders/prover.js'
import { type Changes, permitFor, type Wish } from '../../../model/sealed-orders/trader.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import { encode } from '../../../spec/primitives/encoding.js'
import type { Bytes, CoinId, TraderId } from '../../../spec/primitives/types.js'
import { plainPower } from '../../../spec/sealed-orders/as-written.js'
import { orderDatum, referenceDatum } from '../../../spec/sealed-orders/data.js'
import { bitsOf, power } from '../../../spec/sealed-orders/numbers.js'
import { challengeOf } from '../../../spec/sealed-orders/puzzle.js'
import type { EventOf, Order, PuzzleProof, Round, Sealed } from '../../../spec/sealed-orders/types.js'
import { drafted, opened, type Scene, SELL } from './scene.js'

// Sealed orders that are wrong in one place, all else being as it should be with that.

/** A sealed order that is wrong, and the line that it fails. */
export interface Spoiled {
  readonly slug: string
  readonly line: string
  readonly clause: ClauseIdOf<'sealed-orders'>
  readonly comment: string
  readonly event: EventOf<'submit'>
}

type Statement = Omit<Sealed, 'ciphertext' | 'proof'>

/** How a wrong order is made: a wish, changes on the way, and changes at the end. */
export interface Recipe {
  readonly wish?: Partial<Wish>
  readonly changes?: Changes
  readonly after?: (event: EventOf<'submit'>) => EventOf<'submit'>
}

type Row = readonly [slug: string, line: string, clause: Spoiled['clause'], comment: string, recipe: Recipe]

const n = toyGroup.p * toyGroup.q
const { bound } = toyLimits
const STEPS = 4

// On the way

const stated = (change: (statement: Statement) => Partial<Statement>): Changes => ({
  statement: (statement) => ({ ...statement, ...change(statement) }),
})
const puzzled = (change: Partial<Statement['puzzle']>): Changes =>
  stated(({ puzzle }) => ({ puzzle: { ...puzzle, ...change } }))
const locked = (made: (honest: Lock) => Lock): Changes => ({ lock: made })
const ordered = (change: Partial<Order>): Changes => ({ order: (order) => ({ ...order, ...change }) })
const inGroup = (group: Group): Changes => ({ group })

/** g to an exponent of which the square is that of C_K. */
const at = (exponent: bigint, generator?: bigint): Lock =>
  lockAt(toyGroup, toyLimits, STEPS, generator ?? lock(toyGroup, toyLimits, STEPS).puzzle.generator, exponent)

/** Half of an exponent, in the odd order of g. */
const half = (exponent: bigint): bigint => (exponent * inverseOf(2n, ODD)) % ODD
const ODD = ((toyGroup.p - 1n) / 2n) * ((toyGroup.q - 1n) / 2n)

/** The chain of squares that begins with some exponent. */
const towerFrom =
  (first: bigint) =>
  (i: number): bigint => {
    let x = first
    for (let j = 0; j < i; j += 1) x = (x * x) % ODD
    return x
  }

// At the end

const proofChanged =
  (change: (proof: PuzzleProof) => PuzzleProof) =>
  (event: EventOf<'submit'>): EventOf<'submit'> => ({
    ...event,
    sealed: { ...event.sealed, proof: change(event.sealed.proof) },
  })
const sealedChanged =
  (change: (sealed: Sealed) => Partial<Sealed>) =>
  (event: EventOf<'submit'>): EventOf<'submit'> => ({ ...event, sealed: { ...event.sealed, ...change(event.sealed) } })
const witnessChanged =
  (change: Partial<EventOf<'submit'>['witness']>) =>
  (event: EventOf<'submit'>): EventOf<'submit'> => ({ ...event, witness: { ...event.witness, ...change } })

const roundChanged =
  (i: number, change: (round: Round) => Round) =>
  ({ powers, rounds }: PuzzleProof): PuzzleProof => ({
    powers,
    rounds: rounds.map((step, s) => step.map((round, j) => (s === i && j === 0 ? change(round) : round))),
  })

/** A number and n, if the sum has no more bits than n. */
const withModulus = (one: bigint): bigint => (bitsOf(one + n) > bitsOf(n) ? one : one + n)

/** A response that is larger by the order of the group, where that is not below n: the same exponent, written longer. */
const responseAboveN = (proof: PuzzleProof): PuzzleProof => {
  const order = (toyGroup.p - 1n) * (toyGroup.q - 1n)
  let isDone = false
  return {
    ...proof,
    rounds: proof.rounds.map((step) =>
      step.map((round) => {
        const response = round.response + order
        if (isDone || response < n || response >= 2n ** 62n) return round
        isDone = true
        return { ...round, response }
      }),
    ),
  }
}

/** A right proof but for its first response, which is n itself: the least that is too large. */
const responseOfN =
  (scene: Scene) =>
  (event: EventOf<'submit'>): EventOf<'submit'> => {
    const { hash } = scene.cast.suite
    const { puzzle } = event.sealed
    const attempt = (seed: number): PuzzleProof => {
      // b(0) is g^2, and n is p + q - 1 modulo the order: with this alpha the response is n, if the challenge is as guessed.
      const alpha = toyGroup.p + toyGroup.q - 1n - 2n * BigInt(seed % bound)
      const announce = (round: Round, i: number, j: number): Round =>
        i === 1 && j === 1
          ? {
              ...round,
              byGenerator: power(puzzle.generator, alpha, n),
              byPower: power(puzzle.generator, 2n * alpha, n),
            }
          : round
      return provePuzzle(hash, toyGroup, toyLimits, puzzle, Uint8Array.of(seed), { announce })
    }
    for (let seed = 0; seed < 256; seed += 1) {
      const proof = attempt(seed)
      if (proof.rounds[0]?.[0]?.challenge === BigInt(seed % bound))
        return proofChanged(() => roundChanged(0, (round) => ({ ...round, response: n }))(proof))(event)
    }
    throw new Error('no challenge was as guessed')
  }

const flipped = (bytes: Bytes, place: number): Bytes => bytes.map((byte, i) => (i === place ? byte ^ 1 : byte)) as Bytes

/** An element of order two that is not -1: 1 modulo p and -1 modulo q. */
const ROOT_OF_ONE = (1n + toyGroup.p * (((toyGroup.q - 2n) * inverseOf(toyGroup.p, toyGroup.q)) % toyGroup.q)) % n

const TINY: Group = { p: 1019n, q: 2027n, base: 7n }
const PRIME: Group = { p: 1n, q: 2305843009213693951n, base: 7n, order: 2305843009213693950n }
const EVEN: Group = { p: 2n, q: 1623226343n * 2147483647n, base: 7n, order: 1623226342n * 2147483646n }

const DAVE = 'dave' as TraderId

const other = (size: number): Bytes => new Uint8Array(size).fill(7) as Bytes

/** The challenges that follow from announcements and powers alone (T32). */
const unbound: Changes['proof'] = {
  challenge: (step, round) => challengeOf(() => other(32), other(32), bound, step, round),
}

/** Makes the order one of so many bytes: what stands for a signature is as long as it takes. */
export const ofBytes = (scene: Scene, bytes: number): Changes => {
  const { order } = drafted(scene, 'alice', SELL)
  return ordered({ give: other(order.give.length + bytes - bytesOfOrder(order).length) })
}

/** The bytes of an order before it is filled up. */
export const bytesOfOrder = (order: Order): Uint8Array => encode(orderDatum(order))

/** Each line of Algorithm 11 and of Algorithm 1, failed by something that keeps all the others. */
export const recipes = (scene: Scene): ReadonlyArray<Row> => {
  const { cast } = scene
  const chain = cast.traders.get('alice')?.chain ?? []
  const account = (trader: string, coin: string, available = 100n) => ({
    trader: trader as TraderId,
    coin: coin as CoinId,
    available,
    version: 0n,
  })
  const signed = permitFor(cast, chain[1] as Uint8Array, account('alice', 'X')).signature
  return [
    // Algorithm 11
    ['modulus-small', '11.+sizes', 'SO-2', 'A modulus of 21 bits.', { changes: inGroup(TINY) }],
    [
      'modulus-large',
      '11.+sizes',
      'SO-2',
      'A modulus one bit above the most.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, modulus: 2n ** 96n + 1n } })) },
    ],
    [
      'modulus-zero',
      '11.+sizes',
      'SO-2',
      'A modulus of zero.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, modulus: 0n } })) },
    ],
    [
      'steps-zero',
      '11.+sizes',
      'SO-2',
      'k = 0: there is nothing to square.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, steps: 0n } })) },
    ],
    [
      'steps-negative',
      '11.+sizes',
      'SO-2',
      'k below zero.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, steps: -1n } })) },
    ],
    [
      'steps-absurd',
      '11.+sizes',
      'SO-2',
      'k = 2^100: asked before anything is computed.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, steps: 2n ** 100n } })) },
    ],
    [
      'powers-missing',
      '11.+sizes',
      'SO-2',
      'The last power is left out.',
      { after: proofChanged((proof) => ({ ...proof, powers: proof.powers.slice(0, -1) })) },
    ],
    [
      'round-missing',
      '11.+sizes',
      'SO-2',
      'A step has one round less.',
      {
        after: proofChanged((proof) => ({
          ...proof,
          rounds: proof.rounds.map((step, i) => (i === 1 ? step.slice(1) : step)),
        })),
      },
    ],
    [
      'step-missing',
      '11.+sizes',
      'SO-2',
      'A step is left out.',
      { after: proofChanged((proof) => ({ ...proof, rounds: proof.rounds.slice(1) })) },
    ],
    [
      'response-long',
      '11.+sizes',
      'SO-2',
      'A response longer than the modulus.',
      { after: proofChanged(roundChanged(2, (round) => ({ ...round, response: round.response + 2n ** 63n }))) },
    ],
    [
      'base-long',
      '11.+sizes',
      'SO-2',
      'h is a bit longer than n.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, base: puzzle.base + 2n * n } })) },
    ],
    [
      'generator-long',
      '11.+sizes',
      'SO-2',
      'g is a bit longer than n.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, generator: puzzle.generator + 2n * n } })) },
    ],
    [
      'end-long',
      '11.+sizes',
      'SO-2',
      'C_K is a bit longer than n.',
      { after: sealedChanged(({ puzzle }) => ({ puzzle: { ...puzzle, end: puzzle.end + 2n * n } })) },
    ],
    ['modulus-even', '11.+modulus', 'SO-3', 'An even modulus.', { changes: inGroup(EVEN) }],
    [
      'modulus-prime',
      '11.+modulus',
      'SO-3',
      'A prime modulus: its order is known to everybody.',
      { changes: inGroup(PRIME) },
    ],
    ['base-zero', '11.+base', 'SO-4', 'h = 0: all powers are 0.', { changes: puzzled({ base: 0n }) }],
    ['base-one', '11.+base', 'SO-4', 'h = 1: all powers are 1.', { changes: puzzled({ base: 1n }) }],
    ['base-minus-one', '11.+base', 'SO-4', 'h = -1, of order two.', { changes: puzzled({ base: n - 1n }) }],
    ['base-not-below', '11.+base', 'SO-4', 'h is above n.', { changes: puzzled({ base: n + 7n }) }],
    ['base-shares-factor', '11.+base', 'SO-4', 'h shares a factor with n.', { changes: puzzled({ base: toyGroup.p }) }],
    ['generator-other', '11.1', 'SO-5', 'g is made of another h.', { changes: puzzled({ base: 11n }) }],
    [
      'generator-plain',
      '11.1',
      'SO-5',
      'The inner exponents are dropped (T5).',
      { changes: locked(() => lock(toyGroup, toyLimits, STEPS, plainPower(7n, bound, n))) },
    ],
    [
      'generator-one',
      '11.1',
      'SO-5',
      'h is a root of 1, so g is 1 and every key the same.',
      { changes: inGroup({ ...toyGroup, base: ROOT_OF_ONE }) },
    ],
    [
      'response-not-below',
      '11.+units',
      'SO-6',
      'A response is larger than it has to be.',
      { after: proofChanged(responseAboveN) },
    ],
    ['response-of-n', '11.+units', 'SO-6', 'A response is n.', { after: responseOfN(scene) }],
    [
      'power-not-below',
      '11.+units',
      'SO-6',
      'n is added to b(1), and all else is proven of that.',
      { changes: { proof: { powers: (powers) => powers.map((one, i) => (i === 1 ? one + n : one)) } } },
    ],
    [
      'announced-by-generator-not-below',
      '11.+units',
      'SO-6',
      'From the second step on n is added to the first announcement of a round, where the sum has no more bits than n, before the challenges are drawn.',
      {
        changes: {
          proof: {
            announce: (round, i) => (i === 1 ? round : { ...round, byGenerator: withModulus(round.byGenerator) }),
          },
        },
      },
    ],
    [
      'announced-by-power-not-below',
      '11.+units',
      'SO-6',
      'From the second step on n is added to the second announcement of a round, where the sum has no more bits than n, before the challenges are drawn.',
      {
        changes: {
          proof: {
            announce: (round, i) => (i === 1 ? round : { ...round, byPower: withModulus(round.byPower) }),
          },
        },
      },
    ],
    [
      'announced-with-a-factor',
      '11.+units',
      'SO-6',
      'An announcement is a factor of n, and so no unit: it is neither zero nor too large.',
      {
        changes: {
          proof: {
            announce: (round, i, j) => (i === 2 && j === 1 ? { ...round, byGenerator: toyGroup.p } : round),
          },
        },
      },
    ],
    [
      'beginning-other',
      '11.+first',
      'SO-7',
      'b(0) is g^5: a chain of squares that begins elsewhere (T5).',
      { changes: { proof: { exponents: towerFrom(5n) }, ...locked(() => at(half(towerFrom(5n)(STEPS)))) } },
    ],
    ['challenge-unbound', '11.2', 'SO-8', 'The challenges are bound to nothing.', { changes: { proof: unbound } }],
    [
      'challenge-same',
      '11.2',
      'SO-8',
      'One challenge for all steps and rounds (T32).',
      { changes: { proof: { challenge: () => 3n } } },
    ],
    [
      'challenge-of-one-step',
      '11.2',
      'SO-8',
      'The challenges of one step are others than the hash gives, and all those of the other steps are right.',
      { changes: { proof: { challenge: (i, _, honest) => (i === 2 ? (honest + 1n) % BigInt(bound) : honest) } } },
    ],
    [
      'challenge-of-one-round',
      '11.2',
      'SO-8',
      'One challenge is another than the hash gives: that of the last round of the last step.',
      {
        changes: {
          proof: {
            challenge: (i, j, honest) =>
              i === STEPS && j === toyLimits.rounds ? (honest + 1n) % BigInt(bound) : honest,
          },
        },
      },
    ],
    [
      'announced-by-generator',
      '11.5',
      'SO-9',
      'The first announcement of a round is another.',
      {
        changes: {
          proof: {
            announce: (round, i, j) =>
              i === 2 && j === 1 ? { ...round, byGenerator: (round.byGenerator * 2n) % n } : round,
          },
        },
      },
    ],
    [
      'announced-by-power',
      '11.6',
      'SO-10',
      'The second announcement of a round is another.',
      {
        changes: {
          proof: {
            announce: (round, i, j) => (i === 3 && j === 2 ? { ...round, byPower: (round.byPower * 2n) % n } : round),
          },
        },
      },
    ],
    [
      'last-power-other',
      '11.6',
      'SO-10',
      'The exponent of the last power is no square: the operator would square in vain.',
      {
        changes: {
          proof: { exponents: (i) => (i === STEPS ? 12_345_678n : exponentOf(toyGroup, i)) },
          ...locked(() => at(half(12_345_678n))),
        },
      },
    ],
    ['end-other', '11.9', 'SO-11', 'C_K is not the end of the chain.', { changes: locked(() => at(987_654_321n)) }],
    // Algorithm 1
    [
      'ciphertext-truncated',
      '1.+sizes',
      'SO-2',
      'The last byte of the ciphertext is missing.',
      { after: sealedChanged(({ ciphertext }) => ({ ciphertext: ciphertext.slice(0, -1) as Bytes })) },
    ],
    [
      'ciphertext-long',
      '1.+sizes',
      'SO-2',
      'A ciphertext with a byte more: its length would tell.',
      { after: sealedChanged(({ ciphertext }) => ({ ciphertext: Uint8Array.from([...ciphertext, 0]) as Bytes })) },
    ],
    [
      'eon-wide',
      '1.+sizes',
      'SO-2',
      'An eon that is no amount.',
      { after: sealedChanged(() => ({ eon: 2n ** 128n })) },
    ],
    [
      'volume-negative',
      '1.+witness',
      'SO-12',
      'A volume below zero.',
      { after: (event) => witnessChanged({ order: { ...event.witness.order, volume: -1n } })(event) },
    ],
    [
      'price-wide',
      '1.+witness',
      'SO-12',
      'A price of 2^128.',
      { after: (event) => witnessChanged({ order: { ...event.witness.order, price: 2n ** 128n } })(event) },
    ],
    [
      'order-eon-negative',
      '1.+witness',
      'SO-12',
      'An order whose eon is below zero.',
      { after: (event) => witnessChanged({ order: { ...event.witness.order, eon: -1n } })(event) },
    ],
    [
      'root-long',
      '1.+witness',
      'SO-12',
      'kappa_h is longer than the modulus.',
      { after: (event) => witnessChanged({ root: 2n ** 70n })(event) },
    ],
    [
      'reference-other',
      '1.1',
      'SO-13',
      'The reference is of another trader.',
      { changes: stated(() => ({ reference: other(32) })) },
    ],
    [
      'reference-short',
      '1.1',
      'SO-13',
      'A reference of three bytes.',
      { changes: stated(() => ({ reference: other(3) })) },
    ],
    [
      'root-other',
      '1.3',
      'SO-14',
      'The order is sealed by another number than the one that the puzzle hides.',
      { changes: locked(({ puzzle }) => ({ ...at(1_234_567n), puzzle })) },
    ],
    [
      'plaintext-other',
      '1.4',
      'SO-15',
      'What is sealed is no order: a byte is another.',
      { changes: { plaintext: (plaintext) => plaintext.map((byte, i) => (i === 40 ? byte ^ 1 : byte)) } },
    ],
    [
      'order-of-513-bytes',
      '1.4',
      'SO-15',
      'What stands for a signature is so long that the order has 513 bytes: its first 512 are sealed.',
      {
        changes: {
          ...ofBytes(scene, 513),
          plaintext: () => bytesOfOrder(drafted(scene, 'alice', SELL, ofBytes(scene, 513)).order).slice(0, 512),
        },
      },
    ],
    [
      'root-negated',
      '1.4',
      'SO-15',
      'The order is sealed by the other square root of C_K (T6).',
      { changes: locked((honest) => ({ ...honest, root: n - honest.root })) },
    ],
    [
      'ciphertext-flipped',
      '1.4',
      'SO-15',
      'A bit of the ciphertext is another.',
      { after: sealedChanged(({ ciphertext }) => ({ ciphertext: flipped(ciphertext, 100) })) },
    ],
    [
      'tag-flipped',
      '1.4',
      'SO-15',
      'A bit of the tag is another.',
      { after: sealedChanged(({ ciphertext }) => ({ ciphertext: flipped(ciphertext, 520) })) },
    ],
    [
      'order-hash-other',
      '1.+hash',
      'SO-16',
      'The hash that the log would hold is of rubbish (T3).',
      { changes: stated(() => ({ orderHash: other(32) })) },
    ],
    [
      'order-of-another-trader',
      '1.+bound',
      'SO-17',
      'The order names bob.',
      { changes: ordered({ trader: 'bob' as TraderId }) },
    ],
    [
      'order-of-another-key',
      '1.+bound',
      'SO-17',
      'The order names another key of the chain.',
      { changes: ordered({ key: chain[2] as Bytes }) },
    ],
    [
      'order-of-another-eon',
      '1.+bound',
      'SO-17',
      'The order names the next eon.',
      { changes: { ...ordered({ eon: 2n }), ...stated(() => ({ eon: 1n })) } },
    ],
    [
      'permit-of-another-key',
      '1.6',
      'SO-18',
      'The account is permitted with K(1), and not with K(0).',
      {
        changes: {
          permits: { give: signed, take: permitFor(cast, chain[0] as Uint8Array, account('alice', 'Y')).signature },
        },
      },
    ],
    [
      'permit-taken-of-another-key',
      '1.7',
      'SO-18',
      'The account of the coin that is taken is not permitted.',
      {
        changes: {
          permits: { give: permitFor(cast, chain[0] as Uint8Array, account('alice', 'X')).signature, take: signed },
        },
      },
    ],
    ['key-of-no-chain', '1.6', 'SO-18', 'A key that does not lead to the anchor.', { changes: { key: other(32) } }],
    ['too-much', '1.8', 'SO-19', 'It gives one more than there is.', { wish: { volume: 101n } }],
    [
      'too-dear',
      '1.8',
      'SO-19',
      'It buys for one more than there is.',
      { wish: { side: 'buy', price: 101n, volume: 1n } },
    ],
    ['price-zero', '1.8', 'SO-19', 'A price of zero.', { wish: { price: 0n } }],
    [
      'product-wide',
      '1.8',
      'SO-19',
      'Price times volume is no amount.',
      { wish: { side: 'buy', price: 2n ** 127n, volume: 2n } },
    ],
    [
      'account-of-another',
      '1.8',
      'SO-19',
      'It pays from bob’s account.',
      { changes: { accounts: { give: account('bob', 'X'), take: account('alice', 'Y') } } },
    ],
    [
      'account-of-another-coin',
      '1.8',
      'SO-19',
      'It pays from the account of the other coin.',
      { changes: { accounts: { give: account('alice', 'Y'), take: account('alice', 'X') } } },
    ],
    [
      'account-given-of-a-third-coin',
      '1.8',
      'SO-19',
      'It pays from the account of a third coin, in which there is enough.',
      { changes: { accounts: { give: account('alice', 'Z'), take: account('alice', 'Y') } } },
    ],
    [
      'account-taken-of-another',
      '1.8',
      'SO-19',
      'What it takes is for bob’s account.',
      { changes: { accounts: { give: account('alice', 'X'), take: account('bob', 'Y') } } },
    ],
    [
      'account-taken-of-another-coin',
      '1.8',
      'SO-19',
      'What it takes is for an account of a third coin.',
      { changes: { accounts: { give: account('alice', 'X'), take: account('alice', 'Z') } } },
    ],
    [
      'coins-same',
      '1.8',
      'SO-19',
      'It gives a coin for the same coin.',
      {
        changes: {
          accounts: { give: account('alice', 'X'), take: account('alice', 'X') },
          ...ordered({ quote: 'X' as CoinId }),
        },
      },
    ],
    [
      'signature-missing',
      '1.10',
      'SO-20',
      'The trader did not sign what it gives.',
      { changes: ordered({ give: other(64) }) },
    ],
    [
      'signature-of-an-order-of-512-bytes',
      '1.10',
      'SO-20',
      'What stands for a signature is so long that the order has 512 bytes: it is sealed with nothing filled up, and not signed.',
      { changes: ofBytes(scene, 512) },
    ],
    [
      'signature-taken-missing',
      '1.10',
      'SO-20',
      'The trader did not sign the account of the coin that it takes.',
      { changes: ordered({ take: other(64) }) },
    ],
    [
      'trader-unknown',
      '1.10',
      'SO-20',
      'The order of a trader who is none of the parameters’, with permits; alice signed it.',
      {
        changes: {
          accounts: { give: account('dave', 'X'), take: account('dave', 'Y') },
          ...ordered({ trader: DAVE }),
          ...stated(() => ({ reference: cast.suite.hash(referenceDatum(chain[1] as Uint8Array, DAVE)) as Bytes })),
        },
        after: witnessChanged({ trader: DAVE }),
      },
    ],
  ]
}

/** The event that a recipe makes. */
export const cooked = (scene: Scene, { wish, changes = {}, after = (event) => event }: Recipe): EventOf<'submit'> =>
  after(drafted(scene, 'alice', { ...SELL, ...wish }, changes).event)

/** Every wrong sealed order. */
export const spoiled = (scene: Scene = opened()): ReadonlyArray<Spoiled> =>
  recipes(scene).map(([slug, line, clause, comment, recipe]) => ({
    slug,
    line,
    clause,
    comment,
    event: cooked(scene, recipe),
  }))
