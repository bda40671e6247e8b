import { expect, it } from 'vitest'
import { drawCollateral } from './draw.js'

it('TEX Fig. 5 has the 30 million of the paper on the line of 300 million a day', () => {
  const svg = drawCollateral()
  expect(svg).toContain('30 million (TEX VII-A2)')
  expect(svg).toContain('90 million (the eon of VII-A, T37)')
  expect(svg.match(/class="series/g)).toHaveLength(3)
})
