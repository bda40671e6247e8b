import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale'
import { curveLinear, curveStepAfter, line } from 'd3-shape'

// Draws figures as SVG from numbers. Colours are CSS variables with defaults; text and axes are in the colour of the
// text around the drawing, so that it fits a light page and a dark one. Lines differ in their dashes, too, and are named
// where they end.

/** One end of a line to the other, in the units of the axes. */
export type Point = readonly [x: number, y: number]

/** An axis: what it measures, from where to where (left out: what the points need), and how its ticks are written. */
export interface Axis {
  readonly label: string
  readonly scale?: 'linear' | 'log'
  readonly domain?: readonly [number, number]
  /** Where ticks stand; left out: at round numbers. */
  readonly ticks?: ReadonlyArray<number>
  readonly format?: (n: number) => string
}

/** A line of a figure, named where it ends; `step`: its value stands until the next point; `dots`: with a dot for each point. */
export interface Series {
  readonly name: string
  readonly points: ReadonlyArray<Point>
  readonly kind?: 'line' | 'step' | 'dots'
}

/** Something that happened at a point: a dot with a word beside it; without `y` a line from below to above. */
export interface Mark {
  readonly x: number
  readonly y?: number
  readonly label: string
  readonly tone?: 'plain' | 'good' | 'bad'
}

/** A figure, before it is drawn. */
export interface Figure {
  /** A name that no other figure of a page has. */
  readonly id: string
  readonly title: string
  /** What there is to see, for who cannot see it. */
  readonly desc: string
  readonly x: Axis
  readonly y: Axis
  readonly series: ReadonlyArray<Series>
  readonly marks?: ReadonlyArray<Mark>
}

const SIZE = { width: 760, height: 420 } as const
const MARGIN = { top: 46, bottom: 52, left: 76 } as const
const LETTER = 7.2
const ROW = 15
const COLOURS = 6

type Scale = ScaleContinuousNumeric<number, number>

interface Frame {
  readonly x: Scale
  readonly y: Scale
  readonly right: number
  readonly bottom: number
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const at = (n: number): string => `${Math.round(n * 10) / 10}`

const extent = (axis: Axis, values: ReadonlyArray<number>): readonly [number, number] => {
  if (axis.domain !== undefined) return axis.domain
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? [low - 1, high + 1] : [low, high]
}

const scaleOf = (
  axis: Axis,
  values: ReadonlyArray<number>,
  range: readonly [number, number],
  isNice: boolean,
): Scale => {
  const scale = (axis.scale === 'log' ? scaleLog() : scaleLinear()).domain(extent(axis, values)).range(range)
  return isNice && axis.domain === undefined ? scale.nice() : scale
}

const frameOf = ({ x, y, series, marks = [] }: Figure): Frame => {
  const points = series.flatMap((one) => one.points)
  const longest = Math.max(0, ...series.map(({ name }) => name.length))
  const right = SIZE.width - 22 - longest * LETTER
  const bottom = SIZE.height - MARGIN.bottom
  const ys = [...points.map((point) => point[1]), ...marks.flatMap((mark) => mark.y ?? [])]
  return {
    x: scaleOf(x, [...points.map((point) => point[0]), ...marks.map((mark) => mark.x)], [MARGIN.left, right], false),
    y: scaleOf(y, ys, [bottom, MARGIN.top], true),
    right,
    bottom,
  }
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })

const ticksOf = ({ ticks, scale }: Axis, by: Scale, count: number): ReadonlyArray<number> => {
  if (ticks !== undefined) return ticks
  const all = by.ticks(count)
  return scale === 'log' ? all.filter((n) => Number.isInteger(Math.log10(n))) : all
}

/** Whether a value is inside of what an axis shows. */
const isWithin = (scale: Scale, value: number): boolean => {
  const [low = 0, high = 0] = scale.domain()
  return low < value && value < high
}

const drawAxes = ({ x, y }: Figure, frame: Frame): string => {
  const [left, width] = [MARGIN.left, frame.right]
  const word = (axis: Axis, n: number): string => escaped((axis.format ?? ((m) => grouped.format(m)))(n))
  const rows = ticksOf(y, frame.y, 6).map((n) => {
    const h = at(frame.y(n))
    return `<path class="grid" d="M${left} ${h}H${width}"/><text class="tick" x="${left - 8}" y="${h}" dy="4" text-anchor="end">${word(y, n)}</text>`
  })
  const columns = ticksOf(x, frame.x, 8).map((n) => {
    const v = at(frame.x(n))
    return `<path class="axis" d="M${v} ${frame.bottom}v5"/><text class="tick" x="${v}" y="${frame.bottom + 19}" text-anchor="middle">${word(x, n)}</text>`
  })
  return [
    ...rows,
    ...columns,
    `<path class="axis" d="M${left} ${MARGIN.top}V${frame.bottom}H${width}"/>`,
    ...(isWithin(frame.y, 0) ? [`<path class="axis" d="M${left} ${at(frame.y(0))}H${width}"/>`] : []),
    `<text class="name" x="${(left + width) / 2}" y="${SIZE.height - 12}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text class="name" x="${left - 60}" y="${MARGIN.top - 18}">${escaped(y.label)}</text>`,
  ].join('')
}

const drawSeries = ({ name, points, kind = 'line' }: Series, i: number, { x, y }: Frame): string => {
  const path = line<Point>(
    (point) => x(point[0]),
    (point) => y(point[1]),
  )
    .digits(1)
    .curve(kind === 'step' ? curveStepAfter : curveLinear)(points)
  const dots =
    kind === 'dots'
      ? points.map((point) => `<circle cx="${at(x(point[0]))}" cy="${at(y(point[1]))}" r="3"/>`).join('')
      : ''
  return `<g class="series c${i % COLOURS}"><title>${escaped(name)}</title><path d="${path ?? ''}"/>${dots}</g>`
}

/** The names of the lines, beside their ends and a row apart. */
const drawNames = (series: ReadonlyArray<Series>, { x, y, bottom }: Frame): string => {
  const ends = series
    .flatMap(({ name, points }, i) => points.slice(-1).map((last) => ({ name, i, end: x(last[0]), h: y(last[1]) })))
    .sort((a, b) => a.h - b.h)
  let above = Number.NEGATIVE_INFINITY
  const down = ends.map((one) => {
    above = Math.max(one.h, above + ROW)
    return { ...one, h: above }
  })
  let below = bottom + ROW
  const up = down.reverse().map((one) => {
    below = Math.min(one.h, below - ROW)
    return { ...one, h: below }
  })
  return up
    .map(
      ({ name, i, end, h }) =>
        `<text class="end c${i % COLOURS}" x="${at(end + 8)}" y="${at(h)}" dy="4">${escaped(name)}</text>`,
    )
    .join('')
}

const drawMark = ({ x: where, y: height, label, tone = 'plain' }: Mark, frame: Frame): string => {
  const x = frame.x(where)
  const isLate = x > (MARGIN.left + frame.right) / 2
  const anchor = isLate ? 'end' : 'start'
  const beside = x + (isLate ? -7 : 7)
  if (height === undefined)
    return `<g class="mark ${tone}"><path d="M${at(x)} ${MARGIN.top}V${frame.bottom}"/><text x="${at(beside)}" y="${MARGIN.top + 11}" text-anchor="${anchor}">${escaped(label)}</text></g>`
  const y = frame.y(height)
  const above = y > MARGIN.top + 24 ? y - 9 : y + 18
  return `<g class="mark ${tone}"><circle cx="${at(x)}" cy="${at(y)}" r="4.5"/><text x="${at(beside)}" y="${at(above)}" text-anchor="${anchor}">${escaped(label)}</text></g>`
}

const PALETTE: ReadonlyArray<readonly [light: string, dark: string, dashes: string]> = [
  ['#1c55a0', '#8fb8f2', 'none'],
  ['#b3261e', '#ff9b90', '7 3'],
  ['#176f3a', '#6fd394', '2 3'],
  ['#8a5a00', '#e6bd62', '10 3 2 3'],
  ['#6b3fa0', '#c9a6f5', '4 4'],
  ['#0d6a73', '#6fcfd8', '12 4'],
]

const STYLE = [
  ':root.plot { color-scheme: light dark }',
  '.plot { color: inherit; font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; max-width: 100%; height: auto;',
  ' --good: var(--plot-good, light-dark(#176f3a, #6fd394)); --bad: var(--plot-bad, light-dark(#b3261e, #ff9b90)) }',
  '.plot text { fill: currentColor } .plot .title { font-size: 15px; font-weight: 600 } .plot .tick { opacity: .85 }',
  '.plot .axis { fill: none; stroke: currentColor } .plot .grid { fill: none; stroke: currentColor; opacity: .16 }',
  '.plot .series path { fill: none; stroke: var(--line); stroke-width: 2; stroke-linejoin: round; stroke-dasharray: var(--dashes) }',
  '.plot .series circle { fill: var(--line) } .plot text.end { fill: var(--line); font-weight: 600 }',
  ...PALETTE.map(
    ([light, dark, dashes], i) =>
      `.plot .c${i} { --line: var(--plot-${i + 1}, light-dark(${light}, ${dark})); --dashes: ${dashes} }`,
  ),
  '.plot .mark { --tone: currentColor } .plot .mark.good { --tone: var(--good) } .plot .mark.bad { --tone: var(--bad) }',
  '.plot .mark path { fill: none; stroke: var(--tone); stroke-dasharray: 3 3 } .plot .mark circle { fill: var(--tone) }',
  '.plot .mark text { fill: var(--tone); font-weight: 600; paint-order: stroke; stroke: var(--plot-paper, Canvas); stroke-width: 4px }',
].join('\n')

/** A figure as SVG. */
export const plot = (figure: Figure): string => {
  const { id, title, desc, series, marks = [] } = figure
  const frame = frameOf(figure)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(desc)}</desc>`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="${MARGIN.left - 60}" y="14">${escaped(title)}</text>`,
    drawAxes(figure, frame),
    ...series.map((one, i) => drawSeries(one, i, frame)),
    ...marks.map((mark) => drawMark(mark, frame)),
    drawNames(series, frame),
    '</svg>',
    '',
  ].join('\n')
}
