import { createReadStream } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'

/** Something in a log that cannot be read: where, what was expected, and what was there. */
export interface MalformedLog {
  readonly file: string
  readonly line: number
  readonly problem: string
}

/** One line for a person. */
export const showMalformedLog = ({ file, line, problem }: MalformedLog): string =>
  `${file}${line > 0 ? `, line ${line}` : ''}: ${problem}`

const MAX_LINE = 8 * 1024 * 1024

/**
 * The lines of a file, in lots, without their ends; the memory of one lot is held at a time. A file that cannot be read
 * on ends with what is wrong with it.
 */
export async function* linesOf(file: string): AsyncGenerator<E.Either<string, ReadonlyArray<string>>, undefined> {
  let rest = ''
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MAX_LINE) return yield E.left(`a line of more than ${MAX_LINE} characters`)
      yield E.right(lines.map(withoutReturn))
    }
    if (rest !== '') yield E.right([withoutReturn(rest)])
  } catch (error) {
    yield E.left((error as Error).message)
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
