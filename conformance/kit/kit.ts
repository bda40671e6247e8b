import type * as fc from 'fast-check'
import type * as t from 'io-ts'
import type { Choice } from '../../model/core/arbitrary.js'
import type { Finding } from '../../spec/core/clause.js'
import type { Chapter, ClauseId } from '../../spec/core/ids.js'

/** Any JSON value. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** Something that an implementation may claim, and that a case may need. */
export interface Option {
  readonly id: string
  /** What an implementation claims by it. */
  readonly says: string
  /** Of the options with the same group an implementation claims at least one. */
  readonly group?: string
}

/** The answer to an event as the model gives it, in JSON; a refusal says which other conditions fail too. */
export type Expected =
  | { readonly accepted: Json }
  | { readonly rejected: { readonly reason: ClauseId; readonly alsoFailing?: ReadonlyArray<ClauseId> } }

/** An event, the model's answer to it, and what can be observed afterwards, all in JSON. */
export interface ExpectedStep {
  readonly event: Json
  readonly answer: Expected
  readonly observed: Readonly<Record<string, Json>>
}

/** An instance of the model that is driven in JSON, as an adapter drives an implementation. */
export interface Session {
  readonly step: (event: Json, observe: ReadonlyArray<string>) => ExpectedStep
  readonly observe: (what: ReadonlyArray<string>) => Readonly<Record<string, Json>>
  /** The event that a choice means in the present state. */
  readonly draw: (choice: Choice) => Json
}

/**
 * What the kit has to know of a chapter in order to test implementations of it; everything else is generic. All data
 * go in and out as JSON; the codecs say what is well-formed.
 */
export interface Kit {
  readonly chapter: Chapter
  readonly codecs: {
    readonly params: t.Mixed
    readonly event: t.Mixed
    readonly answer: t.Mixed
    readonly observation: t.Mixed
    readonly history: t.Mixed
  }
  readonly options: ReadonlyArray<Option>
  /** The observations, each of which is claimed by the option `observe=<name>`; a chapter without any has no machine. */
  readonly observations: ReadonlyArray<string>
  /** The options that a run needs besides observations. */
  readonly needs: (params: Json, events: ReadonlyArray<Json>) => ReadonlyArray<string>
  /** Brings what is a matter of convention in outputs into one form, so that equal meaning is equal JSON. */
  readonly normalise: (outputs: Json) => Json
  readonly open: (params: Json) => Session
  /** The mistakes that follow from the chapter's own tables: each is the chapter with one of them. */
  readonly derived: ReadonlyArray<DerivedMutant>
  /** What the clauses say of the last entry of a history. */
  readonly judge: (history: Json) => ReadonlyArray<Finding>
  /** Random parameters, for the search. */
  readonly params: fc.Arbitrary<Json>
  /** The functions without state that `evaluate` knows; each is claimed by the option `evaluate=<name>`. */
  readonly functions: Readonly<Record<string, (args: Json) => Json>>
}

/** A mistake that nobody wrote: a guard left out or swapped, or a clause that a judge forgets. */
export interface DerivedMutant {
  readonly id: string
  readonly clause: ClauseId
  readonly says: string
  /** What is opened and evaluated instead; what is left out is right. */
  readonly open?: (params: Json) => Session
  readonly functions?: Kit['functions']
}
