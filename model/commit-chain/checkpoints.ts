import { type Allotted, nothingPassive } from '../../spec/commit-chain/allotment.js'
import { allottable, currentEon, key } from '../../spec/commit-chain/ledger.js'
import type { Passive, Transfer, Update } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { committedOf, type Exchange, isHonest, type Move, type Received } from './exchange.js'
import { once } from './made.js'
import { draftName, nameOf, passiveOf } from './passive.js'
import type { Intent } from './scope.js'

// The checkpoints that a corrupt operator may make.

/** One account as a checkpoint may commit it, and a name for it: what has one name is the same in every run. */
interface Option {
  readonly name: string
  readonly allotted: Allotted
}

/**
 * The checkpoints that are worth committing. An honest trader's account gets any amount and any update that it signed,
 * none, or one that it never signed; where passive transfers were planned, any passive amount and any mark. Corrupt
 * traders get the rest, which is the most that there is. What honest traders sent passively stands in the tree of its
 * recipient, of a corrupt trader, in several or in none, in any order. One checkpoint allots more of a coin than there
 * is: no proof of it is worth anything, so what else is in it makes no difference.
 */
export const checkpoints = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger, commitments } = exchange
  const eon = currentEon(ledger)
  if (commitments.has(eon)) return []
  const perCoin = cast.params.coins.map((coin) => coinOptions(exchange, coin, eon))
  return product(perCoin).map((chosen) => ({
    tag: 'commit',
    choice: `${eon} ${chosen.map(({ name }) => name).join(' ')}`,
    accounts: new Map(chosen.flatMap(({ accounts }) => [...accounts])),
    received: new Map(chosen.flatMap(({ received }) => [...received])),
  }))
}

interface CoinOption {
  readonly name: string
  readonly accounts: ReadonlyMap<string, Allotted>
  readonly received: Received
}

const coinOptions = (exchange: Exchange, coin: CoinId, eon: bigint): ReadonlyArray<CoinOption> => {
  const { cast, ledger } = exchange
  const there = allottable(ledger, coin, eon)
  const traders = cast.params.traders.map(({ trader }) => trader)
  const [first] = traders as [TraderId]
  return [
    ...treeOptions(exchange, coin, eon).flatMap((trees) => coveredOptions(exchange, coin, eon, there, trees)),
    { name: `more than ${there}`, accounts: new Map([[key(coin, first), allotted(there + 1n)]]), received: new Map() },
  ]
}

/** The ways of dividing what there is of a coin between the accounts, with these passive trees. */
const coveredOptions = (
  exchange: Exchange,
  coin: CoinId,
  eon: bigint,
  there: bigint,
  trees: Received,
): ReadonlyArray<CoinOption> => {
  const { cast } = exchange
  const traders = cast.params.traders.map(({ trader }) => trader)
  const honest = traders.filter((trader) => isHonest(exchange, trader))
  const corrupt = traders.filter((trader) => !isHonest(exchange, trader))
  const treeAt = (trader: TraderId) => trees.get(key(coin, trader)) ?? []
  const treeNames = [...trees].map(([at, tree]) => ` ${at}=${tree.map((one) => nameOf(cast, one)).join('+')}`).join('')
  return product(honest.map((trader) => accountOptions(exchange, coin, trader, eon, there, treeAt(trader)))).flatMap(
    (options) => {
      const given = options.reduce((sum, { allotted }) => sum + allotted.amount, 0n)
      if (given > there) return []
      const updates = product(corrupt.map((trader) => updateOptions(exchange, coin, trader, eon)))
      return updates.map(
        (applied): CoinOption => ({
          name: `${[...options.map(({ name }) => name), ...applied.map(({ name }) => name)].join()} of ${there}${treeNames}`,
          accounts: new Map([
            ...options.map(({ allotted }, i): [string, Allotted] => [key(coin, honest[i] as TraderId), allotted]),
            ...applied.map(({ update }, i): [string, Allotted] => {
              const trader = corrupt[i] as TraderId
              const passive = passiveOf(cast, treeAt(trader), 0n)
              return [key(coin, trader), { amount: i === 0 ? there - given : 0n, passive, update }]
            }),
          ]),
          received: trees,
        }),
      )
    },
  )
}

const allotted = (amount: bigint): Allotted => ({ amount, passive: nothingPassive, update: undefined })

const accountOptions = (
  exchange: Exchange,
  coin: CoinId,
  trader: TraderId,
  eon: bigint,
  there: bigint,
  tree: ReadonlyArray<Transfer>,
): ReadonlyArray<Option> =>
  product<unknown>([
    updateOptions(exchange, coin, trader, eon),
    upTo(there),
    passiveOptions(exchange, coin, trader, eon, there, tree),
  ]).map((parts) => {
    const [{ name, update }, amount, passive] = parts as [UpdateOption, bigint, Passive]
    const received = passive.amount === 0n ? '' : `p${passive.amount}`
    const mark = passive.mark === 0n ? '' : `@${passive.mark}`
    return { name: `${amount}${name}${received}${mark}`, allotted: { amount, passive, update } }
  })

const upTo = (most: bigint): ReadonlyArray<bigint> => Array.from({ length: Number(most) + 1 }, (_, i) => BigInt(i))

// Passive parts

const isPassiveIn =
  (coin: CoinId) =>
  (intent: Intent): boolean =>
    'transfer' in intent && intent.transfer.passive && intent.transfer.coin === coin

/**
 * What honest traders sent passively in the eon before; in some casts also in this one, though it is not due yet. Nobody
 * asks after what others send.
 */
const sentPassively = (exchange: Exchange, coin: CoinId, eon: bigint): ReadonlyArray<Transfer> =>
  exchange.cast.plan.flatMap((intent, i) =>
    isPassiveIn(coin)(intent) && 'transfer' in intent && exchange.signed.has(i) && isDue(exchange, intent, eon)
      ? [intent.transfer].filter(({ sender }) => isHonest(exchange, sender))
      : [],
  )

const isDue = ({ cast }: Exchange, intent: Intent, eon: bigint): boolean =>
  intent.eon === eon - 1n || (cast.isEarly && intent.eon === eon)

/** The passive trees of a coin: of those who are to receive something, and of corrupt traders; each in any order. */
const treeOptions = (exchange: Exchange, coin: CoinId, eon: bigint): ReadonlyArray<Received> => {
  const known = sentPassively(exchange, coin, eon)
  const holders = exchange.cast.params.traders
    .map(({ trader }) => trader)
    .filter((trader) => !isHonest(exchange, trader) || known.some(({ recipient }) => recipient === trader))
  return product(holders.map((trader) => sequences(known).map((tree) => [key(coin, trader), tree] as const))).map(
    (trees) => new Map(trees.filter(([, tree]) => tree.length > 0)),
  )
}

/** Every selection of some things, in every order. */
const sequences = <A>(some: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> => [
  [],
  ...some.flatMap((first, i) => sequences(some.toSpliced(i, 1)).map((rest) => [first, ...rest])),
]

/** The passive parts of an honest trader's account. */
const passiveOptions = (
  exchange: Exchange,
  coin: CoinId,
  trader: TraderId,
  eon: bigint,
  there: bigint,
  tree: ReadonlyArray<Transfer>,
): ReadonlyArray<Passive> => {
  const { cast } = exchange
  if (!cast.plan.some((intent) => isPassiveIn(coin)(intent) && isDue(exchange, intent, eon))) return [nothingPassive]
  const sent = sentPassively(exchange, coin, eon).filter(({ sender }) => sender === trader)
  const marks = upTo(sent.reduce((sum, { amount }) => sum + amount, 0n))
  return upTo(there).flatMap((amount) => marks.map((mark) => ({ ...passiveOf(cast, tree, mark), amount })))
}

// Updates

interface UpdateOption {
  readonly name: string
  readonly update: Update | undefined
}

/** No update, any that the trader signed for the eon before, and for an honest trader one that it never signed. */
const updateOptions = (
  exchange: Exchange,
  coin: CoinId,
  trader: TraderId,
  eon: bigint,
): ReadonlyArray<UpdateOption> => {
  const signed = exchange.drafts.filter(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon - 1n,
  )
  const had = committedOf(exchange, eon - 1n, coin, trader)?.amount ?? 0n
  return [
    { name: '', update: undefined },
    ...signed.map((draft) => ({ name: `/${draftName(exchange.cast, draft)}`, update: draft.update })),
    ...(isHonest(exchange, trader) && had > 0n
      ? [{ name: `/forged${had}`, update: forged(exchange, coin, trader, eon, had) }]
      : []),
  ]
}

/** An update of an account that its trader never signed, and that spends all. */
export const forged = ({ cast }: Exchange, coin: CoinId, trader: TraderId, eon: bigint, spent: bigint): Update =>
  once(cast, key('forged', coin, trader, eon, spent), () => ({
    trader,
    coin,
    eon: eon - 1n,
    transactions: cast.suite.hash({ tag: 'forged', fields: [] }) as Update['transactions'],
    spent,
    gained: 0n,
  }))

/** Every way of taking one from each. */
const product = <A>(lists: ReadonlyArray<ReadonlyArray<A>>): ReadonlyArray<ReadonlyArray<A>> =>
  lists.reduce<ReadonlyArray<ReadonlyArray<A>>>(
    (taken, list) => taken.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  )
