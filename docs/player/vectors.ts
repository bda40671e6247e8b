import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Json } from '../../conformance/kit/kit.js'
import type { Case } from '../../conformance/vectors/types.js'
import { SPECIFICATION } from '../../spec/version.js'
import type { Facts } from '../facts.js'
import type { Trace } from './trace-link.js'

/** A vector as the player takes it. */
export const traceOf = (one: Case): Trace => {
  const { id: title, chapter, kind, comment, clauses } = one
  const about = { specification: SPECIFICATION, chapter, kind, title, comment, clauses }
  if (one.kind === 'trace') return { ...about, params: one.params, events: one.steps.map(({ event }) => event) }
  if (one.kind === 'function') return { ...about, function: one.function, arguments: one.arguments }
  const { params, entries } = one.history as unknown as {
    readonly params: Json
    readonly entries: ReadonlyArray<{ readonly event: Json; readonly answer: Json; readonly observed?: Json }>
  }
  const answers = entries.map(({ answer, observed }) =>
    observed === undefined ? answer : ({ ...(answer as object), observed } as Json),
  )
  return { ...about, params, events: entries.map(({ event }) => event), answers }
}

/** Each vector as a script of one line, so that a page that was opened from a disk can read it too. */
export const writeVectors = ({ cases }: Facts, out: string): void => {
  for (const one of cases) {
    const file = join(out, 'vectors', `${one.id}.js`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `touchstoneVector(${JSON.stringify(traceOf(one)).replaceAll('<', '\\u003c')})\n`)
  }
}
