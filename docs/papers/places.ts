import type { Paper } from './paper.js'
import { principles } from './principles.js'
import { tex } from './tex.js'

/** The papers that the specification follows. */
export const papers: ReadonlyArray<Paper> = [tex, principles]

/** A part of a paper that a clause or an erratum names. */
export interface Place {
  readonly paper: Paper['id']
  readonly id: string
}

const SECTION = /\b(VIII|VII|VI|IV|III|II|V)(-[A-H](\d[a-d]?)?)?\b/g
const NUMBERED = /\b(Algorithm|Equation|Fig|[Cc]onstraint|footnote)s?\.? (\d+)((?:(?:, | and | to )\d+)*)/g
const ROWS: Readonly<Record<string, string>> = {
  'order book availability': 'Table 1, order book availability',
  inventories: 'Table 1, inventories',
  strategies: 'Table 1, strategies',
  'precedence traceability': 'Table 1, precedence traceability',
  solvency: 'Table 1, solvency',
}

/**
 * The parts of the papers in the words of a `source` or a `where`. What follows a semicolon is of the same paper unless
 * it names another source.
 */
export const placesIn = (text: string): ReadonlyArray<Place> => {
  let paper: Paper['id'] | undefined
  const found: Place[] = []
  for (const piece of text.split(';').map((one) => one.trim())) {
    paper = paperOf(piece, paper)
    if (paper === undefined) continue
    const ids = paper === 'TEX' ? inTex(piece) : inPrinciples(piece)
    for (const id of ids) if (!found.some((one) => one.paper === paper && one.id === id)) found.push({ paper, id })
  }
  return found
}

const paperOf = (piece: string, before: Paper['id'] | undefined): Paper['id'] | undefined => {
  if (/\bTEX\b/.test(piece)) return 'TEX'
  if (/^(P|Massacci-Ngo)\b/.test(piece)) return 'P'
  return /^(Touchstone|NOCUST|FuturesMEX|[Cc]hapter|absent)\b/.test(piece) ? undefined : before
}

const inTex = (piece: string): ReadonlyArray<string> => [
  ...[...piece.matchAll(SECTION)].map(([section]) => section),
  ...numbered(piece),
  ...[...piece.matchAll(/\bAppendix [A-C]\b/g)].map(([appendix]) => appendix),
]

/** `Algorithms 4 and 5` are two, `Equations 2 to 5` four. */
const numbered = (piece: string): ReadonlyArray<string> =>
  [...piece.matchAll(NUMBERED)].flatMap(([, word = '', first = '', rest = '']) => {
    const numbers = [Number(first)]
    for (const [, join, next] of rest.matchAll(/(, | and | to )(\d+)/g)) {
      const last = numbers.at(-1) as number
      for (let n = join === ' to ' ? last + 1 : Number(next); n <= Number(next); n += 1) numbers.push(n)
    }
    const name = word === 'Fig' ? 'Fig.' : word === 'constraint' ? 'Constraint' : word
    return numbers.map((n) => `${name} ${n}`)
  })

const inPrinciples = (piece: string): ReadonlyArray<string> => {
  const rest = piece.replace(/^(P|Massacci-Ngo)\s+/, '').replace(/^sections? /, '')
  const leading = /^\d(?:(?:, and |, | and )\d)*(?![\d.+])/.exec(rest)?.[0] ?? ''
  return [
    ...[...leading.matchAll(/\d/g)].map(([n]) => n),
    ...[...rest.slice(leading.length).matchAll(/(?:and|against|section) (\d)(?![\d.+])/g)].map(([, n]) => n as string),
    ...[...piece.matchAll(/\b(?:Principle \d|Challenge \d\.\d|Fig\. \d)/g)].map(([name]) => name),
    ...Object.entries(ROWS).flatMap(([words, id]) => (/Table 1/.test(piece) && piece.includes(words) ? [id] : [])),
  ]
}

/** Whether a place is one of the parts of its paper. */
export const isKnown = ({ paper, id }: Place): boolean =>
  papers.some((one) => one.id === paper && one.parts.some((known) => known.id === id))
