import type * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Drawing } from '../../model/core/arbitrary.js'
import { type Machine, type Rules, step, type Tagged } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import type { Finding } from '../../spec/core/clause.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import { decodeOrThrow } from './decode.js'
import { expected, verdict } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'

type Codec<A> = t.Type<A, unknown, unknown>

/** What a chapter with a machine is, to the kit. */
export interface MachineChapter<Params, State, Event extends Tagged, Outputs, Observation, Entry, Moment> {
  readonly machine: Machine<Params, State, Event, Outputs, Observation>
  /** The codecs of the chapter, as its `types.ts` has them. */
  readonly types: {
    readonly Params: Codec<Params>
    readonly Event: Codec<Event>
    readonly Answer: t.Mixed
    readonly Observation: Codec<Observation>
    readonly Outputs: Codec<Outputs>
    readonly History: Codec<{ readonly params: Params; readonly entries: ReadonlyArray<Entry> }>
  }
  readonly options: ReadonlyArray<Option>
  readonly observations: ReadonlyArray<keyof Observation & string>
  readonly needs: (
    params: Params,
    events: ReadonlyArray<Event>,
    json: ReadonlyArray<Json>,
  ) => Iterable<string | undefined>
  /** Brings what is a matter of convention in outputs into one form; without it nothing is. */
  readonly normalised?: (outputs: Outputs) => Outputs
  readonly drawing: (params: Params) => Drawing<State, Event, Outputs>
  readonly params: fc.Arbitrary<Params>
  readonly reader: (params: Params) => (entry: Entry) => Moment
  readonly judge: (moment: Moment) => ReadonlyArray<Finding>
  /** The functions besides `judge`. */
  readonly functions?: Kit['functions']
  /** The clauses that some history breaks alone: a judge that forgets one of them is a mutant. */
  readonly judged: ReadonlyArray<ClauseId>
  /** Mistakes in the rules of which nothing can be seen, by their ids. */
  readonly equivalent?: RegExp
  /** What tells the ids of this chapter's mistakes from those of other chapters. */
  readonly prefix?: string
  /** Mistakes in the functions. */
  readonly wrongFunctions?: ReadonlyArray<DerivedMutant>
}

/** The kit of a chapter with a machine. */
export const machineKit = <Params, State, Event extends Tagged, Outputs, Observation, Entry, Moment>(
  chapter: MachineChapter<Params, State, Event, Outputs, Observation, Entry, Moment>,
): Kit => {
  const { machine, types, options, observations, normalised } = chapter
  const open = sessions(chapter)
  const paramsOf = (json: Json): Params => decodeOrThrow(types.Params, json)
  const judge = (history: Json): ReadonlyArray<Finding> => {
    const { params, entries } = decodeOrThrow(types.History, history)
    const last = entries.map(chapter.reader(params)).at(-1)
    return last === undefined ? [] : chapter.judge(last)
  }
  const functions = (forgets?: ClauseId): Kit['functions'] => ({
    ...chapter.functions,
    judge: (args) =>
      verdict(judge((args as { readonly history: Json }).history).filter(({ clause }) => clause !== forgets)),
  })
  return {
    chapter: machine.chapter,
    codecs: {
      params: types.Params,
      event: types.Event,
      answer: types.Answer,
      observation: types.Observation,
      history: types.History,
    },
    options,
    observations,
    needs: (params, events) => {
      const needed = new Set(
        chapter.needs(
          paramsOf(params),
          events.map((event) => decodeOrThrow(types.Event, event)),
          [params, ...events],
        ),
      )
      return options.map(({ id }) => id).filter((id) => needed.has(id))
    },
    normalise: (outputs) =>
      normalised === undefined
        ? outputs
        : (types.Outputs.encode(normalised(decodeOrThrow(types.Outputs, outputs))) as Json),
    open: (params) => open(paramsOf(params), machine.rules),
    derived: [
      ...wrongRules(chapter, (params, rules) => open(paramsOf(params), rules), functions()),
      ...(chapter.wrongFunctions ?? []).map((one) => ({ ...one, functions: { ...functions(), ...one.functions } })),
      ...chapter.judged.map((clause) => forgetfulJudge(clause, functions(clause))),
    ],
    judge,
    params: chapter.params.map((params) => types.Params.encode(params) as Json),
    functions: functions(),
  }
}

/** Opens sessions with a table of rules. */
const sessions =
  <Params, State, Event extends Tagged, Outputs, Observation, Entry, Moment>({
    machine,
    types,
    observations,
    drawing,
  }: MachineChapter<Params, State, Event, Outputs, Observation, Entry, Moment>) =>
  (params: Params, rules: Rules<State, Event, Outputs>): Session => {
    const next = step(rules)
    let state = machine.init(params)
    const { draw, accepted } = drawing(params)
    const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
      types.Observation.encode(
        Object.fromEntries(
          observations.filter((name) => what.includes(name)).map((name) => [name, machine.observe[name](state)]),
        ) as Observation,
      ) as Record<string, Json>
    return {
      step: (json, what) => {
        const event = decodeOrThrow(types.Event, json)
        const outcome = next(state, event)
        if (E.isRight(outcome)) {
          accepted?.(state, event, outcome.right)
          state = outcome.right.state
        }
        return { event: json, answer: expected(outcome, types.Outputs), observed: observe(what) }
      },
      observe,
      draw: (choice) => types.Event.encode(draw(state, choice)) as Json,
    }
  }

/** The chapter with each mistake that its table of rules suggests. */
const wrongRules = <Params, State, Event extends Tagged, Outputs, Observation, Entry, Moment>(
  { machine, equivalent, prefix = '' }: MachineChapter<Params, State, Event, Outputs, Observation, Entry, Moment>,
  open: (params: Json, rules: Rules<State, Event, Outputs>) => Session,
  functions: Kit['functions'],
): ReadonlyArray<DerivedMutant> =>
  mutations(machine.rules)
    .filter(({ id }) => equivalent?.test(id) !== true)
    .map(({ id, clause, says, rules }) => ({
      id: id.replace(':', `:${prefix}`),
      clause,
      says,
      open: (params) => open(params, rules),
      functions,
    }))

const forgetfulJudge = (clause: ClauseId, functions: Kit['functions']): DerivedMutant => ({
  id: `judge:${clause}`,
  clause,
  says: `the judge forgets ${clause}`,
  functions,
})

// Options that several chapters have

/** That reasons are in the order of the chapter. */
export const reasonPrecedence: Option = {
  id: 'reason-precedence',
  says: 'of several conditions that fail, the first in the order of the chapter is the reason',
}

/** What can be observed. */
export const observed = (names: ReadonlyArray<string>): ReadonlyArray<Option> =>
  names.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' }))

/** The largest integer that is exact as a number of JavaScript. */
const WIDE = BigInt(Number.MAX_SAFE_INTEGER)

/** Whether there is an integer in a datum that only exact arithmetic can hold. */
export const isWide = (datum: Json): boolean => {
  if (typeof datum === 'string') return /^-?\d{16,}$/.test(datum) && BigInt(datum.replace('-', '')) > WIDE
  if (datum === null || typeof datum !== 'object') return false
  return Object.values(datum).some(isWide)
}

/** One option for each value of a parameter. */
export const choosing = <Value extends string>(
  parameter: string,
  values: ReadonlyArray<Value>,
  says: (value: Value) => string,
): ReadonlyArray<Option> =>
  values.map((value) => ({ id: `${parameter}=${value}`, says: says(value), group: parameter }))

interface Suites {
  readonly hash: (typeof hashSuites)[number]
  readonly signature: (typeof signatureSuites)[number]
}

const SUITES: Readonly<Record<Suites['hash'] | Suites['signature'], string>> = {
  sha256: 'SHA-256',
  keccak256: 'Keccak-256',
  ed25519: 'Ed25519',
  secp256k1: 'ECDSA on secp256k1',
}

/** The suites of hashes and signatures. */
export const suites: ReadonlyArray<Option> = [
  ...choosing('hash', hashSuites, (value) => `hashes are ${SUITES[value]}`),
  ...choosing('signature', signatureSuites, (value) => `signatures are ${SUITES[value]}`),
]

/** The options that the suites of some parameters need. */
export const suitesOf = ({ hash, signature }: Suites): ReadonlyArray<string> => [
  `hash=${hash}`,
  `signature=${signature}`,
]
