import { blocksOf } from './pages/chapters.js'

/** What the text has its reader do: run a command, or put code in the place of what a file has under a name. */
export type Step =
  | { readonly command: string; readonly exits: number }
  | { readonly file: string; readonly name: string; readonly code: string }

const SECTION = /^## The first ten minutes\n+([\s\S]*?)(?=^## )/m

/** The section of the adapter's guide, without its heading. */
export const tenMinutes = (guide: string): string => SECTION.exec(guide)?.[1]?.trimEnd() ?? ''

/** The guide without the section. */
export const withoutTenMinutes = (guide: string): string => guide.replace(SECTION, '')

/**
 * The steps of the section. The paragraph before a command says which number it exits with, if that is not 0; the one
 * before code names the file and what the code takes the place of.
 */
export const stepsOf = (guide: string): ReadonlyArray<Step> => {
  const blocks = blocksOf(tenMinutes(guide))
  return blocks.flatMap(({ text, isCode }, i): ReadonlyArray<Step> => {
    if (!isCode) return []
    const before = blocks
      .slice(0, i)
      .map((block) => block.text)
      .join('\n')
    const said = blocks[i - 1]?.text ?? ''
    const fenced = /^```\w+\n([\s\S]*)\n```$/.exec(text)?.[1]
    if (fenced === undefined)
      return text
        .split('\n')
        .map((line) => ({ command: line.trim(), exits: Number(/exits with (\d)/.exec(said)?.[1] ?? 0) }))
    const file = [...before.matchAll(/`(\w+\/\w+\.py)`/g)].at(-1)?.[1] ?? ''
    return [{ file, name: /in the place of `(\w+)`/.exec(said)?.[1] ?? '', code: fenced }]
  })
}
