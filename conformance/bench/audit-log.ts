import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { step } from '../../model/core/machine.js'
import { answerOf } from '../../model/order-book/invariants.js'
import { orderBook, rules } from '../../model/order-book/machine.js'
import { Entry, type Event, Params } from '../../spec/order-book/types.js'
import type { OrderId, TraderId } from '../../spec/primitives/types.js'
import { flow } from '../measure/generate.js'

const PARAMS = { preference: 'price-time', executionPrice: 'resting', selfTrade: 'allow' } as const
const trader = 't' as TraderId

/** Writes a log of so many events, in lots, each with what the model answers. */
export const writeLog = async (file: string, events: number): Promise<void> => {
  const out = createWriteStream(file)
  out.write(`${JSON.stringify({ touchstone: '1', machine: 'order-book', params: Params.encode(PARAMS) })}\n`)
  const next = step(rules)
  let state = orderBook.init(PARAMS)
  const lot = 100_000
  for (let done = 0; done < events; done += lot) {
    const lines: string[] = []
    for (const instruction of flow(Math.min(lot, events - done), done + 1)) {
      const order = `${instruction.id}-${done}` as OrderId
      const event: Event =
        instruction.tag === 'cancel'
          ? { tag: 'cancel', order, trader }
          : {
              tag: 'limit',
              order,
              trader,
              side: instruction.side,
              price: BigInt(instruction.price),
              volume: BigInt(instruction.volume),
              lastEon: state.eon,
            }
      const outcome = next(state, event)
      if (E.isRight(outcome)) state = outcome.right.state
      lines.push(
        JSON.stringify(
          Entry.encode({
            event,
            answer: answerOf(E.map(({ outputs }: { outputs: never }) => outputs)(outcome as never)),
          }),
        ),
      )
    }
    // The eon ends, and with it what rests: the live orders stay some thousands.
    const end: Event = { tag: 'endEon', eon: state.eon }
    const outcome = next(state, end)
    if (E.isRight(outcome)) {
      state = outcome.right.state
      lines.push(JSON.stringify(Entry.encode({ event: end, answer: { accepted: outcome.right.outputs } })))
    }
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
