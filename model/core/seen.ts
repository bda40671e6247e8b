import type { Finite } from './finite.js'
import { intList, type Table, table } from './table.js'

/** The states that an exploration has seen, numbered from 0 in the sequence in which they came. */
export interface Seen<State> {
  readonly count: () => number
  /** Whether a state was not seen before; then it gets the next number. */
  readonly add: (state: State) => boolean
  /** The state of a number that was added here: asked for once of each, in the sequence of the numbers. */
  readonly take: (number: number) => State
  /** From now on packs the states that are added, for another exploration that has seen as much as this one. */
  readonly sender: () => () => Packed
  /** Takes what another exploration packs, which has seen as much as this one; then adds its states one by one. */
  readonly receiver: () => (packed: Packed) => (at: number) => boolean
}

/** States that were added, one after another: so many numbers each, and the texts that the numbers stand for first here. */
export interface Packed {
  readonly numbers: Float64Array | Int32Array
  readonly texts: ReadonlyArray<ReadonlyArray<string>>
}

const WORD = 2 ** 32

/** A set of so many members is marked bit by bit; a larger one is searched for what was seen of it. */
const MARKED = 2 ** 30

/** Some numbers below a bound, each once, in the sequence in which they came. */
interface Numbers {
  readonly count: () => number
  readonly add: (n: number) => boolean
  readonly get: (at: number) => number
}

/** A bit for each number that there can be, 128 MiB at most, and a list of those that came. */
const marked = (size: number): Numbers => {
  const marks = new Int32Array(Math.ceil(size / 32))
  const { count, push, get } = intList()
  return {
    count,
    get,
    add: (n) => {
      const word = marks[n >>> 5] as number
      const mark = 1 << (n & 31)
      if ((word & mark) !== 0) return false
      marks[n >>> 5] = word | mark
      push(n)
      return true
    },
  }
}

/** Numbers below 2^53, of one word or two. */
const searched = (size: number): Numbers => {
  const row = new Int32Array(size > WORD ? 2 : 1)
  const rows = table(row.length)
  return {
    count: rows.count,
    get: (at) => {
      const low = rows.get(at, 0) >>> 0
      return row.length > 1 ? rows.get(at, 1) * WORD + low : low
    },
    add: (n) => {
      row[0] = n
      if (row.length > 1) row[1] = Math.floor(n / WORD)
      return rows.add(row)
    },
  }
}

/** The states of a finite set: of each only its number in that set is kept, and it is made again when it is taken. */
export const seenOf = <State>({ size, indexOf, at }: Finite<State>): Seen<State> => {
  const numbers = size <= MARKED ? marked(size) : searched(size)
  return {
    count: numbers.count,
    add: (state) => numbers.add(indexOf(state)),
    take: (number) => at(numbers.get(number)),
    sender: () => {
      let sent = numbers.count()
      return () => {
        const first = sent
        sent = numbers.count()
        return { numbers: Float64Array.from({ length: sent - first }, (_, i) => numbers.get(first + i)), texts: [] }
      }
    },
    receiver:
      () =>
      ({ numbers: received }) =>
      (i) =>
        numbers.add(received[i] as number),
  }
}

/** One Map holds 2^24 keys at most. */
const MOST = 2 ** 23

/** Gives each text a number of its own, from 0 on. */
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

/** Rows of texts: each place in a row has its own dictionary, so that a row takes a few integers, and a text is kept once. */
interface Texts {
  readonly rows: () => Table
  readonly add: (row: ReadonlyArray<string>) => boolean
  readonly sender: () => () => Packed
  readonly receiver: () => (packed: Packed) => (at: number) => boolean
}

const texts = (): Texts => {
  let numberOf: ReadonlyArray<(text: string) => number> = []
  let row = new Int32Array(0)
  let rows = table(0)
  /** How many texts each dictionary has, and those that are new since they were sent, if they are. */
  let known: number[] = []
  let fresh: string[][] | undefined
  const open = (width: number): void => {
    numberOf = Array.from({ length: width }, dictionary)
    row = new Int32Array(width)
    rows = table(width)
    known = numberOf.map(() => 0)
  }
  const numbered = (text: string, place: number): number => {
    const number = (numberOf[place] as (text: string) => number)(text)
    if (number === known[place]) {
      known[place] = number + 1
      fresh?.[place]?.push(text)
    }
    return number
  }
  const noTexts = (): string[][] => known.map(() => [])
  return {
    rows: () => rows,
    add: (parts) => {
      if (row.length === 0) open(parts.length)
      if (parts.length !== row.length) throw new RangeError(`a key of ${parts.length} parts, not ${row.length}`)
      for (let place = 0; place < parts.length; place++) row[place] = numbered(parts[place] as string, place)
      return rows.add(row)
    },
    sender: () => {
      let sent = rows.count()
      fresh = noTexts()
      return () => {
        const width = row.length
        const numbers = Int32Array.from({ length: (rows.count() - sent) * width }, (_, i) =>
          rows.get(sent + Math.floor(i / width), i % width),
        )
        const packed = { numbers, texts: fresh ?? [] }
        sent = rows.count()
        fresh = noTexts()
        return packed
      }
    },
    receiver: () => {
      const shared = [...known]
      // The numbers here of the texts that the other has seen since.
      const own = noTexts().map((): number[] => [])
      return (packed) => {
        for (const [place, list] of packed.texts.entries())
          for (const text of list) own[place]?.push(numbered(text, place))
        return (at) => {
          for (let place = 0; place < row.length; place++) {
            const number = packed.numbers[at * row.length + place] as number
            const common = shared[place] as number
            row[place] = number < common ? number : (own[place]?.[number - common] as number)
          }
          return rows.add(row)
        }
      }
    },
  }
}

/** States of any kind, told apart by their keys, in one part or in several. A state itself is kept until it is taken. */
export const seenBy = <State>(key: (state: State) => string | ReadonlyArray<string>): Seen<State> => {
  const keys = texts()
  // The states from number `first` on, which are being taken, and those that came since.
  let first = 0
  let taking: (State | undefined)[] = []
  let waiting: State[] = []
  return {
    count: () => keys.rows().count(),
    add: (state) => {
      const made = key(state)
      const added = keys.add(typeof made === 'string' ? [made] : made)
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
    sender: keys.sender,
    receiver: keys.receiver,
  }
}
