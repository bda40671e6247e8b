import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { type Figure, plot } from './plot.js'

const figure: Figure = {
  id: 'some',
  title: 'More & <more>',
  desc: 'It says "so".',
  x: { label: 'traders', scale: 'log' },
  y: { label: 'cost' },
  series: [
    {
      name: 'one',
      kind: 'dots',
      points: [
        [10, -5],
        [100, 20],
        [1_000, 40],
      ],
    },
    {
      name: 'two',
      kind: 'step',
      points: [
        [10, -5],
        [100, 21],
        [1_000, 40],
      ],
    },
  ],
  marks: [
    { x: 100, y: 20, label: 'here', tone: 'bad' },
    { x: 1_000, label: 'there' },
  ],
}

/** Everything that may be left out is there: so many lines end together at the bottom that their names go up. */
const full: Figure = {
  id: 'full',
  title: 'All of it',
  desc: 'Seven lines and four marks.',
  x: { label: 'from 0 to 10', domain: [0, 10], ticks: [0, 2.5, 10], format: (n) => `<${n}>` },
  y: { label: 'in dollars', domain: [-103, 98], format: (n) => `$${n}` },
  series: [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    name: `line ${n}`,
    kind: n === 7 ? 'dots' : 'line',
    points: [
      [0, 10 * n],
      [5, 0],
      [10, n - 100],
    ],
  })),
  marks: [
    { x: 2, y: 90, label: 'high' },
    { x: 8, y: -50, label: 'low', tone: 'good' },
    { x: 5, label: 'half', tone: 'bad' },
    { x: 9, label: 'late' },
  ],
}

/** A line of one point, so that there is no extent, and one of none, which has no end to be named at. */
const single: Figure = {
  id: 'single',
  title: 'One point',
  desc: 'A point.',
  x: { label: 'x' },
  y: { label: 'y' },
  series: [
    { name: 'point', kind: 'dots', points: [[3.3, 12_345.678]] },
    { name: 'nothing', points: [] },
  ],
}

/** Only what happened, and far from each other. */
const marked: Figure = {
  id: 'marked',
  title: 'Marks',
  desc: 'Two marks.',
  x: { label: 'x', scale: 'log' },
  y: { label: 'y', scale: 'log', ticks: [1, 1_000_000] },
  series: [],
  marks: [
    { x: 1, y: 1, label: 'first' },
    { x: 1_000, y: 1_000_000, label: 'last' },
  ],
}

/** What begins at nothing, and what ends at it: no line is drawn through the axes there. */
const above: Figure = {
  id: 'above',
  title: 'From nothing',
  desc: 'A line above, and a mark just under the place where its word would meet the title.',
  x: { label: 'x', domain: [0, 1] },
  y: { label: 'y', domain: [0, 322] },
  series: [
    {
      name: 'up',
      points: [
        [0, 0],
        [1, 322],
      ],
    },
  ],
  marks: [{ x: 0.25, y: 298, label: 'under' }],
}
const below: Figure = {
  ...above,
  id: 'below',
  title: 'To nothing',
  desc: 'Axes.',
  y: { label: 'y', domain: [-5, 0] },
  series: [],
  marks: [],
}

const numbers = (svg: string, attribute: string): ReadonlyArray<number> =>
  [...svg.matchAll(new RegExp(` ${attribute}="(-?[\\d.]+)"`, 'g'))].map((found) => Number(found[1]))

describe('a figure', () => {
  const svg = plot(figure)

  it('is well-formed, and says what it shows to who cannot see it', async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'plot.svg', contents: svg }],
      extension: 'schema',
      schema: [ANY],
    })
    expect([valid, errors.filter(({ message }) => /parser error/.test(message))]).toEqual([expect.any(Boolean), []])
    expect(svg).toContain('aria-labelledby="some-title some-desc"')
    expect(svg).toContain(
      '<title id="some-title">More &amp; &lt;more></title><desc id="some-desc">It says &quot;so&quot;.</desc>',
    )
  })

  it.each([figure, full, single, marked, above, below])('is drawn as it was looked at: $title', async (one) => {
    await expect(plot(one)).toMatchFileSnapshot(`__snapshots__/${one.id}.svg`)
  })

  it('keeps everything inside of its edges', () => {
    const [width, height] = (svg.match(/viewBox="0 0 (\d+) (\d+)"/) ?? []).slice(1).map(Number) as [number, number]
    for (const x of [...numbers(svg, 'x'), ...numbers(svg, 'cx')]) expect(x >= 0 && x <= width).toBe(true)
    for (const y of [...numbers(svg, 'y'), ...numbers(svg, 'cy')]) expect(y >= 0 && y <= height).toBe(true)
  })

  it('has a step go sideways first, and then up', () => {
    const [, step] = [...svg.matchAll(/<path d="(M[^"]*)"/g)].map((found) => found[1] as string)
    const [[, y0], [x1, y1]] = (step as string)
      .split(/[ML]/)
      .slice(1, 3)
      .map((pair) => pair.split(',')) as [string[], string[]]
    expect(y1).toBe(y0)
    expect(Number(x1)).toBeGreaterThan(76)
  })

  it('names its lines a row apart, in the colours of the lines', () => {
    const ends = [...svg.matchAll(/<text class="end (c\d)" x="[\d.]+" y="([\d.]+)"/g)].map((found) => Number(found[2]))
    expect(ends.length).toBe(2)
    expect(Math.abs((ends[0] as number) - (ends[1] as number))).toBeGreaterThanOrEqual(15)
  })

  it('puts equal steps of a logarithmic axis equally far apart', () => {
    const [a, b, c] = numbers(svg, 'cx') as [number, number, number]
    expect(c - b).toBeCloseTo(b - a, 0)
  })
})

const ANY = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="any"/></xs:schema>'
