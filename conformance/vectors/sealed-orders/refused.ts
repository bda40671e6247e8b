import { receiptFor } from '../../../model/sealed-orders/operator.js'
import { permitFor } from '../../../model/sealed-orders/trader.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Bytes, CoinId, TraderId } from '../../../spec/primitives/types.js'
import type { Event, Params } from '../../../spec/sealed-orders/types.js'
import {
  acknowledged,
  acknowledging,
  blind,
  clock,
  drafted,
  endOf,
  happen,
  open,
  opened,
  openingOf,
  receipted,
  receiptOf,
  type Scene,
  SELL,
  send,
  sent,
  sentAt,
  solved,
  solvingOf,
  withThird,
} from './scene.js'
import { cooked, type Recipe, recipes, spoiled } from './spoiled.js'

/** An event that is refused, and the first condition that it fails. */
export interface Refused {
  readonly slug: string
  readonly comment: string
  readonly clause: ClauseIdOf<'sealed-orders'>
  readonly scene: Scene
  readonly event: Event
}

const refused = (slug: string, clause: Refused['clause'], comment: string, scene: Scene, event: Event): Refused => ({
  slug,
  clause,
  comment,
  scene,
  event,
})

const other = (size: number): Bytes => new Uint8Array(size).fill(7) as Bytes

/** Parameters that make no sense, one thing at a time. */
const unsound = (): ReadonlyArray<Refused> => {
  const { params } = opened().cast
  const { limits } = params
  const wrong: ReadonlyArray<readonly [string, string, Partial<Params>]> = [
    ['bits-few', 'A modulus may have 7 bits.', { limits: { ...limits, leastBits: 7 } }],
    ['bits-reversed', 'The least is above the most.', { limits: { ...limits, leastBits: 97 } }],
    ['bits-many', 'A modulus may have 4097 bits.', { limits: { ...limits, mostBits: 4097 } }],
    ['bound-small', 'No prime is below the bound.', { limits: { ...limits, bound: 2 } }],
    ['bound-large', 'So many primes that g takes long.', { limits: { ...limits, bound: 257 } }],
    ['rounds-none', 'No round: nothing is proven.', { limits: { ...limits, rounds: 0 } }],
    ['rounds-many', 'Too many rounds.', { limits: { ...limits, rounds: 257 } }],
    ['steps-none', 'No puzzle is allowed.', { limits: { ...limits, mostSteps: 0 } }],
    ['steps-many', 'Puzzles of 2^65 squarings.', { limits: { ...limits, mostSteps: 65 } }],
    ['speed-zero', 'The fastest processor stands still.', { speed: 0n }],
    ['speed-wide', 'A processor that makes 2^64 squarings in a tick.', { speed: 2n ** 64n }],
    ['penalty-negative', 'A penalty below zero.', { penalty: -1n }],
    ['fine-negative', 'A fine below zero.', { fine: -1n }],
    ['trader-twice', 'A trader is named twice.', { traders: [...params.traders, ...params.traders.slice(0, 1)] }],
    ['account-twice', 'An account is named twice.', { accounts: [...params.accounts, ...params.accounts.slice(0, 1)] }],
    [
      'account-later',
      'An account begins with version 1.',
      { accounts: params.accounts.map((one) => ({ ...one, version: 1n })) },
    ],
    [
      'account-negative',
      'An account of less than nothing.',
      { accounts: params.accounts.map((one) => ({ ...one, available: -1n })) },
    ],
  ]
  const lastOf = (change: Partial<Params['accounts'][number]>): Partial<Params> => ({
    accounts: params.accounts.map((one, i) => (i === params.accounts.length - 1 ? { ...one, ...change } : one)),
  })
  const single: typeof wrong = [
    ['account-later-last', 'The last account alone begins with version 1.', lastOf({ version: 1n })],
    ['account-negative-last', 'The last account alone is of less than nothing.', lastOf({ available: -1n })],
  ]
  return [...wrong, ...single].map(([slug, comment, changes]) =>
    refused(`params-${slug}`, 'SO-1', comment, opened(changes), clock(1n)),
  )
}

const receipts = (): ReadonlyArray<Refused> => {
  const here = sent()
  const right = receiptOf(here)
  const changed = (changes: Parameters<typeof receiptFor>[3]): Event =>
    receiptFor(here.cast, here.ledger, right.reference, changes)
  const void_ = happen(here, endOf(1n))
  return [
    refused('receipt-unknown', 'SO-23', 'A receipt for an order that did not come.', here, {
      ...right,
      reference: other(32),
    }),
    refused('receipt-twice', 'SO-23', 'A second receipt.', receipted(), right),
    refused('receipt-void', 'SO-23', 'A receipt when the eon of the order is over.', void_, receiptOf(void_)),
    refused('receipt-eon', 'SO-24', 'A receipt of another eon.', here, changed({ eon: 2n })),
    refused('receipt-index', 'SO-24', 'A receipt for the place after the next.', here, changed({ index: 1n })),
    refused('receipt-order', 'SO-24', 'A receipt for another order.', here, changed({ order: other(32) })),
    refused('receipt-commitment', 'SO-24', 'A receipt with another log.', here, changed({ commitment: other(32) })),
    refused('receipt-before', 'SO-24', 'A receipt that leaves out the order before.', secondSent(), {
      ...receiptFor(
        secondSent().cast,
        { ...secondSent().ledger, log: [] },
        sentAt(secondSent()).event.sealed.reference,
        { index: 1n },
      ),
    }),
    refused('receipt-unsigned', 'SO-24', 'The operator did not sign the receipt.', here, {
      ...right,
      receipt: { ...right.receipt, byOperator: other(64) },
    }),
    refused('receipt-unsigned-wide', 'SO-24', 'A receipt with a place that is no amount.', here, {
      ...right,
      receipt: { ...right.receipt, receipt: { ...right.receipt.receipt, index: -1n } },
    }),
  ]
}

/** Alice’s order has its receipt, and bob’s has come. */
const secondSent = (): Scene => send(receipted(), 'bob', SELL)

const openings = (): ReadonlyArray<Refused> => {
  const here = receipted()
  const right = openingOf(here)
  const two = blind()
  const n = sentAt(here).event.sealed.puzzle.modulus
  const late = happen(here, clock(8n))
  const solving = solvingOf(late)
  return [
    refused('open-unknown', 'SO-25', 'An order that did not come is opened.', here, { ...right, reference: other(32) }),
    refused('open-before-receipt', 'SO-25', 'An order without a receipt is opened.', sent(), openingOf(sent())),
    refused('open-twice', 'SO-25', 'An order is opened twice.', open(), openingOf(open())),
    refused('open-solved', 'SO-25', 'An order that was solved is opened.', solved(), openingOf(solved())),
    refused('open-root-other', 'SO-26', 'A number that is no root of C_K.', here, { ...right, root: right.root + 1n }),
    refused('open-root-negated', 'SO-26', 'The other square root of C_K.', here, { ...right, root: n - right.root }),
    refused('open-root-long', 'SO-26', 'The root, and the modulus added to it so that it is too long.', here, {
      ...right,
      root: right.root + 8n * n,
    }),
    refused('open-order-other', 'SO-26', 'Another order than the one that is sealed.', here, {
      ...right,
      order: { ...right.order, volume: 11n },
    }),
    refused('open-order-no-amount', 'SO-26', 'An order with a volume below zero.', here, {
      ...right,
      order: { ...right.order, volume: -1n },
    }),
    refused('open-key-of-another-order', 'SO-26', 'The key of another order.', two, {
      ...openingOf(two, 0),
      root: sentAt(send(opened(), 'bob', SELL, { steps: 5 })).root,
    }),
    refused('solve-unknown', 'SO-25', 'An order that did not come is solved.', late, {
      ...solving,
      reference: other(32),
    }),
    refused(
      'solve-before-receipt',
      'SO-25',
      'An order without a receipt is solved: the operator has peeked.',
      happen(sent(), clock(8n)),
      solvingOf(sent()),
    ),
    refused('solve-opened', 'SO-25', 'An order that is open is solved.', happen(open(), clock(8n)), solvingOf(open())),
    refused('solve-root-other', 'SO-26', 'The operator made a mistake in its squarings.', late, {
      ...solving,
      root: solving.root + 1n,
    }),
    refused(
      'solve-early',
      'SO-27',
      'Shown one tick before the fastest processor has it: it was begun before the receipt.',
      happen(here, clock(7n)),
      solving,
    ),
    refused(
      'solve-at-once',
      'SO-27',
      'Shown with the receipt: the operator peeked before it acknowledged.',
      happen(sent(), clock(9n), receiptOf(sent())),
      solving,
    ),
  ]
}

const acknowledgements = (): ReadonlyArray<Refused> => {
  const here = open()
  const right = acknowledging(here)
  const { cast } = here
  const [x, y] = right.permits as [Bytes, Bytes]
  const key = cast.traders.get('alice')?.chain[1] as Uint8Array
  const before = { trader: 'alice' as TraderId, coin: 'X' as CoinId, available: 100n, version: 0n }
  const late = solved()
  const three = open({ accounts: withThird() })
  const asked = acknowledging(three)
  return [
    refused('acknowledge-unknown', 'SO-28', 'An order that did not come is acknowledged.', here, {
      ...right,
      reference: other(32),
    }),
    refused('acknowledge-closed', 'SO-28', 'An order is acknowledged while it is closed.', receipted(), { ...right }),
    refused('acknowledge-twice', 'SO-28', 'An order is acknowledged twice.', acknowledged(), right),
    refused('acknowledge-unsigned', 'SO-29', 'The operator did not sign.', here, { ...right, permits: [other(64), y] }),
    refused('acknowledge-unsigned-second', 'SO-29', 'The operator did not sign the second account.', here, {
      ...right,
      permits: [x, other(64)],
    }),
    refused('acknowledge-unsigned-third', 'SO-29', 'The operator did not sign the account of a third coin.', three, {
      ...asked,
      permits: [...asked.permits.slice(0, 2), other(64)],
    }),
    refused('acknowledge-one-missing', 'SO-29', 'An account has no permit.', here, { ...right, permits: [x] }),
    refused('acknowledge-one-more', 'SO-29', 'A permit too many.', here, { ...right, permits: [x, y, y] }),
    refused('acknowledge-swapped', 'SO-29', 'The permits in the other sequence.', here, { ...right, permits: [y, x] }),
    refused('acknowledge-as-before', 'SO-29', 'The account as it was before the order.', here, {
      ...right,
      permits: [permitFor(cast, key, before).signature, y],
    }),
    refused('acknowledge-same-version', 'SO-29', 'The version of the account did not grow.', here, {
      ...right,
      permits: [permitFor(cast, key, { ...before, available: 90n }).signature, y],
    }),
    refused('acknowledge-next-key', 'SO-29', 'Signed with K(0), and not with K(1).', here, {
      ...right,
      permits: [
        permitFor(cast, cast.traders.get('alice')?.chain[0] as Uint8Array, { ...before, available: 90n, version: 1n })
          .signature,
        y,
      ],
    }),
    refused(
      'acknowledge-penalty',
      'SO-30',
      'One tick before the penalty is over.',
      happen(late, clock(17n)),
      acknowledging(late),
    ),
  ]
}

const others = (): ReadonlyArray<Refused> => {
  const twice = acknowledged()
  return [
    refused(
      'submit-early',
      'SO-21',
      'An order for the next eon.',
      opened(),
      drafted(opened(), 'alice', SELL, { eon: 2n }).event,
    ),
    refused('submit-late', 'SO-21', 'An order for the eon before.', happen(opened(), endOf(1n)), sentAt(sent()).event),
    refused('submit-again', 'SO-22', 'The same order comes again.', sent(), sentAt(sent()).event),
    refused(
      'submit-reference-used',
      'SO-22',
      'Another order with the same key of the chain.',
      twice,
      drafted(twice, 'alice', { ...SELL, volume: 11n }, { accounts: firstAccounts }).event,
    ),
    refused(
      'submit-reference-used-next-eon',
      'SO-22',
      'A key of the chain that was used in the eon before.',
      happen(twice, endOf(1n)),
      drafted(happen(twice, endOf(1n)), 'alice', SELL, { accounts: firstAccounts }).event,
    ),
    refused('clock-same', 'SO-31', 'The clock stands still.', happen(opened(), clock(5n)), clock(5n)),
    refused('clock-back', 'SO-31', 'The clock goes back.', happen(opened(), clock(5n)), clock(4n)),
    refused('clock-wide', 'SO-31', 'A time that is no amount.', opened(), clock(2n ** 128n)),
    refused('eon-next', 'SO-32', 'The next eon ends.', opened(), endOf(2n)),
    refused('eon-before', 'SO-32', 'An eon ends twice.', happen(opened(), endOf(1n)), endOf(1n)),
    refused('eon-closed', 'SO-33', 'The eon ends while an order is closed (T24).', receipted(), endOf(1n)),
    refused(
      'eon-closed-behind',
      'SO-33',
      'The eon ends while the last order is closed.',
      happen(blind(), openingOf(blind(), 0)),
      endOf(1n),
    ),
  ]
}

const firstAccounts = {
  give: { trader: 'alice' as TraderId, coin: 'X' as CoinId, available: 100n, version: 0n },
  take: { trader: 'alice' as TraderId, coin: 'Y' as CoinId, available: 100n, version: 0n },
}

/** Two recipes in one: what both change is changed. */
const both = (a: Recipe, b: Recipe): Recipe => ({
  wish: { ...a.wish, ...b.wish },
  changes: {
    ...a.changes,
    ...b.changes,
    ...(a.changes?.proof || b.changes?.proof ? { proof: { ...a.changes?.proof, ...b.changes?.proof } } : {}),
  },
  after: (event) => (b.after ?? ((e) => e))((a.after ?? ((e) => e))(event)),
})

/** Pairs of recipes that fail two lines that stand next to each other. */
const PAIRS: ReadonlyArray<readonly [string, string, Refused['clause']]> = [
  ['generator-other', 'response-not-below', 'SO-5'],
  ['response-not-below', 'beginning-other', 'SO-6'],
  ['beginning-other', 'challenge-same', 'SO-7'],
  ['challenge-same', 'announced-by-generator', 'SO-8'],
  ['end-other', 'ciphertext-truncated', 'SO-11'],
  ['announced-by-power', 'end-other', 'SO-10'],
  ['reference-other', 'root-other', 'SO-13'],
  ['root-other', 'plaintext-other', 'SO-14'],
  ['plaintext-other', 'order-hash-other', 'SO-15'],
  ['order-hash-other', 'order-of-another-trader', 'SO-16'],
  ['order-of-another-trader', 'permit-of-another-key', 'SO-17'],
  ['permit-taken-of-another-key', 'too-much', 'SO-18'],
]

const together = (): ReadonlyArray<Refused> => {
  const scene = opened()
  const known = new Map(recipes(scene).map(([slug, , , , recipe]) => [slug, recipe]))
  const of = (slug: string): Recipe => known.get(slug) as Recipe
  const here = sent()
  const right = receiptOf(here)
  const late = happen(receipted(), clock(7n))
  const penalty = solved()
  const unsoundScene = opened({ speed: 0n })
  const again = happen(sent(), endOf(1n))
  const announced = {
    announce: (round: { byGenerator: bigint; byPower: bigint; challenge: bigint; response: bigint }) => ({
      ...round,
      byGenerator: round.byGenerator + 1n,
      byPower: round.byPower + 1n,
    }),
  }
  const nothing = { reference: other(32), root: 1n, order: sentAt(here).order } as const
  return [
    ...PAIRS.map(([a, b, clause]) =>
      refused(
        `${a}-${b}`,
        clause,
        'Two lines fail; the first is the reason.',
        scene,
        cooked(scene, both(of(a), of(b))),
      ),
    ),
    refused(
      'announced-both',
      'SO-9',
      'Both announcements are others; the first line is the reason.',
      scene,
      cooked(scene, { changes: { proof: announced } }),
    ),
    refused('permits-both', 'SO-18', 'Neither account is permitted.', scene, cooked(scene, of('key-of-no-chain'))),
    refused(
      'signature-missing-early',
      'SO-20',
      'Unsigned, and for the next eon.',
      scene,
      drafted(scene, 'alice', SELL, { eon: 2n, order: (order) => ({ ...order, give: other(64) }) }).event,
    ),
    refused(
      'submit-late-again',
      'SO-21',
      'An order of the eon before comes in this one, where it has come again already.',
      send(again, 'alice', SELL),
      sentAt(sent()).event,
    ),
    refused('receipt-commitment-unsigned', 'SO-24', 'Another log, and not signed.', here, {
      ...right,
      receipt: { receipt: { ...right.receipt.receipt, commitment: other(32) }, byOperator: other(64) },
    }),
    refused(
      'submit-unsound',
      'SO-1',
      'The parameters make no sense, and the order is for the next eon.',
      unsoundScene,
      drafted(unsoundScene, 'alice', SELL, { eon: 2n }).event,
    ),
    refused('receipt-unsound', 'SO-1', 'The parameters make no sense, and there is no order.', unsoundScene, {
      ...right,
      reference: other(32),
    }),
    refused('open-unsound', 'SO-1', 'The parameters make no sense, and there is no order.', unsoundScene, {
      tag: 'open',
      ...nothing,
    }),
    refused('solve-unsound', 'SO-1', 'The parameters make no sense, and there is no order.', unsoundScene, {
      tag: 'solve',
      ...nothing,
    }),
    refused('acknowledge-unsound', 'SO-1', 'The parameters make no sense, and there is no order.', unsoundScene, {
      tag: 'acknowledge',
      reference: other(32),
      permits: [],
    }),
    refused(
      'clock-unsound',
      'SO-1',
      'The parameters make no sense, and the clock stands still.',
      unsoundScene,
      clock(0n),
    ),
    refused('eon-unsound', 'SO-1', 'The parameters make no sense, and another eon ends.', unsoundScene, endOf(2n)),
    refused('solve-root-other-early', 'SO-26', 'Another number, and too early.', late, {
      ...solvingOf(late),
      root: 2n,
    }),
    refused('acknowledge-twice-unsigned', 'SO-28', 'A second acknowledgement, which is not signed.', acknowledged(), {
      ...acknowledging(open()),
      permits: [],
    }),
    refused('acknowledge-unsigned-penalty', 'SO-29', 'Not signed, and before the penalty is over.', penalty, {
      ...acknowledging(penalty),
      permits: [],
    }),
    refused('eon-next-closed', 'SO-32', 'The next eon ends, while an order is closed.', receipted(), endOf(2n)),
  ]
}

let made: ReadonlyArray<Refused> | undefined

/** The events that are refused, each of which fails one condition first. They are made once, when they are asked for. */
export const refusedEvents = (): ReadonlyArray<Refused> => {
  made ??= all()
  return made
}

const all = (): ReadonlyArray<Refused> => [
  ...unsound(),
  ...spoiled().map(({ slug, clause, comment, event }) => refused(`submit-${slug}`, clause, comment, opened(), event)),
  ...receipts(),
  ...openings(),
  ...acknowledgements(),
  ...others(),
  ...together(),
]
