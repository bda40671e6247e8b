import { describe, expect, it } from 'vitest'
import { key } from '../../spec/commit-chain/ledger.js'
import type { Event } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import {
  committedOf,
  type Exchange,
  endingOf,
  hasSeen,
  isFreeToSign,
  isHonest,
  type Move,
  next,
  operatorView,
  proofOf,
  receivedOf,
  requestOf,
  send,
  traderView,
} from './exchange.js'
import { operatorActs } from './operator.js'
import { passiveTransferOf, saysOf, swapOf, transferOf } from './setting.js'
import { opening, SIGNED, story, told } from './story.js'

const [alice, bob, carol] = ['alice', 'bob', 'carol'] as [TraderId, TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]
const sign = (intent: number): Move => ({ tag: 'sign', intent })
const advance = (block: bigint): Event => ({ tag: 'advance', block })
const proof = (exchange: Exchange, eon: bigint, coin: CoinId, trader: TraderId) =>
  proofOf(exchange, eon, coin, trader) as NonNullable<ReturnType<typeof proofOf>>

describe('the exchange begins', () => {
  it('with eon 2, when everything is deposited', () => {
    const { ledger, log, shown, drafts, commitments } = opening()
    expect(ledger.block).toBe(4n)
    expect(log.map(({ tag }) => tag)).toEqual(['deposit', 'deposit', 'deposit', 'deposit', 'advance'])
    expect([[...commitments.keys()], shown.size, drafts.length]).toEqual([[0n, 1n], 0, 0])
    expect(committedOf(opening(), 1n, X, alice)?.amount).toBe(0n)
    expect(committedOf(opening(), 2n, X, alice)).toBeUndefined()
    expect(opening().cast.isEarly).toBe(false)
  })

  it('and goes on as long as the operator does', () => {
    expect(story(8n).commitments.has(3n)).toBe(true)
    expect(story(16n, 12n).ledger.halt).toEqual({ eon: 5n, safe: 3n })
  })
})

describe('what traders sign', () => {
  it('is one update after the other, each with all that is in the one before', () => {
    const { drafts } = SIGNED.reduce(next, opening())
    const written = drafts.map(
      ({ update, transactions }) =>
        `${update.trader} ${update.coin} ${update.eon}: ${update.spent}/${update.gained} in ${transactions.length}`,
    )
    expect(written).toEqual([
      'bob Y 2: 1/0 in 1',
      'alice Y 2: 0/1 in 1',
      'alice X 2: 3/0 in 1',
      'alice X 2: 5/0 in 2',
      'alice X 2: 9/0 in 3',
      'alice Y 2: 0/1 in 2',
      'carol X 2: 0/3 in 1',
      'bob Y 2: 9/0 in 2',
      'bob X 2: 0/0 in 1',
    ])
    expect(drafts.some(({ isRatified }) => isRatified)).toBe(false)
  })

  it('is the same thing in every run of one cast', () => {
    const start = opening()
    const [one, other] = [0, 0].map((intent) => next(start, sign(intent)).drafts[0])
    expect(one?.update).toBe(other?.update)
  })

  it('begins anew with each eon', () => {
    const plan = [transferOf(2n, 'alice', 'bob', 'X', 1n), transferOf(3n, 'alice', 'bob', 'X', 2n, 2n)]
    const { drafts } = [sign(0), sign(1)].reduce(next, opening({ plan }))
    expect(drafts.map(({ update }) => [update.eon, update.spent])).toEqual([
      [2n, 1n],
      [3n, 2n],
    ])
  })

  it('comes with a statement of what is left, where they mean to withdraw it and spend some of it', () => {
    const stated = (withdrawals: ReadonlyArray<string>) =>
      SIGNED.reduce(next, operatorActs(opening({ withdrawals }))).drafts.map(({ available }) => available)
    expect(stated([])).toEqual(Array.from({ length: 9 }, () => undefined))
    expect(stated(['alice 1 X in 3'])).toEqual([
      undefined,
      undefined,
      7n,
      5n,
      1n,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(stated(['bob 1 X in 3']).every((one) => one === undefined)).toBe(true)
    expect(stated(['bob 1 Y in 3', 'alice 1 Y in 3']).filter((one) => one !== undefined)).toEqual([9n, 1n])
  })

  it('is nothing that they asked to withdraw', () => {
    const plan = [
      transferOf(3n, 'alice', 'bob', 'X', 8n),
      swapOf(3n, 'alice', [1n, 'Z'], [9n, 'X']),
      swapOf(3n, 'alice', [8n, 'X'], [1n, 'Z']),
    ]
    const third = send(operatorActs(opening({ plan, withdrawals: ['alice 3 X in 3'] })), advance(8n))
    expect([isFreeToSign(third, 0), isFreeToSign(third, 1)]).toEqual([true, true])
    const asked = next(operatorActs(third), { tag: 'withdraw', withdrawal: 0 })
    expect([...asked.asked]).toEqual([0])
    expect([0, 1, 2].map((i) => isFreeToSign(asked, i))).toEqual([false, true, false])
  })

  it('is ratified draft by draft', () => {
    const { drafts } = next(SIGNED.reduce(next, opening()), { tag: 'ratify', draft: 3 })
    expect(drafts.map(({ isRatified }) => isRatified).indexOf(true)).toBe(3)
    expect(drafts.filter(({ isRatified }) => isRatified)).toHaveLength(1)
  })
})

describe('what is sent to the verifier', () => {
  it('changes nothing where it is refused', () => {
    const run = story(10n)
    expect(send(run, advance(10n))).toBe(run)
    const again: Move = { tag: 'commit', choice: 'again', accounts: new Map() }
    expect(next(run, again)).toBe(run)
  })

  it('teaches who challenged a balance what is applied, and that it is signed', () => {
    const start = story(10n)
    const run = {
      ...start,
      shown: new Set<string>(),
      drafts: start.drafts.map((one) => ({ ...one, isRatified: false })),
    }
    const asked = send(run, { tag: 'challengeBalance', trader: alice, coin: X, before: proof(run, 2n, X, alice) })
    const answered = operatorActs(send(asked, advance(11n)))
    expect(hasSeen(answered, 3n, X, alice)).toBe(true)
    const known = send(asked, answered.log.find(({ tag }) => tag === 'answerBalance') as Event)
    expect([...known.shown]).toEqual(['3 X alice'])
    expect(known.drafts.filter(({ isRatified }) => isRatified).map(({ update }) => update)).toEqual([
      committedOf(run, 3n, X, alice)?.update,
    ])
    // Also when the answer comes in the next eon: it is of the one that was challenged.
    const late = send(send(send(asked, advance(11n)), advance(12n)), known.log.at(-1) as Event)
    expect(late.shown.size).toBe(0)
    const inLastBlock = send(run, advance(11n))
    const last = send(inLastBlock, {
      tag: 'challengeBalance',
      trader: alice,
      coin: X,
      before: proof(run, 2n, X, alice),
    })
    expect([...send(send(last, advance(12n)), known.log.at(-1) as Event).shown]).toEqual(['3 X alice'])
  })

  it('teaches everybody what was delivered', () => {
    const run = story(10n)
    const asked = next(run, { tag: 'tick' })
    expect([...asked.delivered]).toEqual([])
    const shown = operatorActs(asked)
    expect([...shown.delivered].toSorted()).toEqual([0, 1, 2])
    const { toCarol, toBob } = told(run)
    const sees = (exchange: Exchange) => [toCarol, toBob].map(traderView(exchange, alice).isDelivered)
    expect([sees(asked), sees({ ...asked, delivered: new Set([0]) }), sees(shown)]).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ])
  })
})

describe('a planned withdrawal', () => {
  const third = (withdrawals: ReadonlyArray<string>) => story9(withdrawals, 8n)
  const story9 = (withdrawals: ReadonlyArray<string>, block: bigint): Exchange => {
    let now = operatorActs(SIGNED.reduce(next, operatorActs(opening({ withdrawals }))))
    while (now.ledger.block < block) now = operatorActs(send(now, advance(now.ledger.block + 1n)))
    return now
  }

  it('is asked for in its eon, as far as the trader may', () => {
    const run = third(['alice 1 X in 3', 'alice 2 X in 3', 'alice 1 X in 4', 'alice 5 Z in 3'])
    expect([0, 1, 2, 3].map((i) => requestOf(run, i).length)).toEqual([1, 0, 0, 1])
    expect(requestOf(run, 3)).toEqual([
      { tag: 'requestWithdrawal', trader: alice, coin: Z, amount: 5n, proof: proof(run, 2n, Z, alice) },
    ])
    const blind = { ...run, commitments: new Map() }
    expect(requestOf(blind, 3)).toEqual([])
  })

  it('is remembered once it is accepted', () => {
    const run = third(['alice 5 Z in 3', 'alice 1 X in 4'])
    const asked = [0, 1].reduce((exchange, withdrawal) => next(exchange, { tag: 'withdraw', withdrawal }), run)
    expect([...asked.asked]).toEqual([0])
    expect(endingOf(asked).asked).toEqual([{ trader: alice, coin: Z, eon: 3n, amount: 5n }])
    expect(next(asked, { tag: 'withdraw', withdrawal: 0 })).toBe(asked)
  })
})

describe('what is known of a checkpoint', () => {
  it('is nothing before it is there', () => {
    const run = story(10n)
    expect([proofOf(run, 4n, X, alice), committedOf(run, 4n, X, alice)]).toEqual([undefined, undefined])
    expect([receivedOf(run, 3n, X, bob), receivedOf(run, 3n, X, alice), receivedOf(run, 4n, X, bob)]).toEqual([
      [told(run).toBob],
      [],
      [],
    ])
    expect([alice, bob, carol].map((trader) => isHonest(run, trader))).toEqual([true, true, false])
  })

  it('is seen by whom it is shown to; of the first eons everybody makes the proof itself', () => {
    const run = next(send(opening(), advance(5n)), { tag: 'show', trader: alice, coin: Y })
    expect([...run.shown]).toEqual(['2 Y alice'])
    expect([0n, 1n, 2n].map((eon) => hasSeen(run, eon, X, alice))).toEqual([true, true, false])
    expect(hasSeen(run, 2n, Y, alice)).toBe(true)
    const seen = story(10n)
    expect(endingOf(seen).evidence(3n, X, alice)).toEqual(proof(seen, 3n, X, alice))
    expect(endingOf(seen).evidence(3n, X, carol)).toBeUndefined()
    expect(traderView(seen, carol).proof(3n, X)).toBeUndefined()
    expect(operatorView(seen).proof(3n, X, carol)).toEqual(proof(seen, 3n, X, carol))
    expect(operatorView(seen).interval(3n, told(seen).toBob)?.index).toBe(0n)
    expect(operatorView(seen).interval(3n, { ...told(seen).toBob })).toBeUndefined()
    expect(key(...[1n, 2n].map(String))).toBe('1 2')
  })
})

describe('a setting', () => {
  it('is said in a sentence', () => {
    expect(saysOf({ deposits: ['alice 1 X'], plan: [], lastEon: 4n })).toBe(
      'alice is honest, bob is not; alice 1 X are deposited; nothing is meant to happen; up to the middle of eon 4',
    )
    expect(
      saysOf({
        traders: ['alice', 'bob'],
        honest: ['alice', 'bob'],
        deposits: ['alice 1 X', 'bob 2 Y'],
        plan: [
          transferOf(2n, 'alice', 'bob', 'X', 1n),
          passiveTransferOf(2n, 'bob', 'alice', 'Y', 1n),
          swapOf(3n, 'bob', [1n, 'Y'], [2n, 'X']),
        ],
        withdrawals: ['alice 1 X in 3'],
        lastEon: 5n,
      }),
    ).toBe(
      'alice and bob are honest; alice 1 X, bob 2 Y are deposited; a transfer of 1 X from alice to bob, a passive transfer of 1 Y from bob to alice, a swap by bob of 1 Y for 2 X, a withdrawal by alice 1 X in 3 is meant to happen; up to the middle of eon 5',
    )
  })
})
