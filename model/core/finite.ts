import type { OneOfC } from '../../spec/core/codec.js'

/**
 * A finite set with its members numbered from 0: a member and its number determine each other, so the number is all
 * that has to be kept of a member. At most 2^53 members; a number takes time in the size of the member.
 */
export interface Finite<A> {
  readonly size: number
  /** The number of a member; what is not one is a mistake of whoever described the set. */
  readonly indexOf: (a: A) => number
  /** The member of a number. */
  readonly at: (index: number) => A
}

const finite = <A>(size: number, indexOf: (a: A) => number, at: (index: number) => A): Finite<A> => {
  if (size > Number.MAX_SAFE_INTEGER) throw new RangeError(`${size} members are too many to be numbered`)
  return { size, indexOf, at }
}

const outside = (a: unknown): RangeError => new RangeError(`${String(a)} is not in the scope`)

/** These values, in this sequence. */
export const among = <A>(values: ReadonlyArray<A>): Finite<A> =>
  finite(
    values.length,
    (a) => {
      const index = values.indexOf(a)
      if (index < 0) throw outside(a)
      return index
    },
    (index) => values[index] as A,
  )

/** The values that a codec knows. */
export const literals = <S extends string>({ values }: OneOfC<S>): Finite<S> => among(values)

/** The integers from one to another, both included. */
export const integers = (low: bigint, high: bigint): Finite<bigint> => {
  const first = Number(low)
  const size = Number(high - low) + 1
  return finite(
    size,
    (a) => {
      const index = Number(a) - first
      if (index < 0 || index >= size) throw outside(a)
      return index
    },
    (index) => BigInt(first + index),
  )
}

/** Records with these fields, read as the digits of a number; other fields of a record do not count. */
export const record = <R>(fields: { readonly [Name in keyof R]: Finite<R[Name]> }): Finite<R> => {
  const all = Object.entries(fields) as unknown as ReadonlyArray<[keyof R, Finite<unknown>]>
  return finite(
    all.reduce((size, [, field]) => size * field.size, 1),
    (a) => {
      let index = 0
      for (const [name, field] of all) index = index * field.size + field.indexOf(a[name])
      return index
    },
    (index) => {
      const digits: [keyof R, unknown][] = []
      let rest = index
      for (const [name, field] of all.toReversed()) {
        digits.push([name, field.at(rest % field.size)])
        rest = Math.floor(rest / field.size)
      }
      return Object.fromEntries(digits.reverse()) as R
    },
  )
}

/** A small set of objects with its members made once: such an object is known when it is met again. */
export const tabled = <A extends object>({ size, indexOf, at }: Finite<A>): Finite<A> => {
  const members = Array.from({ length: size }, (_, index) => at(index))
  const known = new Map(members.map((member, index) => [member, index]))
  return finite(
    size,
    (a) => known.get(a) ?? indexOf(a),
    (index) => members[index] as A,
  )
}

/**
 * Lists of up to so many: the shorter ones first, each read as the digits of a number. What may stand in a place is said
 * for each place; it is as many things everywhere.
 */
export const upTo = <A>(most: number, of: (place: number) => Finite<A>): Finite<ReadonlyArray<A>> => {
  const places = Array.from({ length: most }, (_, place) => of(place))
  const size = places[0]?.size ?? 1
  /** How many lists are shorter than each length. */
  const shorter = [0]
  for (let length = 0; length <= most; length++) shorter.push((shorter[length] as number) + size ** length)
  return finite(
    shorter[most + 1] as number,
    (list) => {
      if (list.length > most) throw outside(`a list of ${list.length}`)
      let index = 0
      for (let place = 0; place < list.length; place++)
        index = index * size + (places[place] as Finite<A>).indexOf(list[place] as A)
      return (shorter[list.length] as number) + index
    },
    (index) => {
      let length = 0
      while (index >= (shorter[length + 1] as number)) length += 1
      const list = new Array<A>(length)
      let rest = index - (shorter[length] as number)
      for (let place = length - 1; place >= 0; place--) {
        list[place] = (places[place] as Finite<A>).at(rest % size)
        rest = Math.floor(rest / size)
      }
      return list
    },
  )
}
