import { readFileSync } from 'node:fs'
import type { Instruction } from '../../model/margin/day.js'
import { parseInstruction } from '../audit/csv.js'
import { flow } from './generate.js'

/** The instructions of a file in the format of Garg and Sarswat, or what is wrong with it, with its line. */
export const readFlow = (file: string): ReadonlyArray<Instruction> | string => {
  const instructions: Instruction[] = []
  for (const [i, text] of readFileSync(file, 'utf8').split(/\r?\n/).entries()) {
    if (text === '') continue
    const parsed = parseInstruction(text)
    if (typeof parsed === 'string') return `${file}, line ${i + 1}: ${parsed}`
    const { kind, id, quantity: volume, price } = parsed
    instructions.push(
      kind === 'Del'
        ? { tag: 'cancel', id }
        : { tag: 'limit', id, side: kind === 'Buy' ? 'buy' : 'sell', price, volume },
    )
  }
  return instructions
}

/** A generated flow, always the same of a seed. */
export const generatedFlow = (instructions: number, seed: number): ReadonlyArray<Instruction> =>
  flow(instructions, seed).map((one) =>
    one.tag === 'cancel'
      ? { tag: 'cancel', id: one.id }
      : { tag: 'limit', id: one.id, side: one.side, price: BigInt(one.price), volume: BigInt(one.volume) },
  )
