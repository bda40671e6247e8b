import type { CaseResult, RunResult } from '../run/result.js'
import type { Section } from './html.js'
import { html, type Markup } from './markup.js'

/** The cases that did not fail: those that pass against expectation, could not be run, are not claimed, or passed. */
export const casesHtml = (
  { cases }: RunResult,
  unexpected: ReadonlyArray<CaseResult>,
): ReadonlyArray<Section | undefined> => [
  section(
    'unexpected',
    'Unexpected passes',
    true,
    unexpected,
    html`<p>The file of known failures names these, but they pass: take them out of it.</p>${lines(unexpected)}`,
  ),
  couldNotRun(cases),
  notClaimed(cases),
  unattributed(cases),
  passed(cases),
]

const section = (
  id: string,
  title: string,
  first: boolean,
  cases: ReadonlyArray<CaseResult>,
  body: Markup,
): Section | undefined =>
  cases.length === 0
    ? undefined
    : {
        id,
        title,
        count: cases.length,
        first,
        body: html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`,
      }

const couldNotRun = (cases: ReadonlyArray<CaseResult>): Section | undefined => {
  const stuck = cases.filter(({ outcome }) => outcome.tag === 'could not be run')
  const body = stuck.map(({ id, outcome }, i) => {
    if (outcome.tag !== 'could not be run') return undefined
    const message = outcome.message.startsWith(`${id}: `) ? outcome.message.slice(id.length + 2) : outcome.message
    return html`<details class="group"${i < 3 ? html` open` : ''}><summary><code>${id}</code></summary><p>${message}</p>${
      outcome.stderr.trim() === ''
        ? html`<p class="none">Its standard error was empty.</p>`
        : html`<p>The end of its standard error:</p><pre class="command"><code>${outcome.stderr.trim().split('\n').slice(-20).join('\n')}</code></pre>`
    }</details>`
  })
  return section('could-not-run', 'Could not be run', true, stuck, html`${body}`)
}

const notClaimed = (cases: ReadonlyArray<CaseResult>): Section | undefined => {
  const needing = cases.flatMap((one) =>
    one.outcome.tag === 'not claimed' ? [{ one, needs: one.outcome.needs.join(', ') }] : [],
  )
  const groups = [...new Set(needing.map(({ needs }) => needs))].map((needs) => ({
    needs,
    cases: needing.filter((other) => other.needs === needs).map(({ one }) => one),
  }))
  return section(
    'not-claimed',
    'Not claimed',
    false,
    needing.map(({ one }) => one),
    html`<p>Not run, and not held against the implementation: it does not claim what these cases need.</p>${groups.map(
      (group) => folded(html`needs <code>${group.needs}</code>`, group.cases),
    )}`,
  )
}

const unattributed = (cases: ReadonlyArray<CaseResult>): Section | undefined => {
  const silent = cases.filter(({ outcome }) => outcome.tag === 'unattributed')
  return section(
    'unattributed',
    'Unattributed',
    false,
    silent,
    html`<p>Passed, but a refusal in it gave no reason: that it was refused for the right one cannot be seen.</p>${folded(html`cases`, silent)}`,
  )
}

const passed = (cases: ReadonlyArray<CaseResult>): Section | undefined => {
  const good = cases.filter(({ outcome }) => outcome.tag === 'passed' || outcome.tag === 'unattributed')
  const kind = ({ id }: CaseResult): string => id.split('/').slice(0, 2).join('/')
  return section(
    'passed',
    'Passed',
    false,
    good,
    html`${[...new Set(good.map(kind))].map((name) =>
      folded(
        html`<code>${name}</code>`,
        good.filter((one) => kind(one) === name),
      ),
    )}`,
  )
}

const folded = (title: Markup, cases: ReadonlyArray<CaseResult>): Markup =>
  html`<details class="group"><summary>${title} <small>${cases.length} ${cases.length === 1 ? 'case' : 'cases'}</small></summary>${lines(cases)}</details>`

const lines = (cases: ReadonlyArray<CaseResult>): Markup =>
  html`<ul class="lines">${cases.map(({ id, comment }) => html`<li><code>${id}</code> <small>${comment}</small></li>`)}</ul>`
