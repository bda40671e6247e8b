import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../../model/core/machine.js'
import { futures, rules } from '../../../model/margin/machine.js'
import type { Ledger } from '../../../spec/margin/ledger.js'
import { Event, Params } from '../../../spec/margin/types.js'
import type { Side } from '../../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../../spec/primitives/types.js'
import { drafting } from '../spoil.js'

/** A market after some events, all of which were accepted. */
export interface Scene {
  readonly params: Params
  readonly ledger: Ledger
  readonly events: ReadonlyArray<Event>
}

const next = step(rules)

/** Four traders, prices around 10, a fifth for the initial margin and a tenth to stay in; two ticks to meet a call. */
export const sample: Params = {
  traders: ['alice', 'bob', 'carol', 'dave'] as ReadonlyArray<string> as ReadonlyArray<TraderId>,
  openingPrice: 10n,
  initialRate: 2_000n,
  maintenanceRate: 1_000n,
  threshold: 0n,
  deadline: 2n,
  valuation: 'mid',
  liquidationPrice: 'last-solvent',
  lossRule: 'net-positions',
  markRule: 'keep',
  fund: 0n,
  dropOutRate: 500n,
  stepDeadline: 2n,
  lastDay: 2n,
  highestPrice: 100n,
  largestPosition: 100n,
  mostHeld: 1_000_000n,
}

/** A market that is just opened. */
export const opened = (changes: Partial<Params> = {}): Scene => {
  const params = { ...sample, ...changes }
  return { params, ledger: futures.init(params), events: [] }
}

/**
 * An event from a line such as `deposit alice 80`, `sell alice a 10@10`, `cancel alice a`, `advance 2`, `openStep`,
 * `takePart bob`, `endDay 1`. The credential of an order is of the moment, or of the version that the line ends with.
 */
export const read = ({ ledger }: Scene, line: string): Event => {
  const [tag, ...words] = line.split(' ')
  const [first = '', second = '', third = '', version] = words
  const trader = first as TraderId
  switch (tag) {
    case 'deposit':
    case 'withdraw':
      return { tag, trader, amount: BigInt(second) }
    case 'buy':
    case 'sell': {
      const [volume = '', price = ''] = third.split('@')
      return {
        tag: 'post',
        trader,
        order: second as OrderId,
        side: tag satisfies Side,
        price: BigInt(price),
        volume: BigInt(volume),
        version: version === undefined ? ledger.version : BigInt(version),
      }
    }
    case 'cancel':
      return { tag, trader, order: second as OrderId }
    case 'takePart':
      return { tag, trader }
    case 'advance':
      return { tag, time: BigInt(first) }
    case 'endDay':
      return { tag, day: BigInt(first) }
    case 'openStep':
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
    const event = read(reached, line)
    const outcome = next(reached.ledger, event)
    if (E.isLeft(outcome)) throw new Error(`${line}: refused by ${outcome.left.clause}`)
    reached = { ...reached, ledger: outcome.right.state, events: [...reached.events, event] }
  }
  return reached
}

/** The draft of a run. */
export const draft = drafting({ Params, Event }, ({ params }: Pick<Scene, 'params' | 'events'>) => params)

// The story that most vectors tell.

/** Alice has 80 half units and much is what the others have. */
export const funded = (changes?: Partial<Params>): Scene =>
  happen(opened(changes), 'deposit alice 80', 'deposit bob 2000', 'deposit carol 2000', 'deposit dave 2000')

/** Alice sold 10 to Bob at 10: at a doubled reference price p she has 280 - 10 p, and needs p to stay in. */
export const short = (changes?: Partial<Params>): Scene =>
  happen(funded(changes), 'buy bob b 10@10', 'sell alice a 10@10')

/** A bid of 9 and asks of 11 and 17 around it. */
export const quoted = (changes?: Partial<Params>): Scene =>
  happen(short(changes), 'buy carol bid 5@9', 'sell dave ask 1@11', 'sell dave far 5@17')

/** Carol takes the ask at 11, the mid rises to 13, and Alice, who did nothing, is called. */
export const called = (changes?: Partial<Params>): Scene => happen(quoted(changes), 'buy carol takes 1@11')

/** Nothing happens until the deadline: Alice is out. */
export const out = (changes?: Partial<Params>): Scene => happen(called(changes), 'advance 2')

/** Both days are over. */
export const settled = (changes?: Partial<Params>): Scene => happen(short(changes), 'endDay 1', 'endDay 2')

/** A joint step waits for Alice and Bob. */
export const stepped = (changes?: Partial<Params>): Scene => happen(short(changes), 'openStep')
