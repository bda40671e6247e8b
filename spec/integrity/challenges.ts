import { conditionsOf } from '../commit-chain/admission.js'
import { matterOf } from '../commit-chain/assertions.js'
import { effectOf } from '../commit-chain/effects.js'
import { type Challenge, currentEon, epochOf, type Ledger, startOf } from '../commit-chain/ledger.js'
import type { Event, EventOf, Swap, Transfer } from '../commit-chain/types.js'
import type { State } from './automaton.js'
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
  standingOf,
} from './dealing.js'

// Which challenges about a dealing can be opened, and which of them can be closed: by the conditions of the chapter
// Commit-chain alone. Nothing here knows what the operator chose, and no operator is asked.

/** A challenge that somebody can open. */
export type Opening = EventOf<'challengeBalance' | 'challengeDelivery' | 'challengeSwap'>

type Answer = EventOf<'answerBalance' | 'answerDelivery' | 'answerSwap'>

const isAdmitted = (ledger: Ledger, event: Event): boolean =>
  conditionsOf(event).every(({ holds }) => holds(ledger, event))

/**
 * The ledger as it stood when the challenges about a checkpoint began: after the first epoch of its eon, with none
 * opened yet (of the eon before none is open, or there were no checkpoint), and nothing of later eons. A challenge that a
 * trader opened in vain is no use to it any more, but no merit of the operator either.
 */
const whenOpened = (ledger: Ledger, eon: bigint): Ledger => {
  const { params, flows, challenges } = ledger
  const isLater = (at: string): boolean => at.includes(' ') && BigInt(at.slice(at.indexOf(' ') + 1)) > eon
  const laterOf = (coin: string): bigint =>
    flows.reduce((sum, amount, at) => (isLater(at) && at.startsWith(`${coin} `) ? sum + amount : sum), 0n)
  return {
    ...ledger,
    block: startOf(params, eon) + epochOf(params),
    flows: flows.map((amount, at) => (at.includes(' ') ? amount : amount - laterOf(at))),
    challenges: challenges.clear(),
    halt: undefined,
  }
}

const claimOf = ({ update, byOperator }: Drafted) => ({ update, byOperator }) as EventOf<'challengeDelivery'>['claim']

// What can be opened

const balanceOpenings = (evidence: Evidence, { trader, coin }: Account, due: bigint): ReadonlyArray<Opening> => {
  const before = evidence.proof(due - 1n, coin, trader)
  if (before === undefined) return []
  const claims = signedBy(evidence, { trader, coin }, due - 1n).filter(({ isRatified }) => isRatified)
  return [
    { tag: 'challengeBalance', trader, coin, before },
    ...claims.map((draft): Opening => ({ tag: 'challengeBalance', trader, coin, before, claim: claimOf(draft) })),
  ]
}

/**
 * Whoever opens a delivery challenge shows a countersigned update of the sender: one that reached it, or the one that
 * the answer to its balance challenge brings. If there is no such answer the operator is trapped already.
 */
const deliveryOpenings = (evidence: Evidence, transfer: Transfer, due: bigint): ReadonlyArray<Opening> => {
  const sender = { trader: transfer.sender, coin: transfer.coin }
  const { applied } = standingOf(evidence, sender, due)
  const claims = signedBy(evidence, sender, due - 1n).filter((draft) => draft.isRatified || draft === applied)
  return claims.flatMap((draft) => {
    const membership = placeIn(draft, transfer)
    return membership === undefined
      ? []
      : [transfer.sender, transfer.recipient].map(
          (trader): Opening => ({ tag: 'challengeDelivery', trader, transfer, claim: claimOf(draft), membership }),
        )
  })
}

const legsOf = (evidence: Evidence, account: Account, swap: Swap, due: bigint) => {
  const before = evidence.proof(due - 1n, account.coin, account.trader)
  const after = evidence.proof(due, account.coin, account.trader)
  if (before === undefined || after === undefined) return []
  return signedBy(evidence, account, due - 1n).flatMap((draft) => {
    const membership = placeIn(draft, swap)
    return membership === undefined ? [] : [{ membership, before, after }]
  })
}

const swapOpenings = (evidence: Evidence, swap: Swap, due: bigint): ReadonlyArray<Opening> =>
  legsOf(evidence, { trader: swap.trader, coin: swap.sellCoin }, swap, due).map((sell) => ({
    tag: 'challengeSwap',
    trader: swap.trader,
    swap,
    sell,
  }))

/** The challenges about a dealing that somebody has the means to open. */
const openingsOf = (evidence: Evidence, dealing: Dealing): ReadonlyArray<Opening> => {
  const due = dueOf(dealing)
  return [
    ...(dealing.kind === 'swap' ? swapOpenings(evidence, dealing.swap, due) : []),
    ...(dealing.kind === 'transfer' ? deliveryOpenings(evidence, dealing.transfer, due) : []),
    ...accountsOf(dealing).flatMap((account) => balanceOpenings(evidence, account, due)),
  ]
}

// What it can be answered with

/** Every answer that can be built of the evidence: from the trees of that checkpoint, with any update that was signed. */
const answersTo = (evidence: Evidence, opening: Opening, due: bigint): ReadonlyArray<Answer> => {
  switch (opening.tag) {
    case 'challengeBalance': {
      const { trader, coin } = opening
      const after = evidence.proof(due, coin, trader)
      if (after === undefined) return []
      const agreed = signedBy(evidence, { trader, coin }, due - 1n).map(
        ({ update, byTrader, byOperator }) => ({ update, byTrader, byOperator }) as EventOf<'answerBalance'>['agreed'],
      )
      return [
        { tag: 'answerBalance', trader, coin, after },
        ...agreed.map((one) => ({ tag: 'answerBalance', trader, coin, after, agreed: one }) as Answer),
      ]
    }
    case 'challengeDelivery': {
      const { trader, transfer } = opening
      const recipient = { trader: transfer.recipient, coin: transfer.coin }
      const after = evidence.proof(due, recipient.coin, recipient.trader)
      return signedBy(evidence, recipient, due - 1n).flatMap((draft): ReadonlyArray<Answer> => {
        const membership = placeIn(draft, transfer)
        return after === undefined || membership === undefined
          ? []
          : [{ tag: 'answerDelivery', trader, transfer, membership, after }]
      })
    }
    case 'challengeSwap': {
      const { trader, swap } = opening
      return legsOf(evidence, { trader, coin: swap.buyCoin }, swap, due).map((buy) => ({
        tag: 'answerSwap',
        trader,
        swap,
        buy,
      }))
    }
  }
}

const isClosable = (evidence: Evidence, ledger: Ledger, opening: Opening, due: bigint): boolean => {
  const opened = effectOf(ledger, opening).ledger
  return answersTo(evidence, opening, due).some((answer) => isAdmitted(opened, answer))
}

/** The challenges about a dealing that can be opened in the eon of its checkpoint, and that nothing closes. */
export const uncloseable = (evidence: Evidence, dealing: Dealing): ReadonlyArray<Opening> => {
  const due = dueOf(dealing)
  const ledger = whenOpened(evidence.ledger, due)
  return openingsOf(evidence, dealing).filter(
    (opening) => isAdmitted(ledger, opening) && !isClosable(evidence, ledger, opening, due),
  )
}

/** The open challenges about a dealing whose time to be answered is over, the earliest first, and of those a swap. */
export const lapsedOf = ({ ledger }: Evidence, dealing: Dealing): ReadonlyArray<Challenge> => {
  const due = dueOf(dealing)
  const { takes } = sidesOf(dealing)
  const isAbout = ({ kind, trader, coin, about }: Challenge): boolean => {
    if (kind === 'balance') return accountsOf(dealing).some((one) => one.trader === trader && one.coin === coin)
    if (dealing.kind === 'transfer')
      return 'transfer' in about && matterOf(about.transfer) === matterOf(dealing.transfer)
    return (
      dealing.kind === 'swap' &&
      trader === takes.trader &&
      'swap' in about &&
      matterOf(about.swap) === matterOf(dealing.swap)
    )
  }
  const isLate = ({ block }: Challenge): boolean => ledger.block > block + epochOf(ledger.params)
  return ledger.challenges
    .valueSeq()
    .filter((challenge) => challenge.eon === due && challenge.isOpen && isLate(challenge) && isAbout(challenge))
    .sortBy(({ kind }) => kind !== 'swap')
    .sortBy(({ block }) => block)
    .toArray()
}

/** Which challenges cannot be closed, and the state that this is. */
export interface Verdict {
  readonly state: Extract<State, 's6' | 's7' | 's8'>
  readonly against: ReadonlyArray<string>
}

const verdict = (kinds: ReadonlyArray<string>): Verdict => ({
  state: kinds.some((kind) => kind.startsWith('swap')) ? 's6' : kinds.length > 0 ? 's7' : 's8',
  against: kinds,
})

const KIND = { challengeBalance: 'balance', challengeDelivery: 'delivery', challengeSwap: 'swap' } as const

const showOpening = (opening: Opening): string =>
  `${KIND[opening.tag]} of ${opening.trader}${opening.tag === 'challengeBalance' ? `'s ${opening.coin}` : ''}`

/**
 * What the challenges say of the operator in a dealing: s8 if every challenge that anybody can open, in the eon of the
 * checkpoint, is closed by some answer; s6 if a swap challenge is not, s7 if only others are not. A challenge that was
 * left open too long is closed by none. Nothing is said before the checkpoint.
 */
export const verdictOf = (evidence: Evidence, dealing: Dealing): Verdict | undefined => {
  const { ledger } = evidence
  const due = dueOf(dealing)
  if (!isCommitted(ledger, due))
    return currentEon(ledger) > due ? verdict(['balance of everybody, for want of a checkpoint']) : undefined
  const found = uncloseable(evidence, dealing)
  if (found.length > 0) return verdict(found.map(showOpening))
  const [late] = lapsedOf(evidence, dealing)
  return verdict(late === undefined ? [] : [`${late.kind} of ${late.trader}, left unanswered`])
}
