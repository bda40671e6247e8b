import { escaped } from '../conformance/report/markup.js'

/** Text in the middle of Markdown: nothing in it is markup. */
export const plain = (text: string): string => escaped(text).replace(/([\\`*_[\]{}#|~])/g, '\\$1')

/** Code, as a block; `language` is what it is highlighted as. */
export const code = (language: string, text: string): string => `\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n`

/** The address of something in the site, to be made relative on the page that has it. */
export const site = (path: string): string => `site:/${path}`

/** A link for Markdown. */
export const link = (text: string, path: string): string => `[${text}](${site(path)})`

/** A link for HTML; the text is escaped. */
export const anchor = (text: string, path: string): string => `<a href="${site(path)}">${escaped(text)}</a>`

/** The places of the site that are linked to by a rule. */
export const at = {
  clause: (id: string): string => `clauses/${id}.html`,
  chapter: (chapter: string, place?: string): string =>
    `chapters/${chapter}.html${place === undefined ? '' : `#${place}`}`,
  erratum: (id: string): string => `errata.html#${id}`,
  source: (file: string, line: number): string => `source/${file}.html#L${line}`,
  vector: (id: string): string => `player.html#vector=${id}`,
  json: (id: string): string => `vectors/${id}.json`,
} as const

/** A number as people read it. */
export const number = (n: number): string => n.toLocaleString('en-US')

/** `1 vector`, `2 vectors`. */
export const count = (n: number, what: string): string => `${number(n)} ${what}${n === 1 ? '' : 's'}`

/** Ids of clauses and of errata in text, as links; what is in code is left alone. */
export const linked = (text: string, known: (id: string) => string | undefined): string =>
  text
    .split(/(```[\s\S]*?```|`[^`]*`|^(?: {4}|\t).*$)/m)
    .map((piece, i) =>
      i % 2 === 1
        ? piece
        : piece.replace(/(?<![\w/-])([A-Z]{2}-\d+|[TM]\d+)(?![\w-]|\.\d)/g, (id) => {
            const path = known(id)
            return path === undefined ? id : link(id, path)
          }),
    )
    .join('')
