import { type Conditions, conditionsFor, failingOf, type Tagged } from '../../spec/core/condition.js'
import type { ClauseId } from '../../spec/core/ids.js'

/** A case whose last event is refused: the clause that it is for, and what was known before the event. */
export interface Refused<Known, Event> {
  readonly slug: string
  readonly clause: ClauseId
  readonly known: Known
  readonly event: Event
}

/** What the refused cases of a chapter leave out of its table of conditions, and what they say wrongly. */
export interface Coverage {
  /** Cases that do not fail first what they say. */
  readonly misnamed: ReadonlyArray<string>
  /** Names that several cases have. */
  readonly repeated: ReadonlyArray<string>
  /** Conditions that no case fails first. */
  readonly notNegated: ReadonlyArray<string>
  /** Neighbouring conditions of which no case shows that the first is the reason where both fail. */
  readonly withoutPrecedence: ReadonlyArray<string>
}

/** Holds the refused cases of a chapter against its table of conditions. */
export const coverageOf = <Known, Event extends Tagged>(
  conditions: Conditions<Known, Event>,
  cases: ReadonlyArray<Refused<Known, Event>>,
): Coverage => {
  const failed = cases.map(({ known, event }) => failingOf(conditions, known, event))
  const places = cases.map(({ event }, i) => {
    const table = conditionsFor(conditions, event)
    return { tag: event.tag, at: failed[i]?.map((condition) => table.indexOf(condition)) ?? [] }
  })
  const first = new Set(places.map(({ tag, at: [a] }) => `${tag} ${a}`))
  const together = new Set(
    places.flatMap(({ tag, at: [a, b] }) => (a !== undefined && b === a + 1 ? [`${tag} ${a}`] : [])),
  )
  const tables = Object.keys(conditions).map((tag) => ({
    tag,
    clauses: conditionsFor(conditions, { tag } as Event).map(({ clause }) => clause),
  }))
  const slugs = cases.map(({ slug }) => slug)
  return {
    misnamed: cases.flatMap(({ slug, clause }, i) => {
      const got = failed[i]?.[0]?.clause
      return got === clause ? [] : [`${slug} says ${clause}, and fails ${got ?? 'nothing'}`]
    }),
    repeated: slugs.filter((slug, i) => slugs.indexOf(slug) < i),
    notNegated: tables.flatMap(({ tag, clauses }) =>
      clauses.flatMap((clause, at) => (first.has(`${tag} ${at}`) ? [] : [`${tag} ${clause}`])),
    ),
    withoutPrecedence: tables.flatMap(({ tag, clauses }) =>
      clauses
        .slice(1)
        .flatMap((clause, at) => (together.has(`${tag} ${at}`) ? [] : [`${tag} ${clauses[at]}+${clause}`])),
    ),
  }
}
