import MarkdownIt from 'markdown-it'
import { escaped } from '../../conformance/report/markup.js'
import type { Facts, FoundChapter, FoundClause } from '../facts.js'
import { anchor, at, count, link, linked } from '../markdown.js'
import { card } from './card.js'
import { clausePage } from './clause.js'
import type { Page } from './page.js'
import { type Picture, pictureId, pictures } from './pictures.js'

/** The chapters, in the order in which they build on each other, each with the pages of its clauses below it. */
export const chapterPages = (facts: Facts): ReadonlyArray<Page> =>
  facts.chapters.map((chapter) => ({
    path: `chapters/${chapter.id}`,
    title: chapter.title,
    markdown: prose(facts, chapter),
    children: chapter.clauses.map((clause) => clausePage(facts, clause)),
  }))

const ID = /(?<![\w/-])([A-Z]{2}-\d+)(?![\w-]|\.\d)/g

/** The prose, with the pictures at the head of their sections, and every clause after the block that first names it. */
const prose = (facts: Facts, chapter: FoundChapter): string => {
  const shown = new Set<string>()
  const drawn = picturesOf(facts, chapter)
  const own = new Map(chapter.clauses.map((clause) => [clause.text.id as string, clause]))
  const blocks = blocksOf(chapter.prose).map(({ text, line, isCode }) => {
    if (isCode) return text
    check(facts, chapter, text, line)
    const first = [...withoutCode(text).matchAll(ID)]
      .map(([id]) => id)
      .filter((id, i, all) => own.has(id) && !shown.has(id) && all.indexOf(id) === i)
    for (const id of first) shown.add(id)
    return [
      linkedIn(facts, chapter, headline(text)),
      drawn(text),
      cards(
        facts,
        first.map((id) => own.get(id) as FoundClause),
      ),
    ].join('\n')
  })
  const never = [...own.keys()].filter((id) => !shown.has(id))
  if (never.length > 0)
    throw new Error(`spec/${chapter.id}/chapter.md: never named, so never shown: ${never.join(', ')}`)
  return [blocks[0], summary(facts, chapter), ...blocks.slice(1)].join('\n\n')
}

/** In a list of headings code would be left out. */
const headline = (text: string): string => (/^#+ /.test(text) ? text.replaceAll('`', '') : text)

/** The pictures that stand below a heading of the chapter. */
const picturesOf = (facts: Facts, { id, prose: text }: FoundChapter): ((heading: string) => string) => {
  const own = pictures.filter(({ chapter }) => chapter === id)
  const lost = own.find(({ section }) => !text.split('\n').includes(section))
  if (lost !== undefined)
    throw new Error(`spec/${id}/chapter.md: the picture “${lost.title}” has no section ${lost.section}`)
  const inPlace = ({ title, draw }: Picture): string => `<div id="${pictureId(title)}">\n${draw(facts)}\n</div>`
  return (heading) =>
    own
      .filter(({ section }) => section === heading)
      .map((picture) => `\n${inPlace(picture)}\n`)
      .join('\n')
}

const cards = (facts: Facts, clauses: ReadonlyArray<FoundClause>): string =>
  clauses.length === 0
    ? ''
    : `\n<div class="clauses">\n${clauses.map((clause) => card(facts, clause)).join('\n')}\n</div>\n`

const linkedIn = (facts: Facts, chapter: FoundChapter, text: string): string =>
  linked(text, (id) => {
    const clause = facts.clauses.get(id)
    if (clause !== undefined)
      return clause.text.chapter === chapter.id ? `chapters/${chapter.id}.html#${id}` : at.clause(id)
    return facts.errata.some((one) => one.id === id) ? at.erratum(id) : undefined
  })

/** What an id in a line of prose has to be: a clause. */
const check = (facts: Facts, chapter: FoundChapter, text: string, line: number): void => {
  const prefixes = new Set([...facts.clauses.keys()].map((id) => id.slice(0, 2)))
  for (const [i, row] of withoutCode(text).split('\n').entries())
    for (const [id] of row.matchAll(ID))
      if (prefixes.has(id.slice(0, 2)) && !facts.clauses.has(id))
        throw new Error(`spec/${chapter.id}/chapter.md:${line + i}: there is no clause ${id}`)
}

const withoutCode = (text: string): string => text.replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length))

interface Block {
  readonly text: string
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly isCode: boolean
}

/** The blocks of Markdown that stand beside each other: paragraphs, lists, tables, code. */
export const blocksOf = (markdown: string): ReadonlyArray<Block> => {
  const lines = markdown.split('\n')
  return new MarkdownIt()
    .parse(markdown, {})
    .filter(({ level, map, nesting }) => level === 0 && map !== null && nesting >= 0)
    .map(({ map, type }) => {
      const [from, to] = map as [number, number]
      return {
        text: lines.slice(from, to).join('\n').trimEnd(),
        line: from + 1,
        isCode: type === 'fence' || type === 'code_block',
      }
    })
}

/** What a chapter has, in a line below its title. */
const summary = (facts: Facts, { id, clauses }: FoundChapter): string => {
  const vectors = facts.cases.filter((one) => one.chapter === id).length
  const errata = facts.errata.filter((one) => one.chapter === id)
  const first = clauses[0]?.text.id ?? ''
  const last = clauses.at(-1)?.text.id ?? ''
  return `<p class="about">${anchor(`${first} to ${last}`, at.chapter(id, first))}: ${count(clauses.length, 'clause')} · ${count(vectors, 'vector')} · ${errata.length === 0 ? 'no errata' : anchor(count(errata.length, 'errat').replace(/errats?$/, errata.length === 1 ? 'erratum' : 'errata'), `errata.html#in-${id}`)}</p>`
}

/** All clauses in one list: the index of the specification. */
export const clausesPage = (facts: Facts): Page => ({
  path: 'clauses',
  title: 'All clauses',
  markdown: `# All clauses\n\n${facts.chapters
    .map(
      ({ id, title, clauses }) =>
        `## ${title}\n\n${link('The chapter', at.chapter(id))}\n\n<ul class="index">${clauses
          .map(
            ({ text }) =>
              `<li>${anchor(text.id, at.clause(text.id))} <b>${escaped(text.title)}</b><span class="says">${escaped(text.says)}</span></li>`,
          )
          .join('')}</ul>`,
    )
    .join('\n\n')}\n\n${link('What of the papers they cover', 'traceability.html')}`,
})
