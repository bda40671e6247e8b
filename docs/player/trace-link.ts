import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import type { Json } from '../../conformance/kit/kit.js'

/** A run that can be stepped through: events with or without the answers of an exchange, or a function's arguments. */
export interface Trace {
  /** The version of the specification that made it. */
  readonly specification: string
  readonly chapter: string
  readonly kind: 'trace' | 'judgement' | 'function'
  readonly title: string
  readonly comment?: string
  /** The clauses that it is about. */
  readonly clauses?: ReadonlyArray<string>
  readonly params?: Json
  readonly events?: ReadonlyArray<Json>
  /** What an exchange answered to each event; left out: what the model answers. */
  readonly answers?: ReadonlyArray<Json>
  readonly function?: string
  readonly arguments?: Json
}

const MOST_CHARACTERS = 2_000_000

/** A trace as the part of a link after `trace=`: JSON, compressed, in the alphabet of addresses. */
export const traceLink = (trace: Trace): string => {
  const bytes = deflateSync(strToU8(JSON.stringify(trace)), { level: 9 })
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads what `traceLink` wrote, or says for a person what is wrong with the link. */
export const readTraceLink = (text: string): E.Either<string, Trace> => {
  if (!/^[\w-]+$/.test(text)) return E.left('the link is cut off, or has characters that none of ours has')
  const json = E.tryCatch(
    () => {
      const padded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
      return strFromU8(
        inflateSync(
          Uint8Array.from(padded, (c) => c.charCodeAt(0)),
          { out: new Uint8Array(MOST_CHARACTERS) },
        ),
      )
    },
    () => 'the link is cut off or changed: what it carries cannot be unpacked',
  )
  if (E.isLeft(json)) return json
  return E.tryCatch(
    () => JSON.parse(json.right) as unknown,
    () => 'what the link carries is no JSON',
  )._tag === 'Left'
    ? E.left('what the link carries is no JSON')
    : asTrace(JSON.parse(json.right))
}

const isList = (value: unknown): boolean => value === undefined || Array.isArray(value)

/** Whether a value from outside is a trace; its parameters and events are looked at where they are used. */
export const asTrace = (value: unknown): E.Either<string, Trace> => {
  if (typeof value !== 'object' || value === null) return E.left('it carries something else than a run')
  const trace = value as Partial<Trace>
  if (typeof trace.chapter !== 'string') return E.left('it does not say of which chapter the run is')
  if (!['trace', 'judgement', 'function'].includes(trace.kind ?? ''))
    return E.left('it does not say what kind of run it is')
  if (!isList(trace.events) || !isList(trace.answers)) return E.left('its events or answers are no list')
  if (trace.kind !== 'function' && trace.events === undefined) return E.left('it has no events')
  if (trace.answers !== undefined && trace.answers.length !== trace.events?.length)
    return E.left('it has not one answer for each event')
  return E.right({
    ...(trace as Trace),
    specification: String(trace.specification),
    title: String(trace.title ?? 'a run'),
  })
}
