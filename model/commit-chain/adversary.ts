import { type Allotted, nothingPassive } from '../../spec/commit-chain/allotment.js'
import { updateDatum } from '../../spec/commit-chain/data.js'
import { allottable, currentEon, key, position } from '../../spec/commit-chain/ledger.js'
import type {
  Agreed,
  AllotmentProof,
  Event,
  Membership,
  Swap,
  Transfer,
  Update,
} from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { committedOf, type Exchange, type Move, proofOf, send, transactionOf } from './exchange.js'
import type { Draft } from './signing.js'

// What an operator and traders who are corrupt may do. They know everything that anybody signed, and sign for each
// other; they cannot sign for an honest trader. A move that the verifier would refuse is left out: it changes nothing.

/**
 * Every move that somebody may make now, while the operator is corrupt. What is signed, committed, shown or requested
 * in the first half of an eon might as well be at the end of it: honest traders act on none of it before. So those
 * moves are left for the second half, which leaves out no outcome.
 */
export const corruptMoves = (exchange: Exchange): ReadonlyArray<Move> => {
  if (exchange.ledger.halt !== undefined) return []
  const at = position(exchange.ledger)
  const half = exchange.ledger.params.blocksPerEon / 2n
  return [
    ...answers(exchange),
    ...payments(exchange),
    ...(at === half ? [...signings(exchange), ...ratifications(exchange), ...requests(exchange)] : []),
    ...(at >= half ? [...checkpoints(exchange), ...showings(exchange)] : []),
    { tag: 'tick' },
  ]
}

const isHonest = ({ cast }: Exchange, trader: TraderId): boolean => cast.honest.traders.includes(trader)

/** What traders sign, in the order of the plan: a trader signs one thing only after the ones before it. */
export const signings = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, signed, accepted, ledger } = exchange
  return cast.plan.flatMap((intent, i): ReadonlyArray<Move> => {
    if (intent.eon !== currentEon(ledger)) return []
    const transaction = transactionOf(intent)
    const by = 'sender' in transaction ? transaction.sender : transaction.trader
    const isNext = cast.plan.every((earlier, j) => {
      const other = transactionOf(earlier)
      const isOwn = ('sender' in other ? other.sender : other.trader) === by
      return j >= i || !isOwn || signed.has(j) || earlier.eon !== intent.eon
    })
    if (!signed.has(i)) return isNext ? [{ tag: 'sign', intent: i }] : []
    return 'sender' in transaction && !transaction.passive && !accepted.has(i) ? [{ tag: 'accept', intent: i }] : []
  })
}

/** The operator's signature on a draft reaches an honest trader: on its last one, the others being outdated. */
export const ratifications = (exchange: Exchange): ReadonlyArray<Move> =>
  exchange.drafts.flatMap(({ update, isRatified }, i): ReadonlyArray<Move> => {
    const isLast = !exchange.drafts.some(
      (later, j) =>
        j > i &&
        later.update.trader === update.trader &&
        later.update.coin === update.coin &&
        later.update.eon === update.eon,
    )
    const isOfNow = update.eon === currentEon(exchange.ledger)
    return isHonest(exchange, update.trader) && isLast && isOfNow && !isRatified ? [{ tag: 'ratify', draft: i }] : []
  })

/** The proofs of the present checkpoint that honest traders have not been shown. */
export const showings = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger, commitments, shown } = exchange
  const eon = currentEon(ledger)
  if (eon <= 1n || !commitments.has(eon)) return []
  return cast.honest.traders.flatMap((trader) =>
    cast.params.coins.flatMap(
      (coin): ReadonlyArray<Move> => (shown.has(key(eon, coin, trader)) ? [] : [{ tag: 'show', trader, coin }]),
    ),
  )
}

/** Every answer that can be built from what the operator knows and that the verifier accepts. */
export const answers = (exchange: Exchange): ReadonlyArray<Move> =>
  exchange.ledger.challenges
    .valueSeq()
    .filter(({ isOpen }) => isOpen)
    .toArray()
    .flatMap(({ kind, trader, coin, eon, about }) =>
      kind === 'balance'
        ? balanceAttempts(exchange, trader, coin, eon)
        : 'swap' in about
          ? swapAttempts(exchange, about.swap, eon)
          : 'transfer' in about
            ? deliveryAttempts(exchange, trader, about.transfer, eon)
            : [],
    )
    .filter((event) => send(exchange, event) !== exchange)
    .map((event): Move => ({ tag: 'send', event }))

const around = (exchange: Exchange, eon: bigint, coin: CoinId, trader: TraderId): ReadonlyArray<AllotmentProof> =>
  [eon, eon - 1n].flatMap((of) => present(proofOf(exchange, of, coin, trader)))

const present = <A>(a: A | undefined): ReadonlyArray<A> => (a === undefined ? [] : [a])

/** With no update, with any that the trader ever signed, and with one that only the operator signed. */
const balanceAttempts = (exchange: Exchange, trader: TraderId, coin: CoinId, eon: bigint): ReadonlyArray<Event> => {
  const { cast, drafts } = exchange
  return around(exchange, eon, coin, trader).flatMap((after) => {
    const { update } = after
    const own =
      update === undefined ? undefined : cast.suite.sign(cast.operator.secret, updateDatum(cast.params, update))
    const forgedOne = own === undefined ? [] : [{ update, byTrader: own, byOperator: own } as Agreed]
    const signed = drafts.flatMap((draft) => (draft.update.trader === trader ? [draft.agreed] : []))
    return [
      { tag: 'answerBalance', trader, coin, after } as const,
      ...[...signed, ...forgedOne].map((agreed) => ({ tag: 'answerBalance' as const, trader, coin, after, agreed })),
    ]
  })
}

const swapAttempts = (exchange: Exchange, swap: Swap, eon: bigint): ReadonlyArray<Event> =>
  membershipsOf(exchange, swap).flatMap((membership) =>
    around(exchange, eon, swap.buyCoin, swap.trader).flatMap((after) =>
      around(exchange, eon, swap.buyCoin, swap.trader).map(
        (before): Event => ({ tag: 'answerSwap', trader: swap.trader, swap, buy: { membership, before, after } }),
      ),
    ),
  )

const deliveryAttempts = (
  exchange: Exchange,
  trader: TraderId,
  transfer: Transfer,
  eon: bigint,
): ReadonlyArray<Event> =>
  membershipsOf(exchange, transfer).flatMap((membership) =>
    around(exchange, eon, transfer.coin, transfer.recipient).map(
      (after): Event => ({ tag: 'answerDelivery', trader, transfer, membership, after }),
    ),
  )

const membershipsOf = ({ drafts }: Exchange, transaction: Swap | Transfer): ReadonlyArray<Membership> =>
  drafts.flatMap(({ transactions }) =>
    transactions.flatMap((placed) => (placed.transaction === transaction ? [placed.membership] : [])),
  )

/** A corrupt trader requests as much as it is allotted. */
export const requests = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger } = exchange
  const eon = currentEon(ledger)
  return cast.params.traders
    .filter(({ trader }) => !isHonest(exchange, trader))
    .flatMap(({ trader }) =>
      cast.params.coins.flatMap((coin): ReadonlyArray<Move> => {
        const proof = proofOf(exchange, eon - 1n, coin, trader)
        const amount = proof === undefined ? 0n : proof.right - proof.left
        if (proof === undefined || amount === 0n) return []
        return [{ tag: 'send', event: { tag: 'requestWithdrawal', trader, coin, amount, proof } }]
      }),
    )
    .filter((move) => move.tag === 'send' && send(exchange, move.event) !== exchange)
}

/** What was requested is paid, whenever the verifier does so. */
export const payments = (exchange: Exchange): ReadonlyArray<Move> =>
  [...exchange.ledger.withdrawals]
    .filter(([, { isPaid }]) => !isPaid)
    .map(([at]): Move => {
      const [trader, coin, requested] = at.split(' ') as [TraderId, CoinId, string]
      return { tag: 'send', event: { tag: 'confirmWithdrawal', trader, coin, eon: BigInt(requested) } }
    })
    .filter((move) => move.tag === 'send' && send(exchange, move.event) !== exchange)

// Checkpoints

/** One account as a checkpoint may commit it, and a name for it. */
interface Option {
  readonly name: string
  readonly allotted: Allotted
}

/**
 * The checkpoints that are worth committing. An honest trader's account gets any amount and any update that it signed,
 * none, or one that it never signed. Corrupt traders get the rest, which is the most that there is. One checkpoint
 * allots more of a coin than there is: no proof of it is worth anything, so what else is in it makes no difference.
 */
const checkpoints = (exchange: Exchange): ReadonlyArray<Move> => {
  const { cast, ledger, commitments } = exchange
  const eon = currentEon(ledger)
  if (commitments.has(eon)) return []
  const perCoin = cast.params.coins.map((coin) => coinOptions(exchange, coin, eon))
  return product(perCoin).map((chosen) => ({
    tag: 'commit',
    choice: `${eon} ${chosen.map(({ name }) => name).join(' ')}`,
    accounts: new Map(chosen.flatMap(({ accounts }) => [...accounts])),
  }))
}

interface CoinOption {
  readonly name: string
  readonly accounts: ReadonlyMap<string, Allotted>
}

const coinOptions = (exchange: Exchange, coin: CoinId, eon: bigint): ReadonlyArray<CoinOption> => {
  const { cast, ledger } = exchange
  const there = allottable(ledger, coin, eon)
  const traders = cast.params.traders.map(({ trader }) => trader)
  const honest = traders.filter((trader) => isHonest(exchange, trader))
  const corrupt = traders.filter((trader) => !isHonest(exchange, trader))
  const ofHonest = product(honest.map((trader) => accountOptions(exchange, coin, trader, eon, there)))
  const covered = ofHonest.flatMap((options) => {
    const given = options.reduce((sum, { allotted }) => sum + allotted.amount, 0n)
    if (given > there) return []
    const updates = product(corrupt.map((trader) => updateOptions(exchange, coin, trader, eon)))
    return updates.map(
      (applied): CoinOption => ({
        name: [...options.map(({ name }) => name), ...applied.map(({ name }) => name)].join(','),
        accounts: new Map([
          ...options.map(({ allotted }, i): [string, Allotted] => [key(coin, honest[i] as TraderId), allotted]),
          ...applied.map(({ update }, i): [string, Allotted] => [
            key(coin, corrupt[i] as TraderId),
            { amount: i === 0 ? there - given : 0n, passive: nothingPassive, update },
          ]),
        ]),
      }),
    )
  })
  return [
    ...covered,
    { name: 'too much', accounts: new Map([[key(coin, traders[0] as TraderId), allotted(there + 1n)]]) },
  ]
}

const allotted = (amount: bigint): Allotted => ({ amount, passive: nothingPassive, update: undefined })

const accountOptions = (
  exchange: Exchange,
  coin: CoinId,
  trader: TraderId,
  eon: bigint,
  there: bigint,
): ReadonlyArray<Option> => {
  const amounts = Array.from({ length: Number(there) + 1 }, (_, i) => BigInt(i))
  return updateOptions(exchange, coin, trader, eon).flatMap(({ name, update }) =>
    amounts.map((amount) => ({ name: `${amount}${name}`, allotted: { amount, passive: nothingPassive, update } })),
  )
}

/** No update, any that the trader signed for the eon before, and for an honest trader one that it never signed. */
const updateOptions = (
  exchange: Exchange,
  coin: CoinId,
  trader: TraderId,
  eon: bigint,
): ReadonlyArray<{ readonly name: string; readonly update: Update | undefined }> => {
  const signed = exchange.drafts.filter(
    ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon - 1n,
  )
  const had = committedOf(exchange, eon - 1n, coin, trader)?.amount ?? 0n
  return [
    { name: '', update: undefined },
    ...signed.map((draft: Draft, i) => ({ name: `/${i}:${draft.transactions.length}`, update: draft.update })),
    ...(isHonest(exchange, trader) && had > 0n
      ? [{ name: '/forged', update: forged(exchange, coin, trader, eon, had) }]
      : []),
  ]
}

const forgeries = new WeakMap<object, Map<string, Update>>()

/** An update of an account that its trader never signed, and that spends all. */
export const forged = ({ cast }: Exchange, coin: CoinId, trader: TraderId, eon: bigint, spent: bigint): Update => {
  const known = forgeries.get(cast) ?? new Map<string, Update>()
  forgeries.set(cast, known)
  const at = key(coin, trader, eon, spent)
  const update = known.get(at) ?? {
    trader,
    coin,
    eon: eon - 1n,
    transactions: cast.suite.hash({ tag: 'forged', fields: [] }) as Update['transactions'],
    spent,
    gained: 0n,
  }
  known.set(at, update)
  return update
}

/** Every way of taking one from each. */
const product = <A>(lists: ReadonlyArray<ReadonlyArray<A>>): ReadonlyArray<ReadonlyArray<A>> =>
  lists.reduce<ReadonlyArray<ReadonlyArray<A>>>(
    (taken, list) => taken.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  )
