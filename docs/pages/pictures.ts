import type { Json } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { drawings } from '../../conformance/report/draw.js'
import { escaped } from '../../conformance/report/markup.js'
import { svg } from '../../model/integrity/draw.js'
import type { ArrowCount } from '../../model/integrity/walk.js'
import { drawScenario, strugglers } from '../../model/margin/draw.js'
import { scenarios } from '../../model/margin/scenarios.js'
import type { Facts } from '../facts.js'
import { proofTree } from '../figures/proof-tree.js'
import { timeline } from '../figures/timeline.js'
import { at, link } from '../markdown.js'
import type { Page } from './page.js'

/** Pictures that are drawn from the model, never by hand. */
export const picturesPage = (facts: Facts): Page => ({
  path: 'pictures',
  title: 'Pictures',
  markdown: [
    '# Pictures',
    'Each is drawn from the model when these pages are made: when the model changes, so does the picture.',
    ...pictures.map((draw) => draw(facts)),
  ].join('\n\n'),
})

const figure = (drawing: string, caption: string): string =>
  `<figure>\n${withoutGaps(drawing)}\n<figcaption>${caption}</figcaption>\n</figure>`

/** A blank line would end the HTML in Markdown. */
const withoutGaps = (drawing: string): string => drawing.replace(/\n\s*\n/g, '\n')

const automaton = ({ records }: Facts): string => {
  const arrows = records.find(({ chapter }) => chapter === 'integrity')?.arrows as ReadonlyArray<ArrowCount> | undefined
  const caption =
    arrows === undefined
      ? 'The states of a dealing, and who leads from one to the other by what.'
      : 'The states of a dealing, who leads from one to the other by what, and how often that happened in the explored scope.'
  return `## When an operator can prove its integrity\n\n<div class="scroll" tabindex="0" role="region" aria-label="The automaton">\n${figure(svg(arrows), caption)}\n</div>\n\n${link('The chapter', at.chapter('integrity'))}`
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
  return `## The depth of a book\n\n<div class="pair">\n${figure(before.markup, 'Before the last event')}\n${figure(after.markup, 'After it; dashed is what was there')}\n</div>\n\n${link('The same run in the player', at.vector(most.id))}`
}

const fillsIn = (answer: Json | undefined): number =>
  (answer as { readonly accepted?: { readonly fills?: ReadonlyArray<Json> } } | undefined)?.accepted?.fills?.length ?? 0

const eon = (): string =>
  `## An eon of the commit-chain\n\n${figure(timeline(), 'When each thing can be done, found by trying it in every block. A challenge that is opened in eon 1 can be answered for an epoch; one that is still open when the first epoch of eon 2 is over halts the exchange. A withdrawal requested in eon 1 can be confirmed when a third of eon 3 has gone by.')}\n\n${link('The rules', at.chapter('commit-chain', 'time'))}`

const proof = (): string =>
  `## A proof of exclusive allotment\n\n${figure(proofTree(), 'Eight accounts of one coin, each an interval beside the last. The proof of the fifth is its leaf and the siblings on the way up, drawn bold: each brings its hash and one bound, so that nobody else can have been given the same coins.')}\n\n${link('How trees are made', at.chapter('commit-chain', 'what-is-hashed-and-signed'))}`

/** The margin of who comes into trouble, over each run that the chapter tells. */
const margins = (): string =>
  `## The margin of traders over a run\n\n${scenarios
    .map((scenario) => ({ scenario, traders: strugglers(scenario) }))
    .filter(({ traders }) => traders.length > 0)
    .map(({ scenario, traders }) => figure(drawScenario(scenario, traders), escaped(scenario.says)))
    .join('\n\n')}\n\n${link('The chapter', at.chapter('margin'))}`

/** The pictures, in the order of the page; one that a chapter brings is one more. */
const pictures: ReadonlyArray<(facts: Facts) => string> = [depth, eon, proof, automaton, margins]
