import { describe, expect, it } from 'vitest'
import { assumedDay, measureDay } from './day.js'
import { discriminationExperiment, discriminationGain } from './discrimination.js'
import { drawCosts, drawDay, drawGains, drawScenario, strugglers } from './draw.js'
import { discriminationCalled, dropOut, priceDiscrimination, scenarios } from './scenarios.js'

const marksOf = (svg: string): ReadonlyArray<string> =>
  [...svg.matchAll(/<g class="mark [^>]*>.*?<text[^>]*>([^<]*)</g)].map((found) => found[1] as string)

describe('the figures of the chapter', () => {
  it('mark where Alice is called, and where the call is over, in P Fig. 1 with time to answer', () => {
    const svg = drawScenario(discriminationCalled, strugglers(discriminationCalled))
    expect(marksOf(svg)).toEqual(['alice is called', 'alice is cured'])
    expect(svg).toContain('Event 14: alice is called. Event 15: alice is cured.')
  })

  it('mark at which price she is liquidated without it', () => {
    expect(marksOf(drawScenario(priceDiscrimination, ['alice']))).toEqual(['alice is liquidated at 13'])
    expect(marksOf(drawScenario(dropOut, dropOut.params.traders))).toEqual(['dave forfeits'])
  })

  it('are there for every scenario', () => {
    for (const scenario of scenarios)
      expect(drawScenario(scenario, scenario.params.traders)).toMatch(/^<svg[\s\S]*<\/svg>\n$/)
  })

  it('say their numbers to who cannot see them', () => {
    const few = { ...discriminationExperiment, draws: 10, richest: 1_000 }
    expect(drawGains([discriminationGain(few)], few)).toMatch(/Up to 1000: [\d.]+ if she knows/)
    const flow = [{ tag: 'limit', id: 'a', side: 'buy', price: 9n, volume: 1n } as const]
    expect(drawDay(measureDay(flow, assumedDay, [1], [500n]), assumedDay)).toContain('With an initial rate of 5%: 0.00')
    expect(drawCosts([{ name: 'definition', points: [[100, 395]] }])).toContain('395 microseconds with 100 traders')
  })
})
