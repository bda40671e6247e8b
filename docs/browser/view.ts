import type { Json } from '../../conformance/kit/kit.js'
import { drawings } from '../../conformance/report/draw.js'
import { eventText } from '../../conformance/report/event.js'
import { jsonHtml } from '../../conformance/report/json-html.js'
import { html, type Markup } from '../../conformance/report/markup.js'
import { clauseText } from '../../spec/clauses.js'
import { clauseIds, isClauseId } from '../../spec/core/ids.js'
import { type Played, type PlayedStep, plain, sameJson } from '../player/play.js'
import type { Trace } from '../player/trace-link.js'

/** The list of events; the one that is looked at, those that break a clause, those that are refused. */
export const eventList = ({ steps, stopped }: Played, events: ReadonlyArray<Json>, at: number): Markup =>
  html`${events.map((event, i) => {
    const step = steps[i]
    const mark = markOf(step)
    return html`<li><a href="#event-${i + 1}" data-to="${i + 1}"${i + 1 === at ? html` aria-current="step"` : ''}><code>${eventText(event)}</code>${mark === undefined ? '' : html` <span class="mark ${mark.tone}">${mark.words}</span>`}</a></li>`
  })}${stopped === undefined ? '' : html`<li class="stopped">${stopped}</li>`}`

const markOf = (step: PlayedStep | undefined): { readonly tone: string; readonly words: string } | undefined => {
  if (step === undefined) return { tone: 'quiet', words: 'not played' }
  if (step.findings.length > 0) return { tone: 'bad', words: `breaks ${clausesIn(step).join(', ')}` }
  if (step.trouble !== undefined) return { tone: 'bad', words: 'malformed answer' }
  return isRefusal(step.answer)
    ? { tone: 'warn', words: `refused by ${reasonOf(step.answer) ?? 'no reason'}` }
    : undefined
}

const clausesIn = ({ findings }: PlayedStep): ReadonlyArray<string> => [
  ...new Set(findings.map(({ clause }) => clause)),
]

const isRefusal = (answer: Json): boolean => typeof answer === 'object' && answer !== null && 'rejected' in answer

const reasonOf = (answer: Json): string | undefined =>
  (answer as { readonly rejected?: { readonly reason?: string } }).rejected?.reason

/** What the clauses say of one event: every clause of the chapter, red where it is broken. */
export const verdicts = ({ kit, steps }: Played, at: number, trace: Trace): Markup => {
  const step = steps[at - 1]
  if (step === undefined) return html`<p class="quiet">This event is not played.</p>`
  const broken = new Set<string>(clausesIn(step))
  const refused = reasonOf(step.answer)
  const about = new Set(trace.clauses ?? [])
  const ids = [
    ...new Set([...broken, ...about, ...(refused === undefined ? [] : [refused]), ...clauseIds[kit.chapter]]),
  ]
  const known = ids.filter(isClauseId).sort((a, b) => order(a) - order(b))
  return html`${step.findings.length === 0 ? html`<p class="verdict good" role="status">${step.trouble ?? 'This answer keeps every clause.'}</p>` : html`<div class="verdict bad" role="status"><b>This answer breaks ${[...broken].join(', ')}.</b><ul>${step.findings.map(({ clause, message }) => html`<li>${clauseLink(clause)} ${message}</li>`)}</ul></div>`}
${refused === undefined || !isClauseId(refused) ? '' : html`<p>Refused for ${clauseLink(refused)}: ${clauseText(refused).says}</p>`}
<ul class="chips" aria-label="Clauses">${known.map((id) => html`<li><a class="${broken.has(id) ? 'broken' : id === refused ? 'reason' : 'kept'}${about.has(id) ? ' about' : ''}" href="clauses/${id}.html" title="${clauseText(id).says}">${id}<span class="sr"> ${broken.has(id) ? 'broken' : id === refused ? 'the reason' : 'kept'}</span></a></li>`)}</ul>`
}

const order = (id: string): number =>
  Object.values(clauseIds)
    .flat()
    .indexOf(id as never)

const clauseLink = (id: string): Markup => html`<a href="clauses/${id}.html">${id}</a>`

/** What the model answers, where the exchange answers otherwise. */
export const modelAnswer = ({ kit, steps }: Played, at: number): Markup => {
  const step = steps[at - 1]
  if (step === undefined) return html``
  const model = plain(step.model)
  if (same(kit, step.answer, model)) return html`<p class="quiet">The model answers the same.</p>`
  return html`<p>The model answers:</p>${jsonHtml(model)}<button type="button" data-do="take">Take this answer</button>`
}

const same = (kit: Played['kit'], answer: Json, model: Json): boolean => {
  const { observed: _, ...rest } = answer as { readonly observed?: Json; readonly accepted?: Json }
  const accepted = (model as { readonly accepted?: Json }).accepted
  try {
    return rest.accepted !== undefined && accepted !== undefined
      ? sameJson(kit.normalise(rest.accepted), kit.normalise(accepted))
      : sameJson(rest as Json, model)
  } catch {
    return false
  }
}

/** What can be observed before and after an event, as the model has it: drawn, or as tables. */
export const moments = ({ kit, start, steps }: Played, at: number): Markup => {
  const all = [start, ...steps.map(({ observed }) => observed)]
  const names = [...kit.observations].sort((a, b) => place(a) - place(b))
  const drawn = new Map(
    names.map((name) => [
      name,
      drawings[name]?.(
        all.map((observed, i) => ({
          value: observed[name] ?? null,
          against: all[i - 1]?.[name],
          role: 'before' as const,
        })),
      ),
    ]),
  )
  const moment = (i: number, title: string): Markup | undefined => {
    const observed = all[i]
    return observed === undefined
      ? undefined
      : html`<section class="moment"><h3>${title}</h3>${names.map((name) => drawn.get(name)?.[i] ?? value(name, observed[name] ?? null, all[i - 1]?.[name]))}</section>`
  }
  return html`${moment(at - 1, at === 1 ? 'At the start' : `Before event ${at}`)}${moment(at, `After event ${at}`)}`
}

const place = (name: string): number => [...Object.keys(drawings), name].indexOf(name)

/** A list of records as a table, anything else as JSON; marked where it was otherwise before. */
const value = (name: string, json: Json, before: Json | undefined): Markup => {
  const isChanged = before !== undefined && !sameJson(json, before)
  const rows = Array.isArray(json) && json.length > 0 && json.every(isRecord) ? (json as ReadonlyArray<Row>) : undefined
  const body =
    rows === undefined
      ? typeof json === 'string'
        ? html`<code>${json}</code>`
        : Array.isArray(json) && json.length === 0
          ? html`<span class="quiet">none</span>`
          : jsonHtml(json)
      : table(rows, Array.isArray(before) ? (before as ReadonlyArray<Json>) : undefined)
  return html`<div class="value"><span>${name}${isChanged ? html` <b class="changed">changed</b>` : ''}</span>${body}</div>`
}

type Row = { readonly [key: string]: Json }
const isRecord = (json: Json): boolean => typeof json === 'object' && json !== null && !Array.isArray(json)

const table = (rows: ReadonlyArray<Row>, before: ReadonlyArray<Json> | undefined): Markup => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return html`<div class="scroll"><table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr${before === undefined || before.some((one) => sameJson(one, row)) ? '' : html` class="new"`}>${columns.map((column) => html`<td>${cell(row[column])}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

const cell = (json: Json | undefined): string =>
  json === undefined ? '' : typeof json === 'string' ? json : JSON.stringify(json)
