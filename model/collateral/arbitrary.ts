import * as fc from 'fast-check'
import { collateralAt, soldSince } from '../../spec/collateral/protection.js'
import type { Event, EventOf, Outputs, Params } from '../../spec/collateral/types.js'
import { AMOUNT_LIMIT, type CoinId, type TraderId } from '../../spec/primitives/types.js'
import { type Choice, type Draw, type Drawing, pick } from '../core/arbitrary.js'
import type { State } from './state.js'
import { amountOf } from './tally.js'

const COINS = ['X', 'Y', 'Z'] as const

/** Any parameters: three coins, alice and bob careful, carol not. */
export const params: fc.Arbitrary<Params> = fc.record({
  coins: fc
    .tuple(fc.constantFrom(10n, 7n, 100n), fc.constantFrom(10n, 3n, 1n), fc.constantFrom(10n, 33n))
    .map((prices) => COINS.map((coin, i) => ({ coin: coin as CoinId, price: prices[i] as bigint }))),
  traders: fc.constant(
    ['alice', 'bob', 'carol'].map((trader) => ({ trader: trader as TraderId, careful: trader !== 'carol' })),
  ),
  volatility: fc.constantFrom(
    { numerator: 1n, denominator: 10n },
    { numerator: 1n, denominator: 3n },
    { numerator: 5n, denominator: 4n },
  ),
})

type Picks = Choice['picks']

/**
 * Reads a choice as an event. First everybody deposits and every coin is staked. Then, of a hundred events, 32 are
 * trades, 29 reservations, 10 prices, 13 ends of an eon, 7 deposits and stakes and what is taken out of them, 2 a
 * failure, and 7 such that most are refused; before eon 3, in which collateral is first paid, most are reservations and
 * ends. A trade aims at the edge: exactly as much as the collateral of its seller still covers, or one more; so does
 * what is taken out.
 */
export const draw: Draw<State, Event> = (state, { kind, picks }) => {
  if (kind >= 93) return unusual(state, picks)
  return opening(state) ?? drawn(state, kind, picks)
}

/** The deposits and stakes with which a run begins. */
const opening = ({ params: { traders, coins }, holdings, staked }: State): Event | undefined => {
  const poor = traders.find(({ trader }) => ![...holdings.keys()].some((name) => name.startsWith(`${trader}/`)))
  if (poor !== undefined) {
    const own = coins[traders.indexOf(poor) % coins.length] as (typeof coins)[number]
    return { tag: 'deposit', trader: poor.trader, coin: own.coin, amount: 1000n }
  }
  const bare = coins.find((known) => amountOf(staked, known.coin) === 0n)
  return bare && { tag: 'stake', coin: bare.coin, amount: 100n }
}

const drawn = (state: State, kind: number, picks: Picks): Event => {
  const isEarly = state.eon < 3n
  if (kind < (isEarly ? 4 : 32)) return trade(state, picks)
  if (kind < 61) return reserve(state, picks)
  if (kind < (isEarly ? 63 : 71)) return price(state, picks)
  if (kind < 84)
    return state.isContested && picks[1] % 2 === 0
      ? { tag: 'answer' }
      : { tag: 'endEon', challenged: picks[0] % 3 === 2 }
  if (kind < 86)
    return { tag: 'deposit', trader: trader(state, picks[0]), coin: coin(picks[1]), amount: amount(picks[2]) }
  if (kind < 88) return { tag: 'stake', coin: coin(picks[1]), amount: amount(picks[2]) }
  if (kind < 91) return unstake(state, picks)
  return { tag: 'fail' }
}

const trader = ({ params: { traders } }: State, n: number): TraderId =>
  (traders[n % traders.length] as (typeof traders)[number]).trader

const coin = (n: number): CoinId => pick(COINS, n) as CoinId

const amount = (n: number): bigint => pick([100n, 10n, 1n, 0n], n)

const trade = (state: State, [a, b, c, d, e]: Picks): EventOf<'trade'> => {
  const seller = trader(state, a)
  const buyer = pick([trader(state, 2), trader(state, 2), trader(state, a + 1)], e >> 3)
  const held = heldBy(state, seller)
  const rich = held.filter((name) => room(state, seller, name) > 1n)
  const base = rich[c % Math.max(1, rich.length)] ?? held[c % Math.max(1, held.length)] ?? coin(c)
  const quote = coin(COINS.indexOf(base as (typeof COINS)[number] & CoinId) + 1 + (b % 2))
  const most = room(state, seller, base)
  const baseAmount = pick([most, most + 1n, 1n, most * 2n, most / 2n], d)
  return {
    tag: 'trade',
    seller,
    buyer,
    base,
    quote,
    baseAmount,
    quoteAmount: atMarket(state, base, quote, baseAmount, e),
  }
}

/** The coins of which a trader has some. */
const heldBy = ({ holdings }: State, name: TraderId): ReadonlyArray<CoinId> =>
  COINS.map((known) => known as CoinId).filter((known) => amountOf(holdings, name, known) > 0n)

/** How much more of a coin a trader can sell and be covered, at a failure in this eon or the next; or all that it has, if less. */
const room = ({ log, holdings, params: { volatility } }: State, name: TraderId, of: CoinId): bigint => {
  const left = [log.passed, log.eon - 1n, log.eon].map((safe) => {
    const covered = ((collateralAt(log, name, safe).get(of) ?? 0n) * volatility.denominator) / volatility.numerator
    return covered - (soldSince(log, name, safe).get(of) ?? 0n)
  })
  const least = [...left, amountOf(holdings, name, of)].reduce((least, n) => (n < least ? n : least))
  return least > 0n ? least : 1n
}

/** What an amount is worth in another coin, or a little less or more; at least 1. */
const atMarket = ({ log: { prices } }: State, base: CoinId, quote: CoinId, sold: bigint, n: number): bigint => {
  const fair = (sold * (prices.get(base) as bigint)) / (prices.get(quote) as bigint)
  return pick([fair, fair, fair - 1n, fair + 1n].map((near) => (near > 0n ? near : 1n)) as [bigint, ...bigint[]], n)
}

/** Mostly for a careful trader, of a coin that it has, and for an eon for which it has nothing yet. */
const reserve = (state: State, [a, b, c, d, e]: Picks): EventOf<'reserve'> => {
  const bare = state.params.traders
    .filter(({ careful }) => careful)
    .flatMap(({ trader: name }) =>
      heldBy(state, name).flatMap((of) =>
        [state.eon + 2n, state.eon + 3n].flatMap((eon) =>
          amountOf(state.reserved, eon, name, of) === 0n ? [{ trader: name, coin: of, eon }] : [],
        ),
      ),
    )
  const any = { trader: trader(state, a), coin: coin(b), eon: state.eon + 2n + pick([0n, 0n, 1n], c) }
  const place = (e % 4 < 3 ? bare[a % Math.max(1, bare.length)] : undefined) ?? any
  const free = amountOf(state.staked, place.coin) - amountOf(state.pledged, place.eon, place.coin)
  return { tag: 'reserve', ...place, amount: pick([free / 2n, free / 4n, free, 1n], d) }
}

/** All that no failure can be paid from any more, or one more. */
const unstake = (state: State, [a, b]: Picks): EventOf<'unstake'> => {
  const of = coin(a)
  const kept = [...state.pledged].flatMap(([name, pledged]) => {
    const [eon, pledgedCoin] = name.split('/') as [string, string]
    return pledgedCoin === of && BigInt(eon) > state.log.passed ? [pledged] : []
  })
  const free = amountOf(state.staked, of) - kept.reduce((most, one) => (one > most ? one : most), 0n)
  return { tag: 'unstake', coin: of, amount: pick([free, free + 1n, free / 2n], b) }
}

/** Mostly at the start’s price or as far above as the volatility allows, so that swaps gain and stay within it. */
const price = ({ log: { prices }, params: { coins, volatility } }: State, [a, b]: Picks): EventOf<'price'> => {
  const { coin, price: first } = coins[a % coins.length] as (typeof coins)[number]
  const now = prices.get(coin) as bigint
  const highest = first + (first * volatility.numerator) / volatility.denominator
  return { tag: 'price', coin, price: pick([highest, first, highest, first, now + 1n, highest * 2n], b) }
}

const unusual = (state: State, picks: Picks): Event => {
  const [a, b, c, d] = picks
  const reserved = reserve(state, [b, c, d, a, 0])
  return pick<Event>(
    [
      unstake(state, [b, c, d, a, 0]),
      { ...reserved, eon: state.eon + pick([1n, 0n, -1n], b) },
      { ...reserved, amount: amountOf(state.staked, reserved.coin) + 1n },
      { ...reserved, amount: -1n, eon: state.eon },
      { ...reserved, trader: 'mallory' as TraderId },
      { tag: 'answer' },
      { tag: 'endEon', challenged: false },
      { ...trade(state, picks), quoteAmount: AMOUNT_LIMIT },
      { ...trade(state, picks), buyer: trade(state, picks).seller },
      { ...trade(state, picks), quote: trade(state, picks).base },
      { ...trade(state, picks), baseAmount: 10n ** 6n },
      { tag: 'price', coin: coin(b), price: 0n },
      { tag: 'price', coin: 'W' as CoinId, price: 1n },
      { tag: 'stake', coin: 'W' as CoinId, amount: -1n },
      { tag: 'stake', coin: coin(b), amount: AMOUNT_LIMIT },
      { tag: 'deposit', trader: trader(state, b), coin: coin(c), amount: -1n },
      { tag: 'deposit', trader: pick(['mallory', coin(c)], d) as TraderId, coin: coin(c), amount: 1n },
      { tag: 'unstake', coin: 'W' as CoinId, amount: -1n },
      { tag: 'unstake', coin: coin(b), amount: -1n },
    ],
    a,
  )
}

/** Draws the events of a run: each follows from the state alone. */
export const drawing = (): Drawing<State, Event, Outputs> => ({ draw })
