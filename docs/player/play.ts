import * as E from 'fp-ts/lib/Either.js'
import type { ExpectedStep, Json, Kit } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import type { Finding } from '../../spec/core/clause.js'
import { decode, showMalformed } from '../../spec/core/codec.js'
import type { Trace } from './trace-link.js'

/** An event of a run: what the exchange answered, what the model answers, and what the clauses say of it. */
export interface PlayedStep {
  readonly event: Json
  /** What the exchange answered; of a run without answers, what the model does. */
  readonly answer: Json
  readonly model: ExpectedStep['answer']
  /** What can be observed of the model afterwards. */
  readonly observed: Readonly<Record<string, Json>>
  readonly findings: ReadonlyArray<Finding>
  /** What is wrong with the answer as a datum; then no clause has judged it. */
  readonly trouble?: string
}

/** A run as far as it can be played. */
export interface Played {
  readonly kit: Kit
  readonly start: Readonly<Record<string, Json>>
  readonly steps: ReadonlyArray<PlayedStep>
  /** Why it ends before its last event. */
  readonly stopped?: string
}

/**
 * Plays a run in the model, and lets the clauses judge each answer by the history up to it.
 *
 * @returns why there is nothing to play: no such chapter, or parameters that are malformed
 */
export const play = (trace: Trace): E.Either<string, Played> => {
  const kit = kitOf(trace.chapter)
  if (kit === undefined) return E.left(`there is no chapter “${trace.chapter}” that can be played`)
  const params = trace.params ?? null
  const malformed = wrongIn(kit.codecs.params, params)
  if (malformed !== undefined) return E.left(`the parameters are malformed: ${malformed}`)
  const session = attempt(() => kit.open(params))
  if (E.isLeft(session)) return E.left(`the model cannot be opened with these parameters: ${session.left}`)
  const start = session.right.observe(kit.observations)
  const steps: PlayedStep[] = []
  for (const [i, event] of (trace.events ?? []).entries()) {
    const wrong = wrongIn(kit.codecs.event, event)
    if (wrong !== undefined) return E.right({ kit, start, steps, stopped: `event ${i + 1} is malformed: ${wrong}` })
    const stepped = attempt(() => session.right.step(event, kit.observations))
    if (E.isLeft(stepped)) return E.right({ kit, start, steps, stopped: `event ${i + 1}: ${stepped.left}` })
    const { answer: model, observed } = stepped.right
    const answer = trace.answers?.[i] ?? plain(model)
    steps.push({ event, answer, model, observed, ...judged(kit, params, steps, event, answer) })
  }
  return E.right({ kit, start, steps })
}

/** An answer as an exchange gives it: a refusal with one reason. */
export const plain = (answer: ExpectedStep['answer']): Json =>
  'accepted' in answer ? answer : { rejected: { reason: answer.rejected.reason } }

/** What the clauses say of an answer, as the last entry of the history up to it. */
const judged = (
  kit: Kit,
  params: Json,
  before: ReadonlyArray<PlayedStep>,
  event: Json,
  answer: Json,
): Pick<PlayedStep, 'findings' | 'trouble'> => {
  const entries = [...before.map((step) => entryOf(step.event, step.answer)), entryOf(event, answer)]
  const history = { params, entries } as unknown as Json
  const wrong = wrongIn(kit.codecs.history, history)
  if (wrong !== undefined) return { findings: [], trouble: `the answer is malformed: ${wrong}` }
  const found = attempt(() => kit.judge(history))
  return E.isLeft(found) ? { findings: [], trouble: found.left } : { findings: found.right }
}

/** In a history, what was observed stands beside the answer. */
const entryOf = (event: Json, answer: Json): Json => {
  if (typeof answer !== 'object' || answer === null || !('observed' in answer)) return { event, answer }
  const { observed, ...rest } = answer as { readonly observed: Json; readonly [key: string]: Json }
  return { event, answer: rest, observed }
}

/** What a function of the model answers to arguments. */
export const evaluate = ({ chapter, function: name = '', arguments: args = null }: Trace): E.Either<string, Json> => {
  const called = kitOf(chapter)?.functions[name]
  if (called === undefined) return E.left(`the chapter “${chapter}” has no function “${name}”`)
  return attempt(() => called(args))
}

const wrongIn = (codec: Kit['codecs'][keyof Kit['codecs']], datum: Json): string | undefined => {
  const decoded = decode(codec, datum)
  return E.isLeft(decoded) ? decoded.left.map(showMalformed).join('; ') : undefined
}

const attempt = <A>(run: () => A): E.Either<string, A> =>
  E.tryCatch(run, (error) => (error instanceof Error ? error.message : String(error)))

/** Whether two values are the same JSON, whatever the sequence of their fields. */
export const sameJson = (a: Json, b: Json): boolean => inOrder(a) === inOrder(b)

const inOrder = (json: Json): string =>
  JSON.stringify(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value,
  )
