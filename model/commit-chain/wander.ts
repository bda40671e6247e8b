import * as fc from 'fast-check'
import { type Allotted, nothingPassive } from '../../spec/commit-chain/allotment.js'
import { currentEon, key, position } from '../../spec/commit-chain/ledger.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { Choice } from '../core/arbitrary.js'
import { answers, payments, ratifications, requests, showings, signings } from './adversary.js'
import { forged } from './checkpoints.js'
import { committedOf, type Exchange, type Move, transactionOf } from './exchange.js'
import { settledAccounts, settledTrees } from './operator.js'
import { nameOf } from './passive.js'
import type { Intent } from './scope.js'
import { type Setting, swapOf, transferOf } from './scopes.js'
import type { Draft } from './signing.js'

// Runs of the whole exchange that are too large to explore: more traders and coins, more eons, several transfers and
// orders in each. Most moves are what a diligent operator would do, so that a run gets somewhere; some are not.

const TRADERS = ['alice', 'bob', 'carol', 'dave']
const COINS = ['X', 'Y', 'Z']
const LAST_EON = 6n

const amount = fc.integer({ min: 1, max: 3 }).map(BigInt)

/** Two of the coins, in either order. */
const pair = fc.shuffledSubarray(COINS, { minLength: 2, maxLength: 2 })

/** What is meant to happen in an eon: transfers, and two orders that fill each other or do not. */
const dayOf = (eon: bigint, traders: ReadonlyArray<string>): fc.Arbitrary<ReadonlyArray<Intent>> => {
  const two = fc.shuffledSubarray([...traders], { minLength: 2, maxLength: 2 })
  const transfers = fc.array(fc.tuple(two, fc.constantFrom(...COINS), amount), { maxLength: 2 })
  const orders = fc.tuple(two, pair, amount, amount, fc.nat(3))
  return fc
    .tuple(transfers, fc.option(orders, { nil: undefined }))
    .map(([sent, order]) => [
      ...sent.map(([[from, to], coin, much], i) =>
        transferOf(eon, from as string, to as string, coin, much, eon * 10n + BigInt(i)),
      ),
      ...(order === undefined ? [] : ordersOf(eon, order)),
    ])
}

const ordersOf = (
  eon: bigint,
  [[one, other], [x, y], sold, bought, gap]: readonly [string[], string[], bigint, bigint, number],
): ReadonlyArray<Intent> => [
  swapOf(eon, one as string, [sold, x as string], [bought, y as string], eon),
  // One in four asks for more than it is given: the two do not fill each other.
  swapOf(eon, other as string, [bought, y as string], [gap === 0 ? sold + 1n : sold, x as string], eon),
]

/** Who takes part, who of them is honest, what they have and what they mean to do. */
export const settings: fc.Arbitrary<Setting> = fc.constantFrom(3, 4).chain((size) => {
  const traders = TRADERS.slice(0, size)
  const honest = fc.subarray(traders, { minLength: 1, maxLength: size - 1 })
  // Everybody has two coins to begin with, so that most of what is meant to happen can.
  const ample = traders.flatMap((trader, i) => [`${trader} 3 ${COINS[i % 3]}`, `${trader} 2 ${COINS[(i + 1) % 3]}`])
  const more = fc.array(
    fc.tuple(fc.constantFrom(...traders), amount, fc.constantFrom(...COINS)).map((words) => words.join(' ')),
    { maxLength: 3 },
  )
  const days = [2n, 3n, 4n].map((eon) => dayOf(eon, traders))
  return fc.tuple(honest, more, ...days).map(([who, rest, ...plan]) => ({
    traders,
    coins: COINS,
    honest: who,
    deposits: [...ample, ...rest],
    plan: plan.flat(),
    lastEon: LAST_EON,
  }))
})

/** The same, with most transfers passive. */
export const passiveSettings: fc.Arbitrary<Setting> = settings.map((setting) => ({
  ...setting,
  plan: setting.plan.map((intent, i) =>
    'transfer' in intent && i % 4 !== 3 ? { ...intent, transfer: { ...intent.transfer, passive: true } } : intent,
  ),
}))

/** An honest trader signs away only what it has by the last checkpoint, less what it signed away already. */
const isAffordable = (exchange: Exchange, move: Move): boolean => {
  if (move.tag !== 'sign') return true
  const transaction = transactionOf(exchange.cast.plan[move.intent] as Intent)
  const [trader, coin, spent] =
    'sellCoin' in transaction
      ? [transaction.trader, transaction.sellCoin, transaction.sellAmount]
      : [transaction.sender, transaction.coin, transaction.amount]
  if (!exchange.cast.honest.traders.includes(trader)) return true
  const eon = currentEon(exchange.ledger)
  const had = (committedOf(exchange, eon, coin, trader) ?? committedOf(exchange, eon - 1n, coin, trader))?.amount ?? 0n
  const last = exchange.drafts.findLast(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon,
  )
  return (last?.update.spent ?? 0n) + spent <= had
}

const oneOf = (moves: ReadonlyArray<Move>, n: number): ReadonlyArray<Move> =>
  moves.length === 0 ? [] : [moves[n % moves.length] as Move]

/** What somebody does while the operator is honest: signs what is meant to happen, tries something, or waits. */
export const stir = (possible: ReadonlyArray<Move>, { kind, picks: [a] }: Choice): Move => {
  const signing = possible.filter(({ tag }) => tag === 'sign' || tag === 'accept')
  const [move] = kind < 60 && signing.length > 0 ? oneOf(signing, a) : kind < 75 ? oneOf(possible, a) : []
  return move ?? { tag: 'tick' }
}

/** What a corrupt operator and corrupt traders do next; nearly always what they would do if they were diligent. */
export const wander = (exchange: Exchange, { kind, picks }: Choice): Move => {
  const half = exchange.ledger.params.blocksPerEon / 2n
  const at = position(exchange.ledger)
  const [a, b] = picks
  const early = at === half ? signings(exchange).filter((move) => isAffordable(exchange, move)) : []
  const isDue = at >= half && !exchange.commitments.has(currentEon(exchange.ledger))
  const commit = isDue ? [checkpoint(exchange, picks)] : []
  const [move] =
    kind < 3 && !isDue
      ? oneOf([...answers(exchange), ...requestsAt(exchange, at === half), ...payments(exchange), { tag: 'tick' }], a)
      : [
          ...oneOf(answers(exchange), a),
          ...oneOf(early, a),
          ...(at === half && b % 3 !== 0 ? oneOf(ratifications(exchange), a) : []),
          ...commit,
          ...(at >= half && b % 40 !== 1 ? oneOf(showings(exchange), 0) : []),
        ]
  return move ?? { tag: 'tick' }
}

const requestsAt = (exchange: Exchange, isTime: boolean): ReadonlyArray<Move> => (isTime ? requests(exchange) : [])

/** The checkpoint that is due; one in six is wrong in one account. */
const checkpoint = (exchange: Exchange, [, , a, b, c]: Choice['picks']): Move => {
  const accounts = new Map(settledAccounts(exchange))
  if (a % 6 === 0) {
    const moved = [...accounts].filter(([, { update }]) => update !== undefined)
    const among = moved.length > 0 && b % 4 !== 0 ? moved : [...accounts]
    const [at, allotted] = among[b % among.length] as [string, Allotted]
    accounts.set(at, spoiled(exchange, at, allotted, c))
  }
  for (const [at, allotted] of accounts) if (allotted.amount < 0n) accounts.set(at, { ...allotted, amount: 0n })
  const received = settledTrees(exchange)
  const names = [...accounts].map(
    ([at, { amount: much, update, passive }]) =>
      `${at} ${much} ${exchange.drafts.findIndex((draft) => draft.update === update)} ${update?.spent} ${passive.amount} ${passive.mark}`,
  )
  const trees = [...received].map(([at, tree]) => `${at}=${tree.map((one) => nameOf(exchange.cast, one)).join('+')}`)
  return { tag: 'commit', choice: key(currentEon(exchange.ledger), [...names, ...trees].join()), accounts, received }
}

/** One unit less or more, received passively or not, another mark, another update or none, or one that nobody signed. */
const spoiled = (exchange: Exchange, at: string, allotted: Allotted, n: number): Allotted => {
  const [coin, trader] = at.split(' ') as [CoinId, TraderId]
  const eon = currentEon(exchange.ledger)
  const others = exchange.drafts.filter(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon - 1n,
  )
  const { passive } = allotted
  const ways: ReadonlyArray<Allotted> = [
    { ...allotted, amount: allotted.amount - 1n },
    { ...allotted, amount: allotted.amount + 1n },
    { ...allotted, update: undefined },
    { ...allotted, update: others[n % Math.max(1, others.length)]?.update },
    { ...allotted, update: forged(exchange, coin, trader, eon, 1n), amount: allotted.amount - 1n },
    ...(passive.root.length === 0
      ? []
      : [
          { ...allotted, passive: { ...passive, amount: passive.amount - 1n } },
          { ...allotted, passive: nothingPassive, amount: allotted.amount - passive.amount },
        ]),
    ...(others.some(hasPassive) ? [{ ...allotted, passive: { ...passive, mark: passive.mark + 1n } }] : []),
  ]
  return ways[n % ways.length] as Allotted
}

const hasPassive = ({ transactions }: Draft): boolean =>
  transactions.some(({ transaction }) => 'sender' in transaction && transaction.passive)
