import * as fc from 'fast-check'
import type { Allotted } from '../../spec/commit-chain/allotment.js'
import {
  currentEon,
  depositedIn,
  epochOf,
  key,
  type Ledger,
  position,
  requestedIn,
  startOf,
} from '../../spec/commit-chain/ledger.js'
import type { Event, Outputs, Params, Swap, Transfer } from '../../spec/commit-chain/types.js'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { AMOUNT_LIMIT, Bytes } from '../../spec/primitives/types.js'
import { type Choice, type Drawing, pick } from '../core/arbitrary.js'
import { concreteSuite } from '../primitives/concrete.js'
import {
  answerBalance,
  answerDelivery,
  answerPassiveDelivery,
  answerSwap,
  challengeBalance,
  challengeDelivery,
  challengePassiveDelivery,
  challengeSwap,
  punishSwap,
  type Sheets,
} from './evidence.js'
import { type Cast, castOf, namedParams } from './scope.js'
import {
  at as accountKey,
  accountsOf,
  type Day,
  emptySheet,
  nextSheet,
  proofIn,
  recommit,
  type Sheet,
} from './sheets.js'
import { signStatement } from './signing.js'

/** Parameters of a small instance, whose keys follow from the names. */
export const params: fc.Arbitrary<Params> = fc
  .record({
    hash: fc.constantFrom(...hashSuites),
    signature: fc.constantFrom(...signatureSuites),
    blocksPerEon: fc.constantFrom(4n, 8n, 12n),
    traders: fc.constantFrom(['alice', 'bob'], ['alice', 'bob', 'carol']),
    coins: fc.constantFrom(['X', 'Y'], ['X', 'Y', 'Z']),
  })
  .map(({ traders, coins, ...rest }) => namedParams(concreteSuite(rest.hash, rest.signature), { traders, coins }, rest))

/** What is known off the chain of a run that is drawn: its cast, and the sheets of its checkpoints by eon. */
export interface Books {
  readonly cast: Cast
  readonly sheets: ReadonlyMap<bigint, Sheet>
}

/** The books of a new instance, whose keys follow from its names. */
export const openedBooks = (opened: Params): Books => {
  const cast = castOf(concreteSuite(opened.hash, opened.signature), opened, {
    honest: { operator: true, traders: [] },
    deposits: [],
    plan: [],
    lastEon: 0n,
  })
  return {
    cast,
    sheets: new Map([
      [0n, emptySheet(cast, 0n)],
      [1n, emptySheet(cast, 1n)],
    ]),
  }
}

/** An event that was drawn; of a checkpoint also its sheet, for the books if it is accepted. */
export interface Drawn {
  readonly event: Event
  readonly sheet?: Sheet
}

/** Draws what the books of an exchange suggest; when a checkpoint is accepted, its sheet is entered into the books. */
export const drawing = (opened: Params): Drawing<Ledger, Event, Outputs> => {
  let books: Books | undefined
  const drawn = new Map<string, Sheet>()
  return {
    draw: (ledger, choice) => {
      books ??= openedBooks(opened)
      const { event, sheet } = draw(books, ledger, choice)
      if (sheet !== undefined) drawn.set(Bytes.encode(sheet.commitment.root), sheet)
      return event
    },
    accepted: (before, event) => {
      const sheet = event.tag === 'checkpoint' ? drawn.get(Bytes.encode(event.root)) : undefined
      if (sheet !== undefined && books !== undefined)
        books = { ...books, sheets: new Map([...books.sheets, [currentEon(before), sheet]]) }
    },
  }
}

type Picks = Choice['picks']

/**
 * Reads a choice as an event: time goes by in steps that aim at the limits of epochs and eons, an eon without a
 * checkpoint gets one, and of what can be challenged or answered something is. One checkpoint in four is not what was
 * agreed; one event in ten is spoiled in one place.
 */
export const draw = (books: Books, ledger: Ledger, { kind, picks }: Choice): Drawn => {
  if (kind >= 90) return { event: spoiled(usual(books, ledger, { kind: picks[4] % 90, picks }).event, picks) }
  return usual(books, ledger, { kind, picks })
}

const usual = (books: Books, ledger: Ledger, { kind, picks }: Choice): Drawn => {
  const eon = currentEon(ledger)
  const advance: Drawn = { event: { tag: 'advance', block: later(ledger, picks[0]) } }
  if (ledger.halt !== undefined) return kind < 75 ? { event: recovery(books, ledger, picks) } : advance
  if (eon === 1n) return kind < 60 ? { event: deposit(books, ledger, picks) } : advance
  const answered = kind < 50 ? answer(books, ledger, picks) : undefined
  if (answered !== undefined) return { event: answered }
  if (!ledger.roots.has(key(eon)) && kind < 80) return checkpoint(books, ledger, picks)
  const isEarly = position(ledger) < epochOf(ledger.params)
  const drawn = kind < (isEarly ? 5 : 50) ? challenge(books, ledger, picks) : undefined
  if (drawn !== undefined) return { event: drawn }
  if (kind < 65 && eon > 2n) return { event: withdrawal(books, ledger, picks) }
  return kind < 70 ? { event: deposit(books, ledger, picks) } : advance
}

const later = (ledger: Ledger, n: number): bigint => {
  const epoch = epochOf(ledger.params)
  const eon = currentEon(ledger)
  const nextEon = startOf(ledger.params, eon + 1n)
  const afterFirst = startOf(ledger.params, eon) + epoch
  const isEarly = ledger.block < afterFirst
  return pick(
    [
      eon > 1n && isEarly ? afterFirst : nextEon,
      ledger.block + 1n,
      nextEon,
      ledger.block + epoch,
      nextEon + (ledger.params.blocksPerEon + 2n) / 3n,
      ledger.block + epoch + 1n,
      nextEon + epoch,
    ],
    n,
  )
}

const accountAt = ({ params: opened }: Ledger, n: number) =>
  pick(accountsOf(opened) as unknown as readonly [ReturnType<typeof accountsOf>[number]], n)

const deposit = (_: Books, ledger: Ledger, [a, b]: Picks): Event => ({
  tag: 'deposit',
  ...accountAt(ledger, a),
  amount: b % 20 === 19 ? AMOUNT_LIMIT / 2n : pick([10n, 7n, 2n, 1n], b),
})

/** Somebody asks for something that it has, or what was asked for is paid or cancelled. */
const withdrawal = (books: Books, ledger: Ledger, picks: Picks): Event => {
  const [a, b, c, d] = picks
  const eon = currentEon(ledger)
  const pending = [...ledger.withdrawals.entries()].filter(([, { isPaid }]) => !isPaid)
  const [at, { amount: asked }] = pending[b % Math.max(1, pending.length)] ?? ['', { amount: 0n }]
  const [trader, coin, of] = at.split(' ') as [TraderId, CoinId, string]
  if (c % 3 !== 0 && at !== '') {
    const requested = BigInt(of)
    if (requested < eon - 1n) return { tag: 'confirmWithdrawal', trader, coin, eon: requested }
    const statement = { trader, coin, eon: requested - BigInt(d % 2) }
    const available = pick([asked - 1n, 0n, asked, asked / 2n], d)
    return {
      tag: 'cancelWithdrawal',
      trader,
      coin,
      eon: requested,
      statement: signStatement(books.cast, statement, available),
    }
  }
  const before = books.sheets.get(eon - 1n) ?? emptySheet(books.cast, eon - 1n)
  const rich = accountsOf(ledger.params).filter((one) => (before.accounts.get(accountKey(one))?.amount ?? 0n) > 0n)
  const account = rich[a % Math.max(1, rich.length)] ?? accountAt(ledger, a)
  const proof = proofIn(books.cast, before, account)
  const all = proof.right - proof.left
  return { tag: 'requestWithdrawal', ...account, amount: pick([1n, all, all / 2n + 1n, all + 1n], b), proof }
}

const recovery = (books: Books, ledger: Ledger, [a]: Picks): Event => {
  const account = accountAt(ledger, a)
  const sheet = books.sheets.get(ledger.halt?.safe ?? 0n) ?? emptySheet(books.cast, 0n)
  return { tag: 'recover', ...account, proof: proofIn(books.cast, sheet, account) }
}

// Checkpoints

const checkpoint = (books: Books, ledger: Ledger, picks: Picks): Drawn => {
  const eon = currentEon(ledger)
  const before = books.sheets.get(eon - 1n) ?? emptySheet(books.cast, eon - 1n)
  const honest = nextSheet(books.cast, ledger, before, dayOf(ledger, before, picks))
  const sheet = picks[3] % 4 === 3 ? recommit(books.cast, honest, cheating(ledger, honest, picks[4])) : honest
  const operations = ledger.operations.get(key(eon - 1n)) as Extract<Event, { tag: 'checkpoint' }>['operations']
  return { event: { tag: 'checkpoint', by: 'operator', root: sheet.commitment.root, operations }, sheet }
}

/** What was agreed in the eon before: a transfer, and two orders that are filled by each other in whole or in part. */
const dayOf = (ledger: Ledger, before: Sheet, [a, b, c]: Picks): Day => {
  const eon = before.eon
  const rich = accountsOf(ledger.params)
    .map((account) => ({ ...account, left: leftIn(ledger, before, account) }))
    .filter(({ left }) => left > 0n)
  const first = rich[a % Math.max(1, rich.length)]
  if (first === undefined) return { transfers: [], swaps: [] }
  const others = ledger.params.traders.filter(({ trader }) => trader !== first.trader)
  const { trader: recipient } = others[b % others.length] as Params['traders'][number]
  const isTransferred = c % 3 !== 2
  const transfer: Transfer = {
    coin: first.coin,
    sender: first.trader,
    recipient,
    amount: 1n,
    passive: c % 3 === 1,
    nonce: eon,
  }
  const partners = rich.filter(({ trader, coin }) => trader !== first.trader && coin !== first.coin)
  const second = partners[b % Math.max(1, partners.length)]
  const sold = first.left - (isTransferred ? 1n : 0n)
  const transfers = isTransferred ? [transfer] : []
  if (second === undefined || sold <= 0n || c % 5 === 4) return { transfers, swaps: [] }
  const amounts = { sellCoin: first.coin, buyCoin: second.coin, sellAmount: sold, buyAmount: second.left }
  const swap: Swap = { trader: first.trader, ...amounts, nonce: eon }
  const other: Swap = {
    trader: second.trader,
    sellCoin: second.coin,
    buyCoin: first.coin,
    sellAmount: second.left,
    buyAmount: sold,
    nonce: eon,
  }
  // Both are at their limits only if the price is the same to the last unit: half of the orders is, where both are even.
  const isHalf = c % 2 === 1 && sold % 2n === 0n && second.left % 2n === 0n
  const [taken, given] = isHalf ? [sold / 2n, second.left / 2n] : [sold, second.left]
  return {
    transfers,
    swaps: [
      { swap, taken, given },
      { swap: other, taken: given, given: taken },
    ],
  }
}

/** What is left of an account to be spent in the eon of a sheet. */
const leftIn = (
  ledger: Ledger,
  { eon, accounts }: Sheet,
  account: { readonly trader: TraderId; readonly coin: CoinId },
): bigint => {
  const left =
    (accounts.get(accountKey(account))?.amount ?? 0n) +
    depositedIn(ledger, account.trader, account.coin, eon) -
    requestedIn(ledger, account.trader, account.coin, eon)
  return left < MOST ? left : MOST
}

/** Nobody trades more than this: every sum of what is traded is an amount. */
const MOST = AMOUNT_LIMIT / 16n

/** One account is not what it should be. */
const cheating = (ledger: Ledger, honest: Sheet, n: number): ReadonlyMap<string, Partial<Allotted>> => {
  const account = accountAt(ledger, n)
  const { amount = 0n } = honest.accounts.get(accountKey(account)) ?? {}
  // What is allotted in all has to stay an amount, or there is no tree of it.
  const more = honest.commitment.total(account.coin) + 1n < AMOUNT_LIMIT ? amount + 1n : 0n
  const change = pick<Partial<Allotted>>(
    [{ amount: amount > 0n ? amount - 1n : more }, { amount: more }, { update: undefined }, { amount: 0n }],
    n,
  )
  return new Map([[accountKey(account), change]])
}

// Challenges

const sheetsOf = ({ cast, sheets }: Books, eon: bigint): Sheets | undefined => {
  const [before, after] = [sheets.get(eon - 1n), sheets.get(eon)]
  return before === undefined || after === undefined || eon === 0n ? undefined : { cast, before, after }
}

/** Something that can be challenged now. */
const challenge = (books: Books, ledger: Ledger, [a, b, c]: Picks): Event | undefined => {
  const sheets = sheetsOf(books, currentEon(ledger))
  if (sheets === undefined) return undefined
  const { transfers, swaps } = sheets.after.day
  const events = [
    () => challengeBalance(sheets, accountAt(ledger, b)),
    ...transfers.map((one) => () => {
      const trader = c % 2 === 0 ? one.recipient : one.sender
      return one.passive ? challengePassiveDelivery(sheets, trader, one) : challengeDelivery(sheets, trader, one)
    }),
    ...swaps.flatMap(({ swap }) => [() => challengeSwap(sheets, swap), () => punishSwap(sheets, swap)]),
  ] as const
  return pick<() => Event>(events as unknown as readonly [() => Event], a)()
}

/** The answer to a challenge that is open. */
const answer = (books: Books, ledger: Ledger, [a]: Picks): Event | undefined => {
  const open = ledger.challenges
    .valueSeq()
    .filter(({ isOpen }) => isOpen)
    .toArray()
  const one = open[a % Math.max(1, open.length)]
  const sheets = one === undefined ? undefined : sheetsOf(books, one.eon)
  if (one === undefined || sheets === undefined) return undefined
  const { about, trader, coin, kind } = one
  const { transfers, swaps } = sheets.after.day
  if (kind === 'balance') return answerBalance(sheets, { trader, coin })
  if ('transfer' in about) {
    const transfer = transfers.find(
      ({ nonce, sender }) => nonce === about.transfer.nonce && sender === about.transfer.sender,
    )
    if (transfer === undefined) return undefined
    return transfer.passive ? answerPassiveDelivery(sheets, trader, transfer) : answerDelivery(sheets, trader, transfer)
  }
  const traded = swaps.find(({ swap }) => swap.trader === trader && swap.sellCoin === coin)
  return traded === undefined ? undefined : answerSwap(sheets, traded.swap)
}

// What is refused

/** An event with one thing in it made wrong: a number one more or one less, a byte changed, a name exchanged, a part left out. */
const spoiled = (event: Event, [a, b]: Picks): Event => {
  const places = placesOf(event)
  const place = places[a % Math.max(1, places.length)]
  return place === undefined ? event : (changeAt(event, place, b) as Event)
}

type Place = ReadonlyArray<string | number>

const placesOf = (value: unknown, place: Place = []): ReadonlyArray<Place> => {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null)
    return place.at(-1) === 'tag' || value === undefined ? [] : [place]
  const inner = Object.entries(value).flatMap(([name, part]) =>
    placesOf(part, [...place, Array.isArray(value) ? Number(name) : name]),
  )
  return Array.isArray(value) && value.length > 0 ? [...inner, place] : inner
}

const changeAt = (value: unknown, [name, ...rest]: Place, n: number): unknown => {
  if (name === undefined) return changed(value, n)
  if (Array.isArray(value)) return value.map((part, i) => (i === name ? changeAt(part, rest, n) : part))
  return { ...(value as object), [name]: changeAt((value as Record<string, unknown>)[name], rest, n) }
}

const changed = (value: unknown, n: number): unknown => {
  if (typeof value === 'bigint') return pick([value + 1n, value - 1n, 0n, AMOUNT_LIMIT], n)
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return pick(['mallory', 'bob', 'X', 'Y'], n)
  if (value instanceof Uint8Array)
    return value.length === 0
      ? Uint8Array.of(n % 256)
      : value.map((byte, i) => (i === n % value.length ? byte ^ 1 : byte))
  return Array.isArray(value) ? (n % 2 === 0 ? value.slice(0, -1) : [...value, value[0]]) : value
}
