import { describe, expect, it } from 'vitest'
import { recNext, recNow } from './as-written.js'
import { record } from './history.js'
import {
  collateralAt,
  excess,
  heldAt,
  isAdmissible,
  isCovered,
  promised,
  recoverable,
  shortfall,
  unsettled,
  value,
} from './protection.js'
import { ALICE, accountAfter, BOB, CHALLENGED, deposit, END, price, reserve, stake, trade, X, Y, Z } from './runs.js'

// Eon 1: alice deposits 300 X, collateral for the eons 3 (20 X) and 4 (5 X). Eon 2: 100 X for 100 Y. Eon 3: 50 Z in,
// 80 X for 80 Y. Then X is at 9 and Y at 12.
const EON_3 = [
  deposit(ALICE, X, 300n),
  deposit(BOB, Y, 500n),
  stake(X, 20n),
  reserve(X, 3n, 20n),
  END,
  trade(X, Y, 100n),
  reserve(X, 4n, 5n),
  END,
  deposit(ALICE, Z, 50n),
  trade(X, Y, 80n),
  price(X, 9n),
  price(Y, 12n),
]
const run = accountAfter(...EON_3)

describe('what a trader recovers', () => {
  it('in the eon that runs (Equation 2) is the allotment of two eons, its deposits and the collateral for this eon', () => {
    expect(heldAt(run, ALICE, 2n)).toEqual(
      new Map([
        [X, 300n],
        [Z, 50n],
      ]),
    )
    expect(collateralAt(run, ALICE, 2n)).toEqual(new Map([[X, 20n]]))
    // 320 X at 9 and 50 Z at 10
    expect(value(recoverable(run, ALICE, run.passed), run.prices)).toBe(320n * 9n + 50n * 10n)
  })

  it('in the next eon (Equation 3) has the swaps of the eon before settled, and the collateral for the next eon', () => {
    expect(heldAt(run, ALICE, 3n)).toEqual(
      new Map([
        [X, 200n],
        [Y, 100n],
        [Z, 50n],
      ]),
    )
    // 200 X, 100 Y and 50 Z, and 5 X of collateral
    expect(value(recoverable(run, ALICE, run.eon), run.prices)).toBe(205n * 9n + 100n * 12n + 50n * 10n)
  })

  it('is what the paper’s Equations 2 and 3 add up to, where every swap is of coins that the checkpoint allots', () => {
    // Rec(3) = 20 X + 50 Z + 180 X, Rec(4) = 5 X + 50 Z + 80 X, and what no swap touched is 120 X, later 120 X and 100 Y.
    expect(recNow(run, ALICE)).toBe(20n * 9n + 500n + 180n * 9n)
    expect(recNow(run, ALICE) + 120n * 9n).toBe(value(recoverable(run, ALICE, 2n), run.prices))
    expect(recNext(run, ALICE)).toBe(5n * 9n + 500n + 80n * 9n)
    expect(recNext(run, ALICE) + 120n * 9n + 100n * 12n).toBe(value(recoverable(run, ALICE, 3n), run.prices))
  })

  it('holds no collateral that was reserved too late to be committed', () => {
    const late = accountAfter(deposit(ALICE, X, 10n), stake(X, 1n), END, reserve(X, 3n, 1n), END)
    expect(collateralAt(late, ALICE, late.passed).get(X)).toBeUndefined()
  })

  it('while the checkpoint of the eon before is contested comes from the one before that, and no longer', () => {
    const contested = accountAfter(...EON_3, CHALLENGED)
    expect([contested.eon, contested.passed]).toEqual([4n, 2n])
    expect(record(contested, { tag: 'answer' })).toEqual({ ...contested, passed: 3n })
    expect(unsettled(contested, ALICE, contested.passed)).toHaveLength(2)
    expect(heldAt(contested, ALICE, contested.passed).get(X)).toBe(300n)
    expect(collateralAt(contested, ALICE, contested.passed).get(X)).toBe(20n)
  })
})

describe('the conditions on the change of value', () => {
  it('of the swaps of two eons is against the collateral for this one (Equation 4)', () => {
    // 180 Y at 12 less 180 X at 9 is 540; 20 X at 9 are 180
    expect(shortfall(run, ALICE, 2n)).toBe(540n - 180n)
    expect(isAdmissible(run, ALICE, 2n)).toBe(false)
  })

  it('of the swaps of this eon is against the collateral for the next one (Equation 5)', () => {
    // 80 Y at 12 less 80 X at 9 is 240; 5 X at 9 are 45
    expect(shortfall(run, ALICE, 3n)).toBe(240n - 45n)
  })

  it('holds up to and with equality, and fails by the next unit', () => {
    const even = [
      deposit(ALICE, X, 100n),
      deposit(BOB, Y, 100n),
      stake(X, 10n),
      reserve(X, 3n, 10n),
      END,
      END,
      trade(X, Y, 100n),
    ]
    expect(isAdmissible(accountAfter(...even, price(Y, 11n)), ALICE, 2n)).toBe(true)
    expect(isAdmissible(accountAfter(...even, price(Y, 11n), deposit(BOB, Y, 1n), trade(X, Y, 0n)), ALICE, 2n)).toBe(
      true,
    )
    expect(isAdmissible(accountAfter(...even, price(X, 100n), price(Y, 111n)), ALICE, 2n)).toBe(false)
  })

  it('says exactly what a failure takes away, with or without collateral', () => {
    for (const safe of [2n, 3n]) {
      const had = value(promised(run, ALICE), run.prices)
      expect(had - value(recoverable(run, ALICE, safe), run.prices)).toBe(shortfall(run, ALICE, safe))
    }
  })

  it('leaves a trader better off than promised when a swap that lost is undone: the collateral is paid all the same', () => {
    const fell = accountAfter(
      deposit(ALICE, X, 100n),
      deposit(BOB, Y, 100n),
      stake(X, 10n),
      reserve(X, 3n, 10n),
      END,
      END,
      trade(X, Y, 100n),
      price(Y, 9n),
    )
    expect(shortfall(fell, ALICE, 2n)).toBe(-200n)
  })

  it('counts what is beyond the volatility only for the swaps that are', () => {
    // A tenth of 180 X at 9 would be 162; the change is 540. In tenths: 10 x 540 - 1620.
    expect(excess(run, ALICE, 2n)).toBe(3780n)
    expect(excess(accountAfter(...EON_3, price(Y, 9n)), ALICE, 2n)).toBe(0n)
  })
})

describe('being covered', () => {
  it('asks for the volatility’s share of what was sold, in the coin that was sold, rounded in nobody’s favour', () => {
    const sells = (amount: bigint, collateral: bigint) =>
      isCovered(
        accountAfter(
          deposit(ALICE, X, 200n),
          stake(X, collateral),
          reserve(X, 3n, collateral),
          END,
          END,
          trade(X, Y, amount),
        ),
        ALICE,
        2n,
      )
    expect([sells(100n, 10n), sells(101n, 10n), sells(101n, 11n), sells(0n, 0n)]).toEqual([true, false, true, true])
  })
})
