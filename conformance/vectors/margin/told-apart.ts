import { areSound } from '../../../spec/margin/admission.js'
import type { Params } from '../../../spec/margin/types.js'
import type { TraderId } from '../../../spec/primitives/types.js'
import { type Accepted, FIFTH, FREE, run, TENTH } from './run.js'
import { called, funded, happen, opened, quoted, type Scene, sample } from './scene.js'

// Runs that tell rules apart which an implementation took for one another, and passed all other cases.

/** The most that can be held with these parameters. */
export const mostHeldOf = (params: Params): bigint => {
  let low = 0n
  let high = 2n ** 128n
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (areSound({ ...params, mostHeld: middle })) low = middle
    else high = middle
  }
  return low
}

/** Alice is closed against Bob, who had offered four lots, two of them out of his position. */
export const beyondLargest = (): Scene =>
  happen(
    opened({ ...FREE, deadline: 0n, highestPrice: 40n, largestPosition: 2n }),
    'deposit alice 20',
    'deposit bob 900',
    'deposit carol 900',
    'deposit dave 900',
    'sell alice a 2@10',
    'buy bob b 2@10',
    'sell bob more 4@38',
    'buy carol c 1@10',
  )

/** Bob has 220, and 50 is held: what he won Alice, who is called, has not paid. */
export const richerThanHeld = (): Scene =>
  happen(
    opened({ ...FREE, deadline: 9n }),
    'deposit alice 20',
    'deposit bob 20',
    'deposit carol 10',
    'buy bob b 10@10',
    'sell alice a 10@10',
    'buy carol bid 1@9',
    'sell dave far 1@31',
    'buy carol c 10@20',
    'sell bob s 10@20',
  )

/** Alice is long 5 over bids at five prices, posted in this sequence, and has one half unit more than their margin. */
export const walkedOver = (...prices: ReadonlyArray<number>): Scene =>
  happen(
    opened({ valuation: 'walk', highestPrice: 20n }),
    'deposit alice 61',
    'deposit bob 2000',
    'deposit dave 2000',
    ...prices.map((price) => `buy bob b${price} 1@${price}`),
    'sell dave ask 30@11',
    'buy alice l 5@11',
  )

/** The bids were posted the best first. */
export const walkedDeep = (): Scene => walkedOver(9, 8, 7, 6, 5)

const times = (): ReadonlyArray<Accepted> => [
  run(
    'called-again-later',
    ['MG-21', 'MG-20'],
    'Called when the clock says 1, lifted, and called again at 2: she is due at 4, and not at 3.',
    happen(quoted(), 'advance 1', 'buy carol takes 1@11', 'advance 2', 'sell dave near 1@12', 'cancel dave near'),
    'advance 3',
    'advance 4',
  ),
  run(
    'two-due-called-apart',
    ['MG-21', 'MG-23'],
    'Bob is called before Alice, and both are due at once: Alice is liquidated first, as in the parameters. Were it Bob, his bid would leave, and Alice be cured.',
    happen(
      funded(),
      'withdraw bob 1926',
      'buy dave d 20@10',
      'sell alice a 10@10',
      'sell bob s 10@10',
      'buy carol bid 5@9',
      'sell carol far 5@16',
      'advance 1',
      'buy bob back 1@10',
    ),
    'advance 3',
  ),
  run(
    'lifted-when-flat',
    ['MG-20'],
    'Alice buys all of it back: with no position her call is over.',
    called(),
    'buy alice back 10@13',
    'sell bob fills 10@13',
    'advance 2',
  ),
  run(
    'called-both-sides',
    ['MG-18', 'MG-20'],
    'Alice has no position, only a bid and an offer. She is called when the mid falls, lifted, and called when it rises.',
    happen(
      opened(FIFTH),
      'deposit alice 8',
      'deposit carol 900',
      'deposit dave 900',
      'buy alice low 4@9',
      'sell alice high 4@11',
    ),
    'sell dave ask 5@10',
    'cancel dave ask',
    'buy carol bid 5@10',
    'advance 2',
  ),
]

const losses = (): ReadonlyArray<Accepted> => [
  run(
    'loss-of-called',
    ['MG-24'],
    'Alice owes 40 at her deadline; Bob, who is called himself and has 20 left, bears his part.',
    happen(
      opened({ ...TENTH, dropOutRate: 0n, liquidationPrice: 'reference' }),
      'deposit alice 80',
      'deposit bob 140',
      'deposit carol 60',
      'deposit dave 100',
      'buy dave d 20@10',
      'sell alice a 10@10',
      'sell bob b 10@10',
      'buy carol bid 1@9',
      'sell dave far 1@17',
      'advance 1',
      'buy carol up 1@15',
    ),
    'advance 2',
  ),
  run(
    'loss-of-out',
    ['MG-24', 'MG-7'],
    'Erin is out, and paid in 2000 since: she bears a part of Alice’s loss like everybody.',
    happen(
      opened({
        ...TENTH,
        traders: [...sample.traders, 'erin' as TraderId],
        deadline: 0n,
        liquidationPrice: 'reference',
      }),
      'deposit alice 30',
      'deposit erin 20',
      'deposit bob 300',
      'deposit carol 300',
      'deposit dave 300',
      'sell alice a 2@10',
      'sell erin e 2@10',
      'buy bob b 4@10',
      'sell carol ask 1@18',
      'buy dave bid 1@10',
      'deposit erin 2000',
      'sell carol far 1@44',
    ),
    'buy dave wipe 2@18',
  ),
  run(
    'loss-escrow-counts',
    ['MG-24', 'MG-26'],
    'While a joint step is open what it holds of a trader is a part of its net position: 100 by 200, 500 and 700.',
    happen(
      opened({ ...TENTH, deadline: 0n, liquidationPrice: 'reference' }),
      'deposit alice 100',
      'deposit bob 100',
      'deposit carol 400',
      'deposit dave 700',
      'buy bob b 5@10',
      'buy carol c 5@10',
      'sell alice a 10@10',
      'buy dave bid 1@9',
      'openStep',
    ),
    'sell dave far 1@31',
  ),
]

const steps = (): ReadonlyArray<Accepted> => [
  run(
    'step-liquidated-after-taking-part',
    ['MG-26'],
    'Alice takes part, and is liquidated before the step is over: Bob forfeits 8, and she is not rewarded; the fund has it.',
    happen(
      opened({ ...TENTH, deadline: 0n }),
      'deposit alice 40',
      'deposit bob 300',
      'deposit carol 900',
      'sell alice a 4@10',
      'buy bob b 4@10',
      'sell carol ask 1@30',
      'openStep',
      'takePart alice',
      'buy carol bid 1@10',
    ),
    'advance 2',
  ),
  run(
    'step-held-of-called',
    ['MG-26', 'MG-30'],
    'Alice is called and has 20; a tenth of her position would be 26. 20 is held, and forfeited.',
    called({ dropOutRate: 1_000n, deadline: 9n }),
    'openStep',
    'takePart bob',
    'advance 2',
  ),
  run(
    'step-held-of-unsettled',
    ['MG-26', 'MG-30'],
    'Bob has taken out all that is settled; what he gained since he bought is enough, and 13 is held of him.',
    happen(called(), 'withdraw bob 2000'),
    'openStep',
    'takePart bob',
  ),
  run(
    'step-held-of-who-owes',
    ['MG-26', 'MG-30'],
    'Alice is called and has -10: nothing is held of her, nothing forfeited, and nobody rewarded (M17).',
    happen(called({ dropOutRate: 1_000n, deadline: 9n }), 'buy carol up 1@12'),
    'openStep',
    'takePart bob',
    'takePart carol',
    'takePart dave',
    'advance 2',
    'openStep',
    'takePart alice',
  ),
]

const bounds = (): ReadonlyArray<Accepted> => {
  const most = { ...sample, mostHeld: mostHeldOf(sample) }
  return [
    run(
      'position-beyond-largest',
      ['MG-5', 'MG-23'],
      'What is closed against Bob leaves his offers: when they are taken he is short 3, where an order may bring nobody beyond 2.',
      beyondLargest(),
      'buy carol c2 1@38',
      'buy dave d 2@38',
    ),
    run(
      'parameters-largest',
      ['MG-1', 'MG-5'],
      'So much can be held that 128 bits just hold every margin; all of it is paid in.',
      opened(most),
      `deposit bob ${most.mostHeld}`,
    ),
    run(
      'withdraw-all-held',
      ['MG-10'],
      'Bob takes all that is held, and leaves 170.',
      richerThanHeld(),
      'withdraw bob 50',
    ),
  ]
}

const walked = (): ReadonlyArray<Accepted> => [
  run(
    'walk-called-orders-only',
    ['MG-18', 'MG-17', 'MG-22'],
    'Alice has only a bid, and falls short of it when the better bid leaves. At her deadline hers leaves, which is a version more.',
    happen(
      opened({ ...FIFTH, valuation: 'walk', highestPrice: 20n }),
      'deposit alice 9',
      'deposit bob 2000',
      'deposit dave 2000',
      'buy bob top 5@10',
      'sell dave ask 5@11',
      'buy alice low 4@9',
    ),
    'cancel bob top',
    'advance 2',
    'buy bob next 1@9',
  ),
  run('walk-deep', ['MG-9', 'MG-10'], 'Five lots are sold at five prices.', walkedDeep(), 'withdraw alice 1'),
  run(
    'walk-deep-short',
    ['MG-9', 'MG-10'],
    'Five lots are bought back at five prices.',
    happen(
      opened({ valuation: 'walk', highestPrice: 20n }),
      'deposit alice 60',
      'deposit bob 2000',
      'deposit dave 2000',
      ...[11, 12, 13, 14, 15].map((price) => `sell dave a${price} 1@${price}`),
      'buy bob bid 30@9',
    ),
    'sell alice s 5@9',
  ),
]

/** All of them. */
export const toldApart = (): ReadonlyArray<Accepted> => [...times(), ...losses(), ...steps(), ...bounds(), ...walked()]
