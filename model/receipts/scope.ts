import type { Finding } from '../../spec/core/clause.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import type { Bytes } from '../../spec/primitives/types.js'
import { judge } from '../../spec/receipts/clauses.js'
import { logPath, logRoot, recompute } from '../../spec/receipts/proofs.js'
import { type Intent, intent, isLink, type Sent, toChallenge } from '../../spec/receipts/strategy.js'
import { type Ending, isKept } from '../../spec/receipts/theorems.js'
import type { Path, Receipt } from '../../spec/receipts/types.js'
import type { Explorable } from '../core/explore.js'
import { internedSuite } from '../primitives/interned.js'
import type { CryptoSuite } from '../primitives/suite.js'

// An honest trader and a cheating operator, in one eon. A log is a text: a letter for an order of others, a digit for an
// order of the trader. The operator gives any receipt, for any log that ends with the trader's order, shows what it can,
// and commits any log; hashes are terms, so it can show whatever follows from what it knows, and nothing else.

/** How large a scope is. */
export interface Bounds {
  /** Logs of so many orders at most. */
  readonly length: number
  /** The trader sends so many orders at most. */
  readonly sends: number
  /** The orders of others, a letter each; any may be repeated. */
  readonly others: string
  /** Whether the trader's own orders may be repeated too. */
  readonly repeats: boolean
  /** An honest operator keeps one log, gives its receipts and commits it. */
  readonly isHonest: boolean
}

/** What the trader and the verifier do; others than the chapter's show what follows from a mistake. */
export interface Practice {
  readonly intent: (sent: ReadonlyArray<Sent>) => Intent
  readonly toChallenge: typeof toChallenge
  readonly isLink: typeof isLink
  /** Whether a challenge with the receipt for one log can be closed when another is committed. */
  readonly closes: (logs: Logs, promised: string, committed: string) => boolean
}

/** Logs as texts, with their commitments and paths. */
export interface Logs {
  readonly hash: CryptoSuite['hash']
  readonly orders: (log: string) => ReadonlyArray<Uint8Array>
  readonly receipt: (log: string) => Receipt
  /** The path of every place. */
  readonly paths: (log: string) => ReadonlyArray<Path>
}

const memo = <A>(make: (text: string) => A): ((text: string) => A) => {
  const known = new Map<string, A>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = make(text)
    known.set(text, made)
    return made
  }
}

const logsOf = ({ hash }: CryptoSuite): Logs => {
  const orders = memo((log) => [...log].map((letter) => new TextEncoder().encode(letter)))
  return {
    hash,
    orders,
    receipt: memo((log) => ({
      eon: 1n,
      index: BigInt(log.length - 1),
      order: orders(log).at(-1) as Bytes,
      commitment: logRoot(hash, orders(log)) as Bytes,
    })),
    paths: memo((log) => [...log].map((_, index) => logPath(hash, orders(log), index) ?? [])),
  }
}

/** Whether any path that the operator can make of two logs closes the challenge: of any place of either. */
const closesByAnyPath: Practice['closes'] = ({ hash, receipt, paths }, promised, committed) => {
  const claim = receipt(promised)
  const size = BigInt(committed.length)
  if (size === 0n) return false
  const { commitment: root } = receipt(committed)
  return [...paths(promised), ...paths(committed)].some((path) => {
    const found = recompute(hash, { ...claim, size, path })
    return found !== undefined && sameBytes(found.commitment, claim.commitment) && sameBytes(found.root, root)
  })
}

/** What the chapter says. */
export const practice: Practice = { intent, toChallenge, isLink, closes: closesByAnyPath }

/** The receipts that the trader holds, as the logs that they are for, and which of them are linked to the next. */
export interface Reached {
  readonly receipts: ReadonlyArray<string>
  readonly linked: ReadonlyArray<boolean>
  /** How it ended, once a log is committed, and in short, so that equal endings are one. */
  readonly ending: (() => Ending) | undefined
  readonly short: string
}

/** What the operator does next: it gives a receipt, shows a link, or commits. */
export type Move =
  | { readonly tag: 'receipt'; readonly log: string }
  | { readonly tag: 'link' }
  | { readonly tag: 'commit'; readonly log: string }

/** Every log over these letters, up to a length, where each digit stands once at most unless it may be repeated. */
const allLogs = memo((key) => {
  const [length, repeats, letters] = key.split(' ') as [string, string, string]
  let longest: ReadonlyArray<string> = ['']
  const all: string[] = ['']
  for (let n = 1; n <= Number(length); n++) {
    longest = longest.flatMap((log) =>
      [...letters]
        .filter((letter) => repeats === 'true' || letter > '9' || !log.includes(letter))
        .map((letter) => log + letter),
    )
    all.push(...longest)
  }
  return all
})

/** Every run of a trader under an operator that may do anything with its log. */
export const receiptsScope = (
  name: string,
  bounds: Bounds,
  { intent: intends, toChallenge: challenges, isLink: links, closes }: Practice = practice,
): Explorable<Reached, Move> => {
  const logs = logsOf(internedSuite())
  const { length, sends, others, repeats, isHonest } = bounds
  const logsOver = (letters: string, most: number) => allLogs(`${most} ${repeats} ${letters}`)
  const digits = (n: number): string => '123456789'.slice(0, n)
  const follows = (log: string, last: string | undefined): boolean => !isHonest || log.startsWith(last ?? '')
  const givable = memo((key) => {
    const [n, last] = key.split(' ') as [string, string]
    return logsOver(others + digits(Number(n)), length - 1)
      .map((log) => log + (Number(n) + 1))
      .filter((log) => log.length > last.length && (repeats || log.indexOf(log.at(-1) as string) === log.length - 1))
      .filter((log) => follows(log, last))
  })
  const pair = (make: (a: string, b: string) => boolean): ((a: string, b: string) => boolean) => {
    const known = memo((key) => make(...(key.split(' ') as [string, string])))
    return (a, b) => known(`${a} ${b}`)
  }
  const isClosed = pair((promised, committed) => closes(logs, promised, committed))
  const isRightLink = pair((earlier, later) => {
    const [one, other] = [logs.receipt(earlier), logs.receipt(later)]
    return logs.paths(later).some((path) => links(logs.hash, one, other, path))
  })
  const keeps = pair((promised, committed) => isKept(logs.hash, logs.orders(committed), logs.receipt(promised)))
  const sentOf = ({ receipts, linked }: Reached): ReadonlyArray<Sent> =>
    receipts.map((log, i) => ({
      order: logs.orders(log).at(-1) as Uint8Array,
      signed: { receipt: logs.receipt(log), byOperator: new Uint8Array() as Bytes },
      isLinked: linked[i] === true,
    }))
  const challengedIn = (reached: Reached): ReadonlyArray<string> =>
    challenges(sentOf(reached)).map(
      ({ receipt }) => reached.receipts.find((log) => logs.receipt(log) === receipt) as string,
    )
  return {
    name,
    says: `logs of up to ${length} orders, ${sends} of them the trader's and others of ${others.length} kinds; ${isHonest ? 'an honest operator' : 'an operator that gives any receipt and commits any log'}`,
    start: { receipts: [], linked: [], ending: undefined, short: '' },
    moves: (reached) => {
      if (reached.ending !== undefined) return []
      const { receipts, linked } = reached
      const last = receipts.at(-1)
      const next = intends(sentOf(reached))
      const commits = logsOver(others + digits(receipts.length), length)
        .filter((log) => follows(log, last))
        .map((log): Move => ({ tag: 'commit', log }))
      if (next.tag === 'send' && receipts.length < sends)
        return [
          ...givable(`${receipts.length} ${last ?? ''}`).map((log): Move => ({ tag: 'receipt', log })),
          ...commits,
        ]
      const shows =
        next.tag === 'await link' && linked.at(-2) !== true && isRightLink(receipts.at(-2) as string, last as string)
      return shows ? [{ tag: 'link' }, ...commits] : commits
    },
    next: (reached, move) => {
      const { receipts, linked } = reached
      if (move.tag === 'receipt') return { ...reached, receipts: [...receipts, move.log], linked: [...linked, false] }
      if (move.tag === 'link') return { ...reached, linked: linked.map((is, i) => is || i === linked.length - 2) }
      const asked = challengedIn(reached)
      const isHalted = asked.some((log) => !isClosed(log, move.log))
      const short = receipts
        .map((log) => `${keeps(log, move.log)}${asked.includes(log) ? isClosed(log, move.log) : ''}`)
        .join()
      const ending = (): Ending => ({
        hash: logs.hash,
        isOperatorHonest: isHonest,
        committed: logs.orders(move.log),
        receipts: receipts.map(logs.receipt),
        challenged: asked.map((log) => ({ receipt: logs.receipt(log), isClosed: isClosed(log, move.log) })),
        isHalted,
      })
      return { receipts, linked, ending, short: `ended ${asked.length} ${short}` }
    },
    key: ({ receipts, linked, ending, short }) =>
      ending === undefined ? `${receipts.join()} ${linked.join()}` : short,
    findings: ({ ending }): ReadonlyArray<Finding> => (ending === undefined ? [] : judge(ending())),
    show: (move) => {
      if (move.tag === 'link') return 'the operator shows that the last log holds the one before'
      return `${move.tag === 'receipt' ? 'the trader sends an order and gets a receipt for' : 'the operator commits'} the log ${[...move.log].join(', ') || 'of no order'}`
    },
  }
}

const cheating = (length: number, others: string, repeats = false): Bounds => ({
  length,
  sends: 3,
  others,
  repeats,
  isHonest: false,
})

/** The scopes of this chapter; the first is the one that is explored unless another is asked for. */
export const receiptsScopes: ReadonlyArray<Explorable<Reached, Move>> = [
  receiptsScope('receipts-small', cheating(4, 'ab')),
  receiptsScope('receipts-8', cheating(8, 'a')),
  receiptsScope('receipts-reordered', cheating(5, 'ab')),
  receiptsScope('receipts-repeated', cheating(4, 'ab', true)),
  receiptsScope('receipts-honest-operator', { ...cheating(8, 'a'), isHonest: true }),
]
