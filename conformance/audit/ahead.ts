import * as E from 'fp-ts/lib/Either.js'
import { linesOf, type MalformedLog } from './lines.js'

/** The next items of a file, one from each line that is not empty; the file is read only as far as is asked for. */
export interface Ahead<A> {
  /** Reads on until enough items are ahead or the file ends; answers what cannot be read. */
  readonly fill: () => Promise<MalformedLog | undefined>
  /** Whether all that the file still holds is ahead. */
  readonly sawEnd: () => boolean
  readonly size: () => number
  readonly at: (i: number) => A | undefined
  readonly take: () => A | undefined
  /** Lets go of the file, if it was not read to its end. */
  readonly close: () => Promise<void>
}

/**
 * Looks ahead in a file by so many items. `parse` answers an item or, as a text, what is wrong with the line; `onRead`
 * sees each item as soon as it is ahead.
 */
export const ahead = <A extends object>(
  file: string,
  depth: number,
  parse: (text: string, line: number) => A | string,
  onRead: (item: A) => void = () => {},
): Ahead<A> => {
  const lots = linesOf(file)
  let items: A[] = []
  let first = 0
  let line = 0
  let ended = false

  const size = (): number => items.length - first
  const readLot = async (): Promise<MalformedLog | undefined> => {
    const { value: lot } = await lots.next()
    ended = lot === undefined
    if (lot === undefined) return undefined
    if (E.isLeft(lot)) return { file, line, problem: lot.left }
    items = items.slice(first)
    first = 0
    for (const text of lot.right) {
      line += 1
      if (text === '') continue
      const item = parse(text, line)
      if (typeof item === 'string') return { file, line, problem: item }
      items.push(item)
      onRead(item)
    }
    return undefined
  }

  return {
    fill: async () => {
      while (!ended && size() < depth) {
        const problem = await readLot()
        if (problem !== undefined) return problem
      }
      return undefined
    },
    sawEnd: () => ended,
    size,
    at: (i) => items[first + i],
    take: () => (size() > 0 ? items[first++] : undefined),
    close: async () => void (await lots.return(undefined)),
  }
}
