import { escaped } from '../../conformance/report/markup.js'
import type { Facts, FoundClause } from '../facts.js'
import { anchor, at, count, number } from '../markdown.js'
import { highlighted } from '../source/highlight.js'
import type { Region } from '../source/predicate.js'
import { type Standing, standingOf } from './standing.js'

/** A clause as it stands in its chapter: folded, with its sentence and how much evidence there is for it. */
export const card = (facts: Facts, clause: FoundClause): string => {
  const { id, title, says, source } = clause.text
  const standing = standingOf(facts, clause)
  return `
<details class="clause" id="${id}">
<summary><span class="clause-head"><span class="clause-id">${id}</span> <b>${escaped(title)}</b>${kindOf(clause)}</span><span class="clause-says">${escaped(says)}</span>${strip(standing)}</summary>
<div class="clause-body">
<p class="clause-source"><span class="label">Source</span> ${escaped(source)}</p>
${predicate(clause.predicate)}<p>${anchor(`${id}: all evidence, vectors, mutants`, at.clause(id))}</p>
</div>
</details>
`
}

const kindOf = ({ text: { kind } }: FoundClause): string =>
  kind === 'convention' ? ' <span class="kind">convention</span>' : ''

/** The evidence in one line. */
export const strip = ({ vectors, mutants, random, scopes, variants, field }: Standing): string => {
  const parts = [
    count(vectors.length, 'vector'),
    ...(mutants.length === 0
      ? []
      : [`${mutants.filter(({ isKilled }) => isKilled).length} of ${mutants.length} mutants killed`]),
    ...(random.events === 0 ? [] : [`${number(random.events)} random events`]),
    ...(scopes.length === 0 ? [] : [`${number(scopes.reduce((sum, { states }) => sum + states, 0))} states explored`]),
    ...(variants.length === 0 ? [] : [`${count(variants.length, 'wrong rule')} refuted`]),
    ...(field.length === 0 ? [] : [`${count(field.length, 'implementation')} judged`]),
  ]
  return `<span class="strip">${parts.map((part) => `<span>${part}</span>`).join(' ')}</span>`
}

/** What is called after an index, `f[i](x)`, is no link, though the generator of the site reads Markdown in it. */
const noLinks = (html: string): string => html.replaceAll('](', '&#93;(')

/** The predicate, piece by piece, each with where it is. */
export const predicate = (regions: ReadonlyArray<Region>): string =>
  regions
    .map(
      ({ file, first, last, code: text }) =>
        `<p class="where">${anchor(`${file}, ${first === last ? `line ${first}` : `lines ${first} to ${last}`}`, at.source(file, first))}</p>\n\n<pre class="predicate"><code>${noLinks(highlighted(text))}</code></pre>\n\n`,
    )
    .join('')
