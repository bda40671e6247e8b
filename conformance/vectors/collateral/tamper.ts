import { opened, record } from '../../../spec/collateral/history.js'
import { collateralAt, heldAt } from '../../../spec/collateral/protection.js'
import { Outputs, type Paid } from '../../../spec/collateral/types.js'
import type { CoinId, TraderId } from '../../../spec/primitives/types.js'
import type { Json } from '../../kit/kit.js'
import type { JsonEntry, Tamper } from '../build.js'
import { accepted } from '../spoil.js'
import type { Scene } from './scene.js'

/** A payment from a line such as `alice X 100 10`: the holdings, and the collateral. */
const paidOf = (line: string): Paid => {
  const [trader = '', coin = '', holdings = '', reserved = '0'] = line.split(' ')
  return {
    trader: trader as TraderId,
    coin: coin as CoinId,
    holdings: BigInt(holdings),
    collateral: BigInt(reserved),
  }
}

/** It was accepted, and pays this. */
export const pays = (...lines: ReadonlyArray<string>): Tamper =>
  accepted(Outputs.encode({ paid: lines.map(paidOf) }) as unknown as Json)

/** It was accepted, and nothing is paid. */
export const acceptedAsIf: Tamper = pays()

/** What everybody has, from lines such as `alice X 40`. */
export const holdings = (...lines: ReadonlyArray<string>): Json =>
  lines.map((line) => {
    const [trader = '', coin = '', amount = ''] = line.split(' ')
    return { trader, coin, amount }
  })

/** All that came before was accepted, whatever it should have been. */
export const allAccepted = (earlier: ReadonlyArray<JsonEntry>): ReadonlyArray<JsonEntry> =>
  earlier.map((entry) => ({ ...entry, answer: { accepted: { paid: [] } } }))

/** It pays what is due if all that came before it was accepted. */
export const paysDue = ({ params, events }: Pick<Scene, 'params' | 'events'>): Tamper => {
  const account = events.slice(0, -1).reduce(record, opened(params))
  const paid = params.traders.flatMap(({ trader }) => {
    const [held, reserved] = [heldAt, collateralAt].map((of) => of(account, trader, account.passed))
    return params.coins.map(({ coin }) => ({
      trader,
      coin,
      holdings: held?.get(coin) ?? 0n,
      collateral: reserved?.get(coin) ?? 0n,
    }))
  })
  const due = paid.filter((one) => one.holdings !== 0n || one.collateral !== 0n)
  return accepted(Outputs.encode({ paid: due }) as unknown as Json)
}
