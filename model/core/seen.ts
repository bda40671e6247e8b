import type { Finite } from './finite.js'
import { intList, table } from './table.js'

/** The states that an exploration has seen, numbered from 0 in the sequence in which they came. */
export interface Seen<State> {
  readonly count: () => number
  /** Whether a state was not seen before; then it gets the next number. */
  readonly add: (state: State) => boolean
  /** The state of a number: asked for once of each, in the sequence of the numbers. */
  readonly take: (number: number) => State
}

const WORD = 2 ** 32

/** A set of so many members is marked bit by bit; a larger one is searched for what was seen of it. */
const MARKED = 2 ** 30

/** The states of a finite set: of each only its number in that set is kept, and it is made again when it is taken. */
export const seenOf = <State>(set: Finite<State>): Seen<State> => (set.size <= MARKED ? marked(set) : searched(set))

/** A bit for each member of the set, 128 MiB at most, and the numbers of those that were seen. */
const marked = <State>({ size, indexOf, at }: Finite<State>): Seen<State> => {
  const marks = new Int32Array(Math.ceil(size / 32))
  const seen = intList()
  return {
    count: seen.count,
    add: (state) => {
      const index = indexOf(state)
      const marked = marks[index >>> 5] as number
      const mark = 1 << (index & 31)
      if ((marked & mark) !== 0) return false
      marks[index >>> 5] = marked | mark
      seen.push(index)
      return true
    },
    take: (number) => at(seen.get(number)),
  }
}

const searched = <State>({ size, indexOf, at }: Finite<State>): Seen<State> => {
  const row = new Int32Array(size > WORD ? 2 : 1)
  const rows = table(row.length)
  return {
    count: rows.count,
    add: (state) => {
      const index = indexOf(state)
      row[0] = index
      if (row.length > 1) row[1] = Math.floor(index / WORD)
      return rows.add(row)
    },
    take: (number) => {
      const low = rows.get(number, 0) >>> 0
      return at(row.length > 1 ? rows.get(number, 1) * WORD + low : low)
    },
  }
}

/** One Map holds 2^24 keys at most. */
const MOST = 2 ** 23

/** Gives each text a number of its own. */
export const dictionary = (): ((text: string) => number) => {
  const maps = [new Map<string, number>()]
  let count = 0
  return (text) => {
    for (const map of maps) {
      const known = map.get(text)
      if (known !== undefined) return known
    }
    if ((maps.at(-1)?.size ?? 0) >= MOST) maps.push(new Map())
    maps.at(-1)?.set(text, count)
    return count++
  }
}

/**
 * States of any kind, told apart by their keys. The parts of a key are numbered, each place with its own dictionary, so
 * that a state takes a row of integers, and a part that many states share is kept once. A state itself is kept until it
 * is taken.
 */
export const seenBy = <State>(key: (state: State) => string | ReadonlyArray<string>): Seen<State> => {
  const numberOf: ((text: string) => number)[] = []
  let row = new Int32Array(0)
  let rows = table(0)
  // The states from number `first` on, which are being taken, and those that came since.
  let first = 0
  let taking: (State | undefined)[] = []
  let waiting: State[] = []
  const isNew = (state: State): boolean => {
    const made = key(state)
    const parts = typeof made === 'string' ? [made] : made
    if (row.length === 0) {
      row = new Int32Array(parts.length)
      rows = table(parts.length)
      for (const _ of parts) numberOf.push(dictionary())
    }
    if (parts.length !== row.length) throw new RangeError(`a key of ${parts.length} parts, not ${row.length}`)
    for (const [i, part] of parts.entries()) row[i] = numberOf[i]?.(part) ?? 0
    return rows.add(row)
  }
  return {
    count: () => rows.count(),
    add: (state) => {
      const added = isNew(state)
      if (added) waiting.push(state)
      return added
    },
    take: (number) => {
      if (number >= first + taking.length) {
        first += taking.length
        taking = waiting
        waiting = []
      }
      const state = taking[number - first] as State
      taking[number - first] = undefined
      return state
    },
  }
}
