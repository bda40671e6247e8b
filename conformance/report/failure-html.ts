import type { Json } from '../kit/kit.js'
import type { Failure, RunResult } from '../run/result.js'
import { drawings } from './draw.js'
import { eventText } from './event.js'
import type { FailedCase } from './evidence.js'
import { jsonHtml, placesOf } from './json-html.js'
import { html, type Markup } from './markup.js'
import { inOneForm, type Trace, traceOf } from './trace.js'
import { againCommand } from './words.js'

/** How a failure that was saved as a vector is run again. */
export type Again = ReadonlyMap<Failure, { readonly file: string; readonly command: string }>

const MOST_DIFFERENCES = 40

/** One failure: what is wrong, the player of its events, expected against actual, and how to run it again. */
export const failureHtml = (
  result: RunResult,
  { one, failure }: FailedCase,
  again: Again,
  id: string,
  open: boolean,
): Markup => {
  const saved = again.get(failure)
  const trace = traceOf(one.chapter, failure)
  const expected = inOneForm(one.chapter, failure.expected)
  const actual = inOneForm(one.chapter, failure.actual)
  return html`<details class="failure" id="${id}"${open ? html` open` : ''}>
<summary><code>${failure.case}</code> <small>${count(failure.events.length, 'event')}</small></summary>
<p class="comment">${one.comment}</p>
<p class="clause"><b>${failure.clause}</b> ${failure.says}</p>
${failure.findings.length === 0 ? undefined : html`<ul class="findings">${failure.findings.map((finding) => html`<li>${finding}</li>`)}</ul>`}
${player(result, failure, trace, id)}
<h4>Expected and actual</h4>
${differencesHtml(failure)}
<div class="sides">
<div><h5>Expected</h5>${jsonHtml(expected, placesOf(expected, 'expected', failure.differences))}</div>
<div><h5>Actual</h5>${jsonHtml(actual, placesOf(actual, 'actual', failure.differences))}</div>
</div>
<h4>Run it again</h4>
<pre class="command"><code>${saved?.command ?? againCommand(result, failure.case)}</code></pre>
</details>`
}

const differencesHtml = ({ differences }: Failure): Markup | undefined =>
  differences.length === 0
    ? undefined
    : html`<ul class="differences">${differences
        .slice(0, MOST_DIFFERENCES)
        .map(
          ({ path, expected, actual }) =>
            html`<li><code class="where">${path}</code> <span>expected <code class="expected">${oneLine(expected)}</code></span> <span>actual <code class="actual">${oneLine(actual)}</code></span></li>`,
        )}${
        differences.length > MOST_DIFFERENCES
          ? html`<li>and ${differences.length - MOST_DIFFERENCES} more</li>`
          : undefined
      }</ul>`

const oneLine = (json: Json | undefined): string => (json === undefined ? 'nothing' : JSON.stringify(json))

const player = (result: RunResult, failure: Failure, trace: Trace | undefined, id: string): Markup => {
  const last = failure.events.length
  const shrunk = failure.shrunkFrom > last ? `, made small from ${failure.shrunkFrom}` : ''
  return html`<h4>${count(last, 'event')}${shrunk}</h4>
<p class="params">Opened with <code>${JSON.stringify(failure.params)}</code></p>
${failure.case.includes('/judgement/') ? html`<p>What was judged is the history of the case itself, whose last answer may be wrong on purpose. Shown here is what the specification answers.</p>` : undefined}
<div class="player" tabindex="0" role="group" aria-label="Events of ${failure.case}"${trace === undefined ? '' : html` data-player`}>
<div class="controls" hidden><button type="button" data-by="-1">← Back</button><output>Event ${last} of ${last}</output><button type="button" data-by="1">Forward →</button></div>
<ol class="events">${failure.events.map((event, i) => {
    const text = html`<code>${eventText(event)}</code>${i === last - 1 ? html` <strong>here they differ</strong>` : ''}`
    return html`<li>${trace === undefined ? text : html`<a href="#${id}-${i + 1}">${text}</a>`}</li>`
  })}</ol>
${trace === undefined ? undefined : moments(result, trace, id)}
</div>`
}

const moments = (
  { implementation }: RunResult,
  { observations, moments: steps, shown, answered }: Trace,
  id: string,
): Markup => {
  const last = steps.length - 1
  // What the implementation showed is drawn as one moment more, against what should have been.
  const drawn = new Map(
    observations.map((name) => [
      name,
      drawings[name]?.([
        ...steps.map(({ observed }, i) => ({
          value: observed[name] ?? null,
          against: steps[i - 1]?.observed[name],
          role: 'before' as const,
        })),
        ...(shown?.[name] === undefined
          ? []
          : [{ value: shown[name], against: steps[last]?.observed[name], role: 'expected' as const }]),
      ]),
    ]),
  )
  const names = [...observations].sort((a, b) => placeOf(a) - placeOf(b))
  const views = (observed: Readonly<Record<string, Json>>, at: number): ReadonlyArray<Markup | undefined> =>
    names.map((name) => {
      const value = observed[name]
      return value === undefined ? undefined : (drawn.get(name)?.[at] ?? valueHtml(name, value))
    })
  return html`<div class="moments">
${steps.map(
  ({ answer, observed }, i) =>
    html`<section class="moment" id="${id}-${i}" data-at="${i}"><h5><span class="role"></span><span class="when">${i === 0 ? 'At the start' : `After event ${i}`}</span></h5>${views(observed, i)}${answer === undefined ? undefined : valueHtml('answer', answer)}</section>`,
)}
${
  shown === undefined && answered === undefined
    ? undefined
    : html`<section class="moment shown" data-at="shown"><h5>What ${implementation.name} showed</h5>${views(shown ?? {}, steps.length)}${answered === undefined ? undefined : valueHtml('answer', answered)}</section>`
}
</div>`
}

/** What is drawn comes first, in the order of the drawings. */
const placeOf = (name: string): number => [...Object.keys(drawings), name].indexOf(name)

const valueHtml = (name: string, value: Json): Markup =>
  html`<div class="value${typeof value === 'object' ? ' long' : ''}"><span>${name}</span> ${jsonHtml(value)}</div>`

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
