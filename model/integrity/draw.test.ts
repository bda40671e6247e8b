import { describe, expect, it } from 'vitest'
import { arrows, stateNames } from '../../spec/integrity/automaton.js'
import { svg } from './draw.js'
import { edgesOf, graphviz, mermaid } from './edges.js'

const COUNTS = [{ from: 's0', move: 'sign', to: 's1', count: 1234567 } as const]

const all = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  [...text.matchAll(pattern)].map((match) => match[1]!)

describe('a drawing of the automaton', () => {
  const edges = edgesOf().map(({ from, to }) => `${from} ${to}`)

  it('has an edge for every arrow', () => {
    expect(new Set(arrows.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(edges))
    expect(edgesOf().flatMap(({ moves }) => moves).length).toBe(arrows.length)
  })

  it('shows every state and every edge, with who acts', () => {
    const drawn = svg()
    expect(all(drawn, /data-state="(s\d)"/g)).toEqual(stateNames)
    expect(all(drawn, /data-edge="(s\d s\d)"/g)).toEqual(edges)
    expect(all(drawn, /<title>(s\d to s\d)/g).map((one) => one.replace(' to', ''))).toEqual(edges)
    expect(new Set(all(drawn, /class="by">([^<]*)/g))).toEqual(new Set(['sender', 'recipient', 'trader', 'operator']))
    expect(drawn).not.toMatch(/NaN|undefined/)
  })

  it('marks what is accepted, what is rejected, and what the paper does not list', () => {
    expect(all(svg(), /class="state accept" data-state="(s\d)"/g)).toEqual(['s8'])
    expect(all(svg(), /class="state reject" data-state="(s\d)"/g)).toEqual(['s6', 's7'])
    expect(all(svg(), /unlisted" d="[^"]*"[^>]*><title>(s\d to s\d)/g)).toEqual([
      's1 to s3',
      's2 to s7',
      's4 to s7',
      's5 to s7',
      's8 to s6',
      's8 to s7',
    ])
  })

  it('has colours that a page can set, and no others', () => {
    const colours = all(svg(), /(?:fill|stroke)="([^"]*)"/g)
    expect(colours).toEqual([])
    expect(svg()).toMatch(/var\(--integrity-accept, light-dark\(/)
    expect(svg()).toMatch(/currentColor/)
  })

  it('says how often an arrow was taken, if that is given', () => {
    expect(svg()).not.toMatch(/×/)
    expect(svg(COUNTS)).toMatch(/1234567 ×/)
    expect(graphviz(COUNTS)).toMatch(/s0 -> s1 \[label="sender: sign \(1234567\)"/)
    expect(mermaid(COUNTS)).toMatch(/s0 --> s1 : sender sign \(1234567\)/)
  })

  it('is the same automaton for Graphviz and Mermaid', () => {
    expect(all(graphviz(), /^ {2}(s\d -> s\d) /gm).map((one) => one.replace(' ->', ''))).toEqual(edges)
    expect(all(mermaid(), /^ {2}(s\d --> s\d) /gm).map((one) => one.replace(' -->', ''))).toEqual(edges)
  })
})
