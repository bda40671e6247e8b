import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decode, exactly, showMalformed } from '../../spec/core/codec.js'
import { Entry, Params } from '../../spec/order-book/types.js'
import { type Auditor, type AuditReport, auditor } from './audit.js'
import { linesOf, type MalformedLog } from './lines.js'

/** The first line of a log: what the rest is about. */
export const Header = exactly('Header', {
  touchstone: t.literal('1'),
  machine: t.literal('order-book'),
  params: Params,
})

/**
 * Audits a log in Touchstone's own format: a header, then one entry a line, as NDJSON. The log is read as a stream, in
 * the memory of its live orders; `onEntry` is told each entry.
 */
export const auditNdjson = async (
  file: string,
  maxViolations: number,
  onEntry?: (entry: Entry) => void,
): Promise<E.Either<MalformedLog, AuditReport>> => {
  let line = 0
  let audit: Auditor | undefined
  const malformed = (problem: string): E.Either<MalformedLog, never> => E.left({ file, line, problem })
  for await (const lot of linesOf(file)) {
    if (E.isLeft(lot)) return malformed(lot.left)
    for (const text of lot.right) {
      line += 1
      if (text === '') continue
      const json = parse(text)
      if (json === undefined) return malformed(`expected JSON, got ${text.slice(0, 80)}`)
      if (audit === undefined) {
        const header = decode(Header, json)
        if (E.isLeft(header)) return malformed(`the header: ${header.left.map(showMalformed).join('; ')}`)
        audit = auditor(header.right.params, maxViolations)
        continue
      }
      const entry = decode(Entry, json)
      if (E.isLeft(entry)) return malformed(entry.left.map(showMalformed).join('; '))
      onEntry?.(entry.right)
      audit.judge(entry.right)
      if (audit.isFull()) return E.right(audit.report())
    }
  }
  return audit === undefined ? malformed('expected a header, got an empty file') : E.right(audit.report())
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
