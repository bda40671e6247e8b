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
  const names = Object.keys(fields) as unknown as ReadonlyArray<keyof R>
  const digits = names.map((name) => fields[name] as unknown as Finite<unknown>)
  return finite(
    digits.reduce((size, digit) => size * digit.size, 1),
    (a) => {
      let index = 0
      for (let i = 0; i < names.length; i++) {
        const digit = digits[i] as Finite<unknown>
        index = index * digit.size + digit.indexOf(a[names[i] as keyof R])
      }
      return index
    },
    (index) => {
      const values: unknown[] = []
      let rest = index
      for (const digit of digits.toReversed()) {
        values.unshift(digit.at(rest % digit.size))
        rest = Math.floor(rest / digit.size)
      }
      return Object.fromEntries(names.map((name, i) => [name, values[i]])) as R
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
 * Lists of up to so many, the shorter ones first: the digits of a number, of which none is zero. What may stand in a
 * place is said for each place; it is as many things everywhere.
 */
export const upTo = <A>(most: number, of: (place: number) => Finite<A>): Finite<ReadonlyArray<A>> => {
  const places = Array.from({ length: most }, (_, place) => of(place))
  const base = places[0]?.size ?? 1
  return finite(
    places.reduce((shorter) => shorter * base + 1, 1),
    (list) => {
      if (list.length > most) throw outside(`a list of ${list.length}`)
      let index = 0
      for (let place = 0; place < list.length; place++)
        index = index * base + (places[place] as Finite<A>).indexOf(list[place] as A) + 1
      return index
    },
    (index) => {
      const digits: number[] = []
      for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / base)) digits.unshift((rest - 1) % base)
      return digits.map((digit, place) => (places[place] as Finite<A>).at(digit))
    },
  )
}
