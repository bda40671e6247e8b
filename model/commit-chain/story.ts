import type { Swap, Transfer } from '../../spec/commit-chain/types.js'
import { internedSuite } from '../primitives/interned.js'
import { type Exchange, type Move, next, send, transactionOf } from './exchange.js'
import { operatorActs } from './operator.js'
import { beginning, passiveTransferOf, type Setting, swapOf, transferOf } from './setting.js'

// One run in which everything happens that an honest trader can be wronged in, and nobody is: what tests of the theorems
// and of the strategies change something in.

/**
 * Alice and bob are honest, carol is not. In eon 2 alice pays carol 3 X, and bob 2 X passively; bob pays alice 1 Y; and
 * alice sells 4 X for bob's 8 Y. Nothing happens to the 5 Z that alice has.
 */
const setting: Setting = {
  traders: ['alice', 'bob', 'carol'],
  honest: ['alice', 'bob'],
  coins: ['X', 'Y', 'Z'],
  deposits: ['alice 10 X', 'bob 10 Y', 'carol 5 X', 'alice 5 Z'],
  plan: [
    transferOf(2n, 'alice', 'carol', 'X', 3n, 1n),
    passiveTransferOf(2n, 'alice', 'bob', 'X', 2n, 2n),
    transferOf(2n, 'bob', 'alice', 'Y', 1n, 3n),
    swapOf(2n, 'alice', [4n, 'X'], [8n, 'Y'], 4n),
    swapOf(2n, 'bob', [8n, 'Y'], [4n, 'X'], 5n),
  ],
  lastEon: 9n,
}

/** Who signs what, in order: of the plan by its place, a transfer also by its recipient. */
export const SIGNED: ReadonlyArray<Move> = [
  { tag: 'sign', intent: 2 },
  { tag: 'accept', intent: 2 },
  { tag: 'sign', intent: 0 },
  { tag: 'sign', intent: 1 },
  { tag: 'sign', intent: 3 },
  { tag: 'accept', intent: 0 },
  { tag: 'sign', intent: 4 },
]

/** What happens in the run, in order. */
export interface Told {
  readonly toCarol: Transfer
  readonly toBob: Transfer
  readonly toAlice: Transfer
  readonly aliceSells: Swap
  readonly bobSells: Swap
}

/** The transactions of a run. */
export const told = ({ cast }: Exchange): Told => {
  const [toCarol, toBob, toAlice, aliceSells, bobSells] = cast.plan.map(transactionOf) as [
    Transfer,
    Transfer,
    Transfer,
    Swap,
    Swap,
  ]
  return { toCarol, toBob, toAlice, aliceSells, bobSells }
}

/** The start of eon 2, with another plan where one is given; what the verifier knows of eon 1 is what was deposited. */
export const opening = (change: Partial<Setting> = {}, isHonest = true): Exchange =>
  beginning(isHonest, { ...setting, ...change }, {}, internedSuite())

/** The run with an honest operator up to a block; from a block on the operator is gone. An eon has four blocks. */
export const story = (block: bigint, gone = block + 1n): Exchange => {
  let now = operatorActs(SIGNED.reduce(next, operatorActs(opening())))
  for (let at = 5n; at <= block; at += 1n) {
    const later = send(now, { tag: 'advance', block: at })
    now = at < gone ? operatorActs(later) : later
  }
  return now
}
