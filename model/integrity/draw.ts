import { type State, stateNames, states } from '../../spec/integrity/automaton.js'
import { type Edge, edgesOf, labelOf, markOf } from './edges.js'
import type { ArrowCount } from './walk.js'

// Draws the automaton as SVG. Colours are CSS variables with defaults; lines and text are in the colour of the text
// around the drawing, so that it fits a light page and a dark one.

interface Point {
  readonly x: number
  readonly y: number
}

/** Where the states stand: transfers above, orders below, what is decided on the right. */
const PLACES: Readonly<Record<State, Point>> = {
  s0: { x: 70, y: 400 },
  s1: { x: 260, y: 200 },
  s2: { x: 490, y: 200 },
  s3: { x: 720, y: 200 },
  s4: { x: 330, y: 600 },
  s5: { x: 640, y: 600 },
  s6: { x: 1060, y: 680 },
  s7: { x: 1060, y: 130 },
  s8: { x: 1060, y: 400 },
}

/** How far an edge bends to the left of its direction, and how far along it the label stands. */
const BENDS: Readonly<Record<string, readonly [bend: number, along?: number]>> = {
  's0 s1': [0, 0.5],
  's0 s7': [560, 0.3],
  's0 s8': [30, 0.3],
  's1 s3': [-90, 0.5],
  's1 s7': [200, 0.38],
  's2 s7': [100, 0.36],
  's3 s7': [20, 0.5],
  's1 s8': [-110, 0.36],
  's2 s8': [-40, 0.42],
  's3 s8': [10, 0.3],
  's4 s8': [30, 0.3],
  's5 s8': [0, 0.6],
  's4 s6': [-130, 0.4],
  's5 s6': [-20, 0.5],
  's4 s7': [-30, 0.34],
  's5 s7': [-60, 0.28],
  's8 s7': [-30, 0.5],
  's8 s6': [30, 0.45],
}

const RADIUS = 27
const ARROWHEAD = 6
const SIZE = { width: 1270, height: 800, above: 60 } as const

const round = (n: number): number => Math.round(n * 10) / 10
const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`

interface Line {
  readonly path: string
  readonly label: Point
}

/** A curve between two circles. */
const curve = (a: Point, b: Point, bend: number, along: number): Line => {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = Math.hypot(dx, dy)
  const control = { x: (a.x + b.x) / 2 + (dy / length) * bend, y: (a.y + b.y) / 2 - (dx / length) * bend }
  const leave = (from: Point, gap: number): Point => {
    const far = Math.hypot(control.x - from.x, control.y - from.y)
    return { x: from.x + ((control.x - from.x) / far) * gap, y: from.y + ((control.y - from.y) / far) * gap }
  }
  const [start, end] = [leave(a, RADIUS), leave(b, RADIUS + ARROWHEAD)]
  const mix = (p: number, q: number, r: number): number =>
    (1 - along) ** 2 * p + 2 * along * (1 - along) * q + along ** 2 * r
  return {
    path: `M${at(start)} Q${at(control)} ${at(end)}`,
    label: { x: mix(start.x, control.x, end.x), y: mix(start.y, control.y, end.y) },
  }
}

/** A loop to the right of a circle. */
const loop = ({ x, y }: Point): Line => ({
  path: `M${x + 22} ${y - 16} C${x + 78} ${y - 52} ${x + 78} ${y + 52} ${x + 27} ${y + 20}`,
  label: { x: x + 112, y },
})

const lineOf = ({ from, to }: Edge): Line => {
  const [bend, along] = BENDS[`${from} ${to}`] ?? [0]
  return from === to ? loop(PLACES[from]) : curve(PLACES[from], PLACES[to], bend, along ?? 0.5)
}

const HEIGHT = 13
const LETTER = 6.2

/** The lines of a label: who acts, what they do in pairs, and how often. */
const linesOf = ({ by, moves, count }: Edge): ReadonlyArray<string> => {
  const pairs = Array.from({ length: Math.ceil(moves.length / 2) }, (_, i) =>
    moves.slice(2 * i, 2 * i + 2).join(', '),
  ).map((pair, i, all) => (i < all.length - 1 ? `${pair},` : pair))
  return [by.join(', '), ...pairs, ...(count === undefined ? [] : [`${count} ×`])]
}

const drawEdge = (edge: Edge): string => {
  const { path } = lineOf(edge)
  return [
    `<path class="edge ${markOf(edge.to)}${edge.isListed ? '' : ' unlisted'}${edge.count === 0 ? ' untaken' : ''}" d="${path}" marker-end="url(#integrity-${markOf(edge.to)})">`,
    `<title>${edge.from} to ${edge.to}, ${labelOf(edge)}</title></path>`,
  ].join('')
}

const drawLabel = (edge: Edge): string => {
  const { label } = lineOf(edge)
  const lines = linesOf(edge)
  const top = label.y - ((lines.length - 1) * HEIGHT) / 2 + 4
  const rows = lines.map(
    (line, i) =>
      `<tspan x="${round(label.x)}" y="${round(top + i * HEIGHT)}"${i === 0 ? ' class="by"' : ''}>${line}</tspan>`,
  )
  const width = Math.max(...lines.map((line) => line.length)) * LETTER
  const ground = `<rect class="ground" x="${round(label.x - width / 2)}" y="${round(top - HEIGHT + 2)}" width="${round(width)}" height="${lines.length * HEIGHT}" rx="3"/>`
  return `${ground}<text class="label ${markOf(edge.to)}" data-edge="${edge.from} ${edge.to}">${rows.join('')}</text>`
}

const drawState = (state: State): string => {
  const { x, y } = PLACES[state]
  const mark = markOf(state)
  const inner = mark === 'open' ? '' : `<circle cx="${x}" cy="${y}" r="${RADIUS - 5}"/>`
  return `<g class="state ${mark}" data-state="${state}"><title>${state}: ${states[state]}</title><circle cx="${x}" cy="${y}" r="${RADIUS}"/>${inner}<text x="${x}" y="${y + 5}">${state}</text></g>`
}

const NAMES: Partial<Readonly<Record<State, readonly [x: number, y: number, ...lines: ReadonlyArray<string>]>>> = {
  s6: [40, -6, 'reject: a swap', 'challenge cannot', 'be closed'],
  s7: [40, -6, 'reject: only a balance', 'or delivery challenge', 'cannot be closed'],
  s8: [40, -52, 'accept: every challenge', 'can be closed'],
}

const drawName = ([state, [dx, dy, ...lines]]: readonly [State, NonNullable<(typeof NAMES)[State]>]): string => {
  const { x, y } = PLACES[state]
  return `<text class="name">${lines.map((line, i) => `<tspan x="${x + dx}" y="${y + dy + i * (HEIGHT + 2)}">${line}</tspan>`).join('')}</text>`
}

/** The style of the drawing, for a page that keeps it apart. */
export const drawingStyle = `
.integrity { color: inherit; font: 12px system-ui, sans-serif; --open: currentColor;
  --accept: var(--integrity-accept, light-dark(#176f3a, #6fd394)); --reject: var(--integrity-reject, light-dark(#b3261e, #ff9b90));
  --paper: var(--integrity-paper, Canvas) }
.integrity .edge { fill: none; stroke: var(--open); stroke-width: 1.4; opacity: .85 }
.integrity .edge.accept { stroke: var(--accept) } .integrity .edge.reject { stroke: var(--reject) }
.integrity .tip { fill: var(--open) } .integrity .tip.accept { fill: var(--accept) } .integrity .tip.reject { fill: var(--reject) }
.integrity .untaken { opacity: .3 }
.integrity .unlisted { stroke-dasharray: 5 4 }
.integrity .label { text-anchor: middle; font-size: 11px; fill: currentColor }
.integrity .ground { fill: var(--paper) }
.integrity .label.accept { fill: var(--accept) } .integrity .label.reject { fill: var(--reject) }
.integrity .by { font-weight: 600 }
.integrity .state circle { fill: var(--paper); stroke: currentColor; stroke-width: 1.8 }
.integrity .state.accept circle { stroke: var(--accept) } .integrity .state.reject circle { stroke: var(--reject) }
.integrity .state text { text-anchor: middle; font-size: 15px; font-weight: 600; fill: currentColor }
.integrity .name { fill: currentColor }
`

const marker = (mark: string): string =>
  `<marker id="integrity-${mark}" viewBox="0 0 10 10" refX="3" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="tip ${mark}" d="M0 0L10 5L0 10z"/></marker>`

/**
 * The automaton as SVG. Dashed arrows are those that TEX VI-C3 does not list; with counts, each arrow says how often it
 * was taken, and those that never were are faint. An arrow stands for all moves between two states. `isStyled`: whether its
 * style is in it.
 */
export const svg = (counts?: ReadonlyArray<ArrowCount>, isStyled = true): string => {
  const edges = edgesOf(counts)
  const names = Object.entries(NAMES) as ReadonlyArray<readonly [State, NonNullable<(typeof NAMES)[State]>]>
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="integrity" viewBox="0 ${-SIZE.above} ${SIZE.width} ${SIZE.height + SIZE.above}" role="img" aria-label="When the operator can prove its integrity: the states s0 to s8">`,
    `${isStyled ? `<style>${drawingStyle}</style>` : ''}<defs>${['open', 'accept', 'reject'].map(marker).join('')}</defs>`,
    `<path class="edge" d="M10 ${PLACES.s0.y} H${PLACES.s0.x - RADIUS - ARROWHEAD}" marker-end="url(#integrity-open)"/>`,
    ...edges.map(drawEdge),
    ...stateNames.map(drawState),
    ...edges.map(drawLabel),
    ...names.map(drawName),
    `<text class="name" x="20" y="${SIZE.height - 14}">dashed: not in the list of TEX VI-C3</text>`,
    '</svg>',
  ].join('\n')
}
