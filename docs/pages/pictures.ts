import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { drawings } from '../../conformance/report/draw.js'
import { escaped } from '../../conformance/report/markup.js'
import type { Case } from '../../conformance/vectors/types.js'
import { drawCollateral } from '../../model/collateral/draw.js'
import { svg } from '../../model/integrity/draw.js'
import type { ArrowCount } from '../../model/integrity/walk.js'
import { drawScenario, strugglers } from '../../model/margin/draw.js'
import { scenarios } from '../../model/margin/scenarios.js'
import type { Chapter } from '../../spec/core/ids.js'
import type { Facts } from '../facts.js'
import { proofTree } from '../figures/proof-tree.js'
import { submission } from '../figures/submission.js'
import { timeline } from '../figures/timeline.js'
import { anchor, at } from '../markdown.js'
import type { Page } from './page.js'

/** A picture, and the section of a chapter that it belongs to. */
export interface Picture {
  readonly title: string
  readonly chapter: Chapter
  /** The heading of the section, as it stands in the prose. */
  readonly section: string
  /** What is said beside it where it does not stand in its chapter. */
  readonly says?: string
  readonly draw: (facts: Facts) => string
}

/** A drawing with its caption, which stays in place where the drawing is wider than the screen and is moved sideways. */
const figure = (name: string, drawing: string, caption: string, width: 'wide' | 'fitting' = 'fitting'): string =>
  `<figure>\n<div class="scroll ${width}" tabindex="0" role="region" aria-label="${escaped(name)}">\n${withoutGaps(drawing)}\n</div>\n<figcaption>${caption}</figcaption>\n</figure>`

/** A blank line would end the HTML in Markdown. */
const withoutGaps = (drawing: string): string => drawing.replace(/\n\s*\n/g, '\n')

/** How often each arrow was taken, where that is recorded. */
const arrowsOf = (records: Facts['records']): ReadonlyArray<ArrowCount> | undefined =>
  records.find(({ chapter }) => chapter === 'integrity')?.arrows as ReadonlyArray<ArrowCount> | undefined

const automaton = ({ records }: Facts): string => {
  const arrows = arrowsOf(records)
  const caption =
    arrows === undefined
      ? 'The states of a dealing, and who leads from one to the other by what.'
      : 'The states of a dealing, who leads from one to the other by what, and how often that happened in the explored scopes.'
  return figure('The automaton', svg(arrows), `${caption} ${anchor('By itself', ALONE)}.`, 'wide')
}

/** Where the automaton is by itself, as large as the window. */
const ALONE = 'pictures/automaton.svg'

/** Writes the pictures that can be looked at by themselves. */
export const writePictures = ({ records }: Facts, out: string): void => {
  mkdirSync(join(out, 'pictures'), { recursive: true })
  writeFileSync(join(out, ALONE), svg(arrowsOf(records)))
}

/** The book through a vector in which an order takes several prices. */
const depth = ({ cases }: Facts): string => {
  const traces = cases.filter((one) => one.kind === 'trace' && one.chapter === 'order-book')
  const most = traces
    .map((one) => ({ one, fills: one.kind === 'trace' ? fillsIn(one.steps.at(-1)?.answer as Json | undefined) : 0 }))
    .sort((a, b) => b.fills - a.fills)[0]?.one
  const kit = kitOf('order-book')
  if (most === undefined || most.kind !== 'trace' || kit === undefined) return ''
  const observed = [kit.open(most.params).observe(['depth']), ...most.steps.map((step) => step.observed)]
  const drawn = drawings.depth?.(
    observed.map((one, i) => ({ value: one.depth ?? null, against: observed[i - 1]?.depth, role: 'before' as const })),
  )
  const [before, after] = [drawn?.at(-2), drawn?.at(-1)]
  if (before === undefined || after === undefined) return ''
  return `<div class="pair">\n${figure('The book before', before.markup, 'Before the last event')}\n${figure('The book after', after.markup, 'After it; dashed is what was there')}\n</div>\n<p>${anchor('The same run in the player', at.vector(most.id))}</p>`
}

const fillsIn = (answer: Json | undefined): number =>
  (answer as { readonly accepted?: { readonly fills?: ReadonlyArray<Json> } } | undefined)?.accepted?.fills?.length ?? 0

const vectorOf = ({ cases }: Facts, id: string): Case => {
  const found = cases.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no vector ${id} to draw`)
  return found
}

/** Three vectors of the protocol: how it goes, the key withheld, and the receipt withheld. */
const submissions = (facts: Facts): string =>
  (
    [
      ['sealed-orders/trace/all-of-it', 4, 'As it should go: the order has its place before anybody can read it.'],
      [
        'sealed-orders/trace/key-withheld',
        9,
        'The trader withholds the key: the operator squares until it can read the order, and it keeps its place.',
      ],
      [
        'sealed-orders/trace/sent-again',
        9,
        'The operator withholds the receipt: when the eon ends the order is void, and its trader sends another.',
      ],
    ] as const
  )
    .map(([id, most, caption]) =>
      figure(caption, submission(vectorOf(facts, id), most), `${caption} ${anchor('In the player', at.vector(id))}`),
    )
    .join('\n')

const eon = (): string =>
  figure(
    'The timeline',
    timeline(),
    'When each thing can be done, found by trying it in every block. A challenge that is opened in eon 1 can be answered for an epoch; one that is still open when the first epoch of eon 2 is over halts the exchange. A withdrawal requested in eon 1 can be confirmed when a third of eon 3 has gone by.',
  )

const proof = (): string =>
  figure(
    'The tree',
    proofTree(),
    'Eight accounts of one coin, each an interval beside the last. The proof of the fifth is its leaf and the siblings on the way up, drawn bold: each brings its hash and one bound, so that nobody else can have been given the same coins.',
  )

/** The margin of who comes into trouble, over each run that the chapter tells. */
const margins: ReadonlyArray<Picture> = scenarios
  .filter((scenario) => strugglers(scenario).length > 0)
  .map((scenario) => ({
    title: `Margin: ${scenario.name.replaceAll('-', ' ')}`,
    chapter: 'margin',
    section: `### \`${scenario.name}\``,
    says: scenario.says,
    draw: () =>
      figure(
        scenario.name,
        drawScenario(scenario, strugglers(scenario)),
        `The margin of ${strugglers(scenario).join(' and ')}, event by event.`,
      ),
  }))

/** The pictures, in the order of the chapters. */
export const pictures: ReadonlyArray<Picture> = [
  { title: 'The depth of a book', chapter: 'order-book', section: '## What can be seen', draw: depth },
  {
    title: 'From a sealed order to one that can be read',
    chapter: 'sealed-orders',
    section: '## Between trader and operator',
    draw: submissions,
  },
  { title: 'An eon of the commit-chain', chapter: 'commit-chain', section: '## Time', draw: eon },
  {
    title: 'A proof of exclusive allotment',
    chapter: 'commit-chain',
    section: '## What is hashed and signed',
    draw: proof,
  },
  {
    title: 'When an operator can prove its integrity',
    chapter: 'integrity',
    section: '## The automaton',
    draw: automaton,
  },
  {
    title: 'What instant finality costs',
    chapter: 'collateral',
    section: '## What instant finality costs',
    draw: () =>
      figure(
        'Collateral by the length of an eon',
        drawCollateral(),
        'Collateral with which trades are final at once, by the length of an eon.',
      ),
  },
  ...margins,
]

/** Pictures that are drawn from the model, never by hand; each also stands in its chapter. */
export const picturesPage = (facts: Facts): Page => ({
  path: 'pictures',
  title: 'Pictures',
  markdown: [
    '# Pictures',
    'Each is drawn from the model when these pages are made: when the model changes, so does the picture. Each stands in its chapter, too.',
    ...pictures.map(({ title, chapter, says, draw }) => {
      const home = facts.chapters.find(({ id }) => id === chapter)?.title ?? chapter
      return `## ${title}\n\n${says === undefined ? '' : `${escaped(says)}\n\n`}${draw(facts)}\n\n<p>${anchor(`In the chapter ${home}`, at.chapter(chapter, pictureId(title)))}</p>`
    }),
  ].join('\n\n'),
})

/** Where a picture stands in its chapter. */
export const pictureId = (title: string): string => `picture-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
