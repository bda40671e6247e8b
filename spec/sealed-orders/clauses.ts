import { type Clauses, type Finding, findings, invariant } from '../core/clause.js'
import { acceptedAgainst, refusedForAReason } from '../core/history.js'
import type { ClauseId, ClauseIdOf } from '../core/ids.js'
import type { Moment } from './history.js'
import { outcomes } from './outcomes.js'

/** A condition of admission: broken by accepting an event that fails it. */
const required = <Id extends ClauseIdOf<'sealed-orders'>>(id: Id, title: string, says: string, source: string) =>
  invariant(id, title, says, source, (m: Moment) => acceptedAgainst(m, id))

/** The clauses of the chapter. Each judges one line of a log, by the log's own account of what was before it. */
export const sealedOrdersClauses: Clauses<'sealed-orders', Moment> = {
  'SO-1': required(
    'SO-1',
    'Sound parameters',
    'Nothing is accepted unless the limits bound every computation, the clock of the fastest processor runs, and traders and accounts are named once.',
    'Touchstone',
  ),
  'SO-2': required(
    'SO-2',
    'Sizes',
    'Modulus, number of steps, lists, numbers and ciphertext have the sizes that the parameters allow; that is asked before anything is computed.',
    'TEX IV-B, "reasonably constrained"; Touchstone',
  ),
  'SO-3': required('SO-3', 'Modulus', 'The modulus is odd and composite.', 'Boneh and Naor, section 3, setup'),
  'SO-4': required(
    'SO-4',
    'Base',
    'h is below the modulus, shares no factor with it, and is not 0, 1 or -1.',
    'Boneh and Naor, section 3, setup',
  ),
  'SO-5': required(
    'SO-5',
    'Generator',
    'g is h to the product of the primes below the bound, each to the power of the bits of the modulus, and g is not 1.',
    'Boneh and Naor, section 3, setup; TEX Algorithm 11, line 1, and Algorithm 1, line 2 (T5)',
  ),
  'SO-6': required(
    'SO-6',
    'Units',
    'Powers and announcements are above zero, below the modulus, and share no factor with it; responses are below it.',
    'Touchstone',
  ),
  'SO-7': required(
    'SO-7',
    'First power',
    'b(0) is the square of g.',
    'Boneh and Naor, section 3, commit; absent in TEX Algorithm 11 (T5)',
  ),
  'SO-8': required(
    'SO-8',
    'Challenges',
    'Each step and each round has a challenge of its own: what the hash of the group, the generator, the end, all powers and all announcements gives for it.',
    'TEX Algorithm 11, line 2 (T32)',
  ),
  'SO-9': required(
    'SO-9',
    'Exponent known',
    'In each round g^y is the announced power of g times b(i-1)^c.',
    'TEX Algorithm 11, line 5 (T4)',
  ),
  'SO-10': required(
    'SO-10',
    'Exponent squared',
    'In each round b(i-1)^y is the announced power of b(i-1) times b(i)^c: the exponent of b(i) is the square of that of b(i-1).',
    'TEX Algorithm 11, line 6 (T4)',
  ),
  'SO-11': required('SO-11', 'End', 'C_K is b(k).', 'TEX Algorithm 11, line 9'),
  'SO-12': required(
    'SO-12',
    'Amounts',
    'Eon, price and volume of an order are amounts, and kappa_h is no longer than the modulus.',
    'Touchstone; PR-1',
  ),
  'SO-13': required(
    'SO-13',
    'Reference',
    'The reference is the hash of K(j) and the trader.',
    'TEX Algorithm 1, line 1',
  ),
  'SO-14': required(
    'SO-14',
    'Key material',
    'C_K is the square of kappa_g, and kappa_g is kappa_h to the power Q: so it is the one square root that the squarings lead to.',
    'TEX Algorithm 1, lines 2 and 3 (T6)',
  ),
  'SO-15': required(
    'SO-15',
    'Plaintext',
    'The ciphertext opens, by the key that kappa_g leads to, as the order.',
    'TEX Algorithm 1, line 4',
  ),
  'SO-16': required(
    'SO-16',
    'Order hash',
    'The order hashes to the hash that was sent with it, which the log will hold.',
    'absent in TEX Algorithm 1 (T3)',
  ),
  'SO-17': required(
    'SO-17',
    'Bound',
    'The order names the trader, the K(j) and the eon that it is sent with.',
    'absent in TEX Algorithm 1 (T3)',
  ),
  'SO-18': required(
    'SO-18',
    'Permit',
    'The operator signed K(j-1) together with both accounts that the order uses.',
    'TEX Algorithm 1, lines 5 to 7; IV-A',
  ),
  'SO-19': required(
    'SO-19',
    'Payable',
    'Both accounts are the trader’s, of the two coins of the order, and there is what the order gives.',
    'TEX Algorithm 1, line 8; III-E2',
  ),
  'SO-20': required(
    'SO-20',
    'Signed',
    'The trader signed both accounts as they are after the order.',
    'TEX Algorithm 1, lines 9 and 10',
  ),
  'SO-21': required('SO-21', 'Eon', 'An order is sent in the eon that it is for.', 'TEX IV-C; Touchstone (T3)'),
  'SO-22': required(
    'SO-22',
    'Once',
    'A reference is used once; again only after its order became void, for no permit follows from that.',
    'TEX IV-A (T29)',
  ),
  'SO-23': required('SO-23', 'Awaited', 'A receipt is given for an order that arrived in this eon, once.', 'TEX IV-C'),
  'SO-24': required(
    'SO-24',
    'Blind receipt',
    'The receipt is the operator’s signature on the eon, the next place, the order’s hash, and the log that ends with it.',
    'TEX IV-C; chapter Receipts',
  ),
  'SO-25': required(
    'SO-25',
    'Receipt first',
    'An order is opened, or solved, after its receipt, and once.',
    'TEX IV-C, prior to the decryption; III-C1',
  ),
  'SO-26': required(
    'SO-26',
    'Right key',
    'What opens an order is the square root of C_K, and it opens the ciphertext as that order.',
    'TEX IV-B',
  ),
  'SO-27': required(
    'SO-27',
    'Not peeked',
    'A solution is not shown sooner after the receipt than the fastest processor can find it: whoever has it sooner began before the receipt.',
    'TEX IV-D, III-E1',
  ),
  'SO-28': required(
    'SO-28',
    'Acknowledged once',
    'An order is acknowledged after it was opened, and once.',
    'TEX IV-A',
  ),
  'SO-29': required(
    'SO-29',
    'Permit given',
    'What acknowledges an order is the operator’s signature on K(j) and each account of the trader as it is after the order.',
    'TEX IV-A',
  ),
  'SO-30': required(
    'SO-30',
    'Throttle',
    'An order that the operator had to solve is acknowledged no sooner than the penalty after it.',
    'TEX IV-A, throttle; III-E1',
  ),
  'SO-31': required('SO-31', 'Clock', 'The clock goes forward.', 'Touchstone'),
  'SO-32': required('SO-32', 'Running eon', 'The eon that ends is the one that runs.', 'Touchstone'),
  'SO-33': required(
    'SO-33',
    'Open before it ends',
    'An eon ends only when every order with a receipt is open: the book is committed with all their matches.',
    'Touchstone; open in TEX (T24)',
  ),
  ...outcomes,
  'SO-38': invariant(
    'SO-38',
    'Key chain',
    'K(j-1) is the hash of K(j), and K(0) is public: what was revealed leads to earlier keys only.',
    'TEX Algorithm 1, line 5; VI-B1; against IV-A (T29)',
  ),
  'SO-39': invariant(
    'SO-39',
    'Squarings',
    'kappa_g is g squared 2^k - 1 times, and C_K is its square.',
    'Boneh and Naor, section 3; TEX IV-B',
  ),
  'SO-40': invariant(
    'SO-40',
    'Sealing',
    'The key is derived from kappa_g, and the ciphertext is bound to all that is sent with it: with another key, another statement or a changed bit nothing opens.',
    'TEX IV-B, SYM-DECRYPT; Touchstone',
  ),
  'SO-41': invariant(
    'SO-41',
    'Dummies',
    'Of orders of which k - 1 in k are dummies, one picked at random is real with a chance of 1 in k, because a dummy looks like any other.',
    'TEX IV-D, VI-B4',
  ),
  'SO-42': invariant(
    'SO-42',
    'Refused for a reason',
    'An event is refused exactly if it fails a condition, with one that it fails as the reason.',
    'Touchstone',
    refusedForAReason,
  ),
  'SO-43': invariant(
    'SO-43',
    'Secrecy',
    'From all that the operator sees of an order before it is opened, nothing that depends on its trader, side, price or volume can be derived, nor tried against it.',
    'TEX VI-B1; explored with symbolic terms',
  ),
}

/** Every clause that a moment breaks. */
export const judgeMoment = (m: Moment): ReadonlyArray<Finding> => findings(sealedOrdersClauses, m)

/** The clauses that speak of functions, tests and explorations, and not of a log. */
export const BEYOND_LOGS: ReadonlyArray<ClauseId> = ['SO-38', 'SO-39', 'SO-40', 'SO-41', 'SO-43']
