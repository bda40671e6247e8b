import { describe, expect, it } from 'vitest'
import { admitsNext, admitsNow, admitsWithPrincipal } from './as-written.js'
import { ALICE, accountAfter, BOB, deposit, END, price, trade, X, Y } from './runs.js'

/** 100 X at 10 for 100 Y at 10, long after the deposits, without collateral: all that is recovered is the principal. */
const swapped = [deposit(ALICE, X, 100n), deposit(BOB, Y, 100n), END, END, trade(X, Y, 100n)]
const now = (y: bigint) => accountAfter(...swapped, price(Y, y))
const anEonLater = (y: bigint) => accountAfter(...swapped, END, price(Y, y))

describe('the paper’s conditions on swaps, as it writes them', () => {
  it('admit a change in value up to all that is recovered, and not a unit more (Equations 4 and 5)', () => {
    expect([admitsNow(now(20n), ALICE), admitsNext(now(20n), ALICE)]).toEqual([true, true])
    expect([admitsNow(now(21n), ALICE), admitsNext(now(21n), ALICE)]).toEqual([false, false])
  })

  it('hold the swaps of the eon before against what is recovered now, and no more against what will be', () => {
    expect([admitsNow(anEonLater(20n), ALICE), admitsNext(anEonLater(20n), ALICE)]).toEqual([true, true])
    expect([admitsNow(anEonLater(21n), ALICE), admitsNext(anEonLater(21n), ALICE)]).toEqual([false, true])
  })

  it('with the principal on both sides admit what was bought up to all that is recovered, in either of two eons', () => {
    expect([admitsWithPrincipal(now(10n), ALICE), admitsWithPrincipal(now(11n), ALICE)]).toEqual([true, false])
    expect([admitsWithPrincipal(anEonLater(10n), ALICE), admitsWithPrincipal(anEonLater(11n), ALICE)]).toEqual([
      true,
      false,
    ])
  })
})
