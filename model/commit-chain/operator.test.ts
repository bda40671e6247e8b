import { describe, expect, it } from 'vitest'
import { currentEon, key, requestedIn } from '../../spec/commit-chain/ledger.js'
import type { Event } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { committedOf, type Exchange, hasSeen, type Move, next, proofOf, send } from './exchange.js'
import { isQuiet, operatorActs, type Ratify, ratifyAll, ratifyAny, ratifyEach } from './operator.js'
import { passiveTransferOf, type Setting, swapOf, transferOf } from './setting.js'
import { opening, SIGNED } from './story.js'

const [alice, bob, carol] = ['alice', 'bob', 'carol'] as [TraderId, TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

/** `2` is signed by its trader, `2!` by its recipient, too. */
const moves = (words: string): ReadonlyArray<Move> =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ tag: word.endsWith('!') ? 'accept' : 'sign', intent: Number.parseInt(word, 10) }))

/** The exchange in eon 2 after some of it is signed, and what the operator makes of it. */
const agreed = (plan: Setting['plan'], words: string, ratify: Ratify = ratifyAll): Exchange =>
  operatorActs(moves(words).reduce(next, operatorActs(opening({ plan }))), ratify)

/** The accounts whose updates the operator signed, each as often as it did. */
const ratified = ({ drafts }: Exchange): ReadonlyArray<string> =>
  drafts.filter(({ isRatified }) => isRatified).map(({ update }) => `${update.trader} ${update.coin}`)

/** Up to a block, with the operator at work. */
const upTo = (exchange: Exchange, block: bigint): Exchange => {
  let now = exchange
  while (now.ledger.block < block) now = operatorActs(send(now, { tag: 'advance', block: now.ledger.block + 1n }))
  return now
}
const amounts = (exchange: Exchange, eon = 3n): ReadonlyArray<bigint | undefined> =>
  [X, Y].flatMap((coin) => [alice, bob, carol].map((trader) => committedOf(exchange, eon, coin, trader)?.amount))

describe('an honest operator signs', () => {
  const pays = (amount: bigint) => [transferOf(2n, 'alice', 'carol', 'X', amount)]

  it('a transfer that both sides signed', () => {
    expect(ratified(agreed(pays(3n), '0'))).toEqual([])
    expect(ratified(agreed(pays(3n), '0 0!'))).toEqual(['alice X', 'carol X'])
    expect(ratified(agreed(pays(3n), '0!'))).toEqual([])
  })

  it('what is there, and was not asked for in this eon', () => {
    expect(ratified(agreed(pays(10n), '0 0!'))).toEqual(['alice X', 'carol X'])
    expect(ratified(agreed(pays(11n), '0 0!'))).toEqual([])
    const asking = (amount: bigint, spends: bigint): Exchange => {
      const third = upTo(operatorActs(opening({ plan: [transferOf(3n, 'alice', 'carol', 'X', spends)] })), 8n)
      const proof = proofOf(third, 2n, X, alice) as NonNullable<ReturnType<typeof proofOf>>
      const asked = send(third, { tag: 'requestWithdrawal', trader: alice, coin: X, amount, proof })
      return operatorActs(moves('0 0!').reduce(next, asked))
    }
    expect(ratified(asking(2n, 8n))).toEqual(['alice X', 'carol X'])
    expect(ratified(asking(2n, 9n))).toEqual([])
  })

  it('what is there with what was deposited in this eon', () => {
    const start = operatorActs(opening({ plan: [transferOf(2n, 'alice', 'carol', 'X', 12n)] }))
    const more = send(start, { tag: 'deposit', trader: alice, coin: X, amount: 2n })
    expect(ratified(operatorActs(moves('0 0!').reduce(next, more)))).toEqual(['alice X', 'carol X'])
  })

  it('both coins of a swap', () => {
    const plan = [swapOf(2n, 'alice', [4n, 'X'], [8n, 'Y'])]
    expect(ratified(agreed(plan, '0'))).toEqual(['alice X', 'alice Y'])
    expect(ratified(agreed([swapOf(2n, 'alice', [4n, 'Y'], [8n, 'X'])], '0'))).toEqual([])
  })

  it('an update only if all that it holds is agreed; as TEX has it, one transaction of it is looked at (T80)', () => {
    const plan = [transferOf(2n, 'alice', 'carol', 'X', 3n), transferOf(2n, 'alice', 'bob', 'X', 2n, 2n)]
    expect(ratified(agreed(plan, '0 1 1!'))).toEqual([])
    expect(ratified(agreed(plan, '1 1! 0'))).toEqual(['alice X', 'bob X'])
    expect(ratified(agreed(plan, '0 1 0! 1!'))).toEqual(['alice X', 'alice X', 'carol X', 'bob X'])
    expect(ratified(agreed(plan, '0 1 1!', ratifyEach))).toEqual(['alice X', 'bob X'])
    expect(ratified(agreed(plan, '0 1', ratifyEach))).toEqual([])
    expect(ratified(agreed([transferOf(2n, 'alice', 'carol', 'X', 11n)], '0 0!', ratifyEach))).toEqual([])
  })

  it('one side only if the other is signed: what is there is asked of both', () => {
    const plan = [transferOf(2n, 'alice', 'carol', 'X', 3n), transferOf(2n, 'carol', 'bob', 'X', 9n, 2n)]
    expect(ratified(agreed(plan, '0 0! 1 1!'))).toEqual(['alice X', 'carol X'])
    expect(ratified(agreed(plan, '1 0 0! 1!'))).toEqual([])
    const chain = [transferOf(2n, 'alice', 'carol', 'X', 3n), transferOf(2n, 'carol', 'bob', 'X', 8n, 2n)]
    expect(ratified(agreed(chain, '1 0 0! 1!'))).toEqual(['alice X', 'carol X', 'bob X'])
  })

  it('one passive transfer of an account in an eon, with its sender’s signature alone (T81)', () => {
    const plan = [
      passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 1n),
      passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 2n),
    ]
    expect(ratified(agreed(plan, '0'))).toEqual(['alice X'])
    expect(ratified(agreed(plan, '0 1'))).toEqual(['alice X'])
    expect(ratified(agreed(plan, '0 1', ratifyAny))).toEqual(['alice X', 'alice X'])
  })

  it('nothing of another eon, and nothing twice', () => {
    const late = upTo(operatorActs(opening({ plan: [transferOf(2n, 'alice', 'carol', 'X', 3n)] })), 8n)
    expect(currentEon(late.ledger)).toBe(3n)
    expect(ratified(operatorActs(moves('0 0!').reduce(next, late)))).toEqual([])
    expect(ratified(operatorActs(moves('0 0!').reduce(next, late), ratifyEach))).toEqual([])
    const once = agreed([transferOf(2n, 'alice', 'carol', 'X', 3n)], '0 0!')
    expect(operatorActs(once)).toEqual(once)
  })
})

describe('an honest operator commits', () => {
  const orders = (...buys: ReadonlyArray<readonly [bigint, bigint]>) => [
    swapOf(2n, 'alice', [4n, 'X'], [8n, 'Y'], 1n),
    ...buys.map(([sell, buy], i) => swapOf(2n, 'bob', [sell, 'Y'], [buy, 'X'], BigInt(i + 2))),
  ]

  it('orders that fill each other, and gives back what was sold by the others', () => {
    expect(amounts(upTo(agreed(orders([8n, 4n]), '0 1'), 8n))).toEqual([6n, 4n, 5n, 8n, 2n, 0n])
    for (const [plan, words] of [
      [orders([8n, 4n]), '0'],
      [orders([8n, 4n]), '1'],
      [orders([8n, 5n]), '0 1'],
      [orders([7n, 4n]), '0 1'],
      [[...orders(), swapOf(3n, 'bob', [8n, 'Y'], [4n, 'X'], 2n)], '0 1'],
      [[...orders(), swapOf(2n, 'bob', [8n, 'Y'], [4n, 'Z'], 2n)], '0 1'],
      [[...orders(), swapOf(2n, 'alice', [4n, 'Z'], [8n, 'Y'], 2n)], '0 1'],
    ] as const)
      expect(amounts(upTo(agreed(plan, words), 8n))).toEqual([10n, 0n, 5n, 0n, 10n, 0n])
  })

  it('what was agreed last and signed by itself, once, and shows it to honest traders', () => {
    const plan = [transferOf(2n, 'alice', 'carol', 'X', 3n), transferOf(2n, 'carol', 'alice', 'X', 1n, 2n)]
    const third = upTo(agreed(plan, '0 0! 1'), 8n)
    expect(amounts(third)).toEqual([7n, 0n, 8n, 0n, 10n, 0n])
    expect(third.log.filter(({ tag }) => tag === 'checkpoint')).toHaveLength(2)
    expect([alice, bob, carol].map((trader) => hasSeen(third, 3n, X, trader))).toEqual([true, true, false])
    expect([X, Y, Z].map((coin) => hasSeen(third, 3n, coin, alice))).toEqual([true, true, true])
    expect(operatorActs(third)).toEqual(third)
  })

  it('passive transfers side by side in the order of the plan, each at the mark of its sender', () => {
    const plan = [
      passiveTransferOf(2n, 'alice', 'bob', 'X', 2n, 1n),
      passiveTransferOf(2n, 'carol', 'bob', 'X', 1n, 2n),
    ]
    const third = upTo(agreed(plan, '1 0'), 8n)
    const passive = (trader: TraderId) => committedOf(third, 3n, X, trader)?.passive
    expect([alice, bob, carol].map((trader) => passive(trader)?.amount)).toEqual([0n, 3n, 0n])
    expect([alice, bob, carol].map((trader) => passive(trader)?.mark)).toEqual([0n, 0n, 2n])
    expect(amounts(third)).toEqual([8n, 3n, 4n, 0n, 10n, 0n])
  })

  it('nothing after a halt', () => {
    const down = send(operatorActs(opening()), { tag: 'advance', block: 12n })
    expect(down.ledger.halt).toEqual({ eon: 4n, safe: 2n })
    expect(operatorActs(down)).toBe(down)
  })
})

describe('an honest operator cancels', () => {
  /** Alice signs away 9 of her 10 X in eon 2, and asks for some of them later. */
  const asking = (eon: bigint, amount: bigint, deposited = 0n): Exchange => {
    const second = operatorActs(SIGNED.reduce(next, operatorActs(opening())))
    const more: Event = { tag: 'deposit', trader: alice, coin: X, amount: deposited }
    const later = upTo(deposited === 0n ? second : send(second, more), (eon - 1n) * 4n)
    const proof = proofOf(later, eon - 1n, X, alice) as NonNullable<ReturnType<typeof proofOf>>
    return send(later, { tag: 'requestWithdrawal', trader: alice, coin: X, amount, proof })
  }
  const stands = (exchange: Exchange, eon: bigint) => requestedIn(operatorActs(exchange).ledger, alice, X, eon)

  it('what was asked for beyond what its trader said was left', () => {
    expect(requestedIn(asking(3n, 2n).ledger, alice, X, 3n)).toBe(2n)
    expect(stands(asking(3n, 1n), 3n)).toBe(1n)
    expect(stands(asking(3n, 2n), 3n)).toBe(0n)
  })

  it('not what was deposited with it', () => {
    expect(stands(asking(3n, 3n, 2n), 3n)).toBe(3n)
    expect(stands(asking(3n, 4n, 2n), 3n)).toBe(0n)
  })

  it('before the checkpoint that would count on it, also in the next eon', () => {
    const late = send(asking(3n, 2n), { tag: 'advance', block: 12n })
    expect(requestedIn(late.ledger, alice, X, 3n)).toBe(2n)
    expect(stands(late, 3n)).toBe(0n)
  })
})

describe('a view of the public ledger', () => {
  it('is quiet where every challenge is closed', () => {
    const third = upTo(operatorActs(SIGNED.reduce(next, operatorActs(opening()))), 10n)
    expect(isQuiet(third.ledger)).toBe(true)
    const asked = send(third, {
      tag: 'challengeBalance',
      trader: alice,
      coin: Z,
      before: proofOf(third, 2n, Z, alice) as NonNullable<ReturnType<typeof proofOf>>,
    })
    expect(asked.log.length).toBe(third.log.length + 1)
    expect(isQuiet(asked.ledger)).toBe(false)
    expect(isQuiet(operatorActs(asked).ledger)).toBe(true)
    expect(key(...operatorActs(asked).shown)).toContain('3 Z alice')
  })
})
