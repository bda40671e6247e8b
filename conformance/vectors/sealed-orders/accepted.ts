import type { ClauseId } from '../../../spec/core/ids.js'
import type { Params } from '../../../spec/sealed-orders/types.js'
import {
  acknowledged,
  acknowledging,
  BUY,
  blind,
  clock,
  DUMMY,
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
  solved,
  solvingOf,
  withThird,
} from './scene.js'

/** A run in which everything is accepted. */
export interface Accepted {
  readonly slug: string
  readonly comment: string
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly scene: Scene
}

const suites: ReadonlyArray<Pick<Params, 'hash' | 'signature'>> = [
  { hash: 'sha256', signature: 'ed25519' },
  { hash: 'keccak256', signature: 'secp256k1' },
  { hash: 'keccak256', signature: 'ed25519' },
  { hash: 'sha256', signature: 'secp256k1' },
]

/** Alice sends one order after the other. */
const second = (changes?: Partial<Params>): Scene => send(acknowledged(changes), 'alice', BUY, { turn: 2 })

const afterReceipt = (scene: Scene): Scene => happen(scene, receiptOf(scene))
const withReceiptAfter = (ticks: bigint): Scene => {
  const late = happen(sent(), clock(ticks))
  const scene = afterReceipt(late)
  return happen(scene, openingOf(scene))
}

/** Three orders behind each other, opened from the last to the first. */
const backwards = (): Scene => {
  let scene = blind()
  scene = happen(scene, openingOf(scene, 2))
  return happen(scene, openingOf(scene, 0))
}

/** What is left of 100 is given with each of three orders. */
const threeInARow = (): Scene => {
  let scene = opened()
  for (const [turn, volume] of [
    [1, 60n],
    [2, 30n],
    [3, 10n],
  ] as const) {
    scene = send(scene, 'alice', { ...SELL, volume }, { turn })
    scene = happen(scene, receiptOf(scene))
    scene = happen(scene, openingOf(scene))
    scene = happen(scene, acknowledging(scene))
  }
  return scene
}

/** An order gets no receipt, and comes again in the next eon. */
const sentAgain = (): Scene => {
  const scene = send(happen(sent(), endOf(1n)), 'alice', BUY)
  const found = afterReceipt(scene)
  return happen(found, openingOf(found))
}

/** Alice’s order and bob’s get no receipt, and alice’s comes again in the next eon. */
export const sentAgainBehind = (): Scene => send(happen(send(sent(), 'bob', SELL), endOf(1n)), 'alice', BUY)

/** An order is opened in one eon and acknowledged in the next. */
const acrossEons = (): Scene => {
  const scene = happen(open(), endOf(1n))
  return happen(scene, acknowledging(scene))
}

/** Nobody has what is needed, but dummies cost nothing. */
const poor = (): Scene =>
  afterReceipt(
    send(opened({ accounts: opened().cast.params.accounts.map((one) => ({ ...one, available: 0n })) }), 'bob', DUMMY),
  )

const row = (slug: string, clauses: Accepted['clauses'], comment: string, scene: Scene): Accepted => ({
  slug,
  comment,
  clauses,
  scene,
})

let made: ReadonlyArray<Accepted> | undefined

/** The runs in which everything is accepted. They are made once, when they are asked for. */
export const acceptedRuns = (): ReadonlyArray<Accepted> => {
  made ??= all()
  return made
}

const all = (): ReadonlyArray<Accepted> => [
  ...suites.flatMap((suite) => {
    const name = `${suite.hash}-${suite.signature}`
    return [
      row(
        `story-${name}`,
        ['SO-24', 'SO-29', 'SO-35'],
        'An order is sent, gets its receipt, is opened and acknowledged.',
        acknowledged(suite),
      ),
      row(
        `next-${name}`,
        ['SO-18', 'SO-13', 'SO-20'],
        'The next order comes with the permits for it.',
        afterReceipt(second(suite)),
      ),
      row(
        `solved-${name}`,
        ['SO-27', 'SO-26', 'SO-14'],
        'The trader withholds the key, and the operator finds it by squaring.',
        solved(suite),
      ),
    ]
  }),
  row('blind', ['SO-34', 'SO-35'], 'While the first order is closed the book takes in nothing behind it.', blind()),
  row(
    'blind-over',
    ['SO-34'],
    'The first order is opened, and with it the second, which was open, is taken in.',
    happen(blind(), openingOf(blind(), 0)),
  ),
  row(
    'backwards',
    ['SO-34'],
    'Orders are opened from the last to the first: all are taken in with the first.',
    backwards(),
  ),
  row(
    'dummy',
    ['SO-19', 'SO-34', 'SO-35'],
    'A dummy is an order like any other, and shows that it is one when it is opened.',
    happen(afterReceipt(send(opened(), 'carol', DUMMY)), openingOf(afterReceipt(send(opened(), 'carol', DUMMY)))),
  ),
  row('dummy-of-the-poor', ['SO-19'], 'Who has nothing can send dummies.', poor()),
  row('all-of-it', ['SO-19', 'SO-29'], 'Three orders in a row give all that there is.', threeInARow()),
  row(
    'prompt-just',
    ['SO-36'],
    'A receipt after one tick: four times that is below the 7.5 ticks of the fastest processor.',
    withReceiptAfter(1n),
  ),
  row('late-just', ['SO-36'], 'A receipt after two ticks is late.', withReceiptAfter(2n)),
  row(
    'late-and-prompt',
    ['SO-36'],
    'One late receipt and one prompt one: 1 - 3.',
    (() => {
      const scene = happen(withReceiptAfter(5n))
      const next = happen(scene, acknowledging(scene))
      const again = afterReceipt(send(next, 'alice', BUY, { turn: 2 }))
      return happen(again, openingOf(again))
    })(),
  ),
  row(
    'solved-at-the-earliest',
    ['SO-27'],
    'The operator shows the key as soon as the fastest processor could have it.',
    solved(),
  ),
  row(
    'solved-later',
    ['SO-27', 'SO-30'],
    'The key is found late, and acknowledged when the penalty is over.',
    (() => {
      const scene = happen(receipted(), clock(30n))
      const late = happen(happen(scene, solvingOf(scene)), clock(40n))
      return happen(late, acknowledging(late))
    })(),
  ),
  row(
    'no-penalty',
    ['SO-30'],
    'Without a penalty an order that was solved is acknowledged at once.',
    (() => {
      const scene = solved({ penalty: 0n })
      return happen(scene, acknowledging(scene))
    })(),
  ),
  row(
    'void',
    ['SO-33', 'SO-35'],
    'An order that has no receipt when the eon ends is void, and keeps nothing from ending.',
    happen(sent(), endOf(1n)),
  ),
  row(
    'sent-again',
    ['SO-22', 'SO-23'],
    'A void order’s reference comes again, with another order, and that is taken in (T73).',
    sentAgain(),
  ),
  row(
    'sent-again-behind',
    ['SO-35', 'SO-22'],
    'Two orders become void, and the first comes again: it stands behind the other now, where it came last.',
    sentAgainBehind(),
  ),
  row(
    'three-accounts',
    ['SO-29'],
    'A trader with a third account gets a permit for that as well, as it was.',
    acknowledged({ accounts: withThird() }),
  ),
  row('across-eons', ['SO-28', 'SO-32'], 'An order is acknowledged in the eon after its own.', acrossEons()),
  row(
    'places-from-zero',
    ['SO-24', 'SO-32'],
    'In the next eon the log begins anew.',
    afterReceipt(send(happen(open(), endOf(1n)), 'bob', SELL)),
  ),
  row(
    'opened-after-long',
    ['SO-25'],
    'The trader opens its order long after the operator could have solved it.',
    (() => {
      const scene = happen(receipted(), clock(1000n))
      return happen(scene, openingOf(scene))
    })(),
  ),
  row(
    'least-puzzle',
    ['SO-2', 'SO-27'],
    'k = 1: one squaring, and then the end.',
    (() => {
      const scene = afterReceipt(send(opened(), 'alice', SELL, { steps: 1 }))
      const ready = happen(scene, clock(1n))
      return happen(ready, solvingOf(ready))
    })(),
  ),
  row(
    'largest-puzzle',
    ['SO-2'],
    'k at its limit: the trader seals through the order of the group, and nobody squares.',
    afterReceipt(
      send(opened({ limits: { ...opened().cast.params.limits, mostSteps: 9 } }), 'alice', SELL, { steps: 9 }),
    ),
  ),
  row(
    'params-largest',
    ['SO-1'],
    'Every limit is as large as it may be, and the fastest processor as fast.',
    happen(
      opened({
        limits: { leastBits: 4096, mostBits: 4096, bound: 256, rounds: 256, mostSteps: 64 },
        speed: 2n ** 64n - 1n,
      }),
      clock(1n),
    ),
  ),
  row(
    'params-least',
    ['SO-1'],
    'Every limit is as small as it may be, and nothing is rewarded or fined.',
    happen(
      opened({
        limits: { leastBits: 8, mostBits: 8, bound: 3, rounds: 1, mostSteps: 1 },
        speed: 1n,
        penalty: 0n,
        reward: 0n,
        fine: 0n,
      }),
      clock(1n),
    ),
  ),
  row(
    'key-withheld',
    ['SO-33', 'SO-27'],
    'A trader withholds the key, and the operator solves the order before it ends the eon.',
    happen(solved(), endOf(1n)),
  ),
]
