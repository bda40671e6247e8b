import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { decode, showMalformed } from '../../spec/core/codec.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf, kits } from '../kit/kits.js'
import { ERROR, Implementation, Opened, PROTOCOL, Ran, Stepped } from '../protocol/messages.js'
import { type Connection, showBroken } from '../transport/connection.js'
import type { Case, TraceCase } from '../vectors/types.js'
import { type Claims, claimedObservations } from './compare.js'
import { ask } from './drive.js'

/** What is wrong with an adapter, before anything is said of the exchange. */
export interface SmokeFailure {
  readonly check: string
  readonly problem: string
  readonly remedy: string
}

/** What an implementation claims, by chapter. */
export type Profiles = ReadonlyMap<string, Claims>

/** Asks the adapter who it is and what it claims. */
export const handshake = async (
  connection: Connection,
): Promise<E.Either<SmokeFailure, { readonly implementation: Implementation; readonly profiles: Profiles }>> => {
  const said = await ask(
    connection,
    'initialize',
    { protocol: PROTOCOL, suites: ['sha256', 'keccak256'], seed: '0' },
    Implementation,
  )
  if (E.isLeft(said))
    return E.left({
      check: 'initialize',
      problem: said.left.message,
      remedy: 'answer initialize with name, version, language and profiles, as docs/adapters.md shows',
    })
  const implementation = said.right
  const wrong = implementation.profiles.flatMap(({ chapter, options }) => unsoundClaims(chapter, options))
  if (wrong[0] !== undefined)
    return E.left({
      check: 'initialize',
      problem: wrong.join('; '),
      remedy: 'correct the profiles that initialize answers',
    })
  return E.right({
    implementation,
    profiles: new Map(implementation.profiles.map(({ chapter, options }) => [chapter, new Set(options)])),
  })
}

/** What is wrong with a claim: an unknown chapter or option, or a group of which nothing is claimed. */
const unsoundClaims = (chapter: string, options: ReadonlyArray<string>): ReadonlyArray<string> => {
  const kit = kitOf(chapter)
  if (kit === undefined)
    return [`there is no chapter ${chapter}; there are ${kits.map((known) => known.chapter).join(', ')}`]
  const known = new Set(kit.options.map(({ id }) => id))
  const groups = [...new Set(kit.options.flatMap(({ group }) => (group === undefined ? [] : [group])))]
  return [
    ...options
      .filter((option) => !known.has(option))
      .map((option) => `${chapter} has no option ${option}; it has ${[...known].join(', ')}`),
    ...groups
      .filter((group) => !kit.options.some((option) => option.group === group && options.includes(option.id)))
      .map(
        (group) =>
          `${chapter} needs a claim of ${kit.options
            .filter((option) => option.group === group)
            .map(({ id }) => id)
            .join(' or ')}`,
      ),
  ]
}

/** Whether the smoke checks can be made with a run: they ask for several steps of it. */
export const isSmokable = ({ steps }: TraceCase): boolean => steps.length > 1

/**
 * Four more checks that tell the author of an adapter what is wrong with it: a session opens and steps; `run` answers as
 * `step` does; sessions are apart; what is unknown is answered with an error and does no harm. Nothing is said of
 * whether the answers are right.
 */
export const smoke = async (
  connection: Connection,
  kit: Kit,
  claims: Claims,
  cases: ReadonlyArray<Case>,
): Promise<SmokeFailure | undefined> => {
  const example = cases.find(
    (one): one is TraceCase =>
      one.kind === 'trace' &&
      one.chapter === kit.chapter &&
      isSmokable(one) &&
      one.needs.every((option) => claims.has(option)),
  )
  if (example === undefined) return undefined
  for (const check of [opensAndSteps, runsAsItSteps, sessionsAreApart, unknownIsAnError]) {
    const failure = await check(connection, kit, claims, example)
    if (failure !== undefined) return failure
  }
  return undefined
}

type Check = (connection: Connection, kit: Kit, claims: Claims, example: TraceCase) => Promise<SmokeFailure | undefined>

const opensAndSteps: Check = async (connection, kit, claims, { params, steps }) => {
  const check = 'open and step'
  const opened = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  if (E.isLeft(opened))
    return { check, problem: opened.left.message, remedy: 'answer open with {"session": "<a name of your choice>"}' }
  const observe = claimedObservations(kit, claims)
  const stepped = await ask(
    connection,
    'step',
    { session: opened.right.session, event: steps[0]?.event as Json, observe },
    Stepped,
  )
  if (E.isLeft(stepped))
    return {
      check,
      problem: stepped.left.message,
      remedy: 'answer step with {"accepted": ...} or {"rejected": {...}}, and "observed" with what was asked for',
    }
  const { observed, ...answer } = stepped.right
  const missing = observe.filter((name) => observed?.[name] === undefined)
  if (missing.length > 0)
    return {
      check,
      problem: `step was asked to observe ${observe.join(', ')} and left out ${missing.join(', ')}`,
      remedy: 'return every observation that is asked for, or do not claim it',
    }
  return wellFormed(check, kit.codecs.answer, answer) ?? wellFormed(check, kit.codecs.observation, observed ?? {})
}

const runsAsItSteps: Check = async (connection, kit, claims, { params, steps }) => {
  const check = 'run'
  const events = steps.map(({ event }) => event)
  const observe = claimedObservations(kit, claims)
  const one = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  const other = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  if (E.isLeft(one) || E.isLeft(other))
    return { check, problem: 'a second session could not be opened', remedy: 'several sessions may be open at once' }
  const ran = await ask(connection, 'run', { session: one.right.session, events, observe }, Ran)
  if (E.isLeft(ran))
    return { check, problem: ran.left.message, remedy: 'answer run with {"steps": [...]}, one for each event' }
  for (const [i, event] of events.entries()) {
    const stepped = await ask(connection, 'step', { session: other.right.session, event, observe }, Stepped)
    if (E.isLeft(stepped))
      return { check, problem: stepped.left.message, remedy: 'step has to answer whatever run answers' }
    if (JSON.stringify(stepped.right) !== JSON.stringify(ran.right.steps[i]))
      return {
        check,
        problem: `event ${i + 1} was answered in one way by step and in another by run`,
        remedy: 'run is step for each event; nothing else',
      }
  }
  return undefined
}

const sessionsAreApart: Check = async (connection, kit, claims, { params, steps }) => {
  const check = 'sessions'
  const observe = claimedObservations(kit, claims)
  const one = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  const other = await ask(connection, 'open', { machine: kit.chapter, params }, Opened)
  if (E.isLeft(one) || E.isLeft(other))
    return { check, problem: 'a second session could not be opened', remedy: 'several sessions may be open at once' }
  const before = await connection.request('observe', { session: other.right.session, what: observe })
  await connection.request('run', { session: one.right.session, events: steps.map(({ event }) => event), observe })
  const after = await connection.request('observe', { session: other.right.session, what: observe })
  if (before.tag === 'broken')
    return { check, problem: showBroken(before.broken), remedy: 'answer observe with what was asked for' }
  if (before.tag === 'error')
    return {
      check,
      problem: `observe was answered with an error: ${before.message}`,
      remedy: 'answer observe with what was asked for',
    }
  if (JSON.stringify(before) !== JSON.stringify(after))
    return {
      check,
      problem: 'what happened in one session was seen in another',
      remedy: 'open makes a new, empty instance each time',
    }
  for (const { right } of [one, other]) await connection.request('close', { session: right.session })
  return undefined
}

const unknownIsAnError: Check = async (connection) => {
  const check = 'unknown method'
  const reply = await connection.request('no-such-method', {})
  if (reply.tag === 'broken')
    return {
      check,
      problem: showBroken(reply.broken),
      remedy: `answer an unknown method with error ${ERROR.unknown} and go on`,
    }
  return reply.tag === 'error' && reply.code === ERROR.unknown
    ? undefined
    : {
        check,
        problem: 'an unknown method was not answered with error -32601',
        remedy: `answer an unknown method with error ${ERROR.unknown}: that is how "not claimed" is told from a failure`,
      }
}

const wellFormed = (check: string, codec: t.Mixed, datum: unknown): SmokeFailure | undefined => {
  const decoded = decode(codec, datum)
  return E.isLeft(decoded)
    ? {
        check,
        problem: decoded.left.map(showMalformed).join('; '),
        remedy: 'see the chapter for the form of answers and observations',
      }
    : undefined
}
