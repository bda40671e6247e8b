import { isAmount, isPrice } from '../primitives/clauses.js'
import { sameBytes } from '../primitives/suite.js'
import type { Assertion } from '../receipts/relation.js'
import {
  accountDatum,
  afterOrder,
  boundTo,
  givenBy,
  keyDatum,
  materialOf,
  orderDatum,
  permitDatum,
  plaintextOf,
  referenceDatum,
  type Sealing,
} from './data.js'
import { bitsOf, smoothPower } from './numbers.js'
import { isCiphertext, isHash, isWithin } from './puzzle.js'
import type { Account, Order, Params, Permitted, Sealed, Witness } from './types.js'

// Algorithm 1, one named assertion a line. The operator gets a proof of it in zero knowledge; here that proof is the
// relation: whoever may see the witness sees whether there is a proof, and nobody else sees anything.

/** What Algorithm 1 looks at: what the operator has, and what only the trader has. */
export interface MoonwalkClaim {
  readonly params: Params
  readonly crypto: Sealing
  readonly sealed: Omit<Sealed, 'proof'>
  readonly witness: Witness
}

/** Whether an order can be hashed and signed: its numbers are amounts. */
export const hasDatum = ({ eon, price, volume }: Order): boolean => [eon, price, volume].every(isAmount)

const accountHasDatum = ({ available, version }: Account): boolean => isAmount(available) && isAmount(version)

/** Whether the statement can be read at all: its sizes are within the limits. */
const isReadable = ({ params, sealed: { puzzle, ciphertext, eon } }: MoonwalkClaim): boolean =>
  isWithin(params.limits, puzzle) && puzzle.modulus > 1n && isCiphertext(ciphertext) && isAmount(eon)

const isWritten = ({ witness: { root, order } }: MoonwalkClaim, { sealed }: MoonwalkClaim): boolean =>
  bitsOf(root) <= bitsOf(sealed.puzzle.modulus) && hasDatum(order)

/** kappa_g of the witness's kappa_h (line 2). */
export const rootOf = ({ params, sealed: { puzzle }, witness }: MoonwalkClaim): bigint =>
  smoothPower(witness.root, params.limits.bound, puzzle.modulus)

/** Whether key material opens the ciphertext as this order, and as nothing else. */
export const opensAs = (
  { contract }: Pick<Params, 'contract'>,
  crypto: Sealing,
  sealed: Omit<Sealed, 'proof'>,
  root: bigint,
  order: Order,
): boolean => {
  const expected = hasDatum(order) ? plaintextOf(order) : undefined
  const opened = crypto.unseal(materialOf(root, sealed.puzzle), boundTo(contract, sealed), sealed.ciphertext)
  return expected !== undefined && opened !== undefined && sameBytes(opened, expected)
}

const isPermitted = ({ params, crypto, witness }: MoonwalkClaim, { account, signature }: Permitted): boolean =>
  accountHasDatum(account) &&
  crypto.verify(params.operator, permitDatum(params.contract, crypto.hash(keyDatum(witness.key)), account), signature)

/** Whether two accounts can bear an order: they are its trader's, of its two coins, and there is what it gives. */
const isApplicable = ({ witness: { trader, order, give, take } }: MoonwalkClaim): boolean => {
  const { gives, takes, amount } = givenBy(order)
  return (
    isPrice(order.price) &&
    isAmount(amount) &&
    gives !== takes &&
    [give, take].every(({ account }) => account.trader === trader) &&
    give.account.coin === gives &&
    take.account.coin === takes &&
    amount <= give.account.available
  )
}

/** The accounts after the order (line 9). */
export const accountsAfter = ({ order, give, take }: Pick<Witness, 'order' | 'give' | 'take'>) => ({
  give: afterOrder(give.account, givenBy(order).amount),
  take: afterOrder(take.account, 0n),
})

const isSigned = ({ params, crypto, witness }: MoonwalkClaim): boolean => {
  const { give, take } = accountsAfter(witness)
  const member = params.traders.find(({ trader }) => trader === witness.trader)
  const signed = (account: Account, signature: Uint8Array): boolean =>
    member !== undefined &&
    accountHasDatum(account) &&
    crypto.verify(member.key, accountDatum(params.contract, account), signature)
  return signed(give, witness.order.give) && signed(take, witness.order.take)
}

/** An assertion that says nothing where the statement or the witness cannot be read. */
const readable = (
  line: string,
  clause: Assertion<MoonwalkClaim>['clause'],
  says: string,
  holds: (claim: MoonwalkClaim) => boolean,
): Assertion<MoonwalkClaim> => ({
  line,
  clause,
  says,
  holds: (claim) => !isReadable(claim) || !isWritten(claim, claim) || holds(claim),
})

/** Algorithm 1, verifyMoonwalk: solving the puzzle opens an order that its trader may make and can pay for. */
export const verifyMoonwalk: ReadonlyArray<Assertion<MoonwalkClaim>> = [
  {
    line: '1.+sizes',
    clause: 'SO-2',
    says: 'the puzzle is within the limits, the ciphertext has the one length, and the eon is an amount',
    holds: isReadable,
  },
  {
    line: '1.+witness',
    clause: 'SO-12',
    says: 'the numbers of the witness are numbers of the group, and of the order amounts',
    holds: (claim) => !isReadable(claim) || isWritten(claim, claim),
  },
  readable('1.1', 'SO-13', 'the reference is the hash of K(j) and the trader', ({ crypto, sealed, witness }) =>
    isHash(crypto.hash, sealed.reference, referenceDatum(witness.key, witness.trader)),
  ),
  readable('1.3', 'SO-14', 'C_K is the square of kappa_g, which is kappa_h to the power Q', (claim) => {
    const { modulus: n, end } = claim.sealed.puzzle
    const root = rootOf(claim)
    return end === (root * root) % n
  }),
  readable('1.4', 'SO-15', 'the ciphertext opens by kappa_g as the order', (claim) =>
    opensAs(claim.params, claim.crypto, claim.sealed, rootOf(claim), claim.witness.order),
  ),
  readable('1.+hash', 'SO-16', 'the order hashes to the hash that the log will hold', ({ crypto, sealed, witness }) =>
    isHash(crypto.hash, sealed.orderHash, orderDatum(witness.order)),
  ),
  readable(
    '1.+bound',
    'SO-17',
    'the order names the trader, the key and the eon that it is sent with',
    ({ sealed, witness: { order, trader, key } }) =>
      order.trader === trader && sameBytes(order.key, key) && order.eon === sealed.eon,
  ),
  readable('1.6', 'SO-18', 'the operator signed K(j-1) and the account of the coin that is given', (claim) =>
    isPermitted(claim, claim.witness.give),
  ),
  readable('1.7', 'SO-18', 'the operator signed K(j-1) and the account of the coin that is taken', (claim) =>
    isPermitted(claim, claim.witness.take),
  ),
  readable(
    '1.8',
    'SO-19',
    'the two accounts are the trader’s, of the two coins, and there is what the order gives',
    isApplicable,
  ),
  readable(
    '1.10',
    'SO-20',
    'the trader signed both accounts as they are after the order',
    (claim) => !isApplicable(claim) || isSigned(claim),
  ),
]
