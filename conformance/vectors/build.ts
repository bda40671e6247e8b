import type { Chapter, ClauseId } from '../../spec/core/ids.js'
import type { ExpectedStep, Json, Kit } from '../kit/kit.js'
import { kitOf, kits } from '../kit/kits.js'
import type { JudgementCase, Source, TraceCase } from './types.js'

/** What a person writes of a case; the model gives the rest. */
export interface Draft {
  readonly slug: string
  readonly comment: string
  readonly source: Source
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly params: Json
  readonly events: ReadonlyArray<Json>
}

/** A trace: what the model answers to the events, and what can be observed after each. */
export const traceCase = (kit: Kit, draft: Draft): TraceCase => {
  const steps = stepsOf(kit, draft.params, draft.events)
  const refused = steps.filter(({ answer }) => 'rejected' in answer)
  return {
    kind: 'trace',
    id: `${kit.chapter}/trace/${draft.slug}`,
    chapter: kit.chapter,
    comment: draft.comment,
    source: draft.source,
    clauses: draft.clauses,
    negative: refused.length === 1 && refused[0] === steps.at(-1),
    needs: kit.needs(draft.params, draft.events),
    params: draft.params,
    steps,
  }
}

/** The steps of the model through some events. */
export const stepsOf = (kit: Kit, params: Json, events: ReadonlyArray<Json>): ReadonlyArray<ExpectedStep> => {
  const session = kit.open(params)
  return events.map((event) => session.step(event, kit.observations))
}

/** An entry of a history, in JSON. */
export interface JsonEntry {
  readonly event: Json
  readonly answer: Json
  readonly observed?: Json
}

/** What is made of an entry of a history. */
export type Tamper = (last: JsonEntry) => JsonEntry

/** A history that is judged: a run, and what is made of it. */
export interface Judged {
  /** Its clauses are those that the history has to break, and no others. */
  readonly draft: Draft
  /** The one wrong thing, at the end; left out: nothing is wrong. */
  readonly tamper?: Tamper
  /** What is made of the entries before: mistakes that the last entry must not be held to account for. */
  readonly rewrite?: (earlier: ReadonlyArray<JsonEntry>) => ReadonlyArray<JsonEntry>
  /** Whether the last entry has what the model shows after it. */
  readonly shows?: boolean
  /** Whether what `tamper` makes of the last entry is right as well. */
  readonly isKept?: boolean
}

/**
 * The case of a history that is judged.
 *
 * @throws Error if the clauses say something else of it than its draft: then the draft is wrong, or a clause is.
 */
export const judgementCase = (
  kit: Kit,
  { draft, tamper, rewrite = (earlier) => earlier, shows = false, isKept = tamper === undefined }: Judged,
): JudgementCase => {
  const entries: ReadonlyArray<JsonEntry> = stepsOf(kit, draft.params, draft.events).map(
    ({ event, answer, observed }, i) => ({
      event,
      answer: plain(answer),
      ...(shows && i === draft.events.length - 1 ? { observed } : {}),
    }),
  )
  const last = entries.at(-1)
  if (last === undefined) throw new Error(`${draft.slug}: a history without an entry`)
  const history = {
    params: draft.params,
    entries: [...rewrite(entries.slice(0, -1)), tamper === undefined ? last : tamper(last)],
  } as unknown as Json
  const broken = [...new Set(kit.judge(history).map(({ clause }) => clause))]
  const claimed = isKept ? [] : draft.clauses
  if (broken.length !== claimed.length || claimed.some((clause) => !broken.includes(clause)))
    throw new Error(
      `${draft.slug}: the draft says that it breaks ${claimed.join(', ') || 'nothing'}, the clauses say ${broken.join(', ') || 'nothing'}`,
    )
  return {
    kind: 'judgement',
    id: `${kit.chapter}/judgement/${draft.slug}`,
    chapter: kit.chapter,
    comment: draft.comment,
    source: draft.source,
    clauses: draft.clauses,
    negative: !isKept,
    needs: ['evaluate=judge'],
    history,
    broken: claimed,
  }
}

const plain = (answer: ExpectedStep['answer']): Json =>
  'accepted' in answer ? answer : { rejected: { reason: answer.rejected.reason } }

/** The kit of a chapter that has one. */
export const kitFor = (chapter: Chapter): Kit => {
  const kit = kitOf(chapter)
  if (kit === undefined)
    throw new Error(`no kit for ${chapter}; there are ${kits.map((known) => known.chapter).join(', ')}`)
  return kit
}
