import { bytesToHex } from '@noble/hashes/utils.js'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type ClauseId, isClauseId } from './ids.js'

/** What is wrong with a datum from outside: the path to it, what was expected, what was there. */
export interface Malformed {
  readonly path: string
  readonly expected: string
  readonly actual: string
}

/**
 * An object with exactly these fields: a missing one, one of another type and one that nobody asked for are each an
 * error, so that a misspelt optional field is not silently dropped.
 */
export const exactly = <P extends t.Props, Q extends t.Props = {}>(
  name: string,
  required: P,
  optional: Q = {} as Q,
): ExactC<P, Q> => {
  const fields: t.Props = { ...required, ...optional }
  const keys = Object.keys(fields)
  const is = (u: unknown): u is t.TypeOfProps<P> & t.TypeOfPartialProps<Q> =>
    isRecord(u) &&
    Object.keys(u).every((key) => key in fields) &&
    keys.every((key) => (u[key] === undefined ? key in optional : fields[key]?.is(u[key])))
  const validate: t.Validate<unknown, t.TypeOfProps<P> & t.TypeOfPartialProps<Q>> = (u, context) => {
    if (!isRecord(u)) return t.failure(u, context)
    const errors: t.Errors = []
    const decoded: Record<string, unknown> = {}
    for (const key of keys) {
      const codec = fields[key] as t.Mixed
      const value = u[key]
      if (value === undefined && key in optional) continue
      // The context says where an error is; it is only made where there is one.
      const result = codec.validate(value, context)
      if (E.isLeft(result)) errors.push(...located(codec, key, value, context))
      else decoded[key] = result.right
    }
    for (const key of Object.keys(u))
      if (!(key in fields))
        errors.push({
          value: u[key],
          context: t.appendContext(context, key, t.never),
          message: `no such field; the fields are ${keys.join(', ')}`,
        })
    return errors.length > 0 ? t.failures(errors) : t.success(decoded as t.TypeOfProps<P> & t.TypeOfPartialProps<Q>)
  }
  const encode = (a: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const encoded: Record<string, unknown> = {}
    for (const key of keys) {
      const value = a[key]
      if (value !== undefined) encoded[key] = (fields[key] as t.Mixed).encode(value)
    }
    return encoded
  }
  return Object.assign(new t.Type(name, is, validate, encode as never), {
    required,
    optional,
    _tag: 'ExactFields' as const,
  }) as ExactC<P, Q>
}

const located = (codec: t.Mixed, key: string, value: unknown, context: t.Context): t.Errors => {
  const result = codec.validate(value, t.appendContext(context, key, codec, value))
  return E.isLeft(result) ? result.left : []
}

/** The codec that `exactly` makes; its fields can be read, so that a JSON Schema can be derived from them. */
export interface ExactC<P extends t.Props, Q extends t.Props>
  extends t.Type<
    Readonly<t.TypeOfProps<P> & t.TypeOfPartialProps<Q>>,
    Readonly<t.OutputOfProps<P> & t.OutputOfPartialProps<Q>>,
    unknown
  > {
  readonly _tag: 'ExactFields'
  readonly required: P
  readonly optional: Q
}

/**
 * A union of `exactly` codecs that a field tells apart: only the member that the field names is tried, so an error
 * speaks of that member and not of all of them.
 */
export const taggedBy = <K extends string, M extends Readonly<Record<string, t.Mixed>>>(
  name: string,
  field: K,
  members: M,
): TaggedC<K, M> => {
  const pick = (u: unknown): t.Mixed | undefined =>
    isRecord(u) && typeof u[field] === 'string' && Object.hasOwn(members, u[field]) ? members[u[field]] : undefined
  const tags = Object.keys(members)
  return Object.assign(
    new t.Type<t.TypeOf<M[keyof M]>, t.OutputOf<M[keyof M]>, unknown>(
      name,
      (u): u is t.TypeOf<M[keyof M]> => pick(u)?.is(u) ?? false,
      (u, context) => {
        const member = pick(u)
        if (member !== undefined) return member.validate(u, context)
        if (!isRecord(u)) return t.failure(u, context)
        return t.failures([
          {
            value: u[field],
            context: t.appendContext(context, field, t.never, u[field]),
            message: `one of ${tags.map((tag) => JSON.stringify(tag)).join(', ')}`,
          },
        ])
      },
      (a) => (pick(a) as t.Mixed).encode(a),
    ),
    { _tag: 'TaggedBy' as const, field, members },
  )
}

/** The codec that `taggedBy` makes. */
export interface TaggedC<K extends string, M extends Readonly<Record<string, t.Mixed>>>
  extends t.Type<t.TypeOf<M[keyof M]>, t.OutputOf<M[keyof M]>, unknown> {
  readonly _tag: 'TaggedBy'
  readonly field: K
  readonly members: M
}

/** One of a closed list of strings. */
export const oneOf = <S extends string>(name: string, ...values: readonly [S, ...S[]]): OneOfC<S> => {
  const known: ReadonlySet<unknown> = new Set(values)
  const is = (u: unknown): u is S => known.has(u)
  return Object.assign(
    new t.Type<S, S, unknown>(
      name,
      is,
      (u, context) =>
        is(u)
          ? t.success(u)
          : t.failure(u, context, `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`),
      t.identity,
    ),
    { _tag: 'OneOf' as const, values },
  )
}

/** The codec that `oneOf` makes. */
export interface OneOfC<S extends string> extends t.Type<S, S, unknown> {
  readonly _tag: 'OneOf'
  readonly values: ReadonlyArray<S>
}

/** A value that is written as a string of a fixed shape; the pattern is what the JSON Schema says too. */
export const asString = <A>(
  name: string,
  expected: string,
  pattern: RegExp,
  parse: (s: string) => A,
  print: (a: A) => string,
  is: (u: unknown) => u is A,
): AsStringC<A> =>
  Object.assign(
    new t.Type<A, string, unknown>(
      name,
      is,
      (u, context) =>
        typeof u === 'string' && pattern.test(u) ? t.success(parse(u)) : t.failure(u, context, expected),
      print,
    ),
    { _tag: 'AsString' as const, expected, pattern },
  )

/** The codec that `asString` makes. */
export interface AsStringC<A> extends t.Type<A, string, unknown> {
  readonly _tag: 'AsString'
  readonly expected: string
  readonly pattern: RegExp
}

/** A list of which no two members have the same name; `nameOf` says by what they are told apart. */
export const distinct = <C extends t.Mixed>(
  name: string,
  item: C,
  nameOf: (member: t.TypeOf<C>) => string,
): DistinctC<C> => {
  const list = t.readonlyArray(item, name)
  const repeated = (members: ReadonlyArray<t.TypeOf<C>>): string | undefined => {
    const names = members.map(nameOf)
    return names.find((one, i) => names.indexOf(one) < i)
  }
  return Object.assign(
    new t.Type<ReadonlyArray<t.TypeOf<C>>, ReadonlyArray<t.OutputOf<C>>, unknown>(
      name,
      (u): u is ReadonlyArray<t.TypeOf<C>> => list.is(u) && repeated(u) === undefined,
      (u, context) => {
        const decoded = list.validate(u, context)
        const twice = E.isRight(decoded) ? repeated(decoded.right) : undefined
        return twice === undefined ? decoded : t.failure(u, context, `different names; ${twice} is there twice`)
      },
      list.encode,
    ),
    { _tag: 'Distinct' as const, item },
  )
}

/** The codec that `distinct` makes. */
export interface DistinctC<C extends t.Mixed>
  extends t.Type<ReadonlyArray<t.TypeOf<C>>, ReadonlyArray<t.OutputOf<C>>, unknown> {
  readonly _tag: 'Distinct'
  readonly item: C
}

/** A clause, by its id. */
export const ClauseIdCodec = new t.Type<ClauseId, string, unknown>(
  'ClauseId',
  isClauseId,
  (u, context) => (isClauseId(u) ? t.success(u) : t.failure(u, context, 'the id of a clause, such as "OB-17"')),
  String,
)

/** A small whole number, of things that are counted: lines, cases, seeds. Amounts are never this. */
export const Count = new t.Type<number, number, unknown>(
  'Count',
  (u): u is number => Number.isSafeInteger(u) && (u as number) >= 0,
  (u, context) =>
    Number.isSafeInteger(u) && (u as number) >= 0 ? t.success(u as number) : t.failure(u, context, 'a whole number'),
  t.identity,
)

/** Decodes a datum from outside, or says what is wrong with it and where. */
export const decode = <A>(codec: t.Type<A, unknown, unknown>, datum: unknown): E.Either<ReadonlyArray<Malformed>, A> =>
  pipe(
    codec.decode(datum),
    E.mapLeft((errors) => errors.map(malformed)),
  )

/** One line for a person. */
export const showMalformed = ({ path, expected, actual }: Malformed): string =>
  `${path === '' ? 'the whole' : path}: expected ${expected}, got ${actual}`

const malformed = (error: t.ValidationError): Malformed => {
  const last = error.context[error.context.length - 1]
  return {
    path: error.context
      .map(({ key }) => key)
      .filter((key) => key !== '')
      .map((key, i) => (/^\d+$/.test(key) ? `[${key}]` : i === 0 ? key : `.${key}`))
      .join(''),
    expected: error.message ?? last?.type.name ?? 'something else',
    actual: show(error.value),
  }
}

/** A datum in one line, for a comparison and for a message: integers as digits, bytes in hexadecimal. */
export const inOneLine = (datum: unknown): string =>
  JSON.stringify(datum, (_, value) => {
    if (typeof value === 'bigint') return `${value}`
    return value instanceof Uint8Array ? `0x${bytesToHex(value)}` : value
  })

const show = (u: unknown): string => {
  if (u === undefined) return 'nothing'
  const text = inOneLine(u) ?? String(u)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)
