import { createHash } from 'node:crypto'
import { drawingStyle } from '../../model/integrity/draw.js'
import type { ArrowCount } from '../../model/integrity/walk.js'
import { clauseText } from '../../spec/clauses.js'
import { type Counts, countsOf, type RunResult, type Verdict, verdictOf } from '../run/result.js'
import { automatonHtml } from './automaton-html.js'
import { casesHtml } from './cases-html.js'
import { type ChapterEvidence, type Evidence, evidenceOf, failuresByClause, unexpectedPasses } from './evidence.js'
import { type Again, failureHtml } from './failure-html.js'
import { html, type Markup, trusted } from './markup.js'
import { playerScript } from './player.js'
import { style as pageStyle } from './style.js'
import { countRows, verdictSentence, verdictWords } from './words.js'

const style = `${pageStyle}${drawingStyle}`

const TONES: Readonly<Record<Verdict, string>> = {
  conformant: 'good',
  'as expected': 'warn',
  'not conformant': 'bad',
  'nothing tested': 'warn',
}

/**
 * The run as one page that needs nothing else: no other file, no network, and no script for its text. Its security
 * policy lets in only its own script and style, by their hashes. With `arrows`, the integrity automaton is drawn with them.
 */
export const htmlReport = (
  result: RunResult,
  again: Again = new Map(),
  arrows: ReadonlyArray<ArrowCount> | undefined = undefined,
): string => {
  const evidence = evidenceOf(result)
  const verdict = verdictOf(result)
  const found = [
    failures(result, again, false),
    failures(result, again, true),
    ...casesHtml(result, unexpectedPasses(result)),
  ].filter((one) => one !== undefined)
  const sections = [
    ...found.filter(({ first }) => first),
    ...(evidence.length === 0 ? [] : [clauses(evidence)]),
    ...(arrows === undefined ? [] : [automatonHtml(arrows)]),
    ...found.filter(({ first }) => !first),
  ]
  return `<!doctype html>
${
  html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '${hash(style)}'; script-src '${hash(playerScript)}'; base-uri 'none'; form-action 'none'">
<title>${result.implementation.name}: ${verdict} (Touchstone ${result.specification})</title>
<style>${trusted(style)}</style>
</head>
<body>
${top(result, verdict, sections)}
<main class="wrap">
${about(result)}
${evidence.length === 0 ? undefined : profiles(evidence)}
${sections.map(({ body }) => body)}
</main>
<footer><div class="wrap">A clause is <em>kept</em> where a case that names it passed and none broke it. Nobody fails for what they do not claim.</div></footer>
<script>${trusted(playerScript)}</script>
</body>
</html>`.markup
}
`
}

/** A section of the page, and how it stands in the list of contents. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly count: number | undefined
  /** Whether it stands before the clauses: it is what the reader came for. */
  readonly first: boolean
  readonly body: Markup
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

const top = (
  result: RunResult,
  verdict: Verdict,
  sections: ReadonlyArray<Section>,
): Markup => html`<header class="verdict ${TONES[verdict]}"><div class="wrap">
<p class="brand"><svg viewBox="0 0 20 20" aria-hidden="true"><rect class="stone" width="20" height="20" rx="4"/><path class="streak" d="M5 14.5 14.5 5.5" fill="none" stroke-width="2.6" stroke-linecap="round"/></svg>Touchstone, specification ${result.specification}</p>
<h1><strong>${verdictWords[verdict]}</strong> ${result.implementation.name} ${result.implementation.version}</h1>
<p>${verdictSentence(result)}</p>
<dl class="counts">${countRows(countsOf(result)).map(
  ({ key, label, count, note }) =>
    html`<div class="${count === 0 ? 'zero' : COUNT_TONES[key]}"><dt>${label}${note === '' || count === 0 ? undefined : html`<br><small>${note}</small>`}</dt><dd class="n">${count}</dd></div>`,
)}</dl>
<nav aria-label="Contents"><ul>${sections.map(({ id, title, count }) => html`<li><a href="#${id}">${title}${count === undefined ? '' : ` (${count})`}</a></li>`)}</ul></nav>
</div></header>`

const COUNT_TONES: Readonly<Record<keyof Counts, string>> = {
  passed: 'good',
  unattributed: 'warn',
  failed: 'bad',
  expectedFailures: 'warn',
  unexpectedPasses: 'bad',
  notClaimed: '',
  couldNotRun: 'bad',
}

const about = ({ implementation, specification, command, part, cases }: RunResult): Markup => {
  const { name, version, language, homepage } = implementation
  return html`<section aria-labelledby="about"><h2 id="about">What was tested</h2>
<dl class="about">
<dt>Implementation</dt><dd>${name} ${version}</dd>
<dt>Language</dt><dd>${language}</dd>
${homepage === undefined ? undefined : html`<dt>Homepage</dt><dd>${isWeb(homepage) ? html`<a href="${homepage}" rel="noreferrer">${homepage}</a>` : homepage}</dd>`}
<dt>Specification</dt><dd>Touchstone ${specification}</dd>
<dt>Cases</dt><dd>${cases.length}${part === undefined ? '' : `, a part of the suite: ${part}`}</dd>
<dt>Command</dt><dd><code>touchstone conform ${command}</code></dd>
</dl></section>`
}

/** An implementation may say anything of itself; only an address of the web becomes a link. */
const isWeb = (address: string): boolean => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)

const profiles = (evidence: ReadonlyArray<ChapterEvidence>): Markup => {
  const columns = countRows(countsOf({ cases: [] })).map(({ key, label }) => ({ key, label }))
  return html`<section aria-labelledby="profiles"><h2 id="profiles">Profiles</h2>
<div class="table"><table role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">chapter</th>${columns.map(({ label }) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${evidence.map(
    ({ chapter, counts }) =>
      html`<tr role="row"><th role="rowheader" scope="row">${chapter}</th>${columns.map(({ key, label }) => html`<td role="cell" data-label="${label}">${counts[key]}</td>`)}</tr>`,
  )}</tbody></table></div>
${evidence.map(
  ({ chapter, options, cases }) =>
    html`<details class="options"><summary>${chapter}: ${options.length} ${options.length === 1 ? 'option' : 'options'} claimed${cases === 0 ? '; no case of it was in this run' : ''}</summary><ul>${options.map((option) => html`<li><code>${option}</code></li>`)}</ul></details>`,
)}</section>`
}

const clauses = (evidence: ReadonlyArray<ChapterEvidence>): Section => {
  const statuses: ReadonlyArray<Evidence['status']> = ['broken', 'kept', 'no evidence']
  const body = html`<section aria-labelledby="clauses"><h2 id="clauses">Clauses and the evidence for them</h2>
<div class="filter" data-filter role="search" aria-label="Clauses" hidden>
<label>Contains <input type="search" autocomplete="off" spellcheck="false"></label>
<label>Status <select><option value="">all</option>${statuses.map((status) => html`<option>${status}</option>`)}</select></label>
<output></output></div>
${evidence.map(
  (one) => html`<div data-clauses><h3>${one.chapter}</h3><ul class="clauses">${one.clauses.map(clauseHtml)}</ul></div>`,
)}</section>`
  return { id: 'clauses', title: 'Clauses', count: undefined, first: false, body }
}

const clauseHtml = ({ clause, named, passed, failed, notClaimed, couldNotRun, broken, status }: Evidence): Markup => {
  const parts = [
    [passed, 'passed'],
    [failed, 'failed'],
    [notClaimed, 'not claimed'],
    [couldNotRun, 'could not be run'],
  ].filter(([count]) => count !== 0)
  const breaks =
    broken === 0
      ? undefined
      : html`; <a href="#broken-${clause.id}">${broken === 1 ? 'one failure breaks it' : `${broken} failures break it`}</a>`
  return html`<li data-clause="${status}"><span class="id">${clause.id}</span><b class="title">${clause.title}</b><span class="status ${status.replace(' ', '-')}">${status}</span>
<p>${clause.says}</p><span class="evidence">${named === 0 ? 'No case of this run names it' : `${named} ${named === 1 ? 'case names' : 'cases name'} it: ${parts.map(([count, word]) => `${count} ${word}`).join(', ')}`}${breaks}</span></li>`
}

const failures = (result: RunResult, again: Again, expected: boolean): Section | undefined => {
  const groups = failuresByClause(result, expected)
  if (groups.length === 0) return undefined
  const id = expected ? 'expected' : 'failures'
  const title = expected ? 'Expected failures' : 'Failures'
  const body = html`<section aria-labelledby="${id}"${expected ? html` class="known"` : ''}><h2 id="${id}">${title}</h2>
${expected ? html`<p>Named in the file of known failures.</p>` : undefined}
${groups.map(
  ([clause, cases], at) =>
    html`<h3${broken(clause, expected, result)}>${clause} ${clauseText(clause).title}: ${cases.length === 1 ? 'one failure' : `${cases.length} failures, the shortest first`}</h3>
${cases.map((failed, i) => failureHtml(result, failed, again, `${id}-${clause}-${i + 1}`, !expected && at < 3 && i === 0))}`,
)}</section>`
  return { id, title, count: groups.reduce((sum, [, cases]) => sum + cases.length, 0), first: !expected, body }
}

/** Where the clause's own entry links to: its failures, or the expected ones, if it has no others. */
const broken = (clause: string, expected: boolean, result: RunResult): Markup | undefined =>
  expected && failuresByClause(result, false).some(([other]) => other === clause)
    ? undefined
    : html` id="broken-${clause}"`
