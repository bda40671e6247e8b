import { describe, expect, it } from 'vitest'
import { type ClauseId, clauseIds } from '../core/ids.js'
import type { OrderId, TraderId } from '../primitives/types.js'
import { judgeMoment } from './clauses.js'
import { effectOf } from './effects.js'
import { momentOf } from './history.js'
import { type Ledger, withAccount } from './ledger.js'
import { EVE, PAPER, play, post, QUOTED, SHORT_NINETY, WIPED, type Written } from './runs.js'
import { observe } from './shown.js'
import type { Answer, Event, Observation, Outputs, Params, Shown } from './types.js'

const ALICE = 'alice' as TraderId
const BOB = 'bob' as TraderId

type Seen = Required<Observation>

/** A market that does something else than it should: in what it answers, or in what it shows. */
interface Wrong {
  readonly before: Ledger
  readonly event: Event
  readonly fills?: Outputs['fills']
  /** Accepts what it should refuse. */
  readonly accepts?: boolean
  readonly refuses?: ClauseId
  readonly outputs?: (due: Outputs) => Partial<Outputs>
  readonly seen?: (due: Seen) => Partial<Seen>
}

const NOTHING: Outputs = {
  fills: [],
  removed: [],
  called: [],
  lifted: [],
  liquidated: [],
  forfeited: [],
  rewarded: [],
  marked: [],
}

const judge = ({ before, event, fills = [], accepts, refuses, outputs, seen }: Wrong): ReadonlyArray<ClauseId> => {
  const acts = accepts !== true && refuses === undefined
  const due = acts ? effectOf(before, event, { fills, removed: [] }) : { ledger: before, outputs: NOTHING }
  const answer: Answer =
    refuses === undefined
      ? { accepted: { ...due.outputs, ...outputs?.(due.outputs) } }
      : { rejected: { reason: refuses } }
  const shown = observe(due.ledger)
  return [
    ...new Set(
      judgeMoment(momentOf(before, event, answer, { ...shown, ...seen?.(shown) })).map(({ clause }) => clause),
    ),
  ]
}

const LATE: Params = { ...PAPER, deadline: 1n, initialRate: 100n, maintenanceRate: 50n, dropOutRate: 50n }
const of = (written: Written, ledger: Ledger): Pick<Wrong, 'event' | 'fills'> => ({
  event: written.event.tag === 'post' ? { ...written.event, version: ledger.version } : written.event,
  fills: written.fills,
})

const quoted = play(LATE, QUOTED)
const wiped = play(LATE, WIPED)
const called = play(LATE, [...WIPED, EVE])
const out = play(PAPER, [...WIPED, EVE])
const closed = { ...quoted, isClosed: true }
const stepped = effectOf(quoted, { tag: 'openStep' }).ledger
const order = (changes: Partial<Extract<Event, { readonly tag: 'post' }>>, ledger = quoted): Event => ({
  tag: 'post',
  trader: BOB,
  order: 'new' as OrderId,
  side: 'buy',
  price: 5n,
  volume: 1n,
  version: ledger.version,
  ...changes,
})
const account = (name: TraderId, change: (one: Shown) => Partial<Shown>) => (seen: Seen) => ({
  accounts: seen.accounts.map((one) => (one.trader === name ? { ...one, ...change(one) } : one)),
})
const gapParams: Params = { ...PAPER, liquidationPrice: 'reference', fund: 20n }
const gap = play(gapParams, WIPED)
const MOST = 10_000_000n
/** Two fall short that have no place in the parameters: they are called in the sequence in which they are looked at. */
const placeless = [ALICE, BOB].reduce(
  (ledger, trader) => withAccount(ledger, trader, { balance: -1n }),
  play({ ...LATE, traders: [] }, []),
)

/** For each clause a market that breaks it. */
const WRONG: Readonly<Record<(typeof clauseIds)['margin'][number], Wrong>> = {
  'MG-1': {
    before: play({ ...PAPER, initialRate: 10_000n }, []),
    event: { tag: 'deposit', trader: BOB, amount: 1n },
    accepts: true,
  },
  'MG-2': { before: closed, event: order({}), accepts: true },
  'MG-3': { before: quoted, event: { tag: 'deposit', trader: 'mallory' as TraderId, amount: 1n }, accepts: true },
  'MG-4': { before: quoted, event: { tag: 'deposit', trader: BOB, amount: 0n }, accepts: true },
  'MG-5': { before: quoted, event: { tag: 'deposit', trader: BOB, amount: MOST }, accepts: true },
  'MG-6': { before: wiped, event: order({ version: wiped.version - 1n }), accepts: true },
  'MG-7': { before: out, event: order({ trader: ALICE }, out), accepts: true },
  'MG-8': { before: called, event: order({ trader: ALICE, side: 'sell', price: 20n }, called), accepts: true },
  'MG-9': { before: quoted, event: order({ trader: ALICE, price: 40n, volume: 20n }), accepts: true },
  'MG-10': { before: quoted, event: { tag: 'withdraw', trader: ALICE, amount: 999n }, accepts: true },
  'MG-11': { before: quoted, event: { tag: 'advance', time: 0n }, accepts: true },
  'MG-12': { before: stepped, event: { tag: 'openStep' }, accepts: true },
  'MG-13': { before: quoted, event: { tag: 'takePart', trader: BOB }, accepts: true },
  'MG-14': { before: quoted, event: { tag: 'endDay', day: 2n }, accepts: true },
  'MG-15': { before: quoted, ...of(WIPED.at(-1)!, quoted), outputs: () => ({ fills: [] }) },
  'MG-16': { before: quoted, ...of(WIPED.at(-1)!, quoted), seen: () => ({ reference: 2n * 9n }) },
  'MG-17': { before: quoted, ...of(WIPED.at(-1)!, quoted), seen: () => ({ version: quoted.version }) },
  'MG-18': { before: wiped, ...of(EVE, wiped), outputs: () => ({ called: [] }) },
  'MG-19': {
    before: quoted,
    ...of(WIPED.at(-1)!, quoted),
    outputs: () => ({ called: [{ trader: ALICE, price: 20n }] }),
  },
  'MG-20': {
    before: called,
    event: { tag: 'deposit', trader: ALICE, amount: 1_000n },
    outputs: () => ({ lifted: [] }),
  },
  'MG-21': { before: called, event: { tag: 'advance', time: 1n }, outputs: () => ({ liquidated: [] }) },
  'MG-22': {
    before: called,
    event: { tag: 'advance', time: 1n },
    outputs: () => ({ removed: [{ order: 'eve-15' as OrderId, volume: 1n, why: 'cancelled' }] }),
  },
  'MG-23': {
    before: called,
    event: { tag: 'advance', time: 1n },
    outputs: ({ liquidated }) => ({ liquidated: liquidated.map((one) => ({ ...one, price: 32n })) }),
  },
  'MG-24': {
    before: gap,
    ...of(EVE, gap),
    outputs: ({ liquidated }) => ({ liquidated: liquidated.map((one) => ({ ...one, fund: 0n })) }),
  },
  'MG-25': {
    before: quoted,
    event: { tag: 'endDay', day: 1n },
    outputs: () => ({ marked: [{ trader: BOB, amount: 1n }] }),
  },
  'MG-26': { before: stepped, event: { tag: 'advance', time: 1n }, outputs: () => ({ forfeited: [] }) },
  'MG-27': {
    before: quoted,
    event: order({}),
    seen: account(ALICE, ({ position }) => ({ position: position + 1n })),
  },
  'MG-28': { before: quoted, event: order({}), seen: account(ALICE, ({ cash }) => ({ cash: cash + 1n })) },
  'MG-29': { before: wiped, ...of(EVE, wiped), seen: account(ALICE, () => ({ status: 'good' })) },
  'MG-30': { before: quoted, event: order({}), seen: account(ALICE, ({ net }) => ({ net: net + 1n })) },
  'MG-31': { before: quoted, event: order({ version: 99n }), refuses: 'MG-6', seen: () => ({ time: 1n }) },
  'MG-32': { before: quoted, event: order({}), refuses: 'MG-6' },
  'MG-33': { before: wiped, ...of(EVE, wiped), seen: account(BOB, ({ cash }) => ({ cash: cash - 1n })) },
  'MG-34': { before: quoted, event: order({}), seen: account(ALICE, ({ own }) => ({ own: own + 1n })) },
  'MG-35': {
    before: placeless,
    event: { tag: 'advance', time: 5n },
  },
}

describe('the clauses of margin', () => {
  it.each(Object.entries(WRONG))('%s is broken by a market that breaks it, and found', (clause, wrong) => {
    expect(judge(wrong)).toContain(clause)
  })

  it.each(Object.entries(WRONG).filter(([clause]) => clause !== 'MG-35'))(
    '%s: nothing is found where the market does what it should',
    (_, { before, event, fills, accepts, refuses }) => {
      if (accepts === true || refuses === 'MG-6') return
      expect(judge({ before, event, ...(fills === undefined ? {} : { fills }) })).toEqual([])
    },
  )

  it('are all broken somewhere', () => {
    expect(Object.keys(WRONG)).toEqual([...clauseIds.margin])
  })

  it('name the condition by which an event is refused, and no other', () => {
    const stale = order({ version: 99n })
    expect(judge({ before: quoted, event: stale, refuses: 'MG-6' })).toEqual([])
    expect(judge({ before: quoted, event: stale, refuses: 'MG-9' })).toEqual(['MG-32'])
  })
})

describe('the accounts of a run', () => {
  it('stand where the paper has them, and to the half unit where the mid ends in a half', () => {
    const nets = (run: ReadonlyArray<Written>): bigint | undefined =>
      observe(play(LATE, run)).accounts.find(({ trader }) => trader === ALICE)?.net
    expect([nets(SHORT_NINETY), nets(WIPED), nets([...WIPED, EVE])]).toEqual([1000n, 460n, -80n])
    expect(nets([...QUOTED, post('maker', 'bid-10', 'buy', 1n, 10n)])).toBe(2n * 1400n - 90n * 21n)
  })
})
