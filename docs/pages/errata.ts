import { escaped } from '../../conformance/report/markup.js'
import type { WitnessRun } from '../../spec/core/erratum.js'
import { SPECIFICATION } from '../../spec/version.js'
import type { Facts, FoundErratum } from '../facts.js'
import { anchor, at, count } from '../markdown.js'
import { placesIn } from '../papers/places.js'
import { type Trace, traceLink } from '../player/trace-link.js'
import { placeId } from './clause.js'
import type { Page } from './page.js'

/** Every finding in the papers: what is written, what goes wrong, the run, and what is said here instead. */
export const errataPage = (facts: Facts): Page => {
  const { errata, chapters } = facts
  return {
    path: 'errata',
    title: 'Errata in the papers',
    markdown: [
      '# Errata in the papers',
      `${count(errata.length, 'place')} where the papers are ambiguous or wrong. Each has a witness that a test holds: both outcomes are computed, not written. What a machine runs can be stepped through. The ids are permanent; T is TEX, M is Massacci-Ngo.`,
      ...chapters.flatMap(({ id, title }) => {
        const own = errata.filter(({ chapter }) => chapter === id)
        return own.length === 0
          ? []
          : [`<span id="in-${id}"></span>`, `## ${title}`, contents(own), ...own.map((one) => erratum(facts, one))]
      }),
    ].join('\n\n'),
  }
}

/** What there is in a chapter, in a line each. */
const contents = (own: ReadonlyArray<FoundErratum>): string =>
  `<ul class="index">${own.map(({ id, title }) => `<li><a href="#${id}">${id}</a> ${escaped(title)}</li>`).join('')}</ul>`

const erratum = (facts: Facts, one: FoundErratum): string => {
  const { id, title, where, written, counterexample, resolution, clauses, witness } = one
  const places = placesIn(where).map(
    ({ paper, id: place }) =>
      `<span class="unbroken">${anchor(`${paper} ${place}`, `traceability.html#${placeId(paper, place)}`)}</span>`,
  )
  const findings = witness.findings.map(
    ({ clause, message }) => `<li>${anchor(clause, at.clause(clause))} ${escaped(message)}</li>`,
  )
  return `<section class="erratum" id="${id}">
<h3><span class="clause-id">${id}</span> ${escaped(title)}</h3>
<p class="clause-source">${escaped(where)}${places.length === 0 ? '' : ` <small>(${places.join(', ')})</small>`}</p>
<dl>
<dt>What is written</dt><dd>${escaped(written)}</dd>
<dt>What goes wrong</dt><dd>${escaped(counterexample)}</dd>
<dt>${witness.runs === undefined ? 'What it computes to' : 'The run'}</dt><dd><div class="run">${told('given', witness.input)}${told('as written', witness.asWritten)}${told('here', witness.asResolved)}${findings.length === 0 ? '' : `<ul class="findings">${findings.join('')}</ul>`}</div>${play(one, facts.cases)}</dd>
<dt>What is said here instead</dt><dd>${escaped(resolution)} ${clauses.length === 0 ? '' : `<span class="by">Clauses: ${clauses.map((clause) => anchor(clause, facts.clauses.has(clause) ? at.clause(clause) : `missing/${clause}`)).join(', ')}.</span>`}</dd>
</dl>
</section>`
}

/** A witness may take several lines. */
const told = (label: string, text: string): string =>
  `<p><span class="label">${label}</span> <span class="told">${escaped(text)}</span></p>`

/** What the player takes of a run of an erratum. */
export const traceOfRun = ({ id, title, clauses }: FoundErratum, { says, ...run }: WitnessRun): Trace => ({
  specification: SPECIFICATION,
  kind: 'function' in run ? 'function' : run.answers === undefined ? 'trace' : 'judgement',
  title: `${id} ${title}`,
  comment: `${says[0]?.toUpperCase()}${says.slice(1)}.`,
  clauses,
  ...(run as Pick<Trace, 'chapter' | 'params' | 'events' | 'answers' | 'function' | 'arguments'>),
})

/** The runs in the player, and the vectors whose comment names the erratum. */
const play = (one: FoundErratum, cases: Facts['cases']): string => {
  const runs = (one.witness.runs ?? []).map(
    (run) =>
      `<li>${anchor('Step through the run', `player.html#trace=${traceLink(traceOfRun(one, run))}`)} <span class="quiet">${escaped(run.says)}</span></li>`,
  )
  const named = new RegExp(`\\b${one.id}\\b`)
  const vectors = cases
    .filter(({ comment }) => named.test(comment))
    .map(({ id }) => `<li>${anchor(id, at.vector(id))} <span class="quiet">a vector</span></li>`)
  return runs.length + vectors.length === 0 ? '' : `<ul class="runs">${[...runs, ...vectors].join('')}</ul>`
}
