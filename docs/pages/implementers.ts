import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Option } from '../../conformance/kit/kit.js'
import { kits } from '../../conformance/kit/kits.js'
import type { Facts } from '../facts.js'
import { at, count, link, plain } from '../markdown.js'
import { tenMinutes, withoutTenMinutes } from '../ten-minutes.js'
import { door } from './home.js'
import type { Page } from './page.js'
import { messagesPage, vectorFormatPage } from './reference.js'

/** For whoever tests an implementation. */
export const implementerPages = (facts: Facts): Page => ({
  path: 'implement',
  title: 'Test an implementation',
  markdown: overview(facts),
  children: [
    { path: 'implement/adapters', title: 'Writing an adapter', markdown: adapters(facts) },
    profilesPage(facts),
    messagesPage(facts),
    vectorFormatPage(facts),
  ],
})

const overview = ({ cases, root }: Facts): string => `# Test an implementation

An adapter is a small program between Touchstone and your implementation. It passes events on and answers with what the implementation does, one JSON message a line; Touchstone runs the ${count(cases.length, 'vector')}, then searches for a run in which the implementation differs from the model, and makes that small.

<ul class="doors">${[
  door('Writing an adapter', 'all of the protocol, and a whole conversation', 'implement/adapters.html'),
  door(
    'Which profile to claim',
    'the options of each chapter, and how many vectors need each',
    'implement/profiles.html',
  ),
  door('Messages', 'the exact form of every datum, as the codecs have it', 'implement/messages.html'),
  door('Vectors', 'plain JSON, yours to take to another language', 'implement/vectors.html'),
].join('')}</ul>

## The first ten minutes

${tenMinutes(guideOf(root))}
`

const guideOf = (root: string): string => readFileSync(join(root, 'docs/adapters.md'), 'utf8')

const adapters = ({ root }: Facts): string =>
  withoutTenMinutes(guideOf(root))
    .replace(
      '## Methods',
      `${link('The first ten minutes', 'implement.html#the-first-ten-minutes')} goes through it step by step.\n\n## Methods`,
    )
    .replace(/\bthe chapter _Primitives_/, `the chapter ${link('Primitives', at.chapter('primitives'))}`)
    .replace(/^#+ .*$/gm, (heading) => heading.replaceAll('`', ''))

/** Which profile to claim: the chapters that can be tested, and their options with how many vectors need each. */
const profilesPage = ({ cases, chapters }: Facts): Page => ({
  path: 'implement/profiles',
  title: 'Which profile to claim',
  markdown: [
    '# Which profile to claim',
    'A profile is a chapter. Claim it, and of its options those that are true of your implementation: what you do not claim is not run, and is not held against you. Of the options of one group at least one is needed. Begin with one of each group, and claim more as they pass.',
    ...kits.map(({ chapter, options }) => {
      const own = cases.filter((one) => one.chapter === chapter)
      const least = own.filter(({ needs }) => needs.length === Math.min(...own.map((one) => one.needs.length))).length
      const title = chapters.find(({ id }) => id === chapter)?.title ?? chapter
      return `## ${title}\n\n\`${chapter}\`: ${count(own.length, 'vector')}, of which ${least} need least. What it asks: ${link(title, at.chapter(chapter))}.\n\n| option | you claim that | group | vectors that need it |\n| --- | --- | --- | --- |\n${options.map((option) => row(option, own)).join('\n')}`
    }),
  ].join('\n\n'),
})

const row = ({ id, says, group }: Option, cases: Facts['cases']): string =>
  `| \`${id}\` | ${plain(says)} | ${group === undefined ? '' : `\`${group}\``} | ${cases.filter(({ needs }) => needs.includes(id)).length} |`
