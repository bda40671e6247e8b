import { describe, expect, it } from 'vitest'
import { type OperatorView, operatorAnswers } from '../../spec/commit-chain/answers.js'
import { key } from '../../spec/commit-chain/ledger.js'
import type { Event } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { operatorView, proofOf, send, traderView } from './exchange.js'
import { story, told } from './story.js'

const [alice, carol] = ['alice', 'carol'] as [TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

/** In eon 3 alice challenges two balances, what she sent, and her swap. */
const run = story(10n)
const { toCarol, toBob, aliceSells } = told(run)
const traders = traderView(run, alice)
const draft = run.drafts.findLast(
  ({ update }) => update.trader === alice && update.coin === X,
) as (typeof run.drafts)[number]
const placed = draft.transactions.find(
  ({ transaction }) => transaction === aliceSells,
) as (typeof draft.transactions)[number]
const proof = (eon: bigint, coin: CoinId) => proofOf(run, eon, coin, alice) as NonNullable<ReturnType<typeof proofOf>>
const challenges: ReadonlyArray<Event> = [
  { tag: 'challengeBalance', trader: alice, coin: X, before: proof(2n, X), claim: traders.ratified(draft) },
  { tag: 'challengeBalance', trader: alice, coin: Z, before: proof(2n, Z) },
  ...[toCarol, toBob].map((transfer): Event => {
    const { membership } = draft.transactions.find(({ transaction }) => transaction === transfer) as typeof placed
    return transfer.passive
      ? { tag: 'challengePassiveDelivery', trader: alice, transfer, membership, after: proof(3n, X) }
      : { tag: 'challengeDelivery', trader: alice, transfer, membership, claim: traders.ratified(draft) }
  }),
  {
    tag: 'challengeSwap',
    trader: alice,
    swap: aliceSells,
    sell: { membership: placed.membership, before: proof(2n, X), after: proof(3n, X) },
  },
]
const opened = () => {
  const open = challenges.reduce(send, run)
  return { open, view: operatorView(open) }
}

const ALL = ['answerBalance', 'answerBalance', 'answerDelivery', 'answerPassiveDelivery', 'answerSwap']
const answers = (change: Partial<OperatorView>): ReadonlyArray<string> =>
  operatorAnswers({ ...opened().view, ...change })
    .map(({ tag, ...rest }) => (tag === 'answerBalance' && 'coin' in rest ? `${tag} ${rest.coin}` : tag))
    .toSorted()
const without = (...gone: ReadonlyArray<string>): Partial<OperatorView> => ({
  proof: (eon, coin, trader) => (gone.includes(key(eon, coin, trader)) ? undefined : proofOf(run, eon, coin, trader)),
})

describe('an honest operator', () => {
  it('answers everything that is open, and the verifier takes each answer', () => {
    const { open, view } = opened()
    const all = operatorAnswers(view)
    expect(all.map(({ tag }) => tag).toSorted()).toEqual(ALL)
    const closed = all.reduce(send, open)
    expect(closed.log.length).toBe(open.log.length + all.length)
    expect(operatorAnswers(operatorView(closed))).toEqual([])
  })

  it('has what was answered still known in that eon, and forgotten after it', () => {
    const { open, view } = opened()
    const closed = operatorAnswers(view).reduce(send, open)
    expect(closed.ledger.challenges.toJS()).toEqual(
      open.ledger.challenges.map((challenge) => ({ ...challenge, isOpen: false })).toJS(),
    )
    expect(send(closed, { tag: 'advance', block: 11n }).ledger.challenges.size).toBe(5)
    expect(send(closed, { tag: 'advance', block: 12n }).ledger.challenges.size).toBe(0)
    expect(send(open, { tag: 'advance', block: 12n }).ledger.challenges.size).toBe(5)
  })

  it('shows what both signed where an update is applied, and none where none is', () => {
    const { view } = opened()
    const [ofX, ofZ] = [X, Z].map((coin) =>
      operatorAnswers(view).find((event) => event.tag === 'answerBalance' && event.coin === coin),
    )
    expect(ofX).toEqual({ tag: 'answerBalance', trader: alice, coin: X, after: proof(3n, X), agreed: draft.agreed })
    expect(ofZ).toEqual({ tag: 'answerBalance', trader: alice, coin: Z, after: proof(3n, Z) })
  })

  it('has no answer without the proofs that belong in it', () => {
    const all = answers({})
    const lacking = (...tags: ReadonlyArray<string>) => all.filter((tag) => !tags.includes(tag))
    expect(answers(without('3 X alice'))).toEqual(lacking('answerBalance X'))
    expect(answers(without('3 Z alice'))).toEqual(lacking('answerBalance Z'))
    expect(answers(without('3 X carol'))).toEqual(lacking('answerDelivery'))
    expect(answers(without('3 X bob'))).toEqual(lacking('answerPassiveDelivery'))
    expect(answers({ interval: () => undefined })).toEqual(lacking('answerPassiveDelivery'))
    for (const at of ['2 Y alice', '3 Y alice']) expect(answers(without(at))).toEqual(lacking('answerSwap'))
  })

  it('has no answer with an update that nobody signed, or in which the transaction does not stand', () => {
    const { view } = opened()
    expect(answers({ signed: [] })).toEqual(['answerBalance Z', 'answerPassiveDelivery'])
    const changing = (trader: TraderId, coin: CoinId) => ({
      signed: view.signed.map((one) =>
        one.update.trader === trader && one.update.coin === coin
          ? { ...one, transactions: one.transactions.map((at) => ({ ...at, transaction: { ...at.transaction } })) }
          : one,
      ),
    })
    expect(answers(changing(carol, X))).toEqual(answers({}).filter((tag) => tag !== 'answerDelivery'))
    expect(answers(changing(alice, Y))).toEqual(answers({}).filter((tag) => tag !== 'answerSwap'))
  })

  it('shows where in the update the transaction stands, also where it is not the first', () => {
    const { open, view } = opened()
    const swap = operatorAnswers(view).find(({ tag }) => tag === 'answerSwap')
    const ofY = open.drafts.findLast(({ update }) => update.trader === alice && update.coin === Y)
    const there = ofY?.transactions.find(({ transaction }) => transaction === aliceSells)
    expect(there?.membership.index).toBe(1n)
    expect(swap).toEqual({
      tag: 'answerSwap',
      trader: alice,
      swap: aliceSells,
      buy: { membership: there?.membership, before: proof(2n, Y), after: proof(3n, Y) },
    })
  })
})
