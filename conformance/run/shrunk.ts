import type { Chapter } from '../../spec/core/ids.js'
import { kitFor, traceCase } from '../vectors/build.js'
import type { TraceCase } from '../vectors/types.js'
import type { Failure } from './result.js'

/** A failure as a vector: the shortest sequence that shows it, with what the model answers. */
export const shrunkCase = (failure: Failure): TraceCase => {
  const [chapter, , slug] = failure.case.split('/')
  return traceCase(kitFor(chapter as Chapter), {
    slug: `${failure.clause}-${slug}`,
    comment: `Made small from ${failure.case}: ${failure.says}`,
    source: { from: 'shrunk', of: failure.case },
    clauses: [failure.clause],
    params: failure.params,
    events: failure.events,
  })
}
