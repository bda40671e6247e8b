import { currentEon } from '../commit-chain/ledger.js'
import { after, type Move, next, type State } from './automaton.js'
import { lapsedOf } from './challenges.js'
import { choiceOf } from './choice.js'
import {
  type Account,
  accountsOf,
  type Dealing,
  type Drafted,
  dueOf,
  type Evidence,
  isCommitted,
  placeIn,
  sidesOf,
  signedBy,
  transactionOf,
} from './dealing.js'

// The map from a run of the exchange to a run of the automaton: which state a dealing is in, and which moves a step of
// the exchange is in it.

/** How far a dealing was signed. */
interface Signed {
  /** By the sender, or by the trader of an order, for the coin sold. */
  readonly isSigned: boolean
  /** By the recipient of a transfer. */
  readonly isAccepted: boolean
  /** The operator's signature on an update with it has reached whoever signed that. */
  readonly isRatified: boolean
}

const UNSIGNED: Signed = { isSigned: false, isAccepted: false, isRatified: false }

/** A recipient's signature counts from the sender's on, and the operator's from the first of a party that pays. */
const signedOf = (evidence: Evidence, dealing: Dealing): Signed => {
  const transaction = transactionOf(dealing)
  if (transaction === undefined) return UNSIGNED
  const { takes, gives } = sidesOf(dealing)
  const withIt = (side: Account): ReadonlyArray<Drafted> =>
    signedBy(evidence, side, dealing.eon).filter((draft) => placeIn(draft, transaction) !== undefined)
  const [taking, giving] = [withIt(takes), withIt(gives)]
  const isSigned = taking.length > 0
  return {
    isSigned,
    isAccepted: isSigned && dealing.kind === 'transfer' && giving.length > 0,
    isRatified: isSigned && [...taking, ...giving].some(({ isRatified }) => isRatified),
  }
}

const signings = (dealing: Dealing, { isSigned, isAccepted, isRatified }: Signed): ReadonlyArray<Move> => [
  ...(isSigned ? [dealing.kind === 'swap' ? ('order' as const) : ('sign' as const)] : []),
  ...(isAccepted ? ['accept' as const] : []),
  ...(isRatified ? ['ratify' as const] : []),
]

const lapses = (evidence: Evidence, dealing: Dealing): ReadonlyArray<Move> =>
  lapsedOf(evidence, dealing).map(({ kind }) => (kind === 'swap' ? 'lapse-swap' : 'lapse'))

/** The state of a dealing before any checkpoint. */
const signedState = (evidence: Evidence, dealing: Dealing): State =>
  after('s0', signings(dealing, signedOf(evidence, dealing)))

const hasEnded = ({ ledger }: Evidence, eon: bigint): boolean => currentEon(ledger) > eon

/** The state of a dealing: by what was signed, what was committed, and what was left unanswered. */
export const stateOf = (evidence: Evidence, dealing: Dealing): State => {
  const due = dueOf(dealing)
  const state = signedState(evidence, dealing)
  if (!isCommitted(evidence.ledger, due)) return hasEnded(evidence, due) ? next(state, 'omit') : state
  return after(next(state, choiceOf(evidence, dealing)), lapses(evidence, dealing))
}

/** The moves that lie between two moments of a run, in a dealing: none, one, or several if the moments are apart. */
export const movesBetween = (before: Evidence, later: Evidence, dealing: Dealing): ReadonlyArray<Move> => {
  const due = dueOf(dealing)
  const [was, is] = [signedOf(before, dealing), signedOf(later, dealing)]
  const wasCommitted = isCommitted(before.ledger, due)
  const signed = signings(dealing, {
    isSigned: !was.isSigned && is.isSigned,
    isAccepted: !was.isAccepted && is.isAccepted,
    isRatified: !was.isRatified && is.isRatified,
  })
  return [
    ...signed,
    ...(wasCommitted ? contradictions(before, later, dealing) : commitments(before, later, dealing)),
    ...cancellations(before, later, dealing),
    ...lapses(later, dealing).slice(lapses(before, dealing).length),
  ]
}

const commitments = (before: Evidence, later: Evidence, dealing: Dealing): ReadonlyArray<Move> => {
  const due = dueOf(dealing)
  if (isCommitted(later.ledger, due)) return [choiceOf(later, dealing)]
  return hasEnded(later, due) && !hasEnded(before, due) ? ['omit'] : []
}

/** The checkpoint stays as it is; if it is behind now what it was not behind before, a signature was revealed since. */
const contradictions = (before: Evidence, later: Evidence, dealing: Dealing): ReadonlyArray<Move> =>
  before.signed !== later.signed && choiceOf(later, dealing) === 'outdate' && choiceOf(before, dealing) !== 'outdate'
    ? ['contradict']
    : []

/** Requests of the parties that are there before and not after, and were not paid. */
const cancellations = (before: Evidence, later: Evidence, dealing: Dealing): ReadonlyArray<Move> =>
  before.ledger.withdrawals === later.ledger.withdrawals
    ? []
    : accountsOf(dealing).flatMap(({ trader, coin }) =>
        [...before.ledger.withdrawals.keys()].flatMap(
          (at): ReadonlyArray<Move> =>
            at.startsWith(`${trader} ${coin} `) && !later.ledger.withdrawals.has(at) ? ['cancel'] : [],
        ),
      )
