import { describe, expect, it } from 'vitest'
import type { Allotted } from '../../spec/commit-chain/allotment.js'
import { judge } from '../../spec/commit-chain/clauses.js'
import { type Asked, type Ending, lastSafe } from '../../spec/commit-chain/ending.js'
import { heldOf, key, type Ledger } from '../../spec/commit-chain/ledger.js'
import { theorems } from '../../spec/commit-chain/theorems.js'
import type { Swap } from '../../spec/commit-chain/types.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { type Exchange, endingOf, proofOf, send } from './exchange.js'
import { draftUpdate } from './signing.js'
import { story, told } from './story.js'

const [alice, bob, carol] = ['alice', 'bob', 'carol'] as [TraderId, TraderId, TraderId]
const [X, Y, Z] = ['X', 'Y', 'Z'] as [CoinId, CoinId, CoinId]

/** The checkpoint of eon 3 has passed its challenges. */
const run = story(13n)
const ending = endingOf(run)
const { toBob, toAlice, aliceSells } = told(run)

/** What the theorems say of an ending. */
const said = (subject: Ending): ReadonlyArray<string> =>
  judge(subject).map(({ clause, message }) => `${clause}: ${message}`)

/** What they say where something is otherwise than in the run, but for how much is allotted in all. */
const saidOf = (change: Partial<Ending>): ReadonlyArray<string> =>
  said({ ...ending, ...change }).filter((line) => !line.startsWith('CC-49'))

/** The ending of a run in which accounts are committed otherwise, such as `3 X alice`; nothing: no such account. */
const committing = (
  changes: Readonly<Record<string, Partial<Allotted> | undefined>>,
  of: Ending = ending,
): Pick<Ending, 'committed'> => ({
  committed: (eon, coin, trader) => {
    const at = key(eon, coin, trader)
    const known = of.committed(eon, coin, trader)
    if (!(at in changes)) return known
    return changes[at] === undefined ? undefined : { ...(known as Allotted), ...changes[at] }
  },
})

const updateOf = (coin: CoinId, trader: TraderId) => ending.committed(3n, coin, trader)?.update
const allSigned = (
  change: (signed: Ending['signed'][number]) => Partial<Ending['signed'][number]>,
): Partial<Ending> => ({
  signed: ending.signed.map((one) => ({ ...one, ...change(one) })),
})
const nobodyRatified = allSigned(() => ({ isRatified: false }))

describe('a run in which nobody is wronged', () => {
  it('keeps every theorem, and all of it happened', () => {
    expect(said(ending)).toEqual([])
    const amounts = [X, Y, Z].map((coin) =>
      [alice, bob, carol].map((trader) => ending.committed(3n, coin, trader)?.amount),
    )
    expect(amounts).toEqual([
      [1n, 6n, 8n],
      [9n, 1n, 0n],
      [5n, 0n, 0n],
    ])
  })

  it.each([
    [11n, 1n],
    [12n, 2n],
    [13n, 3n],
    [14n, 3n],
  ])('up to block %s has a last checkpoint that passed: that of eon %s', (block, eon) => {
    // Block 11 is the last of eon 3, of which the checkpoint is never made.
    const { ledger } = block === 11n ? story(11n, 8n) : story(block)
    expect(lastSafe(block === 11n ? { ...ledger, block: 8n } : ledger)).toBe(eon)
  })
})

describe('balance custody', () => {
  const mine = "CC-45: alice's X in the checkpoint of eon 3:"

  it('is broken where less is allotted than was agreed, deposited and received', () => {
    expect(saidOf(committing({ '3 Z alice': { amount: 4n } }))).toEqual([
      "CC-45: alice's Z in the checkpoint of eon 3: 4 are allotted, 5 were agreed",
    ])
    expect(saidOf(committing({ '3 Z alice': { amount: 5n } }))).toEqual([])
    expect(saidOf(committing({ '3 X carol': { amount: 0n } }))).toEqual([])
  })

  it('is broken where an update is applied that the trader never signed, or signed for another account', () => {
    const forged = { ...(updateOf(X, alice) as NonNullable<Allotted['update']>) }
    expect(saidOf(committing({ '3 X alice': { update: forged } }))).toEqual([
      `${mine} an update is applied that alice never signed`,
    ])
    expect(saidOf(committing({ '3 Z alice': { update: updateOf(X, alice) } }))).toEqual([
      "CC-45: alice's Z in the checkpoint of eon 3: an update is applied that alice never signed",
    ])
    expect(saidOf(committing({ '3 X bob': { update: updateOf(X, alice) } }))).toEqual([
      "CC-45: bob's X in the checkpoint of eon 3: an update is applied that bob never signed",
    ])
  })

  it('is broken where what was agreed last is not applied, whether it spent or gained', () => {
    expect(saidOf(committing({ '3 X alice': { update: undefined, amount: 10n } }))).toEqual([
      `${mine} what was agreed last (spent 3, gained 0) is not applied`,
    ])
    const [first] = ending.signed.filter(({ update }) => update.trader === alice && update.coin === X)
    expect(saidOf(committing({ '3 X alice': { update: first?.update, amount: 10n } }))).toEqual([
      `${mine} what was agreed last (spent 5, gained 0) is not applied`,
    ])
    expect(saidOf(committing({ '3 Y alice': { update: undefined, amount: 9n } }))).toEqual([
      "CC-45: alice's Y in the checkpoint of eon 3: what was agreed last (spent 0, gained 1) is not applied",
      'CC-50: 1 Y left bob for alice in eon 3 and did not arrive',
    ])
  })

  it('counts as agreed only what the operator signed, too, of that account and that eon', () => {
    const without = committing({ '3 X alice': { update: undefined, amount: 10n } })
    expect(saidOf({ ...nobodyRatified, ...without })).toEqual([])
    const later = (change: object) => ({
      signed: [
        ...ending.signed,
        ...ending.signed.map((one) => ({ ...one, update: { ...one.update, spent: 99n, ...change } })),
      ],
    })
    for (const change of [{ trader: carol }, { coin: 'W' }, { eon: 3n }])
      expect(saidOf(later(change)), JSON.stringify(Object.keys(change))).toEqual([])
    expect(saidOf(later({ trader: alice, coin: Z }))).toEqual([
      "CC-45: alice's Z in the checkpoint of eon 3: what was agreed last (spent 99, gained 0) is not applied",
    ])
  })

  it('looks at what is committed only', () => {
    expect(saidOf(committing({ '2 Z alice': undefined }))).toEqual([])
    expect(saidOf(committing({ '3 Z alice': undefined }))).toEqual([])
  })

  it('looks at every checkpoint that passed, and at no other', () => {
    expect(saidOf(committing({ '2 Z alice': { amount: 4n } }))).toEqual([
      "CC-45: alice's Z in the checkpoint of eon 2: 4 are allotted, 5 were agreed",
    ])
    expect(
      said({ ...ending, ledger: { ...run.ledger, block: 12n }, ...committing({ '3 Z alice': { amount: 4n } }) }),
    ).toEqual([])
    expect(saidOf(committing({ '4 Z alice': { amount: 4n } }))).toEqual([])
  })
})

describe('a swap', () => {
  it('is below its limit where too little was given for what was taken', () => {
    expect(saidOf(committing({ '3 Y alice': { amount: 8n } }))).toEqual([
      'CC-46: alice sells 4 X for Y in eon 3 at 4 for 8: 4 were taken and 7 given',
    ])
    expect(saidOf(committing({ '3 X bob': { amount: 5n } }))).toEqual([
      'CC-46: bob sells 8 Y for X in eon 3 at 8 for 4: 8 were taken and 3 given',
    ])
    expect(saidOf(committing({ '3 X alice': { amount: 2n }, '3 Y alice': { amount: 7n } }))).toEqual([])
  })

  it('has nothing given for it where nothing is committed of the coin that it buys', () => {
    for (const eon of [2n, 3n])
      expect(
        saidOf(committing({ [key(eon, Y, alice)]: undefined })).filter((line) => line.startsWith('CC-46')),
      ).toEqual(['CC-46: alice sells 4 X for Y in eon 3 at 4 for 8: 4 were taken and 0 given'])
  })

  it('is one of several for the same two coins: they share what is taken and given', () => {
    const more = (...orders: ReadonlyArray<Swap>) =>
      allSigned(
        ({ update, transactions }) =>
          ({
            transactions:
              update === updateOf(X, alice)
                ? [...transactions, ...orders.map((transaction) => ({ ...transactions[0], transaction }))]
                : transactions,
          }) as object,
      )
    const worse: Swap = { ...aliceSells, sellAmount: 1n, buyAmount: 3n, nonce: 6n }
    expect(saidOf(more(worse))).toEqual([
      'CC-46: alice sells 5 X for Y in eon 3 at 4 for 8 and 1 for 3: 5 were taken and 8 given',
    ])
    expect(saidOf({ ...more(worse), ...committing({ '3 Y alice': { amount: 11n } }) })).toEqual([])
    const other: Swap = { ...aliceSells, buyCoin: Z, sellAmount: 2n, buyAmount: 1n, nonce: 7n }
    expect(saidOf(more(other))).toEqual(['CC-46: alice sells 2 X for Z in eon 3 at 2 for 1: 2 were taken and 0 given'])
  })
})

describe('a transfer', () => {
  const lost = {
    toCarol: 'CC-50: 3 X left alice for carol in eon 3 and did not arrive',
    toBob: 'CC-50: 2 X left alice for bob in eon 3 and did not arrive',
    toAlice: 'CC-50: 1 Y left bob for alice in eon 3 and did not arrive',
  }

  it('is not delivered where nothing is applied to its recipient, or something else', () => {
    expect(saidOf(committing({ '3 X carol': { update: undefined } }))).toEqual([lost.toCarol])
    expect(saidOf(committing({ '3 X carol': undefined }))).toEqual([lost.toCarol])
    const other = draftUpdate(run.cast, { trader: carol, coin: X, eon: 2n }, [toAlice])
    expect(
      saidOf({ ...committing({ '3 X carol': { update: other.update } }), signed: [...ending.signed, other] }),
    ).toEqual([lost.toCarol])
    expect(saidOf(committing({ '3 X carol': { update: updateOf(Y, alice) } }))).toEqual([lost.toCarol])
  })

  it('is not delivered by an update in which it does not stand where it is said to stand', () => {
    const moved = (trader: TraderId, coin: CoinId) =>
      allSigned(({ update, transactions }) => ({
        transactions:
          update === updateOf(coin, trader)
            ? transactions.map((one) => ({
                ...one,
                membership: { ...one.membership, path: [run.ledger.params.operator] },
              }))
            : transactions,
      }))
    expect(saidOf(moved(carol, X))).toEqual([lost.toCarol])
    expect(saidOf(moved(alice, Y))).toEqual([lost.toAlice])
  })

  it('is not delivered passively where it is not in the tree, or the tree is not what the recipient’s account counts', () => {
    const receiving = (transfers: ReadonlyArray<typeof toBob>): Partial<Ending> => ({
      received: (eon, coin, trader) =>
        eon === 3n && coin === X && trader === bob ? transfers : (ending.received?.(eon, coin, trader) ?? []),
    })
    const passive = ending.committed(3n, X, bob)?.passive as Allotted['passive']
    expect(saidOf(receiving([]))).toEqual([lost.toBob])
    expect(saidOf(receiving([{ ...toBob, nonce: 9n }]))).toEqual([lost.toBob])
    expect(saidOf(receiving([toBob, { ...toBob, nonce: 9n }]))).toEqual([lost.toBob])
    expect(saidOf(committing({ '3 X bob': undefined }))).toContain(lost.toBob)
    const root = run.ledger.params.operator
    expect(saidOf(committing({ '3 X bob': { passive: { ...passive, root } } }))).toEqual([lost.toBob])
    expect(saidOf(committing({ '3 X bob': { passive: { ...passive, amount: 1n } } }))).toEqual([lost.toBob])
    expect(saidOf(committing({ '3 X bob': { passive: { ...passive, amount: 3n }, amount: 7n } }))).toEqual([])
    expect(saidOf(committing({ '3 X bob': { passive: { ...passive, amount: 3n }, amount: 6n } }))).toEqual([
      'CC-46: bob sells 8 Y for X in eon 3 at 8 for 4: 8 were taken and 3 given',
    ])
  })

  it('is judged only as far as somebody knows what is in the passive trees', () => {
    const { received: _, ...blind } = ending
    expect(said(blind)).toEqual([])
    const passive = ending.committed(3n, X, bob)?.passive as Allotted['passive']
    const less = committing({ '3 X bob': { passive: { ...passive, amount: 1n }, amount: 5n } })
    expect(said({ ...blind, ...less })).toEqual([])
    // An honest sender was debited for 2, whatever the account says.
    const short = 'CC-46: bob sells 8 Y for X in eon 3 at 8 for 4: 8 were taken and 3 given'
    expect(saidOf(less)).toEqual([short, lost.toBob])
    const unsent = committing({ '3 X alice': undefined }, { ...ending, ...less })
    expect(saidOf(unsent)).toEqual([])
  })

  it('is of the trader that it debits, and not of the one that it credits', () => {
    const alone = { ...ending, honest: { operator: true, traders: [alice] } }
    expect(said({ ...alone, ...committing({ '3 Y bob': { update: undefined } }) })).toEqual([])
  })
})

describe('an honest operator', () => {
  const halted: Partial<Ending> = { ledger: { ...run.ledger, halt: { eon: 4n, safe: 3n } } }

  it('is never halted; another may be', () => {
    expect(saidOf(halted)).toEqual(['CC-47: an honest operator is halted in eon 4'])
    expect(saidOf({ ...halted, honest: { ...ending.honest, operator: false } })).toEqual([])
  })
})

describe('after a halt', () => {
  /** The operator is gone after the checkpoint of eon 3, so that the exchange halts with eon 5. */
  const down = story(16n, 12n)
  const fallen: Ending = { ...endingOf(down), honest: { ...ending.honest, operator: false } }
  const saidAfter = (change: Partial<Ending>) => said({ ...fallen, ...change })
  const ledger = (change: Partial<Ledger>): Partial<Ending> => ({ ledger: { ...fallen.ledger, ...change } })
  const recovers = (exchange: Exchange, trader: TraderId, coin: CoinId): Exchange =>
    send(exchange, { tag: 'recover', trader, coin, proof: proofOf(exchange, 3n, coin, trader) as never })
  const holding = (amount: bigint, of: Ledger = fallen.ledger) => of.held.set(X, heldOf(of, X) + amount)

  it('everybody can recover', () => {
    expect(fallen.ledger.halt).toEqual({ eon: 5n, safe: 3n })
    expect(said(fallen)).toEqual([])
  })

  it('somebody is stranded who has no proof, or one of another account', () => {
    const showing = (proof: ReturnType<Ending['evidence']>) => ({
      evidence: (...of: Parameters<Ending['evidence']>) =>
        key(...of) === '3 X alice' ? proof : fallen.evidence(...of),
    })
    expect(saidAfter(showing(undefined))).toEqual(['CC-48: alice has no proof of its X of eon 3'])
    expect(saidAfter(showing(fallen.evidence(3n, X, bob)))).toEqual([
      'CC-48: alice cannot recover its X; expected that in the proof no interval ends before it begins or overlaps its sibling, and the whole begins at 0',
      'CC-48: alice cannot recover its X; expected that the proof leads to the root of the checkpoint of its eon',
      'CC-48: alice cannot recover its X; expected that the proof is of a coin of which no more is allotted than there is',
      'CC-48: alice recovers 6 X, and 1 are due',
    ])
  })

  it('deposits until then are recovered as well, and what was asked for before and not paid', () => {
    const deposits = fallen.ledger.deposits.set(key(alice, X, 5n), 2n)
    expect(saidAfter(ledger({ deposits, held: holding(2n) }))).toEqual([])
    expect(saidAfter(ledger({ deposits }))).toEqual(['CC-48: 17 X are due, and 15 are held'])
    const unpaid = fallen.ledger.unpaid.set(key(alice, X), 2n)
    expect(saidAfter(ledger({ unpaid, held: holding(2n) }))).toEqual([])
    const withdrawals = fallen.ledger.withdrawals.set(key(alice, X, 3n), { amount: 1n, isPaid: false })
    expect(saidAfter(ledger({ unpaid, withdrawals, held: holding(1n) }))).toEqual([])
  })

  it('what is held has to be enough for those who have not recovered yet', () => {
    expect(saidAfter(ledger({ held: holding(-1n) }))).toEqual(['CC-48: 15 X are due, and 14 are held'])
    const later = { ...fallen, ...endingOf(recovers(down, bob, X)), honest: fallen.honest }
    expect(said(later)).toEqual([])
    expect(said({ ...later, ledger: { ...later.ledger, held: holding(-1n, later.ledger) } })).toEqual([
      'CC-48: 9 X are due, and 8 are held',
    ])
  })

  it('somebody recovers another amount than is due', () => {
    expect(saidAfter(committing({ '3 X alice': { amount: 0n }, '3 X carol': { amount: 9n } }, fallen))).toContain(
      'CC-48: alice recovers 1 X, and 0 are due',
    )
    expect(saidAfter(committing({ '3 X alice': undefined }, fallen))).toEqual([
      'CC-48: alice recovers 1 X, and 0 are due',
    ])
  })

  it('nobody counts on a coin of which more is allotted than there is', () => {
    const more = committing({ '3 Z carol': { amount: 1n } }, fallen)
    expect(saidAfter(more)).toEqual(['CC-49: 6 Z are allotted in eon 3, and there are 5'])
  })
})

describe('double-spending', () => {
  it('passes only where nobody watches', () => {
    const more = committing({ '3 Z carol': { amount: 1n } })
    expect(said({ ...ending, ...more })).toEqual(['CC-49: 6 Z are allotted in eon 3, and there are 5'])
    expect(said({ ...ending, ...more, honest: { operator: true, traders: [] } })).toEqual([])
    expect(said({ ...ending, ...committing({ '4 Z carol': { amount: 1n } }) })).toEqual([])
  })
})

describe('a withdrawal', () => {
  const ask = (trader: TraderId, coin: CoinId, eon: bigint, amount: bigint): Asked => ({ trader, coin, eon, amount })
  const asked = [
    ask(alice, X, 3n, 1n),
    ask(alice, X, 3n, 2n),
    ask(alice, Z, 3n, 4n),
    ask(bob, X, 3n, 5n),
    ask(alice, X, 4n, 6n),
  ]
  const of = (pending: Readonly<Record<string, bigint>>, isPaid = false): Ledger['withdrawals'] =>
    run.ledger.withdrawals.withMutations((all) => {
      for (const [at, amount] of Object.entries(pending)) all.set(at, { amount, isPaid })
    })
  const stands = { 'alice X 3': 3n, 'alice Z 3': 4n, 'bob X 3': 5n, 'alice X 4': 6n }
  const saidAt = (block: bigint, withdrawals: Ledger['withdrawals'], change: Partial<Ledger> = {}) =>
    theorems['CC-51'].judge({ ...ending, asked, ledger: { ...run.ledger, block, withdrawals, ...change } })

  it('stands as it was asked for, in one request or in several', () => {
    expect(saidAt(13n, of(stands))).toEqual([])
    expect(saidAt(13n, of({ ...stands, 'bob X 3': 1n }))).toEqual([
      'bob asked to withdraw 5 X in eon 3, and 1 of it stands',
    ])
    expect(saidAt(13n, of({ ...stands, 'bob X 3': 0n }))).toEqual([
      'bob asked to withdraw 5 X in eon 3, and 0 of it stand',
    ])
    const { asked: _, ...nobody } = ending
    expect(said(nobody)).toEqual([])
  })

  it('is paid by the end of the second eon after, unless the exchange halts before', () => {
    expect(saidAt(19n, of(stands))).toEqual([])
    expect(saidAt(20n, of(stands))).toEqual([
      'alice is not paid the 3 X that it asked for in eon 3',
      'alice is not paid the 3 X that it asked for in eon 3',
      'alice is not paid the 4 Z that it asked for in eon 3',
      'bob is not paid the 5 X that it asked for in eon 3',
    ])
    expect(saidAt(99n, of(stands, true))).toEqual([])
    expect(saidAt(99n, of(stands), { halt: { eon: 5n, safe: 3n } })).toEqual([])
  })
})
