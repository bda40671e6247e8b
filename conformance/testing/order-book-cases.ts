import { orderBookKit } from '../kit/order-book.js'
import { judgementCase, traceCase } from '../vectors/build.js'
import { judgements } from '../vectors/order-book/judgements.js'
import { seededTraces } from '../vectors/order-book/seeded.js'
import { acceptedTraces, refusedTraces } from '../vectors/order-book/traces.js'
import type { Case } from '../vectors/types.js'

/** The vectors of the order book alone, for the tests of the kit itself: those of all chapters take seconds to make. */
export const orderBookCases = (): ReadonlyArray<Case> => [
  ...[...acceptedTraces, ...refusedTraces, ...seededTraces(orderBookKit)].map((draft) =>
    traceCase(orderBookKit, draft),
  ),
  ...judgements.map((judged) => judgementCase(orderBookKit, judged)),
]
