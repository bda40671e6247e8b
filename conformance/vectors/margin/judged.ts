import type { ClauseIdOf } from '../../../spec/core/ids.js'
import { conditions } from '../../../spec/margin/admission.js'
import type { Json } from '../../kit/kit.js'
import type { Judged, Tamper } from '../build.js'
import { ending, type Fields, failingOne, refusedBy, seen } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { judgedClosely } from './judged-closely.js'
import { refusedEvents } from './refused.js'
import type { Accepted } from './run.js'
import { called, draft, funded, happen, opened, quoted, read, type Scene, short, stepped } from './scene.js'
import { acceptedAsIf, accountsOf, did, liquidated, NOTHING, seenAccount, seenAccounts } from './tamper.js'

// Cases

/** For each condition that can fail alone, one event that was accepted although it fails it. */
const acceptedWrongly = (): ReadonlyArray<Judged> =>
  failingOne(conditions, refusedEvents(), ({ scene }) => scene.ledger).map(
    ({ slug, comment, clause, scene, event }) => ({
      draft: draft(`accepted-${slug}`, `Accepted all the same. ${comment}`, [clause], ending(scene, event)),
      tamper: acceptedAsIf,
    }),
  )

type Wrong = readonly [
  string,
  readonly [ClauseIdOf<'margin'>, ...ClauseIdOf<'margin'>[]],
  string,
  Pick<Scene, 'params' | 'events'>,
  Tamper,
]

/** Events of every kind that fail no condition. */
const KEPT =
  /^(deposits|withdraw-(all|after-close)|post-(to-margin|either-way)|called-by-cancel|deadline|day-last|step|step-held|out-deposits|version-walk|walk-long)$/

const refusedWrongly = (runs: ReadonlyArray<Accepted>): ReadonlyArray<Wrong> => [
  ...runs
    .filter(({ slug }) => KEPT.test(slug))
    .map(
      ({ slug, scene }): Wrong => [
        `refused-${slug}`,
        ['MG-32'],
        'Refused, but it fails no condition.',
        scene,
        refusedBy(),
      ],
    ),
  [
    'refused-by-strange-reason',
    ['MG-32'],
    'A stale credential is refused for a margin that is there.',
    after(called(), 'buy bob n 1@9 0'),
    refusedBy('MG-9'),
  ],
  [
    'refused-as-called',
    ['MG-32'],
    'Alice is refused as if she were called.',
    happen(quoted(), 'sell alice n 1@12'),
    refusedBy('MG-8'),
  ],
]

/** A scene and one more event, which may be refused. */
const after = (scene: Scene, line: string): Pick<Scene, 'params' | 'events'> => ({
  params: scene.params,
  events: [...scene.events, read(scene, line)],
})

/** What an answer says, where it does not follow from the log. */
const reported = (run: (slug: string) => Accepted['scene']): ReadonlyArray<Wrong> => {
  const fill = (maker: string, volume: number, price: number): Json => ({
    maker,
    taker: 'n',
    volume: `${volume}`,
    price: `${price}`,
  })
  const call = (trader: string, price: number): Json => ({ trader, price: `${price}` })
  const due = (trader: string, amount: number): Json => ({ trader, amount: `${amount}` })
  const lots = (trader: string, volume: number): Json => ({ trader, volume: `${volume}` })
  const gone = (order: string, volume: number, why: string): Json => ({ order, volume: `${volume}`, why })
  const closing = { trader: 'alice', price: '20', closed: [lots('bob', 9), lots('carol', 1)], fund: '0', shared: [] }
  return [
    // MG-15
    [
      'fill-at-other-price',
      ['MG-15'],
      'The best ask, at 11, is filled at the 12 of the incoming order.',
      run('several-makers'),
      did({ fills: [fill('s2', 2, 12), fill('s1', 2, 12), fill('s3', 1, 12)] }),
    ],
    [
      'fill-worse-first',
      ['MG-15'],
      'Asks at 12 are filled, while one at 11 is left.',
      run('several-makers'),
      did({ fills: [fill('s1', 2, 12), fill('s3', 2, 12), fill('s2', 1, 11)] }),
    ],
    [
      'fill-later-first',
      ['MG-15'],
      'Of two asks at one price the later is filled first.',
      run('several-makers'),
      did({ fills: [fill('s2', 2, 11), fill('s3', 2, 12), fill('s1', 1, 12)] }),
    ],
    [
      'fill-missing',
      ['MG-15'],
      'The order crosses the book and is not filled at all.',
      run('several-makers'),
      did({ fills: [] }),
    ],
    ['fill-by-deposit', ['MG-15'], 'A deposit fills orders.', run('deposits'), did({ fills: [fill('s1', 1, 10)] })],
    [
      'self-trade-filled',
      ['MG-15'],
      'Bob trades with himself.',
      run('self-trade'),
      did({ fills: [{ maker: 'own', taker: 'taker', volume: '2', price: '10' }], removed: [] }),
    ],
    [
      'cancel-not-reported',
      ['MG-15'],
      'A cancel takes nothing out of the book.',
      run('version-same'),
      did({ removed: [] }),
    ],
    [
      'day-expires-nothing',
      ['MG-15'],
      'The day is over, and no order is said to leave.',
      happen(quoted(), 'endDay 1'),
      did({ removed: [] }),
    ],
    ...strangeRemovals(),
    // MG-18, MG-19
    [
      'call-missed',
      ['MG-18'],
      'Carol takes an ask, and Alice, who did nothing, is not called (P Challenge 3.1).',
      called(),
      did({ called: [] }),
    ],
    [
      'call-missed-at-cancel',
      ['MG-18'],
      'A cancel moves the mid, and nobody looks.',
      run('called-by-cancel'),
      did({ called: [] }),
    ],
    [
      'call-missed-second',
      ['MG-18'],
      'Of two that fall short one is called.',
      run('called-two'),
      did({ called: [call('alice', 20)] }),
    ],
    [
      'call-missed-by-one',
      ['MG-18'],
      'One half unit is missing, and Alice is not called.',
      run('called-to-the-unit'),
      did({ called: [] }),
    ],
    [
      'call-missed-offer',
      ['MG-18'],
      'Alice falls short if her offer is taken, and is not called.',
      run('called-by-offer'),
      did({ called: [] }),
    ],
    [
      'call-at-initial',
      ['MG-19'],
      'Alice is called at the initial rate.',
      run('not-called-at-initial'),
      did({ called: [call('alice', 20)] }),
    ],
    [
      'call-at-equality',
      ['MG-19'],
      'Alice has exactly what she needs, and is called.',
      run('not-called-to-the-unit'),
      did({ called: [call('alice', 20)] }),
    ],
    [
      'call-of-another',
      ['MG-18', 'MG-19'],
      'Bob, who gains, is called instead of Alice.',
      called(),
      did({ called: [call('bob', 20)] }),
    ],
    [
      'call-at-wrong-price',
      ['MG-23'],
      'Alice is called as last solvent at the price at which she is not.',
      called(),
      did({ called: [call('alice', 26)] }),
    ],
    // MG-20, MG-21, MG-22
    [
      'lift-missed',
      ['MG-20'],
      'Alice deposits what is missing, and the call stands.',
      run('lifted-by-deposit'),
      did({ lifted: [] }),
    ],
    [
      'lift-missed-by-market',
      ['MG-20'],
      'The mid comes back, and the call stands.',
      run('lifted-by-market'),
      did({ lifted: [] }),
    ],
    [
      'lift-too-early',
      ['MG-20'],
      'One half unit is missing, and the call is over.',
      run('not-lifted-by-less'),
      did({ lifted: ['alice'] }),
    ],
    [
      'liquidation-missed',
      ['MG-21'],
      'The deadline passes, and nothing happens.',
      run('deadline'),
      did({ liquidated: [] }),
    ],
    [
      'liquidation-early',
      ['MG-21'],
      'Alice is liquidated a tick before the deadline.',
      happen(called(), 'advance 1'),
      did({ liquidated: [closing] }),
    ],
    [
      'liquidation-of-cured',
      ['MG-21'],
      'Alice has met the call, and is liquidated all the same.',
      happen(called(), 'deposit alice 6', 'advance 2'),
      did({ liquidated: [closing] }),
    ],
    [
      'liquidation-missed-at-day-end',
      ['MG-21'],
      'The day ends with a call, and nobody is liquidated.',
      run('day-ends-call'),
      did({ liquidated: [] }),
    ],
    ['orders-stay', ['MG-22'], 'Alice is liquidated, and her orders stay.', run('orders-first'), did({ removed: [] })],
    [
      'orders-one-stays',
      ['MG-22'],
      'One of her orders stays.',
      run('orders-first'),
      did({ removed: [gone('low', 1, 'cancelled')] }),
    ],
    [
      'orders-of-another',
      ['MG-22'],
      'Carol’s bid leaves, too.',
      run('deadline'),
      did({ removed: [gone('bid', 5, 'cancelled')] }),
    ],
    [
      'closed-though-enough',
      ['MG-21'],
      'That her orders left was enough, and she is liquidated all the same.',
      run('orders-first-enough'),
      did({ liquidated: [{ ...closing, closed: [lots('bob', 5)] }] }),
    ],
    // MG-23, MG-24
    [
      'closed-at-other-price',
      ['MG-23'],
      'Closed at the price that stands, where the last solvent one was agreed.',
      run('deadline'),
      liquidated({ price: '26' }),
    ],
    [
      'closed-at-last-solvent',
      ['MG-23'],
      'Closed at the last solvent price, where the one that stands was agreed.',
      run('closed-at-reference'),
      liquidated({ price: '20' }),
    ],
    [
      'closed-against-one',
      ['MG-23'],
      'Bob takes over everything.',
      run('deadline'),
      liquidated({ closed: [lots('bob', 10)] }),
    ],
    [
      'closed-not-in-proportion',
      ['MG-23'],
      'The lots are split evenly.',
      run('deadline'),
      liquidated({ closed: [lots('bob', 5), lots('carol', 5)] }),
    ],
    [
      'closed-partly',
      ['MG-23'],
      'One lot is closed against nobody.',
      run('deadline'),
      liquidated({ closed: [lots('bob', 9)] }),
    ],
    [
      'closed-remainder-to-largest',
      ['MG-23'],
      'What rounding leaves goes to the largest part, and not to the largest remainder.',
      run('closed-in-proportion'),
      liquidated({ closed: [lots('bob', 5), lots('carol', 3), lots('dave', 2)] }),
    ],
    [
      'closed-tie-to-later',
      ['MG-23'],
      'Of two equal remainders the later is favoured.',
      run('closed-ties'),
      liquidated({ closed: [lots('bob', 4), lots('dave', 5)] }),
    ],
    [
      'loss-fund-spared',
      ['MG-24'],
      'The others pay before the fund.',
      run('loss-fund-part'),
      liquidated({ fund: '0', shared: [due('bob', 14), due('carol', 36), due('dave', 50)] }),
    ],
    [
      'loss-evenly',
      ['MG-24'],
      'The loss is shared evenly.',
      run('loss-no-fund'),
      liquidated({ shared: [due('bob', 33), due('carol', 33), due('dave', 34)] }),
    ],
    [
      'loss-by-lots',
      ['MG-24'],
      'Shared by the lots, where net positions were agreed.',
      run('loss-no-fund'),
      liquidated({ shared: [due('bob', 50), due('carol', 50)] }),
    ],
    [
      'loss-by-net-positions',
      ['MG-24'],
      'Shared by net positions, where the lots were agreed.',
      run('loss-closed-lots'),
      liquidated({ shared: [due('bob', 14), due('carol', 36), due('dave', 50)] }),
    ],
    [
      'loss-beyond-net',
      ['MG-24'],
      'Bob pays more than he has.',
      run('loss-capped'),
      liquidated({ shared: [due('bob', 150), due('carol', 150)] }),
    ],
    ['loss-forgiven', ['MG-24'], 'Nobody bears it.', run('loss-no-fund'), liquidated({ shared: [] })],
    [
      'loss-too-much-from-fund',
      ['MG-24'],
      'The fund pays more than the loss.',
      run('loss-fund'),
      liquidated({ fund: '101' }),
    ],
    // MG-25, MG-26
    [
      'mark-missed',
      ['MG-25'],
      'The day ends, and nothing is paid.',
      untilMarked(run('day-marked')),
      did({ marked: [] }),
    ],
    [
      'mark-wrong-sign',
      ['MG-25'],
      'Who lost is paid.',
      run('day-half-units'),
      did({ marked: [due('alice', 10), due('bob', -10)] }),
    ],
    [
      'mark-rounded',
      ['MG-25'],
      'The mid is rounded down to whole units before positions are marked.',
      run('day-half-units'),
      did({ marked: [] }),
    ],
    [
      'mark-twice',
      ['MG-25'],
      'What was paid on the first day is paid again.',
      happen(quoted({ lastDay: 3n }), 'sell dave near 5@10', 'endDay 1', 'endDay 2'),
      did({ marked: [due('alice', 10), due('bob', -10)] }),
    ],
    [
      'mark-any-time',
      ['MG-25'],
      'The clock marks positions.',
      happen(short(), 'advance 1'),
      did({ marked: [due('bob', 1)] }),
    ],
    [
      'forfeit-missed',
      ['MG-26'],
      'Bob drops out and keeps what was held.',
      dropped(),
      did({ forfeited: [], rewarded: [] }),
    ],
    [
      'forfeit-too-much',
      ['MG-26'],
      'Bob forfeits more than was held.',
      dropped(),
      did({ forfeited: [due('bob', 11)] }),
    ],
    [
      'forfeit-early',
      ['MG-26'],
      'Bob forfeits a tick before the deadline.',
      happen(stepped(), 'takePart alice', 'advance 1'),
      did({ forfeited: [due('bob', 10)], rewarded: [due('alice', 10)] }),
    ],
    [
      'forfeit-of-loyal',
      ['MG-26'],
      'Alice, who took part, pays as well.',
      dropped(),
      did({ forfeited: [due('alice', 10), due('bob', 10)] }),
    ],
    ['reward-missed', ['MG-26'], 'What Bob forfeits goes to nobody.', dropped(), did({ rewarded: [] })],
    [
      'reward-evenly',
      ['MG-26'],
      'What is forfeited is shared evenly.',
      run('step-shared'),
      did({ rewarded: [due('alice', 2), due('carol', 2), due('dave', 2)] }),
    ],
    [
      'reward-of-liquidated',
      ['MG-26'],
      'Alice, who took part and was liquidated since, is rewarded.',
      run('step-liquidated-after-taking-part'),
      did({ rewarded: [due('alice', 8)] }),
    ],
    [
      'forfeit-beyond-net',
      ['MG-26'],
      'A tenth of her position is forfeited by Alice, who has less.',
      run('step-held-of-called'),
      did({ forfeited: [due('alice', 26), due('carol', 2), due('dave', 2)], rewarded: [due('bob', 30)] }),
    ],
    [
      'reward-of-nobody',
      ['MG-26'],
      'Nobody took part, and Carol, who had no position, is rewarded.',
      run('step-nobody'),
      did({ rewarded: [due('carol', 20)] }),
    ],
  ]
}

/** Orders that a `post` is said to have taken out of the book, each for a reason that is none. */
const strangeRemovals = (): ReadonlyArray<Wrong> => {
  const posted = happen(quoted(), 'buy bob n 1@8')
  const removes = (order: string, volume: number, why: string): Tamper =>
    did({ removed: [{ order, volume: `${volume}`, why }] })
  return [
    [
      'removed-unknown-dropped',
      ['MG-15'],
      'An order that nobody posted is dropped.',
      posted,
      removes('x', 1, 'dropped'),
    ],
    ['removed-unknown-expired', ['MG-15'], 'An order that nobody posted expires.', posted, removes('x', 1, 'expired')],
    [
      'removed-unknown-self-trade',
      ['MG-15'],
      'An order that nobody posted leaves as Bob’s own.',
      posted,
      removes('x', 1, 'self-trade'),
    ],
    [
      'removed-unknown-cancelled',
      ['MG-22'],
      'An order that nobody posted is cancelled.',
      posted,
      removes('x', 1, 'cancelled'),
    ],
    [
      'removed-other-dropped',
      ['MG-15'],
      'Carol’s bid is dropped: only what is left of a market order is, and there is none.',
      posted,
      removes('bid', 5, 'dropped'),
    ],
    [
      'removed-other-expired',
      ['MG-15'],
      'Carol’s bid expires: orders do at the end of a day.',
      posted,
      removes('bid', 5, 'expired'),
    ],
    [
      'removed-other-self-trade',
      ['MG-15'],
      'Carol’s bid leaves as if it were Bob’s own, and met.',
      posted,
      removes('bid', 5, 'self-trade'),
    ],
    [
      'removed-other-cancelled',
      ['MG-22'],
      'Carol’s bid is cancelled: nobody is liquidated.',
      posted,
      removes('bid', 5, 'cancelled'),
    ],
    [
      'removed-itself-dropped',
      ['MG-15'],
      'The order that is posted is dropped at once: it rests.',
      posted,
      removes('n', 1, 'dropped'),
    ],
    ['removed-itself-expired', ['MG-15'], 'It expires at once: its day runs.', posted, removes('n', 1, 'expired')],
    [
      'removed-by-clock',
      ['MG-15'],
      'The clock drops Carol’s bid.',
      happen(quoted(), 'advance 1'),
      removes('bid', 5, 'dropped'),
    ],
  ]
}

/** The run until its day is over. */
const untilMarked = ({ params, events }: Accepted['scene']): Accepted['scene'] => ({
  params,
  events: events.slice(0, -1),
})

/** Alice takes part in a joint step, Bob does not. */
const dropped = (): Scene => happen(stepped(), 'takePart alice', 'advance 2')

/** What is seen, where it does not follow from the log. */
const observed = (run: (slug: string) => Accepted['scene']): ReadonlyArray<Wrong> => {
  const exact = happen(opened(), 'deposit alice 80', 'deposit bob 200', 'buy bob b 10@10', 'sell alice a 10@10')
  const late = happen(called(), 'buy carol up 1@12')
  const walk = happen(funded({ valuation: 'walk' }), 'buy bob low 1@8')
  const twice = (trader: string) => (accounts: ReadonlyArray<Fields>) => [
    ...accounts,
    ...accounts.filter((one) => one.trader === trader),
  ]
  const refusal = after(short(), 'deposit bob 0')
  const everyone = (change: (one: Fields) => Fields) => (accounts: ReadonlyArray<Fields>) => accounts.map(change)
  const plus = (n: Json | undefined, more: bigint): string => `${BigInt(n as string) + more}`
  return [
    // MG-16, MG-17
    ['mid-from-bid', ['MG-16'], 'The best bid is taken for the mid price.', called(), seen({ reference: '18' })],
    [
      'mid-from-trade',
      ['MG-16'],
      'The price of the last trade is taken for the mid price.',
      called(),
      seen({ reference: '22' }),
    ],
    [
      'mid-rounded',
      ['MG-16'],
      'A mid price that ends in a half is rounded down.',
      run('half-units'),
      seen({ reference: '18' }),
    ],
    ['mid-rounded-up', ['MG-16'], 'It is rounded up.', run('half-units'), seen({ reference: '20' })],
    [
      'mid-of-one-side',
      ['MG-16'],
      'While nobody bids the best ask is taken for the mid price.',
      happen(funded(), 'sell dave ask 1@14'),
      seen({ reference: '28' }),
    ],
    [
      'version-stays',
      ['MG-17'],
      'The mid moves, and the version stays: stale credentials would be taken for fresh.',
      called(),
      seen({ version: '0' }),
    ],
    [
      'version-goes-up',
      ['MG-17'],
      'The mid stands, and the version goes up: nobody’s credential would be good.',
      quoted(),
      seen({ version: '1' }),
    ],
    [
      'version-stays-walk',
      ['MG-17'],
      'The book changes, and where it is walked that makes credentials stale.',
      walk,
      seen({ version: '0' }),
    ],
    [
      'credential-of-called',
      ['MG-17'],
      'The credential of who is called is shown as fresh.',
      called(),
      seenAccount(called(), 'alice', { credential: '1' }),
    ],
    [
      'credential-of-good',
      ['MG-17'],
      'That of who met its margin is shown as stale.',
      called(),
      seenAccount(called(), 'bob', { credential: '0' }),
    ],
    // MG-27, MG-28, MG-29, MG-33
    [
      'not-zero-sum',
      ['MG-27', 'MG-30'],
      'Bob’s long position is there twice; his cash is zero.',
      exact,
      seenAccounts(exact, twice('bob')),
    ],
    [
      'lot-from-nowhere',
      ['MG-27', 'MG-30'],
      'Bob bought one lot more than anybody sold.',
      short(),
      seenAccount(short(), 'bob', { position: '11' }),
    ],
    [
      'money-from-nowhere',
      ['MG-28', 'MG-30'],
      'Dave’s cash is there twice; he has no position.',
      short(),
      seenAccounts(short(), twice('dave')),
    ],
    [
      'fee',
      ['MG-28', 'MG-30', 'MG-33'],
      'A unit of Bob’s is gone.',
      short(),
      seenAccount(short(), 'bob', { cash: '1799' }),
    ],
    [
      'fund-grows',
      ['MG-28', 'MG-30'],
      'The fund has one more than it had.',
      short({ fund: 5n }),
      (last) => ({ ...last, observed: { fund: '6', accounts: accountsOf(short({ fund: 5n })) } }),
    ],
    [
      'obligation-forgotten',
      ['MG-29', 'MG-30'],
      'Alice would end below zero, and is shown to be in good standing.',
      late,
      seenAccount(late, 'alice', { status: 'good' }),
    ],
    [
      'cash-shifted',
      ['MG-30', 'MG-33'],
      'Bob’s cash goes to Carol.',
      quoted(),
      seenAccounts(
        quoted(),
        everyone((one) =>
          one.trader === 'bob'
            ? { ...one, cash: plus(one.cash, -7n) }
            : one.trader === 'carol'
              ? { ...one, cash: plus(one.cash, 7n) }
              : one,
        ),
      ),
    ],
    // MG-30
    [
      'balance-paid',
      ['MG-30'],
      'The fill is settled before the end of the day.',
      short(),
      seenAccount(short(), 'alice', { balance: '280' }),
    ],
    [
      'net-without-position',
      ['MG-30'],
      'The net position leaves the position out.',
      short(),
      seenAccount(short(), 'alice', { net: '280' }),
    ],
    [
      'net-memoized',
      ['MG-30'],
      'The net position is that of the last time that Bob traded.',
      called(),
      seenAccount(called(), 'bob', { net: '2000' }),
    ],
    [
      'net-without-escrow',
      ['MG-30'],
      'The net position leaves out what a joint step holds.',
      stepped(),
      seenAccount(stepped(), 'bob', { net: '1990' }),
    ],
    [
      'status-called',
      ['MG-30'],
      'Alice is shown as called, and nobody called her.',
      quoted(),
      seenAccount(quoted(), 'alice', { status: 'called', credential: '0' }),
    ],
    [
      'status-out',
      ['MG-30'],
      'Alice is liquidated, and shown to be in good standing.',
      happen(called(), 'advance 2'),
      seenAccount(happen(called(), 'advance 2'), 'alice', { status: 'good', credential: '0' }),
    ],
    [
      'account-lost',
      ['MG-30'],
      'Dave, who has nothing, is not shown.',
      threeFunded(),
      seenAccounts(threeFunded(), (all) => all.slice(0, 3)),
    ],
    [
      'account-twice',
      ['MG-30'],
      'Dave, who has nothing, is shown twice.',
      threeFunded(),
      seenAccounts(threeFunded(), twice('dave')),
    ],
    [
      'clock-stays',
      ['MG-30'],
      'The clock goes forward, and is not seen to.',
      happen(short(), 'advance 4'),
      seen({ time: '0' }),
    ],
    [
      'day-stays',
      ['MG-30'],
      'The day is over, and is still seen to run.',
      happen(short(), 'endDay 1'),
      seen({ day: '1' }),
    ],
    [
      'order-lost',
      ['MG-30'],
      'An order rests, and is not in the book.',
      happen(funded(), 'buy bob rests 1@10'),
      seen({ book: [] }),
    ],
    // MG-31, MG-34
    [
      'refusal-counts',
      ['MG-31'],
      'A deposit is refused, and its message counted.',
      refusal,
      seenAccount(short(), 'bob', { own: '3' }),
    ],
    [
      'refusal-moves-clock',
      ['MG-31'],
      'The clock is refused to stand still, and goes on.',
      after(short(), 'advance 0'),
      seen({ time: '1' }),
    ],
    [
      'refusal-fills',
      ['MG-31'],
      'An order is refused, and rests in the book.',
      after(short(), 'buy bob n 1@101'),
      seen({ book: [{ order: 'n', trader: 'bob', side: 'buy', price: '101', volume: '1', lastEon: '1' }] }),
    ],
    [
      'refusal-makes-stale',
      ['MG-31'],
      'An order is refused, and the version goes up.',
      after(short(), 'buy bob n 1@101'),
      seen({ version: '1' }),
    ],
    [
      'burden-of-all',
      ['MG-34'],
      'Everybody sends a message for Carol’s order (P Principle 5).',
      called(),
      seenAccounts(
        called(),
        everyone((one) => (one.trader === 'carol' ? one : { ...one, own: plus(one.own, 1n) })),
      ),
    ],
    [
      'burden-uncounted',
      ['MG-34'],
      'Carol’s order takes no message.',
      called(),
      seenAccount(called(), 'carol', { own: '2' }),
    ],
    [
      'burden-of-step',
      ['MG-34'],
      'To take part in a joint step is counted as an own message.',
      happen(stepped(), 'takePart alice'),
      seenAccount(happen(stepped(), 'takePart alice'), 'alice', { own: '3', joint: '0' }),
    ],
  ]
}

/** Three have deposited, Dave nothing. */
const threeFunded = (): Scene => happen(opened(), 'deposit alice 80', 'deposit bob 200', 'deposit carol 200')

/** Histories in which everything is right. */
const KEPT_RUNS = [
  'price-discrimination',
  'cascade',
  'gap-through-zero',
  'drop-out',
  'loss-capped',
  'day-marked',
  'two-due',
  'walk-thin',
]

/** Alice, short 5, buys 6 of three: she is flat after the second fill, and what she had is settled then. */
const turnedOver = (): Scene =>
  happen(
    funded(),
    'deposit alice 500',
    'buy bob b 5@10',
    'sell alice a 5@10',
    'sell bob s1 3@11',
    'sell carol s2 2@12',
    'sell dave s3 1@13',
    'buy alice back 6@13',
    'advance 1',
  )

/** Reports of an earlier order that cannot be, and are believed as far as they can: the accounts stand as they should. */
const afterStrangeFills = (): ReadonlyArray<Judged> => {
  const scene = turnedOver()
  const stranger = { maker: 'x', taker: 'back', volume: '1', price: '13' }
  const kept = (
    slug: string,
    comment: string,
    change: (fills: ReadonlyArray<Fields>) => ReadonlyArray<Json>,
  ): Judged => ({
    draft: draft(`kept-after-${slug}`, comment, ['MG-30'], scene),
    rewrite: (earlier) =>
      earlier.map((entry, i) => {
        if (i < earlier.length - 1) return entry
        const { fills } = (entry.answer as { accepted: { fills: ReadonlyArray<Fields> } }).accepted
        return did({ fills: change(fills) })(entry)
      }),
    shows: true,
  })
  return [
    kept('fills-reversed', 'The fills are listed the other way round, which says nothing of their sequence.', (fills) =>
      [...fills].reverse(),
    ),
    kept('fills-doubled', 'Each fill is listed twice: no more is believed than is left.', (fills) => [
      ...fills,
      ...fills,
    ]),
    kept('fill-beyond-volume', 'The last fill is said to be of 9 lots, where one was left.', (fills) =>
      fills.map((fill, i) => (i < fills.length - 1 ? fill : { ...fill, volume: '9' })),
    ),
    kept('fill-with-stranger', 'One fill more, with an order that nobody posted.', (fills) => [stranger, ...fills]),
    kept('fill-of-another', 'One fill more, of two other orders.', (fills) => [
      { ...stranger, maker: 's3', taker: 's1' },
      ...fills,
    ]),
  ]
}

/** Earlier mistakes: each is judged once, and later entries are held to what followed from it. */
const afterMistakes = (run: (slug: string) => Accepted['scene']): ReadonlyArray<Judged> => [
  {
    draft: draft(
      'kept-after-wrong-acceptance',
      'A deposit of nothing was accepted against the clauses; it has no consequence.',
      ['MG-30'],
      run('deposits'),
    ),
    rewrite: (earlier) => [
      ...earlier,
      { event: { tag: 'deposit', trader: 'alice', amount: '0' }, answer: { accepted: NOTHING } },
    ],
  },
  {
    draft: draft(
      'kept-after-wrong-refusal',
      'A deposit was refused against the clauses; what comes after it goes by what then is there.',
      ['MG-30'],
      run('deposits'),
    ),
    rewrite: (earlier) => earlier.map((entry, i) => (i === 0 ? refusedBy()(entry) : entry)),
  },
  {
    draft: draft(
      'accepted-after-wrong-refusal',
      'Alice’s deposit was refused, though it should not have been; she has no margin for an order.',
      ['MG-9'],
      run('post-to-margin'),
    ),
    rewrite: (earlier) => earlier.map((entry, i) => (i === 0 ? refusedBy()(entry) : entry)),
    tamper: (last) => last,
  },
]

/** Histories, right and wrong. */
export const judged = (): ReadonlyArray<Judged> => {
  const runs = acceptedRuns()
  const run = (slug: string): Accepted['scene'] => {
    const found = runs.find((one) => one.slug === slug)
    if (found === undefined) throw new Error(`no run ${slug}`)
    return found.scene
  }
  return [
    ...acceptedWrongly(),
    ...[...refusedWrongly(runs), ...reported(run), ...observed(run)].map(
      ([slug, clauses, comment, scene, tamper]): Judged => ({ draft: draft(slug, comment, clauses, scene), tamper }),
    ),
    ...KEPT_RUNS.map(
      (slug): Judged => ({
        draft: draft(`kept-${slug}`, 'A history in which everything is right.', ['MG-32'], run(slug)),
      }),
    ),
    ...afterMistakes(run),
    ...afterStrangeFills(),
    ...judgedClosely(run),
  ]
}
