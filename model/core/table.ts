/** A set of rows of so many 32-bit integers each, numbered from 0 in the sequence in which they came. */
export interface Table {
  readonly count: () => number
  /** Puts a row in; false if it is there already. The row is copied. */
  readonly add: (row: Int32Array) => boolean
  /** The integer in a column of a row. */
  readonly get: (number: number, column: number) => number
}

/** Integers, as many as come. */
export interface Ints {
  readonly count: () => number
  readonly push: (n: number) => void
  readonly get: (at: number) => number
}

const FIRST = 1 << 10

const grown = (ints: Int32Array): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(ints.length * 2)
  more.set(ints)
  return more
}

/** A list of 32-bit integers in one array, which is doubled when it is full. */
export const intList = (): Ints => {
  let ints = new Int32Array(FIRST)
  let count = 0
  return {
    count: () => count,
    push: (n) => {
      if (count === ints.length) ints = grown(ints)
      ints[count++] = n
    },
    get: (at) => ints[at] as number,
  }
}

/**
 * Open addressing: the rows stand one after another, and a place in `slots` holds the number of a row and one more, 0 if
 * it is free. At most two thirds of the places are taken. A row of w integers takes 4w bytes and 6 to 12 for its place.
 */
export const table = (width: number): Table => {
  let rows = new Int32Array(FIRST * width)
  let slots = new Int32Array(FIRST)
  let count = 0

  const isRow = (number: number, row: Int32Array): boolean => {
    for (let i = 0, at = number * width; i < width; i++, at++) if (rows[at] !== row[i]) return false
    return true
  }
  /** The place of a row, or the free one where it belongs. */
  const placeOf = (row: Int32Array, from: number): number => {
    const mask = slots.length - 1
    let place = hash(row, from, width) & mask
    while (slots[place] !== 0 && !isRow((slots[place] as number) - 1, row)) place = (place + 1) & mask
    return place
  }
  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2)
    const mask = slots.length - 1
    for (let number = 0; number < count; number++) {
      let place = hash(rows, number * width, width) & mask
      while (slots[place] !== 0) place = (place + 1) & mask
      slots[place] = number + 1
    }
  }

  return {
    count: () => count,
    add: (row) => {
      if (count * 3 >= slots.length * 2) rehash()
      const place = placeOf(row, 0)
      if (slots[place] !== 0) return false
      if ((count + 1) * width > rows.length) rows = grown(rows)
      for (let i = 0, at = count * width; i < width; i++, at++) rows[at] = row[i] as number
      count += 1
      slots[place] = count
      return true
    },
    get: (number, column) => rows[number * width + column] as number,
  }
}

/** Mixes the bits of a row, as MurmurHash 3 does; from 0 up to 2^32. */
const hash = (ints: Int32Array, from: number, width: number): number => {
  let h = width
  for (let i = from; i < from + width; i++) {
    const k = Math.imul(ints[i] as number, 0xcc9e2d51)
    h ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593)
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
