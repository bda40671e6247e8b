import { fullGroup, modulusOf } from '../../model/sealed-orders/group.js'
import { nativeSquaring } from '../../model/sealed-orders/native.js'
import { squared } from '../../spec/sealed-orders/numbers.js'
import { inTurn, median, type Row, rounded } from './measure.js'

/** Solving must be so many times as fast as a loop over BigInt, where the platform has a library. */
const GOAL = 3

const SQUARINGS = 65_535

/** How fast a puzzle of 2048 bits is solved, by the platform's library and by the loop. */
export const sealedOrdersRows = (): ReadonlyArray<Row> => {
  const n = modulusOf(fullGroup)
  const native = nativeSquaring()
  if (native === undefined) return []
  const times = inTurn(5, {
    loop: () => squared(5n, SQUARINGS, n),
    library: () => native(5n, SQUARINGS, n),
  })
  const perSecond = SQUARINGS / (median(times.library) / 1000)
  const ratio = median(times.loop) / median(times.library)
  return [
    {
      name: 'squarings of 2048 bits',
      value: Math.round(perSecond),
      unit: 'a second',
      against: 'a BigInt loop',
      ratio: rounded(ratio),
      goal: `at least ${GOAL}`,
      met: ratio >= GOAL,
    },
  ]
}
