import { expect, it } from 'vitest'
import { scenarios } from '../../../model/margin/scenarios.js'
import { acceptedRuns } from './accepted.js'

it('every named scenario is a vector', () => {
  const slugs = acceptedRuns().map(({ slug }) => slug)
  expect(scenarios.filter(({ name }) => !slugs.includes(name)).map(({ name }) => name)).toEqual([])
})
