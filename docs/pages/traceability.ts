import { escaped } from '../../conformance/report/markup.js'
import type { Facts } from '../facts.js'
import { anchor, at, count } from '../markdown.js'
import type { Paper, Part } from '../papers/paper.js'
import { isKnown, type Place, papers, placesIn } from '../papers/places.js'
import { placeId } from './clause.js'
import type { Page } from './page.js'

interface Named {
  readonly id: string
  readonly path: string
}

/** What names each part of the papers: computed from the sources of the clauses and the errata. */
export const tracesOf = (facts: Facts): ReadonlyMap<string, ReadonlyArray<Named>> => {
  const found = new Map<string, Named[]>()
  const note = (of: string, text: string, named: Named): void => {
    for (const place of placesIn(text)) {
      if (!isKnown(place))
        throw new Error(`${of}: “${text}” names ${place.paper} ${place.id}, which is no part of that paper`)
      found.set(keyOf(place), [...(found.get(keyOf(place)) ?? []), named])
    }
  }
  for (const { text } of facts.clauses.values()) note(text.id, text.source, { id: text.id, path: at.clause(text.id) })
  for (const { id, where } of facts.errata) note(id, where, { id, path: at.erratum(id) })
  return found
}

const keyOf = ({ paper, id }: Place): string => `${paper} ${id}`

/** From every part of both papers to what is specified of it, and back. */
export const traceabilityPage = (facts: Facts): Page => {
  const traces = tracesOf(facts)
  return {
    path: 'traceability',
    title: 'From the papers to the clauses',
    markdown: [
      '# From the papers to the clauses',
      'Every section, algorithm, equation, constraint, table, figure, principle and challenge of both papers, and the clauses and errata whose source names it; a picture, or a paragraph with a letter, is listed with the section that it belongs to. What none names is _not covered_, unless it is background: history, notation, measurements. [Back from the clauses](#from-the-clauses-to-the-papers) is further down.',
      ...papers.map((paper) => `## ${paper.title}\n\n${coverage(paper, traces)}\n\n${table(paper, traces)}`),
      '## From the clauses to the papers',
      back(facts),
    ].join('\n\n'),
  }
}

const isNamed = (paper: Paper, id: string, traces: ReturnType<typeof tracesOf>): boolean =>
  traces.has(keyOf({ paper: paper.id, id }))

const isCovered = (paper: Paper, { id, within }: Part, traces: ReturnType<typeof tracesOf>): boolean =>
  isNamed(paper, id, traces) || (within !== undefined && isNamed(paper, within, traces))

/** A section is covered in part where something below it is. */
const below = (paper: Paper, { id }: Part, traces: ReturnType<typeof tracesOf>): boolean =>
  paper.parts.some(
    (other) =>
      other.id !== id && other.id.startsWith(/^[IVX]+$/.test(id) ? `${id}-` : id) && isCovered(paper, other, traces),
  )

const coverage = (paper: Paper, traces: ReturnType<typeof tracesOf>): string => {
  const parts = paper.parts.filter(({ background }) => background !== true)
  const missing = parts.filter((part) => !isCovered(paper, part, traces) && !below(paper, part, traces))
  return `${count(parts.length, 'part')} that say something of an exchange; ${missing.length === 0 ? 'all are covered.' : `not covered: ${missing.map(({ id }) => id).join(', ')}.`}`
}

const table = (paper: Paper, traces: ReturnType<typeof tracesOf>): string =>
  `<div class="scroll"><table class="trace"><thead><tr><th scope="col">${paper.id}</th><th scope="col">about</th><th scope="col">clauses</th><th scope="col">errata</th></tr></thead><tbody>${paper.parts
    .map((part) => {
      const named = traces.get(keyOf({ paper: paper.id, id: part.id })) ?? []
      const [clauses, errata] = [
        named.filter(({ id }) => id.includes('-')),
        named.filter(({ id }) => !id.includes('-')),
      ]
      const list = (some: ReadonlyArray<Named>): string => some.map(({ id, path }) => anchor(id, path)).join(' ')
      const none =
        part.background === true
          ? '<span class="quiet">background</span>'
          : part.within !== undefined && isCovered(paper, part, traces)
            ? `<span class="quiet">with <a href="#${placeId(paper.id, part.within)}">${part.within}</a></span>`
            : below(paper, part, traces)
              ? '<span class="quiet">in its parts</span>'
              : '<b class="missing">not covered</b>'
      return `<tr id="${placeId(paper.id, part.id)}"><th scope="row">${part.id}</th><td>${escaped(part.name)}</td>${named.length === 0 ? `<td>${none}</td><td></td>` : `<td>${list(clauses)}</td><td>${list(errata)}</td>`}</tr>`
    })
    .join('')}</tbody></table></div>`

const back = (facts: Facts): string =>
  `<div class="scroll"><table class="trace"><thead><tr><th scope="col">clause</th><th scope="col">source</th><th scope="col">parts</th></tr></thead><tbody>${[
    ...facts.clauses.values(),
  ]
    .map(({ text: { id, source } }) => {
      const places = placesIn(source)
      const links = places.map((place) => `<a href="#${placeId(place.paper, place.id)}">${place.paper} ${place.id}</a>`)
      return `<tr><th scope="row">${anchor(id, at.clause(id))}</th><td>${escaped(source)}</td><td>${links.length === 0 ? '<span class="quiet">ours</span>' : links.join(', ')}</td></tr>`
    })
    .join('')}</tbody></table></div>`
