import type { Event } from '../../../spec/commit-chain/types.js'
import { AMOUNT_LIMIT } from '../../../spec/primitives/types.js'

// Changes of an event that break one condition of it, by name: for the cases in which two conditions fail together.

type Part = { readonly [name: string]: unknown }
type Change = (event: Event) => Event | undefined

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** Puts another value at a place; nothing, where the event has no such place. */
const put =
  (place: string, change: (value: never) => unknown): Change =>
  (event) => {
    const at = (part: unknown, [name, ...rest]: ReadonlyArray<string>): unknown => {
      if (name === undefined) return change(part as never)
      if (!isPart(part) || !(name in part)) return undefined
      const inner = at(part[name], rest)
      return inner === undefined ? undefined : { ...part, [name]: inner }
    }
    return at(event, place.split('.')) as Event | undefined
  }

interface Path {
  readonly hash: Uint8Array
  readonly bound: bigint
}

const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))

const PROOFS = ['proof', 'before', 'after', 'sell.before', 'sell.after', 'buy.before', 'buy.after']

const ofProof = (proof: string): ReadonlyArray<readonly [string, Change]> => [
  [`${proof}: short`, put(`${proof}.path`, (path: ReadonlyArray<Path>) => path.slice(0, -1))],
  [`${proof}: mark`, put(`${proof}.passive.mark`, () => AMOUNT_LIMIT)],
  [`${proof}: backwards`, put(`${proof}.left`, () => 90n)],
  [
    `${proof}: hash`,
    put(`${proof}.path`, (path: ReadonlyArray<Path>) => path.map((one) => ({ ...one, hash: flip(one.hash) }))),
  ],
  [
    `${proof}: total`,
    put(`${proof}.path`, (path: ReadonlyArray<Path>) =>
      path.map((one, i) => (i === path.length - 1 ? { ...one, bound: 99n } : one)),
    ),
  ],
  [`${proof}: eon`, put(`${proof}.update.eon`, () => 9n)],
]

/** What can be changed, and how. */
export const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['trader: unknown', put('trader', () => 'mallory')],
  ['trader: bob', put('trader', () => 'bob')],
  ['trader: alice', put('trader', () => 'alice')],
  ['coin: unknown', put('coin', () => 'Z')],
  ['bought coin: unknown', put('swap.buyCoin', () => 'Z')],
  ['amount: negative', put('amount', () => -1n)],
  ['amount: zero', put('amount', () => 0n)],
  ['amount: large', put('amount', () => AMOUNT_LIMIT - 1n)],
  ['amount: too wide', put('amount', () => AMOUNT_LIMIT)],
  ['by: alice', put('by', () => 'alice')],
  ['operations: other', put('operations', flip)],
  ['eon: other', put('eon', () => 1n)],
  ['statement: unsigned', put('statement.byTrader', flip)],
  ['statement: plenty', put('statement.available', () => 99n)],
  ['claim: eon', put('claim.update.eon', () => 9n)],
  ['claim: unsigned', put('claim.byOperator', flip)],
  ['agreed: eon', put('agreed.update.eon', () => 9n)],
  ['agreed: unsigned by the trader', put('agreed.byTrader', flip)],
  ['agreed: unsigned by the operator', put('agreed.byOperator', flip)],
  ['agreed: less spent', put('agreed.update.spent', () => 0n)],
  ['transfer: passive', put('transfer.passive', (passive: boolean) => !passive)],
  ['transfer: nonce', put('transfer.nonce', () => 9n)],
  ['membership: other', put('membership.index', (index: bigint) => index ^ 1n)],
  ['interval: other', put('interval.index', (index: bigint) => index ^ 1n)],
  ['swap: buys nothing', put('swap.buyAmount', () => 0n)],
  ['swap: other', put('swap.nonce', () => 9n)],
  ['order to sell: other place', put('sell.membership.index', (index: bigint) => index ^ 8n ^ 1n)],
  ['order to buy: other place', put('buy.membership.path', () => [])],
  ...PROOFS.flatMap(ofProof),
])

/** An event with some changes; nothing, where it lacks the place of one. */
export const changedBy = (event: Event, names: ReadonlyArray<string>): Event | undefined =>
  names.reduce<Event | undefined>((now, name) => (now === undefined ? undefined : changes.get(name)?.(now)), event)
