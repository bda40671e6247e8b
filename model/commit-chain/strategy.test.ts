import { describe, expect, it } from 'vitest'
import type { Signed } from '../../spec/commit-chain/ending.js'
import { key, type Ledger } from '../../spec/commit-chain/ledger.js'
import { isContent, type TraderView, traderMoves } from '../../spec/commit-chain/strategy.js'
import type { Event, Swap, Transfer } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { send, traderView } from './exchange.js'
import { draftUpdate } from './signing.js'
import { story, told } from './story.js'

const [alice, bob] = ['alice', 'bob'] as [TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

/** Half of eon 3 is over. Nobody has shown alice yet that what she sent was delivered. */
const run = story(10n)
const { toCarol, toBob, toAlice, aliceSells } = told(run)
const asked = traderView(run, alice)
const calm: TraderView = { ...asked, isDelivered: () => true }

const ledger = (change: Partial<Ledger>): Partial<TraderView> => ({ ledger: { ...run.ledger, ...change } })
/** A trader who deposited one more in eon 2 has one more due. */
const owed = (coin: CoinId) => ledger({ deposits: run.ledger.deposits.set(key(alice, coin, 2n), 1n) })
const without = (...gone: ReadonlyArray<string>): Partial<TraderView> => ({
  proof: (eon, coin) => (gone.includes(key(eon, coin)) ? undefined : asked.proof(eon, coin)),
})
const draftOf = (coin: CoinId, trader = alice): Signed =>
  asked.signed.findLast(({ update }) => update.trader === trader && update.coin === coin) as Signed
const signing = (change: (signed: Signed) => Partial<Signed>): Partial<TraderView> => ({
  signed: asked.signed.map((one) => ({ ...one, ...change(one) })),
})
const also = (...more: ReadonlyArray<Signed>): Partial<TraderView> => ({ signed: [...asked.signed, ...more] })

/** What a trader does: the events, with what each is about. */
const about = (event: Event): string => {
  if (event.tag === 'challengeBalance')
    return `challengeBalance ${event.coin}${event.claim === undefined ? '' : ` ${event.claim.update.spent}/${event.claim.update.gained}`}`
  if ('transfer' in event) return `${event.tag} ${event.transfer.amount} ${event.transfer.coin}`
  if ('swap' in event) return `${event.tag} ${event.swap.sellAmount} ${event.swap.sellCoin}`
  return `${event.tag} ${'coin' in event ? event.coin : ''}${'eon' in event ? ` ${event.eon}` : ''}`
}
const does = (change: Partial<TraderView>, view: TraderView = calm): ReadonlyArray<string> =>
  traderMoves({ ...view, ...change }).map(about)

describe('an honest trader who is content', () => {
  it('does nothing', () => {
    expect(traderMoves(calm)).toEqual([])
    expect([X, Y, Z].map((coin) => isContent(calm, coin))).toEqual([true, true, true])
  })

  it('waits for its proofs until half of the eon is over', () => {
    const early = traderView(story(9n), alice)
    expect(does({ ...without('3 X', '3 Y', '3 Z'), ledger: early.ledger })).toEqual([])
    expect(does(without('3 X', '3 Z'))).toEqual(['challengeBalance X 9/0', 'challengeBalance Z'])
    const params = { ...run.ledger.params, blocksPerEon: 8n }
    const at = (block: bigint) => does({ ...without('3 Z'), ...ledger({ params, block }) })
    expect([at(19n), at(20n)]).toEqual([[], ['challengeBalance Z']])
  })

  it('does nothing after a halt', () => {
    expect(does({ ...without('3 X'), ...ledger({ halt: { eon: 3n, safe: 2n } }) })).toEqual([])
  })
})

describe('an honest trader opens a balance challenge', () => {
  it('where it has no proof, with what was agreed last', () => {
    const [challenge, ...more] = traderMoves({ ...calm, ...without('3 X') })
    expect(more).toEqual([])
    const { update, byOperator } = asked.ratified(draftOf(X))
    expect(update.spent).toBe(9n)
    expect(challenge).toEqual({
      tag: 'challengeBalance',
      trader: alice,
      coin: X,
      before: asked.proof(2n, X),
      claim: { update, byOperator },
    })
  })

  it('with what was agreed in the eon before, whatever it signs in this one', () => {
    const later = draftUpdate(run.cast, { trader: alice, coin: X, eon: 3n }, [toCarol])
    expect(does({ ...without('3 X'), ...also({ ...later, isRatified: true }) })).toEqual(['challengeBalance X 9/0'])
  })

  it('only where it can prove what it had before', () => {
    expect(does(without('3 X', '2 X'))).toEqual([])
    expect(isContent({ ...calm, ...without('2 X') }, X)).toBe(false)
  })

  it('where its proof would not be accepted', () => {
    const spoilt = (change: object): Partial<TraderView> => ({
      proof: (eon, coin) =>
        ({ ...(asked.proof(eon, coin) as object), ...(eon === 3n && coin === Z ? change : {}) }) as never,
    })
    expect(does(spoilt({}))).toEqual([])
    expect(does(spoilt({ path: [] }))).toEqual(['challengeBalance Z'])
    expect(does(spoilt({ left: 1n }))).toEqual(['challengeBalance Z'])
    expect(does(spoilt({ coins: asked.proof(3n, X)?.coins }))).toEqual(['challengeBalance Z'])
    const overdrawn = run.ledger.flows.set(key(Z), 4n)
    expect(does(ledger({ flows: overdrawn }))).toEqual(['challengeBalance Z'])
  })

  it('where what is applied is none of the updates that it signed and has the operator’s signature for', () => {
    expect(does(signing(({ update }) => ({ isRatified: update !== draftOf(X).update })))).toEqual([
      'challengeBalance X 5/0',
    ])
    expect(does(signing(() => ({ isRatified: false })))).toEqual(['challengeBalance X', 'challengeBalance Y'])
    // The same words, but not what it signed: the order is still in what is applied to the other coin.
    const foreign = signing(({ update }) => (update === draftOf(X).update ? { update: { ...update } } : {}))
    expect(does(foreign)).toEqual(['challengeBalance X 9/0'])
  })

  it('where more was agreed later, spent or gained, than is applied', () => {
    const agreed = (coin: CoinId, change: Partial<Signed['update']>, isRatified = true): Partial<TraderView> => {
      const update = { ...draftOf(X).update, ...asked.proof(3n, coin)?.update, coin, ...change }
      return also({ update, transactions: [], isRatified })
    }
    const lines = (...of: Parameters<typeof agreed>) =>
      traderMoves({
        ...calm,
        ...agreed(...of),
        ratified: ({ update }) => ({ update, byOperator: new Uint8Array() as never }),
      }).map(about)
    expect(lines(X, {})).toEqual([])
    expect(lines(X, { spent: 10n })).toEqual(['challengeBalance X 10/0'])
    expect(lines(X, { gained: 1n })).toEqual(['challengeBalance X 9/1'])
    expect(lines(X, { spent: 10n }, false)).toEqual([])
    expect(lines(Y, { gained: 2n })).toEqual(['challengeBalance Y 0/2'])
    // Nothing is applied to Z.
    expect(lines(Z, { spent: 0n, gained: 0n })).toEqual([])
    expect(lines(Z, { spent: 1n, gained: 0n })).toEqual(['challengeBalance Z 1/0'])
    expect(lines(Z, { spent: 0n, gained: 1n })).toEqual(['challengeBalance Z 0/1'])
  })

  it('where less is allotted than is settled', () => {
    expect(does(owed(Z))).toEqual(['challengeBalance Z'])
  })

  it('once in an eon', () => {
    const [challenge] = traderMoves({ ...calm, ...without('3 X') })
    expect(does({ ...without('3 X'), ledger: send(run, challenge as Event).ledger })).toEqual([])
  })
})

describe('an honest trader challenges its swap', () => {
  it('where too little was given for it, by its proofs', () => {
    const [challenge, ...more] = traderMoves({ ...calm, ...owed(Y) })
    expect(more).toEqual([])
    const placed = draftOf(X).transactions.find(({ transaction }) => transaction === aliceSells)
    expect(challenge).toEqual({
      tag: 'challengeSwap',
      trader: alice,
      swap: aliceSells,
      sell: { membership: placed?.membership, before: asked.proof(2n, X), after: asked.proof(3n, X) },
    })
    expect(
      does({
        ledger: {
          ...send(run, challenge as Event).ledger,
          ...(owed(Y).ledger as Ledger),
          challenges: send(run, challenge as Event).ledger.challenges,
        },
      }),
    ).toEqual([])
  })

  it('where it has not seen that anything was given', () => {
    expect(does(without('3 Y'))).toEqual(['challengeSwap 4 X', 'challengeBalance Y 0/1'])
    expect(does(without('2 Y'))).toEqual(['challengeSwap 4 X'])
    const other = signing(({ update, transactions }) =>
      update === draftOf(Y).update
        ? { transactions: transactions.filter(({ transaction }) => transaction !== aliceSells) }
        : {},
    )
    expect(does(other)).toEqual(['challengeSwap 4 X'])
    const unknown = signing(({ update }) => (update === draftOf(Y).update ? { update: { ...update } } : {}))
    expect(does(unknown)).toEqual(['challengeSwap 4 X', 'challengeBalance Y 0/1'])
  })

  it('only with proof of what it had before of the coin that it sells', () => {
    expect(does({ ...without('2 X'), ...owed(Y) })).toEqual([])
  })
})

describe('an honest trader challenges the delivery', () => {
  it('of what it sent and has not seen delivered, active or passive', () => {
    const placed = (transaction: Transfer | Swap) =>
      draftOf(X).transactions.find((one) => one.transaction === transaction)?.membership
    expect(traderMoves(asked)).toEqual([
      {
        tag: 'challengeDelivery',
        trader: alice,
        transfer: toCarol,
        claim: asked.ratified(draftOf(X)),
        membership: placed(toCarol),
      },
      {
        tag: 'challengePassiveDelivery',
        trader: alice,
        transfer: toBob,
        membership: placed(toBob),
        after: asked.proof(3n, X),
      },
    ])
    expect(does({ isDelivered: (transfer) => transfer === toCarol })).toEqual(['challengePassiveDelivery 2 X'])
    expect(does({ isDelivered: (transfer) => transfer === toBob })).toEqual(['challengeDelivery 3 X'])
  })

  it('of an active transfer only with the operator’s signature, since it has to show it', () => {
    const unratified = signing(({ update }) => ({ isRatified: update !== draftOf(X).update }))
    expect(does(unratified, asked)).toEqual(['challengeBalance X 5/0', 'challengePassiveDelivery 2 X'])
  })

  it('once in an eon', () => {
    const challenged = traderMoves(asked).reduce(send, run)
    expect(challenged.ledger.challenges.size).toBe(2)
    expect(does({ ledger: challenged.ledger }, asked)).toEqual([])
  })

  it('of nothing that it receives', () => {
    const bobs = traderView(run, bob)
    expect(does({}, bobs)).toEqual(['challengeDelivery 1 Y'])
    expect(toAlice.sender).toBe(bob)
    const received = signing(({ update, transactions }) =>
      update === draftOf(Y, bob).update
        ? {
            transactions: [
              ...transactions,
              { ...(transactions[0] as Signed['transactions'][number]), transaction: toBob },
            ],
          }
        : {},
    )
    expect(does(received, bobs)).toEqual(['challengeDelivery 1 Y'])
  })

  it('of nothing, where it does not know what is applied', () => {
    expect(does({ signed: [] }, asked)).toEqual(['challengeBalance X', 'challengeBalance Y'])
  })
})

describe('an honest trader has paid out', () => {
  const requested = (eon: bigint, isPaid = false) =>
    ledger({ withdrawals: run.ledger.withdrawals.set(key(alice, Z, eon), { amount: 1n, isPaid }) })

  it('what it asked for two eons ago, unless it is paid', () => {
    expect(traderMoves({ ...calm, ...requested(1n) })).toEqual([
      { tag: 'confirmWithdrawal', trader: alice, coin: Z, eon: 1n },
    ])
    expect(does(requested(1n, true))).toEqual([])
    expect(does(requested(3n))).toEqual([])
  })
})
