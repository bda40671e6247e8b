import { random } from '../../model/core/random.js'

/** An instruction of the benchmark's flow, in plain numbers, so that each engine can be given its own form of it; an order has a number and, the same, an id. */
export type Instruction =
  | {
      readonly tag: 'limit'
      readonly number: number
      readonly id: string
      readonly side: 'buy' | 'sell'
      readonly price: number
      readonly volume: number
    }
  | { readonly tag: 'cancel'; readonly number: number; readonly id: string }

/**
 * A random flow: about half limit orders, half cancels of one of the last 2,000 orders, as on exchanges, where most
 * orders are cancelled. Prices are bell-shaped around 10,000, a tick of 20 apart for the two sides, so that about a
 * third of the orders trade; some ten thousand rest in the end.
 */
export const flow = (instructions: number, seed = 1): ReadonlyArray<Instruction> => {
  const next = random(seed)
  const recent: number[] = []
  return Array.from({ length: instructions }, (_, i): Instruction => {
    if (recent.length > 10 && next() < 0.48) {
      const at = Math.max(0, recent.length - 1 - Math.floor(next() * 2000))
      const number = recent[at] as number
      recent[at] = recent[recent.length - 1] as number
      recent.pop()
      return { tag: 'cancel', number, id: `o${number}` }
    }
    const side = next() < 0.5 ? 'buy' : 'sell'
    const price = Math.floor(10_000 + (next() + next() + next() - 1.5) * 200) + (side === 'buy' ? -20 : 20)
    recent.push(i)
    return { tag: 'limit', number: i, id: `o${i}`, side, price, volume: 1 + Math.floor(next() * 100) }
  })
}
