import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Json } from '../../kit/kit.js'
import type { JsonEntry, Judged, Tamper } from '../build.js'
import { type Fields, refusedBy, seen } from '../spoil.js'
import { calledLong, closedAgainstMaker, closedAgainstPoster, closedAgainstSeller, closedBelowMark } from './closely.js'
import { called, draft, funded, happen, quoted, read, type Scene, short, stepped } from './scene.js'
import { acceptedAsIf, did, liquidated } from './tamper.js'

// Histories in which all is shown that there is to see: whoever judges too much of it finds what is not wrong, and whoever
// judges too little does not find that one has what is another's.

type Clauses = readonly [ClauseIdOf<'margin'>, ...ClauseIdOf<'margin'>[]]
type Run = Pick<Scene, 'params' | 'events'>

const broken = (slug: string, clauses: Clauses, comment: string, run: Run, tamper: Tamper): Judged => ({
  draft: draft(slug, comment, clauses, run),
  tamper,
  shows: true,
})

const kept = (slug: string, clauses: Clauses, comment: string, run: Run, tamper?: Tamper): Judged => ({
  draft: draft(`kept-${slug}`, comment, clauses, run),
  ...(tamper === undefined ? {} : { tamper, isKept: true }),
  shows: true,
})

const fieldsOf = (last: JsonEntry): Fields => last.observed as Fields

/** Accounts are seen with something changed about them. */
const accountsSeen =
  (change: (account: Fields) => Fields): Tamper =>
  (last) => {
    const observed = fieldsOf(last)
    return { ...last, observed: { ...observed, accounts: (observed.accounts as ReadonlyArray<Fields>).map(change) } }
  }

/** Some of one trader’s cash is another’s. */
const shifted = (from: string, to: string, amount: bigint): Tamper =>
  accountsSeen((account) => {
    const more = account.trader === from ? -amount : account.trader === to ? amount : 0n
    return { ...account, cash: `${BigInt(account.cash as string) + more}` }
  })

const after = (scene: Scene, line: string): Run => ({
  params: scene.params,
  events: [...scene.events, read(scene, line)],
})

const both =
  (one: Tamper, other: Tamper): Tamper =>
  (last) =>
    other(one(last))

const fill = (maker: string, taker: string, volume: number, price: number): Json => ({
  maker,
  taker,
  volume: `${volume}`,
  price: `${price}`,
})

const resting = (order: string, trader: string, side: string, volume: number, price: number): Json => ({
  order,
  trader,
  side,
  price: `${price}`,
  volume: `${volume}`,
  lastEon: '1',
})

/** The best of each side came last. */
const bestLast = (): Scene =>
  happen(funded(), 'sell dave far 5@17', 'buy carol low 1@8', 'sell dave ask 1@11', 'buy carol bid 5@9')

/** Alice, of whom a joint step holds 20 of the 30 that she has at 10.5. */
const mostlyHeld = (): Scene =>
  happen(
    short({ dropOutRate: 1_000n }),
    'withdraw alice 40',
    'openStep',
    'buy carol bid 5@10',
    'sell dave far 5@11',
    'advance 1',
  )

const rightOnes = (run: (slug: string) => Run): ReadonlyArray<Judged> => [
  kept('withdrawal-shown', ['MG-33'], 'Alice has less, since she withdrew it.', run('withdraw-to-margin')),
  kept('sale-shown', ['MG-33'], 'Bob sold below the mid price, and Dave bought.', run('turned-over')),
  kept('self-trade-shown', ['MG-15', 'MG-30'], 'What Bob’s order leaves after both rests.', run('self-trade')),
  kept(
    'closing-of-long-shown',
    ['MG-33'],
    'Bob, who was short, takes over Alice’s position at 10.',
    run('closed-long'),
  ),
  kept('closing-below-mark-shown', ['MG-33'], 'Alice is closed at 10, and loses by it at 9.5.', closedBelowMark()),
  kept(
    'closing-against-poster-shown',
    ['MG-33'],
    'Bob turned long in the same step, and a lot is closed against him.',
    closedAgainstPoster(),
  ),
  kept(
    'closing-against-seller-shown',
    ['MG-33'],
    'Bob turned short in the same step, and a lot is closed against him.',
    closedAgainstSeller(),
  ),
  kept(
    'closing-against-maker-shown',
    ['MG-33'],
    'Dave turned short by an order of Carol’s, and a lot of Bob’s, who is long, is closed against him in that step.',
    closedAgainstMaker(),
  ),
  kept('loss-shown', ['MG-33'], 'Everybody bears a part of Alice’s loss.', run('loss-no-fund')),
  kept('step-shown', ['MG-33'], 'Bob forfeits, and three are rewarded.', run('step-shared')),
  kept('held-shown', ['MG-29'], 'What a joint step holds of Alice is hers.', mostlyHeld()),
  kept('best-last-shown', ['MG-16'], 'The best bid and the best ask were posted last.', bestLast()),
  kept('book-alone-shown', ['MG-16'], 'The book is shown, and no reference price.', bestLast(), (last) =>
    seen({ book: fieldsOf(last).book as Json })(last),
  ),
  kept(
    'parts-in-other-sequence',
    ['MG-23', 'MG-24'],
    'In which sequence the parts of a liquidation are listed says nothing.',
    run('loss-no-fund'),
    (last) => {
      const { accepted } = last.answer as { accepted: { liquidated: ReadonlyArray<Fields> } }
      const [one] = accepted.liquidated
      const back = (name: string): Json => [...((one as Fields)[name] as ReadonlyArray<Json>)].reverse()
      return liquidated({ closed: back('closed'), shared: back('shared') })(last)
    },
  ),
]

/** What is one trader’s is shown as another’s. */
const ofOthers = (run: (slug: string) => Run): ReadonlyArray<Judged> => [
  broken(
    'deposit-to-another',
    ['MG-30', 'MG-33'],
    'What Bob deposits is Carol’s.',
    happen(short(), 'deposit bob 5'),
    shifted('bob', 'carol', 5n),
  ),
  broken(
    'withdrawal-of-another',
    ['MG-30', 'MG-33'],
    'What Bob withdraws is taken from Carol.',
    happen(short(), 'withdraw bob 5'),
    shifted('carol', 'bob', 5n),
  ),
  broken(
    'loss-of-another',
    ['MG-30', 'MG-33'],
    'Bob bears one half unit of Carol’s part of the loss.',
    run('loss-no-fund'),
    shifted('bob', 'carol', 1n),
  ),
  broken(
    'reward-of-another',
    ['MG-30', 'MG-33'],
    'One half unit of what Alice is rewarded with stays with Bob, who dropped out.',
    run('step-shared'),
    shifted('alice', 'bob', 1n),
  ),
  broken(
    'closing-of-another',
    ['MG-30', 'MG-33'],
    'Alice’s position is closed, and Dave, who is not on the other side, has one half unit less for it.',
    run('closed-long'),
    shifted('dave', 'bob', 1n),
  ),
]

/** One thing is wrong, and what else is seen is as it should be: nothing more is found. */
const noMore = (): ReadonlyArray<Judged> => {
  const earlier = happen(calledLong(), 'buy bob low 1@2')
  return [
    broken(
      'fill-by-deposit-shown',
      ['MG-15'],
      'A deposit fills an order; the accounts stand as if it had not.',
      happen(quoted(), 'deposit dave 5'),
      did({ fills: [fill('bid', 'x', 1, 30)] }),
    ),
    broken(
      'fill-by-clock-shown',
      ['MG-15'],
      'The clock, by which Alice is liquidated, fills 20 lots of Bob’s bid; the accounts stand as if it had not.',
      happen(earlier, 'advance 2'),
      did({ fills: [fill('low', 'x', 20, 5)] }),
    ),
    broken(
      'fill-by-cancel-shown',
      ['MG-15'],
      'An order that is cancelled is filled.',
      happen(quoted(), 'cancel dave far'),
      did({ fills: [fill('bid', 'far', 1, 9)] }),
    ),
    broken(
      'fill-with-stranger-shown',
      ['MG-15'],
      'An order is filled by one that nobody posted.',
      happen(quoted(), 'buy bob n 1@8'),
      did({ fills: [fill('x', 'n', 1, 10)] }),
    ),
    broken(
      'fill-with-stranger-closing-shown',
      ['MG-15'],
      'Besides what is filled, by which Bob is liquidated, a lot is filled by an order that nobody posted.',
      closedAgainstMaker(),
      did({ fills: [fill('ask', 'takes', 5, 31), fill('x', 'takes', 1, 21)] }),
    ),
    broken(
      'closed-against-nobody-shown',
      ['MG-23'],
      'A lot is said to be closed against Dave, who has no position.',
      happen(calledLong(), 'advance 2'),
      liquidated({
        closed: [
          { trader: 'bob', volume: '10' },
          { trader: 'dave', volume: '1' },
        ],
      }),
    ),
    broken(
      'call-missed-shown',
      ['MG-18', 'MG-30'],
      'Alice is not called, and stands as if she need not be, with a fresh credential.',
      called(),
      both(
        did({ called: [] }),
        accountsSeen((one) => (one.trader === 'alice' ? { ...one, status: 'good', credential: '1' } : one)),
      ),
    ),
    broken(
      'deposit-beyond-most-shown',
      ['MG-5'],
      'One more is accepted than can be held, and nothing comes of it.',
      after(funded(), 'deposit bob 993921'),
      acceptedAsIf,
    ),
    broken(
      'refusal-moves-mid',
      ['MG-31'],
      'An order is refused, and the reference price moves.',
      after(short(), 'buy bob n 1@101'),
      both(refusedBy('MG-5'), seen({ reference: '21' })),
    ),
    broken(
      'book-of-another-mid',
      ['MG-16', 'MG-30'],
      'The book that is shown has a better bid, and another mid price than the reference price beside it.',
      bestLast(),
      (last) => {
        const { book, reference } = fieldsOf(last)
        const better = (one: Fields): Fields => (one.order === 'bid' ? { ...one, price: '10' } : one)
        return seen({ book: (book as ReadonlyArray<Fields>).map(better), reference: reference as Json })(last)
      },
    ),
    broken('account-of-stranger', ['MG-30'], 'An account is shown of somebody who has none.', short(), (last) => {
      const { accounts } = fieldsOf(last) as { accounts: ReadonlyArray<Fields> }
      const nothing = { cash: '0', balance: '0', escrow: '0', position: '0', net: '0', credential: '0' }
      const mallory = { trader: 'mallory', ...nothing, status: 'good', own: '0', joint: '0' }
      return seen({ accounts: [...accounts, mallory] })(last)
    }),
    broken(
      'burden-of-step-uncounted',
      ['MG-34'],
      'To take part in a joint step is not counted.',
      happen(stepped(), 'takePart alice'),
      accountsSeen((one) => (one.trader === 'alice' ? { ...one, joint: '0' } : one)),
    ),
    broken(
      'removed-itself-cancelled',
      ['MG-22'],
      'The order that is posted is cancelled at once: no cancel asked for it, and nobody is liquidated.',
      happen(quoted(), 'buy bob n 1@8'),
      did({ removed: [{ order: 'n', volume: '1', why: 'cancelled' }] }),
    ),
    broken(
      'removed-with-cancelled',
      ['MG-22'],
      'A cancel takes another order with it.',
      happen(quoted(), 'cancel dave far'),
      did({
        removed: [
          { order: 'far', volume: '5', why: 'cancelled' },
          { order: 'ask', volume: '1', why: 'cancelled' },
        ],
      }),
    ),
  ]
}

/** Reports of an earlier order that cannot be: what of them is believed is seen at the next tick of the clock. */
const believed = (): ReadonlyArray<Judged> => {
  const offered = happen(funded(), 'sell bob s1 3@11', 'sell carol s2 3@12', 'buy alice back 4@12', 'advance 1')
  const posted = happen(quoted(), 'buy bob n 1@8', 'advance 1')
  const reported = (slug: string, comment: string, scene: Scene, changes: Fields, tamper?: Tamper): Judged => ({
    ...kept(`after-${slug}`, ['MG-30'], comment, scene, tamper),
    rewrite: (earlier) => earlier.map((entry, i) => (i < earlier.length - 1 ? entry : did(changes)(entry))),
  })
  return [
    reported('fill-of-own-side', 'A bid is said to be filled by another bid: it rests.', posted, {
      fills: [fill('bid', 'n', 1, 9)],
    }),
    reported('fill-of-another-dearer', 'One fill more, of two other orders, and at another price.', offered, {
      fills: [fill('s1', 's2', 1, 12), fill('s1', 'back', 3, 11), fill('s2', 'back', 1, 12)],
    }),
    reported(
      'fills-beyond-order',
      'Of both asks 3 lots are said to be filled, by an order of 4: of the second one lot is believed.',
      offered,
      { fills: [fill('s1', 'back', 3, 11), fill('s2', 'back', 3, 12)] },
    ),
    reported('fill-below-zero', 'One fill more, of less than nothing.', offered, {
      fills: [fill('s1', 'back', -2, 11), fill('s1', 'back', 3, 11), fill('s2', 'back', 1, 12)],
    }),
    reported(
      'fills-of-less',
      'Less is said to be filled than could be: that much is believed, and the rest of each order rests.',
      offered,
      { fills: [fill('s1', 'back', 2, 11), fill('s2', 'back', 1, 12)] },
      seen({
        book: [
          resting('s1', 'bob', 'sell', 1, 11),
          resting('s2', 'carol', 'sell', 2, 12),
          resting('back', 'alice', 'buy', 1, 12),
        ],
      }),
    ),
    reported(
      'leaving-itself',
      'An order is said to leave the book as it comes, as its trader’s own: it does not rest.',
      posted,
      { removed: [{ order: 'n', volume: '1', why: 'self-trade' }] },
      seen({
        book: [
          resting('bid', 'carol', 'buy', 5, 9),
          resting('ask', 'dave', 'sell', 1, 11),
          resting('far', 'dave', 'sell', 5, 17),
        ],
      }),
    ),
  ]
}

/** All of them. */
export const judgedClosely = (runs: (slug: string) => Run): ReadonlyArray<Judged> => [
  ...rightOnes(runs),
  ...ofOthers(runs),
  ...noMore(),
  ...believed(),
]
