import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ClauseId } from '../../spec/core/ids.js'
import { readKnownFailures } from '../cli/known-failures.js'
import { packageRoot } from '../kit/root.js'
import { connectStdio } from '../transport/stdio.js'
import { allCases } from '../vectors/cases.js'
import type { Case } from '../vectors/types.js'
import { conform, type Known, nothingKnown } from './conform.js'
import { countsOf, type Failure, isAsExpected, isConformant, type RunResult } from './result.js'

const cases = allCases()
const folder = join(packageRoot(), 'conformance/implementations')

const against = async (
  command: readonly [string, ...string[]],
  known: Known = nothingKnown,
  tried: ReadonlyArray<Case> = cases,
): Promise<RunResult> => {
  const outcome = await conform({
    connect: () => connectStdio(command),
    command: command.join(' '),
    cases: tried,
    known,
  })
  if (E.isLeft(outcome)) throw new Error(outcome.left.problem)
  return outcome.right
}

const failuresOf = (result: RunResult): ReadonlyArray<Failure> =>
  result.cases.flatMap(({ outcome }) => (outcome.tag === 'failed' ? [outcome.failure] : []))

describe('the engines from npm', () => {
  it.each([
    ['nodejs-order-book', true],
    ['orderbook-match-engine', false],
  ])('%s keeps what it claims, but for its known failures', async (name, hasKnownFailures) => {
    const known = hasKnownFailures
      ? await readKnownFailures(join(folder, name, 'known-failures.json'), cases)
      : nothingKnown
    const result = await against([process.execPath, join(folder, name, 'adapter.mjs')], known)
    expect(failuresOf(result).filter(({ case: id }) => !known.cases.has(id))).toEqual([])
    expect(isAsExpected(result)).toBe(true)
    expect(isConformant(result)).toBe(!hasKnownFailures)
    expect(countsOf(result).passed).toBeGreaterThan(40)
    expect(countsOf(result).notClaimed).toBeGreaterThan(0)
  })
})

/** A mistake: what is wrong, the clause that it breaks, and the line without and with it. */
type Mistake = readonly [what: string, clause: ClauseId, file: string, right: string, wrong: string]

/** Mistakes in the Python implementation, by profile. */
const BROKEN_COPIES: Readonly<Record<'order-book' | 'collateral' | 'margin', ReadonlyArray<Mistake>>> = {
  'order-book': [
    [
      'a later order is filled before an earlier one',
      'OB-1',
      'order_book.py',
      'return next(iter(self.orders.values()))',
      'return next(reversed(self.orders.values()))',
    ],
    [
      'price-time is used for time',
      'OB-1',
      'order_book.py',
      'return side.by_time(taker.price) if self._by_time else',
      'return side.by_time(taker.price) if False else',
    ],
    ['equal prices do not match', 'OB-3', 'order_book.py', 'ranks[-1] >= lowest)', 'ranks[-1] > lowest)'],
    [
      'an incompatible order is filled',
      'OB-4',
      'order_book.py',
      'lowest = None if limit is None else self._sign * limit',
      'lowest = None if limit is None else self._sign * limit - 1',
    ],
    [
      'the execution price is the other one',
      'OB-5',
      'order_book.py',
      'if self._at_incoming_price and',
      'if not self._at_incoming_price and',
    ],
    [
      'a maker can be filled beyond what it has',
      'OB-6',
      'order_book.py',
      'volume = min(maker.volume, taker.volume)',
      'volume = taker.volume',
    ],
    ['a self-trade is let through', 'OB-9', 'order_book.py', 'if maker.trader == taker.trader and', 'if False and'],
    [
      'an order expires an eon too early',
      'OB-11',
      'order_book.py',
      'if order.last_eon == event.eon]',
      'if order.last_eon <= event.eon + 1]',
    ],
    [
      'what is left of a market order rests',
      'OB-12',
      'order_book.py',
      'answer.removed.append(Removal(id, order.volume, "dropped"))',
      'pass',
    ],
    ['a stranger may cancel', 'OB-19', 'order_book.py', 'if order.trader != event.trader:', 'if False:'],
    [
      'the id of a live order is accepted',
      'OB-17',
      'order_book.py',
      'if id in self._live:\n            return Rejected("OB-17")\n        order = Order(id, trader, side, price',
      'order = Order(id, trader, side, price',
    ],
    [
      'a volume of 2^128 is accepted',
      'PR-1',
      'messages.py',
      'return 0 <= number < AMOUNT_LIMIT',
      'return 0 <= number <= AMOUNT_LIMIT',
    ],
  ],
  collateral: [
    [
      'what is recovered is what everybody has with all its trades',
      'CO-11',
      'collateral.py',
      'held = ledger.allotted(known.trader, passed)',
      'held = ledger.has(known.trader)',
    ],
    [
      'deposits since the checkpoint are forgotten',
      'CO-11',
      'collateral_account.py',
      'made.trader == trader and eon >= passed]',
      'made.trader == trader and eon > passed]',
    ],
    [
      'the collateral of the eon that runs is paid, contested or not',
      'CO-12',
      'collateral.py',
      'extra = ledger.protecting(known.trader, passed)',
      'extra = ledger.protecting(known.trader, ledger.eon - 1)',
    ],
    ['three eons need not be covered', 'CO-8', 'collateral.py', 'not ledger.contested or _covered', 'True or _covered'],
    [
      'what is reserved for others asks for no stake',
      'CO-5',
      'collateral.py',
      'if of == coin and when == eon)',
      'if False)',
    ],
  ],
  margin: [
    [
      'only who is touched by an event is validated again',
      'MG-18',
      'validation.py',
      'found = [house.accounts[i] for i in self._watch.outside(house.reference)]',
      'found = []',
    ],
    [
      'the best ask is taken for the mid price while nobody bids',
      'MG-16',
      'clearing.py',
      'self.reference if bid is None or ask is None else bid + ask',
      'self.reference if bid is None and ask is None else (bid or ask) + (ask or bid)',
    ],
    [
      'the margin is that of all orders filled, not of any',
      'MG-9',
      'margin_value.py',
      'sum(min(0, lots * (slope - 2 * WHOLE * price))',
      'sum((lots * (slope - 2 * WHOLE * price))',
    ],
    [
      'a stale credential is taken',
      'MG-6',
      'margin_conditions.py',
      'event.version == state.version',
      'event.version <= state.version',
    ],
    ['who is liquidated keeps its orders', 'MG-22', 'clearing.py', 'orders = list(account.orders)', 'orders = []'],
    [
      'a position is always closed at the price that stands',
      'MG-23',
      'liquidation.py',
      'price = account.solvent_at if last_solvent else house.reference',
      'price = house.reference',
    ],
    ['the fund pays nothing', 'MG-24', 'liquidation.py', 'fund = min(house.fund, loss)', 'fund = 0'],
    [
      'a joint step lasts a tick too long',
      'MG-26',
      'clearing.py',
      'self.time - self.step.since >= ',
      'self.time - self.step.since > ',
    ],
  ],
}

/** How many events the shortest failure has at most. To be liquidated, one first has to trade and to lose. */
const SHORTEST = { 'order-book': 4, collateral: 12, margin: 12 } as const

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('the implementation in Python (skipped where there is no python3)', () => {
  it('claims every chapter whole, and keeps it', async () => {
    const result = await against(['python3', join(folder, 'python/adapter.py')])
    expect(failuresOf(result)).toEqual([])
    expect(countsOf(result)).toMatchObject({ passed: cases.length, notClaimed: 0, unattributed: 0 })
  })

  /** A copy with one mistake, as an engineer would make it, and what of the traces about a clause it fails. */
  const brokenCopy = async (
    profile: keyof typeof BROKEN_COPIES,
    clause: ClauseId,
    file: string,
    right: string,
    wrong: string,
  ): Promise<ReadonlyArray<Failure>> => {
    const copy = mkdtempSync(join(tmpdir(), 'touchstone-python-'))
    // Of the others, whose cases are longer, only those about the clause.
    const about = cases.filter(
      (it) =>
        it.chapter === profile && it.kind === 'trace' && (profile === 'order-book' || it.clauses.includes(clause)),
    )
    try {
      cpSync(join(folder, 'python'), copy, { recursive: true })
      const source = readFileSync(join(copy, file), 'utf8')
      expect(source.split(right), `${file} has the line once`).toHaveLength(2)
      writeFileSync(join(copy, file), source.replace(right, wrong))
      return failuresOf(await against(['python3', join(copy, 'adapter.py')], nothingKnown, about))
    } finally {
      rmSync(copy, { recursive: true })
    }
  }

  describe.each(['order-book', 'collateral', 'margin'] as const)('%s', (profile) => {
    it.each(BROKEN_COPIES[profile])('is caught when %s', async (_, clause, file, right, wrong) => {
      const failures = await brokenCopy(profile, clause, file, right, wrong)
      const shortest = failures
        .filter((failure) => failure.clause === clause)
        .sort((a, b) => a.events.length - b.events.length)[0]
      expect(failures.map((failure) => failure.clause)).toContain(clause)
      expect(shortest?.events.length).toBeLessThanOrEqual(SHORTEST[profile])
    })
  })
})

const hasRust = spawnSync('cargo', ['--version']).status === 0

describe.skipIf(!hasRust)('the implementation in Rust (skipped where there is no cargo)', () => {
  it('keeps the primitives and the order book', async () => {
    const target = mkdtempSync(join(tmpdir(), 'touchstone-rust-'))
    try {
      const manifest = join(folder, 'rust/Cargo.toml')
      const built = spawnSync('cargo', [
        'build',
        '--quiet',
        '--offline',
        '--manifest-path',
        manifest,
        '--target-dir',
        target,
      ])
      expect(built.status).toBe(0)
      const result = await against([join(target, 'debug/touchstone-rust')])
      expect(failuresOf(result)).toEqual([])
      expect(isConformant(result)).toBe(true)
      const claimed = result.cases.filter(({ outcome }) => outcome.tag === 'passed').map(({ chapter }) => chapter)
      expect(new Set(claimed)).toEqual(new Set(['primitives', 'order-book']))
    } finally {
      rmSync(target, { recursive: true })
    }
  })
})
