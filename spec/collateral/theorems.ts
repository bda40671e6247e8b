import type { Clauses } from '../core/clause.js'
import { accepted } from '../core/history.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import { stakedOf } from './admission.js'
import type { Moment } from './history.js'
import { excess, type Portfolio, promised, shortfall, soldSince, sum, total, value } from './protection.js'
import type { Outputs } from './types.js'

const carefulOf = ({ before }: Moment): ReadonlyArray<TraderId> =>
  before.params.traders.filter(({ careful }) => careful).map(({ trader }) => trader)

/** What a failure pays a trader: its holdings and its collateral. */
const paidTo = ({ paid }: Outputs, name: TraderId): Portfolio =>
  total(
    paid.filter(({ trader }) => trader === name).map(({ coin, holdings, collateral }) => [coin, holdings + collateral]),
  )

/** Between two failures that are possible, no change of value is more than the collateral and what is beyond the volatility. */
const admissible =
  (safeOf: (after: Moment['after']) => bigint) =>
  (m: Moment): ReadonlyArray<string> => {
    const { after } = m
    if (after.isFailed) return []
    const safe = safeOf(after)
    return carefulOf(m).flatMap((trader) => {
      const short = shortfall(after, trader, safe)
      return after.params.volatility.denominator * short <= excess(after, trader, safe)
        ? []
        : [
            `${trader} would lose ${short} at a failure after the checkpoint of eon ${safe}, while no price left its bound`,
          ]
    })
  }

const nothingLost = (m: Moment): ReadonlyArray<string> => {
  const outputs = accepted(m.answer)
  if (m.event.tag !== 'fail' || m.before.isFailed || outputs === undefined) return []
  const { before } = m
  return carefulOf(m).flatMap((trader) => {
    const due = value(promised(before, trader), before.prices)
    const got = value(paidTo(outputs, trader), before.prices)
    return before.params.volatility.denominator * (due - got) <= excess(before, trader, before.passed)
      ? []
      : [`${trader} had ${due} and recovers ${got}: it loses ${due - got}`]
  })
}

const stakeSuffices = (m: Moment): ReadonlyArray<string> => {
  const { after } = m
  if (after.isFailed) return []
  const { numerator, denominator } = after.params.volatility
  return after.params.coins.flatMap(({ coin }) => {
    const volume = sum(carefulOf(m).map((trader) => soldSince(after, trader, after.passed).get(coin) ?? 0n))
    const staked = stakedOf(after, coin)
    return numerator * volume <= denominator * staked
      ? []
      : [`${volume} ${coin} of protected trades are not settled, and only ${staked} ${coin} are staked`]
  })
}

const backed = (m: Moment): ReadonlyArray<string> => {
  const outputs = accepted(m.answer)
  if (outputs === undefined) return []
  const paid = [...new Set(outputs.paid.map(({ trader }) => trader))].map((trader) => paidTo(outputs, trader))
  return m.before.params.coins.flatMap(({ coin }) => {
    const due = paid.map((portfolio) => portfolio.get(coin) ?? 0n)
    const out = sum(due.filter((amount) => amount > 0n))
    const deposited = depositedOf(m, coin)
    const staked = stakedOf(m.before, coin)
    return out <= deposited + staked
      ? []
      : [`${out} ${coin} are paid, but only ${deposited} were deposited and ${staked} staked`]
  })
}

const depositedOf = ({ before }: Moment, coin: CoinId): bigint =>
  sum(before.deposits.filter((deposit) => deposit.coin === coin).map(({ amount }) => amount))

/** What follows for who is careful, and for the operator. */
export const theorems: Pick<Clauses<'collateral', Moment>, 'CO-13' | 'CO-14' | 'CO-15' | 'CO-16' | 'CO-17'> = {
  'CO-13': {
    id: 'CO-13',
    title: 'Admissible now',
    says: 'The changes of value of the swaps of a careful trader that a failure would undo now are together no more than the collateral that it would pay, but for what prices moved beyond the volatility.',
    source: 'TEX VI-C4, Equation 4 (T9, T42, T43)',
    kind: 'invariant',
    judge: admissible(({ passed }) => passed),
  },
  'CO-14': {
    id: 'CO-14',
    title: 'Admissible next',
    says: 'The changes of value of the swaps of a careful trader in this eon are together no more than the collateral that a failure in the next eon would pay, but for what prices moved beyond the volatility.',
    source: 'TEX VI-C4, Equation 5 (T9, T42, T43)',
    kind: 'invariant',
    judge: admissible(({ eon }) => eon),
  },
  'CO-15': {
    id: 'CO-15',
    title: 'Nothing lost',
    says: 'At a failure, at whatever moment, a careful trader recovers the value of what it had with all its trades, less at most what prices moved beyond the volatility.',
    source: 'TEX VI-C4a',
    kind: 'invariant',
    judge: nothingLost,
  },
  'CO-16': {
    id: 'CO-16',
    title: 'Instant finality',
    says: 'Of every coin the operator has staked the volatility times what careful traders sold in trades that a failure would undo, both sides of each trade counted.',
    source: 'TEX III-D1, VII-A2 (T44, T45)',
    kind: 'invariant',
    judge: stakeSuffices,
  },
  'CO-17': {
    id: 'CO-17',
    title: 'Backed',
    says: 'No more of a coin is paid than was deposited and staked: nobody’s collateral is paid twice, or out of deposits, and what one trader owes pays no other.',
    source: 'TEX VI-C4a, exclusively allocated; V-B',
    kind: 'invariant',
    judge: backed,
  },
}
