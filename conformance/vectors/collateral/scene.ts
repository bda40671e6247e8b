import * as E from 'fp-ts/lib/Either.js'
import { collateral, rules } from '../../../model/collateral/machine.js'
import type { State } from '../../../model/collateral/state.js'
import { step } from '../../../model/core/machine.js'
import { Event, Params } from '../../../spec/collateral/types.js'
import type { CoinId, TraderId } from '../../../spec/primitives/types.js'
import { drafting } from '../spoil.js'

/** An exchange after some events, all of which were accepted. */
export interface Scene {
  readonly params: Params
  readonly state: State
  readonly events: ReadonlyArray<Event>
}

const next = step(rules)

/** Traders, such as `alice careful` and `bob`. */
export const traders = (...lines: ReadonlyArray<string>): Params['traders'] =>
  lines.map((line) => {
    const [trader, careful] = line.split(' ')
    return { trader: trader as TraderId, careful: careful === 'careful' }
  })

/** Coins with their prices, such as `X 10`. */
export const coins = (...lines: ReadonlyArray<string>): Params['coins'] =>
  lines.map((line) => {
    const [coin, price = ''] = line.split(' ')
    return { coin: coin as CoinId, price: BigInt(price) }
  })

/** Two coins at 10 units each, a volatility of a tenth; alice is careful, bob is not. */
export const sample: Params = {
  coins: coins('X 10', 'Y 10'),
  traders: traders('alice careful', 'bob'),
  volatility: { numerator: 1n, denominator: 10n },
}

/** An exchange that is just opened. */
export const opened = (changes: Partial<Params> = {}): Scene => {
  const params = { ...sample, ...changes }
  return { params, state: collateral.init(params), events: [] }
}

/**
 * An event from a line such as `deposit alice X 100`, `stake X 10`, `unstake X 1`, `reserve alice X 3 10` with the eon
 * before the amount, `trade alice 100 X bob 100 Y`, `price Y 11`, `end`, `contested` for an end with an open
 * challenge, `answer`, `fail`.
 */
export const read = (line: string): Event => {
  const [tag, ...words] = line.split(' ')
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = words
  switch (tag) {
    case 'deposit':
      return { tag, trader: a as TraderId, coin: b as CoinId, amount: BigInt(c) }
    case 'stake':
    case 'unstake':
      return { tag, coin: a as CoinId, amount: BigInt(b) }
    case 'reserve':
      return { tag, trader: a as TraderId, coin: b as CoinId, eon: BigInt(c), amount: BigInt(d) }
    case 'trade':
      return {
        tag,
        seller: a as TraderId,
        buyer: d as TraderId,
        base: c as CoinId,
        quote: f as CoinId,
        baseAmount: BigInt(b),
        quoteAmount: BigInt(e),
      }
    case 'price':
      return { tag, coin: a as CoinId, price: BigInt(b) }
    case 'end':
      return { tag: 'endEon', challenged: false }
    case 'contested':
      return { tag: 'endEon', challenged: true }
    case 'answer':
    case 'fail':
      return { tag }
    default:
      throw new Error(`no event: ${line}`)
  }
}

/**
 * The scene after some events.
 *
 * @throws Error if one is refused: then the scene is wrong.
 */
export const happen = (scene: Scene, ...lines: ReadonlyArray<string>): Scene => {
  let reached = scene
  for (const line of lines) {
    const event = read(line)
    const outcome = next(reached.state, event)
    if (E.isLeft(outcome)) throw new Error(`${line}: refused by ${outcome.left.clause}`)
    reached = { ...reached, state: outcome.right.state, events: [...reached.events, event] }
  }
  return reached
}

/** The draft of a run. */
export const draft = drafting({ Params, Event }, ({ params }: Pick<Scene, 'params' | 'events'>) => params)

// The story that most vectors tell.

/** Alice has 100 X, bob 200 Y. */
export const funded = (changes?: Partial<Params>): Scene =>
  happen(opened(changes), 'deposit alice X 100', 'deposit bob Y 200')

/** 10 X are staked, and reserved for alice from eon 3 on, which runs: she can sell 100 X. */
export const covered = (changes?: Partial<Params>): Scene =>
  happen(funded(changes), 'stake X 10', 'reserve alice X 3 10', 'reserve alice X 4 10', 'end', 'end')

/** She sold 60 X of them for as many Y. */
export const traded = (changes?: Partial<Params>): Scene => happen(covered(changes), 'trade alice 60 X bob 60 Y')

/** Both are careful, and there are 10 X for alice and 5 Y for bob. */
export const bothCareful = (): Scene =>
  happen(
    opened({ traders: traders('alice careful', 'bob careful') }),
    'deposit alice X 100',
    'deposit bob Y 200',
    'stake X 10',
    'stake Y 5',
    'reserve alice X 3 10',
    'reserve alice X 4 10',
    'reserve bob Y 3 5',
    'reserve bob Y 4 5',
    'end',
    'end',
  )

/** Alice sold 100 of her 200 X in eon 3, and the checkpoint of eon 4 is contested in eon 5, which runs. */
export const contested = (): Scene =>
  happen(
    opened(),
    'deposit alice X 200',
    'deposit bob Y 200',
    'stake X 10',
    'reserve alice X 3 10',
    'reserve alice X 4 10',
    'reserve alice X 5 10',
    'reserve alice X 6 10',
    'end',
    'end',
    'trade alice 100 X bob 100 Y',
    'end',
    'contested',
  )

/** The operator failed in eon 3, after the trade. */
export const failed = (changes?: Partial<Params>): Scene => happen(traded(changes), 'fail')
