import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Option } from '../../conformance/kit/kit.js'
import { kits } from '../../conformance/kit/kits.js'
import type { Facts } from '../facts.js'
import { at, count, link, plain } from '../markdown.js'
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

const overview = ({ cases }: Facts): string => `# Test an implementation

In ten minutes:

1. \`npx touchstone new python my_adapter\` writes an adapter: a small program that speaks the protocol and claims nothing yet. There are starters in Python, TypeScript, Rust, Java and Go, each with the standard library alone.
2. \`npx touchstone doctor -- python3 my_adapter/adapter.py\` finds nothing wrong with it.
3. Say what you claim, and pass on each event: the places are marked. ${link('Which profile to claim', 'implement/profiles.html')} says where to begin.
4. \`npx touchstone conform -- python3 my_adapter/adapter.py\` runs the vectors, then searches for a run in which your implementation differs from the model, and makes that small.

${link('Writing an adapter', 'implement/adapters.html')} has all of the protocol, ${link('Messages', 'implement/messages.html')} and ${link('Vectors', 'implement/vectors.html')} the exact form of every datum, as the codecs have it. The ${count(cases.length, 'vector')} are plain JSON, yours to take to another language: each stands on the page of the clauses that it is about.
`

const adapters = ({ root }: Facts): string =>
  readFileSync(join(root, 'docs/adapters.md'), 'utf8')
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
