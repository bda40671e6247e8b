import type { Swap, Transfer } from '../../spec/commit-chain/types.js'
import { internedSuite } from '../primitives/interned.js'
import { type Exchange, next, send, transactionOf } from './exchange.js'
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

/** The run with an honest operator up to a block; from a block on the operator is gone. An eon has four blocks. */
export const story = (block: bigint, gone = block + 1n): Exchange => {
  const opened = operatorActs(beginning(true, setting, {}, internedSuite()))
  const signed = [2, 0, 1, 3, 4].reduce((exchange, intent) => next(exchange, { tag: 'sign', intent }), opened)
  const accepted = [0, 2].reduce((exchange, intent) => next(exchange, { tag: 'accept', intent }), signed)
  let now = operatorActs(accepted)
  for (let at = 5n; at <= block; at += 1n) {
    const later = send(now, { tag: 'advance', block: at })
    now = at < gone ? operatorActs(later) : later
  }
  return now
}
