import { describe, expect, it } from 'vitest'
import * as evidence from '../../../model/commit-chain/evidence.js'
import type { Day } from '../../../model/commit-chain/sheets.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import { arrowsOf, arrowsTaken } from '../../../model/integrity/log.js'
import type { Event, Transfer } from '../../../spec/commit-chain/types.js'
import { alice, open, recover, request, tooFew, X } from '../commit-chain/right.js'
import {
  account,
  aliceSells,
  challengeable,
  committed,
  committed2,
  deposit,
  happen,
  inEon,
  paid,
  type Scene,
  evidence as sheetsOf,
  uncommitted2,
  uncommitted3,
} from '../commit-chain/scene.js'

/** The arrows that the dealings of a run took, as its log shows them; of some events the log may be without. */
const taken = (scene: Scene, ...without: ReadonlyArray<Event>): string =>
  arrowsOf(
    scene.cast.params,
    scene.events.filter((event) => !without.includes(event)),
  )
    .map(({ from, move, to, count }) => `${from} ${move} ${to}${count === 1 ? '' : ` ${count}`}`)
    .join(', ')

const quiet: Day = { transfers: [], swaps: [] }

/** A balance challenge, as the trader opens it who has an update with the operator's signature to show; and without one. */
const asks = (text: string, scene = open): Event => evidence.challengeBalance(sheetsOf(scene), account(text))
const asksBarely = (text: string, scene = open): Event => {
  const { before } = evidence.challengeBalance(sheetsOf(scene), account(text))
  return { tag: 'challengeBalance', ...account(text), before }
}
const answers = (text: string, scene = open): Event => evidence.answerBalance(sheetsOf(scene), account(text))
const sells = evidence.challengeSwap(sheetsOf(open), aliceSells)
const bought = evidence.answerSwap(sheetsOf(open), aliceSells)

const NOTHING = 's0 discard s8'
const INCLUDED = 's0 sign s1, s1 accept s2, s2 ratify s3, s3 include s8'

describe('the log of a transfer', () => {
  const delivery = evidence.challengeDelivery(sheetsOf(open), alice, paid)
  const delivered = evidence.answerDelivery(sheetsOf(open), alice, paid)
  const balances = [asks('alice X'), answers('alice X'), asks('carol X'), answers('carol X')] as const
  const all = happen(open, ...balances, delivery, delivered)

  it('shows all of it where both accounts are shown before and after, and the transfer in both updates', () => {
    expect(taken(all)).toBe(`${INCLUDED}, ${NOTHING}, ${NOTHING}`)
  })

  it('shows nothing but the other account where one is not shown', () => {
    for (const event of balances.slice(0, 3)) expect(taken(all, event), event.tag).toBe(NOTHING)
  })

  it('shows nothing but the accounts where the transfer is shown in one of the updates only', () => {
    expect(taken(all, delivery)).toBe(`${NOTHING}, ${NOTHING}`)
    expect(taken(all, delivered)).toBe(`${NOTHING}, ${NOTHING}`)
    expect(taken(happen(open, ...balances))).toBe(`${NOTHING}, ${NOTHING}`)
  })

  it('does not take for signed what the answer to a delivery challenge shows', () => {
    expect(taken(happen(open, asks('alice X'), answers('alice X'), asksBarely('carol X'), delivery, delivered))).toBe(
      NOTHING,
    )
  })

  it('shows that the sender was debited, and had the signature, where nothing is applied to the recipient', () => {
    const debited = challengeable({ 'X carol': { update: undefined, amount: 5n } })
    const asked = inEon(happen(debited, evidence.challengeDelivery(sheetsOf(debited), alice, paid)), 4n)
    const after = happen(asked, request(asked, 4n, 'alice X', 1n), request(asked, 4n, 'carol X', 1n))
    const halted = inEon(after, 4n, 3n)
    expect(taken(halted)).toBe('')
    expect(taken(happen(halted, recover(halted, 'alice X', 2n), recover(halted, 'carol X', 2n)))).toBe(
      `s0 sign s1, s1 ratify s3, s3 debit s7, ${NOTHING}, ${NOTHING}`,
    )
  })

  it('shows no dealing where nothing is transferred', () => {
    const none: Transfer = { ...paid, amount: 0n }
    const scene = inEon(committed(uncommitted3(), { transfers: [none], swaps: [] }), 3n, 3n)
    const events = [
      ...['alice X', 'carol X'].flatMap((text) => [asks(text, scene), answers(text, scene)]),
      evidence.challengeDelivery(sheetsOf(scene), alice, none),
      evidence.answerDelivery(sheetsOf(scene), alice, none),
    ]
    expect(taken(happen(scene, ...events))).toBe(`${NOTHING}, ${NOTHING}`)
  })

  it('shows nothing of an eon that has no checkpoint', () => {
    const claimed = happen(inEon(uncommitted3(), 3n, 3n), delivery)
    expect(taken(claimed)).toBe('')
  })
})

describe('the log of an order', () => {
  const challenged = happen(open, sells, bought)
  const FILLED = `s0 order s4, s4 include s8, ${NOTHING}, ${NOTHING}`
  const RATIFIED = `s0 order s4, s4 ratify s5, s5 include s8, ${NOTHING}, ${NOTHING}`

  it('shows all of it where both legs are shown', () => {
    expect(taken(challenged)).toBe(FILLED)
    expect(taken(challenged, sells)).toBe(NOTHING)
    expect(taken(challenged, bought)).toBe(NOTHING)
  })

  it('shows no dealing where the swap challenge is not answered yet, though the account is shown', () => {
    expect(taken(happen(open, sells, asks('alice Y'), answers('alice Y')))).toBe(`${NOTHING}, ${NOTHING}`)
  })

  it('shows at once that it was filled below its limit', () => {
    const short = challengeable(tooFew)
    expect(taken(happen(short, evidence.punishSwap(sheetsOf(short), aliceSells)))).toBe(
      `s0 order s4, s4 misprice s6, ${NOTHING}, ${NOTHING}`,
    )
  })

  it('shows that the trader had the signature, by its claim or by an answer, earlier or later', () => {
    expect(taken(happen(challenged, asksBarely('alice X')))).toBe(FILLED)
    expect(taken(happen(challenged, asks('alice X')))).toBe(RATIFIED)
    expect(taken(happen(challenged, asksBarely('alice X'), answers('alice X')))).toBe(RATIFIED)
    expect(taken(happen(open, asks('alice X'), sells, bought))).toBe(RATIFIED)
  })

  it('takes an update for another that says the same of the amounts, and not of what stands in it', () => {
    const { update } = draftUpdate(open.cast, { trader: alice, coin: X, eon: 2n }, [aliceSells, paid])
    const { claim, ...barely } = evidence.challengeBalance(sheetsOf(open), account('alice X'))
    const other = claim && { ...claim, update: { ...claim.update, transactions: update.transactions } }
    const claimed: Event = { ...barely, ...(other === undefined ? {} : { claim: other }) }
    expect(taken({ ...challenged, events: [...challenged.events, claimed] })).toBe(FILLED)
  })
})

describe('the log of an account', () => {
  it('shows one in which nothing is applied by whatever shows its proofs', () => {
    const day = committed(uncommitted3(happen(committed2(), deposit('bob 1 Y'))), quiet)
    const asked = happen(day, request(day, 3n, 'alice X', 1n))
    const halted = inEon(asked, 5n)
    expect(taken(asked)).toBe('')
    expect(taken(happen(halted, recover(halted, 'alice X', 3n)))).toBe(NOTHING)
  })

  it('shows the first eon that has a checkpoint of its own, and no eon before', () => {
    const second = inEon(committed(uncommitted2(), quiet), 2n, 3n)
    const sheets = sheetsOf(second, 2n)
    const events = [
      evidence.challengeBalance(sheets, account('alice X')),
      evidence.answerBalance(sheets, account('alice X')),
    ]
    expect(taken(happen(second, ...events))).toBe(NOTHING)
  })
})

describe('the arrows that some moves take', () => {
  it('are those that lead somewhere, or are arrows that lead back', () => {
    expect(arrowsTaken('s0', ['accept', 'sign', 'accept', 'discard', 'cancel'])).toEqual([
      { from: 's0', move: 'sign', to: 's1', count: 1 },
      { from: 's1', move: 'accept', to: 's2', count: 1 },
      { from: 's2', move: 'discard', to: 's8', count: 1 },
      { from: 's8', move: 'cancel', to: 's8', count: 1 },
    ])
  })
})
