import { unsound } from '../../../model/margin/arbitrary.js'
import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Event } from '../../../spec/margin/types.js'
import { calledFor, calledLong, lessThanMost } from './closely.js'
import {
  called,
  funded,
  happen,
  opened,
  out,
  quoted,
  read,
  type Scene,
  sample,
  settled,
  short,
  stepped,
} from './scene.js'
import { beyondLargest, mostHeldOf, richerThanHeld, walkedDeep } from './told-apart.js'

/** An event that is refused, and the first condition that it fails. */
export interface Refused {
  readonly slug: string
  readonly comment: string
  readonly clause: ClauseIdOf<'margin' | 'order-book' | 'primitives'>
  readonly scene: Scene
  readonly event: Event
}

const refused = (slug: string, clause: Refused['clause'], comment: string, scene: Scene, line: string): Refused => ({
  slug,
  comment,
  clause,
  scene,
  event: read(scene, line),
})

const LIMIT = `${2n ** 128n}`
const LARGEST = `${2n ** 128n - 1n}`

/** What is wrong with each of the parameters that make no sense. */
const UNSOUND: ReadonlyArray<readonly [string, string]> = [
  ['initial-rate-whole', 'An initial rate of all of the position.'],
  ['maintenance-rate-negative', 'A maintenance rate below zero, and a drop-out rate with it.'],
  ['drop-out-rate-negative', 'A drop-out rate below zero.'],
  ['initial-below-maintenance', 'An initial rate just below the maintenance rate.'],
  [
    'drop-out-above-maintenance',
    'A drop-out rate just above the maintenance rate: who meets its margin could not pay.',
  ],
  ['threshold-negative', 'A threshold below zero.'],
  ['deadline-negative', 'A deadline below zero.'],
  ['step-deadline-zero', 'A joint step that takes no time.'],
  ['last-day-zero', 'A contract that is settled before its first day.'],
  ['opening-price-zero', 'An opening price that is no price.'],
  ['opening-price-above-highest', 'An opening price above the highest.'],
  ['fund-beyond-most', 'A fund of more than can be held.'],
  ['largest-position-negative', 'A largest position below zero.'],
  ['most-held-wide', 'More can be held than 128 bits allow for what is computed.'],
  ['highest-price-wide', 'Prices so high that what is computed leaves 128 bits.'],
  ['trader-twice', 'A trader is named twice.'],
]

const deposits = (): ReadonlyArray<Refused> => [
  ...unsound(sample).map((params, i) => {
    const [slug, comment] = UNSOUND[i] as (typeof UNSOUND)[number]
    return refused(`unsound-${slug}`, 'MG-1', comment, opened(params), 'deposit bob 5')
  }),
  refused(
    'unsound-most-held-by-one',
    'MG-1',
    'One half unit more than the largest parameters: a margin could leave 128 bits.',
    opened({ mostHeld: mostHeldOf(sample) + 1n }),
    'deposit bob 5',
  ),
  refused('deposit-unknown', 'MG-3', 'Nobody knows Mallory.', funded(), 'deposit mallory 5'),
  refused('deposit-negative', 'PR-1', 'A deposit below zero.', funded(), 'deposit bob -1'),
  refused('deposit-wide', 'PR-1', 'A deposit of 2^128.', funded(), `deposit bob ${LIMIT}`),
  refused('deposit-zero', 'MG-4', 'A deposit of nothing.', funded(), 'deposit bob 0'),
  refused('deposit-after-close', 'MG-2', 'The contract is settled.', settled(), 'deposit bob 5'),
  refused('deposit-beyond-most', 'MG-5', 'One more than can be held.', funded(), 'deposit bob 993921'),
  refused(
    'deposit-beyond-most-with-fund',
    'MG-5',
    'What the fund started with is held, too.',
    funded({ fund: 1n }),
    'deposit bob 993920',
  ),
  refused(
    'deposit-beyond-most-after-withdrawal',
    'MG-5',
    'Five were withdrawn, and six are paid in.',
    lessThanMost(),
    'deposit carol 6',
  ),
  refused(
    'unsound-threshold-too-large',
    'MG-1',
    'With so much held there is no room for a threshold.',
    opened({ mostHeld: mostHeldOf(sample), threshold: 1n }),
    'deposit bob 5',
  ),
]

const withdrawals = (): ReadonlyArray<Refused> => [
  refused('withdraw-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'withdraw bob 5'),
  refused('withdraw-unknown', 'MG-3', 'Nobody knows Mallory.', funded(), 'withdraw mallory 5'),
  refused(
    'withdraw-negative',
    'PR-1',
    'To withdraw less than nothing would be to deposit.',
    funded(),
    'withdraw bob -1',
  ),
  refused('withdraw-wide', 'PR-1', 'A withdrawal of 2^128.', funded(), `withdraw bob ${LIMIT}`),
  refused('withdraw-zero', 'MG-4', 'A withdrawal of nothing.', funded(), 'withdraw bob 0'),
  refused('withdraw-more-than-balance', 'MG-10', 'One half unit more than there is.', funded(), 'withdraw bob 2001'),
  refused(
    'withdraw-margin-of-position',
    'MG-10',
    'Alice, short 10, needs 40 of her 80 for the initial margin.',
    short(),
    'withdraw alice 41',
  ),
  refused(
    'withdraw-margin-of-order',
    'MG-10',
    'An order for 10 stands: 40 of the 80 have to stay.',
    happen(funded(), 'buy alice rests 10@10'),
    'withdraw alice 41',
  ),
  refused(
    'withdraw-threshold',
    'MG-10',
    'Besides the 40 there have to be 7.',
    short({ threshold: 7n }),
    'withdraw alice 34',
  ),
  refused(
    'withdraw-walk-not-better-than-mid',
    'MG-10',
    'Positions are valued by walking the book, but never better than at the last mid price.',
    dearBid(),
    'withdraw alice 85',
  ),
  refused('withdraw-called', 'MG-10', 'Alice is called.', called(), 'withdraw alice 1'),
  refused(
    'withdraw-unsettled',
    'MG-10',
    'What Bob gained since he bought is not settled before the end of the day.',
    called(),
    'withdraw bob 2001',
  ),
  refused(
    'withdraw-short-proceeds',
    'MG-10',
    'What a short position brought in, and gained since, is cash of P’s, but not settled.',
    happen(funded(), 'sell carol short 20@10', 'buy bob long 20@10', 'sell dave ask 1@7', 'buy alice bid 1@5'),
    'withdraw carol 2001',
  ),
  refused(
    'withdraw-held-in-step',
    'MG-10',
    'What a joint step holds cannot be withdrawn.',
    stepped(),
    'withdraw bob 1991',
  ),
  refused(
    'withdraw-more-than-held',
    'MG-10',
    'Bob has 220, but only 50 is held: Alice, who is called, has not paid what he won.',
    richerThanHeld(),
    'withdraw bob 51',
  ),
  refused(
    'withdraw-walk-deep',
    'MG-10',
    'Five lots are sold at five prices, and one half unit is to spare.',
    walkedDeep(),
    'withdraw alice 2',
  ),
]

/** Alice is long at 10, the last mid price; Carol alone bids 30. */
export const dearBid = (): Scene =>
  happen(
    funded({ valuation: 'walk' }),
    'deposit alice 20',
    'sell bob s 4@10',
    'buy alice l 4@10',
    'buy carol bid 20@30',
  )

/** What would be withdrawn or cancelled is of a market in which nothing was accepted. */
const unsoundMarket = (): Scene => opened({ initialRate: 10_000n })

const resting = (): Scene => happen(funded(), 'buy bob rests 1@10')

const posts = (): ReadonlyArray<Refused> => [
  refused('post-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'buy bob n 1@10'),
  refused('post-unknown', 'MG-3', 'Nobody knows Mallory.', funded(), 'buy mallory n 1@10'),
  refused('post-volume-negative', 'PR-1', 'A volume below zero.', funded(), 'buy bob n -1@10'),
  refused('post-volume-wide', 'PR-1', 'A volume of 2^128.', funded(), `buy bob n ${LIMIT}@10`),
  refused('post-price-zero', 'PR-2', 'Zero is no price.', funded(), 'buy bob n 1@0'),
  refused('post-price-negative', 'PR-2', 'A price below zero.', funded(), 'sell bob n 1@-10'),
  refused('post-product-wide', 'PR-3', 'Volume times price is 2^129 or so.', funded(), `buy bob n 2@${LARGEST}`),
  refused('post-after-close', 'MG-2', 'The contract is settled.', settled(), 'buy bob n 1@10'),
  refused('post-id-live', 'OB-17', 'The id is in use, by another trader.', resting(), 'buy carol rests 1@9'),
  refused('post-price-above-highest', 'MG-5', 'One above the highest price.', funded(), 'sell bob n 1@101'),
  refused(
    'post-position-beyond-largest',
    'MG-5',
    'One lot more than a position can have.',
    funded(),
    'buy bob n 101@1',
  ),
  refused(
    'post-position-with-orders',
    'MG-5',
    'Filled with what stands already, the position would be 101.',
    happen(funded(), 'buy bob rests 60@1'),
    'buy bob n 41@1',
  ),
  refused(
    'post-position-with-position',
    'MG-5',
    'Alice is short 10: 91 more are too many.',
    happen(short(), 'deposit alice 5000'),
    'sell alice n 91@20',
  ),
  refused(
    'post-position-short-is-bounded-too',
    'MG-5',
    'Opposite orders do not make room for each other.',
    happen(funded(), 'buy bob rests 60@1'),
    'sell bob n 101@20',
  ),
  refused(
    'post-stale',
    'MG-6',
    'The credential is of the version before the mid moved (M8).',
    called(),
    'buy bob n 1@9 0',
  ),
  refused(
    'post-version-ahead',
    'MG-6',
    'The credential is of a version that is still to come.',
    quoted(),
    'buy bob n 1@9 1',
  ),
  refused(
    'post-stale-walk',
    'MG-6',
    'Positions are valued by walking the book: every order makes all credentials stale.',
    happen(funded({ valuation: 'walk' }), 'sell dave ask 1@11'),
    'buy bob n 1@9 0',
  ),
  refused('post-out', 'MG-7', 'Alice was liquidated; she has 80, and posts no more.', out(), 'buy alice n 1@9'),
  refused('post-called-adds', 'MG-8', 'Alice, called and short, sells one more.', called(), 'sell alice n 1@40'),
  refused(
    'post-called-turns',
    'MG-8',
    'Alice, short 10, buys 11: she would be long one.',
    called(),
    'buy alice n 11@5',
  ),
  refused(
    'post-called-with-others',
    'MG-8',
    'Two orders that each reduce, but not together.',
    happen(called(), 'buy alice some 6@5'),
    'buy alice n 5@5',
  ),
  refused(
    'post-called-dear',
    'MG-8',
    'It reduces, but at 17, where 13 is the mid: it makes her margin worse by more than it saves.',
    called(),
    'buy alice n 1@17',
  ),
  refused(
    'post-called-dear-at-its-rate',
    'MG-8',
    'At 15 it would make her margin at the initial rate better; at the maintenance rate, which she was called for, it makes it worse.',
    called(),
    'buy alice n 1@15',
  ),
  refused('post-called-long-adds', 'MG-8', 'Alice, called and long, buys one more.', calledLong(), 'buy alice n 1@1'),
  refused(
    'post-called-flat-buys-nothing',
    'MG-8',
    'Who has no position has nothing to reduce, not even by a volume of zero.',
    calledFor('sell alice high 4@11', 'buy dave bid 5@10'),
    'buy alice n 0@5',
  ),
  refused(
    'post-called-flat-sells-nothing',
    'MG-8',
    'Nor by selling nothing.',
    calledFor('buy alice low 4@9', 'sell dave ask 5@10'),
    'sell alice n 0@20',
  ),
  refused(
    'post-position-other-side-beyond',
    'MG-5',
    'Bob’s offers, which are more than his position since Alice was closed against him, already are beyond the largest: he posts nothing, on either side.',
    beyondLargest(),
    'buy bob n 1@1',
  ),
  refused('post-margin', 'MG-9', 'One lot more than 80 half units are the margin for.', funded(), 'buy alice n 21@10'),
  refused(
    'post-threshold-of-order',
    'MG-9',
    'To sell dear could only bring a gain, but who has an order has to have the threshold.',
    opened({ threshold: 5n }),
    'sell alice n 1@20',
  ),
  refused('post-margin-sell', 'MG-9', 'The same for a sale.', funded(), 'sell alice n 21@10'),
  refused(
    'post-margin-price',
    'MG-9',
    'A bid above the reference price costs what it is above it, too.',
    funded(),
    'buy alice n 14@11',
  ),
  refused(
    'post-margin-subset',
    'MG-9',
    'Filled together the two orders leave no position; filled alone the new one is too large (P 2.1).',
    happen(funded(), 'buy alice rests 20@9'),
    'sell alice n 21@10',
  ),
  refused(
    'post-margin-orders-add-up',
    'MG-9',
    'Each of the two could be afforded alone.',
    happen(funded(), 'buy alice rests 15@10'),
    'buy alice n 6@10',
  ),
  refused(
    'post-margin-threshold',
    'MG-9',
    'A threshold of 1 is missing.',
    funded({ threshold: 1n }),
    'buy alice n 20@10',
  ),
  refused(
    'post-margin-initial',
    'MG-9',
    'Who posts needs the initial margin, not the maintenance margin only.',
    short(),
    'sell alice n 11@10',
  ),
  refused(
    'post-margin-walk',
    'MG-9',
    'Nobody bids: bought at 10, a lot would be worth 1.',
    funded({ valuation: 'walk' }),
    'buy alice n 5@10',
  ),
]

const others = (): ReadonlyArray<Refused> => [
  refused('cancel-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'cancel bob rests'),
  refused('cancel-unknown', 'MG-3', 'Nobody knows Mallory.', resting(), 'cancel mallory rests'),
  refused('cancel-after-close', 'MG-2', 'The contract is settled.', settled(), 'cancel bob b'),
  refused('cancel-nothing', 'OB-18', 'There is no such order.', resting(), 'cancel bob other'),
  refused('cancel-filled', 'OB-18', 'It was filled.', short(), 'cancel bob b'),
  refused(
    'cancel-expired',
    'OB-18',
    'It left at the end of the day.',
    happen(resting(), 'endDay 1'),
    'cancel bob rests',
  ),
  refused(
    'cancel-liquidated',
    'OB-18',
    'It left when Alice was liquidated.',
    happen(quoted(), 'buy alice low 1@2', 'buy carol takes 1@11', 'advance 2'),
    'cancel alice low',
  ),
  refused('cancel-of-another', 'OB-19', 'It is Bob’s.', resting(), 'cancel carol rests'),
  refused('advance-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'advance 1'),
  refused('advance-after-close', 'MG-2', 'The contract is settled.', settled(), 'advance 1'),
  refused('advance-same', 'MG-11', 'The clock stands still.', happen(funded(), 'advance 3'), 'advance 3'),
  refused('advance-back', 'MG-11', 'The clock goes back.', happen(funded(), 'advance 3'), 'advance 2'),
  refused('advance-wide', 'MG-11', 'A time of 2^128.', funded(), `advance ${LIMIT}`),
  refused('open-step-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'openStep'),
  refused('open-step-after-close', 'MG-2', 'The contract is settled.', settled(), 'openStep'),
  refused('open-step-twice', 'MG-12', 'One is open.', stepped(), 'openStep'),
  refused(
    'open-step-partly-taken',
    'MG-12',
    'One is open that waits for Bob only.',
    happen(stepped(), 'takePart alice'),
    'openStep',
  ),
  refused('take-part-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'takePart bob'),
  refused('take-part-unknown', 'MG-3', 'Nobody knows Mallory.', stepped(), 'takePart mallory'),
  refused('take-part-after-close', 'MG-2', 'The contract is settled.', settled(), 'takePart bob'),
  refused('take-part-without-step', 'MG-13', 'No joint step is open.', short(), 'takePart bob'),
  refused('take-part-without-position', 'MG-13', 'Carol has no position.', stepped(), 'takePart carol'),
  refused(
    'take-part-twice',
    'MG-13',
    'Alice took part already.',
    happen(stepped(), 'takePart alice'),
    'takePart alice',
  ),
  refused(
    'take-part-new-position',
    'MG-13',
    'Carol has a position only since the step was opened.',
    happen(stepped(), 'sell carol s 1@10', 'buy bob l 1@10'),
    'takePart carol',
  ),
  refused(
    'take-part-liquidated',
    'MG-13',
    'Alice was liquidated since the step was opened.',
    happen(called({ stepDeadline: 9n }), 'openStep', 'advance 2'),
    'takePart alice',
  ),
  refused('take-part-late', 'MG-13', 'The step is over.', happen(stepped(), 'advance 2'), 'takePart bob'),
  refused('end-day-unsound', 'MG-1', 'The parameters make no sense.', unsoundMarket(), 'endDay 1'),
  refused('end-day-after-close', 'MG-2', 'The contract is settled.', settled(), 'endDay 3'),
  refused('end-day-ahead', 'MG-14', 'Day 1 runs.', short(), 'endDay 2'),
  refused('end-day-again', 'MG-14', 'Day 1 is over.', happen(short(), 'endDay 1'), 'endDay 1'),
  refused('end-day-in-step', 'MG-12', 'A joint step is open.', stepped(), 'endDay 1'),
]

/** Two conditions that stand one after the other fail together: the first is the reason. */
const together = (): ReadonlyArray<Refused> => [
  ...(
    [
      ['deposit mallory 5', 'deposit'],
      ['withdraw mallory 5', 'withdraw'],
      ['buy mallory n 1@10', 'post'],
      ['cancel mallory rests', 'cancel'],
      ['takePart mallory', 'take-part'],
    ] as const
  ).map(([line, slug]) =>
    refused(
      `${slug}-unsound-unknown`,
      'MG-1',
      'MG-1 and MG-3 fail together; the first is the reason.',
      unsoundMarket(),
      line,
    ),
  ),
  ...(
    [
      ['deposit-unknown-negative', 'MG-3', 'PR-1', funded(), 'deposit mallory -1'],
      ['deposit-after-close-zero', 'MG-4', 'MG-2', settled(), 'deposit bob 0'],
      ['deposit-after-close-beyond', 'MG-2', 'MG-5', settled(), 'deposit bob 1000000'],
      ['withdraw-unknown-negative', 'MG-3', 'PR-1', funded(), 'withdraw mallory -1'],
      ['withdraw-called-zero', 'MG-4', 'MG-10', called(), 'withdraw alice 0'],
      ['post-unknown-negative', 'MG-3', 'PR-1', funded(), 'buy mallory n -1@10'],
      ['post-negative-priceless', 'PR-1', 'PR-2', funded(), 'buy bob n -1@0'],
      ['post-price-wide', 'PR-2', 'PR-3', funded(), `buy bob n 1@${LIMIT}`],
      ['post-after-close-wide', 'PR-3', 'MG-2', settled(), `buy bob n 2@${LARGEST}`],
      ['post-id-live-high', 'OB-17', 'MG-5', resting(), 'sell bob rests 1@101'],
      ['post-stale-high', 'MG-5', 'MG-6', called(), 'sell bob n 1@101 0'],
      ['post-out-stale', 'MG-6', 'MG-7', out(), 'buy alice n 1@9 0'],
      ['cancel-after-close-unknown', 'MG-3', 'MG-2', settled(), 'cancel mallory b'],
      ['cancel-after-close-nothing', 'MG-2', 'OB-18', settled(), 'cancel bob other'],
      ['advance-after-close-same', 'MG-2', 'MG-11', settled(), 'advance 0'],
      ['take-part-after-close-unknown', 'MG-3', 'MG-2', settled(), 'takePart mallory'],
      ['take-part-after-close-without-step', 'MG-2', 'MG-13', settled(), 'takePart carol'],
      ['end-day-after-close-again', 'MG-2', 'MG-14', settled(), 'endDay 2'],
      ['end-day-ahead-in-step', 'MG-14', 'MG-12', stepped(), 'endDay 2'],
    ] as ReadonlyArray<readonly [string, Refused['clause'], string, Scene, string]>
  ).map(([slug, first, second, scene, line]) =>
    refused(slug, first, `${first} and ${second} fail together; the first is the reason.`, scene, line),
  ),
]

/** Every condition of every event negated once, and every two neighbours that can fail together. */
export const refusedEvents = (): ReadonlyArray<Refused> => [
  ...deposits(),
  ...withdrawals(),
  ...posts(),
  ...others(),
  ...together(),
]
