import type { ShownBy } from '../core/history.js'
import { indexOf, slotOf } from './data.js'
import { currentEon, heldOf, key, type Ledger } from './ledger.js'
import type { Observation, OpenChallenge, Pending } from './types.js'

const byAccount =
  ({ params }: Ledger) =>
  <A extends Pick<Pending, 'trader' | 'coin' | 'eon'>>(a: A, b: A): number =>
    slotOf(params, a.trader) - slotOf(params, b.trader) ||
    indexOf(params, a.coin) - indexOf(params, b.coin) ||
    Number(a.eon - b.eon)

const kinds: ReadonlyArray<OpenChallenge['kind']> = ['balance', 'delivery', 'passive-delivery', 'swap']

/** What can be seen of the verifier, by name. */
export const shown: ShownBy<Ledger, Observation> = {
  block: ({ block }) => block,
  eon: currentEon,
  held: (ledger) => ledger.params.coins.map((coin) => ({ coin, amount: heldOf(ledger, coin) })),
  challenges: (ledger) =>
    ledger.challenges
      .valueSeq()
      .filter(({ isOpen }) => isOpen)
      .map(({ kind, trader, coin, eon, block }): OpenChallenge => ({ kind, trader, coin, eon, block }))
      .toArray()
      .sort(
        (a, b) => byAccount(ledger)(a, b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || Number(a.block - b.block),
      ),
  withdrawals: (ledger) =>
    ledger.withdrawals
      .entrySeq()
      .filter(([, { isPaid }]) => !isPaid)
      .map(([at, { amount }]): Pending => {
        const [trader, coin, eon] = at.split(' ') as [Pending['trader'], Pending['coin'], string]
        return { trader, coin, eon: BigInt(eon), amount }
      })
      .toArray()
      .sort(byAccount(ledger)),
  operations: (ledger) => ledger.operations.get(key(currentEon(ledger))) as Observation['operations'] & Uint8Array,
  halt: ({ halt }) => (halt === undefined ? [] : [halt]),
}
