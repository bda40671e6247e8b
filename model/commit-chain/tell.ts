import { lastSafe } from '../../spec/commit-chain/ending.js'
import { currentEon, eonOf, key } from '../../spec/commit-chain/ledger.js'
import type { Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { Explorable } from '../core/explore.js'
import { type Exchange, type Move, transactionOf } from './exchange.js'
import type { Intent } from './scope.js'
import { showEvent } from './show.js'
import type { Draft } from './signing.js'

// A run for a person who has not seen the model: who did what, in which block. What honest traders and an honest
// operator do of themselves is told like everything else; time that goes by is told by the block of what comes next.

const listed = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** A transfer or an order, in words. */
export const showTransaction = (transaction: Swap | Transfer): string => {
  if ('sellCoin' in transaction) {
    const { sellAmount, sellCoin, buyAmount, buyCoin, nonce } = transaction
    return `order ${nonce}, ${sellAmount} ${sellCoin} for ${buyAmount} ${buyCoin}`
  }
  const { sender, recipient, amount, coin, passive, nonce } = transaction
  return `${passive ? 'passive ' : ''}transfer ${nonce}, ${amount} ${coin} from ${sender} to ${recipient}`
}

const signs = (intent: Intent): string => {
  const transaction = transactionOf(intent)
  return `${'sender' in transaction ? transaction.sender : transaction.trader} signs ${showTransaction(transaction)}`
}

/** What a checkpoint allots, coin by coin; an account that gets nothing and has no update is left out. */
export const showCheckpoint = ({ cast, commitments }: Exchange, eon: bigint): string => {
  const accounts = commitments.get(eon)?.accounts ?? new Map()
  const perCoin = cast.params.coins.map((coin) => {
    const shares = cast.params.traders.flatMap(({ trader }) => {
      const { amount = 0n, update = undefined, passive = undefined } = accounts.get(key(coin, trader)) ?? {}
      const after = [
        ...(update === undefined || (update.spent === 0n && update.gained === 0n)
          ? []
          : [`spent ${update.spent}, gained ${update.gained}`]),
        ...(passive === undefined || passive.amount === 0n ? [] : [`${passive.amount} passively`]),
      ]
      if (amount === 0n && update === undefined && after.length === 0) return []
      return [`${trader} ${amount}${after.length === 0 ? '' : ` (${after.join('; ')})`}`]
    })
    return `of ${coin} ${shares.length === 0 ? 'nothing' : listed(shares)}`
  })
  return perCoin.join(', ')
}

type Play = Pick<Explorable<Exchange, Move>, 'start' | 'moves' | 'next'>

interface Told {
  readonly block: bigint
  readonly eon: bigint
  /** Lines that begin alike are one line, with the ends put together. */
  readonly start: string
  readonly end: string
}

/** What a step of the exchange was, in lines: what follows when time went by is of the later block. */
const linesOf = (before: Exchange, move: Move, after: Exchange): ReadonlyArray<Told> => {
  let { block } = before.ledger
  const eon = (): bigint => eonOf(before.ledger.params, block)
  const line = (start: string, end = ''): Told => ({ block, eon: eon(), start, end })
  const own = ownMove(before, move).map(([start, end]) => line(start, end))
  const events = after.log.slice(before.log.length).flatMap((event): ReadonlyArray<Told> => {
    if (event.tag === 'advance') {
      block = event.block
      return []
    }
    if (event.tag === 'checkpoint') return [line(`the operator commits ${showCheckpoint(after, eon())}`)]
    if (event.tag === 'challengeBalance') return [line(`${event.trader} challenges its balance of `, event.coin)]
    return [line(showEvent(event))]
  })
  return [...own, ...events, ...ratified(before, move, after).map((text) => line(text))]
}

const ownMove = ({ cast, drafts }: Exchange, move: Move): ReadonlyArray<readonly [string, string]> => {
  switch (move.tag) {
    case 'sign':
      return [[signs(cast.plan[move.intent] as Intent), '']]
    case 'accept': {
      const transfer = transactionOf(cast.plan[move.intent] as Intent) as Transfer
      return [[`${transfer.recipient} signs ${showTransaction(transfer)}, too`, '']]
    }
    case 'ratify': {
      const { trader, coin } = (drafts[move.draft] as Draft).update
      return [[`the operator signs ${trader}'s update of `, coin]]
    }
    case 'show':
      return [[`the operator shows ${move.trader} its proof of `, move.coin]]
    default:
      return []
  }
}

/** What an honest operator signs of itself. */
const ratified = (before: Exchange, move: Move, after: Exchange): ReadonlyArray<string> => {
  if (move.tag === 'ratify' || !before.cast.honest.operator) return []
  const fresh = after.drafts.filter(({ isRatified }, i) => isRatified && before.drafts[i]?.isRatified !== true)
  const accounts = fresh.map(({ update }) => `${update.trader}'s ${update.coin}`)
  return accounts.length === 0 ? [] : [`the operator signs the updates of ${listed(accounts)}`]
}

const together = (lines: ReadonlyArray<Told>): ReadonlyArray<string> => {
  const groups: { first: Told; ends: string[] }[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (last !== undefined && line.end !== '' && last.first.start === line.start && last.first.block === line.block)
      last.ends.push(line.end)
    else groups.push({ first: line, ends: [line.end] })
  }
  return groups.map(({ first: { block, eon, start }, ends }) => `block ${block}, eon ${eon}: ${start}${listed(ends)}`)
}

/** A run of the whole exchange, told to a person: at most a line for each thing that somebody did, and how it ended. */
export const tell = ({ start, moves, next }: Play, path: ReadonlyArray<number>): ReadonlyArray<string> => {
  let now = start
  const lines: Told[] = []
  for (const at of path) {
    const move = moves(now)[at] as Move
    const after = next(now, move)
    lines.push(...linesOf(now, move, after))
    now = after
  }
  return [beginning(start), ...together(lines), ending(now)]
}

const beginning = ({ cast }: Exchange): string => {
  const deposits = cast.deposits.map(({ trader, amount, coin }) => `${trader} ${amount} ${coin}`)
  return `block 0, eon 1: ${listed(deposits)} ${deposits.length === 1 ? 'is' : 'are'} deposited`
}

const ending = ({ ledger }: Exchange): string => {
  const at = `block ${ledger.block}, eon ${currentEon(ledger)}`
  return ledger.halt === undefined
    ? `${at}: the checkpoint of eon ${lastSafe(ledger)} has passed its challenges`
    : `${at}: the exchange halts; everybody recovers from the checkpoint of eon ${ledger.halt.safe} what it can, and tries again`
}
