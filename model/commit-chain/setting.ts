import type { Asked } from '../../spec/commit-chain/ending.js'
import type { Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import type { CryptoSuite } from '../primitives/suite.js'
import { begin, type Exchange, type Move } from './exchange.js'
import type { rules } from './machine.js'
import { type Cast, castOf, type Intent, namedParams } from './scope.js'

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

/** A passive transfer that is meant for an eon: its recipient signs nothing. */
export const passiveTransferOf = (...words: Parameters<typeof transferOf>): Intent => {
  const { eon, transfer } = transferOf(...words) as Extract<Intent, { readonly transfer: Transfer }>
  return { eon, transfer: { ...transfer, passive: true } }
}

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
  /** What honest traders mean to withdraw, such as `alice 1 X in 3`. */
  readonly withdrawals?: ReadonlyArray<string>
  /** Whether a corrupt operator tries to have passive transfers in a checkpoint before the one that they are due in. */
  readonly isEarly?: boolean
  /** Alice and bob, of whom alice is honest, and the coins X and Y, unless said otherwise. */
  readonly traders?: ReadonlyArray<string>
  readonly honest?: ReadonlyArray<string>
  readonly coins?: ReadonlyArray<string>
  /** Moves that are of no interest here: only where a counterexample is looked for, never where a theorem is checked. */
  readonly leavesOut?: (exchange: Exchange, move: Move) => boolean
}

const TRADERS = ['alice', 'bob']
const HONEST = ['alice']

/** Other rules than those of the verifier, or another habit of honest traders, to see what comes of it. */
export interface Others extends Partial<Pick<Cast, 'traderMoves' | 'withdrawable'>> {
  readonly table?: typeof rules
}

/** The beginning of a run in a setting. */
export const beginning = (
  isHonest: boolean,
  {
    deposits,
    plan,
    lastEon,
    traders = TRADERS,
    honest: who = HONEST,
    coins = ['X', 'Y'],
    withdrawals = [],
    isEarly = false,
  }: Setting,
  { table, ...habits }: Others,
  suite: CryptoSuite,
): Exchange => {
  const params = namedParams(suite, { traders, coins })
  const honest = { operator: isHonest, traders: who as ReadonlyArray<TraderId> }
  const made = deposits.map((text) => {
    const [trader, amount, coin] = text.split(' ') as [TraderId, string, CoinId]
    return { trader, coin, amount: BigInt(amount) }
  })
  const asked = withdrawals.map((text): Asked => {
    const [trader, amount, coin, , eon] = text.split(' ') as [TraderId, string, CoinId, 'in', string]
    return { trader, coin, amount: BigInt(amount), eon: BigInt(eon) }
  })
  const rest = { honest, deposits: made, plan, lastEon, withdrawals: asked, isEarly, ...habits }
  return begin(castOf(suite, params, rest, table))
}

/** A setting in a sentence. */
export const saysOf = ({
  deposits,
  plan,
  lastEon,
  withdrawals = [],
  traders = TRADERS,
  honest = HONEST,
}: Setting): string => {
  const corrupt = traders.filter((trader) => !honest.includes(trader))
  const meant = [...plan.map(showIntent), ...withdrawals.map((text) => `a withdrawal by ${text}`)]
  return `${are(honest)} honest${corrupt.length === 0 ? '' : `, ${are(corrupt)} not`}; ${deposits.join(', ')} are deposited; ${meant.length === 0 ? 'nothing' : meant.join(', ')} is meant to happen; up to the middle of eon ${lastEon}`
}

const are = (some: ReadonlyArray<string>): string => `${some.join(' and ')} ${some.length === 1 ? 'is' : 'are'}`

const showIntent = (intent: Intent): string => {
  if ('transfer' in intent) {
    const { sender, recipient, amount, coin, passive } = intent.transfer
    return `a ${passive ? 'passive ' : ''}transfer of ${amount} ${coin} from ${sender} to ${recipient}`
  }
  const { trader, sellAmount, sellCoin, buyAmount, buyCoin } = intent.swap
  return `a swap by ${trader} of ${sellAmount} ${sellCoin} for ${buyAmount} ${buyCoin}`
}
