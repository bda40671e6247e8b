import { allottable, currentEon, heldOf, startOf } from '../../spec/commit-chain/ledger.js'
import { theorems } from '../../spec/commit-chain/theorems.js'
import type { Event, Params, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { type Clause, type Finding, findings } from '../../spec/core/clause.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { type Explorable, follow } from '../core/explore.js'
import { concreteSuite } from '../primitives/concrete.js'
import { internedSuite } from '../primitives/interned.js'
import type { CryptoSuite } from '../primitives/suite.js'
import { corruptMoves } from './adversary.js'
import { begin, type Exchange, endingOf, type Move, next, proofOf, send } from './exchange.js'
import type { rules } from './machine.js'
import { operatorActs, type Ratify } from './operator.js'
import { castOf, type Intent, namedParams } from './scope.js'
import { showMove } from './show.js'
import { tell } from './tell.js'
import { troubleMoves } from './troublemaker.js'

/** A transfer that is meant for an eon. */
export const transferOf = (
  eon: bigint,
  sender: string,
  recipient: string,
  coin: string,
  amount: bigint,
  nonce = 1n,
): Intent => ({
  eon,
  transfer: {
    coin: coin as CoinId,
    sender: sender as TraderId,
    recipient: recipient as TraderId,
    amount,
    passive: false,
    nonce,
  } satisfies Transfer,
})

/** A swap that is meant for an eon. */
export const swapOf = (
  eon: bigint,
  trader: string,
  [sellAmount, sellCoin]: readonly [bigint, string],
  [buyAmount, buyCoin]: readonly [bigint, string],
  nonce = 1n,
): Intent => ({
  eon,
  swap: {
    trader: trader as TraderId,
    sellCoin: sellCoin as CoinId,
    buyCoin: buyCoin as CoinId,
    sellAmount,
    buyAmount,
    nonce,
  } satisfies Swap,
})

/** Who deposits what, such as `alice 2 X`; what is meant to happen; and when it ends. */
export interface Setting {
  readonly deposits: ReadonlyArray<string>
  readonly plan: ReadonlyArray<Intent>
  readonly lastEon: bigint
  /** Alice and bob, of whom alice is honest, and the coins X and Y, unless said otherwise. */
  readonly traders?: ReadonlyArray<string>
  readonly honest?: ReadonlyArray<string>
  readonly coins?: ReadonlyArray<string>
  /** Moves that are of no interest here: only where a counterexample is looked for, never where a theorem is checked. */
  readonly leavesOut?: (exchange: Exchange, move: Move) => boolean
}

const start = (
  isHonest: boolean,
  { deposits, plan, lastEon, traders = ['alice', 'bob'], honest: who = ['alice'], coins = ['X', 'Y'] }: Setting,
  table: typeof rules | undefined,
  suite: CryptoSuite,
): Exchange => {
  const params = namedParams(suite, { traders, coins })
  const honest = { operator: isHonest, traders: who as ReadonlyArray<TraderId> }
  const made = deposits.map((text) => {
    const [trader, amount, coin] = text.split(' ') as [TraderId, string, CoinId]
    return { trader, coin, amount: BigInt(amount) }
  })
  return begin(castOf(suite, params, { honest, deposits: made, plan, lastEon }, table))
}

/** What the future depends on: nothing that happened more than three eons ago does. */
const keyOf = (exchange: Exchange): ReadonlyArray<string> => {
  const { ledger, drafts, commitments, shown, delivered, signed, accepted } = exchange
  const now = currentEon(ledger)
  const { coins } = ledger.params
  return [
    String(ledger.block),
    ledger.halt === undefined ? '' : `${ledger.halt.eon}/${ledger.halt.safe}`,
    [...signed].sort().join(),
    [...accepted].sort().join(),
    drafts
      .filter(({ update }) => update.eon >= now - 2n)
      .map(({ update, isRatified }) => `${update.trader}${update.coin}${update.spent}${isRatified ? '!' : ''}`)
      .join(),
    [...commitments].flatMap(([eon, { choice }]) => (eon >= now - 3n ? [choice] : [])).join(),
    [...shown]
      .filter((at) => BigInt(at.split(' ')[0] as string) >= now - 2n)
      .sort()
      .join(),
    [...delivered].sort().join(),
    [...ledger.challenges]
      .filter(([, { isOpen, eon }]) => isOpen || eon === now)
      .map(
        ([at, { isOpen, block, about }]) => `${at}=${isOpen ? block : ''}${'claim' in about ? about.claim?.spent : ''}`,
      )
      .sort()
      .join(),
    [...ledger.withdrawals]
      .filter(([at, { isPaid }]) => !isPaid || BigInt(at.split(' ')[2] as string) >= now - 2n)
      .map(([at, { amount, isPaid }]) => `${at}=${amount}${isPaid}`)
      .sort()
      .join(),
    coins.map((coin) => `${heldOf(ledger, coin)}/${allottable(ledger, coin, now - 2n)}`).join(),
  ]
}

const theoremTable = theorems as Readonly<Record<string, Clause<ClauseId, object>>>

const judgeEnding = (exchange: Exchange): ReadonlyArray<Finding> =>
  findings(theoremTable, endingOf(exchange)).concat(recoverAll(exchange))

/** After a halt everybody recovers everything that it can, twice, and that has to be covered by what is held. */
const recoverAll = (exchange: Exchange): ReadonlyArray<Finding> => {
  const { ledger } = exchange
  if (ledger.halt === undefined) return []
  const { safe } = ledger.halt
  const { coins, traders } = ledger.params
  const all = traders.flatMap(({ trader }) =>
    coins.flatMap((coin): ReadonlyArray<Event> => {
      const proof = proofOf(exchange, safe, coin, trader)
      return proof === undefined ? [] : [{ tag: 'recover', trader, coin, proof }]
    }),
  )
  const after = [...all, ...all].reduce(send, exchange)
  return coins.flatMap((coin) =>
    heldOf(after.ledger, coin) < 0n
      ? [
          {
            clause: 'CC-44' as const,
            message: `${-heldOf(after.ledger, coin)} ${coin} more are recovered than are held`,
          },
        ]
      : [],
  )
}

/** A run ends in the middle of its last eon, when the challenges of the one before are settled. */
const isOver = ({ ledger, cast: { params, lastEon } }: Exchange): boolean =>
  ledger.block >= startOf(params, lastEon) + params.blocksPerEon / 2n

const saysOf = ({ deposits, plan, lastEon }: Setting): string =>
  `alice is honest, bob is not; ${deposits.join(', ')} are deposited; ${plan.length === 0 ? 'nothing' : plan.map(showIntent).join(', ')} is meant to happen; up to the middle of eon ${lastEon}`

const showIntent = (intent: Intent): string => {
  if ('transfer' in intent) {
    const { sender, recipient, amount, coin } = intent.transfer
    return `a transfer of ${amount} ${coin} from ${sender} to ${recipient}`
  }
  const { trader, sellAmount, sellCoin, buyAmount, buyCoin } = intent.swap
  return `a swap by ${trader} of ${sellAmount} ${sellCoin} for ${buyAmount} ${buyCoin}`
}

type Play = Pick<Explorable<Exchange, Move>, 'start' | 'moves' | 'next'>

/** What a run is in the log of a verifier with real cryptography: every play makes its moves in the same order. */
const replaying =
  (playWith: (suite: CryptoSuite) => Play) =>
  (path: ReadonlyArray<number>): { readonly params: Params; readonly events: ReadonlyArray<Event> } => {
    const { cast, log } = follow(playWith(concreteSuite()), path)
    return { params: cast.params, events: log }
  }

/** The exchange with a corrupt operator, who knows and signs whatever corrupt traders know and sign. */
export const corruptScope = (name: string, setting: Setting, table?: typeof rules): Explorable<Exchange, Move> => {
  const playWith = (suite: CryptoSuite): Play => ({
    start: start(false, setting, table, suite),
    moves: (exchange) =>
      isOver(exchange) ? [] : corruptMoves(exchange).filter((move) => setting.leavesOut?.(exchange, move) !== true),
    next,
  })
  const play = playWith(internedSuite())
  return {
    name,
    says: `the operator is corrupt; ${saysOf(setting)}`,
    ...play,
    tell: (path) => tell(play, path),
    key: keyOf,
    findings: judgeEnding,
    show: showMove,
    replay: replaying(playWith),
  }
}

/** The exchange with an honest operator, which acts whenever anybody has done something. */
export const honestScope = (
  name: string,
  setting: Setting,
  table?: typeof rules,
  ratify?: Ratify,
): Explorable<Exchange, Move> => {
  const playWith = (suite: CryptoSuite): Play => ({
    start: operatorActs(start(true, setting, table, suite), ratify),
    moves: (exchange) =>
      isOver(exchange) || exchange.ledger.halt !== undefined
        ? []
        : troubleMoves(exchange).filter((move) => setting.leavesOut?.(exchange, move) !== true),
    next: (exchange, move) => (move.tag === 'send' ? next(exchange, move) : operatorActs(next(exchange, move), ratify)),
  })
  const play = playWith(internedSuite())
  return {
    name,
    says: `the operator is honest; ${saysOf(setting)}`,
    ...play,
    tell: (path) => tell(play, path),
    key: keyOf,
    findings: judgeEnding,
    show: showMove,
    replay: replaying(playWith),
  }
}

/**
 * The scopes of this chapter. None has a symmetry to reduce by: one trader is honest and the other is not, and the coins
 * differ in what is deposited or planned (see `symmetry.test.ts`).
 */
export const commitChainScopes: ReadonlyArray<Explorable<Exchange, Move>> = [
  corruptScope('commit-chain-small', {
    deposits: ['alice 1 X', 'bob 1 Y'],
    plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'])],
    lastEon: 4n,
  }),
  corruptScope('commit-chain', {
    deposits: ['alice 2 X', 'bob 1 Y'],
    plan: [transferOf(2n, 'alice', 'bob', 'X', 1n), swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'])],
    lastEon: 4n,
  }),
  corruptScope('commit-chain-receiving', {
    deposits: ['bob 2 X'],
    plan: [transferOf(2n, 'bob', 'alice', 'X', 1n, 1n), transferOf(2n, 'bob', 'alice', 'X', 1n, 2n)],
    lastEon: 4n,
  }),
  corruptScope('commit-chain-withdrawals', { deposits: ['alice 1 X', 'bob 1 X'], plan: [], lastEon: 6n }),
  honestScope('commit-chain-honest-operator', {
    deposits: ['alice 1 X', 'bob 2 Y'],
    plan: [
      swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y']),
      swapOf(2n, 'bob', [1n, 'Y'], [1n, 'X']),
      transferOf(3n, 'bob', 'alice', 'Y', 1n),
    ],
    lastEon: 5n,
  }),
]
