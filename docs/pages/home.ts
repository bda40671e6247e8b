import { escaped } from '../../conformance/report/markup.js'
import type { Facts } from '../facts.js'
import { anchor, at, count, link, number } from '../markdown.js'
import { tex } from '../papers/tex.js'
import { tracesOf } from './traceability.js'

/** The front page: what this is, and where the three things that most readers come for are. */
export const homeMarkdown = (facts: Facts, hasReference: boolean): string => {
  const traces = tracesOf(facts)
  const states = facts.records.flatMap(({ scopes }) => scopes).reduce((sum, scope) => sum + scope.states, 0)
  const mutants = facts.records.flatMap((record) => record.mutants).length
  const figures: ReadonlyArray<readonly [string, string]> = [
    [number(facts.clauses.size), 'clauses'],
    [number(facts.cases.length), 'vectors'],
    [number(mutants), 'mutants'],
    [number(states), 'states explored'],
    [String(facts.errata.length), 'errata'],
  ]
  return [
    '<p class="lead">The executable specification of a provably fair exchange: one that cannot read an order before it commits to its place, match out of turn, or settle less than it took, without being caught. And the kit that tests whether an implementation keeps it.</p>',
    `<ul class="figures">${figures.map(([n, what]) => `<li><b>${n}</b> ${what}</li>`).join('')}</ul>`,
    '## Read',
    `<ul class="doors">${[
      door('What the three constraints are', ...constraintsOf(facts, traces)),
      ...unsound(facts),
      door(
        'Where the papers are wrong',
        `${count(facts.errata.length, 'place')}, each with a witness that is computed, most with a run`,
        'errata.html',
      ),
      door('Try a run yourself', 'change a price, and see which clause turns red', 'player.html'),
      door('Test an implementation', 'write an adapter in ten minutes, in any language', 'implement.html'),
      door('Pictures', 'the automaton, a proof, a book, drawn from the model', 'pictures.html'),
    ].join('')}</ul>`,
    '## The specification',
    `<ol class="chapters">${facts.chapters
      .map(
        ({ id, title, clauses, prose }) =>
          `<li>${anchor(title, at.chapter(id))} <span class="quiet">${clauses[0]?.text.id} to ${clauses.at(-1)?.text.id}</span><br>${escaped(firstSentence(prose))}</li>`,
      )
      .join('')}</ol>`,
    `It follows two papers, _TEX, A Securely Scalable Trustless Exchange_ (Khalil, Gervais, Felley) and _Security Challenges and Design Principles for Distributed Financial Exchanges_ (Massacci, Ngo). ${link('Every part of them', 'traceability.html')} leads to the clauses that it became, and every clause to the evidence that there is for it: ${link('all clauses', 'clauses.html')}.${hasReference ? ` The library has a ${link('reference', 'modules/library.html')}.` : ''}`,
  ].join('\n\n')
}

/** A way in, on a page that leads further. */
export const door = (title: string, text: string, path: string): string =>
  `<li><a href="site:/${path}"><b>${escaped(title)}</b><span>${escaped(text)}</span></a></li>`

const firstSentence = (prose: string): string =>
  (/\n\n([^\n]+?\.)(?: |\n)/.exec(prose)?.[1] ?? '').replace(/[_*`]/g, '')

/** The clauses that the paper's constraints became, and where the first of them stands. */
const constraintsOf = (facts: Facts, traces: ReturnType<typeof tracesOf>): readonly [string, string] => {
  const constraints = tex.parts
    .filter(({ id }) => id.startsWith('Constraint'))
    .map(({ id, name }) => ({
      name,
      clauses: (traces.get(`TEX ${id}`) ?? []).filter((one) => facts.clauses.has(one.id)),
    }))
  const first = facts.clauses.get(constraints[0]?.clauses[0]?.id ?? '')
  return [
    constraints.map(({ name, clauses }) => `${name} (${clauses.map(({ id }) => id).join(', ')})`).join('; '),
    first === undefined ? 'clauses.html' : at.chapter(first.text.chapter, first.text.id),
  ]
}

/** The errata about the soundness of Algorithm 7: the gravest first. */
const unsound = (facts: Facts): ReadonlyArray<string> => {
  const about = facts.errata.filter(({ where }) => /Algorithms? 7\b/.test(where))
  const first = [...about].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))[0]
  return first === undefined
    ? []
    : [door('Why Algorithm 7 is unsound as written', `${first.id}: ${first.title}. With the run`, at.erratum(first.id))]
}
