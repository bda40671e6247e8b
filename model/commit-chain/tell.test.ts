import { describe, expect, it } from 'vitest'
import { type Allotted, nothingPassive } from '../../spec/commit-chain/allotment.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { type Exchange, type Move, next } from './exchange.js'
import { operatorActs } from './operator.js'
import { opening, SIGNED } from './story.js'
import { tell } from './tell.js'

const [X, Y] = ['X', 'Y'] as [CoinId, CoinId]
const alice = 'alice' as TraderId
const tick: Move = { tag: 'tick' }
const telling = (start: Exchange, moves: ReadonlyArray<Move>, step: (exchange: Exchange, move: Move) => Exchange) =>
  tell(
    { start, moves: () => moves, next: step },
    moves.map((_, i) => i),
  )

describe('a run is told', () => {
  it('by block: what everybody signs, commits, challenges and answers, the operator of itself as well', () => {
    const moves = [...SIGNED, ...Array.from({ length: 9 }, () => tick)]
    expect(telling(opening(), moves, (exchange, move) => operatorActs(next(exchange, move)))).toEqual([
      'block 0, eon 1: alice 10 X, bob 10 Y, carol 5 X and alice 5 Z are deposited',
      'block 4, eon 2: bob signs transfer 3, 1 Y from bob to alice',
      'block 4, eon 2: the operator commits of X alice 10 and carol 5, of Y bob 10, of Z alice 5',
      'block 4, eon 2: alice signs transfer 3, 1 Y from bob to alice, too',
      "block 4, eon 2: the operator signs the updates of bob's Y and alice's Y",
      'block 4, eon 2: alice signs transfer 1, 3 X from alice to carol',
      'block 4, eon 2: alice signs passive transfer 2, 2 X from alice to bob',
      'block 4, eon 2: alice signs order 4, 4 X for 8 Y',
      'block 4, eon 2: carol signs transfer 1, 3 X from alice to carol, too',
      "block 4, eon 2: the operator signs the updates of alice's X, alice's X, alice's X, alice's Y and carol's X",
      'block 4, eon 2: bob signs order 5, 8 Y for 4 X',
      "block 4, eon 2: the operator signs the updates of bob's Y and bob's X",
      'block 8, eon 3: the operator commits of X alice 1 (spent 9, gained 0), bob 6 (2 passively) and carol 8 (spent 0, gained 3), of Y alice 9 (spent 0, gained 1) and bob 1 (spent 9, gained 0), of Z alice 5',
      'block 10, eon 3: alice challenges the delivery of 3 X to carol',
      'block 10, eon 3: alice challenges the delivery of 2 X to bob',
      'block 10, eon 3: bob challenges the delivery of 1 Y to alice',
      'block 11, eon 3: the delivery of 3 X to carol is shown',
      'block 11, eon 3: the delivery of 2 X to bob is shown',
      'block 11, eon 3: the delivery of 1 Y to alice is shown',
      'block 12, eon 4: the operator commits of X alice 1, bob 6 and carol 8, of Y alice 9 and bob 1, of Z alice 5',
      'block 13, eon 4: the checkpoint of eon 3 has passed its challenges',
    ])
  })

  it('in few lines: what is done for several coins in one block is one', () => {
    const amount = (n: bigint): Allotted => ({ amount: n, passive: nothingPassive, update: undefined })
    const moves: ReadonlyArray<Move> = [
      { tag: 'commit', choice: 'told', accounts: new Map([['X alice', amount(10n)]]) },
      { tag: 'show', trader: alice, coin: X },
      { tag: 'show', trader: alice, coin: Y },
      { tag: 'sign', intent: 3 },
      { tag: 'ratify', draft: 0 },
      { tag: 'ratify', draft: 1 },
      tick,
      tick,
      tick,
      { tag: 'show', trader: alice, coin: X },
      ...Array.from({ length: 6 }, () => tick),
    ]
    const start = opening({ honest: ['alice'], deposits: ['alice 10 X'] }, false)
    expect(telling(start, moves, next)).toEqual([
      'block 0, eon 1: alice 10 X is deposited',
      'block 4, eon 2: the operator commits of X alice 10, of Y nothing, of Z nothing',
      'block 4, eon 2: the operator shows alice its proof of X and Y',
      'block 4, eon 2: alice signs order 4, 4 X for 8 Y',
      "block 4, eon 2: the operator signs alice's update of X and Y",
      'block 6, eon 2: alice challenges its balance of Z',
      'block 7, eon 2: the operator shows alice its proof of X',
      'block 13, eon 4: the exchange halts; everybody recovers from the checkpoint of eon 1 what it can, and tries again',
    ])
  })
})
