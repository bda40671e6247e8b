import type { Clauses } from '../core/clause.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { failing } from './admission.js'
import type { Allotted } from './allotment.js'
import { undelivered } from './deliveries.js'
import { type Asked, applied, type Ending, lastSafe, type Placed, passed, receivedIn } from './ending.js'
import { allottable, currentEon, depositedIn, heldOf, key, requestedIn, unpaidOf } from './ledger.js'
import { isAtLimit, recoverable, settled } from './settlement.js'
import type { Swap } from './types.js'

const custody = (ending: Ending): ReadonlyArray<string> =>
  passed(ending).flatMap((at) => {
    const { eon, trader, coin, start, end } = at
    const known = applied(ending, at)
    const where = `${trader}'s ${coin} in the checkpoint of eon ${eon}`
    if (end.update !== undefined && known === undefined)
      return [`${where}: an update is applied that ${trader} never signed`]
    const outdated = ending.signed.find(
      ({ update, isRatified }) =>
        isRatified &&
        update.trader === trader &&
        update.coin === coin &&
        update.eon === eon - 1n &&
        (update.spent > (end.update?.spent ?? 0n) || update.gained > (end.update?.gained ?? 0n)),
    )
    if (outdated !== undefined)
      return [
        `${where}: what was agreed last (spent ${outdated.update.spent}, gained ${outdated.update.gained}) is not applied`,
      ]
    const due = settled(ending.ledger, { trader, coin, eon }, start.amount, end.update, receivedIn(ending, at))
    return end.amount >= due ? [] : [`${where}: ${end.amount} are allotted, ${due} were agreed`]
  })

/** All orders of an update that sell one coin for the same other one: they share what is taken and given. */
const pairsOf = (transactions: ReadonlyArray<Placed>, sellCoin: CoinId): ReadonlyArray<ReadonlyArray<Swap>> => {
  const orders = transactions.flatMap(({ transaction }) =>
    'sellCoin' in transaction && transaction.sellCoin === sellCoin ? [transaction] : [],
  )
  return [...new Set(orders.map(({ buyCoin }) => buyCoin))].map((buyCoin) =>
    orders.filter((order) => order.buyCoin === buyCoin),
  )
}

const swaps = (ending: Ending): ReadonlyArray<string> =>
  passed(ending).flatMap((at) =>
    pairsOf(applied(ending, at)?.transactions ?? [], at.coin).flatMap((orders) => {
      const { ledger, committed } = ending
      const { eon, trader } = at
      const bought = { eon, trader, coin: (orders[0] as Swap).buyCoin }
      const [start, end] = [committed(eon - 1n, bought.coin, trader), committed(eon, bought.coin, trader)]
      const beyond = (account: typeof bought, from: Allotted, to: Allotted): bigint =>
        to.amount - settled(ledger, account, from.amount, to.update, receivedIn(ending, { ...account, end: to }))
      const sold = orders.reduce((sum, { sellAmount }) => sum + sellAmount, 0n)
      const taken = sold - beyond(at, at.start, at.end)
      const given = start === undefined || end === undefined ? 0n : beyond(bought, start, end)
      return orders.some((order) => isAtLimit(order, taken, given))
        ? []
        : [
            `${trader} sells ${sold} ${at.coin} for ${bought.coin} in eon ${eon} at ${orders.map(showPrice).join(' and ')}: ${taken} were taken and ${given} given`,
          ]
    }),
  )

const showPrice = ({ sellAmount, buyAmount }: Swap): string => `${sellAmount} for ${buyAmount}`

/** The totals of the accounts that a checkpoint commits, for every coin. */
const totals = ({ ledger, committed }: Ending, eon: bigint) =>
  ledger.params.coins.map((coin) => ({
    coin,
    allotted: ledger.params.traders.reduce((sum, { trader }) => sum + (committed(eon, coin, trader)?.amount ?? 0n), 0n),
    there: allottable(ledger, coin, eon),
  }))

const recovery = (ending: Ending): ReadonlyArray<string> => {
  const { ledger, honest, evidence } = ending
  if (ledger.halt === undefined) return []
  const { safe } = ledger.halt
  const stranded = honest.traders.flatMap((trader) =>
    ledger.params.coins.flatMap((coin) => {
      if (ledger.recovered.has(key(trader, coin))) return []
      const proof = evidence(safe, coin, trader)
      if (proof === undefined) return [`${trader} has no proof of its ${coin} of eon ${safe}`]
      const refused = failing(ledger, { tag: 'recover', trader, coin, proof })
      const [due, there] = [dueTo(ending, trader, coin, safe), recoverable(ledger, { trader, coin, safe }, proof)]
      return [
        ...refused.map(({ says }) => `${trader} cannot recover its ${coin}; expected that ${says}`),
        ...(there === due ? [] : [`${trader} recovers ${there} ${coin}, and ${due} are due`]),
      ]
    }),
  )
  const short = totals(ending, safe).flatMap(({ coin, allotted, there }) => {
    if (allotted > there) return []
    const due = ledger.params.traders
      .filter(({ trader }) => !ledger.recovered.has(key(trader, coin)))
      .reduce((sum, { trader }) => sum + dueTo(ending, trader, coin, safe), 0n)
    return due <= heldOf(ledger, coin) ? [] : [`${due} ${coin} are due, and ${heldOf(ledger, coin)} are held`]
  })
  return [...stranded, ...short]
}

const dueTo = ({ ledger, committed }: Ending, trader: TraderId, coin: CoinId, safe: bigint): bigint => {
  let due = (committed(safe, coin, trader)?.amount ?? 0n) + unpaidOf(ledger, trader, coin)
  for (let eon = safe; eon <= (ledger.halt?.eon ?? safe); eon += 1n) {
    const request = ledger.withdrawals.get(key(trader, coin, eon))
    due += depositedIn(ledger, trader, coin, eon) - (request?.isPaid === false ? request.amount : 0n)
  }
  return due
}

/** What an honest trader asked to withdraw in an eon stands until it is paid, and is paid in the second eon after. */
const withdrawals = ({ ledger, asked = [] }: Ending): ReadonlyArray<string> =>
  asked.flatMap((one) => {
    const { trader, coin, eon } = one
    const total = asked.filter((other) => isSameRequest(one, other)).reduce((sum, { amount }) => sum + amount, 0n)
    const stands = requestedIn(ledger, trader, coin, eon)
    if (stands !== total)
      return [`${trader} asked to withdraw ${total} ${coin} in eon ${eon}, and ${stands} of it ${showVerb(stands)}`]
    const isPaid = ledger.withdrawals.get(key(trader, coin, eon))?.isPaid === true
    return isPaid || ledger.halt !== undefined || currentEon(ledger) <= eon + 2n
      ? []
      : [`${trader} is not paid the ${total} ${coin} that it asked for in eon ${eon}`]
  })

const isSameRequest = (a: Asked, b: Asked): boolean => a.trader === b.trader && a.coin === b.coin && a.eon === b.eon

const showVerb = (amount: bigint): string => (amount === 1n ? 'stands' : 'stand')

const doubleSpending = (ending: Ending): ReadonlyArray<string> =>
  ending.honest.traders.length === 0
    ? []
    : totals(ending, lastSafe(ending.ledger)).flatMap(({ coin, allotted, there }) =>
        allotted <= there
          ? []
          : [`${allotted} ${coin} are allotted in eon ${lastSafe(ending.ledger)}, and there are ${there}`],
      )

type Theorem = 'CC-45' | 'CC-46' | 'CC-47' | 'CC-48' | 'CC-49' | 'CC-50' | 'CC-51'

const ofEnding =
  (judge: (ending: Ending) => ReadonlyArray<string>) =>
  (subject: object): ReadonlyArray<string> =>
    'honest' in subject ? judge(subject as Ending) : []

/** What no operator and no other trader can do to an honest one, and no trader to an honest operator. */
export const theorems: Pick<Clauses<'commit-chain', object>, Theorem> = {
  'CC-45': {
    id: 'CC-45',
    title: 'Balance custody',
    says: 'Whatever anybody else does, an honest trader is never allotted less than what it agreed to, by any checkpoint that passes its challenges.',
    source: 'TEX III-D2; V-C3; VI-C1, VI-C3; III-E; NOCUST, guaranteed balance custody',
    kind: 'invariant',
    judge: ofEnding(custody),
  },
  'CC-46': {
    id: 'CC-46',
    title: 'Swaps at the limit',
    says: 'Whatever anybody else does, an honest trader that is debited for a swap is credited at its limit price or better, by the same checkpoint.',
    source: 'TEX V, the guarantee to a participant; VI-C3, s4 and s5',
    kind: 'invariant',
    judge: ofEnding(swaps),
  },
  'CC-47': {
    id: 'CC-47',
    title: 'Honest operators go on',
    says: 'Whatever the traders do, an honest operator can close every challenge and is never halted.',
    source: 'TEX V-C2; VI-C3; VI-A, malicious behaviour',
    kind: 'invariant',
    judge: ofEnding(({ ledger: { halt }, honest }) =>
      honest.operator && halt !== undefined ? [`an honest operator is halted in eon ${halt.eon}`] : [],
    ),
  },
  'CC-48': {
    id: 'CC-48',
    title: 'Everybody gets out',
    says: 'After a halt every honest trader can recover, without the operator, and what is held is enough for all.',
    source: 'TEX II-E2, III-A, III-C2d; NOCUST, recovery',
    kind: 'invariant',
    judge: ofEnding(recovery),
  },
  'CC-49': {
    id: 'CC-49',
    title: 'Double-spending is futile',
    says: 'No checkpoint that allots more of a coin than there is passes its challenges, where one honest trader watches.',
    source: 'TEX VI-C2',
    kind: 'invariant',
    judge: ofEnding(doubleSpending),
  },
  'CC-50': {
    id: 'CC-50',
    title: 'Debited is delivered',
    says: 'Whatever anybody else does, what an honest trader is debited for a transfer, active or passive, is delivered, by the same checkpoint.',
    source: 'TEX VI-C3, s1 to s3; NOCUST, delivery',
    kind: 'invariant',
    judge: ofEnding(undelivered),
  },
  'CC-51': {
    id: 'CC-51',
    title: 'Withdrawn as asked',
    says: 'Whatever anybody else does, what an honest trader asks to withdraw, of what it has and did not sign away, is not cancelled, and is paid in the second eon after, unless the exchange halts before.',
    source: 'TEX III-C2a, VI-C3 (s8 to s8: only malicious withdrawals are cancelled); NOCUST, withdrawal',
    kind: 'invariant',
    judge: ofEnding(withdrawals),
  },
}
