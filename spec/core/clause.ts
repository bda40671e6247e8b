import type { Chapter, ClauseId, ClauseIdOf } from './ids.js'

/**
 * What a predicate found wrong. The message is for a person: what is wrong, where, and what should have been.
 * `clause` is the clause that is broken.
 */
export interface Finding {
  readonly clause: ClauseId
  readonly message: string
}

/**
 * Something that must hold.
 *
 * An *invariant* is required by a paper: breaking it is wrong. A *convention* is one of several sound choices, fixed
 * by a parameter: it is negotiated, and held only against whom claims that parameter.
 *
 * `judge` looks at what happened and says what is wrong with it; it never calls the step of a machine. A clause
 * without a `judge` is checked in another way, which its `checked` says.
 */
export interface Clause<Id extends ClauseId, Subject> {
  readonly id: Id
  /** Two or three words, for headings. */
  readonly title: string
  /** The clause, in one sentence. */
  readonly says: string
  /** Where it comes from: paper, section, constraint or algorithm. */
  readonly source: string
  readonly kind: 'invariant' | 'convention'
  /** Every way in which the subject breaks this clause; empty where it is kept. */
  readonly judge: (subject: Subject) => ReadonlyArray<string>
}

/** An invariant; one without a judge is checked by functions, tests and explorations, not on a log. */
export const invariant = <Id extends ClauseId, Subject = unknown>(
  id: Id,
  title: string,
  says: string,
  source: string,
  judge: (subject: Subject) => ReadonlyArray<string> = () => [],
): Clause<Id, Subject> => ({ id, title, says, source, kind: 'invariant', judge })

/** The clauses of a chapter: exactly one for each of its ids. */
export type Clauses<C extends Chapter, Subject> = {
  readonly [Id in ClauseIdOf<C>]: Clause<Id, Subject>
}

/** The text of a clause, without its predicate. */
export type ClauseText = Omit<Clause<ClauseId, never>, 'judge'> & { readonly chapter: Chapter }

/** Every clause among `clauses` that the subject breaks, in the order of the ids. */
export const findings = <Subject>(
  clauses: Readonly<Record<string, Clause<ClauseId, Subject>>>,
  subject: Subject,
): ReadonlyArray<Finding> => {
  const found: Finding[] = []
  for (const id in clauses) {
    const clause = clauses[id]
    if (clause === undefined) continue
    for (const message of clause.judge(subject)) found.push({ clause: clause.id, message })
  }
  return found
}
