import type { Finding } from '../../spec/core/clause.js'
import { type Datum, encode } from '../../spec/primitives/encoding.js'
import { Bytes } from '../../spec/primitives/types.js'
import { keyChain, orderDatum, plaintextOf, referenceDatum } from '../../spec/sealed-orders/data.js'
import type { Order } from '../../spec/sealed-orders/types.js'
import type { Explorable } from '../core/explore.js'
import { symbolicSuite } from '../primitives/symbolic.js'

// What the operator can find out of an order before it is opened, after Dolev and Yao: it takes apart and puts together
// what it has seen, and guesses every text and every number. What it cannot guess are keys, which nobody has told it.

/** How many orders each trader sends at most. */
const ORDERS = 2

/** How orders are made: what of the chapter can be got wrong. */
export interface Design {
  readonly name: string
  readonly says: string
  readonly referenceDatum: (key: Uint8Array, trader: string) => Datum
  readonly orderDatum: (order: Order) => Datum
  /** K(0) to K(n), and which of them is public from the start. */
  readonly chain: (hash: (datum: Datum) => Uint8Array, seed: Uint8Array, length: number) => ReadonlyArray<Uint8Array>
  readonly anchor: number
  readonly lengthOf: (order: Order) => number | undefined
  /** Which key material, and which place of the chain, the nth order has. */
  readonly keyOf: (turn: number) => number
}

/** As the chapter has it. */
export const asSpecified: Design = {
  name: 'secrecy',
  says: 'as the chapter has it',
  referenceDatum,
  orderDatum,
  chain: keyChain,
  anchor: 0,
  lengthOf: (order) => plaintextOf(order)?.length,
  keyOf: (turn) => turn,
}

/** Each with one mistake: from each something can be found out. */
export const leaking: ReadonlyArray<Design> = [
  {
    ...asSpecified,
    name: 'secrecy-bare-order-hash',
    says: 'the key is no part of what is hashed (T70)',
    orderDatum: ({ trader, eon, side, base, quote, price, volume }) => ({
      tag: 'sealed-order',
      fields: [trader, eon, side, base, quote, price, volume],
    }),
  },
  {
    ...asSpecified,
    name: 'secrecy-bare-reference',
    says: 'the reference is of the trader alone',
    referenceDatum: (_, trader) => ({ tag: 'sealed-reference', fields: [trader] }),
  },
  {
    ...asSpecified,
    name: 'secrecy-chain-forward',
    says: 'the chain goes in the other direction (T29)',
    chain: (hash, seed, length) => [...asSpecified.chain(hash, seed, length)].reverse(),
    anchor: ORDERS + 1,
  },
  {
    ...asSpecified,
    name: 'secrecy-length',
    says: 'plaintexts are as long as they are (T72)',
    lengthOf: (order) => encode(orderDatum(order)).length,
  },
  {
    ...asSpecified,
    name: 'secrecy-one-key',
    says: 'all orders of a trader have one key',
    keyOf: () => 1,
  },
]

const TRADERS = ['al', 'alexandra'] as unknown as ReadonlyArray<Order['trader']>
type Content = Pick<Order, 'side' | 'price' | 'volume'>

/** How far an order is: not sent, sent, with its receipt, open, acknowledged. */
type Stage = 0 | 1 | 2 | 3 | 4

/** One order: how far it is, and what it says. */
interface Sent {
  readonly stage: Stage
  readonly content: number
}

/** The orders of each trader, the first one first. */
export type State = ReadonlyArray<ReadonlyArray<Sent>>

/** What a trader or the operator does next. */
export interface Move {
  readonly trader: number
  readonly turn: number
  readonly to: Stage
  readonly content: number
}

const name = (bytes: Uint8Array): string => Bytes.encode(bytes as Bytes)

/** What there is to see and to know of one run, in symbolic terms. */
interface World {
  /** Every hash that was ever made, and of what. */
  readonly hashed: ReadonlyMap<string, Datum>
  readonly orders: ReadonlyArray<{
    readonly label: string
    readonly isOpen: boolean
    readonly reference: Uint8Array
    readonly orderHash: Uint8Array
    readonly length: number | undefined
    readonly material: string
    readonly order: Order
  }>
  readonly known: ReadonlySet<string>
}

const worldOf = (design: Design, contents: ReadonlyArray<Content>, state: State): World => {
  const hashed = new Map<string, Datum>()
  const hash = (datum: Datum): Uint8Array => {
    const bytes = symbolicSuite.hash(datum)
    hashed.set(name(bytes), datum)
    return bytes
  }
  const secret = (what: string): Bytes => symbolicSuite.keyPair(new TextEncoder().encode(what)).secret as Bytes
  const chains = TRADERS.map((trader) => design.chain(hash, secret(`seed of ${trader}`), ORDERS + 1))
  const orders = state.flatMap((own, who) =>
    own.flatMap(({ stage, content }, at) => {
      const trader = TRADERS[who] as Order['trader']
      const turn = design.keyOf(at + 1)
      const key = chains[who]?.[turn] as Bytes
      const order: Order = {
        ...(contents[content] as Content),
        trader,
        eon: 1n,
        key,
        base: 'X' as Order['base'],
        quote: 'Y' as Order['quote'],
        give: secret(`signature of ${trader} on what it gives in ${at}`),
        take: secret(`signature of ${trader} on what it takes in ${at}`),
      }
      return {
        label: `order ${at + 1} of ${trader}`,
        isOpen: stage >= 3,
        reference: hash(design.referenceDatum(key, trader)),
        orderHash: hash(design.orderDatum(order)),
        length: design.lengthOf(order),
        material: `${trader} ${turn}`,
        order,
      }
    }),
  )
  const revealed = orders.filter(({ isOpen }) => isOpen).flatMap(({ order }) => [order.key, order.give, order.take])
  return {
    hashed,
    orders,
    known: new Set([...chains.map((chain) => chain[design.anchor] as Uint8Array), ...revealed].map(name)),
  }
}

/** Whether the operator can make some bytes: it was told them, or they are the hash of what it can make. */
const canMake = (world: World, bytes: Uint8Array): boolean => {
  if (world.known.has(name(bytes))) return true
  const datum = world.hashed.get(name(bytes))
  return datum?.fields.every((field) => !(field instanceof Uint8Array) || canMake(world, field)) === true
}

/** What of a closed order can be tried against what was seen, or read. */
const leaks = (design: Design, contents: ReadonlyArray<Content>, state: State): ReadonlyArray<Finding> => {
  const world = worldOf(design, contents, state)
  const materials = new Set(world.orders.filter(({ isOpen }) => isOpen).map(({ material }) => material))
  return world.orders
    .filter(({ isOpen }) => !isOpen)
    .flatMap(({ label, reference, orderHash, length, material, order }) => {
      const lengths = TRADERS.flatMap((trader) =>
        contents.map((content) => design.lengthOf({ ...order, ...content, trader })),
      )
      return [
        ...(canMake(world, reference) ? [`the trader of ${label} can be tried against its reference`] : []),
        ...(canMake(world, orderHash) ? [`what ${label} says can be tried against its hash`] : []),
        ...(lengths.some((other) => other !== length) ? [`the length of ${label} depends on what it says`] : []),
        ...(materials.has(material) ? [`${label} opens by a key that is known`] : []),
      ]
    })
    .map((message) => ({ clause: 'SO-43', message }))
}

const VERBS = ['', 'sends', 'gets the receipt of', 'opens', 'has acknowledged']

/** Contents of orders: every side, two prices, and a dummy beside a real volume. */
export const contentsUpTo = (many: number): ReadonlyArray<Content> =>
  (['buy', 'sell'] as const)
    .flatMap((side) => [1n, 2n].flatMap((price) => [0n, 7n].map((volume): Content => ({ side, price, volume }))))
    .filter((_, i) => (many === 2 ? i === 0 || i === 7 : i < many))

/** All runs of two traders with two orders each, every order with any of so many contents. */
export const secrecyScope = (design: Design, many: number): Explorable<State, Move> => {
  const contents = contentsUpTo(many)
  return {
    name: `${design.name}-${many}`,
    says: `two traders with two orders each, of ${many} contents; ${design.says}`,
    start: TRADERS.map(() => []),
    moves: (state) =>
      state.flatMap((own, trader): ReadonlyArray<Move> => {
        const turn = own.length - 1
        const last = own[turn]
        if (last === undefined || last.stage === 4)
          return own.length >= ORDERS
            ? []
            : contents.map((_, content): Move => ({ trader, turn: own.length, to: 1, content }))
        return [{ trader, turn, to: (last.stage + 1) as Stage, content: last.content }]
      }),
    next: (state, { trader, turn, to, content }) =>
      state.map((own, at) => (at === trader ? [...own.slice(0, turn), { stage: to, content }] : own)),
    key: (state) => state.map((own) => own.map(({ stage, content }) => `${stage}${content}`).join()).join(' '),
    findings: (state) => leaks(design, contents, state),
    show: ({ trader, turn, to }) => `${TRADERS[trader]} ${VERBS[to]} order ${turn + 1}`,
  }
}

/** The scopes of this chapter, the smallest first. */
export const secrecyScopes: ReadonlyArray<Explorable<State, Move>> = [2, 4, 8].map((many) =>
  secrecyScope(asSpecified, many),
)
