import { describe, expect, it } from 'vitest'
import { key } from '../../spec/commit-chain/ledger.js'
import { allotmentOf } from '../../spec/commit-chain/proofs.js'
import type { Event, Transfer } from '../../spec/commit-chain/types.js'
import { AMOUNT_LIMIT, type CoinId, type TraderId } from '../../spec/primitives/types.js'
import * as evidence from './evidence.js'
import { committedOf, type Exchange, send } from './exchange.js'
import { type Day, emptySheet, nextSheet, proofIn, quietDay, recommit, type Sheet } from './sheets.js'
import { opening, story, told } from './story.js'

const [alice, bob, carol] = ['alice', 'bob', 'carol'] as [TraderId, TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

/** The sheets of the run, and what was agreed in it, or something else. */
const kept = (run: Exchange, change: (day: Day) => Day = (day) => day) => {
  const { cast, ledger } = run
  const { toCarol, toBob, toAlice, aliceSells, bobSells } = told(run)
  // As they were signed: alice’s Y has the transfer to her before her order.
  const day: Day = {
    transfers: [toAlice, toCarol, toBob],
    swaps: [
      { swap: aliceSells, taken: 4n, given: 8n },
      { swap: bobSells, taken: 8n, given: 4n },
    ],
  }
  const before = nextSheet(cast, ledger, emptySheet(cast, 1n), quietDay)
  return { before, after: nextSheet(cast, ledger, before, change(day)), cast }
}
const amounts = ({ accounts }: Sheet) =>
  [X, Y, Z].map((coin) => [alice, bob, carol].map((trader) => accounts.get(key(coin, trader))?.amount))

describe('the sheets of an operator', () => {
  it('are what an honest operator commits, to the last byte', () => {
    const run = story(10n)
    const { before, after } = kept(run)
    expect(before.commitment.root).toEqual(run.ledger.roots.get('2'))
    expect(after.commitment.root).toEqual(run.ledger.roots.get('3'))
    for (const coin of [X, Y, Z])
      for (const trader of [alice, bob, carol])
        expect(after.accounts.get(key(coin, trader))).toEqual(committedOf(run, 3n, coin, trader))
    expect([before.eon, after.eon, before.day]).toEqual([2n, 3n, quietDay])
  })

  it('give back of an order what was not taken, and give what was given', () => {
    const partly = kept(story(10n), (day) => ({
      ...day,
      swaps: day.swaps.map(({ swap }) =>
        swap.trader === alice ? { swap, taken: 1n, given: 2n } : { swap, taken: 2n, given: 1n },
      ),
    }))
    expect(amounts(partly.after)).toEqual([
      [4n, 3n, 8n],
      [3n, 7n, 0n],
      [5n, 0n, 0n],
    ])
  })

  it('commit nothing of an account that is overdrawn, and never more than an amount in all', () => {
    const run = story(10n)
    const paying = (amount: bigint): Sheet =>
      kept(run, () => ({ transfers: [{ ...told(run).toCarol, amount }], swaps: [] })).after
    expect(amounts(paying(11n))[0]).toEqual([0n, 0n, 16n])
    expect(amounts(paying(AMOUNT_LIMIT - 6n))[0]).toEqual([0n, 0n, AMOUNT_LIMIT - 1n])
    expect(amounts(paying(AMOUNT_LIMIT - 5n))[0]).toEqual([0n, 0n, AMOUNT_LIMIT - 1n])
    const { cast, before } = kept(run)
    const rich = recommit(cast, before, new Map([['X bob', { amount: AMOUNT_LIMIT - 20n }]]))
    const crowded = nextSheet(cast, run.ledger, rich, quietDay)
    expect(amounts(crowded)[0]).toEqual([10n, AMOUNT_LIMIT - 20n, 5n])
    const richer = recommit(cast, before, new Map([['X bob', { amount: AMOUNT_LIMIT - 12n }]]))
    expect(amounts(nextSheet(cast, run.ledger, richer, quietDay))[0]).toEqual([10n, AMOUNT_LIMIT - 12n, 1n])
  })

  it('may commit other accounts instead: what is not said of one stays', () => {
    const { cast, after } = kept(story(10n))
    const other = recommit(cast, after, new Map([['X alice', { amount: 2n }]]))
    expect(amounts(other)[0]).toEqual([2n, 6n, 8n])
    expect(other.accounts.get('X alice')?.update).toBe(after.accounts.get('X alice')?.update)
    expect(other.commitment.root).not.toEqual(after.commitment.root)
    expect(allotmentOf(proofIn(cast, other, { trader: alice, coin: X }))).toBe(2n)
    const fresh = recommit(cast, emptySheet(cast, 2n), new Map([['X alice', { amount: 2n }]]))
    expect(fresh.accounts.get('X alice')).toEqual({
      amount: 2n,
      passive: { root: new Uint8Array(), amount: 0n, mark: 0n },
      update: undefined,
    })
  })

  it('have each passive transfer at its place, and the mark of the first that was sent', () => {
    const run = story(10n)
    const { toBob } = told(run)
    const more: Transfer = { ...toBob, sender: carol, amount: 1n, nonce: 8n }
    const back: Transfer = { ...toBob, sender: bob, recipient: alice, amount: 1n, nonce: 9n }
    const { after } = kept(run, () => ({
      transfers: [
        toBob,
        more,
        { ...more, nonce: 10n },
        { ...back, sender: carol, coin: Y, nonce: 11n },
        { ...back, coin: Y },
      ],
      swaps: [],
    }))
    const passive = (coin: CoinId, trader: TraderId) => after.accounts.get(key(coin, trader))?.passive
    expect([alice, bob, carol].map((trader) => passive(X, trader)?.amount)).toEqual([0n, 4n, 0n])
    expect([alice, bob, carol].map((trader) => passive(X, trader)?.mark)).toEqual([0n, 0n, 2n])
    expect([passive(Y, alice)?.amount, passive(Y, bob)?.mark]).toEqual([2n, 1n])
    expect(after.received.get('X bob')?.transfers).toHaveLength(3)
    expect([...after.received.keys()].toSorted()).toEqual(['X bob', 'Y alice'])
    // A passive transfer stands in its sender’s update only.
    expect([...after.drafts.keys()].toSorted()).toEqual(['X alice', 'X carol', 'Y bob', 'Y carol'])
  })
})

describe('the evidence from the sheets', () => {
  it('is accepted by the verifier: every challenge, and every answer', () => {
    const run = story(10n)
    const sheets = kept(run)
    const { toCarol, toBob, aliceSells } = told(run)
    const accounts = [X, Z].map((coin) => ({ trader: alice, coin }))
    const events: ReadonlyArray<Event> = [
      ...accounts.map((one) => evidence.challengeBalance(sheets, one)),
      evidence.challengeDelivery(sheets, carol, toCarol),
      evidence.challengePassiveDelivery(sheets, bob, toBob),
      evidence.challengeSwap(sheets, aliceSells),
      ...accounts.map((one) => evidence.answerBalance(sheets, one)),
      evidence.answerDelivery(sheets, carol, toCarol),
      evidence.answerPassiveDelivery(sheets, bob, toBob),
      evidence.answerSwap(sheets, aliceSells),
    ]
    const after = events.reduce(send, run)
    expect(after.log.slice(run.log.length)).toEqual(events)
    expect(after.ledger.challenges.every(({ isOpen }) => !isOpen)).toBe(true)
  })

  it('shows what was agreed and is applied, and nothing where that is nothing', () => {
    const sheets = kept(story(10n))
    const [ofX, ofZ] = [X, Z].map((coin) => ({ trader: alice, coin }))
    const claim = sheets.after.drafts.get('X alice')?.agreed
    expect(evidence.challengeBalance(sheets, ofX as never).claim).toEqual({
      update: claim?.update,
      byOperator: claim?.byOperator,
    })
    expect(evidence.answerBalance(sheets, ofX as never).agreed).toEqual(claim)
    expect('claim' in evidence.challengeBalance(sheets, ofZ as never)).toBe(false)
    expect('agreed' in evidence.answerBalance(sheets, ofZ as never)).toBe(false)
  })

  it('of a swap that is punished is that of its challenge and of its answer', () => {
    const run = story(10n)
    const { aliceSells } = told(run)
    const { sell, buy, ...rest } = evidence.punishSwap(kept(run), aliceSells)
    expect(sell).toEqual(evidence.challengeSwap(kept(run), aliceSells).sell)
    expect(buy).toEqual(evidence.answerSwap(kept(run), aliceSells).buy)
    expect(rest).toEqual({ tag: 'punishSwap', trader: alice, swap: aliceSells })
  })
})

describe('the beginning', () => {
  it('has nothing of anybody', () => {
    const { cast } = opening()
    expect(emptySheet(cast, 1n).commitment.root).toEqual(opening().ledger.roots.get('1'))
  })
})
