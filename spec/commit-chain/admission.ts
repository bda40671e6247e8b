import { type Conditions, conditionsFor, failingOf } from '../core/condition.js'
import { isAmount } from '../primitives/clauses.js'
import { sameBytes } from '../primitives/suite.js'
import {
  amountIsAmount,
  amountIsSome,
  binds,
  type Condition,
  contains,
  type From,
  isKnown,
  isProven,
  isRunning,
  isSignedByOperator,
  isSignedByTrader,
  MAX_DEPTH,
  type Matter,
  matterOf,
  openChallenge,
  type Subject,
} from './assertions.js'
import { statementDatum, transferDatum } from './data.js'
import {
  type Balance,
  challengeKey,
  currentEon,
  epochOf,
  heldOf,
  key,
  type Ledger,
  type PassiveDelivery,
  position,
  requestedIn,
  type SwapTaken,
  startOf,
} from './ledger.js'
import { allotmentOf, intervalRoot, wholeOf } from './proofs.js'
import { givenFor, isAtLimit, settled, takenFor } from './settlement.js'
import type { Event, EventOf, Leg, Swap, Transfer, Update } from './types.js'

// Time

const isAfterFirstEpoch: Condition<unknown> = {
  clause: 'CC-20',
  says: 'the first epoch of the eon is over',
  holds: (ledger) => position(ledger) >= epochOf(ledger.params),
}

const isFirst = <E>(matter: From<E, Matter>): Condition<E> => ({
  clause: 'CC-21',
  says: 'the trader has not opened this challenge in this eon before',
  holds: (ledger, event) => {
    const { kind, trader, matter: about } = matter(event, ledger)
    return !ledger.challenges.has(challengeKey(kind, currentEon(ledger), trader, about))
  },
})

const isOpen = <E>(matter: From<E, Matter>): Condition<E> => ({
  clause: 'CC-22',
  says: 'the challenge is open',
  holds: (ledger, event) => openChallenge(ledger, matter(event, ledger)) !== undefined,
})

const isInTime = <E>(matter: From<E, Matter>): Condition<E> => ({
  clause: 'CC-23',
  says: 'no more than an epoch has gone by since the challenge was opened',
  holds: (ledger, event) => {
    const challenge = openChallenge(ledger, matter(event, ledger))
    return challenge === undefined || ledger.block <= challenge.block + epochOf(ledger.params)
  },
})

/** The eon whose checkpoint is challenged: that in which the challenge was opened. */
const challenged = (ledger: Ledger, matter: Matter): bigint => openChallenge(ledger, matter)?.eon ?? currentEon(ledger)

const about = <A>(ledger: Ledger, matter: Matter): A | undefined =>
  openChallenge(ledger, matter)?.about as A | undefined

// Accounts and matters

type Account = Pick<Subject, 'trader' | 'coin'>

const now = ({ trader, coin }: Account, ledger: Ledger): Subject => ({ trader, coin, eon: currentEon(ledger) })
const before = ({ trader, coin, eon }: Subject): Subject => ({ trader, coin, eon: eon - 1n })

const balance = ({ trader, coin }: Account): Matter => ({ kind: 'balance', trader, matter: coin })
const delivery = ({ trader, transfer }: EventOf<'challengeDelivery' | 'answerDelivery'>): Matter => ({
  kind: 'delivery',
  trader,
  matter: matterOf(transfer),
})
const passiveDelivery = ({
  trader,
  transfer,
}: EventOf<'challengePassiveDelivery' | 'answerPassiveDelivery'>): Matter => ({
  kind: 'passive-delivery',
  trader,
  matter: matterOf(transfer),
})
const swapping = ({ trader, swap }: EventOf<'challengeSwap' | 'answerSwap'>): Matter => ({
  kind: 'swap',
  trader,
  matter: matterOf(swap),
})

const parties = ({ transfer }: { readonly transfer: Transfer }): ReadonlyArray<Transfer['sender']> => [
  transfer.sender,
  transfer.recipient,
]

const answered = ({ trader, coin }: Account, ledger: Ledger, matter: Matter): Subject => ({
  trader,
  coin,
  eon: challenged(ledger, matter),
})

// Swaps: the same evidence for both legs, whoever brings it

interface OfSwap {
  readonly trader: Swap['trader']
  readonly swap: Swap
}

const swapIsOwn: Condition<OfSwap> = {
  clause: 'CC-32',
  says: "the order is the trader's own, of two different coins, and sells and buys amounts above zero",
  holds: (_, { trader, swap }) =>
    swap.trader === trader &&
    swap.sellCoin !== swap.buyCoin &&
    [swap.sellAmount, swap.buyAmount].every((amount) => amount > 0n && isAmount(amount)),
}

const legConditions = <E extends OfSwap>(subject: From<E, Subject>, leg: From<E, Leg>): ReadonlyArray<Condition<E>> => [
  ...isProven<E>(
    (event, ledger) => before(subject(event, ledger)),
    (event, ledger) => leg(event, ledger).before,
    'proof before',
  ),
  ...isProven<E>(subject, (event, ledger) => leg(event, ledger).after, 'proof after'),
  binds<E>(subject, (event, ledger) => leg(event, ledger).after.update),
  {
    clause: 'CC-33',
    says: "the order stands in the update that is applied to the account's leaf",
    holds: (ledger, event) => {
      const { after, membership } = leg(event, ledger)
      return contains(ledger, after.update, event.swap, membership)
    },
  },
]

const sold = ({ trader, swap }: OfSwap): Account => ({ trader, coin: swap.sellCoin })
const bought = ({ trader, swap }: OfSwap): Account => ({ trader, coin: swap.buyCoin })

const soldIsWithin = <E extends OfSwap & { readonly sell: Leg }>(): Condition<E> => ({
  clause: 'CC-34',
  says: 'no more than the amount of the order was taken',
  holds: (ledger, { swap, sell }) => takenFor(ledger, swap, currentEon(ledger), sell) <= swap.sellAmount,
})

/** What each event requires; the order of the conditions is their order of precedence. */
export const conditions: Conditions<Ledger, Event> = {
  advance: [
    {
      clause: 'CC-4',
      says: 'the block is a later one, and an amount',
      holds: ({ block }, event) => event.block > block && isAmount(event.block),
    },
  ],
  deposit: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    amountIsAmount,
    amountIsSome,
    {
      clause: 'CC-5',
      says: 'what is held of the coin stays an amount',
      holds: (ledger, { coin, amount }) => isAmount(heldOf(ledger, coin) + amount),
    },
  ],
  checkpoint: [
    isRunning,
    { clause: 'CC-6', says: 'it is the operator who sends it', holds: (_, { by }) => by === 'operator' },
    {
      clause: 'CC-7',
      says: 'this eon has no checkpoint yet',
      holds: (ledger) => !ledger.roots.has(key(currentEon(ledger))),
    },
    {
      clause: 'CC-8',
      says: 'no challenge of the eon before is open',
      holds: (ledger) => {
        const eon = currentEon(ledger)
        return ledger.challenges.every((challenge) => !challenge.isOpen || challenge.eon === eon)
      },
    },
    {
      clause: 'CC-9',
      says: 'it quotes the accumulator of the deposits of the eon before',
      holds: (ledger, { operations }) => {
        const expected = ledger.operations.get(key(currentEon(ledger) - 1n))
        return expected !== undefined && sameBytes(expected, operations)
      },
    },
  ],
  requestWithdrawal: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    amountIsAmount,
    amountIsSome,
    ...isProven<EventOf<'requestWithdrawal'>>(
      (event, ledger) => before(now(event, ledger)),
      ({ proof }) => proof,
    ),
    {
      clause: 'CC-14',
      says: 'with what was requested in this eon and the one before, no more than the allotment is withdrawn',
      holds: (ledger, { trader, coin, amount, proof }) => {
        const eon = currentEon(ledger)
        const requested = requestedIn(ledger, trader, coin, eon) + requestedIn(ledger, trader, coin, eon - 1n)
        return amount + requested <= allotmentOf(proof)
      },
    },
  ],
  cancelWithdrawal: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    {
      clause: 'CC-15',
      says: 'there is a request of that eon, and no checkpoint counts on it yet',
      holds: (ledger, { trader, coin, eon }) => {
        const current = currentEon(ledger)
        return (
          requestedIn(ledger, trader, coin, eon) > 0n &&
          (eon === current || (eon === current - 1n && !ledger.roots.has(key(current))))
        )
      },
    },
    {
      clause: 'CC-16',
      says: 'the trader signed the statement, of the eon of the request or of the one before',
      holds: ({ params, checking }, { trader, coin, eon, statement }) => {
        const member = params.traders.find((one) => one.trader === trader)
        return (
          member !== undefined &&
          (statement.eon === eon || statement.eon === eon - 1n) &&
          [statement.eon, statement.available].every(isAmount) &&
          checking.verify(member.key, statementDatum(params, coin, trader, statement), statement.byTrader)
        )
      },
    },
    {
      clause: 'CC-17',
      says: 'what was requested since is more than the trader said was available',
      holds: (ledger, { trader, coin, eon, statement }) => {
        const earlier = statement.eon < eon ? requestedIn(ledger, trader, coin, statement.eon) : 0n
        return earlier + requestedIn(ledger, trader, coin, eon) > statement.available
      },
    },
  ],
  confirmWithdrawal: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    {
      clause: 'CC-18',
      says: 'there is a request of that eon that is not paid yet',
      holds: (ledger, { trader, coin, eon }) => ledger.withdrawals.get(key(trader, coin, eon))?.isPaid === false,
    },
    {
      clause: 'CC-19',
      says: 'a third of the second eon after the request has gone by',
      holds: (ledger, { eon }) => (ledger.block - startOf(ledger.params, eon + 2n)) * 3n >= ledger.params.blocksPerEon,
    },
  ],
  challengeBalance: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    isAfterFirstEpoch,
    isFirst(balance),
    binds<EventOf<'challengeBalance'>>(now, ({ claim }) => claim?.update),
    isSignedByOperator(({ claim }) => claim),
    ...isProven<EventOf<'challengeBalance'>>(
      (event, ledger) => before(now(event, ledger)),
      ({ before: shown }) => shown,
    ),
  ],
  answerBalance: [
    isRunning,
    isKnown(({ coin }) => [coin]),
    isOpen(balance),
    isInTime(balance),
    binds(
      (event, ledger) => answered(event, ledger, balance(event)),
      ({ agreed }) => agreed?.update,
    ),
    isSignedByTrader(({ agreed }) => agreed),
    isSignedByOperator(({ agreed }) => agreed),
    {
      clause: 'CC-27',
      says: 'the update has spent and gained at least as much as the one that the trader showed',
      holds: (ledger, event) => {
        const claim = about<Balance>(ledger, balance(event))?.claim
        const update = event.agreed?.update
        return (
          claim === undefined || (update !== undefined && update.spent >= claim.spent && update.gained >= claim.gained)
        )
      },
    },
    ...isProven<EventOf<'answerBalance'>>(
      (event, ledger) => answered(event, ledger, balance(event)),
      ({ after }) => after,
    ),
    {
      clause: 'CC-28',
      says: "the update, or none where none is shown, is what is applied to the account's leaf",
      holds: (_, { agreed, after }) => sameUpdate(agreed?.update, after.update),
    },
    {
      clause: 'CC-29',
      says: 'the allotment is at least what was agreed',
      holds: (ledger, event) => {
        const matter = balance(event)
        const start = about<Balance>(ledger, matter)?.allotted
        const { after, agreed } = event
        return (
          start === undefined ||
          allotmentOf(after) >=
            settled(ledger, answered(event, ledger, matter), start, agreed?.update, after.passive.amount)
        )
      },
    },
  ],
  challengeDelivery: [
    isRunning,
    isKnown<EventOf<'challengeDelivery'>>(({ transfer }) => [transfer.coin], parties),
    isAfterFirstEpoch,
    isFirst(delivery),
    {
      clause: 'CC-30',
      says: 'the transfer is an active one, and the trader sends or receives it',
      holds: (_, { trader, transfer }) =>
        !transfer.passive && (trader === transfer.sender || trader === transfer.recipient),
    },
    binds(
      ({ transfer }, ledger) => now({ trader: transfer.sender, coin: transfer.coin }, ledger),
      ({ claim }) => claim.update,
    ),
    isSignedByOperator(({ claim }) => claim),
    {
      clause: 'CC-31',
      says: 'the transfer stands in the update',
      holds: (ledger, { claim, transfer, membership }) => contains(ledger, claim.update, transfer, membership),
    },
  ],
  answerDelivery: [
    isRunning,
    isKnown<EventOf<'answerDelivery'>>(({ transfer }) => [transfer.coin], parties),
    isOpen(delivery),
    isInTime(delivery),
    ...isProven<EventOf<'answerDelivery'>>(
      (event, ledger) => receiver(event, ledger, delivery(event)),
      ({ after }) => after,
    ),
    binds(
      (event, ledger) => receiver(event, ledger, delivery(event)),
      ({ after }) => after.update,
    ),
    {
      clause: 'CC-31',
      says: 'the transfer stands in the update that is applied to the recipient',
      holds: (ledger, { after, transfer, membership }) => contains(ledger, after.update, transfer, membership),
    },
  ],
  challengePassiveDelivery: [
    isRunning,
    isKnown<EventOf<'challengePassiveDelivery'>>(({ transfer }) => [transfer.coin], parties),
    isAfterFirstEpoch,
    isFirst(passiveDelivery),
    {
      clause: 'CC-30',
      says: 'the transfer is a passive one, and the trader sends or receives it',
      holds: (_, { trader, transfer }) =>
        transfer.passive && (trader === transfer.sender || trader === transfer.recipient),
    },
    ...isProven<EventOf<'challengePassiveDelivery'>>(
      ({ transfer }, ledger) => now({ trader: transfer.sender, coin: transfer.coin }, ledger),
      ({ after }) => after,
    ),
    binds(
      ({ transfer }, ledger) => now({ trader: transfer.sender, coin: transfer.coin }, ledger),
      ({ after }) => after.update,
    ),
    {
      clause: 'CC-31',
      says: 'the transfer stands in the update that is applied to the sender',
      holds: (ledger, { after, transfer, membership }) => contains(ledger, after.update, transfer, membership),
    },
  ],
  answerPassiveDelivery: [
    isRunning,
    isKnown<EventOf<'answerPassiveDelivery'>>(({ transfer }) => [transfer.coin], parties),
    isOpen(passiveDelivery),
    isInTime(passiveDelivery),
    ...isProven<EventOf<'answerPassiveDelivery'>>(
      (event, ledger) => receiver(event, ledger, passiveDelivery(event)),
      ({ after }) => after,
    ),
    {
      clause: 'CC-35',
      says: "at the sender's mark the transfer has an interval of its amount in the recipient's passive tree, which is within the passive amount",
      holds: (ledger, event) => {
        const { params, checking } = ledger
        const { transfer, after, interval } = event
        const mark = about<PassiveDelivery>(ledger, passiveDelivery(event))?.mark
        const bounds = interval.path.map(({ bound }) => bound)
        const numbers = [after.passive.amount, interval.index, ...bounds]
        if (mark === undefined || !numbers.every(isAmount) || interval.path.length > MAX_DEPTH) return false
        const leaf = { left: mark, right: mark + transfer.amount }
        const whole = wholeOf(leaf, interval.index, interval.path)
        const content = checking.hash(transferDatum(params, transfer))
        return (
          whole?.left === 0n &&
          whole.right <= after.passive.amount &&
          sameBytes(after.passive.root, intervalRoot(checking.hash, leaf, content, interval.index, interval.path))
        )
      },
    },
  ],
  challengeSwap: [
    isRunning,
    isKnown(({ swap }) => [swap.sellCoin, swap.buyCoin]),
    isAfterFirstEpoch,
    isFirst(swapping),
    swapIsOwn,
    ...legConditions<EventOf<'challengeSwap'>>(
      (event, ledger) => now(sold(event), ledger),
      ({ sell }) => sell,
    ),
    soldIsWithin(),
  ],
  answerSwap: [
    isRunning,
    isKnown(({ swap }) => [swap.sellCoin, swap.buyCoin]),
    isOpen(swapping),
    isInTime(swapping),
    {
      clause: 'CC-32',
      says: 'the order is the one that was challenged',
      holds: (ledger, event) => {
        const challengedSwap = about<SwapTaken>(ledger, swapping(event))?.swap
        return challengedSwap === undefined || sameSwap(challengedSwap, event.swap)
      },
    },
    ...legConditions<EventOf<'answerSwap'>>(
      (event, ledger) => answered(bought(event), ledger, swapping(event)),
      ({ buy }) => buy,
    ),
    {
      clause: 'CC-36',
      says: 'what was given for what was taken is at the limit price of the order or better',
      holds: (ledger, event) => {
        const matter = swapping(event)
        const taken = about<SwapTaken>(ledger, matter)?.taken
        return (
          taken === undefined ||
          isAtLimit(event.swap, taken, givenFor(ledger, event.swap, challenged(ledger, matter), event.buy))
        )
      },
    },
  ],
  punishSwap: [
    isRunning,
    isKnown(({ swap }) => [swap.sellCoin, swap.buyCoin]),
    isAfterFirstEpoch,
    swapIsOwn,
    ...legConditions<EventOf<'punishSwap'>>(
      (event, ledger) => now(sold(event), ledger),
      ({ sell }) => sell,
    ),
    soldIsWithin(),
    ...legConditions<EventOf<'punishSwap'>>(
      (event, ledger) => now(bought(event), ledger),
      ({ buy }) => buy,
    ),
    {
      clause: 'CC-37',
      says: 'what was given for what was taken is below the limit price of the order',
      holds: (ledger, { swap, sell, buy }) => {
        const eon = currentEon(ledger)
        return !isAtLimit(swap, takenFor(ledger, swap, eon, sell), givenFor(ledger, swap, eon, buy))
      },
    },
  ],
  recover: [
    {
      clause: 'CC-38',
      says: 'the exchange is halted',
      holds: ({ halt }) => halt !== undefined,
    },
    isKnown(({ coin }) => [coin]),
    {
      clause: 'CC-39',
      says: 'the trader has not recovered this coin before',
      holds: ({ recovered }, { trader, coin }) => !recovered.has(key(trader, coin)),
    },
    ...isProven<EventOf<'recover'>>(
      ({ trader, coin }, { halt }) => ({ trader, coin, eon: halt?.safe ?? 0n }),
      ({ proof }) => proof,
    ),
  ],
}

const receiver = (
  { transfer }: EventOf<'answerDelivery' | 'answerPassiveDelivery'>,
  ledger: Ledger,
  matter: Matter,
): Subject => ({ trader: transfer.recipient, coin: transfer.coin, eon: challenged(ledger, matter) })

/** Whether two orders of one pair of coins are the same. */
const sameSwap = (a: Swap, b: Swap): boolean =>
  a.trader === b.trader && a.sellAmount === b.sellAmount && a.buyAmount === b.buyAmount && a.nonce === b.nonce

const sameUpdate = (a: Update | undefined, b: Update | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.trader === b.trader &&
      a.coin === b.coin &&
      a.eon === b.eon &&
      a.spent === b.spent &&
      a.gained === b.gained &&
      sameBytes(a.transactions, b.transactions)

/** The conditions of an event. */
export const conditionsOf = (event: Event): ReadonlyArray<Condition<Event>> => conditionsFor(conditions, event)

/** The conditions that an event fails, in order of precedence. */
export const failing = (ledger: Ledger, event: Event): ReadonlyArray<Condition<Event>> =>
  failingOf(conditions, ledger, event)
