import { escaped } from '../../conformance/report/markup.js'
import { SPECIFICATION } from '../../spec/version.js'
import type { Facts, FoundClause } from '../facts.js'
import { anchor, at, count, link, number, plain } from '../markdown.js'
import { placesIn } from '../papers/places.js'
import { traceLink } from '../player/trace-link.js'
import { predicate } from './card.js'
import type { Page } from './page.js'
import { type Standing, standingOf } from './standing.js'

/** The page of one clause: its permanent address, with all evidence. */
export const clausePage = (facts: Facts, clause: FoundClause): Page => {
  const { id, title, says, kind, chapter } = clause.text
  const standing = standingOf(facts, clause)
  const home = facts.chapters.find((one) => one.id === chapter)
  const errata = facts.errata.filter(({ clauses }) => (clauses as ReadonlyArray<string>).includes(id))
  return {
    path: `clauses/${id}`,
    title: `${id} ${title}`,
    markdown: [
      `# ${id} ${plain(title)}`,
      `<p class="lead">${escaped(says)}</p>`,
      `<dl class="facts">
<dt>Chapter</dt><dd>${anchor(home?.title ?? chapter, at.chapter(chapter, id))}</dd>
<dt>Kind</dt><dd>${kind === 'invariant' ? 'invariant: required by a paper' : 'convention: one of several sound choices, fixed by a parameter'}</dd>
<dt>Source</dt><dd>${sources(clause)}</dd>
<dt>Verdict</dt><dd>${standing.verdict}</dd>
<dt>Assurance</dt><dd>${standing.assurance}</dd>
</dl>`,
      `## Predicate\n\n${predicate(clause.predicate)}`,
      ...(errata.length === 0
        ? []
        : [
            `## Errata\n\n${errata.map((one) => `- ${link(one.id, at.erratum(one.id))} ${plain(one.title)}`).join('\n')}`,
          ]),
      `## Evidence\n\n${isCurrent(clause)}${table(standing)}`,
      variantsOf(standing),
      mutantsOf(standing),
      vectorsOf(standing),
    ].join('\n\n'),
  }
}

const sources = ({ text: { source } }: FoundClause): string => {
  const places = placesIn(source)
  const links = places.map(({ paper, id }) => anchor(`${paper} ${id}`, `traceability.html#${placeId(paper, id)}`))
  return `${escaped(source)}${links.length === 0 ? '' : `<br><small>${links.join(', ')}</small>`}`
}

/** Where a part of a paper stands in the table of traceability. */
export const placeId = (paper: string, id: string): string => `${paper}-${id}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')

const isCurrent = ({ isRecorded }: FoundClause): string =>
  isRecorded
    ? ''
    : '<p class="outdated">What was recorded, if anything, was recorded of an earlier wording of this clause.</p>\n\n'

const table = ({ vectors, mutants, random, scopes, field }: Standing): string => {
  const negative = vectors.filter((one) => one.negative).length
  const killed = mutants.filter(({ isKilled }) => isKilled).length
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['vectors', `${count(vectors.length, 'vector')} exercise it, ${negative} of them negative`],
    [
      'mutants',
      mutants.length === 0 ? 'none breaks this clause' : `${killed} of ${mutants.length} killed by this clause`,
    ],
    [
      'random',
      random.events === 0
        ? 'not run'
        : `judged on ${count(random.events, 'event')} of ${count(random.runs, 'run')}, seed ${random.seed}: ${random.broken === 0 ? 'never broken' : `broken ${random.broken} times`}${random.refused === 0 ? '' : `; the reason of ${count(random.refused, 'refusal')}`}`,
    ],
    ...(scopes.length === 0
      ? [['exhaustive', 'not run'] as const]
      : scopes.map(
          ({ name, says, states, transitions, complete, violations }) =>
            [
              'exhaustive',
              `${name}: ${number(states)} states, ${number(transitions)} transitions, ${complete ? 'complete' : 'not complete'}, ${violations === 0 ? 'no violation' : `${violations} violations`}. ${says}`,
            ] as const,
        )),
    ['proof', 'not run: there is no proof for unbounded values'],
    ...(field.length === 0
      ? [['field', 'not run'] as const]
      : field.map(
          ({ name, version, language, passed, failed, broken }) =>
            [
              'field',
              `${name} ${version} (${language}): ${passed} cases passed${failed === 0 ? '' : `, ${failed} failed${broken === 0 ? '' : `, ${broken} of them by this clause`}`}`,
            ] as const,
        )),
  ]
  return `<div class="scroll"><table class="evidence"><tbody>${rows
    .map(
      ([kind, text], i) =>
        `<tr><th scope="row">${rows[i - 1]?.[0] === kind ? `<span class="again">${kind}</span>` : kind}</th><td>${escaped(text)}</td></tr>`,
    )
    .join('')}</tbody></table></div>`
}

const variantsOf = ({ variants }: Standing): string =>
  variants.length === 0
    ? ''
    : `## Wrong rules that break it\n\n${variants
        .map(({ says, message, moves, name, run, chapter }) => {
          const play =
            run === undefined
              ? ''
              : ` ${link('Step through the run', `player.html#trace=${traceLink({ specification: SPECIFICATION, chapter, kind: 'trace', title: `${name}: ${says}`, ...run })}`)}.`
          return `- **${plain(name)}**: ${plain(says)}. ${count(moves.length, 'move')}: ${plain(message)}.${play}`
        })
        .join('\n')}`

const mutantsOf = ({ mutants }: Standing): string =>
  mutants.length === 0
    ? ''
    : `## Mutants\n\nEach is a wrong implementation; it has to be caught, and by this clause.\n\n<ul class="mutants">${mutants
        .map(
          ({ id, says, made, vectors, isKilled, events }) =>
            `<li><b class="${isKilled ? 'killed' : 'missed'}">${isKilled ? 'killed' : 'missed'}</b> <code>${escaped(id)}</code> ${escaped(says)} <small>made ${escaped(made)}; by ${
              Object.entries(vectors)
                .map(([clause, n]) => `${clause} in ${count(n, 'vector')}`)
                .join(', ') || 'nothing'
            }${events === undefined ? '' : `; the search needs ${count(events, 'event')}`}</small></li>`,
        )
        .join('')}</ul>`

const vectorsOf = ({ vectors }: Standing): string => {
  if (vectors.length === 0) return ''
  const list = (negative: boolean): string =>
    vectors
      .filter((one) => one.negative === negative)
      .map(
        ({ id, comment }) =>
          `<li>${anchor(id, at.vector(id))} <a class="json" href="site:/${at.json(id)}">JSON</a><br><small>${escaped(comment)}</small></li>`,
      )
      .join('')
  const [bad, good] = [list(true), list(false)]
  return [
    '## Vectors',
    bad === '' ? '' : `### The last thing in them is refused, or breaks a clause\n\n<ul class="vectors">${bad}</ul>`,
    good === '' ? '' : `### Everything in them is right\n\n<ul class="vectors">${good}</ul>`,
  ].join('\n\n')
}
