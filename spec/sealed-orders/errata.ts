import type { Erratum } from '../core/erratum.js'
import { encode } from '../primitives/encoding.js'
import { firstUnmet, unmet } from '../receipts/relation.js'
import { conditions } from './admission.js'
import { hash, plainPower } from './as-written.js'
import { type Attack, alphaRevealed, fourRoots, negativeEnd, oneChallenge, otherBeginning } from './attacks.js'
import { keyDatum, orderDatum, PLAINTEXT, referenceDatum } from './data.js'
import { openAtFront } from './effects.js'
import { isVoid, nameOf } from './ledger.js'
import { verifyMoonwalk } from './moonwalk.js'
import { smoothPower } from './numbers.js'
import { claimOf, keyAt, known, ledgerWith, ORDER } from './runs.js'
import type { Order } from './types.js'

const told = ({ lines, works }: Attack): string => `${lines.join('\n')}\n${works ? 'it works' : 'it does not work'}`

const short = (bytes: Uint8Array): string => nameOf(bytes).slice(0, 10)

/** The hash of an order without the key of its chain, as the paper has it: H(X_i). */
const bareHash = ({ trader, side, price, volume }: Pick<Order, 'trader' | 'side' | 'price' | 'volume'>): string =>
  nameOf(hash({ tag: 'order', fields: [trader, side, price, volume] }))

/** T70: tries every order that there might be against the hash. */
const dictionary = (): string => {
  const seen = bareHash(ORDER)
  let tries = 0
  for (const trader of ['bob', 'carol', 'alice'] as unknown as ReadonlyArray<Order['trader']>)
    for (const side of ['buy', 'sell'] as const)
      for (let price = 1n; price <= 20n; price += 1n)
        for (let volume = 0n; volume <= 50n; volume += 1n) {
          tries += 1
          if (bareHash({ trader, side, price, volume }) === seen)
            return `H(order) = ${seen.slice(0, 10)}; after ${tries} hashes: ${trader}, ${side}, ${volume} at ${price}`
        }
  return 'not found'
}

/** Where the papers are ambiguous or wrong about sealed orders. */
export const sealedOrdersErrata: ReadonlyArray<Erratum> = [
  {
    id: 'T3',
    title: 'The hash in the receipt need not be of the order',
    where: 'TEX IV-B, Algorithm 1',
    written:
      'H(order) is an input of the verifier, and no line says that what is decrypted hashes to it. Nor is the order bound to the trader, the key or the eon.',
    counterexample: 'Alice sends a good order, and the hash of something else beside it.',
    resolution: 'The order hashes to H(order), and names its trader, K(j) and eon.',
    clauses: ['SO-16', 'SO-17', 'SO-21'],
    witness: () => {
      const rubbish = hash({ tag: 'rubbish', fields: [] })
      const lines = verifyMoonwalk.filter(({ line }) => !line.includes('+'))
      const claim = claimOf(rubbish)
      return {
        input: `an order with the hash ${short(hash(orderDatum(ORDER)))}, sent with the hash ${short(rubbish)}`,
        asWritten: `lines that fail: ${
          unmet(lines, claim)
            .map(({ line }) => line)
            .join(', ') || 'none'
        }; the operator puts ${short(rubbish)} into its log, and can never show what it is of: it matches the order and cannot prove it, or is halted`,
        asResolved: `line ${firstUnmet(verifyMoonwalk, claim)?.line} fails, and nothing gets a receipt`,
        findings: [],
      }
    },
  },
  {
    id: 'T4',
    title: 'The exponent alpha is given to the verifier',
    where: 'TEX Appendix C, Algorithm 11, inputs and lines 5 and 6',
    written: 'The verifier takes alpha, and computes g^alpha and b(i-1)^alpha from it.',
    counterexample: 'y - alpha is c 2^(2^(i-1)) modulo the order of the group, and both c and i are known.',
    resolution: 'The verifier takes the announcements g^alpha and b(i-1)^alpha, as in Boneh and Naor.',
    clauses: ['SO-8', 'SO-9', 'SO-10'],
    witness: () => ({
      input: 'a modulus of 21 bits and an honest proof',
      asWritten: told(alphaRevealed()),
      asResolved: 'with g^alpha in the place of alpha the same subtraction needs a discrete logarithm',
      findings: [],
    }),
  },
  {
    id: 'T5',
    title: 'Nothing says where the chain begins',
    where: 'TEX Appendix C, Algorithm 11; line 1',
    written:
      'b(0) is an input, and no line compares it with g. And g is h to the product of the small primes, each once, where Boneh and Naor take each to the power of the bits of n.',
    counterexample: 'b(0) = g^5.',
    resolution: 'b(0) is the square of g; the inner exponents are there.',
    clauses: ['SO-5', 'SO-7'],
    witness: () => {
      const attack = otherBeginning(4)
      return {
        input: 'a chain that begins with g^5',
        asWritten: told(attack),
        asResolved: 'b(0) is not the square of g: line 11.+first fails',
        findings: [],
      }
    },
  },
  {
    id: 'T6',
    title: 'C_K has more than one root that passes',
    where: 'TEX IV-B, Algorithm 1, lines 2 and 3; "g generates a subgroup of order phi(n)/4"',
    written:
      'The trader makes n, and nothing says that it is a Blum integer. Line 3 asks for a square root of C_K that is a product of small primes’ power, each prime once.',
    counterexample: 'p = 137 and q = 233: the operator’s squarings lead to one root, the order is sealed with another.',
    resolution:
      'With the inner exponents, 2 among the primes, kappa_g has an odd order; in a group of odd order squares have one root, whatever n is. No proof about n is needed.',
    clauses: ['SO-5', 'SO-14'],
    witness: () => ({
      input: 'n = 137 x 233, and all kappa_h below n tried',
      asWritten: told(fourRoots(plainPower)),
      asResolved: told(fourRoots(smoothPower)),
      findings: [],
    }),
  },
  {
    id: 'T24',
    title: 'Orders that are closed when the eon ends',
    where: 'TEX III-E1, IV-E; silent',
    written:
      'An order with a receipt may stay closed. What the book that is committed says of those behind it is not said.',
    counterexample: 'Three orders have receipts, the second is closed, the eon ends.',
    resolution: 'The operator solves what is closed before the eon ends.',
    clauses: ['SO-33', 'SO-34'],
    witness: () => {
      const open = { receiptedAt: 0n, openedAt: 1n, order: ORDER } as const
      const ledger = ledgerWith(1n, known(1, open), known(2, { receiptedAt: 0n }), known(3, open))
      const failed = conditions.endEon.filter(({ holds }) => !holds(ledger, { tag: 'endEon', eon: 1n }))
      return {
        input: 'three orders with receipts, of which the second is closed',
        asWritten: `the book takes in ${openAtFront(ledger)} of 3: committed like that the third, which is open, is left unmatched; matched before the second is read, it goes before it`,
        asResolved: `the eon does not end: ${failed.map(({ clause, says }) => `${clause}, ${says}`).join('; ')}`,
        findings: [],
      }
    },
  },
  {
    id: 'T29',
    title: 'The direction of the key chain',
    where: 'TEX IV-A, against Algorithm 1, line 5, and VI-B1',
    written:
      'IV-A hashes the seed K(0) onward to K(l), reveals K(l), and sends order j with H(K(j) || trader). Algorithm 1 has K(j-1) = H(K(j)).',
    counterexample: 'Alice opens her first order.',
    resolution: 'k(j) = K(l - j) of IV-A: the anchor is K(0), and K(j-1) is the hash of K(j).',
    clauses: ['SO-38', 'SO-22'],
    witness: () => {
      const next = (key: Uint8Array): Uint8Array => hash(keyDatum(key))
      const revealed = keyAt(1)
      const reference = (key: Uint8Array): string => short(hash(referenceDatum(key, 'alice')))
      return {
        input: `K(1) = ${short(revealed)} is revealed with the first order`,
        asWritten: `K(2) = H(K(1)) = ${short(next(revealed))}, so the reference of alice’s second order is ${reference(next(revealed))}, of her third ${reference(next(next(revealed)))}: they are known before she sends them`,
        asResolved: `H(K(1)) = ${short(next(revealed))} is K(0), which was public; K(2) is a preimage of K(1)`,
        findings: [],
      }
    },
  },
  {
    id: 'T32',
    title: 'One challenge for all',
    where: 'TEX Appendix C, Algorithm 11, lines 2 to 4',
    written:
      'c is one number, the hash of alpha and b; in the loops it has two indices, and both loops count with i. n, g and C_K are not hashed.',
    counterexample: 'The challenge is below R, so it is guessed, and announcements are made to fit it.',
    resolution: 'A challenge for each step and round, each the hash of everything.',
    clauses: ['SO-8'],
    witness: () => ({
      input: 'powers that are no chain of squares',
      asWritten: told(oneChallenge()),
      asResolved: 'with the step and the round in the hash, all challenges have to be guessed at once',
      findings: [],
    }),
  },
  {
    id: 'T70',
    title: 'H(order) tells the order',
    where: 'TEX VI-B1, assumption 2; IV-B, verifier inputs of Algorithm 1',
    written:
      'The order stays secret because H is collision resistant. That does not make H(x) hide x; and there are few orders, so all of them can be tried.',
    counterexample: 'Alice sells 10 at 3; there are 3 traders, 20 prices and volumes up to 50.',
    resolution: 'K(j) is part of the order: nobody who does not know it can try anything.',
    clauses: ['SO-16', 'SO-43'],
    witness: () => ({
      input: 'the hash of an order, as the operator gets it before its receipt',
      asWritten: dictionary(),
      asResolved: `the hash is of the order with K(1), of 256 bits: ${short(hash(orderDatum(ORDER)))}`,
      findings: [],
    }),
  },
  {
    id: 'T71',
    title: 'Algorithm 11 alone lets through a factor of small order',
    where: 'TEX Appendix C, Algorithm 11; Boneh and Naor, section 3',
    written: 'The chance to cheat in a step is taken to be one in R for each repetition.',
    counterexample:
      'C_K = -g^(2^(2^k)); a step passes whenever its challenges are even, so with s rounds one proof in 2^s.',
    resolution:
      'The two algorithms together: line 3 of Algorithm 1, with the inner exponents, leaves C_K no factor whose order has a prime below the bound. Neither stands alone.',
    clauses: ['SO-10', 'SO-14'],
    witness: () => ({
      input: 'an honest chain whose last power is negated',
      asWritten: told(negativeEnd()),
      asResolved: 'Algorithm 1 refuses it: -C_K has no root of odd order',
      findings: [],
    }),
  },
  {
    id: 'T72',
    title: 'The length of the ciphertext',
    where: 'TEX IV-B, C_M',
    written: 'The order is encrypted as it is.',
    counterexample: 'A trader with a long name, and one with a short one.',
    resolution: 'Every plaintext is filled up to one length; a dummy has it too.',
    clauses: ['SO-2', 'SO-41', 'SO-43'],
    witness: () => {
      const lengthOf = (trader: string): number =>
        encode(orderDatum({ ...ORDER, trader: trader as Order['trader'] })).length
      return {
        input: 'the same order of al and of alexandra',
        asWritten: `${lengthOf('al')} bytes and ${lengthOf('alexandra')} bytes: the length names the trader`,
        asResolved: `${PLAINTEXT} bytes and ${PLAINTEXT} bytes`,
        findings: [],
      }
    },
  },
  {
    id: 'T73',
    title: 'A trader whose order gets no receipt is locked out',
    where: 'TEX IV-A, the same reference twice; IV-D, refuses to provide a receipt',
    written: 'A reference is used once, and the next one needs a permit that only follows a decryption.',
    counterexample: 'The operator gives alice’s first order no receipt.',
    resolution:
      'An order without a receipt is void when its eon ends, and its reference may come again: K(j) was not revealed.',
    clauses: ['SO-22'],
    witness: () => {
      const waiting = known(1, {})
      const ledger = ledgerWith(2n, waiting)
      return {
        input: 'alice’s first order came in eon 1 without a receipt; it is eon 2',
        asWritten: `reference ${short(waiting.sealed.reference)} was used, and there is no permit for another: alice is out for good`,
        asResolved: `void: ${isVoid(waiting, ledger)}; the same reference may come again`,
        findings: [],
      }
    },
  },
]
