import type { Params } from '../../../spec/margin/types.js'
import { type Accepted, FIFTH, FREE, run, TENTH } from './run.js'
import { funded, happen, opened, quoted, type Scene, sample, stepped } from './scene.js'
import { walkedOver } from './told-apart.js'

// Runs in which one comparison, one sign or one sequence makes the difference.

/** All that can be held was paid in, and Bob has taken out 5. */
export const lessThanMost = (): Scene => happen(funded({ fund: 1n }), 'deposit bob 993919', 'withdraw bob 5')

/** Alice, long 10, is called when the mid falls to 6.5. */
export const calledLong = (): Scene =>
  happen(funded(), 'sell bob s 10@10', 'buy alice l 10@10', 'sell carol ask 5@9', 'buy dave bid 5@4')

/** Alice has no position, only one order, for which she is called when another comes nearer. */
export const calledFor = (order: string, nearer: string): Scene =>
  happen(opened(FIFTH), 'deposit alice 8', 'deposit dave 900', order, nearer)

/** Alice is called at 10.5 and forfeits what a joint step held of her; at 9.5 she still falls short. */
export const closedBelowMark = (): Scene =>
  happen(
    opened({ ...TENTH, traders: sample.traders.slice(0, 3), deadline: 3n, stepDeadline: 1n }),
    'deposit alice 20',
    'deposit bob 900',
    'deposit carol 900',
    'buy bob b 10@10',
    'sell alice a 10@10',
    'openStep',
    'takePart bob',
    'buy carol bid 1@10',
    'sell bob ask 1@11',
    'advance 1',
    'cancel carol bid',
    'buy carol lower 1@9',
    'cancel bob ask',
    'sell bob near 1@10',
    'advance 3',
  )

/** Bob, short 2, buys 5: he is long 3 when Alice, who is short, is closed against everybody who is long. */
export const closedAgainstPoster = (): Scene =>
  happen(
    opened({ ...FREE, deadline: 0n }),
    'deposit alice 20',
    'deposit bob 500',
    'deposit carol 900',
    'deposit dave 900',
    'buy carol c 4@10',
    'sell alice a 2@10',
    'sell bob s 2@10',
    'sell dave ask 5@11',
    'sell dave far 1@40',
    'buy carol bid 1@9',
    'buy bob turn 5@11',
  )

/** Bob, long 2, sells 5: he is short 3 when Alice, who is long, is closed against everybody who is short. */
export const closedAgainstSeller = (): Scene =>
  happen(
    opened({ ...FREE, deadline: 0n }),
    'deposit alice 10',
    'deposit bob 500',
    'deposit carol 900',
    'deposit dave 900',
    'sell carol c 4@10',
    'buy alice a 2@10',
    'buy bob b 2@10',
    'buy dave bid 5@9',
    'buy dave far 1@1',
    'sell carol ask 1@11',
    'sell bob turn 5@9',
  )

/**
 * Carol takes Dave’s asks, by which he, who was long, turns short. The mid rises, and Alice is due; her bid leaves, the mid
 * falls by more than that, she is cured, and Bob is closed, against Dave among others.
 */
export const closedAgainstMaker = (): Scene =>
  happen(
    opened({ ...FREE, deadline: 0n, openingPrice: 30n }),
    'deposit alice 10',
    'deposit bob 12',
    'deposit carol 900',
    'deposit dave 900',
    'buy bob b 2@30',
    'sell alice a 2@30',
    'buy dave d 2@30',
    'sell carol c 2@30',
    'buy alice bid 1@30',
    'sell dave ask 5@31',
    'buy carol low 1@2',
    'sell dave far 1@40',
    'buy carol takes 5@31',
  )

const plain = (): ReadonlyArray<Accepted> => [
  run(
    'deposit-most-after-withdrawal',
    ['MG-5'],
    'What was withdrawn is held no more: so much can be paid in again.',
    lessThanMost(),
    'deposit carol 5',
  ),
  run(
    'withdraw-in-step-to-margin',
    ['MG-10', 'MG-26'],
    'What a joint step holds of Alice counts for her margin: of her balance of 70 she can take 40.',
    stepped(),
    'withdraw alice 40',
  ),
  run(
    'walk-deep-worst-first',
    ['MG-9', 'MG-10'],
    'Five lots are sold at five prices, the best first, though those bids were the last to come.',
    walkedOver(5, 6, 7, 8, 9),
    'withdraw alice 1',
  ),
  run(
    'walk-day-ends',
    ['MG-21', 'MG-23', 'MG-25'],
    'At the end of the day all orders expire; nobody bids for what Alice has, she falls short, and is closed at the last price before that.',
    opened({ valuation: 'walk', highestPrice: 20n }),
    'deposit alice 40',
    'deposit bob 2000',
    'deposit dave 2000',
    'buy bob bid 6@9',
    'sell dave ask 4@11',
    'buy alice l 4@11',
    'endDay 1',
  ),
]

const calls = (): ReadonlyArray<Accepted> => [
  run(
    'called-two-after-first',
    ['MG-18', 'MG-35'],
    'Bob and Carol are called in one step, and Alice, who comes before them, is not.',
    happen(
      funded(),
      'buy dave d 20@10',
      'sell carol c 10@10',
      'sell bob b 10@10',
      'withdraw carol 1920',
      'withdraw bob 1920',
      'buy alice bid 1@9',
    ),
    'sell dave far 5@17',
  ),
  run(
    'called-by-nearer-offer',
    ['MG-18'],
    'Alice has a bid at 9 and offers at 11 and 14. At 10.5 the offer at 11 is the worst that can be taken, and she falls short of it by some.',
    happen(
      opened(FIFTH),
      'deposit alice 8',
      'deposit carol 900',
      'deposit dave 900',
      'buy alice low 4@9',
      'sell alice high 4@11',
      'sell alice higher 4@14',
    ),
    'buy carol bid 5@10',
    'advance 2',
  ),
  run(
    'called-reduces-beside-offer',
    ['MG-8'],
    'Alice’s offer stands on the other side: she may still buy back all of her position.',
    happen(quoted(), 'sell alice high 1@90', 'buy carol takes 1@11'),
    'buy alice back 10@5',
  ),
  run('called-long-reduces', ['MG-8'], 'Alice, called and long, may sell.', calledLong(), 'sell alice some 4@9'),
  run(
    'closed-below-mark',
    ['MG-23', 'MG-33', 'MG-26'],
    'Alice, short, was called at 10.5 and lost her stake in a joint step. At 9.5 she still falls short: she is closed at 10, the last price at which she met her margin, and loses by it.',
    closedBelowMark(),
  ),
  run(
    'closed-against-poster',
    ['MG-23', 'MG-33'],
    'Bob was short; the order by which he turns long makes Alice fall short, and a lot is closed against him.',
    closedAgainstPoster(),
  ),
  run(
    'closed-few-lots',
    ['MG-23'],
    'One lot is closed, and two have as much against it: the one that is named first takes it, and the other is not listed.',
    happen(
      opened(),
      'deposit alice 8',
      ...['bob', 'carol', 'dave'].map((trader) => `deposit ${trader} 2000`),
      'buy bob b 5@10',
      'buy carol c 5@10',
      'sell alice a 1@10',
      'sell dave d 9@10',
      'buy bob bid 1@9',
      'sell carol far 1@17',
    ),
    'advance 2',
  ),
]

const AT_REFERENCE: Partial<Params> = { ...FREE, liquidationPrice: 'reference', deadline: 2n }

const losses = (): ReadonlyArray<Accepted> => [
  run(
    'loss-while-another-owes',
    ['MG-24'],
    'Alice owes 100 at her deadline. Bob, who is called later, has less than nothing: he bears no part of it, and has none to gain.',
    happen(
      opened(AT_REFERENCE),
      'deposit alice 100',
      'deposit bob 150',
      'deposit carol 400',
      'deposit dave 900',
      'buy dave d 20@10',
      'sell alice a 10@10',
      'sell bob b 10@10',
      'buy carol bid 1@9',
      'sell dave far 1@25',
      'advance 1',
      'cancel dave far',
      'sell dave farther 1@31',
    ),
    'advance 2',
  ),
  run(
    'loss-of-flat',
    ['MG-24', 'MG-21'],
    'Alice has bought all of it back at a loss that she cannot pay. Nothing is closed at her deadline, so there are no lots to share the loss by: net positions are left.',
    happen(
      opened({ ...AT_REFERENCE, lossRule: 'closed-lots' }),
      'deposit alice 100',
      'deposit bob 100',
      'deposit carol 400',
      'deposit dave 700',
      'buy carol c 10@10',
      'sell alice a 10@10',
      'buy bob bid 1@9',
      'sell dave far 1@31',
      'buy alice back 10@20',
      'sell dave fills 10@20',
    ),
    'advance 2',
  ),
  run(
    'step-nothing-held-of-loyal',
    ['MG-26'],
    'Carol alone takes part, and of her one lot nothing was held: what the others forfeit goes to the fund.',
    happen(
      funded({ dropOutRate: 400n }),
      'buy bob b 9@10',
      'buy carol c 1@10',
      'sell alice a 10@10',
      'openStep',
      'takePart carol',
    ),
    'advance 2',
  ),
]

/** All of them. */
export const toldApartClosely = (): ReadonlyArray<Accepted> => [...plain(), ...calls(), ...losses()]
